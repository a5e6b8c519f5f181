"""Timelines: dated nodes on one line, texts above and below by turns. Where the dates can be read, distance is time."""

import re
from collections.abc import Iterator

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kind import ChartKind, SeriesValues
from reportgen.charts.labels import two_lines
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import Scale, spread
from reportgen.charts.tones import CONTEXT, GREY, INK, PRIMARY, RULE, letters_tone
from reportgen.charts.typeface import text_width
from reportgen.model import Event, Figure

_DATE = re.compile(r"(\d{4})(?:\s*[年./-]\s*(\d{1,2}))?(?:\s*[月./-]\s*(\d{1,2}))?")
_LEAST, _MOST = 14.0, 40.0
_LINES = 3
EventTexts = tuple[str, tuple[str, ...]]


def years_of(events: tuple[Event, ...]) -> list[float] | None:
    """Return the years of the events where all can be read and run forward; None otherwise."""
    found = []
    for event in events:
        match = _DATE.search(event.when)
        if match is None:
            return None
        year, month, day = (int(part) if part else 1 for part in match.groups())
        found.append(year + (month - 1) / 12 + (day - 1) / 365)
    return found if found == sorted(found) and found[-1] > found[0] else None


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw the line, its nodes and their texts."""
    events = data.figure.events
    top = sheet.head(data)
    middle = (top + sheet.box.bottom) / 2
    xs = _places(sheet, events)
    sheet.rule(sheet.box.x, middle, sheet.box.right, middle, CONTEXT, 1.6)
    row = NAME_SIZE * LINE
    room = max((sheet.box.bottom - top) / 2 - 4.0, row)
    lines = max(min(int(room // row) - 1, _LINES), 0)
    for side in (0, 1):
        chosen = list(range(side, len(events), 2))
        width = min(max(sheet.box.width / max(len(chosen), 1) - 2.0, _LEAST), _MOST)
        texts = {n: _texts(sheet, events[n], width, lines) for n in chosen}
        sizes = {n: max(text_width(t, NAME_SIZE, True) for t in (texts[n][0], *texts[n][1])) + 2.0 for n in chosen}
        while chosen and sum(sizes[n] for n in chosen) > sheet.box.width:
            worst = next((n for n in reversed(chosen) if not events[n].highlight), chosen[-1])
            chosen.remove(worst)
            sheet.gave("texts of events", "left out")
        places = spread([xs[n] for n in chosen], [sizes[n] for n in chosen], sheet.box.x - 1, sheet.box.right + 1) or []
        for n, x in zip(chosen, places, strict=True):
            _draw_text(sheet, events[n], texts[n], (x, middle), xs[n], up=side == 0)
    for event, x in zip(events, xs, strict=True):
        tone = PRIMARY if event.highlight or not any(e.highlight for e in events) else CONTEXT
        sheet.canvas.disc(x, middle, 1.7 if event.highlight else 1.4, sheet.hex(tone))


def _places(sheet: PictureArea, events: tuple[Event, ...]) -> list[float]:
    years = years_of(events)
    start, end = sheet.box.x + 10.0, sheet.box.right - 10.0
    if years is None:
        return [start + (end - start) * n / (len(events) - 1) for n in range(len(events))]
    scale = Scale(years[0], years[-1], start, end)
    wanted = [scale(year) for year in years]
    return spread(wanted, [min(3.4, (end - start) / len(events))] * len(events), start - 1.7, end + 1.7) or wanted


def _texts(sheet: PictureArea, event: Event, width: float, lines: int) -> EventTexts:
    when = sheet.short(event.when, VALUE_SIZE, width, "texts of events", bold=True)
    if not lines:
        sheet.gave("texts of events", "left out")
        return when, ()
    if lines == 1:
        return when, (sheet.short(event.text, NAME_SIZE, width, "texts of events"),)
    first = two_lines(event.text, NAME_SIZE, width)
    if lines > 2 and first[-1].endswith("…"):  # three lines hold more than two
        head = _head(event.text, width)
        first = (head, *two_lines(event.text[len(head) :], NAME_SIZE, width))
    sheet.gave("texts of events", "shortened", first[-1].endswith("…"))
    return when, first


def _head(text: str, width: float) -> str:
    end = next((n for n in range(len(text), 0, -1) if text_width(text[:n], NAME_SIZE) <= width), 1)
    return text[:end]


def _draw_text(
    sheet: PictureArea, event: Event, texts: EventTexts, at: tuple[float, float], node: float, *, up: bool
) -> None:  # fmt: skip
    row, (x, middle) = NAME_SIZE * LINE, at
    when, lines = texts
    tone = letters_tone(PRIMARY) if event.highlight else GREY
    height = (1 + len(lines)) * row
    first = middle - 4.4 - height + row / 2 if up else middle + 4.4 + row / 2
    edge = middle - 4.2 if up else middle + 4.2
    sheet.canvas.line(node, middle, node, middle + (edge - middle) * 0.5, sheet.hex(RULE), 0.7)
    sheet.canvas.line(node, middle + (edge - middle) * 0.5, x, edge, sheet.hex(RULE), 0.7)
    sheet.text(x, first, when, VALUE_SIZE, tone, bold=True, anchor="center", what="texts of events")
    for n, line in enumerate(lines, 1):
        ink = INK if not event.highlight else PRIMARY
        sheet.text(x, first + n * row, line, NAME_SIZE, ink, anchor="center", what="texts of events")


def rules(figure: Figure, columns: SeriesValues, facts: FactsById) -> Iterator[str]:
    """A timeline has a beginning and an end."""
    del columns, facts
    if len(figure.events) < 2:
        yield "a timeline needs two events or more; give events with when and text"


_SAMPLES = (
    {
        "id": "timeline", "caption": "时间线", "head": "示例大事",
        "events": [
            {"when": "2012年8月", "text": "示例新区获批设立", "highlight": True},
            {"when": "2014年3月", "text": "首个示例项目投产"},
            {"when": "2016年10月", "text": "示例铁路通车"},
            {"when": "2019年5月", "text": "示例综合保税区封关运行"},
            {"when": "2021年9月", "text": "示例大学城迎来新生"},
            {"when": "2024年8月", "text": "示例十二周年", "highlight": True},
        ],
        "message": "十二年的示例大事",
    },
)  # fmt: skip
KIND = ChartKind(
    name="timeline", label="时间线", english="timeline", needs="`events`: at least 2, each with when and text", samples=_SAMPLES,
    draw=draw, rules=rules, height=48, takes="events", axes="none",
)  # fmt: skip
