"""Bars of a picture by how sure their values are: an upper bound is hatched, about lighter, a goal empty and dashed."""

from reportgen.charts.data import DataPoint, PointLook
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.charts.tones import ACCENT, CONTEXT, EDGES, GOAL, INK, PRIMARY, Tone

ARROW = 6.5  # mm that the arrow of an open end takes
_HAIR = 0.25  # mm: a bar too short to see is drawn as a hair


def draw_bar(sheet: PictureArea, box: Rect, look: PointLook, tone: Tone) -> None:
    """Draw a bar as its look asks; `tone` is that of a bar that is solid."""
    x, y, width, height = box.x, box.y, max(box.width, _HAIR), max(box.height, _HAIR)
    if look == "goal":
        sheet.canvas.rectangle(x, y, width, height, None, edge=sheet.hex(ACCENT), dashed=True, line=EDGES[look])
    elif look == "upper":
        sheet.canvas.rectangle(x, y, width, height, "FFFFFF", edge=sheet.hex(CONTEXT), hatch="////", line=EDGES[look])
    else:
        sheet.canvas.rectangle(x, y, width, height, sheet.hex(tone), alpha=0.6 if look == "about" else 1.0)


def draw_open_end(sheet: PictureArea, x: float, middle: float) -> None:
    """Draw a short open arrow behind a bar: the value lies beyond, the source does not say how far."""
    start, end, wing, colour = x + 1.2, x + ARROW - 0.1, 1.5, sheet.hex(PRIMARY)
    sheet.canvas.line(start, middle, end, middle, colour, 1.2)
    for side in (-wing, wing):
        sheet.canvas.line(end - wing * 1.4, middle + side, end, middle, colour, 1.2)


def value_tone(point: DataPoint, tone: Tone) -> Tone:
    """Return the tone of a value beside its bar."""
    if point.look == "goal":
        return GOAL
    return PRIMARY if tone.role == "primary" and point.look in ("solid", "about") else INK
