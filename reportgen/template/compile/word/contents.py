"""The contents field of a template: after a fill it shows the headings of the template, so Word is asked to make it anew."""

from lxml import etree

from reportgen.findings import Finding, Place
from reportgen.ooxml.formats import is_strict, main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.tags.grammar import W
from reportgen.template.tags.lexer import has_tag

_CHAR, _CODE, _TEXT, _UPDATE = (f"{{{W}}}{name}" for name in ("fldChar", "instrText", "t", "updateFields"))
_BEFORE = frozenset(
    f"{{{W}}}{name}"
    for name in (
        "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
        "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts",
        "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter", "gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState",
        "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
        "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride",
        "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone",
        "doNotHyphenateCaps", "showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders",
        "bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets", "drawingGridHorizontalSpacing",
        "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
        "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin", "drawingGridVerticalOrigin", "doNotShadeFormData",
        "noPunctuationKerning", "characterSpacingControl", "printTwoOnOne", "strictFirstAndLastChars", "noLineBreaksAfter",
        "noLineBreaksBefore", "savePreviewPicture", "doNotValidateAgainstSchema", "saveInvalidXml", "ignoreMixedContent",
        "alwaysShowPlaceholderText", "doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "saveThroughXslt",
        "showXMLTags", "alwaysMergeEmptyNamespace",
    )
)  # fmt: skip


def has_old_contents(root: etree._Element) -> bool:
    """Return whether a body has a contents field whose entries are those of the template, not tags of their own."""
    depth, start, shows_tag, found = 0, 0, False, False
    for element in root.iter(_CHAR, _CODE, _TEXT):
        kind = element.get(f"{{{W}}}fldCharType")
        if kind == "begin":
            depth += 1
        elif kind == "end":
            if depth == start and start:
                found, start, shows_tag = found or not shows_tag, 0, False
            depth -= 1
        elif element.tag == _CODE and (element.text or "").strip().upper().startswith("TOC"):
            start = start or depth
        elif start and element.tag == _TEXT and has_tag(element.text or ""):
            shows_tag = True
    return found


def ask_for_update(members: dict[str, Member], label: str) -> list[Finding]:
    """Mark the fields of a file for an update when Word opens it; return the note that says so."""
    part = Relationships.of(main_part(members), members).target("settings")
    if part not in members or part is None:
        return []
    content = members[part].content
    root = parse_part(content)
    update = root.find(_UPDATE)
    if update is None:
        update = etree.Element(_UPDATE)
        root.insert(sum(1 for child in root if child.tag in _BEFORE), update)
    update.set(f"{{{W}}}val", "true")
    xml = etree.tostring(root, encoding="unicode")
    members[part] = Member.of(part, (to_strict(xml) if is_strict(content) else xml).encode())
    what = "the contents still list the headings of the template; Word makes them anew when the file is opened"
    return [Finding("S06", "info", Place(label), what, "say yes when Word asks to update fields")]
