"""The one door to matplotlib: a private figure measured in millimetres from the top left. Out: PNG, SVG, PDF bytes.

The same calls give the same bytes, in any thread: matplotlib's settings and fonts are shared by the whole process, so that
every step that reads them holds one lock.
Text that would leave its sheet, or be smaller than can be read, is an error and never made to fit.
"""

import io
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.charts.picture.outlines import BASELINE, outline
from reportgen.charts.picture.png import png_bytes
from reportgen.charts.typeface import font_path, text_width
from reportgen.errors import ChartError

SMALLEST = 9.0  # pt, the smallest letters of a printed figure
LINE = 1.05 * 25.4 / 72  # mm that a line of letters takes for each pt of its size
_MM_PER_INCH = 25.4
_MM_PER_PT = 25.4 / 72
_DPI = 300
_SLACK = 0.05  # mm
_LOCK = threading.RLock()
_SETTINGS = {"svg.hashsalt": "reportgen", "svg.fonttype": "path", "hatch.linewidth": 0.8}


@dataclass(frozen=True)
class Area:
    """A column of a canvas, in mm: a figure stays inside it."""

    x: float
    width: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width


@dataclass(frozen=True)
class Letters:
    """The place that a text takes on a canvas, in mm."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Letters") -> bool:
        """Whether the two would touch."""
        return (
            self.left < other.right - _SLACK
            and other.left < self.right - _SLACK
            and self.top < other.bottom - _SLACK
            and other.top < self.bottom - _SLACK
        )


def letters_at(x: float, y: float, text: str, size: float, *, bold: bool = False, anchor: str = "left") -> Letters:
    """Return the place of a text whose middle is at y; anchor: left, center, right."""
    width, height = text_width(text, size, bold), size * LINE
    left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
    return Letters(text, left, y - height / 2, left + width, y + height / 2)


@contextmanager
def _settings() -> Iterator[None]:
    """Hold matplotlib's settings while they are read: another thread's would change the hatch and the ids of the SVG."""
    from matplotlib import rc_context

    with _LOCK, rc_context(_SETTINGS):
        yield


@dataclass(frozen=True)
class _Written:
    """A text on the sheet: where it begins, and where its letters stand, in mm."""

    text: str
    left: float
    baseline: float
    size: float
    colour: str
    bold: bool


class Canvas:
    """A sheet of a size in mm."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, height
        self.texts: list[Letters] = []
        self._written: list[_Written] = []
        self._drawn = 1
        self._figure: Any = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), dpi=_DPI, facecolor="white")
        inches = Affine2D().scale(1 / _MM_PER_INCH, -1 / _MM_PER_INCH).translate(0, height / _MM_PER_INCH)
        self._place = inches + self._figure.dpi_scale_trans

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str | None = None, **style: Any) -> None:
        """Draw a rectangle; style: edge colour, hatch, dashed, line width in pt, alpha."""
        from matplotlib.patches import Rectangle

        edge = style.get("edge")
        with (
            _settings() if style.get("hatch") else nullcontext()
        ):  # a patch takes the width of its hatch when it is made
            patch = Rectangle(
                (x, y), width, height,
                facecolor=f"#{fill}" if fill else "none",
                edgecolor=f"#{edge}" if edge else "none",
                hatch=style.get("hatch"),
                linestyle=(0, (4, 2.4)) if style.get("dashed") else "solid",
                linewidth=style.get("line", 1.0) if edge else 0,
                alpha=style.get("alpha"),
                joinstyle="miter",
            )  # fmt: skip
        self._add(patch)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.75) -> None:
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        stroke = Line2D([x1, x2], [y1, y2], color=f"#{colour}", linewidth=line, solid_capstyle="butt")
        self._add(stroke)

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, anchor: str = "left"
    ) -> float:
        """Draw a text whose middle is at y; return its width in mm. anchor: left, center, right."""
        place = letters_at(x, y, text, size, bold=bold, anchor=anchor)
        width = place.right - place.left
        if place.left < -_SLACK or place.right > self.width + _SLACK:
            raise ChartError(f"“{text}” is {width:.1f} mm wide and leaves the figure of {self.width:g} mm; shorten it")
        if size < SMALLEST:
            raise ChartError(f"“{text}” at {size:g} pt is too small to read; {SMALLEST:g} pt is the least")
        self.texts.append(place)
        self._written.append(_Written(text, place.left, y + size * BASELINE * _MM_PER_PT, size, colour, bold))
        return width

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, line: float = 1.5, *, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        style: Any = (0, (4, 2.4)) if dashed else "solid"
        xs, ys = [x for x, _ in points], [y for _, y in points]
        look: Any = {"solid_capstyle": "round", "solid_joinstyle": "round"}
        self._add(Line2D(xs, ys, color=f"#{colour}", linewidth=line, linestyle=style, **look))

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, alpha: float | None = None) -> None:
        """Draw a filled polygon without an edge."""
        from matplotlib.patches import Polygon

        self._add(Polygon(points, closed=True, facecolor=f"#{fill}", edgecolor="none", alpha=alpha))

    def disc(self, x: float, y: float, radius: float, fill: str, *, edge: str = "FFFFFF", alpha: float = 1.0) -> None:
        """Draw a disc with a thin edge."""
        from matplotlib.patches import Circle

        look: Any = {"facecolor": (f"#{fill}", alpha), "edgecolor": f"#{edge}", "linewidth": 0.8}
        self._add(Circle((x, y), radius, **look))

    def sector(
        self, at: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float], fill: str
    ) -> None:
        """Draw a sector, or a part of a ring; angles in degrees, clockwise from twelve."""
        from matplotlib.patches import Wedge

        inner, outer = radii
        start, end = (angle - 90 for angle in angles)  # y runs down, so that angles run clockwise
        look: Any = {"facecolor": f"#{fill}", "edgecolor": "white", "linewidth": 1.0}
        self._add(Wedge(at, outer, start, end, width=outer - inner, **look))

    def _add(self, artist: Any) -> None:
        """What is drawn later lies on top, whatever it is; texts lie over all."""
        self._drawn += 1
        artist.set_zorder(self._drawn / 100_000)
        artist.set_transform(self._place)
        self._figure.add_artist(artist, clip=False)

    def finish(self) -> tuple[bytes, bytes]:
        """Return the picture as PNG at 300 dpi, and as SVG with its letters as outlines."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        svg = io.BytesIO()
        with _settings():
            outlines = [self._figure.add_artist(artist, clip=False) for artist in self.outlines()]
            self._figure.dpi = _DPI  # an SVG before this one has made it 72
            pixels = FigureCanvasAgg(self._figure)
            pixels.draw()
            png = png_bytes(pixels.buffer_rgba(), _DPI)
            FigureCanvasSVG(self._figure).print_svg(svg, metadata={"Date": None, "Creator": None})
            for artist in outlines:
                artist.remove()
        return png, svg.getvalue()

    def outlines(self) -> list[Any]:
        """Return the letters as artists."""
        from matplotlib.patches import PathPatch

        found = []
        for one in self._written:
            path = outline(one.text, one.size, bold=one.bold, x=one.left, y=one.baseline)
            if path is not None:
                found.append(PathPatch(path, facecolor=f"#{one.colour}", edgecolor="none", linewidth=0, snap=False))
                found[-1].set_transform(self._place)
        return found

    def pdf(self) -> bytes:
        """Return the picture as PDF, with letters that can be searched and copied."""
        from matplotlib.backends.backend_pdf import FigureCanvasPdf

        out = io.BytesIO()
        with _settings():
            letters = [self._letters(one) for one in self._written]
            nobody = {"Creator": None, "Producer": None, "CreationDate": None}
            FigureCanvasPdf(self._figure).print_pdf(out, metadata=nobody)
            for artist in letters:
                artist.remove()
        return out.getvalue()

    def _letters(self, one: "_Written") -> Any:
        font = _font(one.bold).copy()
        font.set_size(one.size)
        look: Any = {"fontproperties": font, "color": f"#{one.colour}", "va": "baseline", "parse_math": False}
        return self._figure.text(one.left, one.baseline, one.text, transform=self._place, **look)


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)))
