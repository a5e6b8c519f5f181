"""The rules of Chinese typography (T06 to T09) for one paragraph, wherever it stands. In: text, lines, runs; out: (rule, level, what, hint)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from reportgen.documents.typeset.kinsoku import NO_END, NO_START, is_wide, pieces
from reportgen.documents.typeset.lines import Line, Run
from reportgen.findings import Level

Fault = tuple[str, Level, str, str]
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_TYPED_SPACE = re.compile(f"[{_HAN}] +[A-Za-z0-9]|[A-Za-z0-9%] +[{_HAN}]|[{_HAN}] +[{_HAN}]|  +| +[，。、；：！？]")
_HALF = re.compile(f"(?<=[{_HAN}”’）》])[,;:?!](?=[{_HAN}“‘（《]|$)|(?<=[{_HAN}])\\((?=[^)]*[{_HAN}])|(?<=[{_HAN}])\\)")
_STRAIGHT = re.compile(f"[\"'](?=[{_HAN}])|(?<=[{_HAN}，。])[\"']")
_LEFT_OVER = re.compile(
    r"\{\{|\}\}|\{%|[\ue000-\ue0ff]|待补|TODO|TBD|×××|XXX|单击此处|lorem ipsum|\bNone\b|\bnan\b|#REF!|#N/A|<[a-z_]+>",
    re.I,
)
_STOPS = "。，；：！？、）”’》.!?"


def written(text: str) -> Iterator[Fault]:
    """T07 without lines, and T09: what stands in a text."""
    match = _TYPED_SPACE.search(text)
    if match:
        yield "T07", "warning", f"a typed space in “{_around(text, match)}”", "the program sets the space itself"
    match = _HALF.search(text)
    if match:
        yield (
            "T07",
            "error",
            f"half-width {match.group()} in “{_around(text, match)}”",
            "write ，；：？！（） between Chinese",
        )
    match = _STRAIGHT.search(text)
    if match:
        yield "T07", "error", f"straight quote in “{_around(text, match)}”", "write “ ” or ‘ ’"
    match = _LEFT_OVER.search(text)
    if match:
        yield "T09", "error", f"“{match.group()}” is left in: {text[:40]}", "fill or remove it"


def set_in_lines(text: str, lines: Sequence[Line], parted_is: Level = "error") -> Iterator[Fault]:
    """T06, and T07 on the last line; where text flows, another font may part a number elsewhere, so that is a warning."""
    spans = pieces(text)
    for before, after in pairwise(lines):
        forced = text[before.end : before.end + 1] == "\n"
        end, start = text[max(0, before.end - 1) : before.end], text[after.start : after.start + 1]
        if start in NO_START and start:
            yield "T06", "error", f"a line begins with {start}", "move the break"
        if end in NO_END and end:
            yield "T06", "error", f"a line ends with {end}", "move the break"
        parted = next((span for span in spans if span[0] < after.start < span[1]), None)
        if parted and not forced:
            piece = text[slice(*parted)]
            left, right = text[parted[0] : after.start], text[after.start : parted[1]]
            yield "T06", parted_is, f"“{piece}” is parted: {left} | {right}", "reword so that it stays together"
    if len(lines) > 1:
        last = text[lines[-1].start : lines[-1].end].strip()
        words = last.rstrip(_STOPS)
        if len(words) == 1 and is_wide(words) and text[lines[-2].end : lines[-2].end + 1] != "\n":
            yield "T07", "warning", f"the last line is the one character {last}", "shorten or lengthen by a word"


def dressed(runs: Sequence[Run]) -> Iterator[Fault]:
    """T08."""
    for run in runs:
        han = next((char for char in run.text if is_wide(char) and char != "\u3000"), None)
        if han and not run.named_chinese:
            yield (
                "T08",
                "error",
                f"no Chinese font is named for “{run.text[:12]}”",
                "name an East Asian font in its style",
            )
            return
        lost = next((char for char in run.text if not _has_glyph(char)), None)
        if lost:
            yield "T08", "error", f"“{lost}” (U+{ord(lost):04X}) is in no usual font", "write another character"
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
