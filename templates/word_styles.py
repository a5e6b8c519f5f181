"""The styles of the report (GB/T 9704 body, house styles around it). In: the table below; out: styles.xml."""

from collections.abc import Iterator
from dataclasses import dataclass

from word_table_styles import table_styles
from word_xml import Child, Element, el, root, val

SONG_TITLE, FANG, HEI, KAI, SONG, LATIN = "方正小标宋简体", "仿宋", "黑体", "楷体", "宋体", "Times New Roman"
RED, OCHRE, GREY, TAG_GREY, WHITE, INK = "9E1B20", "86601B", "5F5A55", "8A8A8A", "FFFFFF", "262424"
_THEME_COLOURS = {RED: "accent1", OCHRE: "accent3", GREY: "accent5", WHITE: "background1"}
PITCH = 579  # 28.95 pt: 22 lines on a page of 225 mm
NARROW = -5  # 16 pt type on a pitch of 15.79 pt: 28 characters a line
TWO_CHARACTERS = 630
PLATE, RIGHT_PLATE = 4252, 4592  # two pictures of 75 mm with 6 mm between them
THIRD, NEXT_THIRD = 2778, 3033  # three pictures of 49 mm with 4.5 mm between them
DIGIT, POINT = 133, 67  # of 12 pt 黑体: what stands behind the decimal point of a neighbour, in twips
SHIFTS = {"0.1": POINT + DIGIT, "0.2": POINT + 2 * DIGIT, "0.3": POINT + 3 * DIGIT, "1": DIGIT, "2": 2 * DIGIT}


@dataclass(frozen=True)
class Style:
    """One paragraph style; sizes in points, distances in twips, line heights exact (0 = automatic)."""

    id: str
    name: str
    font: str
    size: float
    line: int = PITCH
    based_on: str | None = "Normal"
    following: str | None = None
    latin: str | None = None
    bold: bool = False
    colour: str | None = None
    narrow: bool = False
    align: str | None = None
    before: int = 0
    after: int = 0
    indent: bool = False
    left_characters: int = 0
    left: int = 0
    right: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    level: int | None = None
    numbered: bool = False
    contents: bool = False
    tabs: tuple[tuple[str, int], ...] = ()
    built_in: bool = True
    priority: int = 1
    tight: bool = False  # no space of its own between Chinese and digits


