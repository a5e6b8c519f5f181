"""The one door to matplotlib: a private figure measured in millimetres from the top left. Out: PNG and SVG bytes.

The same calls give the same bytes, in any thread: matplotlib's settings and fonts are shared by the whole process, so that
every step that reads them holds one lock.
Text that would leave its sheet, or be smaller than can be read, is an error and never made to fit.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.charts.typeface import font_path, text_width
from reportgen.errors import ChartError

SMALLEST = 9.0  # pt, the smallest letters of a printed figure
_MM_PER_INCH = 25.4
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


@contextmanager
def _settings() -> Iterator[None]:
    """Hold matplotlib's settings while they are read: another thread's would change the hatch and the ids of the SVG."""
    from matplotlib import rc_context

    with _LOCK, rc_context(_SETTINGS):
        yield


class Canvas:
    """A sheet of a size in mm."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self._figure: Any = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), dpi=_DPI, facecolor="white")
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.set_axis_off()

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str | None = None, **style: Any) -> None:
        """Draw a rectangle; style: edge colour, hatch, dashed, line width in pt, alpha."""
        from matplotlib.patches import Rectangle

        edge = style.get("edge")
        with _settings():  # a patch takes the width of its hatch when it is made
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
        self._axes.add_patch(patch)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.75) -> None:
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        self._axes.add_line(Line2D([x1, x2], [y1, y2], color=f"#{colour}", linewidth=line, solid_capstyle="butt"))

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, anchor: str = "left"
    ) -> float:
        """Draw a text whose middle is at y; return its width in mm. anchor: left, center, right."""
        width = text_width(text, size, bold)
        left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
        if left < -_SLACK or left + width > self.width + _SLACK:
            raise ChartError(f"“{text}” is {width:.1f} mm wide and leaves the figure of {self.width:g} mm; shorten it")
        if size < SMALLEST:
            raise ChartError(f"“{text}” at {size:g} pt is too small to read; {SMALLEST:g} pt is the least")
        font = _font(bold).copy()
        font.set_size(size)
        self._axes.text(
            x, y, text, fontproperties=font, color=f"#{colour}", ha=anchor, va="center_baseline", parse_math=False
        )
        return width

    def finish(self) -> tuple[bytes, bytes]:
        """Return the picture as PNG at 300 dpi, and as SVG with its letters as outlines."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        png, svg = io.BytesIO(), io.BytesIO()
        with _settings():
            FigureCanvasAgg(self._figure).print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 6})
            FigureCanvasSVG(self._figure).print_svg(svg, metadata={"Date": None, "Creator": None})
        return png.getvalue(), svg.getvalue()


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)))
