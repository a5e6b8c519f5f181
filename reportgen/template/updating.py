"""Fields that Word updates when it opens a file: the mark in the settings, and the note that says so."""

from lxml import etree

from reportgen.findings import Finding, Place
from reportgen.ooxml.formats import is_strict, main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.program.notices import CONTENTS_NEW
from reportgen.template.tags.grammar import W

_UPDATE = f"{{{W}}}updateFields"
_ASKED = "say yes when Word asks to update fields"
_ASKED_BEFORE = "the template asks Word to update its fields"
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


def ask_for_update(members: dict[str, Member], label: str) -> list[Finding]:
    """Mark the fields of a file for an update when Word opens it; return the note that says so."""
    part = Relationships.of(main_part(members), members).target("settings")
    if part not in members or part is None:
        return []
    content = members[part].content
    root = parse_part(content)
    update = root.find(_UPDATE)
    own = update is not None and update.get(f"{{{W}}}val", "true") in ("1", "true", "on")
    if not own:
        if update is None:
            update = etree.Element(_UPDATE)
            root.insert(sum(1 for child in root if child.tag in _BEFORE), update)
        update.set(f"{{{W}}}val", "true")
        _write(members, part, root)
    what = "the contents still list the headings of the template; Word makes them anew when the file is opened"
    return [CONTENTS_NEW.at(Place(label), what, _ASKED_BEFORE if own else _ASKED)]


def is_asked_here(finding: Finding) -> bool:
    """Return whether a finding says that the engine, and not the template, has Word update the contents."""
    return finding.rule == CONTENTS_NEW.id and finding.hint == _ASKED


def without_request(members: dict[str, Member]) -> None:
    """Take out the mark for an update that `ask_for_update` has set."""
    part = Relationships.of(main_part(members), members).target("settings")
    if part in members and part is not None:
        root = parse_part(members[part].content)
        for update in root.findall(_UPDATE):
            root.remove(update)
        _write(members, part, root)


def _write(members: dict[str, Member], part: str, root: etree._Element) -> None:
    strict = is_strict(members[part].content)
    xml = etree.tostring(root, encoding="unicode")
    members[part] = Member.of(part, (to_strict(xml) if strict else xml).encode())
