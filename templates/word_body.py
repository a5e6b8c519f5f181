"""The text of the report's template: cover, contents, body, annex, with their tags. Out: document.xml."""

from word_cover import hills
from word_parts import ANNEX_LIST
from word_styles import RED, rule
from word_xml import TEXT_WIDTH, Element, el, field_end, field_start, paragraph, root, run, tag, val

_BAND_GAP = 261  # between the band and the first heading: title block = 150 pt
_FRAME_TOP = 15500  # the source line stands on the hills, however many lines the title has
_SOURCE_LINE = 400
_SAMPLE = (1800, 5244, 1800)  # as the designer sees them; a filled table takes the widths of its data
_ALIGNMENTS = (("right", "Right"), ("center", "Centre"))


def document_xml() -> Element:
    """Return document.xml: three sections, of which only the last has page numbers."""
    body = [*_cover(), *_contents(), *_opening(), *_sections(), *_annex(), _section_properties(numbered=True)]
    return root("w:document", el("w:body", *body))


def _section_properties(*, numbered: bool = False) -> Element:
    """The page of GB/T 9704: A4, 版心 156 × 225 mm, 22 lines; the body counts its pages from 1."""
    footers = [
        el("w:footerReference", type=kind, r_id=f"rId{key}") for kind, key in (("default", 5), ("even", 6)) if numbered
    ]
    margins = el("w:pgMar", top=2098, right=1474, bottom=1984, left=1588, header=1134, footer=1417, gutter=0)
    return el(
        "w:sectPr",
        *footers,
        val("w:type", "nextPage"),
        el("w:pgSz", w=11906, h=16838),
        margins,
        el("w:pgNumType", start=1) if numbered else None,
        el("w:cols", space=0),
        el("w:docGrid", type="lines", linePitch=579),
    )


def _cover() -> list[Element]:
    return [
        paragraph("CoverOccasion", hills(), "{{ cover.occasion }}"),
        tag("for line in cover.title_lines"),
        paragraph("CoverTitle", "{{ line }}"),
        tag("endfor"),
        paragraph("CoverSource", "{{ cover.source }}", properties=(_frame(),)),
        tag("if cover.date"),
        paragraph("CoverSource", "{{ cover.date }}", properties=(_frame(_SOURCE_LINE),)),
        tag("endif"),
        paragraph("CoverSubtitle", "{{ cover.subtitle }}", properties=(_section_properties(),)),
    ]


def _frame(below: int = 0) -> Element:
    place = {"vAnchor": "page", "hAnchor": "page", "x": 1588, "y": _FRAME_TOP + below}
    return el("w:framePr", w=TEXT_WIDTH, hSpace=0, wrap="around", **place)


def _contents() -> list[Element]:
    """The entries are the result of one TOC field, which opens in the first of them and closes at the section's end."""
    return [
        tag("if toc"),
        paragraph("ContentsTitle", "目　录"),
        tag("for entry in toc"),
        tag("if loop.first"),
        paragraph("TOC1", *field_start(r'TOC \o "1-2" \h \z \u'), "{{ entry.line }}"),
        tag("elif entry.level == 1"),
        paragraph("TOC1", "{{ entry.line }}"),
        tag("else"),
        paragraph("TOC2", "{{ entry.line }}"),
        tag("endif"),
        tag("endfor"),
        paragraph("SectionEnd", field_end(), properties=(_section_properties(),)),
        tag("endif"),
    ]


def _opening() -> list[Element]:
    return [
        tag("if subtitle"),
        paragraph("Title", "{{ title }}"),
        paragraph("Subtitle", "{{ subtitle }}"),
        tag("else"),
        paragraph("Title", "{{ title }}", properties=(el("w:spacing", after=_BAND_GAP),)),
        tag("endif"),
        tag("if band"),
        _band(),
        tag("endif"),
    ]


def _band() -> Element:
    number = paragraph(
        "KeyNumber",
        run("{% width 8844 // band|length %}", "TagInLine"),
        run("{{ n.before }}", "KeyQualifier"),
        run("{{ n.number }}"),
        run("{{ n.unit }}", "KeyUnit"),
        run("{{ n.after }}", "KeyQualifier"),
    )
    note = (tag("if n.note"), paragraph("KeyNote", "{{ n.note }}"), tag("endif"))
    cell = [number, paragraph("KeyLabel", "{{ n.label }}"), *note]
    rules = el("w:tblBorders", rule("top", 12, RED), rule("bottom", 6, RED))
    row = _row([_loop_cell("{%tc for n in band %}"), cell, _loop_cell("{%tc endfor %}")], head=True)
    return _table("KeyBand", rules, "关键数字", row)


def _sections() -> list[Element]:
    gap = (el("w:spacing", before=_BAND_GAP),)
    return [
        tag("for section in sections"),
        tag("if loop.first and band"),
        paragraph("Heading1", "{{ section.heading }}", properties=gap),
        tag("else"),
        paragraph("Heading1", "{{ section.heading }}"),
        tag("endif"),
        *_blocks("section", last="annex and block is sameas sections[-1].blocks[-1]"),
        tag("endfor"),
    ]


def _annex() -> list[Element]:
    return [
        tag("if annex"),
        paragraph("AnnexNote", "附件：{{ annex.title }}"),
        tag("endif"),
        *_sign_off(),
        tag("if annex"),
        paragraph("AnnexMark", "附件"),
        paragraph("AnnexTitle", "{{ annex.title }}"),
        *_blocks("annex", last=None),
        tag("endif"),
    ]


