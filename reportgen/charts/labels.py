"""Which labels a chart shows: all where they fit, the telling ones otherwise. In: Data, mm, pt; out: choices.

The choice is made from measured widths alone, so that picture and native chart make the same one in the same room.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.data import FigureData
from reportgen.charts.typeface import text_width

Point = tuple[int, int]  # series, category
_AIR = 0.9  # mm between neighbours
_WIDEST_NAME = 26.0
_ELLIPSIS = "…"
_TIME = re.compile(r"[\d年月日季度末底初./—~～-]+")  # a year or month stays in one piece; every second one says enough


@dataclass(frozen=True)
class AxisNames:
    """Category names as they are printed: the lines of each, none for those left out; how many were left out or cut."""

    lines: tuple[tuple[str, ...], ...]
    every: int
    cut: int = 0

    @property
    def rows(self) -> int:
        """How many lines the highest name has."""
        return max((len(lines) for lines in self.lines), default=1)

    @property
    def left_out(self) -> int:
        """How many names are not printed."""
        return sum(not lines for lines in self.lines)


def shorten(text: str, size: float, width: float, bold: bool = False) -> str:
    """Return a text that is no wider than asked, with an ellipsis where it was cut."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width(_ELLIPSIS, size, bold)
    kept = ""
    for character in text:
        if text_width(kept + character, size, bold) > room:
            break
        kept += character
    return kept.rstrip() + _ELLIPSIS


def fit_names(names: Sequence[str], step: float, size: float) -> AxisNames:
    """Return the names under an axis: in one line, in two, cut, or every so many, in that order of preference."""
    widths = [text_width(name, size) for name in names]
    if max(widths, default=0.0) + _AIR <= step:
        return AxisNames(tuple((name,) for name in names), 1)
    wide = [name for name, width in zip(names, widths, strict=True) if width + _AIR > step]
    if step >= 9 and len(names) <= 12 and not any(_TIME.fullmatch(name) for name in wide):
        lines = [two_lines(name, size, step - _AIR) for name in names]
        if step >= 13 or not any(_is_cut(parts) for parts in lines):
            return AxisNames(tuple(lines), 1, sum(_is_cut(parts) for parts in lines))
    short = [shorten(name, size, _WIDEST_NAME) for name in names]
    every = math.ceil((max(text_width(name, size) for name in short) + 2 * _AIR) / step)
    kept = tuple((name,) if n % every == 0 else () for n, name in enumerate(short))
    return AxisNames(kept, every, sum(_is_cut(parts) for parts in kept))


def two_lines(name: str, size: float, width: float) -> tuple[str, ...]:
    """Return a name in one or two lines, cut where two do not hold it."""
    if text_width(name, size) <= width:
        return (name,)
    end = next((n for n in range(len(name), 0, -1) if text_width(name[:n], size) <= width), 1)
    space = name.rfind(" ", 0, end + 1)
    end = space if space > 0 else end
    rest = name[end:].lstrip()
    if text_width(rest, size) <= width and space <= 0:  # two lines of like length look better
        end = max(n for n in range(1, end + 1) if n <= math.ceil(len(name) / 2) or n == 1)
        while text_width(name[end:], size) > width:
            end += 1
        rest = name[end:]
    return (name[:end].rstrip(), shorten(rest, size, width))


def _is_cut(lines: tuple[str, ...]) -> bool:
    return bool(lines) and lines[-1].endswith(_ELLIPSIS)


def bar_centres(data: FigureData, step: float, share: float) -> dict[Point, float]:
    """Return where the bars of clusters stand along the axis; share is what the cluster takes of its step."""
    count = len(data.series)
    width = step * share / count
    return {
        (s, n): (n + 0.5) * step + (s - (count - 1) / 2) * width
        for s in range(count)
        for n in range(len(data.categories))
    }


def all_fit(data: FigureData, room: float, size: float) -> bool:
    """Whether every value can be printed at its bar of so many mm."""
    return all(text_width(cell.shown, size, True) + _AIR <= room for column in data.series for cell in column.points)


def left_out(data: FigureData, kept: set[Point]) -> bool:
    """Return whether some known value is not printed, so that an axis must tell it."""
    known = sum(point.value is not None and bool(point.shown) for series in data.series for point in series.points)
    return len(kept) < known


def telling_points(data: FigureData) -> list[Point]:
    """Return the points worth a label, the most telling first: facts, focus, end, highest, lowest, start."""
    order: list[Point] = []
    ranked = sorted(range(len(data.series)), key=lambda s: not data.series[s].highlight)
    for s in ranked if len(data.series) == 1 or any(c.highlight for c in data.series) else []:
        cells = data.series[s].points
        known = [n for n, cell in enumerate(cells) if cell.value is not None]
        if len(data.series) > 1 and not data.series[s].highlight:
            continue
        order += [(s, n) for n in known if cells[n].fact_id]
        order += [(s, data.focus)] if data.focus in known else []
        if known:
            values = {n: cells[n].value or 0.0 for n in known}
            order += [
                (s, known[-1]),
                (s, max(known, key=lambda n: values[n])),
                (s, min(known, key=lambda n: values[n])),
            ]
            order.append((s, known[0]))
    return list(dict.fromkeys(order))


def kept_labels(data: FigureData, places: dict[Point, float], room: float, size: float, width: float) -> set[Point]:
    """Return the points whose value is printed: all of them, or the telling ones that keep clear of each other."""
    if all_fit(data, room, size):
        return {(s, n) for s, column in enumerate(data.series) for n, cell in enumerate(column.points) if cell.shown}
    kept: dict[Point, tuple[float, float]] = {}
    for s, n in telling_points(data):
        half = (text_width(data.series[s].points[n].shown, size, True) + _AIR) / 2
        centre = min(max(places[s, n], half), width - half)
        if all(centre + half <= left or centre - half >= right for left, right in kept.values()):
            kept[s, n] = (centre - half, centre + half)
    return set(kept)
