"""Links that were given as values: a hyperlink at the cell, and its address among the relationships of the sheet."""

from lxml import etree

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.tags.grammar import R
from reportgen.template.workbook.book_parts import X
from reportgen.template.workbook.finish_sheet import MadeSheet, cells_of

# What stands behind the hyperlinks of a sheet, in the order of the schema.
_BEHIND = (
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip


def add_links(sheet: MadeSheet, part: str, members: dict[str, Member]) -> None:
    """Write the links of the cells of a finished sheet."""
    found = [(cell.get("r", ""), str(url)) for cell in cells_of(sheet) if (url := cell.attrib.pop("rglink", None))]
    if not found:
        return
    relationships = Relationships.of(part, members)
    holder = _holder(sheet.root)
    for ref, url in found:
        key = relationships.add("hyperlink", url, external=True)
        etree.SubElement(holder, f"{{{X}}}hyperlink", {"ref": ref, f"{{{R}}}id": key})
    rels = relationships.member()
    members[rels.name] = rels


def _holder(root: etree._Element) -> etree._Element:
    holder = root.find(f"{{{X}}}hyperlinks")
    if holder is None:
        holder = etree.Element(f"{{{X}}}hyperlinks", nsmap=root.nsmap)
        behind = next((e for e in root if isinstance(e.tag, str) and etree.QName(e).localname in _BEHIND), None)
        if behind is None:
            root.append(holder)
        else:
            behind.addprevious(holder)
    return holder
