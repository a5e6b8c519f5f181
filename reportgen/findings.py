"""Findings, places and rules: what a check saw, where, and what it asks for, as values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any, Generic, Literal, NamedTuple, TypeVar

Level = Literal["error", "warning", "info"]
Frame = tuple[float, float, float, float]  # left, top, width, height in pt
L = TypeVar("L")
Finder = TypeVar("Finder", bound=Callable[..., object])


@dataclass(frozen=True)
class Place:
    """Where something stands in a file. Numbers count from 1; 0 and "" say that a step does not apply.

    `str(place)` is the place in words: report.docx, body, table 4, row 2, cell 1. `inside` leaves the file out.
    """

    file: str = ""
    part: str = ""  # body, header, footnotes, slide, layout …; or the name of a part of the package
    number: int = 0  # of the slide, the header, the diagram
    page: int = 0
    paragraph: int = 0  # in the part
    table: int = 0
    row: int = 0
    cell: int = 0
    shape: str = ""
    copy: int = 0  # which of the shapes with this name
    line: int = 0  # paragraph of the cell, shape or note, where it has several
    region: str = ""  # notes, alt text, label, chart data, workbook cell …
    item: str = ""  # what is meant in the region: B3, min
    heading: str = ""  # the heading of a report above the place
    under: int = 0  # paragraph under that heading
    text: str = ""  # first words of what stands there

    @property
    def inside(self) -> str:
        """The place in the file, in words."""
        return ", ".join(self.steps())

    def steps(self) -> list[str]:
        """Return the steps from the part to the item, each in words."""
        shape = self._shape()
        found = [f"{self.part} {self.number}" if self.number else self.part, f"page {self.page}" if self.page else ""]
        if self.region == "notes":
            found.append("notes")
        if self.table:
            found.append(f"table {self.table}")
            found += [f"{name} {step}" for name, step in (("row", self.row), ("cell", self.cell)) if step]
        elif self.paragraph and not shape:
            found.append(f"paragraph {self.paragraph}")
        if self.region.startswith("alt "):
            found.append(f"{self.region} of {shape}")
        elif shape:
            found.append(shape)
            found += [
                f"{name} {step}" for name, step in (("row", self.row), ("cell", self.cell)) if step and not self.table
            ]
        if self.line:
            found.append(f"paragraph {self.line}")
        if self.region and self.region != "notes" and not self.region.startswith("alt "):
            found.append(f"{self.region} {self.item}".strip())
        words = [step for step in found if step]
        if self.text and words:
            words[-1] += f" {self.text}"
        return words

    def _shape(self) -> str:
        return f"“{self.shape}”{f' {self.copy}' if self.copy else ''}" if self.shape else ""

    def zh(self) -> str:
        """Return the place in the file in Chinese: 一、总体成效 第2段; 第4张幻灯片“标题”."""
        return _chinese(self)

    def meets(self, pattern: str) -> bool:
        """Say whether a pattern names whole steps of this place that follow each other, `*` standing for anything.

        `slide 1` means no slide 10 and no text that says so. The file may be named by path, name or stem, a shape by its
        name in any quotes or, where no step is called so, in none.
        """
        wanted = _curled(pattern)
        return any(fnmatchcase(run, wanted) for run in self._runs())

    def _runs(self) -> Iterator[str]:
        """Every stretch of whole steps, the text at the end as a step of its own."""
        steps = [
            step for one in replace(self, text="").steps() for step in (one.split(", ") if "“" not in one else [one])
        ]
        path = PurePath(self.file)
        for first in dict.fromkeys((self.file, path.name, path.stem)):
            found = [step for step in (first, *steps, self.text) if step]
            for start in range(len(found)):
                yield from (", ".join(found[start:end]) for end in range(start + 1, len(found) + 1))
        if self.shape.partition(" ")[0] not in _STEPS:
            yield self.shape

    def as_data(self) -> dict[str, str | int]:
        """Return the steps that apply, for JSON."""
        return {name: value for name, value in vars(self).items() if value}

    @classmethod
    def from_data(cls, data: dict[str, Any] | str, file: str = "") -> "Place":
        """Return the place that `as_data` described; the words of an older edition become the name of its part."""
        return cls(file, data) if isinstance(data, str) else cls(**data)

    def __str__(self) -> str:
        return ", ".join([step for step in (self.file, self.inside) if step])


_PARTS = {
    "body": "", "slide": "第{}张幻灯片", "header": "页眉{}", "footer": "页脚{}", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
    "diagram": "示意图{}", "layout": "版式{}", "master": "母版{}", "notes master": "备注母版", "handout master": "讲义母版",
    "file properties": "文件属性", "custom show": "自定义放映{}", "embedded document": "嵌入的文档{}",
}  # fmt: skip
_REGIONS = {
    "notes": "备注", "label": "图表标签", "chart data": "图表数据", "workbook cell": "图表工作簿", "number format": "数字格式", "axis": "数值轴",
    "picture": "图片", "alt text": "替代文字", "alt title": "替代文字标题", "comments": "批注", "title": "标题", "subject": "主题",
    "keywords": "关键词", "creator": "作者", "description": "说明", "category": "类别", "list label": "编号", "missing": "缺失",
}  # fmt: skip


def _chinese(place: Place) -> str:
    number = str(place.number) if place.number else ""
    found = [_PARTS.get(place.part, f"{place.part}{{}}").format(number)]
    if place.region == "notes":
        found.append("备注")
    if place.table:
        found.append(f"第{place.table}个表格")
    elif place.heading and place.under and not place.shape:
        found.append(f"{place.heading} 第{place.under}段")
    elif place.paragraph and not place.shape:
        found.append(f"第{place.paragraph}段")
    if place.shape:
        found.append(f"“{place.shape}”{f'之{place.copy}' if place.copy else ''}")
    found += [f"第{step}{name}" for step, name in ((place.row, "行"), (place.cell, "格")) if step]
    if place.line:
        found.append(f"第{place.line}段")
    if place.region and place.region != "notes":
        found.append(
            f"{'的' if place.region.startswith('alt ') else ''}{_REGIONS.get(place.region, place.region)}{place.item}"
        )
    return "".join(found)


_STEPS = ("slide", "page", "paragraph", "section", "block", "table", "row", "cell")


def _curled(pattern: str) -> str:
    """The pattern with “…” for "…", as shapes are named; a quote without its second opens."""
    first, *rest = pattern.split('"')
    return first + "".join(("”" if n % 2 else "“") + part for n, part in enumerate(rest))


class Spot(NamedTuple):
    """Where the engine puts something into a part: at a paragraph of Word, in a shape of a slide, on a sheet of a workbook."""

    paragraph: int = 0  # of the part, from 1
    shape: str = ""
    sheet: str = ""
    file: str = ""  # the included file that it stands in

    def __str__(self) -> str:
        steps = (self.file, f"paragraph {self.paragraph}" if self.paragraph else self.shape or self.sheet)
        return ", ".join(step for step in steps if step)


@dataclass(frozen=True)
class Finding:
    """One result of a check: the rule, how bad, where, what is wrong, what would be right.

    The page (a slide counts as one) and the box on it in pt (left, top, width, height) are there when the rule knows them.
    """

    rule: str
    level: Level
    place: Place
    what: str
    hint: str = ""
    page: int = 0
    box: Frame | None = None
    accepted: str = ""  # why the pack accepts it

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.place}: {self.what}" + (f"; {self.hint}" if self.hint else "")

    def as_data(self) -> dict[str, Any]:
        """Return the finding for JSON, the place in words and as data; what does not apply is left out."""
        said = {**vars(self), "place": str(self.place), "at": self.place.as_data(), "accepted": ""}
        return {name: value for name, value in said.items() if value not in ("", 0, None)}

    def as_warning(self) -> "Finding":
        """Return the finding as a warning, at most."""
        return replace(self, level="warning") if self.level == "error" else self

    def as_accepted(self, reason: str) -> "Finding":
        """Return the finding as a note that the pack accepts, with its reason."""
        return replace(self, level="info", hint=f"accepted: {reason}", accepted=reason)


@dataclass(frozen=True, eq=False)
class Rule:
    """What a check asks for, how bad it is to break it, and the functions that look for it.

    A finding is made by `at` only, so it has the level of its rule.
    """

    id: str
    level: Level
    sentence: str  # what is true where the rule is kept
    fix: str = ""  # what `check --fix` changes; "" where a person has to
    exempt: tuple[str, ...] = ()  # layouts that the rule leaves alone
    profiles: tuple[str, ...] = ()  # the only profiles that ask for it; () for all
    lenient: bool = False  # a warning in files made elsewhere
    functions: list[Callable[..., object]] = field(default_factory=list, repr=False)

    def at(self, place: Place, what: str, hint: str = "", *, page: int = 0, box: Frame | None = None) -> Finding:
        """Return a finding at a place: what is wrong there, and what would be right."""
        return Finding(self.id, self.level, place, what, hint, page, box)


@dataclass(frozen=True, eq=False, kw_only=True)
class LimitedRule(Rule, Generic[L]):
    """A rule with limits, an object with a field for each; a profile may have its own."""

    limits: L
    limits_in: dict[str, L] = field(default_factory=dict)  # by profile


_RULES: dict[Callable[..., object], tuple[Rule, ...]] = {}


def finds(*rules: Rule) -> Callable[[Finder], Finder]:
    """Mark a function as the one that looks for these rules."""

    def marked(function: Finder) -> Finder:
        _RULES[function] = rules
        for rule in rules:
            rule.functions.append(function)
        return function

    return marked


def rules_of(*functions: Callable[..., object]) -> list[Rule]:
    """Return the rules that functions look for, each once. Raises KeyError for a function without the mark `finds`."""
    return list(dict.fromkeys(rule for function in functions for rule in _RULES[function]))
