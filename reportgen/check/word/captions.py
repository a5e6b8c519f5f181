"""The rules on figures and tables of a report (W03, W05, W10, F08): captions, numbers, mentions, widths, sources."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.check.shared.common_rules import SOURCE_NAMED
from reportgen.check.word.headings import NO_STOP
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection, WordTable
from reportgen.findings import Finding, LimitedRule, Rule, finds

_CAPTION = re.compile(r"^(图|表|Figure|Table)\s*(\d+)[\s\u3000:：.、]*(.*)")
_KINDS = {"图": "图", "表": "表", "Figure": "图", "Table": "表"}
_NAMES = {"图": "(?:图|Figure)", "表": "(?:表|Table)"}
_SOURCE = re.compile("(数据|资料|图片)?来源[：:]|注[：:]|Sources?[：:]")
_BAND_ROWS = 1
_LONGEST = 60  # characters of a caption


class Width(NamedTuple):
    """By how much a table or a picture may pass the text block, and the width of the widest picture, in pt."""

    tolerance: float = 1.42
    picture: float = 442.2


CAPTIONED = Rule(
    "W03", "error", "captions are beside their figure or table, numbered, and mentioned before it", lenient=True
)
IN_TEXT_BLOCK = LimitedRule(
    "W05", "error", "tables and pictures fill the text block and no more", lenient=True, limits=Width()
)


@finds(CAPTIONED, NO_STOP, SOURCE_NAMED)
def captions(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Captions, their numbers and their sources."""
    seen = ""
    counts = {"图": 0, "表": 0}
    for section, items in document.sections:
        for index, item in enumerate(items):
            if not isinstance(item, WordBlock):
                continue
            found = _captions(item)
            for match in found:
                kind = _KINDS[match.group(1)]
                yield from _counted(file, item, section, match, counts)
                yield from _mentioned(file, document, item, section, match, seen)
                if match is found[0]:
                    yield from _neighbours(file, kind, items, index, section)
                if match.group(3).rstrip()[-1:] in "。.":
                    yield on_block(NO_STOP, file, item, section, "the caption ends with a stop", "remove it")
            if not found:
                seen += item.text
        yield from _uncaptioned(file, section, items)


def _counted(
    file: str, item: WordBlock, section: WordSection, match: re.Match[str], counts: dict[str, int]
) -> Iterator[Finding]:
    """Figures and tables are numbered from 1 in their order; `counts` says how many there were."""
    kind, number = _KINDS[match.group(1)], int(match.group(2))
    counts[kind] += 1
    if number != counts[kind]:
        what = f"{kind}{number} is the {counts[kind]}. of its kind"
        yield on_block(CAPTIONED, file, item, section, what, f"{kind}{counts[kind]}")
        counts[kind] = number


def _mentioned(
    file: str, document: WordDocument, item: WordBlock, section: WordSection, match: re.Match[str], seen: str
) -> Iterator[Finding]:
    kind, number = _KINDS[match.group(1)], match.group(2)
    named = re.compile(rf"{_NAMES[kind]}\s?{int(number)}(?!\d)")
    if not named.search(seen):
        later = any(named.search(block.text) for block in document.blocks() if not _captions(block))
        what = f"{kind}{number} is mentioned {'only after it' if later else 'nowhere'}"
        yield on_block(CAPTIONED, file, item, section, what, f"write “见{kind}{number}” in the text before it")


def _captions(item: WordBlock) -> list[re.Match[str]]:
    """The captions in a paragraph: one, or those of figures that stand side by side, parted by tabs."""
    pieces = [piece for piece in item.text.split("\t") if piece]
    matches = [_CAPTION.match(piece) for piece in pieces]
    found = [match for match in matches if match is not None and len(match.string) <= _LONGEST]
    styled = _is_styled(item) or item.paragraph.align == "center"
    return found if styled and len(found) == len(pieces) else []


def _caption(item: WordBlock | WordTable) -> re.Match[str] | None:
    found = _captions(item) if isinstance(item, WordBlock) else []
    return found[0] if found else None


