"""The one door to matplotlib: a private figure whose coordinates are millimetres from the top left. Out: PNG and SVG bytes.

Nothing global is used, so that figures can be drawn in threads and processes; the same calls give the same bytes.
"""

import io
from functools import lru_cache
from typing import Any

from reportgen.charts.typeface import font_path, text_width

_MM_PER_INCH = 25.4
_DPI = 300
_SETTINGS = {"svg.hashsalt": "reportgen", "svg.fonttype": "path", "hatch.linewidth": 0.8}


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

    def rectangle(
        self, x: float, y: float, width: float, height: float, fill: str | None = None, **style: Any
    ) -> None:
        """Draw a rectangle; style: edge colour, hatch, dashed, line width in pt."""
        from matplotlib.patches import Rectangle

        edge = style.get("edge")
        self._axes.add_patch(
            Rectangle(
                (x, y), width, height,
                facecolor=f"#{fill}" if fill else "none",
                edgecolor=f"#{edge}" if edge else "none",
                hatch=style.get("hatch"),
                linestyle=(0, (4, 2.4)) if style.get("dashed") else "solid",
                linewidth=style.get("line", 1.0) if edge else 0,
            )
        )  # fmt: skip

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float = 0.75) -> None:
        """Draw a straight line."""
        from matplotlib.lines import Line2D

        self._axes.add_line(Line2D([x1, x2], [y1, y2], color=f"#{colour}", linewidth=line, solid_capstyle="butt"))

    def text(
        self, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, anchor: str = "left"
    ) -> float:
        """Draw a text whose middle is at y; return its width. anchor: left, center, right."""
        width = text_width(text, size, bold)
        font = _font(bold).copy()
        font.set_size(size)
        self._axes.text(
            x, y, text, fontproperties=font, color=f"#{colour}", ha=anchor, va="center_baseline", parse_math=False
        )
        return width

    def finish(self) -> tuple[bytes, bytes]:
        """Return the picture as PNG at 300 dpi, and as SVG with its letters as outlines."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        png, svg = io.BytesIO(), io.BytesIO()
        with rc_context(_SETTINGS):
            FigureCanvasAgg(self._figure).print_png(png, metadata={"Software": None}, pil_kwargs={"compress_level": 6})
            FigureCanvasSVG(self._figure).print_svg(svg, metadata={"Date": None, "Creator": None})
        return png.getvalue(), svg.getvalue()


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)))
