"""What measuring yields: paragraphs, boxes, tables, slides, with numbers in pt after inheritance."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from reportgen.documents.typeset.lines import Line, LineSetting, TextRun, break_lines
from reportgen.documents.typeset.widths import line_height

PT = 12700  # English metric units in a point


@dataclass(frozen=True)
class Paragraph:
    """One paragraph with everything that decides its height."""

    runs: tuple[TextRun, ...]
    exact: float | None = None  # pitch in pt
    multiple: float = 1.0
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    align: str = "l"
    hang: bool = True
    bullet: bool = False
    _known: dict[tuple[float, float, float], tuple[Line, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def text(self) -> str:
        """The characters."""
        return "".join(run.text for run in self.runs)

    def setting(self, width: float, autospace: float, safety: float) -> LineSetting:
        """Return how it is set in a column of a width."""
        return LineSetting(width - self.left - self.right, self.first, autospace, self.hang, safety=safety)

    def lines(self, width: float, *, autospace: float = 0.25, safety: float = 1.0) -> tuple[Line, ...]:
        """Return its lines in a column of a width; many rules ask the same."""
        key = (width, autospace, safety)
        if key not in self._known:
            self._known[key] = break_lines(self.runs, self.setting(width, autospace, safety))
        return self._known[key]

    def height(self, width: float, *, autospace: float = 0.25, safety: float = 1.0) -> float:
        """Return its height without the space before and after."""
        family = self.runs[0].chinese or self.runs[0].latin if self.runs else ""
        lines = self.lines(width, autospace=autospace, safety=safety)
        return sum(
            self.exact if self.exact is not None else line.size * line_height(family) * self.multiple for line in lines
        )


@dataclass(frozen=True, eq=False)
class Box:
    """One shape of a slide, or one cell of a table."""

    slide: int
    name: str
    kind: str  # text, shape, line, picture, chart, table, cell
    x: float
    y: float
    width: float
    height: float
    element: etree._Element
    holder: tuple[str, str] | None = None  # type and idx of the placeholder
    paragraphs: tuple[Paragraph, ...] = ()
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)
    anchor: str = "t"
    wrap: bool = True
    fill: str | None = None
    stroke: str | None = None
    decorative: bool = False
    own_place: bool = True
    rotated: bool = False
    group: tuple[int, ...] = ()
    figure: bool = False  # a piece of a group with an alternative text

    @property
    def text(self) -> str:
        """The characters, a line a paragraph."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def inner_width(self) -> float:
        """The width that lines have."""
        return self.width - self.insets[0] - self.insets[2] if self.wrap else 1e6

    def text_height(self, *, autospace: float = 0.2, safety: float = 1.0) -> float:
        """Return the height of the text with the insets."""
        total = self.insets[1] + self.insets[3]
        for number, paragraph in enumerate(self.paragraphs):
            total += paragraph.height(self.inner_width, autospace=autospace, safety=safety)
            total += (paragraph.before if number else 0.0) + (
                paragraph.after if number < len(self.paragraphs) - 1 else 0.0
            )
        return total


@dataclass(frozen=True, eq=False)
class DeckSlide:
    """One slide: its boxes from back to front, those of layout and master first."""

    number: int
    part: str
    layout: str
    boxes: tuple[Box, ...]
    ground: tuple[Box, ...]  # the shapes of layout and master
    colour: str  # of the background
    root: etree._Element
    notes: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
