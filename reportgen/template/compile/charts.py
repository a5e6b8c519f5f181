"""The tags of designers' charts. In: the tree of a slide or page with its Samples; out: DesignedCharts, and marks in the tree.

Before the frame of each chart stands the code that fills it, with the values of all its tags in the order of their places: those
of the alt text, then those of the chart's own text. Where nothing is given, the frame is left out.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from lxml import etree

from reportgen.errors import Problem
from reportgen.private_use import CHART_TAG, CHART_TAG_END
from reportgen.template.compile.compiler import Compiler
from reportgen.template.program.pieces import Call, Step, attribute
from reportgen.template.program.program import Program, TagPlace
from reportgen.template.program.user_chart import DesignedChart, Sample
from reportgen.template.tags.grammar import A, R
from reportgen.template.tags.lexer import Tag, has_tag, join_tags, split_tags
from reportgen.template.user_charts.sample import alt_tags, chart_elements, frame_of, is_newer, named_of


def mark_charts(compiler: Compiler, root: etree._Element, samples: Mapping[str, Sample]) -> tuple[DesignedChart, ...]:
    """Mark the frames of all tagged charts; return what the program needs to fill them."""
    found: list[DesignedChart] = []
    for chart in list(chart_elements(root)):
        frame = frame_of(chart)
        if frame is None:
            continue
        named = named_of(frame)
        sample = samples.get(chart.get(f"{{{R}}}id", ""))
        if is_newer(chart) and alt_tags(named):
            hint = "draw it as a column, bar, line, pie, scatter or other chart of the older kinds"
            what = "a chart of the newer kinds (waterfall, treemap, funnel) cannot be filled"
            compiler.problems.append(Problem(compiler.place(frame), None, None, what, hint, "chart"))
        elif sample is not None and named is not None:
            found.append(_mark(compiler, chart, frame, named, sample, len(found)))
    return tuple(found)


def with_charts(program: Program, charts: tuple[DesignedChart, ...]) -> Program:
    """Return the program with the charts that it fills."""
    return replace(program, charts=charts) if charts else program


def _mark(
    compiler: Compiler, chart: etree._Element, frame: etree._Element, named: etree._Element, sample: Sample, number: int
) -> DesignedChart:
    alt, tags = _alt(compiler, frame, named)
    lone = [0] if len(alt) == 1 and tags else []
    root = sample.root()
    titles = _number_texts(compiler, frame, root, tags)
    place = TagPlace(compiler.place(frame), tags[0].written, shape_name=named.get("name", ""))
    tag = compiler.tag(place)
    name = f"_chart{number}"
    codes = ", ".join(piece.code for piece in tags)
    opening = Step(f"set {name} = _chart({number}, [{codes}], {tag})"), Step(f"if {name}")
    frame.addprevious(compiler.instruction(tag, *opening))
    frame.addnext(compiler.instruction(tag, Step("endif")))
    named.attrib.pop("title", None)
    named.set("descr", compiler.characters(tag, attribute(f"{name}.alt", tag)))
    if etree.QName(named).localname == "docPr":  # a page knows no other place where its numbers are made anew
        named.set("id", compiler.characters(tag, Call("_id")))
    chart.set(f"{{{R}}}id", compiler.characters(tag, attribute(f"{name}.id", tag)))
    written = tuple(piece.written for piece in tags)
    return DesignedChart(sample, etree.tostring(root), tuple(alt), written, tuple(lone + titles))


def _alt(compiler: Compiler, frame: etree._Element, named: etree._Element) -> tuple[list[str | int], list[Tag]]:
    """The alt text as words and numbers of its tags; the title of the frame counts where it has a tag."""
    titled = named.get("title", "")
    text = named.get("descr", "").strip() + (titled if has_tag(titled) else "")
    tags: list[Tag] = []
    alt: list[str | int] = []
    for piece in split_tags(text):
        if isinstance(piece, str):
            alt.append(piece)
        elif piece.kind == "output":
            alt.append(len(tags))
            tags.append(piece)
        elif piece.kind == "block":
            _refuse_block(compiler, frame, piece)
    return alt, tags


def _number_texts(compiler: Compiler, frame: etree._Element, root: etree._Element, tags: list[Tag]) -> list[int]:
    """Put numbers in the place of the tags in the texts of a chart; return those that are all of their text."""
    lone: list[int] = []
    numbers = count(len(tags))
    for paragraph in root.iter(f"{{{A}}}p"):
        texts = list(paragraph.iter(f"{{{A}}}t"))
        whole = "".join(text.text or "" for text in texts)
        if not has_tag(whole):
            continue
        for text, joined in zip(texts, join_tags([text.text or "" for text in texts]), strict=True):
            text.text = "".join(_numbered(compiler, frame, piece, tags, numbers) for piece in split_tags(joined))
        pieces = split_tags(whole.strip())
        if len(pieces) == 1:
            lone.append(len(tags) - 1)
    return lone


def _numbered(
    compiler: Compiler, frame: etree._Element, piece: str | Tag, tags: list[Tag], numbers: "count[int]"
) -> str:
    if isinstance(piece, str):
        return piece
    if piece.kind == "output":
        tags.append(piece)
        return f"{CHART_TAG}{next(numbers)}{CHART_TAG_END}"
    if piece.kind == "block":
        _refuse_block(compiler, frame, piece)
    return piece.code if piece.kind == "raw" else ""


def _refuse_block(compiler: Compiler, frame: etree._Element, tag: Tag) -> None:
    hint = "on a slide a block alone in the alt text shows or repeats the chart; in a page put it around the chart"
    what = f"{tag.written}: beside the data of a chart stand values, no blocks"
    compiler.problems.append(Problem(compiler.place(frame), None, None, what, hint, "chart"))
