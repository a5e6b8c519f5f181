"""The parts of a deck template around its slides: theme, master, notes master, presentation, types, relationships."""

from collections.abc import Callable
from typing import Protocol

from slide_shapes import NS, Run, Sheet, fill, level, plain

from reportgen.model.theme import Theme

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_TYPE = "application/vnd.openxmlformats-officedocument."
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" '
    'accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
_EMU = 12700


class Frame(Protocol):
    """Adds the placeholders of a content slide."""

    def __call__(self, sheet: Sheet, theme: Theme, *, slide: bool) -> None: ...


def sheet_xml(kind: str, name: str, sheet: Sheet, background: str = "") -> str:
    """Return a slide, layout or notes page."""
    label = f' name="{name}"' if name else ""
    ground = f"<p:bg><p:bgPr>{fill(background)}<a:effectLst/></p:bgPr></p:bg>" if background else ""
    attributes = ' preserve="1" userDrawn="1"' if kind == "sldLayout" else ""
    attributes = ' showMasterSp="0"' + attributes if background else attributes
    tree = f"<p:spTree>{_TREE}{''.join(sheet.shapes)}</p:spTree>"
    common = f"<p:cSld{label}>{ground}{tree}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    return f"{_HEAD}<p:{kind} {NS}{attributes}>{common}</p:{kind}>"


