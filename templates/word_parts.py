"""The parts around the text: numbering, settings, fonts, theme, footers, properties. Out: their roots."""

from lxml import etree
from word_styles import FANG, HEI, KAI, LATIN, SONG, SONG_TITLE, TWO_CHARACTERS
from word_xml import Element, el, field_end, field_start, paragraph, root, run, val

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
ANNEX_LIST = 2  # the same list, counted from one again
_COUNTING = "chineseCountingThousand"
_LEVELS = {
    "zh": ((_COUNTING, "%1、"), (_COUNTING, "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")),
    "en": (("decimal", "%1. "), ("lowerLetter", "(%2) "), ("lowerRoman", "(%3) "), ("lowerRoman", "%4. ")),
}
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "6E1015",
    "lt2": "F6EFE5",
    "accent1": "9E1B20",
    "accent2": "AE8232",
    "accent3": "86601B",
    "accent4": "928779",
    "accent5": "5F5A55",
    "accent6": "DDD5C8",
    "hlink": "262424",
    "folHlink": "5F5A55",
}
# name, what to take where it is missing, panose, charset, family
_FONTS = (
    (SONG_TITLE, "华文中宋", "02010601030101010101", "86", "auto"),
    (FANG, "华文仿宋", "02010609060101010101", "86", "modern"),
    (HEI, "华文黑体", "02010609060101010101", "86", "modern"),
    (KAI, "华文楷体", "02010609060101010101", "86", "modern"),
    (SONG, "华文宋体", "02010600030101010101", "86", "auto"),
    (LATIN, "Liberation Serif", "02020603050405020304", "00", "roman"),
)


def numbering_xml(language: str = "zh") -> Element:
    """Return the one list of the report: 一、（一）1.（1）, or 1. (a) (i) i., its levels linked to the headings."""
    levels = [_level(number, form, text) for number, (form, text) in enumerate(_LEVELS[language])]
    abstract = el(
        "w:abstractNum",
        val("w:nsid", "2F9A7040"),
        val("w:multiLevelType", "multilevel"),
        val("w:tmpl", "5C8E12D6"),
        *levels,
        abstractNumId=0,
    )
    restarts = [el("w:lvlOverride", val("w:startOverride", 1), ilvl=number) for number in range(len(levels))]
    body = el("w:num", val("w:abstractNumId", 0), numId=1)
    return root("w:numbering", abstract, body, el("w:num", val("w:abstractNumId", 0), *restarts, numId=ANNEX_LIST))


def _level(number: int, form: str, text: str) -> Element:
    indent = el("w:ind", left=0, firstLineChars=200, firstLine=TWO_CHARACTERS)
    return el(
        "w:lvl",
        val("w:start", 1),
        val("w:numFmt", form),
        val("w:pStyle", f"Heading{number + 1}"),
        val("w:suff", "nothing"),
        val("w:lvlText", text),
        val("w:lvlJc", "left"),
        el("w:pPr", indent),
        el("w:rPr", el("w:rFonts", hint="eastAsia")),
        ilvl=number,
    )


def settings_xml() -> Element:
    """Return settings.xml: odd and even pages differ, punctuation is compressed, Word 2013 layout."""
    options = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
        "useWord2013TrackBottomHyphenation": 0,
    }
    uri = "http://schemas.microsoft.com/office/word"
    compat = el(
        "w:compat",
        el("w:useFELayout"),
        *(el("w:compatSetting", name=name, uri=uri, val=value) for name, value in options.items()),
    )
    names = {
        "bg1": "light1",
        "t1": "dark1",
        "bg2": "light2",
        "t2": "dark2",
        "hyperlink": "hyperlink",
        "followedHyperlink": "followedHyperlink",
        **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
    }
    mapping = el("w:clrSchemeMapping", **names)
    return root(
        "w:settings",
        el("w:zoom", percent=100),
        val("w:defaultTabStop", 630),
        el("w:evenAndOddHeaders"),
        val("w:characterSpacingControl", "compressPunctuation"),
        compat,
        el("w:themeFontLang", val="en-US", eastAsia="zh-CN"),
        mapping,
        val("w:decimalSymbol", "."),
        val("w:listSeparator", ","),
    )


def font_table_xml() -> Element:
    """Return fontTable.xml: what each face may be replaced by, and its class, so that the replacement fits."""
    fonts = [
        el(
            "w:font",
            val("w:altName", other),
            val("w:panose1", panose),
            val("w:charset", charset),
            val("w:family", family),
            val("w:pitch", "variable"),
            name=name,
        )
        for name, other, panose, charset, family in _FONTS
    ]
    return root("w:fonts", *fonts)


def footer_xml(style: str) -> Element:
    """Return a footer with the page number — 1 —, in 宋体."""
    page = [*field_start("PAGE"), run("1"), field_end()]
    return root("w:ftr", paragraph(style, "— ", *page, " —"))


def theme_xml() -> Element:
    """Return the theme: colours and faces that charts and shapes take by name."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    fonts = "".join(
        f'<a:{role}><a:latin typeface="{LATIN}"/><a:ea typeface="{face}"/><a:cs typeface=""/>'
        f'<a:font script="Hans" typeface="{face}"/></a:{role}>'
        for role, face in (("majorFont", SONG_TITLE), ("minorFont", FANG))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return etree.fromstring(
        f'<a:theme xmlns:a="{_A}" name="朱红鎏金"><a:themeElements><a:clrScheme name="朱红鎏金">{colours}</a:clrScheme>'
        f'<a:fontScheme name="公文">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="平"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core_properties_xml() -> Element:
    """Return the properties of the document as tags; there is no date, which would change from run to run."""
    return etree.fromstring(
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ meta.title }}</dc:title>'
        "<dc:subject>{{ meta.subject }}</dc:subject><dc:creator>{{ meta.author }}</dc:creator>"
        "<cp:keywords>{{ meta.keywords }}</cp:keywords><dc:language>{{ meta.language }}</dc:language>"
        "</cp:coreProperties>"
    )


def app_properties_xml() -> Element:
    """Return the properties of the program that wrote the file."""
    return etree.fromstring(
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>reportgen</Application></Properties>"
    )
