"""Breaking a paragraph into lines as a renderer does. In: runs and widths in pt; out: lines, with where they begin and end."""

from dataclasses import dataclass
from functools import lru_cache

from reportgen.documents.typeset.kinsoku import HANGING, is_wide, may_break
from reportgen.documents.typeset.widths import advance

_OPENING = frozenset("（《〈「『【〔“‘［｛")
_CLOSING = frozenset("，。、；：）》〉」』】〕”’！？］｝")
_MARKS = _CLOSING | _OPENING


@dataclass(frozen=True)
class TextRun:
    """A stretch of text in one dress; sizes in pt, colour as RGB."""

    text: str
    size: float
    bold: bool = False
    latin: str = ""
    chinese: str = ""
    spacing: float = 0.0
    colour: str | None = None
    named_chinese: bool = True  # a Chinese face is named somewhere, for this run or for what it inherits from


@dataclass(frozen=True)
class Line:
    """One line: the span of the text that stands on it, its width and its largest size."""

    start: int
    end: int
    width: float
    size: float


@dataclass(frozen=True)
class LineSetting:
    """How a paragraph is set: the width of its lines and of the first, space between scripts, punctuation that hangs."""

    width: float
    first_indent: float = 0.0
    autospace: float = 0.25
    hang: bool = True
    compress: bool = True
    safety: float = 1.0


def glyph_widths(runs: tuple[TextRun, ...], setting: LineSetting) -> list[float]:
    """Return the width of each character, with the space between Chinese and Latin added to the one before it."""
    widths: list[float] = []
    before, script = "", 0
    for run in runs:
        size, spacing, room = run.size, run.spacing, setting.autospace * run.size
        for char in run.text:
            wide = is_wide(char)
            em = advance(char, run.chinese if wide or char in "“”‘’—…·" else run.latin, run.bold)
            now = _script(char)
            if room and script + now == 0 and now:
                widths[-1] += room
            widths.append((em * size + spacing) * (setting.safety if em != 1.0 else 1.0))
            if setting.compress and before in _CLOSING and wide and char in _MARKS and is_wide(before):
                widths[-2] -= 0.5 * size
            before, script = char, now
    return widths


@lru_cache(maxsize=4096)
def break_lines(runs: tuple[TextRun, ...], setting: LineSetting) -> tuple[Line, ...]:
    """Return the lines of a paragraph; an empty paragraph has one. Parts of one report share most of theirs."""
    text = "".join(run.text for run in runs)
    sizes = [run.size for run in runs for _ in run.text]
    if not text:
        size = runs[0].size if runs else 12.0
        return (Line(0, 0, 0.0, size),)
    widths = glyph_widths(runs, setting)
    lines: list[Line] = []
    start = 0
    while start < len(text):
        end = _line_end(text, widths, start, setting, first=not lines)
        last = end - 1 if text[end - 1] == "\n" else end
        lines.append(Line(start, last, sum(widths[start:last]), max(sizes[start:end])))
        start = end
    if text.endswith("\n"):
        lines.append(Line(len(text), len(text), 0.0, sizes[-1]))
    return tuple(lines)


def widest_piece(runs: tuple[TextRun, ...], setting: LineSetting, spans: tuple[tuple[int, int], ...]) -> float:
    """Return the width of the widest of the spans."""
    widths = glyph_widths(runs, setting)
    return max((sum(widths[start:end]) for start, end in spans), default=0.0)


def _line_end(text: str, widths: list[float], start: int, setting: LineSetting, *, first: bool) -> int:
    room = setting.width - (setting.first_indent if first else 0.0) + 0.01
    used = 0.0
    possible = start
    for index in range(start, len(text)):
        char = text[index]
        if char == "\n":
            return index + 1
        if index > start and may_break(text, index):
            possible = index
        used += widths[index]
        if used > room and not _fits_anyhow(char, widths[index], used, room, setting):
            return possible if possible > start else max(index, start + 1)
    return len(text)


def _fits_anyhow(char: str, width: float, used: float, room: float, setting: LineSetting) -> bool:
    """A space at the end takes no room, a hanging sign stands in the margin, a closing sign gives up half of itself."""
    if char == " ":
        return True
    if setting.hang and char in HANGING:
        return used - width <= room
    return setting.compress and char in _CLOSING and is_wide(char) and used - width / 2 <= room


@lru_cache(maxsize=16384)
def _script(char: str) -> int:
    """1 for a Chinese character, -1 for a Latin letter or digit, 0 for what takes no space beside it."""
    if "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf":
        return 1
    return -1 if (char.isascii() and char.isalnum()) or char == "%" else 0
