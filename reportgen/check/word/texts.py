"""The rules on what a report says and how it is built (T01, T06 to T09, D02, D03, D06 to D08)."""

from collections.abc import Iterator
from functools import lru_cache

from reportgen.check.places import on_block, on_file
from reportgen.check.rules import Limits
from reportgen.check.shared.pictures import picture_faults
from reportgen.check.shared.typography import Fault, dressed, set_in_lines, written
from reportgen.check.word.fields import is_contents
from reportgen.documents.typeset.lines import Line, Run
from reportgen.documents.word_blocks import Block, Document, Section, Table
from reportgen.findings import Finding, Place
from reportgen.ooxml.parsed_package import Opened

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def typography(file: str, document: Document, limits: Limits) -> Iterator[Finding]:
    """T01 and T06 to T09 of all paragraphs."""
    least = limits.of("T01")["report"]
    for section, block, width in _placed(document):
        paragraph = block.paragraph
        smallest = min((run.size for run in paragraph.runs if run.text.strip()), default=None)
        if smallest is not None and smallest < least:
            yield on_block("T01", file, block, section, f"text of {smallest:g} pt", f"at least {least:g} pt")
        lines = paragraph.lines(width) if not is_contents(block) and width is not None else ()
        for rule, level, what, hint in _faults(_plain(block), paragraph.runs, lines):
            yield on_block(rule, file, block, section, what, hint, level)


@lru_cache(maxsize=4096)
def _faults(text: str, runs: tuple[Run, ...], lines: tuple[Line, ...]) -> tuple[Fault, ...]:
    """What is wrong with one paragraph; parts of one report share most of theirs."""
    whole = "".join(run.text for run in runs)
    return (*written(text), *dressed(runs), *set_in_lines(whole, lines, "warning"))


def _plain(block: Block) -> str:
    return block.text.replace("\t", "\u3000") if is_contents(block) else block.text


def _placed(document: Document) -> Iterator[tuple[Section, Block, float | None]]:
    """Each paragraph with its section and the width of its column; that of a cell is not told where columns are merged."""
    for section, items in document.sections:
        for item in items:
            if isinstance(item, Block):
                yield section, item, section.text_width
                continue
            for row in item.rows:
                for column, cell in enumerate(row):
                    for block in cell.blocks:
                        width = item.grid[column] if len(row) == len(item.grid) else None
                        yield section, block, width - item.margins if width else None


def tables(file: str, document: Document, limits: Limits) -> Iterator[Finding]:
    """D03."""
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, Table) or len(item.rows) < 2:
                continue
            if not item.heads:
                yield on_block(
                    "D03", file, item, section, "the table has no head row", "switch on “Repeat as header row”"
                )
            if any(cell.merged for row in item.rows for cell in row):
                yield on_block(
                    "D03", file, item, section, "the table has merged cells", "repeat the value, or split the table"
                )


def drawings(file: str, document: Document, members: Opened, limits: Limits) -> Iterator[Finding]:
    """D06, and D08 for what floats."""
    arrows = {item.id: item.target for item in members.arrows("word/document.xml").items}
    limit = limits.of("D06")
    for section, items in document.sections:
        for item in items:
            for picture in item.pictures if isinstance(item, Block) else ():
                if picture.floats and not picture.decorative:
                    what = f'"{picture.name}" floats over the text'
                    yield on_block("D08", file, item, section, what, "set it in line with the text")
                for blip in picture.element.iter(f"{_A}blip"):
                    member = members.get(arrows.get(blip.get(f"{_R}embed", ""), ""))
                    if member is None:
                        continue
                    crop = _crop(blip)
                    faults = picture_faults(
                        member.content, picture.width, picture.height, crop, limit["report"], limit["aspect"]
                    )
                    for rule, level, what, hint in faults:
                        yield on_block(rule, file, item, section, f'"{picture.name}": {what}', hint, level)


def _crop(blip: object) -> tuple[float, float, float, float]:
    parent = blip.getparent()  # type: ignore[attr-defined]
    cut = parent.find(f"{_A}srcRect") if parent is not None else None
    numbers = [int(cut.get(side, "0")) / 100000 if cut is not None else 0.0 for side in "ltrb"]
    return numbers[0], numbers[1], numbers[2], numbers[3]


def blank_paragraphs(file: str, document: Document, limits: Limits) -> Iterator[Finding]:
    """D08: empty paragraphs in a row make space."""
    for section, items in document.sections:
        empty = 0
        for item in items:
            blank = (
                isinstance(item, Block)
                and not item.text.strip()
                and not item.pictures
                and item.element.find("./*/{*}sectPr") is None
            )
            empty = empty + 1 if blank else 0
            if empty == limits.of("D08")["empty"] + 1:
                yield on_block(
                    "D08", file, item, section, "empty paragraphs make space", "set space before or after instead"
                )


def properties(file: str, members: Opened) -> Iterator[Finding]:
    """D07."""
    core = members["docProps/core.xml"].content if "docProps/core.xml" in members else b""
    title = core.partition(b"<dc:title>")[2].partition(b"</dc:title>")[0]
    if not title.strip():
        yield on_file(
            "D07", Place(file, "docProps/core.xml"), "the document has no title", "set it in the properties of the file"
        )
    language = core.partition(b"<dc:language>")[2].partition(b"</dc:language>")[0]
    styles = members["word/styles.xml"].content if "word/styles.xml" in members else b"zh-CN"
    if not language.strip() and b"zh-CN" not in styles:
        yield on_file(
            "D07", Place(file, "word/styles.xml"), "no language is named", "set Chinese as the language of the text"
        )
