"""The parts of a workbook: its sheets by name, shared strings, and which number formats show dates or text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.ooxml.formats import main_part, parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.tags.grammar import R

X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELL_TAG, ROW_TAG, TEXT_TAG, RUN_TAG = f"{{{X}}}c", f"{{{X}}}row", f"{{{X}}}t", f"{{{X}}}r"
GENERAL, DATE, TIME, TEXT, NUMBER = "general", "date", "time", "text", "number"
_DATES = {*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)}
_TIMES = {*range(18, 22), 32, 33, 45, 46, 47}
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True)
class Sheet:
    """A sheet: its part, its name, and its row in the list of sheets."""

    part: str
    name: str


def sheets_of(members: Mapping[str, Member]) -> list[Sheet]:
    """Return the worksheets in the order of the workbook; those of other kinds (charts, macros) are left out."""
    main = main_part(members)
    targets = {item.id: item for item in Relationships.of(main, members).items}
    found = []
    for element in parse_part(members[main].content).iter(f"{{{X}}}sheet"):
        item = targets.get(element.get(f"{{{R}}}id", ""))
        if item is not None and item.type.endswith("/worksheet") and item.target in members:
            found.append(Sheet(item.target, element.get("name", "")))
    return found


def part_of_kind(members: Mapping[str, Member], kind: str) -> str | None:
    """Return the part of a kind that the workbook itself has: sharedStrings, styles, calcChain."""
    target = Relationships.of(main_part(members), members).target(kind)
    return target if target in members else None


def shared_strings(members: Mapping[str, Member]) -> list[etree._Element]:
    """Return the shared strings of a workbook."""
    part = part_of_kind(members, "sharedStrings")
    return [] if part is None else parse_part(members[part].content).findall(f"{{{X}}}si")


def format_kinds(members: Mapping[str, Member]) -> list[str]:
    """Return what the number format of each cell style shows: general, date, time, text or number."""
    part = part_of_kind(members, "styles")
    if part is None:
        return []
    root = parse_part(members[part].content)
    codes = {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in root.iter(f"{{{X}}}numFmt")}
    cells = root.find(f"{{{X}}}cellXfs")
    return [_kind(int(xf.get("numFmtId", "0")), codes) for xf in (() if cells is None else cells)]


def _kind(number: int, codes: Mapping[int, str]) -> str:
    code = codes.get(number)
    if code is None:
        known = {0: GENERAL, 49: TEXT}
        return DATE if number in _DATES else TIME if number in _TIMES else known.get(number, NUMBER)
    if code == "@":
        return TEXT
    if code.lower() in ("general", "g/通用格式"):
        return GENERAL
    plain = _NOT_CODE.sub("", code).lower()
    if re.search("[yd]|m(?!.*[hs])(?<![hs])", plain) and not re.search("[0#]", plain.split(";")[0].replace("e", "")):
        return DATE
    return TIME if re.search("[hs]", plain) or re.search(r"\[[hms]+\]", code.lower()) else NUMBER
