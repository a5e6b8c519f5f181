"""Owns what happens to a value at a tag: it becomes escaped text in the look of its run, or the XML of an object.

Facts come in marks. The writer takes the marks off, remembers what was shown, and leaves a point in the text; when the part
is done, the points tell the places and are taken out.
"""

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined
from jinja2.utils import missing
from markupsafe import Markup

from reportgen.errors import Problem, TemplateError
from reportgen.model.forms import prints_itself
from reportgen.model.marks import OPEN, Part, parts
from reportgen.template.designed.filling import PlacedChart, fill_chart
from reportgen.template.language import Missing
from reportgen.template.limits import MOST_SECONDS, counted
from reportgen.template.program import Box, Program, TagPlace, cell_box, fit
from reportgen.template.values import Shown

_POINT = re.compile("\ue020(\\d+)\ue021")
_LOOP_NAME = re.compile(r"l_(\d+)_(\w+)$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Object = Any


@dataclass(frozen=True)
class Absent:
    """A value that the data does not hold: at which tag, what is missing, and in which rounds of which loops."""

    tag: TagPlace
    what: str
    rounds: dict[str, Any]


def native(value: object) -> Any:
    """Return what a value of another library stands for: it says so by a method __reportgen__."""
    says = getattr(type(value), "__reportgen__", None)
    return value if says is None else says(value)


def rounds_of(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return the loop variables among the local names of the code of a part."""
    found = {}
    for name, value in names.items():
        match = _LOOP_NAME.match(name)
        if match and match.group(1) != "0" and match.group(2) != "loop" and value is not missing:
            found[match.group(2)] = value
    return found


class Writer:
    """Writes the values of one part while it is rendered; each format has its own kind."""

    objects: tuple[type, ...] = ()
    framed: tuple[type, ...] = ()  # those that take the place of a shape

    def __init__(self, program: Program, insert: Callable[[str, Object], str], on_missing: Missing = "error") -> None:
        self.program = program
        self.insert = insert
        self.on_missing = on_missing
        self.absent: list[Absent] = []
        self._rounds = [0]
        self._deadline = time.monotonic() + MOST_SECONDS
        self.shown: list[tuple[str, str]] = []
        self.next_id = program.first_free_id

    def names(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that compiled tags call."""
        return {
            "_put": self.put,
            "_attr": self.attribute,
            "_id": self.new_id,
            "_cell": self._cell,
            "_xfrm": self._transform,
            "_box": self._box,
            "_is_object": lambda value: isinstance(value, self.framed),
            "_block": self._block,
            "_counted": self._counted,
            "_is_there": self._is_there,
            "_frame": self._frame,
            "_chart": self._chart,
            "_grid": lambda width="": Markup(f"\ue022{width}\ue022"),
        }

    def put(self, value: object, number: int) -> Markup:
        """Return the XML that a value becomes inside the text of a run."""
        tag = self.program.tags[number]
        if type(value) is str and OPEN not in value:
            return Markup(self.text_xml(value, tag))
        if isinstance(value, Markup):
            return value
        if isinstance(value, Undefined):
            return Markup(self._instead(value, tag))
        value = native(value)
        if isinstance(value, self.objects):
            return Markup(self.object_xml(value, tag))
        return Markup(self.plain_xml(value, tag))

    def attribute(self, value: object, number: int) -> Markup:
        """Return the XML that a value becomes inside an attribute."""
        tag = self.program.tags[number]
        if isinstance(value, Undefined):
            return Markup(self._instead(value, tag))
        return Markup("".join(self._pointed(part, tag) for part in parts(self.text_of(value))))

    def plain_xml(self, value: object, tag: TagPlace) -> str:
        """Return a value that is text, with its facts marked."""
        return "".join(self._part_xml(part, tag) for part in parts(self.text_of(value)))

    def block_xml(self, value: Object, tag: TagPlace) -> str:
        """Return what takes the place of a whole paragraph."""
        raise NotImplementedError

    def _block(self, value: object, number: int) -> Markup:
        return Markup(self.block_xml(native(value), self.program.tags[number]))

    def new_id(self) -> int:
        """Return an id that no shape of this part has."""
        self.next_id += 1
        return self.next_id - 1

    def text_of(self, value: object) -> str:
        """Return a value as text; one that is not there raises, and the engine tells at which tag."""
        if value is None:
            return ""
        if prints_itself(value):
            return str(value.show("prose"))  # type: ignore[attr-defined]
        if callable(value) or isinstance(value, Iterator):
            what = "a function" if callable(value) else "a sequence that is not there yet"
            raise TypeError(f"this is {what}, not a value; call it, or join it with | join")
        return str(value)

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return the XML of an object inside the text of a run."""
        raise NotImplementedError

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return escaped text as it stands inside a text element."""
        return self.escape(text, tag)

    def reference_xml(self, part: Part, tag: TagPlace) -> str:
        """Return a cross-reference; plain text where the format has none."""
        return self.text_xml(part.text, tag)

    def escape(self, text: str, tag: TagPlace) -> str:
        """Return text that can be nothing but text; characters that XML does not know are an error."""
        bad = _FORBIDDEN.search(text)
        if bad:
            what = f"the value of {tag.written} holds the character U+{ord(bad.group()):04X}, which no Office file can hold"
            raise TemplateError([Problem(tag.place, None, None, what, "remove it from the data", "character")])
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

    def finish(self, xml: str, place: Callable[[str, int], str]) -> tuple[str, list[Shown]]:
        """Return the XML without points, and each fact with the place where its point stood."""
        found: list[Shown] = []
        for match in _POINT.finditer(xml):
            fact_id, text = self.shown[int(match.group(1))]
            found.append(Shown(fact_id, text, self.program.part, place(xml, match.start())))
        return _POINT.sub("", xml), found

    def note(self, fact_id: str, text: str) -> str:
        """Remember that a fact is shown here and return the point that marks the place."""
        self.shown.append((fact_id, text))
        return f"\ue020{len(self.shown) - 1}\ue021"

    def _part_xml(self, part: Part, tag: TagPlace) -> str:
        if part.kind == "ref":
            return self.reference_xml(part, tag)
        point = self.note(part.key or "", part.text) if part.kind == "fact" else ""
        return point + self.text_xml(part.text, tag)

    def _pointed(self, part: Part, tag: TagPlace) -> str:
        point = self.note(part.key or "", part.text) if part.kind == "fact" else ""
        return point + self.escape(part.text, tag)

    def _instead(self, value: Undefined, tag: TagPlace) -> str:
        """What stands where a value is missing; every such place is remembered, and told at once."""
        if type(value) is Undefined:  # {{ x if y }} without an else is meant to be nothing
            return ""
        if self.on_missing == "error":
            names = sys._getframe(2).f_locals  # the code of the part: it knows which rounds its loops are in
            self.absent.append(Absent(tag, str(value._undefined_message), rounds_of(names)))
        return self.escape(tag.written, tag) if self.on_missing == "keep" else ""

    def _counted(self, items: Iterable[Any]) -> Iterable[Any]:
        return counted(items, self._rounds, self._deadline)

    def _is_there(self, value: object) -> bool:
        if isinstance(value, Undefined):
            return self.on_missing == "keep" or bool(str(value))
        return value is not None and self.text_of(value) != ""

    def _cell(self, spec: int, index: int, count: int, parent: Box | None) -> Box:
        return cell_box(self.program.repetitions[spec], index, count, parent)

    def _box(self, cell: Box, number: int) -> Box:
        geometry = self.program.geometries[number]
        return fit(geometry.box, geometry.parent, cell)

    def _transform(self, cell: Box, number: int) -> Markup:
        x, y, width, height = self._box(cell, number)
        own = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
        return Markup(own + inner if self.program.geometries[number].group else own)

    def _frame(self, value: Object, number: int, box: Box | None) -> Markup:
        tag = self.program.tags[number]
        return Markup(self.frame_xml(value, tag, box or tag.box))

    def _chart(self, number: int, values: list[Any], tag: int) -> PlacedChart | None:
        """A designer's chart, filled; None where there is nothing to show."""
        designed, place = self.program.charts[number], self.program.tags[tag]
        names = sys._getframe(1).f_locals
        given = [self._given(value, place.of(designed.written[n]), names) for n, value in enumerate(values)]
        filled = fill_chart(designed, given, place, self.text_of)
        if filled is None:
            return None
        chart, alt, shown = filled
        return PlacedChart(self.insert("designed", chart), "".join(self.note(*fact) for fact in shown) + alt)

    def _given(self, value: object, tag: TagPlace, names: Mapping[str, Any]) -> object:
        """The value of a tag of a chart; None where it is missing, or the tag itself where it is to be kept."""
        if not isinstance(value, Undefined):
            return native(value)
        if self.on_missing == "error" and type(value) is not Undefined:
            self.absent.append(Absent(tag, str(value._undefined_message), rounds_of(names)))
        return tag.written if self.on_missing == "keep" else None

    def frame_xml(self, value: Object, tag: TagPlace, box: Box) -> str:
        """Return a chart or picture that takes the place of a shape."""
        raise NotImplementedError