def theme_xml(theme: Theme) -> str:
    """Return the theme: colours by role, faces for Latin and Chinese."""
    slots = {
        "dk1": theme.ink, "lt1": "FFFFFF", "dk2": theme.deep, "lt2": theme.tint, "accent1": theme.primary,
        "accent2": theme.accent_graphic, "accent3": theme.accent_text, "accent4": theme.context, "accent5": theme.grey,
        "accent6": theme.rule, "hlink": theme.primary, "folHlink": theme.primary,
    }  # fmt: skip
    colours = "".join(f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>' for slot, value in slots.items())
    title = "方正小标宋简体" if theme.serif_titles else "微软雅黑"
    major = f'<a:latin typeface="{title}"/><a:ea typeface="{title}"/><a:cs typeface=""/><a:font script="Hans" typeface="{title}"/>'
    minor = '<a:latin typeface="微软雅黑"/><a:ea typeface="微软雅黑"/><a:cs typeface=""/><a:font script="Hans" typeface="微软雅黑"/>'
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{solid}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst>"
    )
    name = "朱红鎏金" if theme.name == "A" else "青蓝碧"
    return (
        f'{_HEAD}<a:theme {NS} name="{name}"><a:themeElements><a:clrScheme name="{name}">{colours}</a:clrScheme>'
        f'<a:fontScheme name="{name}"><a:majorFont>{major}</a:majorFont><a:minorFont>{minor}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="{name}">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )


def master_xml(theme: Theme, layouts: int, sheet: Sheet, frame: Frame, foot: Callable[..., None]) -> str:
    """Return the slide master."""
    sheet.add(sheet.rectangle("栏目记号", (48, 35, 5, 13), "accent1"), sheet.rule(48, 498, 864, 0))
    frame(sheet, theme, slide=False)
    body = level(Run("", 18, "tx1"), 28)
    sheet.add(sheet.placeholder("正文", "body", 10, plain("正文"), (48, 114, 864, 366), body))
    foot(sheet, slide=False)
    ids = "".join(f'<p:sldLayoutId id="{2147483660 + n}" r:id="rId{n}"/>' for n in range(1, layouts + 1))
    title = level(Run("", 28, "tx1", bold=True, serif=theme.serif_titles), 38)
    styles = f"<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{body}</p:otherStyle>"
    ground = f"<p:bg><p:bgPr>{fill('bg1')}<a:effectLst/></p:bgPr></p:bg>"
    return (
        f"{_HEAD}<p:sldMaster {NS}><p:cSld>{ground}<p:spTree>{_TREE}{''.join(sheet.shapes)}</p:spTree></p:cSld>"
        f"<p:clrMap {_MAP}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/><p:txStyles>{styles}</p:txStyles></p:sldMaster>'
    )


def notes_master_xml(sheet: Sheet) -> str:
    """Return the notes master: the slide above, the text below (A4 upright is 540 by 720 pt here)."""
    picture = (
        f'<p:sp><p:nvSpPr>{sheet.head("幻灯片")}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="685800" y="685800"/>'
        '<a:ext cx="5486400" cy="3086100"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    style = level(Run("", 12, "tx1"), 20)
    sheet.add(picture, sheet.placeholder("备注", "body", 1, plain("备注"), (54, 324, 432, 350), style))
    ground = f"<p:bg><p:bgPr>{fill('bg1')}<a:effectLst/></p:bgPr></p:bg>"
    return (
        f"{_HEAD}<p:notesMaster {NS}><p:cSld>{ground}<p:spTree>{_TREE}{''.join(sheet.shapes)}</p:spTree></p:cSld>"
        f"<p:clrMap {_MAP}/><p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )


def presentation_xml(slides: int) -> str:
    """Return the presentation part; rId1 is the master, rId2 the notes master, slides begin at rId4."""
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 3}"/>' for n in range(1, slides + 1))
    return (
        f'{_HEAD}<p:presentation {NS} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
        '</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="{960 * _EMU}" cy="{540 * _EMU}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{level(Run('', 18, 'tx1'), 28)}</p:defaultTextStyle></p:presentation>"
    )


def small_parts() -> dict[str, str]:
    """Return the parts that PowerPoint wants to be there: presentation, view and table style properties."""
    style = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
    return {
        "ppt/presProps.xml": f"{_HEAD}<p:presentationPr {NS}/>",
        "ppt/viewProps.xml": f"{_HEAD}<p:viewPr {NS}/>",
        "ppt/tableStyles.xml": f'{_HEAD}<a:tblStyleLst {NS} def="{style}"/>',
    }


def core_properties() -> str:
    """Return the document properties with their tags."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ meta.title }}</dc:title>'
        "<dc:subject>{{ meta.subject }}</dc:subject><dc:creator>{{ meta.author }}</dc:creator>"
        "<cp:keywords>{{ meta.keywords }}</cp:keywords><dc:language>{{ meta.language }}</dc:language></cp:coreProperties>"
    )


def relationships_xml(arrows: list[tuple[str, str]]) -> str:
    """Return a .rels part; ids count from rId1."""
    kinds = {"core": f"{_PACKAGE}relationships/metadata/core-properties"}
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{kinds.get(kind, _OFFICE + kind)}" Target="{target}"/>'
        for n, (kind, target) in enumerate(arrows, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{items}</Relationships>'


def content_types_xml(layouts: int, slides: int) -> str:
    """Return the types of all parts."""
    show = _TYPE + "presentationml."
    types = {
        "ppt/presentation.xml": show + "presentation.main+xml",
        "ppt/slideMasters/slideMaster1.xml": show + "slideMaster+xml",
    }
    types["ppt/notesMasters/notesMaster1.xml"] = show + "notesMaster+xml"
    types |= {f"ppt/theme/theme{n}.xml": _TYPE + "theme+xml" for n in (1, 2)}
    types |= {f"ppt/slideLayouts/slideLayout{n}.xml": show + "slideLayout+xml" for n in range(1, layouts + 1)}
    types |= {f"ppt/slides/slide{n}.xml": show + "slide+xml" for n in range(1, slides + 1)}
    types |= {f"ppt/notesSlides/notesSlide{n}.xml": show + "notesSlide+xml" for n in range(1, slides + 1)}
    types |= {f"ppt/{name}.xml": show + f"{name}+xml" for name in ("presProps", "viewProps", "tableStyles")}
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in types.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}content-types">{rels}<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
