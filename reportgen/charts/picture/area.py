"""What a kind draws on: a box of a canvas where texts never meet and never leave. Out: what had to give way.

A text that has no room is moved, shortened or left out by the rules of `labels`, and a finding says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.charts.data import FigureData
from reportgen.charts.labels import AxisNames, shorten
from reportgen.charts.picture.canvas import LINE, Canvas, letters_at
from reportgen.charts.tones import GREY, INK, RULE, Tone, letters_tone
from reportgen.charts.typeface import text_width
from reportgen.findings import Finding, Place, Rule
from reportgen.model import Theme

HEAD_SIZE, UNIT_SIZE = 11.0, 10.0
NAME_SIZE, VALUE_SIZE = 9.5, 9.5
ROW = 4.4  # mm of a line of names
_HEAD, _KEY = 8.0, 5.0
_MOST_KEY_ROWS = 3
_MARK, _MARK_GAP = 2.6, 1.2
_HINTS = {
    "shortened": "give shorter names",
    "left out": "show fewer points, or make the figure higher or wider",
}

SHORTENED = Rule("P01", "warning", "the names in a figure fit, none is shortened")
LEFT_OUT = Rule("P02", "warning", "what belongs into a figure fits, nothing is left out")
SOME_NAMES = Rule("P03", "info", "the axis of a figure names each category")
DRAWN = (SHORTENED, LEFT_OUT, SOME_NAMES)
_RULES = {"shortened": SHORTENED, "left out": LEFT_OUT}


@dataclass(frozen=True)
class Rect:
    """A rectangle in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


class PictureArea:
    """A box to draw in, its theme, and what had to give way."""

    def __init__(self, canvas: Canvas, box: Rect, theme: Theme, given: Counter[tuple[str, str]] | None = None) -> None:
        self.canvas, self.box, self.theme = canvas, box, theme
        self.given: Counter[tuple[str, str]] = Counter() if given is None else given

    def part(self, box: Rect) -> "PictureArea":
        """Return a smaller box of the same sheet."""
        return PictureArea(self.canvas, box, self.theme, self.given)

    def hex(self, tone: Tone) -> str:
        """Return a tone in the colours of the theme; the canvas remembers what the colour stands for."""
        found = tone.hex(self.theme)
        self.canvas.tones[found] = tone
        return found

    def gave(self, what: str, how: str, count: int = 1) -> None:
        """Remember that something had to give way; how is shortened or left out."""
        if count:
            self.given[what, how] += count

    def findings(self, figure_id: str) -> tuple[Finding, ...]:
        """Return what had to give way."""
        found = []
        for (what, how), count in sorted(self.given.items()):
            rule = SOME_NAMES if what == "category names" and how == "left out" else _RULES[how]
            text = f"{count} {what} {how}: they do not fit"
            found.append(rule.at(Place(f"figure {figure_id}"), text, _HINTS[how]))
        return tuple(found)

    def text(
        self, x: float, y: float, text: str, size: float = VALUE_SIZE, tone: Tone = INK, *,
        bold: bool = False, anchor: str = "left", what: str = "",
    ) -> bool:  # fmt: skip
        """Draw a text, moved into the box where it would leave it; whether it could be drawn. `what` names it when not."""
        if not text:
            return True
        place = letters_at(x, y, text, size, bold=bold, anchor=anchor)
        shift = max(self.box.x - place.left, 0.0) - max(place.right - self.box.right, 0.0)
        place = letters_at(x + shift, y, text, size, bold=bold, anchor=anchor)
        inside = place.left >= self.box.x - 0.01 and place.right <= self.box.right + 0.01
        inside = inside and place.top >= self.box.y - 0.3 and place.bottom <= self.box.bottom + 0.3
        if not inside or any(place.meets(other) for other in self.canvas.texts):
            if what:
                self.gave(what, "left out")
            return False
        self.canvas.text(x + shift, y, text, size, self.hex(tone), bold=bold, anchor=anchor)
        return True

    def short(self, text: str, size: float, width: float, what: str, *, bold: bool = False) -> str:
        """Return a text no wider than asked, and remember when it was cut."""
        found = shorten(text, size, width, bold)
        self.gave(what, "shortened", found != text)
        return found

    def head(self, data: FigureData, keys: Sequence[tuple[str, Tone]] = ()) -> float:
        """Draw the head line and the names of the series in their tones; return where the plot begins."""
        y, x = self.box.y, self.box.x
        if data.head:
            unit = f"（{data.unit}）" if data.unit else ""
            room = self.box.width - text_width(unit, UNIT_SIZE)
            head = self.short(data.head, HEAD_SIZE, max(room, 10), "head lines", bold=True)
            self.text(x, y + 4.2, head, HEAD_SIZE, INK, bold=True)
            x += text_width(head, HEAD_SIZE, True)
            self.text(x + 0.1, y + 4.2, shorten(unit, UNIT_SIZE, self.box.right - x), UNIT_SIZE, GREY)
            y += _HEAD
            x = min(x + text_width(unit, UNIT_SIZE), self.box.right) + 3.0
        if not keys:
            return y
        if (
            data.head
            and x + sum(text_width(name, NAME_SIZE) + _MARK + _MARK_GAP + 4.0 for name, _ in keys) < self.box.right
        ):
            return self._keys(x, y - _HEAD + 4.2 - _KEY / 2, keys) and y
        return self._keys(self.box.x, y, keys)

    def _keys(self, x: float, y: float, keys: Sequence[tuple[str, Tone]]) -> float:
        """Draw the names of the series in rows from a place on; return where they end."""
        mark, gap = _MARK, _MARK_GAP
        most = max(self.box.width / min(len(keys), 3) - mark - gap - 3.5, 10.0)
        row = 0
        for number, (name, tone) in enumerate(keys):
            text = self.short(name, NAME_SIZE, most, "names of series")
            width = mark + gap + text_width(text, NAME_SIZE)
            if x > self.box.x and x + width > self.box.right:
                x, row = self.box.x, row + 1
                if row == _MOST_KEY_ROWS:
                    self.gave("names of series", "left out", len(keys) - number)
                    row -= 1
                    break
            middle = y + row * _KEY + _KEY / 2
            self.canvas.rectangle(x, middle - mark / 2, mark, mark, self.hex(tone))
            self.text(x + mark + gap, middle, text, NAME_SIZE, letters_tone(tone))
            x += width + 4.0
        return y + (row + 1) * _KEY + 1.0

    def names(self, names: AxisNames, xs: Sequence[float], top: float) -> None:
        """Draw category names centred under their places."""
        drawn = 0
        for lines, x in zip(names.lines, xs, strict=True):
            rows = [
                self.text(x, top + NAME_SIZE * LINE * (row + 0.5), line, NAME_SIZE, INK, anchor="center")
                for row, line in enumerate(lines)
            ]
            drawn += bool(rows) and all(rows)
        self.gave("category names", "shortened", names.cut)
        self.gave("category names", "left out", len(names.lines) - drawn)

    def rule(self, x1: float, y1: float, x2: float, y2: float, tone: Tone = RULE, line: float = 0.5) -> None:
        """Draw a thin line."""
        self.canvas.line(x1, y1, x2, y2, self.hex(tone), line)
