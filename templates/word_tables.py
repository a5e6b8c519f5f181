"""The tables of the report's template: a data table whose rows and columns repeat. Out: elements with tags."""

from word_styles import SHIFTS
from word_table_styles import rule
from word_xml import TEXT_WIDTH, Element, el, paragraph, run, tag, val

_SAMPLE = (1800, 5244, 1800)  # as the designer sees them; a filled table takes the widths of its data
_ALIGNMENTS = (("right", "Right"), ("center", "Centre"))


def data_table(width: int = TEXT_WIDTH) -> Element:
    """A three-line table; the engine gives it the columns of its data and a grid to match.

    The first rows stay with the head and the last ones with the note; between them the table may go on over the page.
    """
    rules = el("w:tblBorders", rule("top", 12), rule("bottom", 12))
    return table(
        "ThreeLine",
        rules,
        None,
        width,
        row(_repeated("block.columns", _aligned("TableHead", "c.head")), head=True, ruled=True),
        _tag_row("{%tr for r in block.rows %}"),
        _tag_row("{%tr if r.loose %}"),
        row(_repeated("r.cells", _aligned("TableCell", "c.text", tuple(SHIFTS), loose=True))),
        _tag_row("{%tr else %}"),
        row(_repeated("r.cells", _aligned("TableCell", "c.text", tuple(SHIFTS)))),
        _tag_row("{%tr endif %}"),
        _tag_row("{%tr endfor %}"),
    )


def _repeated(values: str, content: list[Element]) -> list[list[Element]]:
    return [loop_cell(f"{{%tc for c in {values} %}}"), content, loop_cell("{%tc endfor %}")]


def _aligned(style: str, value: str, shifts: tuple[str, ...] = (), *, loose: bool = False) -> list[Element]:
    """The content of a cell in the paragraph style that its column's alignment asks for, and the place of its decimal point."""

    def cell(name: str, *before: Element) -> Element:
        return paragraph(name, *before, f"{{{{ {value} }}}}", properties=(val("w:keepNext", 0),) if loose else ())

    content: list[Element] = []
    for word, suffix in (*((shift, f"Right{shift}") for shift in shifts), *_ALIGNMENTS):
        field = "shift" if word in shifts else "align"
        content.append(tag(f'{"elif" if content else "if"} c.{field} == "{word}"'))
        content.append(cell(style + suffix))
    return [*content, tag("else"), cell(style, run("{% width c.width %}", "TagInLine")), tag("endif")]


def loop_cell(code: str) -> list[Element]:
    """Return the content of a cell that repeats the cells before the next."""
    return [paragraph("Tag", code)]


def table(style: str, rules: Element, title: str | None, width: int, *rows: Element) -> Element:
    """Return a table of a style, rules, title and width."""
    look = el("w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    caption = val("w:tblCaption", title) if title else None
    properties = el(
        "w:tblPr",
        val("w:tblStyle", style),
        el("w:tblW", w=width, type="dxa"),
        el("w:tblInd", w=0, type="dxa"),
        rules,
        el("w:tblLayout", type="fixed"),
        look,
        caption,
    )
    return el("w:tbl", properties, el("w:tblGrid", *(el("w:gridCol", w=width) for width in _SAMPLE)), *rows)


def row(cells: list[list[Element]], *, head: bool = False, ruled: bool = False) -> Element:
    """Return a row of cells; that of the head is repeated on each page."""
    properties = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if head else None)
    filled = (_cell(content, width, ruled=ruled) for content, width in zip(cells, _SAMPLE, strict=True))
    return el("w:tr", properties, *filled)


def _tag_row(code: str) -> Element:
    return el("w:tr", _cell(loop_cell(code), TEXT_WIDTH, span=3))


def _cell(content: list[Element], width: int, *, span: int = 1, ruled: bool = False) -> Element:
    properties = el(
        "w:tcPr",
        el("w:tcW", w=width, type="dxa"),
        val("w:gridSpan", span) if span > 1 else None,
        el("w:tcBorders", rule("bottom", 6)) if ruled else None,
        val("w:vAlign", "center"),
    )
    return el("w:tc", properties, *content)
