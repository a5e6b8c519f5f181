"""The cells of one worksheet of an .xlsx: stored text, number format, formulas, merged areas, hidden rows and columns.

Rows are read once, as they lie in the part, into tuples of texts; a Cell is made of them only when it is asked for.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from reportgen.load.sources.records import SourceCell
from reportgen.load.written.note_marks import raised
from reportgen.load.written.number_format import HiddenByFormat, date_fields, is_date, shown_number
from reportgen.ooxml.columns import column_letters as column_letters
from reportgen.ooxml.columns import column_number

_RAW = 3  # column, kind and style, text
_COMPUTED = "f"  # before the kind of a cell that holds a formula
_MOST_COLUMNS = 16384
_DIGITS = "0123456789"
NEVER = "holds a formula that was never computed; open the workbook in Excel or WPS and save it, or write the value"


@dataclass
class CellStyles:
    """The number format of each style, the shared texts, and the first day of the calendar."""

    formats: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    from_1904: bool = False


@dataclass
class Worksheet:
    """The rows of a sheet with their numbers, and what is hidden or merged in it."""

    title: str
    styles: CellStyles
    numbers: list[int] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    width: int = 0
    filtered: bool = False
    exact: bool = False  # whether numbers keep the digits that their formats do not show

    def __post_init__(self) -> None:
        self._at: dict[int, int] = {}

    def cell(self, row: int, column: int, place: str) -> SourceCell:
        """Return the cell of a row and column (from 1); in a merged area the one that holds its value."""
        row, column = self.merged.get((row, column), (row, column))
        raw = self._raw(row, column)
        return SourceCell(None, place) if raw is None else self._shown(*raw, place)

    def _raw(self, row: int, column: int) -> tuple[str, str] | None:
        if not self._at:
            self._at.update(zip(self.numbers, range(len(self.numbers)), strict=True))
        at = self._at.get(row)
        if at is None:
            return None
        raw = self.rows[at]
        guess = (column - 1) * _RAW
        if guess < len(raw) and raw[guess] == column:
            return raw[guess + 1], raw[guess + 2]
        for number in range(0, len(raw), _RAW):
            if raw[number] == column:
                return raw[number + 1], raw[number + 2]
        return None

    def _shown(self, kind: str, text: str | None, place: str) -> SourceCell:
        computed = kind.startswith(_COMPUTED)
        kind, _, style = kind.removeprefix(_COMPUTED).partition("|")
        if not text and computed and kind != "str":
            return SourceCell(None, place, trouble=NEVER)
        if text is None:
            return SourceCell(None, place)
        if kind == "s":
            return self._text(self.styles.texts[int(text)], place)
        if kind in ("str", "inlineStr"):
            return self._text(text, place)
        if kind == "b":
            return SourceCell(text == "1", place)
        if kind == "e":
            return SourceCell(text, place)
        if kind == "d":
            return SourceCell(date.fromisoformat(text[:10]), place)
        return self._number(text, int(style or 0), place) if text else SourceCell(None, place)

    def _text(self, text: str, place: str) -> SourceCell:
        if "\x00" in text:
            struck = text.replace("\x00", "")
            return SourceCell(struck, place, trouble=f"part of {struck!r} is struck out; delete it in the cell")
        return SourceCell(text or None, place)

    def _number(self, text: str, style: int, place: str) -> SourceCell:
        try:
            value = Decimal(text)
        except InvalidOperation:
            return SourceCell(text, place)
        if len(text) > 15 or "E" in text or "e" in text:  # a spreadsheet keeps fifteen digits: 0.1 + 0.2 is 0.3 in it
            value = Decimal(f"{float(text):.15g}")
        code = self.styles.formats[style] if style < len(self.styles.formats) else "General"
        if code == "General":
            return SourceCell(value, place)
        if is_date(code):
            return _dated(value, code, self.styles.from_1904, place)
        try:
            shown = shown_number(value, code, exact=self.exact)
        except HiddenByFormat:
            hint = "give the cell another format, or clear it"
            return SourceCell(value, place, trouble=f"holds {value:f}, which its number format hides; {hint}")
        return SourceCell(shown, place, stored="" if _figures(shown) == _figures(value) else f"{value:f}")


def _figures(number: Decimal | str) -> str:
    """The digits of a number without its point, sign and outer zeros: two numbers with the same ones lost none."""
    text = f"{number:f}" if isinstance(number, Decimal) else "".join(re.findall(r"[\d.]", number))
    return text.replace(".", "").lstrip("-").strip("0")


def _dated(value: Decimal, code: str, from_1904: bool, place: str) -> SourceCell:
    """A day, or the year and month that a format shows of one."""
    fields = date_fields(code)
    if not fields or value < 1 or value > 2958465:
        return SourceCell(None, place, trouble=f"holds a time ({value:f} as {code}); write a number, a day or a month")
    day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(value))
    if "d" in fields:
        return SourceCell(day, place)
    return SourceCell({"y": f"{day.year}年", "m": f"{day.month}月"}.get(fields, f"{day.year}年{day.month}月"), place)


def read_worksheet(content: bytes, title: str, styles: CellStyles) -> Worksheet:
    """Return the cells of a worksheet part; a SyntaxError or ValueError for one that is damaged."""
    from lxml import etree

    sheet = Worksheet(title, styles)
    tags = ("{*}row", "{*}col", "{*}mergeCell", "{*}autoFilter")
    events = etree.iterparse(io.BytesIO(content), tag=tags, no_network=True, huge_tree=True, resolve_entities=False)
    for _, element in events:
        name = str(element.tag).rpartition("}")[2]
        if name == "row":
            _add_row(sheet, element)
            forget(element)
        elif name == "col":
            _add_column(sheet, element)
        elif name == "mergeCell":
            _add_merged(sheet, element.get("ref", ""))
        else:
            sheet.filtered = True
    return sheet


def forget(element: Any) -> None:
    """Let go of an element that was read and of those before it, so that a large part never stands in memory as a tree."""
    element.clear()
    before = element.getprevious()
    if before is not None:
        element.getparent().remove(before)


def _add_row(sheet: Worksheet, row: Any) -> None:
    number = int(row.get("r") or (sheet.numbers[-1] + 1 if sheet.numbers else 1))
    if row.get("hidden") in ("1", "true"):
        sheet.hidden_rows.add(number)
    raw: list[Any] = []
    column = 0
    for cell in row:
        reference = cell.get("r")
        column = column_number(reference.rstrip(_DIGITS)) if reference else column + 1
        text, computed = None, ""
        for child in cell:  # in this loop a large sheet spends its time
            tag = child.tag
            if tag[-2:] == "}v":
                text = child.text or ""
            elif tag[-2:] == "}f":
                computed = _COMPUTED
            elif tag[-3:] == "}is":
                text = rich_text(child)
        if text is not None or computed:
            raw += (column, _kind(computed, cell.get("t"), cell.get("s")), text)
    sheet.width = max(sheet.width, raw[-_RAW] if raw else 0)
    sheet.numbers.append(number)
    sheet.rows.append(tuple(raw))


@lru_cache(maxsize=4096)
def _kind(computed: str, kind: str | None, style: str | None) -> str:
    """What a cell is, as one text: a sheet has few kinds and many cells."""
    return f"{computed}n|{style or 0}" if kind in (None, "n") else f"{computed}{kind}"


def _add_column(sheet: Worksheet, element: Any) -> None:
    if element.get("hidden") in ("1", "true") or element.get("width") == "0":
        last = min(int(element.get("max", "1")), _MOST_COLUMNS)
        sheet.hidden_columns.update(range(int(element.get("min", "1")), last + 1))


def _add_merged(sheet: Worksheet, reference: str) -> None:
    area = cell_area(reference)
    if area is None:
        return
    top, left, bottom, right = area
    last = min(bottom, sheet.numbers[-1] if sheet.numbers else top)
    for row in range(top, last + 1):
        for column in range(left, min(right, max(sheet.width, left)) + 1):
            sheet.merged[row, column] = (top, left)


def rich_text(element: Any) -> str:
    """Return the text of a shared or inline string: superscript runs as marks, phonetic guides left out; \\0 after struck words."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        text = element[0].text or ""
        return _CODED.sub(_character, text) if "_x" in text else text
    parts: list[str] = []
    for child in element:
        name = child.tag[child.tag.rfind("}") + 1 :]
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.append(_run(child))
    return _CODED.sub(_character, "".join(parts))


