"""Blocks around rows: which tags of a row govern it, and which rows each loop holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.template.program.pieces import Piece, Step
from reportgen.template.tags.lexer import Tag, split_tags
from reportgen.template.tags.nesting import step_of
from reportgen.template.workbook.book_parts import CELL_TAG, ROW_TAG, X
from reportgen.template.workbook.cell_texts import texts_of

BLOCK = "rgblock"
_MOST_EMPTY_ROWS = 10_000
_State = Callable[[etree._Element, Tag, tuple[Piece, ...]], etree._ProcessingInstruction]
_Found = tuple[etree._Element, Tag]


@dataclass
class BlockRows:
    """Takes block tags out of the cells of rows, in the order of the sheet; loops get a block around each of their rounds."""

    state: _State
    spans: list[list[int]] = field(default_factory=list)  # first and last row of each loop
    taken: list[int] = field(default_factory=list)  # rows of tags alone, which are not written
    _open: list[tuple[int, bool]] = field(default_factory=list)  # its loop, and whether a round of it is open

    def take_row(self, row: etree._Element) -> None:
        """Move the tags that govern a row before and after it; a row of nothing but such tags goes."""
        number = int(row.get("r", "0"))
        found = list(_tags_of(row))
        if _is_all_tags(row, found):
            for cell, tag in found:
                if tag.kind == "block":
                    row.addprevious(self._instruction(cell, tag, number, own_row=True))
            parent = row.getparent()
            if parent is not None:
                parent.remove(row)
            self.taken.append(number)
            return
        after = row
        for cell, tag in _loose(found):
            _take_out(cell, tag)
            mark = self._instruction(cell, tag, number, own_row=False)
            if tag.code.startswith("end"):
                after.addnext(mark)
                after = mark
            else:
                row.addprevious(mark)

    def _instruction(self, cell: etree._Element, tag: Tag, row: int, *, own_row: bool) -> etree._ProcessingInstruction:
        code: tuple[Piece, ...] = (Step(tag.code),)
        step = step_of(tag.code)
        if step > 0:
            loop = tag.code.startswith("for")
            self._open.append((len(self.spans) if loop else -1, loop))
            if loop:
                code = (*code, f'<{BLOCK} n="{len(self.spans)}">')
                self.spans.append([row + own_row, row])
        elif self._open and (step < 0 or tag.code.startswith(("else", "elif"))):
            loop_number, inside = self._open.pop()
            if inside:
                code = (f"</{BLOCK}>", *code)
                self.spans[loop_number][1] = row - own_row
            if step == 0:
                self._open.append((loop_number, False))
        return self.state(cell, tag, code)


def write_rows_between(data: etree._Element) -> None:
    """Write the empty rows between those whose tags govern rows, so that a loop repeats them too."""
    last: etree._Element | None = None
    governed = {row for row in data.iter(ROW_TAG) if _governs(row)}
    inside = 0
    for row in list(data.iter(ROW_TAG)):
        if last is not None and inside < len(governed):
            _fill(last, row, data)
        if row in governed:
            inside += 1
            last = row
        elif inside and inside < len(governed):
            last = row
        else:
            last = None


def _fill(before: etree._Element, row: etree._Element, data: etree._Element) -> None:
    first, end = int(before.get("r", "0")) + 1, int(row.get("r", "0"))
    if end - first <= _MOST_EMPTY_ROWS:
        for number in range(first, end):
            row.addprevious(etree.Element(ROW_TAG, {"r": str(number)}, nsmap=data.nsmap))


def _governs(row: etree._Element) -> bool:
    found = list(_tags_of(row))
    return bool(_loose(found)) or _is_all_tags(row, found)


def _tags_of(row: etree._Element) -> Iterator[_Found]:
    for cell in row.iter(CELL_TAG):
        inline = cell.find(f"{{{X}}}is")
        if inline is not None:
            for piece in split_tags("".join(text.text or "" for text in texts_of(inline))):
                if isinstance(piece, Tag):
                    yield cell, piece


def _is_all_tags(row: etree._Element, found: list[_Found]) -> bool:
    """Whether nothing but blocks and comments stands in a row; a comment alone leaves its row only as {#tr … #}."""
    if not all(tag.kind in ("block", "comment") for _, tag in found):
        return False
    if not any(tag.kind == "block" or tag.prefix == "tr" for _, tag in found):
        return False
    written: dict[etree._Element, str] = {}
    for cell in row.iter(CELL_TAG):
        if cell.find(f"{{{X}}}f") is not None or cell.find(f"{{{X}}}v") is not None:
            return False
        inline = cell.find(f"{{{X}}}is")
        written[cell] = "" if inline is None else "".join(text.text or "" for text in texts_of(inline))
    for cell, tag in found:
        written[cell] = written[cell].replace(tag.written, "", 1)
    return not any(text.strip() for text in written.values())


def _loose(found: list[_Found]) -> list[_Found]:
    """The blocks whose other end is not in their cell, and those with tr, in the order of the row."""
    loose: list[_Found] = []
    open_tags: list[_Found] = []
    last: etree._Element | None = None
    for cell, tag in [*found, (None, None)]:
        if cell is not last:
            loose += open_tags
            open_tags = []
            last = cell
        if cell is None or tag is None or tag.kind != "block":
            continue
        step = step_of(tag.code)
        if tag.prefix == "tr" or (step <= 0 and not open_tags and tag.code.startswith(("end", "else", "elif"))):
            loose.append((cell, tag))
        elif step > 0:
            open_tags.append((cell, tag))
        elif step < 0:
            open_tags.pop()
    order = {id(tag): n for n, (_, tag) in enumerate(found)}
    return sorted(loose, key=lambda item: order[id(item[1])])


def _take_out(cell: etree._Element, tag: Tag) -> None:
    for text in cell.iter(f"{{{X}}}t"):
        if tag.written in (text.text or ""):
            text.text = (text.text or "").replace(tag.written, "", 1)
            return