# fmt: off
STYLES = (
    Style("Normal", "Normal", FANG, 16, based_on=None, latin=LATIN, narrow=True, align="both", priority=0),
    Style("Body", "报告正文", FANG, 16, latin=LATIN, narrow=True, align="both", indent=True, built_in=False),
    Style("Title", "Title", SONG_TITLE, 22, 700, following="Subtitle", align="center", keep_next=True),
    Style("Subtitle", "Subtitle", KAI, 16, following="Body", latin=LATIN, align="center", after=260, keep_next=True),
    Style("Heading1", "heading 1", HEI, 16, following="Body", narrow=True, align="left", indent=True, keep_next=True,
          keep_lines=True, level=0, numbered=True, priority=2),
    Style("Heading2", "heading 2", KAI, 16, following="Body", latin=LATIN, narrow=True, align="left", indent=True,
          keep_next=True, keep_lines=True, level=1, numbered=True, priority=2),
    Style("Heading3", "heading 3", FANG, 16, following="Body", latin=LATIN, narrow=True, align="left", indent=True,
          keep_next=True, keep_lines=True, level=2, numbered=True, bold=True, priority=2),
    Style("Heading4", "heading 4", FANG, 16, following="Body", latin=LATIN, narrow=True, align="left", indent=True,
          keep_next=True, keep_lines=True, level=3, numbered=True, priority=2),
    Style("FigurePara", "图片", FANG, 12, 0, following="Caption", align="center", before=120, keep_next=True,
          built_in=False, priority=3),
    Style("Caption", "caption", HEI, 12, 400, following="SourceNote", align="center", before=60, after=60,
          keep_next=True, keep_lines=True, priority=3),
    Style("PlatePair", "成对图片", FANG, 12, 0, based_on="FigurePara", following="CaptionPair", align="left", before=120,
          keep_next=True, tabs=(("left", RIGHT_PLATE),), built_in=False, priority=3),
    Style("CaptionPair", "成对图注", HEI, 12, 400, based_on="Caption", following="Body", align="left", before=60, after=60,
          keep_lines=True, tabs=(("center", PLATE // 2), ("center", RIGHT_PLATE + PLATE // 2)), built_in=False, priority=3),
    Style("PlateTriple", "三连图片", FANG, 12, 0, based_on="FigurePara", following="CaptionTriple", align="left", before=120,
          keep_next=True, tabs=(("left", NEXT_THIRD), ("left", 2 * NEXT_THIRD)), built_in=False, priority=3),
    Style("CaptionTriple", "三连图注", HEI, 12, 400, based_on="Caption", following="Body", align="left", before=60, after=60,
          keep_lines=True, tabs=tuple(("center", THIRD // 2 + at * NEXT_THIRD) for at in range(3)), built_in=False,
          priority=3),
    Style("SourceNote", "数据来源", KAI, 10.5, 320, following="Body", latin=LATIN, colour=GREY, align="left", after=160,
          keep_lines=True, built_in=False, priority=3),
    Style("TableNote", "表注", KAI, 10.5, 320, based_on="SourceNote", following="Body", latin=LATIN, colour=GREY,
          align="left", before=100, after=60, keep_lines=True, built_in=False, priority=3),
    Style("TableHead", "表头", HEI, 12, 340, align="left", right=100, keep_next=True, built_in=False, priority=4),
    Style("TableHeadRight", "表头居右", HEI, 12, 340, based_on="TableHead", align="right", right=120, keep_next=True,
          built_in=False, priority=4),
    Style("TableHeadCentre", "表头居中", HEI, 12, 340, based_on="TableHead", align="center", keep_next=True,
          built_in=False, priority=4),
    Style("TableCell", "表格文字", FANG, 12, 340, latin=LATIN, align="left", right=100, keep_next=True, built_in=False, priority=4),
    Style("TableCellRight", "表格数字", HEI, 12, 340, based_on="TableCell", keep_next=True, align="right", right=120,
          built_in=False, priority=4),
    *(Style(f"TableCellRight{key}", f"表格数字 {key}", HEI, 12, 340, based_on="TableCell", keep_next=True, align="right",
            right=120 + shift, built_in=False, priority=4) for key, shift in SHIFTS.items()),
    Style("TableCellCentre", "表格居中", FANG, 12, 340, based_on="TableCell", keep_next=True, latin=LATIN, align="center",
          built_in=False, priority=4),
    Style("KeyNumber", "关键数字", HEI, 28, 640, following="KeyLabel", bold=True, colour=RED, align="center",
          keep_next=True, built_in=False, priority=5),
    Style("KeyNumber24", "关键数字 24", HEI, 24, 640, based_on="KeyNumber", following="KeyLabel", bold=True, colour=RED,
          align="center", keep_next=True, built_in=False, priority=5),
    Style("KeyNumber20", "关键数字 20", HEI, 20, 640, based_on="KeyNumber", following="KeyLabel", bold=True, colour=RED,
          narrow=True, align="center", keep_next=True, built_in=False, priority=5, tight=True),
    Style("KeyLabel", "关键数字名称", HEI, 12, 320, colour=GREY, align="center", built_in=False, priority=5),
    Style("KeyNote", "关键数字说明", HEI, 10.5, 280, colour=GREY, align="center", built_in=False, priority=5),
    Style("ContentsTitle", "目录标题", SONG_TITLE, 22, 700, following="TOC1", align="center", after=458, built_in=False,
          priority=6),
    Style("TOC1", "toc 1", FANG, 16, following="Normal", latin=LATIN, align="left", contents=True, priority=39),
    Style("TOC2", "toc 2", FANG, 16, following="Normal", latin=LATIN, align="left", left_characters=200,
          left=TWO_CHARACTERS, contents=True, priority=39),
    Style("SectionEnd", "节末", FANG, 1, 2, align="left", built_in=False, priority=99),
    Style("CoverOccasion", "封面事由", HEI, 16, 640, following="CoverTitle", colour=OCHRE, align="left", before=490,
          after=975, built_in=False, priority=7),
    Style("CoverTitle", "封面标题", SONG_TITLE, 42, 1240, following="CoverSubtitle", colour=RED, align="left",
          keep_next=True, built_in=False, priority=7),
    Style("CoverSubtitle", "封面副标题", KAI, 22, 700, latin=LATIN, colour=INK, align="left", before=300, built_in=False,
          priority=7),
    Style("CoverSource", "封面来源", KAI, 14, 400, latin=LATIN, colour=WHITE, align="left", built_in=False, priority=7),
    Style("AnnexNote", "附件说明", FANG, 16, latin=LATIN, narrow=True, align="both", before=PITCH, indent=True, keep_next=True,
          keep_lines=True, built_in=False, priority=8),
    Style("SignOff", "落款", FANG, 16, latin=LATIN, narrow=True, align="right", right=640, built_in=False, priority=8),
    Style("AnnexMark", "附件", HEI, 16, following="AnnexTitle", align="left", keep_next=True, page_break=True,
          built_in=False, priority=8),
    Style("AnnexTitle", "附件标题", SONG_TITLE, 22, 700, following="Body", align="center", before=518, after=400,
          keep_next=True, built_in=False, priority=8),
    Style("Footer", "footer", SONG, 14, 320, align="right", right=280, priority=99),
    Style("FooterEven", "偶数页页脚", SONG, 14, 320, based_on="Footer", align="left", left=280, built_in=False,
          priority=99),
    Style("Tag", "模板标记", LATIN, 9, 240, colour=TAG_GREY, align="left", built_in=False, priority=99),
)
# fmt: on
_CHARACTERS = (
    ("KeyQualifier", "关键数字限定词", HEI, 14, OCHRE),
    ("KeyUnit", "关键数字单位", HEI, 14, RED),
    ("KeyQualifier20", "关键数字限定词 20", HEI, 10.5, OCHRE),
    ("KeyUnit20", "关键数字单位 20", HEI, 10.5, RED),
    ("TagInLine", "行内模板标记", LATIN, 9, TAG_GREY),
)


def styles_xml() -> Element:
    """Return styles.xml: defaults, paragraph styles, character styles of the band, table styles."""
    parts = [
        _defaults(),
        el(
            "w:latentStyles",
            defLockedState=0,
            defUIPriority=99,
            defSemiHidden=0,
            defUnhideWhenUsed=0,
            defQFormat=0,
            count=376,
        ),
    ]
    return root("w:styles", *parts, *map(_paragraph_style, STYLES), *_character_styles(), *table_styles(RED))


def fonts(east_asian: str, latin: str | None = None) -> Element:
    """Return w:rFonts with all slots: a Chinese face also writes the digits unless a Latin one is named."""
    first = latin or east_asian
    return el("w:rFonts", hint="eastAsia", ascii=first, eastAsia=east_asian, hAnsi=first, cs=first)


def _defaults() -> Element:
    look = el(
        "w:rPr",
        fonts(FANG, LATIN),
        val("w:kern", 0),
        val("w:sz", 32),
        val("w:szCs", 32),
        el("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    rules = el(
        "w:pPr",
        el("w:widowControl"),
        el("w:kinsoku"),
        el("w:overflowPunct"),
        val("w:topLinePunct", 0),
        el("w:autoSpaceDE"),
        el("w:autoSpaceDN"),
    )
    return el("w:docDefaults", el("w:rPrDefault", look), el("w:pPrDefault", rules))


def _paragraph_style(style: Style) -> Element:
    node = el(
        "w:style",
        type="paragraph",
        styleId=style.id,
        default=1 if style.id == "Normal" else None,
        customStyle=None if style.built_in else 1,
    )
    node.append(val("w:name", style.name))
    for name, other in (("w:basedOn", style.based_on), ("w:next", style.following)):
        if other:
            node.append(val(name, other))
    node.append(val("w:uiPriority", style.priority))
    if style.priority < 39:
        node.append(el("w:qFormat"))
    node.append(el("w:pPr", *_paragraph_properties(style)))
    node.append(el("w:rPr", *_run_properties(style)))
    return node


def _paragraph_properties(style: Style) -> Iterator[Child]:
    """The children of w:pPr in the order of the schema."""
    yield val("w:keepNext", int(style.keep_next))
    yield val("w:keepLines", int(style.keep_lines))
    yield el("w:pageBreakBefore") if style.page_break else None
    if style.numbered:
        yield el("w:numPr", val("w:ilvl", style.level), val("w:numId", 1))
    if style.contents:
        yield el("w:tabs", el("w:tab", val="right", leader="dot", pos=8844))
    if style.tabs:
        yield el("w:tabs", *(el("w:tab", val=side, pos=place) for side, place in style.tabs))
    if style.tight:
        yield val("w:autoSpaceDE", 0)
        yield val("w:autoSpaceDN", 0)
    yield val("w:snapToGrid", int(style.line == PITCH))
    exact = {"line": style.line, "lineRule": "exact"} if style.line else {"line": 240, "lineRule": "auto"}
    yield el("w:spacing", before=style.before, after=style.after, **exact)
    yield _indent(style)
    yield val("w:jc", style.align) if style.align else None
    yield val("w:outlineLvl", style.level) if style.level is not None else None


def _indent(style: Style) -> Element:
    first = (
        {"firstLineChars": 200, "firstLine": TWO_CHARACTERS} if style.indent else {"firstLineChars": 0, "firstLine": 0}
    )
    characters = {"leftChars": style.left_characters} if style.left_characters else {}
    return el("w:ind", **characters, left=style.left, right=style.right, **first)


def _run_properties(style: Style) -> Iterator[Child]:
    yield from _look(style.font, style.latin, style.size, style.colour, style.bold, NARROW if style.narrow else 0)


def _look(font: str, latin: str | None, size: float, colour: str | None, bold: bool, narrow: int) -> Iterator[Child]:
    """The children of w:rPr in the order of the schema."""
    yield fonts(font, latin)
    yield val("w:b", int(bold))
    yield val("w:bCs", int(bold))
    if colour:
        yield el("w:color", val=colour, themeColor=_THEME_COLOURS.get(colour))
    yield val("w:spacing", narrow)
    yield val("w:sz", round(size * 2))
    yield val("w:szCs", round(size * 2))


def _character_styles() -> Iterator[Element]:
    yield el(
        "w:style",
        val("w:name", "Default Paragraph Font"),
        val("w:uiPriority", 1),
        el("w:semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    for key, name, font, size, colour in _CHARACTERS:
        look = el("w:rPr", *_look(font, None, size, colour, False, 0))
        yield el(
            "w:style",
            val("w:name", name),
            val("w:basedOn", "DefaultParagraphFont"),
            val("w:uiPriority", 5),
            el("w:qFormat"),
            look,
            type="character",
            customStyle=1,
            styleId=key,
        )