def _sign_off() -> list[Element]:
    """The office and the date that end the report; the date stands only with the office."""
    return [
        tag("if office"),
        paragraph("SignOff", "{{ office }}", properties=(el("w:keepNext"), el("w:spacing", before=579))),
        tag("if cover.date"),
        paragraph("SignOff", "{{ cover.date }}"),
        tag("endif"),
        tag("endif"),
    ]


def _blocks(owner: str, last: str | None) -> list[Element]:
    """The blocks of a section or annex; the text for which `last` holds keeps the 附件说明 on its page."""
    kept: list[Element] = []
    if last:
        body = paragraph("Body", "{{ block.text }}", properties=(el("w:keepNext"),))
        kept = [tag(f'elif block.kind == "text" and {last}'), body]
    return [
        tag(f"for block in {owner}.blocks"),
        tag('if block.kind == "heading"'),
        *_headings(own_list=last is None),
        *kept,
        tag('elif block.kind == "text"'),
        paragraph("Body", "{{ block.text }}"),
        tag('elif block.kind == "table"'),
        paragraph("Caption", "{{ block.caption }}"),
        _data_table(),
        paragraph("TableNote", "{{ block.note }}"),
        tag('elif block.kind == "pair"'),
        paragraph("PlatePair", "{{ block.left.picture }}", el("w:r", el("w:tab")), "{{ block.right.picture }}"),
        paragraph("CaptionPair", *_tabbed("{{ block.left.caption }}"), *_tabbed("{{ block.right.caption }}")),
        tag("else"),
        paragraph("FigurePara", "{{ block.picture }}"),
        tag("if block.note"),
        paragraph("Caption", "{{ block.caption }}"),
        paragraph("SourceNote", "{{ block.note }}"),
        tag("else"),
        paragraph("Caption", "{{ block.caption }}", properties=(val("w:keepNext", 0),)),
        tag("endif"),
        tag("endif"),
        tag("endfor"),
    ]


def _tabbed(text: str) -> list[Element]:
    return [el("w:r", el("w:tab")), run(text)]


def _headings(*, own_list: bool) -> list[Element]:
    """Headings inside a section; those of the annex count from one again."""

    def heading(level: int) -> Element:
        restart = (el("w:numPr", val("w:ilvl", level - 1), val("w:numId", ANNEX_LIST)),) if own_list else ()
        return paragraph(f"Heading{level}", "{{ block.text }}", properties=restart)

    return [
        tag("if block.level == 4"),
        heading(4),
        tag("elif block.level == 3"),
        heading(3),
        tag("else"),
        heading(2),
        tag("endif"),
    ]


def _data_table() -> Element:
    """A three-line table; the engine gives it the columns of its data and a grid to match."""
    rules = el("w:tblBorders", rule("top", 12), rule("bottom", 12))
    head = [_loop_cell("{%tc for c in block.columns %}"), _aligned("TableHead", "c.head"), _loop_cell("{%tc endfor %}")]
    row = [_loop_cell("{%tc for c in r.cells %}"), _aligned("TableCell", "c.text"), _loop_cell("{%tc endfor %}")]
    return _table(
        "ThreeLine",
        rules,
        None,
        _row(head, head=True, ruled=True),
        _tag_row("{%tr for r in block.rows %}"),
        _row(row),
        _tag_row("{%tr endfor %}"),
    )


def _aligned(style: str, value: str) -> list[Element]:
    """The content of a cell in the paragraph style that its column's alignment asks for."""
    content: list[Element] = []
    for index, (word, suffix) in enumerate(_ALIGNMENTS):
        content.append(tag(f'{"elif" if index else "if"} c.align == "{word}"'))
        content.append(paragraph(style + suffix, f"{{{{ {value} }}}}"))
    default = paragraph(style, run("{% width c.width %}", "TagInLine"), f"{{{{ {value} }}}}")
    return [*content, tag("else"), default, tag("endif")]


def _loop_cell(code: str) -> list[Element]:
    return [paragraph("Tag", code)]


def _table(style: str, rules: Element, title: str | None, *rows: Element) -> Element:
    look = el("w:tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    caption = val("w:tblCaption", title) if title else None
    properties = el(
        "w:tblPr",
        val("w:tblStyle", style),
        el("w:tblW", w=TEXT_WIDTH, type="dxa"),
        el("w:tblInd", w=0, type="dxa"),
        rules,
        el("w:tblLayout", type="fixed"),
        look,
        caption,
    )
    return el("w:tbl", properties, el("w:tblGrid", *(el("w:gridCol", w=width) for width in _SAMPLE)), *rows)


def _row(cells: list[list[Element]], *, head: bool = False, ruled: bool = False) -> Element:
    properties = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if head else None)
    filled = (_cell(content, width, ruled=ruled) for content, width in zip(cells, _SAMPLE, strict=True))
    return el("w:tr", properties, *filled)


def _tag_row(code: str) -> Element:
    return el("w:tr", _cell(_loop_cell(code), TEXT_WIDTH, span=3))


def _cell(content: list[Element], width: int, *, span: int = 1, ruled: bool = False) -> Element:
    properties = el(
        "w:tcPr",
        el("w:tcW", w=width, type="dxa"),
        val("w:gridSpan", span) if span > 1 else None,
        el("w:tcBorders", rule("bottom", 6)) if ruled else None,
        val("w:vAlign", "center"),
    )
    return el("w:tc", properties, *content)
