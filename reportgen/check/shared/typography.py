"""The rules of Chinese typography (T01, T06 to T09, T13, T14) for one paragraph, wherever it stands.

In: text, lines, runs; out: faults.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportgen.documents.typeset.kinsoku import NO_END, NO_START, is_wide, pieces
from reportgen.documents.typeset.lines import Line, TextRun
from reportgen.findings import LimitedRule, Rule
from reportgen.private_use import OURS


class Fault(NamedTuple):
    """What is wrong with a part of a file whose place is known elsewhere."""

    rule: Rule
    what: str
    hint: str


class Legibility(NamedTuple):
    """The smallest text of a slide, of a report, and in a chart of a report, in pt."""

    deck: float = 12
    report: float = 10.5
    figure: float = 9


_CURLED = "punctuation between Chinese becomes full-width, quotes are curled"
LEGIBLE = LimitedRule("T01", "error", "text can be read", limits=Legibility())
LINES = Rule("T06", "error", "lines begin and end as they may, on a slide a number keeps its unit")
SPACING = Rule("T07", "warning", "no typed spaces, no lonely last character", fix="typed spaces between scripts go")
FONTS = Rule(
    "T08", "error", "Chinese text has a Chinese font that has its characters", fix="Chinese text is marked as Chinese"
)
FILLED_IN = Rule("T09", "error", "no text is left to be filled")
PARTED = Rule("T13", "warning", "in a text that flows a number keeps its unit")
PUNCTUATION = Rule("T14", "error", "punctuation and quotes between Chinese are full-width", fix=_CURLED)
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_TYPED_SPACE = re.compile(f"[{_HAN}] +[A-Za-z0-9]|[A-Za-z0-9%] +[{_HAN}]|[{_HAN}] +[{_HAN}]|  +| +[，。、；：！？]")
_HALF = re.compile(f"(?<=[{_HAN}”’）》])[,;:?!](?=[{_HAN}“‘（《]|$)|(?<=[{_HAN}])\\((?=[^)]*[{_HAN}])|(?<=[{_HAN}])\\)")
_STRAIGHT = re.compile(f"[\"'](?=[{_HAN}])|(?<=[{_HAN}，。])[\"']")
_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|[" + OURS + r"]|待补|TODO|TBD|×××|XXX|单击此处|lorem ipsum|\bNone\b|\bnan\b|#REF!|#N/A|<[a-z_]+>",
    re.I,
)
_STOPS = "。，；：！？、）”’》.!?"


def written(text: str) -> Iterator[Fault]:
    """Yield what is wrong with what stands in a text."""
    match = _TYPED_SPACE.search(text)
    if match:
        yield Fault(SPACING, f"a typed space in “{_around(text, match)}”", "the program sets the space itself")
    match = _HALF.search(text)
    if match:
        yield Fault(
            PUNCTUATION,
            f"half-width {match.group()} in “{_around(text, match)}”",
            "write ，；：？！（） between Chinese",
        )
    match = _STRAIGHT.search(text)
    if match:
        yield Fault(PUNCTUATION, f"straight quote in “{_around(text, match)}”", "write “ ” or ‘ ’")
    match = _LEFT_OVER.search(text)
    if match:
        yield Fault(FILLED_IN, f"“{match.group()}” is left in: {text[:40]}", "fill or remove it")


def set_in_lines(text: str, lines: Sequence[Line], parted: Rule = LINES) -> Iterator[Fault]:
    """Yield what is wrong with the ends of lines; where text flows, another font may part a number elsewhere: pass PARTED."""
    spans = pieces(text)
    for before, after in pairwise(lines):
        forced = text[before.end : before.end + 1] == "\n"
        end, start = text[max(0, before.end - 1) : before.end], text[after.start : after.start + 1]
        if start in NO_START and start:
            yield Fault(LINES, f"a line begins with {start}", "move the break")
        if end in NO_END and end:
            yield Fault(LINES, f"a line ends with {end}", "move the break")
        piece_parted = next((span for span in spans if span[0] < after.start < span[1]), None)
        if piece_parted and not forced:
            piece = text[slice(*piece_parted)]
            left, right = text[piece_parted[0] : after.start], text[after.start : piece_parted[1]]
            yield Fault(parted, f"“{piece}” is parted: {left} | {right}", "reword so that it stays together")
    if len(lines) > 1:
        last = text[lines[-1].start : lines[-1].end].strip()
        words = last.rstrip(_STOPS)
        if len(words) == 1 and is_wide(words) and text[lines[-2].end : lines[-2].end + 1] != "\n":
            yield Fault(SPACING, f"the last line is the one character {last}", "shorten or lengthen by a word")


def dressed(runs: Sequence[TextRun]) -> Iterator[Fault]:
    """Yield what is wrong with the fonts of a text."""
    for run in runs:
        han = next((char for char in run.text if is_wide(char) and char != "\u3000"), None)
        if han and not run.named_chinese:
            yield Fault(
                FONTS,
                f"no Chinese font is named for “{run.text[:12]}”",
                "name an East Asian font in its style",
            )
            return
        lost = next((char for char in run.text if not _has_glyph(char)), None)
        if lost:
            yield Fault(FONTS, f"“{lost}” (U+{ord(lost):04X}) is in no usual font", "write another character")
            return


@lru_cache(maxsize=16384)
def _has_glyph(char: str) -> bool:
    """GBK is what every Chinese face on Windows holds."""
    if ord(char) < 0x2E80:
        return not 0xD800 <= ord(char) < 0xE000
    if 0xE000 <= ord(char) <= 0xF8FF:
        return 0xF020 <= ord(char) <= 0xF0FF  # how faces of symbols number their signs: bullets of lists
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return 0x4E00 <= ord(char) <= 0x9FA5
    return True


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 5) : match.end() + 5]
