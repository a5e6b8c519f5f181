"""Number formats for dates in cells whose style has none: a style of their own, else like that of the cell."""

import copy
from collections.abc import Iterable

from lxml import etree

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import parse_xml, xml_bytes
from reportgen.template.workbook.book_parts import X, part_of_kind

# The formats that Excel itself gives to a date, a time, and hours beyond a day; a date with its time reads as ISO has it.
_KNOWN = {"date": 14, "time": 21, "span": 46}
_MOMENT = "yyyy-mm-dd hh:mm"
_FIRST_OWN = 164


class DateStyles:
    """The styles of a workbook, and those that filling adds."""

    def __init__(self, members: dict[str, Member]) -> None:
        self._part = part_of_kind(members, "styles")
        self._root = None if self._part is None else parse_xml(members[self._part].content)
        self._made: dict[tuple[str, str], str] = {}

    def apply(self, cells: Iterable[etree._Element]) -> None:
        """Give each cell that was filled with a date a format that shows one."""
        for cell in cells:
            kind = cell.attrib.pop("rgdate", None)
            if kind is not None and self._root is not None:
                cell.set("s", self._style(str(kind), cell.get("s", "0")))

    def store(self, members: dict[str, Member]) -> None:
        """Write the styles, where there are new ones."""
        if self._made and self._part is not None and self._root is not None:
            members[self._part] = Member.of(self._part, xml_bytes(self._root))

    def _style(self, kind: str, style: str) -> str:
        if (kind, style) not in self._made:
            self._made[kind, style] = self._add(kind, int(style))
        return self._made[kind, style]

    def _add(self, kind: str, style: int) -> str:
        assert self._root is not None
        styles = self._root.find(f"{{{X}}}cellXfs")
        if styles is None or not len(styles):
            return str(style)
        new = copy.deepcopy(styles[min(style, len(styles) - 1)])
        new.set("numFmtId", str(_KNOWN.get(kind) or self._format(_MOMENT)))
        new.set("applyNumberFormat", "1")
        styles.append(new)
        styles.set("count", str(len(styles)))
        return str(len(styles) - 1)

    def _format(self, code: str) -> int:
        assert self._root is not None
        formats = self._root.find(f"{{{X}}}numFmts")
        if formats is None:
            formats = etree.Element(f"{{{X}}}numFmts")
            self._root.insert(0, formats)
        for one in formats:
            if one.get("formatCode") == code:
                return int(one.get("numFmtId", "0"))
        number = max([_FIRST_OWN - 1, *(int(one.get("numFmtId", "0")) for one in formats)]) + 1
        etree.SubElement(formats, f"{{{X}}}numFmt", {"numFmtId": str(number), "formatCode": code})
        formats.set("count", str(len(formats)))
        return number
