"""The compiled form of one part: XML, values and steps, and what its tags need to know. Plain, picklable data."""

from dataclasses import dataclass, replace

from reportgen.template.program.pieces import Piece, codes_in
from reportgen.template.program.user_chart import DesignedChart

ShapeBox = tuple[int, int, int, int]  # x, y, width, height in EMU
Key = tuple[str, str]  # a kind of id, and its value in the template


@dataclass(frozen=True)
class TagPlace:
    """Where one tag stands and how its run looks; `cjk_properties` is the same look with the Chinese face in every slot.

    `paragraph` are the properties of its paragraph; `free` says that its run stands directly in the paragraph; `room` is the width
    in EMU that a picture has there, 0 for as much as it wants.
    """

    place: str
    written: str
    properties: str = ""
    cjk_properties: str = ""
    box: ShapeBox = (0, 0, 0, 0)
    shape_name: str = ""
    placeholder: str = ""
    paragraph: str = ""
    free: bool = False
    room: int = 0

    def of(self, written: str) -> "TagPlace":
        """Return the place of another tag in the same run."""
        return replace(self, written=written)


@dataclass(frozen=True)
class Repetition:
    """Sample shapes that share one loop tag: their union is the area, their distance the gap, their sizes the weights."""

    area: ShapeBox
    vertical: bool
    gap: int
    weights: tuple[int, ...]
    parent: ShapeBox | None


@dataclass(frozen=True)
class Geometry:
    """The box of a shape inside the sample box that repeats it."""

    box: ShapeBox
    parent: ShapeBox
    group: bool


@dataclass(frozen=True)
class Program:
    """One part, compiled: each piece with the number of its tag; `code` is what this Python makes of them."""

    part: str
    pieces: tuple[tuple[Piece, int], ...]
    tags: tuple[TagPlace, ...]
    repetitions: tuple[Repetition, ...] = ()
    geometries: tuple[Geometry, ...] = ()
    first_free_id: int = 1
    code: bytes = b""
    strict: bool = False
    changed: bool = True  # whether anything in the part is a tag
    whole: bool = False  # whether the grid of a table has to be made of its first row
    mends: bool = False  # whether something that has to hold a paragraph, row or cell may come out without one
    charts: tuple[DesignedChart, ...] = ()
    scopes: tuple[tuple[Key, ...], ...] = ()  # the ids of each block that comes more than once
    resolves: bool = False  # whether marks of ids or captions have to become values
    loose: bool = False  # whether a mark may lose its other half, or a note its reference
    slides: bool = False  # whether it is written as a slide is: a layout, a master, the text of a drawing
    notes: tuple[Key, ...] = ()  # the notes that the part refers to, where one may vanish

    def tag_at(self, line: int) -> TagPlace:
        """Return the tag of a line of the code: lines are the numbers of the tags, from 1."""
        return self.tags[min(max(line, 1), len(self.tags)) - 1] if self.tags else TagPlace(self.part, "")

    def codes(self) -> list[str]:
        """Return what its tags say, in the words of the template."""
        return [code for piece, _ in self.pieces if not isinstance(piece, str) for code in codes_in(piece)]

    def mentions(self, name: str) -> bool:
        """Return whether any tag holds a name."""
        return any(name in code for code in self.codes())

    def in_dialect(self, *, strict: bool) -> "Program":
        """Return the program of a part in the strict dialect; it is compiled and filled in the transitional one."""
        return replace(self, strict=strict) if strict else self


def cell_box(spec: Repetition, index: int, count: int, parent: ShapeBox | None) -> ShapeBox:
    """Return the box of item `index` of `count` in the area of the samples; sizes follow the weights of the samples."""
    x, y, width, height = spec.area if parent is None or spec.parent is None else fit(spec.area, spec.parent, parent)
    last = len(spec.weights) - 1
    weights = [spec.weights[min(item, last)] for item in range(count)]
    length = (height if spec.vertical else width) - spec.gap * (count - 1)
    total = sum(weights)
    uneven = spec.vertical and len(set(weights)) > 1
    step = _STEP if uneven and length % _STEP == 0 else 1  # rows of different heights still begin on the module
    start = sum(weights[:index]) * length // total // step * step + spec.gap * index
    end = sum(weights[: index + 1]) * length // total // step * step + spec.gap * index
    if spec.vertical:
        return x, y + start, width, end - start
    return x + start, y, end - start, height


def fit(box: ShapeBox, old: ShapeBox, new: ShapeBox) -> ShapeBox:
    """Return a box kept in its place while the box around it changes from old to new."""
    x, width = _fit_axis(box[0], box[2], old[0], old[2], new[0], new[2])
    y, height = _fit_axis(box[1], box[3], old[1], old[3], new[1], new[3])
    return x, y, width, height


_STEP = 25400  # 2 pt in EMU
_STRETCHES = 0.6  # a part that spans this much of its card grows and shrinks with the card


def _fit_axis(start: int, size: int, old: int, old_size: int, new: int, new_size: int) -> tuple[int, int]:
    before = start - old
    after = old + old_size - start - size
    if size >= _STRETCHES * old_size:
        return new + before, max(new_size - before - after, 1)
    if after * 3 < before:  # it stands at the far edge, as a note at the foot of its card does
        return new + new_size - after - size, size
    return new + before, size
