"""Shapes as pixels, by the renderer of matplotlib.

Its compiled renderer is called directly: the layers above it (figures, axes, widgets) take longer to import than a pack to build.
What it asks of a graphics context is all here.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from reportgen.charts.picture.outline import Outline

_MM_PER_INCH = 25.4
_HATCH = "////"
_HATCH_LINE = 0.8  # pt
_DENSITY = 6


class _Context:
    """The graphics context of one shape, as the renderer reads it."""

    _alpha = 1.0
    _forced_alpha = False
    _antialiased = 1
    _cliprect = None

    def __init__(self, shape: Outline) -> None:
        drawn = bool(shape.edge and shape.line)
        self._linewidth = shape.line if drawn else 0.0
        self._rgb = _rgba(shape.edge or "000000", shape.alpha if drawn else 0.0)
        self._capstyle, self._joinstyle = shape.cap, shape.join
        self._dashes = (0, [dash * shape.line for dash in shape.dashes] if shape.dashes else None)
        self._snap = None if shape.snap else False
        self._hatched = shape.hatched

    def get_dashes(self) -> tuple[float, list[float] | None]:
        return self._dashes

    def get_snap(self) -> bool | None:
        return self._snap

    def get_clip_path(self) -> tuple[None, None]:
        return None, None

    def get_sketch_params(self) -> None:
        return None

    def get_hatch_path(self, density: int = _DENSITY) -> Any:
        return _hatch(density) if self._hatched else None

    def get_hatch_color(self) -> tuple[float, ...]:
        return self._rgb

    def get_hatch_linewidth(self) -> float:
        return _HATCH_LINE


def pixels_of(shapes: Iterable[Outline], width: float, height: float, dpi: float) -> Any:
    """Return rows of RGBA pixels (height × width × 4) of a white sheet of so many mm."""
    import numpy as np
    from matplotlib.backends import _backend_agg
    from matplotlib.path import Path

    per_mm = dpi / _MM_PER_INCH
    across, down = int(width * per_mm), int(height * per_mm)
    renderer: Any = _backend_agg.RendererAgg(across, down, dpi)  # type: ignore[attr-defined]
    place = np.array([[per_mm, 0.0, 0.0], [0.0, -per_mm, height * per_mm], [0.0, 0.0, 1.0]])
    buffer = np.asarray(renderer)
    buffer[...] = 255
    for shape in shapes:
        face = _rgba(shape.fill, shape.alpha) if shape.fill else None
        renderer.draw_path(_Context(shape), Path(shape.points, shape.codes), place, face)
    return buffer


@lru_cache(maxsize=4)
def _hatch(density: int) -> Any:
    from matplotlib.hatch import get_path

    return get_path(_HATCH, density)


def _rgba(colour: str, alpha: float) -> tuple[float, float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue, alpha