def _character(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))


_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how Excel writes a character that XML cannot hold


def _run(run: Any) -> str:
    text = "".join(child.text or "" for child in run if child.tag.endswith("}t"))
    for look in run.iter("{*}vertAlign", "{*}strike"):
        if look.tag.endswith("}strike"):
            return text + ("" if look.get("val") in ("0", "false") or not text.strip() else "\x00")
        if look.get("val") == "superscript" and text.strip():
            return raised(text)
    return text


def cell_area(reference: str) -> tuple[int, int, int, int] | None:
    """Return top, left, bottom and right (from 1) of A3:D20 or B5; None for what is no address."""
    match = re.fullmatch(
        r"([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?", reference.replace("$", "").upper()
    )
    if match is None:
        return None
    left, top = column_number(match.group(1)), int(match.group(2))
    right, bottom = column_number(match.group(3) or match.group(1)), int(match.group(4) or match.group(2))
    if max(left, right) > _MOST_COLUMNS or max(top, bottom) > 1048576:
        return None
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def spans(numbers: Iterable[int]) -> Iterator[str]:
    """Yield runs of numbers: 3, 5-7."""
    start = last = None
    for number in sorted(numbers):
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None:
            yield f"{start}" if start == last else f"{start}-{last}"
        start = last = number
    if start is not None:
        yield f"{start}" if start == last else f"{start}-{last}"
