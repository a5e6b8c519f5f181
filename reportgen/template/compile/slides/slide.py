"""Compiling a slide: shapes that are shown by a condition, repeated over the grid, or replaced by a chart or picture."""

import re
from collections.abc import Mapping
from dataclasses import replace

from lxml import etree

from reportgen.errors import Problem
from reportgen.ooxml.lengths import count, emu
from reportgen.template.compile.addresses import NO_ADDRESSES, Addresses
from reportgen.template.compile.charts import mark_charts, with_charts
from reportgen.template.compile.compiler import Compiler
from reportgen.template.compile.equations import fill_equations
from reportgen.template.compile.finishing import properties_xml
from reportgen.template.compile.slides.samples import alike
from reportgen.template.compile.slides.shapes import (
    GROUP,
    box_of,
    flatten_groups,
    placeholder_of,
    properties_of,
    shapes_of,
    transform_of,
)
from reportgen.template.compile.slides.sizes import take_sizes
from reportgen.template.program.pieces import Call, Expression, Step
from reportgen.template.program.program import Geometry, Program, Repetition, ShapeBox, TagPlace
from reportgen.template.program.user_chart import Sample
from reportgen.template.tags.grammar import SLIDES, A, P
from reportgen.template.tags.lexer import Tag, split_tags
from reportgen.template.user_charts.sample import NO_SAMPLES

_ENDS = (f"{{{A}}}stCxn", f"{{{A}}}endCxn")
_FOR = re.compile(r"^for\s+(.+?)\s+in\s+(.+)$", re.DOTALL)
Boxes = dict[str, ShapeBox]


def compile_slide(
    part: str,
    root: etree._Element,
    title: str,
    placeholders: Boxes,
    problems: list[Problem],
    samples: Mapping[str, Sample] = NO_SAMPLES,
    addresses: Addresses = NO_ADDRESSES,
) -> Program:
    """Return the program of a slide or of its notes; `title` says in the reader's words which slide it is."""

    def place(element: etree._Element) -> str:
        shape = next((e for e in [element, *element.iterancestors()] if properties_of(e) is not None), None)
        named = None if shape is None else properties_of(shape)
        return title if named is None or named is root else f'{title}, "{named.get("name", "")}"'

    compiler = Compiler(part, SLIDES, place, problems)
    compiler.addresses = addresses
    tree = root.find(f"{{{P}}}cSld/{{{P}}}spTree")
    if tree is not None:
        flatten_groups(tree)
        ids = [count(e.get("id")) for e in root.iter(f"{{{P}}}cNvPr")]
        compiler.first_free_id = max(ids, default=0) + 1
        _ShapeCompiler(compiler, placeholders).shapes(tree, 0, None)
    charts = mark_charts(compiler, root, samples)
    for body in root.iter(f"{{{P}}}txBody"):
        if body.find(f"{{{A}}}lstStyle") is None:
            body.insert(1, etree.Element(f"{{{A}}}lstStyle"))
    for grid in [g for g in root.iter(f"{{{A}}}tblGrid") if _has_cell_loop(g)]:
        width = sum(emu(column.get("w")) for column in grid)
        grid.addnext(compiler.instruction(-1, Call("_grid", (width,))))
        table = grid.getparent()
        assert table is not None
        table.remove(grid)
    fill_equations(compiler, root)
    compiler.paragraphs(root, lambda run: (properties_xml(run.find(f"{{{A}}}rPr")), ""))
    loose = any("spid" in e.attrib or e.tag in _ENDS for e in root.iter(etree.Element))
    return replace(with_charts(compiler.finish(root), charts), slides=True, loose=loose and compiler.changed)


def _has_cell_loop(grid: etree._Element) -> bool:
    table = grid.getparent()
    return table is not None and "{%tc" in "".join(table.itertext(f"{{{A}}}t"))


