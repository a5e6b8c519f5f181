"""One designer's chart while a document is filled. In: the values of its tags; out: a chart part with its workbook, alt text.

A tag that is all of the alt text, or of the title, gives the data; tags beside words give words. Facts among the data and the
words go into the ledger.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.model.numbers.forms import prints_itself
from reportgen.model.numbers.marks import parts, plain
from reportgen.ooxml.formats import to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships
from reportgen.private_use import CAUGHT_FACT, CHART_TAG, CHART_TAG_END
from reportgen.template.program.program import TagPlace
from reportgen.template.program.user_chart import DesignedChart
from reportgen.template.render.copying import copy_part
from reportgen.template.tags.grammar import A, R
from reportgen.template.user_charts.chart_data import GIVE, ChartData, chart_data_of
from reportgen.template.user_charts.default_formats import put, set_value
from reportgen.template.user_charts.mould import DECLARATION, Mould, Moulds, make_mould, shape_of
from reportgen.template.user_charts.references import element
from reportgen.template.user_charts.sample import C

_PASSED = re.compile(f"{CAUGHT_FACT}\\d+{CAUGHT_FACT}")  # before a fact that has come through a block
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AFTER_WORKBOOK = ("printSettings", "userShapes", "extLst")
_WRITTEN_BY_OFFICE = ("自动生成的说明", "Description automatically generated")
_MOULDS = Moulds()

_Shown = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FilledChart:
    """A chart part that is ready to be stored: its name in the template, it and what it needs, their types."""

    part: str
    source: dict[str, Member]
    types: bytes

    def store(self, members: dict[str, Member], types: ContentTypes) -> str:
        """Put the chart into a package; return the name of its part there."""
        types.default("xlsx", _WORKBOOK_TYPE)
        return copy_part(self.part, self.source, _types_of(self.types), members, types)


@lru_cache(maxsize=16)
def _types_of(content: bytes) -> ContentTypes:
    """The content types of a template, which nothing here changes."""
    return ContentTypes(content)


@dataclass(frozen=True)
class PlacedChart:
    """What the frame of a filled chart asks for: its relationship, and its alt text with facts marked."""

    id: str
    alt: str


def fill_chart(
    designed: DesignedChart, values: Sequence[Any], tag: TagPlace, text_of: Callable[[Any], str]
) -> tuple[FilledChart, str, _Shown] | None:
    """Return the chart, its alt text, and the facts that stand in it; None where nothing is given to show."""
    try:
        found = {n: data for n, value in enumerate(values) if (data := chart_data_of(value)) is not None}
        if any(data != next(iter(found.values())) for data in found.values()):
            raise _refusal("two tags give different data, and a chart shows one", "leave one of them")
        if not found and any(values[n] is None for n in designed.lone):
            return None
        _check_lone(designed, values, found)
        texts = [found[n].told if n in found else text_of(value) for n, value in enumerate(values)]
        data = next(iter(found.values()), None)
        chart = _filled(
            designed, data, ["" if n in found else _PASSED.sub("", plain(text)) for n, text in enumerate(texts)]
        )
    except TemplateError as error:
        raise TemplateError([_placed(problem, tag) for problem in error.problems]) from error
    of_data = _shown(data, values[next(iter(found))]) if found else ()
    inside = [part for n, text in enumerate(texts) if n not in designed.alt and n not in found for part in parts(text)]
    return (
        chart,
        _alt_text(designed, data, texts),
        (*of_data, *((p.key or "", p.text) for p in inside if p.kind == "fact")),
    )


def _check_lone(designed: DesignedChart, values: Sequence[Any], found: dict[int, ChartData]) -> None:
    """The tag that is all of the alt text gives the data; a value that is neither data nor words stands nowhere."""
    for n, value in enumerate(values):
        alone = designed.alt == (n,) and not found and value != designed.written[n]  # a tag that is kept is no value
        if n not in found and (alone or not _is_text(value)):
            what = f"{designed.written[n]} is a {type(value).__name__}, which gives the chart no data"
            raise _refusal(what, f"{GIVE}; beside words in the alt text a tag may be words")


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | Decimal | date) or prints_itself(value)


def _filled(designed: DesignedChart, data: ChartData | None, texts: list[str]) -> FilledChart:
    sample = designed.sample
    if data is None:
        root = etree.fromstring(designed.xml)
        _write_texts(root, texts)
        xml = etree.tostring(root, encoding="unicode")
        content = DECLARATION + (to_strict(xml) if sample.strict else xml)
        return FilledChart(
            sample.part, {**sample.source, sample.part: Member.of(sample.part, content.encode())}, sample.types
        )
    shape = shape_of(designed.xml, data)
    mould = _MOULDS.get(designed, texts, shape)
    if mould is None:
        mould = _mould(designed, data, texts)
        _MOULDS.keep(designed, texts, shape, mould)
    return FilledChart(sample.part, mould.fill(data), sample.types)


def _mould(designed: DesignedChart, data: ChartData, texts: list[str]) -> Mould:
    sample, source = designed.sample, dict(designed.sample.source)
    root = etree.fromstring(designed.xml)
    _write_texts(root, texts)
    workbook = _link_workbook(root, sample.part, source)
    return make_mould(root, data, sample, workbook, source)


def _write_texts(root: etree._Element, texts: list[str]) -> None:
    """Put words in the place of numbers; a title that says nothing goes."""
    touched = []
    for text in root.iter(f"{{{A}}}t"):
        if CHART_TAG in (text.text or ""):
            for n, words in enumerate(texts):
                text.text = (text.text or "").replace(f"{CHART_TAG}{n}{CHART_TAG_END}", words)
            touched.append(text)
    for title in {t for text in touched for t in text.iterancestors(f"{{{C}}}title")}:
        if not "".join(text.text or "" for text in title.iter(f"{{{A}}}t")).strip():
            chart = title.getparent()
            assert chart is not None
            chart.remove(title)
            if chart.tag == f"{{{C}}}chart":
                set_value(
                    chart,
                    "autoTitleDeleted",
                    "1",
                    before=("pivotFmts", "view3D", "floor", "sideWall", "backWall", "plotArea"),
                )


def _link_workbook(root: etree._Element, part: str, source: dict[str, Member]) -> str:
    """Link a new workbook in the place of the old one; return its name."""
    arrows = Relationships.of(part, source)
    external = root.find(f"{{{C}}}externalData")
    old = None if external is None else external.get(f"{{{R}}}id")
    gone = [item for item in arrows.items if item.id == old or item.type.endswith(("/package", "/oleObject"))]
    arrows.items = [item for item in arrows.items if item not in gone]
    for item in gone:
        source.pop(item.target, None)
    name = f"{part.split('/')[0]}/embeddings/Microsoft_Excel_Sheet1.xlsx"
    kept = next((item for item in gone if item.type.endswith("/package")), None)
    if kept is not None:
        arrows.items.append(Relationship(kept.id, kept.type, name))
    key = kept.id if kept is not None else arrows.add("package", name)
    if external is None:
        external = element("externalData")
        external.append(element("autoUpdate", val="0"))
        put(root, external, before=_AFTER_WORKBOOK)
    external.set(f"{{{R}}}id", key)
    rels = arrows.member()
    source[rels.name] = rels
    return name


def _alt_text(designed: DesignedChart, data: ChartData | None, texts: Sequence[str]) -> str:
    """The words of the alt text; where they do not hold the values, these follow them."""
    said = "".join(texts[piece] if isinstance(piece, int) else piece for piece in designed.alt).strip()
    told = "" if data is None else data.told
    if not told or told in said:
        return said
    if not said or any(words in said for words in _WRITTEN_BY_OFFICE):
        return told
    return f"{said}{'' if said[-1:] in '。；！？.;' else '。'}{told}"


def _shown(data: ChartData | None, value: Any) -> _Shown:
    """The facts that a chart shows: as the value tells them, or as its points do."""
    own = getattr(value, "shown", None)
    return own if isinstance(own, tuple) and own else () if data is None else data.shown


def _placed(problem: Problem, tag: TagPlace) -> Problem:
    if problem.file != "chart data":
        return problem
    named = problem.what if problem.what.startswith("{{") else f"{tag.written}: {problem.what}"
    return replace(problem, file=tag.place, what=named)


def _refusal(what: str, hint: str) -> TemplateError:
    return TemplateError([Problem("chart data", None, None, what, hint, "chart")])
