"""What many kinds ask of their data: the names of the series in their tones, whether values stay unprinted."""

from reportgen.charts.data import Data
from reportgen.charts.labels import Point
from reportgen.charts.tones import Tone


def keys_of(data: Data) -> list[tuple[str, Tone]]:
    """Return the names of several series with their tones; one series needs no name besides the head."""
    return [(column.name, column.tone) for column in data.series] if len(data.series) > 1 else []


def left_out(data: Data, kept: set[Point]) -> bool:
    """Whether some known value is not printed, so that an axis must tell it."""
    known = sum(cell.value is not None and bool(cell.shown) for column in data.series for cell in column.cells)
    return len(kept) < known