class _ShapeCompiler:
    """Walks the shapes of one slide; depth counts the loops of shapes around, frame is the sample that repeats them."""

    def __init__(self, compiler: Compiler, placeholders: Boxes) -> None:
        self.compiler = compiler
        self.placeholders = placeholders

    def shapes(self, container: etree._Element, depth: int, frame: ShapeBox | None) -> None:
        """Compile all shapes of a tree or group."""
        children = shapes_of(container)
        index = 0
        while index < len(children):
            shape = children[index]
            take_sizes(shape)
            directive = _directive(shape)
            if directive is not None and directive.code.startswith("for "):
                samples = _samples(children[index:], directive)
                index += len(samples)
                self._repeat(samples, directive, depth, frame)
                continue
            index += 1
            if directive is not None:
                self._condition(shape, directive)
            self._shape(shape, depth, frame)

    def _shape(self, shape: etree._Element, depth: int, frame: ShapeBox | None) -> None:
        box = box_of(shape, self.placeholders)
        geometry = None
        if frame is not None:
            geometry = self._bind(shape, box, depth, frame)
        if shape.tag == GROUP:
            self.shapes(shape, depth, frame)
        else:
            self._object(shape, box, depth, geometry)

    def _condition(self, shape: etree._Element, directive: Tag) -> None:
        number = self._number(shape, directive.written)
        shape.addprevious(self.compiler.instruction(number, Step(directive.code)))
        shape.addnext(self.compiler.instruction(number, Step("endif")))

    def _repeat(self, samples: list[etree._Element], directive: Tag, depth: int, frame: ShapeBox | None) -> None:
        match = _FOR.match(directive.code)
        assert match is not None
        number = self._number(samples[0], directive.written)
        spec = len(self.compiler.repetitions)
        boxes = [box_of(sample, self.placeholders) for sample in samples]
        self.compiler.repetitions.append(repetition(boxes, frame))
        if len(samples) > 1 and alike(samples, boxes):  # then one stands for all, in a box of any place
            for sample in samples[1:]:
                container = sample.getparent()
                assert container is not None
                container.remove(sample)
            samples, boxes = samples[:1], boxes[:1]
        outer = f"_b{depth}" if frame is not None else "none"
        opening = (
            Step(f"set _items{spec} = ({match.group(2)})|list"),
            Step(f"for {match.group(1)} in _items{spec}"),
            Step(f"set _b{depth + 1} = _cell({spec}, loop.index0, _items{spec}|length, {outer})"),
        )
        samples[0].addprevious(self.compiler.instruction(number, *opening))
        self.compiler.rounds[len(self.compiler.codes) - 1] = "for"
        for index, sample in enumerate(samples):
            _set_directive(sample, "")
            if len(samples) > 1:
                last = index == len(samples) - 1
                test = "else" if last else f"{'elif' if index else 'if'} loop.index0 == {index}"
                sample.addprevious(self.compiler.instruction(number, Step(test)))
        closing = [Step("endif")] if len(samples) > 1 else []
        samples[-1].addnext(self.compiler.instruction(number, *closing, Step("endfor")))
        self.compiler.rounds[len(self.compiler.codes) - 1] = "endfor"
        for sample, box in zip(samples, boxes, strict=True):
            self._shape(sample, depth + 1, box)

    def _bind(self, shape: etree._Element, box: ShapeBox, depth: int, frame: ShapeBox) -> int | None:
        transform = transform_of(shape)
        if transform is None:
            return None
        self.compiler.geometries.append(Geometry(box, frame, shape.tag == GROUP))
        number = len(self.compiler.geometries) - 1
        for child in list(transform):
            transform.remove(child)
        placed = Call("_xfrm", (Expression(f"_b{depth}"), number))
        transform.append(self.compiler.instruction(self._number(shape, ""), placed))
        return number

    def _object(self, shape: etree._Element, box: ShapeBox, depth: int, geometry: int | None) -> None:
        """A shape whose whole text is one tag gives its place to a chart or picture, and goes when the value is nothing."""
        texts = list(shape.iter(f"{{{A}}}t"))
        pieces = split_tags("".join(text.text or "" for text in texts).strip())
        if len(pieces) != 1 or not isinstance(pieces[0], Tag) or pieces[0].kind != "output":
            return
        tag = pieces[0]
        named, holder = properties_of(shape), placeholder_of(shape)
        name = "" if named is None else named.get("name", "")
        kind = "" if holder is None else properties_xml(holder)
        shape_place = TagPlace(self.compiler.place(shape), tag.written, box=box, shape_name=name, placeholder=kind)
        number = self.compiler.tag(shape_place)
        where = "none" if geometry is None else f"_box(_b{depth}, {geometry})"
        opening = (
            Step(f"set _f = ({tag.code})"),
            Step("if _is_object(_f)"),
            Call("_frame", (Expression("_f"), number, Expression(where))),
            Step("elif _is_there(_f)"),
        )
        shape.addprevious(self.compiler.instruction(number, *opening))
        shape.addnext(self.compiler.instruction(number, Step("endif")))

    def _number(self, shape: etree._Element, written: str) -> int:
        return self.compiler.tag(TagPlace(self.compiler.place(shape), written))


def repetition(boxes: list[ShapeBox], parent: ShapeBox | None) -> Repetition:
    """Return what sample boxes say: where the items go, in which direction, how far apart, how large to each other."""
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    area = (left, top, right - left, bottom - top)
    vertical = len(boxes) > 1 and boxes[1][1] >= boxes[0][1] + boxes[0][3]
    axis = 1 if vertical else 0
    gap = boxes[1][axis] - boxes[0][axis] - boxes[0][axis + 2] if len(boxes) > 1 else 0
    return Repetition(area, vertical, max(gap, 0), tuple(max(b[axis + 2], 1) for b in boxes), parent)


def _directive(shape: etree._Element) -> Tag | None:
    named = properties_of(shape)
    if named is None:
        return None
    pieces = split_tags(named.get("descr", "").strip())
    if len(pieces) == 1 and isinstance(pieces[0], Tag) and pieces[0].kind == "block":
        _set_directive(shape, "")
        return pieces[0]
    return None


def _set_directive(shape: etree._Element, text: str) -> None:
    named = properties_of(shape)
    if named is not None and "descr" in named.attrib:
        if text:
            named.set("descr", text)
        else:
            del named.attrib["descr"]


def _samples(shapes: list[etree._Element], directive: Tag) -> list[etree._Element]:
    """The first shape and those right behind it with the same loop."""
    samples = [shapes[0]]
    for shape in shapes[1:]:
        named = properties_of(shape)
        if named is None or named.get("descr", "").strip() != directive.written:
            break
        samples.append(shape)
    return samples
