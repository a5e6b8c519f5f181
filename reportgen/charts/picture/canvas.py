"""A sheet measured in millimetres from the top left, on which a figure is drawn. Out: PNG, SVG, PDF bytes.

The same calls give the same bytes, in any thread. Text that would leave its sheet, or be smaller than can be read, is an error and
never made to fit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.charts.picture.agg import pixels_of
from reportgen.charts.picture.outline import Outline, disc_of, line_of, polygon_of, sector_of
from reportgen.charts.picture.outlines import BASELINE, outline
from reportgen.charts.picture.png import png_bytes
from reportgen.charts.picture.svg import svg_bytes
from reportgen.charts.tones import Tone
from reportgen.charts.typeface import text_width
from reportgen.errors import ChartError

SMALLEST = 9.0  # pt, the smallest letters of a printed figure
LINE = 1.05 * 25.4 / 72  # mm that a line of letters takes for each pt of its size
_MM_PER_PT = 25.4 / 72
_DPI = 300
_SLACK = 0.05  # mm
_DASHES = (4.0, 2.4)


@dataclass(frozen=True)
class Letters:
    """A text on a canvas: the place that it takes in mm, its size in pt, its colour, and from where it grows."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float = 0.0
    colour: str = "000000"
    bold: bool = False
    anchor: str = "left"

    @property
    def baseline(self) -> float:
        """Where its letters stand, in mm."""
        return (self.top + self.bottom) / 2 + self.size * BASELINE * _MM_PER_PT

    def meets(self, other: "Letters") -> bool:
        """Whether the two would touch."""
        return (
            self.left < other.right - _SLACK
            and other.left < self.right - _SLACK
            and self.top < other.bottom - _SLACK
            and other.top < self.bottom - _SLACK
        )


def letters_at(
    x: float, y: float, text: str, size: float, *, bold: bool = False, anchor: str = "left", colour: str = "000000"
) -> Letters:
    """Return the place of a text whose middle is at y; anchor: left, center, right."""
    width, height = text_width(text, size, bold), size * LINE
    left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
    return Letters(text, left, y - height / 2, left + width, y + height / 2, size, colour, bold, anchor)


class Canvas:
    """A sheet of a size in mm."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.texts: list[Letters] = []
        self.tones: dict[str, Tone] = {}  # what each colour stands for
        self.outlines: list[Outline] = []

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str | None = None, **style: Any) -> None:
        """Draw a rectangle; style: edge colour, hatch, dashed, line width in pt, alpha."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        edge = style.get("edge")
        look = {
            "fill": fill,
            "edge": edge,
            "line": style.get("line", 1.0) if edge else 0.0,
            "alpha": style.get("alpha") or 1.0,
            "hatched": bool(style.get("hatch")),
            "dashes": _DASHES if style.get("dashed") else (),
        }
        self.outlines.append(polygon_of(corners, **look))

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.75) -> None:
        """Draw a straight line."""
        self.outlines.append(line_of([(x1, y1), (x2, y2)], edge=colour, line=line, join="round"))

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, anchor: str = "left"
    ) -> float:
        """Draw a text whose middle is at y; return its width in mm. anchor: left, center, right."""
        place = letters_at(x, y, text, size, bold=bold, anchor=anchor, colour=colour)
        width = place.right - place.left
        if place.left < -_SLACK or place.right > self.width + _SLACK:
            raise ChartError(f"“{text}” is {width:.1f} mm wide and leaves the figure of {self.width:g} mm; shorten it")
        if size < SMALLEST:
            raise ChartError(f"“{text}” at {size:g} pt is too small to read; {SMALLEST:g} pt is the least")
        self.texts.append(place)
        return width

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, line: float = 1.5, *, dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        ends = {"cap": "butt", "dashes": _DASHES} if dashed else {"cap": "round"}
        self.outlines.append(line_of(points, edge=colour, line=line, join="round", **ends))

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, alpha: float | None = None) -> None:
        """Draw a filled polygon without an edge."""
        self.outlines.append(polygon_of(points, fill=fill, alpha=alpha or 1.0))

    def disc(self, x: float, y: float, radius: float, fill: str, *, edge: str = "FFFFFF", alpha: float = 1.0) -> None:
        """Draw a disc with a thin edge."""
        self.outlines.append(disc_of(x, y, radius, fill=fill, alpha=alpha))
        self.outlines.append(disc_of(x, y, radius, edge=edge, line=0.8))

    def sector(
        self, at: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float], fill: str
    ) -> None:
        """Draw a sector, or a part of a ring; angles in degrees, clockwise from twelve."""
        inner, outer = radii
        from_the_right = (angles[0] - 90, angles[1] - 90)
        self.outlines.append(sector_of(at, (inner, outer), from_the_right, fill=fill, edge="FFFFFF", line=1.0))

    def finish(self) -> tuple[bytes, bytes]:
        """Return the picture as PNG at 300 dpi, and as SVG with its letters as outlines."""
        shapes = [*self.outlines, *self.letters()]
        pixels = pixels_of(shapes, self.width, self.height, _DPI)
        return png_bytes(pixels, _DPI), svg_bytes(shapes, self.width, self.height)

    def letters(self) -> Iterator[Outline]:
        """Yield the letters as shapes."""
        for one in self.texts:
            found = outline(one.text, one.size, bold=one.bold, x=one.left, y=one.baseline)
            if found is not None:
                yield Outline(*found, fill=one.colour, snap=False)

    def pdf(self) -> bytes:
        """Return the picture as PDF, with letters that can be searched and copied."""
        from reportgen.charts.picture.pdf import pdf_bytes

        return pdf_bytes(self.outlines, self.texts, self.width, self.height)
