"""Owns what every source gives: cells with their places, by the field of a fact that they fill. Headings are known by many names."""

import re
from dataclasses import dataclass, field
from typing import Any

from reportgen.errors import Problem

HEADINGS = {
    "id": ("id", "fact_id", "编号", "标识", "代码", "指标编号", "指标代码", "键"),
    "label": ("label", "name", "指标", "指标名称", "名称", "项目"),
    "value": ("value", "数值", "值", "本期", "本期值", "完成值", "现值", "数据"),
    "unit": ("unit", "单位", "计量单位"),
    "bound": ("bound", "界限", "限定"),
    "period": ("period", "时点", "年份", "时期", "统计时点", "年度"),
    "measured": ("measured", "数据日期", "统计日期", "采集日期"),
    "words": ("words", "原文", "写法"),
    "source": ("source", "来源", "数据来源"),
}
BLANK = ("", "-", "—", "——", "…", "……", "/", "暂无", "无", "n/a", "N/A", "null")


@dataclass(frozen=True)
class Cell:
    """A value as the source has it, and where; percent says that a spreadsheet shows 0.3 as 30%.

    uncomputed says that the cell holds a formula which no spreadsheet has computed yet.
    """

    value: Any
    place: str
    percent: bool = False
    uncomputed: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is nothing in it."""
        return self.value is None or (isinstance(self.value, str) and self.value.strip() in BLANK)


@dataclass(frozen=True)
class Record:
    """What a source says of one fact (or of the one with this label)."""

    fields: dict[str, Cell]
    place: str


@dataclass
class Read:
    """All records of a source, and what could not be read."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Grid:
    """A source row by row, as it lies there; headed says that the first row is known to hold the heads."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headed: bool = False


def never_computed(cell: Cell) -> Problem:
    """Return what is told of a formula without a value."""
    hint = "open the workbook in Excel or WPS and save it, or write the value"
    return Problem(cell.place, None, None, "holds a formula that was never computed", hint)


def heading(text: object) -> tuple[str, str]:
    """Return a heading without spaces and without its unit, and the unit in brackets: 数值（万人） gives 数值 and 万人."""
    name = re.sub(r"[\s\x00-\x1f\ue000-\uf8ff]+", "", str(text if text is not None else ""))
    match = re.fullmatch(r"(.+?)[（(]([^（）()]*)[）)]", name)
    return (match.group(1), match.group(2)) if match else (name, "")


def field_of(name: str, columns: dict[str, str]) -> str | None:
    """Return the field that a heading fills: as the layer says, or by a usual name."""
    for key, given in columns.items():
        if heading(given)[0] == name:
            return key
    return next((key for key, names in HEADINGS.items() if key not in columns and name.lower() in names), None)
