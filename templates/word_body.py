"""The text of the report's template: cover, contents, body, annex, with their tags. Out: document.xml."""

from word_cover import hills
from word_parts import ANNEX_LIST
from word_styles import RED
from word_table_styles import rule
from word_tables import data_table, loop_cell, row, table
from word_xml import TEXT_WIDTH, TURNED_WIDTH, Element, el, field_end, field_start, paragraph, root, run, tag, val

_BAND_GAP = 261  # between the band and the first heading: title block = 150 pt
_FRAME_TOP = 15500  # the source line stands on the hills, however many lines the title has
_SOURCE_LINE = 400
_EDGES = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588, "footer": 1417}
_NUMBER_SIZES = (24, 20)  # of the band, where 28 pt do not fit all of its numbers


def document_xml() -> Element:
    """Return document.xml: three sections, of which only the last has page numbers."""
    body = [*_cover(), *_contents(), *_opening(), *_sections(), *_annex(), _section_properties(numbered=True)]
    return root("w:document", el("w:body", *body))


def _section_properties(*, numbered: bool = False, landscape: bool = False) -> Element:
    """The page of GB/T 9704: A4, 版心 156 × 225 mm, 22 lines; turned for wide tables. The body counts its pages from 1."""
    footers = [
        el("w:footerReference", type=kind, r_id=f"rId{key}") for kind, key in (("default", 5), ("even", 6)) if numbered
    ]
    edges = {"top": 1588, "right": 2098, "bottom": 1474, "left": 1984, "footer": 907} if landscape else _EDGES
    size = {"w": 16838, "h": 11906, "orient": "landscape"} if landscape else {"w": 11906, "h": 16838}
    return el(
        "w:sectPr",
        *footers,
        val("w:type", "nextPage"),
        el("w:pgSz", **size),
        el("w:pgMar", **edges, header=1134, gutter=0),
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
    """The entries are the result of one TOC field, which opens in the first of them and closes in the last, with the section."""
    entries = [
        *_entry("if loop.first and loop.last", "TOC1", opens=True, closes=True),
        *_entry("elif loop.first", "TOC1", opens=True),
        *_entry("elif loop.last and entry.level == 1", "TOC1", closes=True),
        *_entry("elif loop.last", "TOC2", closes=True),
        *_entry("elif entry.level == 1", "TOC1"),
        *_entry("else", "TOC2"),
    ]
    title = paragraph("ContentsTitle", "目　录")
    return [tag("if toc"), title, tag("for entry in toc"), *entries, tag("endif"), tag("endfor"), tag("endif")]


def _entry(condition: str, style: str, *, opens: bool = False, closes: bool = False) -> list[Element]:
    start = field_start(r'TOC \o "1-2" \t "附件标题,1" \h \z \u') if opens else []
    end = [field_end()] if closes else []
    section = (_section_properties(),) if closes else ()
    return [tag(condition), paragraph(style, *start, "{{ entry.line }}", *end, properties=section)]


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
    cell = [
        *(part for size in _NUMBER_SIZES for part in (tag(_size_tag(size)), _key_number(f"KeyNumber{size}"))),
        tag("else"),
        _key_number("KeyNumber"),
        tag("endif"),
        paragraph("KeyLabel", "{{ n.label }}"),
        tag("if n.note"),
        paragraph("KeyNote", "{{ n.note }}"),
        tag("endif"),
    ]
    rules = el("w:tblBorders", rule("top", 12, RED), rule("bottom", 6, RED))
    only = row([loop_cell("{%tc for n in band %}"), cell, loop_cell("{%tc endfor %}")], head=True)
    return table("KeyBand", rules, "关键数字", TEXT_WIDTH, only)


def _size_tag(size: int) -> str:
    return f"{'if' if size == _NUMBER_SIZES[0] else 'elif'} n.size == {size}"


def _key_number(style: str) -> Element:
    small = "20" if style.endswith("20") else ""
    return paragraph(
        style,
        run("{% width 8844 // band|length %}", "TagInLine"),
        run("{{ n.before }}", f"KeyQualifier{small}"),
        run("{{ n.number }}"),
        run("{{ n.unit }}", f"KeyUnit{small}"),
        run("{{ n.after }}", f"KeyQualifier{small}"),
    )


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
        paragraph("AnnexTitle", "{{ annex.heading }}"),
        *_blocks("annex", last=None),
        tag("endif"),
    ]


def _sign_off() -> list[Element]:
    """The office and the date that end the report; the date stands only with the office."""
    return [
        tag("if office and cover.date"),
        paragraph("SignOff", "{{ office }}", properties=(el("w:keepNext"), el("w:spacing", before=579))),
        paragraph("SignOff", "{{ cover.date }}"),
        tag("elif office"),
        paragraph("SignOff", "{{ office }}", properties=(el("w:spacing", before=579),)),
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
        *_turned("before"),
        paragraph("Caption", "{{ block.caption }}"),
        tag("if block.turned"),
        data_table(TURNED_WIDTH),
        tag("else"),
        data_table(),
        tag("endif"),
        paragraph("TableNote", "{{ block.note }}"),
        *_turned("after"),
        tag('elif block.kind == "pair"'),
        *_row_of("left", "right"),
        tag('elif block.kind == "triple"'),
        *_row_of("left", "middle", "right"),
        tag('elif block.kind == "double"'),
        *_row_of("left", "right", noted=True),
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


def _turned(side: str) -> list[Element]:
    """The break between upright pages and those that lie on their side for a wide table."""
    end = paragraph("SectionEnd", properties=(_section_properties(numbered=True, landscape=side == "after"),))
    return [tag(f"if block.turn_{side}"), end, tag("endif")]


def _row_of(*names: str, noted: bool = False) -> list[Element]:
    """Pictures side by side, their captions under them, and one source line for figures."""
    style = "Triple" if len(names) > 2 else "Pair"
    pictures: list[Element | str] = []
    captions: list[Element] = []
    for name in names:
        pictures += [*([el("w:r", el("w:tab"))] if pictures else []), f"{{{{ block.{name}.picture }}}}"]
        captions += _tabbed(f"{{{{ block.{name}.caption }}}}")
    kept = (val("w:keepNext", 1),) if noted else ()
    found = [paragraph(f"Plate{style}", *pictures), paragraph(f"Caption{style}", *captions, properties=kept)]
    return [*found, paragraph("SourceNote", "{{ block.note }}")] if noted else found


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
