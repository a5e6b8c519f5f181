"""The fixed parts of the change note: content types, relationships, styles, properties."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."

CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD}fontTable+xml"/>'
    '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
).encode()
ROOT_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
).encode()
DOCUMENT_RELS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}theme" Target="theme/theme1.xml"/></Relationships>'
).encode()
CORE = (
    f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>修订说明</dc:title><dc:creator>reportgen</dc:creator>'
    "<dc:language>zh-CN</dc:language></cp:coreProperties>"
).encode()


def _style(
    name: str, title: str, size: int, font: str, *, bold: bool = False, colour: str = "000000", centred: bool = False
) -> str:
    weight = "<w:b/>" if bold else ""
    across = '<w:jc w:val="center"/>' if centred else ""
    around = {"Title": (0, 160), "Heading1": (240, 80), "Place": (160, 0), "Passage": (0, 60)}.get(name, (40, 40))
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:pPr>{"<w:keepNext/>" if bold or name == "Place" else ""}<w:spacing w:before="{around[0]}" w:after="{around[1]}"/>{across}</w:pPr>'
        f'<w:rPr><w:rFonts w:eastAsia="{font}"/>{weight}<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{W.strip("{}")}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Title", "Title", 36, "黑体", bold=True, centred=True)
    + _style("Heading1", "heading 1", 30, "黑体", bold=True)
    + _style("Place", "Place", 20, "楷体", colour="7F7F7F")
    + _style("Passage", "Passage", 28, "仿宋")
    + _style("Lead", "Lead", 24, "楷体")
    + _style("Cell", "Cell", 19, "宋体")
    + _style("CellHead", "Cell Head", 19, "黑体", bold=True)
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style></w:styles>"
).encode()
SETTINGS = f'{_HEAD}<w:settings xmlns:w="{W.strip("{}")}"><w:zoom w:percent="100"/></w:settings>'.encode()
FONT_TABLE = (
    f'{_HEAD}<w:fonts xmlns:w="{W.strip("{}")}"><w:font w:name="仿宋"><w:family w:val="modern"/></w:font></w:fonts>'
).encode()
_COLOURS = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "9E1B1B", "accent2": "C8963E",
    "accent3": "A5A5A5", "accent4": "7F6000", "accent5": "4472C4", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FONTS = '<a:latin typeface="Times New Roman"/><a:ea typeface="仿宋"/><a:cs typeface=""/>'
THEME = (
    f'{_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="note"><a:themeElements>'
    '<a:clrScheme name="note">'
    + "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    + f'</a:clrScheme><a:fontScheme name="note"><a:majorFont>{_FONTS}</a:majorFont><a:minorFont>{_FONTS}</a:minorFont>'
    f'</a:fontScheme><a:fmtScheme name="note"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>"
    f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme></a:themeElements></a:theme>"
).encode()
