"""Shapes and letters as PDF, by matplotlib: letters can be searched and copied."""

import io
import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from reportgen.charts.picture.outline import Outline
from reportgen.charts.typeface import font_path

_MM_PER_INCH = 25.4
_LOCK = threading.RLock()  # matplotlib's settings are shared by the whole process
_SETTINGS = {"hatch.linewidth": 0.8}


def pdf_bytes(shapes: Iterable[Outline], words: Iterable[Any], width: float, height: float) -> bytes:
    """Return the picture of a sheet of so many mm; words have text, left, baseline (mm), size (pt), colour, bold."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    out = io.BytesIO()
    with _LOCK, rc_context(_SETTINGS):
        figure: Any = Figure(figsize=(width / _MM_PER_INCH, height / _MM_PER_INCH), facecolor="white")
        inches = Affine2D().scale(1 / _MM_PER_INCH, -1 / _MM_PER_INCH).translate(0, height / _MM_PER_INCH)
        place = inches + figure.dpi_scale_trans
        for shape in shapes:
            artist = _patch(shape)
            artist.set_transform(place)
            figure.add_artist(artist, clip=False)
        for word in words:
            font = _font(word.bold).copy()
            font.set_size(word.size)
            look: Any = {"fontproperties": font, "color": f"#{word.colour}", "va": "baseline", "parse_math": False}
            figure.text(word.left, word.baseline, word.text, transform=place, zorder=9, **look)
        nobody = {"Creator": None, "Producer": None, "CreationDate": None}
        FigureCanvasPdf(figure).print_pdf(out, metadata=nobody)
    return out.getvalue()


def _patch(shape: Outline) -> Any:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    look: Any = {
        "facecolor": f"#{shape.fill}" if shape.fill else "none",
        "edgecolor": f"#{shape.edge}" if shape.edge else "none",
        "linewidth": shape.line,
        "linestyle": (0, shape.dashes) if shape.dashes else "solid",
        "hatch": "////" if shape.hatched else None,
        "alpha": shape.alpha if shape.alpha != 1.0 else None,
        "joinstyle": shape.join,
        "capstyle": shape.cap,
    }
    return PathPatch(Path(shape.points, shape.codes), **look)


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_path(bold)))