def _neighbours(
    file: str, kind: str, items: list[WordBlock | WordTable], index: int, section: WordSection
) -> Iterator[Finding]:
    item = items[index]
    before = items[index - 1] if index else None
    after = items[index + 1] if index + 1 < len(items) else None
    if kind == "图":
        if not (isinstance(before, WordBlock) and before.pictures):
            yield on_block(
                CAPTIONED,
                file,
                item,
                section,
                "no figure stands right above the caption",
                "put the caption under its figure",
            )
        elif before.page != item.page:
            yield on_block(
                CAPTIONED, file, item, section, "its figure is on another page", "keep the figure with its caption"
            )
        elif not before.keep_next:
            yield on_block(
                CAPTIONED, file, before, section, "the figure may part from its caption", "switch on “Keep with next”"
            )
        yield from _sourced(file, items, index + 1, item, section)
    else:
        if not isinstance(after, WordTable):
            yield on_block(
                CAPTIONED,
                file,
                item,
                section,
                "no table stands right below the caption",
                "put the caption above its table",
            )
        elif after.page != item.page:
            yield on_block(
                CAPTIONED, file, item, section, "its table is on another page", "keep the caption with its table"
            )
        elif isinstance(item, WordBlock) and not item.keep_next:
            yield on_block(
                CAPTIONED, file, item, section, "the caption may part from its table", "switch on “Keep with next”"
            )
        yield from _sourced(file, items, index + 2, item, section)


def _sourced(
    file: str, items: list[WordBlock | WordTable], index: int, caption: WordBlock | WordTable, section: WordSection
) -> Iterator[Finding]:
    note = items[index] if index < len(items) else None
    if not (isinstance(note, WordBlock) and _SOURCE.match(note.text.strip())):
        yield on_block(
            SOURCE_NAMED, file, caption, section, "it has no source line", "write 数据来源：… in the next paragraph"
        )


def _uncaptioned(file: str, section: WordSection, items: list[WordBlock | WordTable]) -> Iterator[Finding]:
    for index, item in enumerate(items):
        if isinstance(item, WordTable):
            if len(item.rows) > _BAND_ROWS and not _is(items, index - 1, "表") and not _continued(items, index - 1):
                yield on_block(
                    CAPTIONED, file, item, section, "the table has no caption above it", "give it 表 and a number"
                )
        elif any(not picture.floats for picture in item.pictures) and not _is_caption(items, index + 1):
            large = max(picture.height for picture in item.pictures) > 70
            if large:
                yield on_block(
                    CAPTIONED, file, item, section, "the figure has no caption under it", "give it 图 and a number"
                )


def _is_caption(items: list[WordBlock | WordTable], index: int) -> bool:
    """A figure has a number, a photo plate a caption only."""
    item = items[index] if index < len(items) else None
    return isinstance(item, WordBlock) and (_is_styled(item) or _is(items, index, "图"))


def _is_styled(item: WordBlock) -> bool:
    return any(word in item.style_name.lower() for word in ("caption", "图注", "题注"))


def _is(items: list[WordBlock | WordTable], index: int, kind: str) -> bool:
    match = _caption(items[index]) if 0 <= index < len(items) else None
    return match is not None and _KINDS[match.group(1)] == kind


def _continued(items: list[WordBlock | WordTable], index: int) -> bool:
    item = items[index] if 0 <= index < len(items) else None
    return isinstance(item, WordBlock) and item.text.startswith("续表")


@finds(IN_TEXT_BLOCK)
def widths(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Widths of tables and pictures."""
    limit = limits.of(IN_TEXT_BLOCK)
    for section, items in document.sections:
        for item in items:
            if isinstance(item, WordTable):
                off = item.width + item.indent - section.text_width
                if abs(off) > limit.tolerance:
                    what = f"the table is {abs(off) / 72 * 25.4:.1f} mm too {'wide' if off > 0 else 'narrow'}"
                    yield on_block(
                        IN_TEXT_BLOCK,
                        file,
                        item,
                        section,
                        what,
                        f"{section.text_width / 72 * 25.4:.0f} mm, as the text block",
                    )
                if any(not split for split in item.cant_split) and len(item.rows) > 1:
                    what = "a row may split over two pages"
                    yield on_block(
                        IN_TEXT_BLOCK, file, item, section, what, "switch off “Allow row to break across pages”"
                    )
                continue
            for picture in item.pictures:
                over = picture.width - min(section.text_width, limit.picture)
                if over > limit.tolerance and not picture.floats:
                    what = f"the picture is {over / 72 * 25.4:.1f} mm wider than the text block"
                    yield on_block(IN_TEXT_BLOCK, file, item, section, what, "156 mm at most")
