"""What every source gives: cells with their places, in rows or by the field of a fact that they fill. Headings have many names."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, overload

from reportgen.errors import Problem
from reportgen.model.data_table import DataSource
from reportgen.model.facts.layer import Layer
from reportgen.private_use import EVERY

HEADINGS = {
    "id": ("id", "fact_id", "编号", "标识", "代码", "指标编号", "指标代码", "键"),
    "label": ("label", "name", "指标", "指标名称", "名称", "项目"),
    "value": (
        "value",
        "数值",
        "值",
        "本期",
        "本期值",
        "完成值",
        "现值",
        "数据",
        "现状值",
        "目前数值",
        "绝对数",
        "绝对量",
        "绝对值",
        "总量",
        "全年",
        "全年数",
        "实际数",
        "完成数",
    ),
    "unit": ("unit", "单位", "计量单位"),
    "bound": ("bound", "界限", "限定", "限定词"),
    "period": ("period", "时点", "年份", "时期", "统计时点", "年度"),
    "measured": ("measured", "数据日期", "统计日期", "采集日期"),
    "words": ("words", "原文", "写法", "固定表述"),
    "source": ("source", "来源", "数据来源", "出处", "资料来源"),
}
BLANK = (
    "", "-", "--", "—", "——", "－", "…", "……", "...", "/", "暂无", "无", "无数据", "空缺", "待定", "不详", "未公布", "n/a", "na", "n.a.",
    "null", "none", "nan", "nat", "<na>",
)  # fmt: skip
_NOTE = re.compile(r"(?:附?注|说明|备注|资料来源|数据来源|来源)\s*[:：0-9１-９①-⑳]")
LARGE = 20_000  # cells; those of a larger source are made when they are asked for


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A value as its reader sees it, and where; percent says that a number such as 0.3 means 30%.

    trouble says why it cannot be read; stored is what a spreadsheet holds where it shows fewer digits.
    """

    value: Any
    place: str
    percent: bool = False
    trouble: str = ""
    stored: str = ""

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        if self.trouble:
            return False
        return self.value is None or (isinstance(self.value, str) and self.value.strip().lower() in BLANK)

    def problem(self) -> Problem:
        """Return what is reported of a cell that cannot be read."""
        what, _, hint = self.trouble.partition("; ")
        return Problem(self.place, None, None, what, hint)


class LazyRows(Sequence[list[SourceCell]]):
    """The rows of a large source: a cell is made when it is asked for, and not kept."""

    def __init__(self, widths: Sequence[int], cell: Callable[[int, int], SourceCell]) -> None:
        self._widths, self.cell = widths, cell

    def __len__(self) -> int:
        return len(self._widths)

    @overload
    def __getitem__(self, index: int) -> list[SourceCell]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[SourceCell]]: ...
    def __getitem__(self, index: int | slice) -> list[SourceCell] | list[list[SourceCell]]:
        if isinstance(index, slice):
            return [self._row(number) for number in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._row(index)

    def __iter__(self) -> Iterator[list[SourceCell]]:
        return (self._row(number) for number in range(len(self)))

    def size(self) -> int:
        """Return how many cells there are."""
        return sum(self._widths)

    def kept(self) -> "LazyRows | list[list[SourceCell]]":
        """Return the rows as they are best kept: a small source as lists, a large one as it is."""
        return self if self.size() > LARGE else list(self)

    def _row(self, number: int) -> list[SourceCell]:
        return [self.cell(number, column) for column in range(self._widths[number])]


@dataclass(frozen=True)
class SourceRecord:
    """What a source says of one fact (or of the one with this label)."""

    fields: dict[str, SourceCell]
    place: str
    column: str = ""  # the heading of the time that it is about, where the times of a table are columns

    def text(self, name: str) -> str:
        """Return what a field says, empty for nothing."""
        cell = self.fields.get(name)
        return "" if cell is None or cell.blank else str(cell.value).strip()


@dataclass
class ReadResult:
    """All records of a source, what could not be read, and what its reader should know of it."""

    records: list[SourceRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


@dataclass
class CellGrid:
    """A source row by row, as it lies there; headed says that the first row is known to hold the heads."""

    name: str
    rows: Sequence[list[SourceCell]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headed: bool = False
    notices: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class FileFormat:
    """A format of files: their endings, what reads their records, and what reads them as a grid."""

    endings: tuple[str, ...]
    records: Callable[[Path, Layer], ReadResult]
    grid: Callable[[Path, DataSource], CellGrid]
    tabular: bool = True  # a file of this format in the folder tables/ is a table


def is_note(row: Sequence[SourceCell]) -> bool:
    """Whether a row is a note under a table: 注：2023年为初步数, alone in its row, or merged over it."""
    said = {str(cell.value).strip() for cell in row if not cell.blank}
    return len(said) == 1 and _NOTE.match(next(iter(said))) is not None


def heading(text: object) -> tuple[str, str]:
    """Return a heading without spaces and without its unit, and the unit in brackets: 数值（万人） gives 数值 and 万人."""
    name = re.sub(rf"[\s\x00-\x1f{EVERY}]+", "", str(text if text is not None else ""))
    match = re.fullmatch(r"(.+?)[（(]([^（）()]*)[）)]", name)
    return (match.group(1), match.group(2)) if match else (name, "")


def field_of(name: str, columns: dict[str, str]) -> str | None:
    """Return the field that a heading fills: as the layer says, or by a usual name."""
    for key, given in columns.items():
        if heading(given)[0] == name:
            return key
    return next((key for key, names in HEADINGS.items() if key not in columns and name.lower() in names), None)
