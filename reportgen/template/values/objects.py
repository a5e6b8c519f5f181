"""What a template can be given besides text: native charts and shapes, captions, headings, entries of the contents."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.findings import Spot
from reportgen.template.user_charts.chart_data import ChartData


@dataclass(frozen=True)
class NativeChart:
    """A chart that Office draws: the XML of its part (its workbook is rId1), the workbook; its data fill a designer's chart."""

    xml: bytes
    workbook: bytes
    alt: str
    shown: tuple[tuple[str, str], ...] = ()
    data: ChartData | None = None


SlideBox = tuple[int, int, int, int]  # x, y, width, height in EMU


@dataclass(frozen=True)
class NativeShapes:
    """Shapes of a slide that are drawn for the box they come into.

    `draw` takes the box, what gives a new id, and what places a chart in a box; it returns the XML of the shapes.
    """

    draw: Callable[[SlideBox, Callable[[], int], Callable[[NativeChart, SlideBox], str]], str]
    alt: str
    shown: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Caption:
    """图 1　…: a label, a number kept by a SEQ field, a text; references point at its bookmark."""

    label: str
    number: int
    text: str
    bookmark: str


@dataclass(frozen=True)
class Footnote:
    """A footnote at the place of its tag: {{ x.name }}{{ note }}."""

    text: str

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Comment:
    """A reviewer's comment at the place of its tag, and who wrote it."""

    text: str
    author: str = ""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True)
class Heading:
    """A heading that the contents and references can point at."""

    text: str
    bookmark: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class ContentsEntry:
    """One line of the contents: linked text, a tab, and the page, kept by a PAGEREF field."""

    text: str
    page: int
    bookmark: str


@dataclass(frozen=True)
class ShownFact:
    """A fact as it stood in a finished part: what was shown, and where."""

    fact_id: str
    text: str
    part: str
    spot: Spot


@dataclass(frozen=True)
class TableGrid:
    """How the table of a slide is set: sizes in pt, widths of columns and heights of rows (head first) in pt.

    `pads` is the room in pt to the right of each cell of the body, by which decimal points stand under each other.
    """

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    right: tuple[bool, ...]  # the columns that are set to the right
    pads: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class SlideSpec:
    """One slide of a storyboard: the layout whose prototype is filled, its data, and the section of the file it opens.

    `grid` is for the table of the layout that has a family of sizes; `origin` counts the entries of the author from 0.
    """

    layout: str
    data: dict[str, object] = field(default_factory=dict)
    section: str = ""
    grid: TableGrid | None = None
    origin: int = 0


@dataclass(frozen=True)
class FittedText:
    """A text on a slide that took one of a family of sizes, in pt, largest first; `fits` is false where none is small enough."""

    part: str
    shape: str
    copy: int  # which of the shapes of the slide with this name, from 1
    size: float
    sizes: tuple[float, ...]
    fits: bool
