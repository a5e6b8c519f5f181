"""Shapes of a sheet as plain data: an outline in mm with fill, edge and hatch. What draws them knows nothing else."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

MOVE, LINE, CURVE, CLOSE = 1, 2, 4, 79  # the codes of matplotlib's paths; a cubic curve has three points
_QUARTER = 0.5522847498  # of the radius: where the handles of a quarter of a circle lie


@dataclass(frozen=True)
class Outline:
    """One outline: points (n × 2, mm, y down), a code for each, and how it is filled and drawn.

    Colours are RGB in hexadecimal; `line` is the width of the edge in pt; `dashes` are lengths in widths of the line.
    """

    points: Any
    codes: Any
    fill: str | None = None
    edge: str | None = None
    line: float = 0.0
    alpha: float = 1.0
    dashes: tuple[float, ...] = ()
    hatched: bool = False
    cap: str = "butt"
    join: str = "miter"
    snap: bool = True  # whether straight edges may move to whole pixels
    disc: bool = False

    @property
    def rectangle(self) -> bool:
        """Whether the outline is an upright rectangle."""
        if len(self.points) != 5 or self.codes[-1] != CLOSE:
            return False
        xs, ys = ({round(value, 6) for value in self.points[:, axis].tolist()} for axis in (0, 1))
        return len(xs) == 2 and len(ys) == 2

    def edged(self, other: "Outline") -> "Outline":
        """Return the outline with the edge of another."""
        return replace(self, edge=other.edge, line=other.line)


def polygon_of(points: Sequence[tuple[float, float]], **look: Any) -> Outline:
    """Return a closed polygon."""
    codes = [MOVE, *[LINE] * (len(points) - 1), CLOSE]
    return Outline(_array([*points, points[0]]), _codes(codes), **look)


def line_of(points: Sequence[tuple[float, float]], **look: Any) -> Outline:
    """Return an open line through points."""
    return Outline(_array(points), _codes([MOVE, *[LINE] * (len(points) - 1)]), **look)


def disc_of(x: float, y: float, radius: float, **look: Any) -> Outline:
    """Return a disc."""
    return Outline(*_closed(_arc(x, y, radius, 0.0, 360.0)), disc=True, **look)


def sector_of(at: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float], **look: Any) -> Outline:
    """Return a sector, or a part of a ring; angles in degrees from the right, clockwise as y runs down."""
    (inner, outer), (start, end) = radii, angles
    outside = _arc(*at, outer, start, end)
    inside = _arc(*at, inner, end, start) if inner else [(MOVE, *at)]
    return Outline(*_closed([*outside, (LINE, *inside[0][1:]), *inside[1:]]), **look)


PathStep = tuple[int, float, float]


def _arc(x: float, y: float, radius: float, start: float, end: float) -> list[PathStep]:
    """An arc as curves of a quarter of a circle at most."""
    pieces = max(math.ceil(abs(end - start) / 90 - 1e-9), 1)
    step = math.radians(end - start) / pieces
    reach = radius * _QUARTER * math.tan(step / 4) / math.tan(math.pi / 8)
    angle = math.radians(start)
    found: list[PathStep] = [(MOVE, x + radius * math.cos(angle), y + radius * math.sin(angle))]
    for _ in range(pieces):
        before, angle = angle, angle + step
        for sign, at in ((1, before), (-1, angle)):
            near_x, near_y = radius * math.cos(at), radius * math.sin(at)
            found.append((CURVE, x + near_x - sign * reach * math.sin(at), y + near_y + sign * reach * math.cos(at)))
        found.append((CURVE, x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return found


def _closed(steps: Sequence[PathStep]) -> tuple[Any, Any]:
    first = steps[0]
    return (
        _array([*(step[1:] for step in steps), first[1:]]),
        _codes([*(step[0] for step in steps), CLOSE]),
    )


def _array(points: Sequence[tuple[float, float]]) -> Any:
    import numpy as np

    return np.array(points, float)


def _codes(codes: Sequence[int]) -> Any:
    import numpy as np

    return np.array(codes, np.uint8)
