"""What a document is once it is read: sections, paragraphs, tables, pictures, with numbers in pt after inheritance."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.documents.boxes import Paragraph
from reportgen.documents.word_styles import StyleSheet


@dataclass(frozen=True)
class WordPicture:
    """A drawing in a line of text: size in pt, alternative text, whether it floats."""

    width: float
    height: float
    name: str
    descr: str
    floats: bool
    element: etree._Element = field(compare=False)

    @property
    def decorative(self) -> bool:
        """Whether it is marked as decoration, which says nothing."""
        return any(element.get("val") != "0" for element in self.element.iter("{*}decorative"))


@dataclass(eq=False)
class WordBlock:
    """A paragraph of the body or of a cell."""

    element: etree._Element
    style: str
    style_name: str
    paragraph: Paragraph
    outline: int | None
    label: str
    keep_next: bool
    keep_lines: bool
    break_before: bool
    widow_control: bool
    snap: bool
    pictures: tuple[WordPicture, ...]
    direct: bool  # bold or a size of its own over nearly all of the text
    number: int = 0  # the paragraph's number in the body
    ends_page: bool = False  # a page break is the last that it holds
    page: int = 0
    top: float = 0.0

    @property
    def text(self) -> str:
        """The characters without the label."""
        return self.paragraph.text.removeprefix(self.label)


@dataclass(eq=False)
class WordCell:
    """A cell: its width, its paragraphs, what it spans."""

    width: float
    blocks: tuple[WordBlock, ...]
    span: int = 1
    merged: bool = False


@dataclass(eq=False)
class WordTable:
    """A table of the body."""

    element: etree._Element
    rows: tuple[tuple[WordCell, ...], ...]
    heads: int
    grid: tuple[float, ...]
    indent: float
    row_heights: tuple[float, ...]
    cant_split: tuple[bool, ...]
    style: str
    cell_margins: tuple[float, float, float, float]  # left, top, right, bottom
    number: int = 0
    page: int = 0
    last_page: int = 0
    top: float = 0.0
    split_rows: tuple[int, ...] = ()
    known_heights: dict["WordSection", list[float]] = field(
        default_factory=dict, repr=False
    )  # of its rows, by page setting

    @property
    def width(self) -> float:
        """The width of its columns together."""
        return sum(self.grid)

    @property
    def margins(self) -> float:
        """The left and right margin of its cells together."""
        return self.cell_margins[0] + self.cell_margins[2]

    @property
    def kept(self) -> bool:
        """Whether its last row stays with what follows."""
        return bool(self.rows) and self.row_kept(len(self.rows) - 1)

    def row_kept(self, row: int) -> bool:
        """Whether a row stays with the next one, or the last row with what follows."""
        return any(block.keep_next for cell in self.rows[row] for block in cell.blocks)

    def chains(self) -> Iterator[range]:
        """Yield the rows that stay together; those of the head go with the first."""
        start = 0
        for row in range(min(self.heads, len(self.rows) - 1), len(self.rows)):
            if not self.row_kept(row) or row == len(self.rows) - 1:
                yield range(start, row + 1)
                start = row + 1

    def blocks(self) -> Iterator[WordBlock]:
        """Yield the paragraphs of all cells."""
        for row in self.rows:
            for cell in row:
                yield from cell.blocks


@dataclass(frozen=True)
class WordSection:
    """A page setting, in pt."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    grid: str
    pitch: float
    kind: str
    element: etree._Element = field(compare=False)
    start: int | None = None

    @property
    def text_width(self) -> float:
        """The width of the text block."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height of the text block."""
        return self.height - self.top - self.bottom


@dataclass(eq=False)
class WordDocument:
    """A document: its sections, each with its blocks; once it is laid out, its pages and how far those are filled that run on."""

    sections: list[tuple[WordSection, list[WordBlock | WordTable]]]
    styles: StyleSheet
    root: etree._Element
    pages: int = 0
    fills: dict[int, float] = field(default_factory=dict)

    def items(self) -> Iterator[WordBlock | WordTable]:
        """Yield the paragraphs and tables of the body."""
        for _, items in self.sections:
            yield from items

    def blocks(self) -> Iterator[WordBlock]:
        """Yield all paragraphs, those of tables at their place."""
        return (block for _, block in self.placed())

    def placed(self) -> Iterator[tuple[WordSection, WordBlock]]:
        """Yield all paragraphs with their section."""
        for section, items in self.sections:
            for item in items:
                for block in (item,) if isinstance(item, WordBlock) else item.blocks():
                    yield section, block
