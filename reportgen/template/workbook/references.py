"""References to cells inside formulas: found among texts, names and functions, and written anew."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.ooxml.columns import column_letters, column_number

LAST_ROW = 1_048_576
_CELL = r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}"
_SHEET = r"(?:'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[\d+\])!"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<error>#[A-Z/0]+[!?]?)"
    rf"|(?<![\w.$])(?P<sheet>{_SHEET})?"
    rf"(?P<ref>{_CELL}:{_CELL}|\$?[1-9]\d*:\$?[1-9]\d*|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|{_CELL})(?![\w.(\[!])"
    r"|(?P<other_sheet>" + _SHEET + ")"
    r"|(?P<structured>\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])"
    r"|(?P<function>[^\W\d][\w.]*\()|(?P<open>\()|(?P<close>\))|(?P<word>[\w.]+)"
)
_ONE = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})$")
_ROWS = re.compile(r"(\$?)([1-9]\d*):(\$?)([1-9]\d*)$")
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*$")
_LIKE_CELL = re.compile(r"(?:[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*)$")
# Functions that take many cells where one stands: a cell that has become several gives all of them.
AGGREGATES = frozenset(
    {
        "SUM", "AVERAGE", "COUNT", "COUNTA", "COUNTBLANK", "MAX", "MIN", "PRODUCT", "MEDIAN", "STDEV", "STDEV.S", "STDEV.P",
        "STDEVP", "VAR", "VAR.S", "VAR.P", "VARP", "SUMSQ", "SUBTOTAL", "AGGREGATE", "CONCAT", "TEXTJOIN", "GEOMEAN", "HARMEAN",
        "MODE", "MODE.SNGL", "SUMIF", "COUNTIF", "AVERAGEIF", "SUMIFS", "COUNTIFS", "AVERAGEIFS", "MAXIFS", "MINIFS",
        "SUMPRODUCT", "RANK", "RANK.EQ", "RANK.AVG", "LARGE", "SMALL", "PERCENTILE", "QUARTILE", "XLOOKUP", "MATCH",
    }
)  # fmt: skip


@dataclass(frozen=True)
class RowNumbers:
    """The rows that a reference names; `absolute` says which of the two stands behind a $."""

    first: int
    last: int
    absolute: tuple[bool, bool]
    single: bool
    grows: bool  # whether it may become a range where it is one cell
    parts: bool = False  # whether it may become several ranges


# Functions that take any number of ranges: rows of a loop between which others stand come as ranges of their own.
_OF_PARTS = frozenset(
    "SUM AVERAGE COUNT COUNTA MAX MIN PRODUCT MEDIAN STDEV STDEV.S STDEV.P STDEVP VAR VAR.S VAR.P VARP SUMSQ SUBTOTAL".split()  # noqa: SIM905
)
_MOST_PARTS = 250
# From the sheet that is named (None: its own) and the rows: the name to write (None: none) and the new rows, None for none left.
_Span = tuple[int, int]
Resolve = Callable[[str | None, RowNumbers], tuple[str | None, Sequence[_Span] | None]]


def rewritten(formula: str, resolve: Resolve) -> str:
    """Return a formula whose references name the rows, and the sheets, that `resolve` says; all else stays as written."""
    out: list[str] = []
    functions: list[str] = []
    end = 0
    for match in _TOKEN.finditer(formula):
        kind = match.lastgroup
        out.append(formula[end : match.start()])
        end = match.end()
        if match.group("ref"):
            grows = _may_grow(formula, match, functions)
            parts = grows and functions[-1] in _OF_PARTS
            out.append(_reference(match.group("sheet"), match.group("ref"), (grows, parts), resolve))
            continue
        if match.group("other_sheet"):
            out.append(_renamed(match.group("other_sheet"), resolve))
            continue
        if kind in ("function", "open"):
            functions.append(match.group()[:-1].upper())
        elif kind == "close" and functions:
            functions.pop()
        out.append(match.group())
    out.append(formula[end:])
    return "".join(out)


def shifted(formula: str, rows: int, columns: int) -> str:
    """Return a formula as Excel copies it so many rows down and columns to the right."""
    return _TOKEN.sub(lambda match: _copied(match, rows, columns), formula)


def looks_outside(formula: str, names: frozenset[str]) -> bool:
    """Return whether a formula asks for more than the cells of its own sheet."""
    for match in _TOKEN.finditer(formula):
        if match.group("sheet") or match.group("other_sheet") or match.lastgroup == "structured":
            return True
        if match.lastgroup == "word" and match.group().lower() in names:
            return True
        if match.lastgroup == "function" and match.group().upper() == "INDIRECT(":
            return True
    return False


def quoted(name: str) -> str:
    """Return the name of a sheet as formulas write it."""
    if _PLAIN_NAME.match(name) and not _LIKE_CELL.match(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def unquoted(prefix: str) -> str:
    """Return the name of a sheet from how a formula writes it, with or without its !."""
    name = prefix.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _may_grow(formula: str, match: re.Match[str], functions: list[str]) -> bool:
    before = formula[: match.start()].rstrip()[-1:]
    after = formula[match.end() :].lstrip()[:1]
    return bool(functions) and functions[-1] in AGGREGATES and before in "(," and after in "),"


def _renamed(prefix: str, resolve: Resolve) -> str:
    name, _ = resolve(unquoted(prefix), RowNumbers(1, 1, (True, True), True, False))
    return prefix if name is None or name == unquoted(prefix) else quoted(name) + "!"


def _reference(prefix: str | None, ref: str, ways: tuple[bool, bool], resolve: Resolve) -> str:
    rows = _rows_of(ref, *ways)
    if rows is None:  # whole columns: no row to move
        return (_renamed(prefix, resolve) if prefix else "") + ref
    name, found = resolve(None if prefix is None else unquoted(prefix), rows)
    before = prefix or ""
    if prefix and name is not None and name != unquoted(prefix):
        before = quoted(name) + "!"
    if found is None:  # an empty cell stands for rows that a loop without items has not made
        found = [(LAST_ROW, LAST_ROW)]
    if len(found) > _MOST_PARTS:
        raise ValueError(f"{ref} would become {len(found)} ranges; give its values rows of their own, or use SUMIF")
    return ",".join(before + _with_rows(ref, span) for span in found)


def _rows_of(ref: str, grows: bool, parts: bool) -> RowNumbers | None:
    whole = _ROWS.match(ref)
    if whole:
        return RowNumbers(int(whole[2]), int(whole[4]), (bool(whole[1]), bool(whole[3])), False, False)
    first, _, second = ref.partition(":")
    one, two = _ONE.match(first), _ONE.match(second or first)
    if one is None or two is None:
        return None
    ends = (int(one[4]), bool(one[3])), (int(two[4]), bool(two[3]))
    low, high = sorted(ends, key=lambda end: end[0])
    return RowNumbers(low[0], high[0], (low[1], high[1]), not second, grows, parts)


def _with_rows(ref: str, rows: tuple[int, int]) -> str:
    whole = _ROWS.match(ref)
    if whole:
        return f"{whole[1]}{rows[0]}:{whole[3]}{rows[1]}"
    first, _, second = ref.partition(":")
    one, two = _ONE.match(first), _ONE.match(second or first)
    assert one is not None and two is not None
    if second and int(one[4]) > int(two[4]):  # written from below
        rows = (rows[1], rows[0])
    start = f"{one[1]}{one[2]}{one[3]}{rows[0]}"
    if not second and rows[0] == rows[1]:
        return start
    return f"{start}:{two[1]}{two[2]}{two[3]}{rows[1]}"


def _copied(match: re.Match[str], rows: int, columns: int) -> str:
    ref = match.group("ref")
    if not ref:
        return match.group()
    moved = [_moved(part, rows, columns) for part in ref.split(":")]
    return (match.group("sheet") or "") + ("#REF!" if None in moved else ":".join(map(str, moved)))


def _moved(part: str, rows: int, columns: int) -> str | None:
    match = re.match(r"(\$?)([A-Z]{0,3})(\$?)(\d*)$", part)
    if match is None:
        return part
    fixed_column, letters, fixed_row, number = match.groups()
    if not letters:  # one end of whole rows: its $ stands where that of a column would
        fixed_column, fixed_row = "", fixed_column or fixed_row
    column, row = column_number(letters), int(number or 0)
    column += 0 if fixed_column or not letters else columns
    row += 0 if fixed_row or not number else rows
    if (letters and column < 1) or (number and row < 1):
        return None
    return f"{fixed_column}{column_letters(column) if letters else ''}{fixed_row}{row if number else ''}"


def split_cell(ref: str) -> tuple[str, int]:
    """Return column and row of one cell; ValueError for anything else."""
    match = _ONE.match(ref)
    if match is None:
        raise ValueError(f"{ref!r} names no cell")
    return match[2], int(match[4])
