"""The rules on what a report says and how it is built (T01, T06 to T09, T13, T14, D03, D06 to D08)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.check.shared.common_rules import TABLE_READABLE
from reportgen.check.shared.pictures import SHARP, picture_faults
from reportgen.check.shared.typography import (
    FILLED_IN,
    FONTS,
    LEGIBLE,
    LINES,
    PARTED,
    PUNCTUATION,
    SPACING,
    Fault,
    dressed,
    set_in_lines,
    written,
)  # fmt: skip
from reportgen.check.word.fields import is_contents
from reportgen.documents.typeset.lines import Line, TextRun
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection, WordTable
from reportgen.findings import Finding, LimitedRule, Place, Rule, finds
from reportgen.ooxml.parsed_package import Opened

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Blanks(NamedTuple):
    """How many empty paragraphs may follow each other."""

    empty: int = 1


TITLE_AND_LANGUAGE = Rule("D07", "warning", "the document states its title and language")
IN_LINE = LimitedRule("D08", "warning", "nothing floats, and no empty paragraphs make space", limits=Blanks())


@finds(LEGIBLE, LINES, PARTED, SPACING, FONTS, FILLED_IN, PUNCTUATION)
def typography(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Letters and lines of all paragraphs."""
    least = limits.of(LEGIBLE).report
    for section, block, width in _placed(document):
        paragraph = block.paragraph
        smallest = min((run.size for run in paragraph.runs if run.text.strip()), default=None)
        if smallest is not None and smallest < least:
            yield on_block(LEGIBLE, file, block, section, f"text of {smallest:g} pt", f"at least {least:g} pt")
        lines = paragraph.lines(width) if not is_contents(block) and width is not None else ()
        for rule, what, hint in _faults(_plain(block), paragraph.runs, lines):
            yield on_block(rule, file, block, section, what, hint)


@lru_cache(maxsize=4096)
def _faults(text: str, runs: tuple[TextRun, ...], lines: tuple[Line, ...]) -> tuple[Fault, ...]:
    """What is wrong with one paragraph; parts of one report share most of theirs."""
    whole = "".join(run.text for run in runs)
    return (*written(text), *dressed(runs), *set_in_lines(whole, lines, PARTED))


def _plain(block: WordBlock) -> str:
    return block.text.replace("\t", "\u3000") if is_contents(block) else block.text


def _placed(document: WordDocument) -> Iterator[tuple[WordSection, WordBlock, float | None]]:
    """Each paragraph with its section and the width of its column; that of a cell is not told where columns are merged."""
    for section, items in document.sections:
        for item in items:
            if isinstance(item, WordBlock):
                yield section, item, section.text_width
                continue
            for row in item.rows:
                for column, cell in enumerate(row):
                    for block in cell.blocks:
                        width = item.grid[column] if len(row) == len(item.grid) else None
                        yield section, block, width - item.margins if width else None


@finds(TABLE_READABLE)
def tables(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Tables."""
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, WordTable) or len(item.rows) < 2:
                continue
            if not item.heads:
                yield on_block(
                    TABLE_READABLE, file, item, section, "the table has no head row", "switch on “Repeat as header row”"
                )
            if any(cell.merged for row in item.rows for cell in row):
                yield on_block(
                    TABLE_READABLE,
                    file,
                    item,
                    section,
                    "the table has merged cells",
                    "repeat the value, or split the table",
                )


@finds(IN_LINE, SHARP)
def drawings(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """Pictures, and what floats."""
    arrows = {item.id: item.target for item in members.arrows("word/document.xml").items}
    limit = limits.of(SHARP)
    for section, items in document.sections:
        for item in items:
            for picture in item.pictures if isinstance(item, WordBlock) else ():
                if picture.floats and not picture.decorative:
                    what = f'"{picture.name}" floats over the text'
                    yield on_block(IN_LINE, file, item, section, what, "set it in line with the text")
                for blip in picture.element.iter(f"{_A}blip"):
                    member = members.get(arrows.get(blip.get(f"{_R}embed", ""), ""))
                    if member is None:
                        continue
                    crop = _crop(blip)
                    faults = picture_faults(
                        member.content, picture.width, picture.height, crop, limit.report, limit.aspect
                    )
                    for rule, what, hint in faults:
                        yield on_block(rule, file, item, section, f'"{picture.name}": {what}', hint)


def _crop(blip: object) -> tuple[float, float, float, float]:
    parent = blip.getparent()  # type: ignore[attr-defined]
    cut = parent.find(f"{_A}srcRect") if parent is not None else None
    numbers = [int(cut.get(side, "0")) / 100000 if cut is not None else 0.0 for side in "ltrb"]
    return numbers[0], numbers[1], numbers[2], numbers[3]


@finds(IN_LINE)
def blank_paragraphs(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Empty paragraphs in a row make space."""
    for section, items in document.sections:
        empty = 0
        for item in items:
            blank = (
                isinstance(item, WordBlock)
                and not item.text.strip()
                and not item.pictures
                and item.element.find("./*/{*}sectPr") is None
            )
            empty = empty + 1 if blank else 0
            if empty == limits.of(IN_LINE).empty + 1:
                yield on_block(
                    IN_LINE, file, item, section, "empty paragraphs make space", "set space before or after instead"
                )


@finds(TITLE_AND_LANGUAGE)
def properties(file: str, members: Opened) -> Iterator[Finding]:
    """Title and language."""
    core = members["docProps/core.xml"].content if "docProps/core.xml" in members else b""
    title = core.partition(b"<dc:title>")[2].partition(b"</dc:title>")[0]
    if not title.strip():
        yield TITLE_AND_LANGUAGE.at(
            Place(file, "docProps/core.xml"), "the document has no title", "set it in the properties of the file"
        )
    language = core.partition(b"<dc:language>")[2].partition(b"</dc:language>")[0]
    styles = members["word/styles.xml"].content if "word/styles.xml" in members else b"zh-CN"
    if not language.strip() and b"zh-CN" not in styles:
        yield TITLE_AND_LANGUAGE.at(
            Place(file, "word/styles.xml"), "no language is named", "set Chinese as the language of the text"
        )
