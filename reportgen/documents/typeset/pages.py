"""Laying a document out on pages, without a renderer. In: Document; out: the same with the page and place of each block.

Follows exact pitches, space before and after, keep-with-next, widow control, rows that do not split and repeated head rows.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from reportgen.documents.typeset.widths import line_height
from reportgen.documents.word import parts_read, read_parts
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection, WordTable
from reportgen.ooxml.package import Member

_ANNEX = re.compile(r"(?:附件|Annex)\s*\d*")
_TOLERANCE = 0.6  # pt that a last line may stand over: renderers round


def laid_out(members: dict[str, Member]) -> WordDocument:
    """Return the document in a package, laid out; who fills it and who checks it ask for the same."""
    return _laid_out(*parts_read(members))


@lru_cache(maxsize=1)
def _laid_out(document: bytes, styles: bytes, theme: bytes, numbering: bytes) -> WordDocument:
    return lay_out(read_parts(document, styles, theme, numbering))


def lay_out(document: WordDocument) -> WordDocument:
    """Set page and top of every block; return the document."""
    page = 0
    for number, (section, items) in enumerate(document.sections):
        flow = Flow(section, page if section.kind == "continuous" and number else page + 1)
        flow.place(items)
        page = flow.page
        document.fills |= {number: end / section.text_height for number, end in flow.ends}
    document.pages = page
    return document


def heading_pages(document: WordDocument) -> list[tuple[WordBlock, int]]:
    """Return the headings of a laid-out document, each with the page number that is printed on its page."""
    headings = [block for block in document.blocks() if block.outline is not None and block.text.strip()]
    offset = printed_page(document, 0)
    return [(block, block.page + offset) for block in headings]


def annex_titles(document: WordDocument) -> list[WordBlock]:
    """Return the titles of annexes: what stands below a line that says 附件 or Annex, with a number or without."""
    found, mark = [], False
    for item in document.items():
        if isinstance(item, WordBlock) and item.text.strip():
            if mark and item.outline is None:
                found.append(item)
            mark = _ANNEX.fullmatch(item.text.strip()) is not None
    return found


def printed_page(document: WordDocument, page: int) -> int:
    """Return the number that is printed on a page of the body; the first section with headings begins to count."""
    headings = [block for block in document.blocks() if block.outline is not None and block.text.strip()]
    first = next((s for s, items in document.sections if any(item in headings for item in items)), None)
    start = next((item.page for s, items in document.sections if s is first for item in items), 1)
    return page - start + (first.start if first is not None and first.start is not None else start)


def lines_of(block: WordBlock, width: float) -> int:
    """Return the number of lines that a block has in a column."""
    return len(block.paragraph.lines(width))


def height_of(block: WordBlock, width: float, section: WordSection) -> float:
    """Return the height of a block without the space around it."""
    inline = max((picture.height for picture in block.pictures if not picture.floats), default=0.0)
    paragraph = block.paragraph
    if paragraph.exact is not None:
        return paragraph.exact * lines_of(block, width) if not inline or block.text else paragraph.exact
    total = 0.0
    for line in paragraph.lines(width):
        family = paragraph.runs[0].chinese or paragraph.runs[0].latin
        pitch = line.size * line_height(family) * paragraph.multiple
        if block.snap and section.pitch and section.grid in ("lines", "linesAndChars"):
            pitch = section.pitch * max(1, -(-round(pitch, 2) // section.pitch))
        total += pitch
    return max(total, inline) if inline else total


def row_height(table: WordTable, row: int, section: WordSection) -> float:
    """Return the height of a row of a table."""
    left, top, right, bottom = table.cell_margins
    tallest = table.row_heights[row]
    column = 0
    for cell in table.rows[row]:
        width = sum(table.grid[column : column + cell.span]) or cell.width
        column += cell.span
        height = top + bottom
        for block in cell.blocks:
            height += height_of(block, width - left - right, section) + block.paragraph.before + block.paragraph.after
        tallest = max(tallest, height)
    return tallest


class Flow:
    """Fills the pages of one section; `ends` says how far each page is filled that ran on to the next: number and pt."""

    def __init__(self, section: WordSection, page: int, y: float = 0.0, after: float = 0.0) -> None:
        self.section = section
        self.page = page
        self.y = y
        self.ends: list[tuple[int, float]] = []
        self.hard = not y  # the page begins because somebody wants it to: space before its first paragraph stays
        self.full = False  # a page break was the last on the page
        self.after = after  # the space after the last paragraph, which the space before the next one only adds to where it is larger

    @property
    def room(self) -> float:
        """What is left of the page, with the tolerance of renderers."""
        return self.section.text_height - self.y + _TOLERANCE

    def place(self, items: Sequence[WordBlock | WordTable]) -> None:
        """Set page and top of blocks and tables, below those that are placed already."""
        index = 0
        while index < len(items):
            first = items[index]
            if self.full or (isinstance(first, WordBlock) and first.break_before and self.y > 0):
                self._turn(hard=True)
            group = self._group(items, index)
            need = self.need(group)
            if need > self.section.text_height and len(group) > 1:
                group = group[:1]  # a chain that no page can hold is followed link by link
                need = self.need(group)
            if need > self.room and self.y > 0 and need <= self.section.text_height:
                self._turn()
            for number, item in enumerate(group):
                if isinstance(item, WordBlock):
                    self._block(item)
                else:
                    self._table(item, self.need(group[number + 1 :]) if item.kept else 0.0)
            index += len(group)

    def need(self, group: Sequence[WordBlock | WordTable]) -> float:
        """Return what must fit on one page: what is kept together up to a table that may go on over pages, or to the end."""
        total = 0.0
        for number, item in enumerate(group):
            whole = not isinstance(item, WordTable) or len(list(item.chains())) < 2
            total += self._least(item, last=number == len(group) - 1)
            if not whole:
                break
        return total

    def _group(self, items: Sequence[WordBlock | WordTable], index: int) -> Sequence[WordBlock | WordTable]:
        """A block with those that it is kept with."""
        end = index
        while end < len(items) - 1:
            item = items[end]
            if not (item.keep_next if isinstance(item, WordBlock) else item.kept):
                break
            end += 1
        return items[index : end + 1]

    def _least(self, item: WordBlock | WordTable, *, last: bool) -> float:
        """What must fit on the page with the blocks before: all of a kept block, two lines of a text, the head of a table."""
        if isinstance(item, WordTable):
            heights = self._row_heights(item)
            first = next(item.chains(), range(0))
            return sum(heights[: first.stop])
        height = self._height(item)
        lines = lines_of(item, self.section.text_width)
        if last and not item.keep_lines and lines > 3:
            height = height / lines * 2
        return height + item.paragraph.before + (0.0 if last else item.paragraph.after)

    def _height(self, item: WordBlock) -> float:
        return height_of(item, self.section.text_width, self.section)

    def _row_heights(self, table: WordTable) -> list[float]:
        if self.section not in table.known_heights:  # the same table is tried at many places
            heights = [row_height(table, row, self.section) for row in range(len(table.rows))]
            table.known_heights[self.section] = heights
        return table.known_heights[self.section]

    def _turn(self, *, hard: bool = False) -> None:
        if not hard:  # else somebody wants the next page: this one is the last of its part
            self.ends.append((self.page, self.y))
        self.page += 1
        self.y = self.after = 0.0
        self.hard, self.full = hard, False

    def _block(self, item: WordBlock) -> None:
        if self.full or (item.break_before and self.y > 0):
            self._turn(hard=True)
        height, lines = self._height(item), lines_of(item, self.section.text_width)
        before = max(item.paragraph.before - self.after, 0.0) if self.y or self.hard else 0.0
        if before + height > self.room and self.y > 0:
            fitting = int((self.room - before) / (height / lines)) if lines else 0
            if item.widow_control:
                fitting = 0 if lines < 4 and fitting < lines else min(fitting, lines - 2)
                fitting = 0 if fitting < 2 else fitting
            if item.keep_lines or fitting <= 0:
                self._turn()
                before = 0.0
        item.page, item.top = self.page, self.y + before
        self.y += before + height
        while self.y > self.section.text_height + _TOLERANCE:
            pitch = height / lines
            left = self.section.text_height + _TOLERANCE - item.top
            fitting = (
                max(1, int(left / pitch))
                if item.page == self.page
                else int((self.section.text_height + _TOLERANCE) / pitch)
            )
            if item.widow_control and item.page == self.page:
                fitting = max(1, min(fitting, lines - 2))
            rest = height - fitting * pitch
            if rest <= 0 or rest >= height:
                break
            height, lines = rest, max(1, lines - fitting)
            self.ends.append((self.page, self.y - rest))
            self.page += 1
            self.y = rest
        self.after, self.hard, self.full = item.paragraph.after, False, item.ends_page
        self.y += item.paragraph.after

    def _table(self, table: WordTable, tail: float) -> None:
        """Place a table chain by chain; `tail` is the height of what stays with its last row."""
        if self.full:
            self._turn(hard=True)
        self.after, self.hard = 0.0, False
        heights = self._row_heights(table)
        head = sum(heights[: table.heads])
        split: list[int] = []
        table.page = 0
        for chain in table.chains():
            need = sum(heights[row] for row in chain) + (tail if chain.stop == len(heights) else 0.0)
            if need > self.room and self.y > 0:
                self._next_page(table, chain, need, head, split)
            for row in chain:
                self._row(table, row, heights[row], head, split)
        table.last_page = self.page
        table.split_rows = tuple(split)

    def _next_page(self, table: WordTable, chain: range, need: float, head: float, split: list[int]) -> None:
        if all(table.cant_split[row] for row in chain) or need <= self.section.text_height / 4:
            self._turn()
            self.y = head if chain.start >= table.heads else 0.0
        else:
            split.append(chain.start + 1)

    def _row(self, table: WordTable, row: int, height: float, head: float, split: list[int]) -> None:
        if height > self.room and self.y > head and table.cant_split[row]:  # of a chain that no page can hold
            self._turn()
            self.y = head if row >= table.heads else 0.0
        if not table.page:
            table.page, table.top = self.page, self.y
        for cell in table.rows[row]:
            for block in cell.blocks:
                block.page, block.top = self.page, self.y
        self.y += height
        if self.y > self.section.text_height + _TOLERANCE:
            self.ends.append((self.page, self.section.text_height))
            self.y -= self.section.text_height
            self.page += 1
