"""Makes deck-a.pptx and deck-b.pptx: one master a theme, the layouts of the house, and a prototype slide for each.

Run it as `python templates/build_deck.py`; the same script gives the same bytes.
"""

import math
from pathlib import Path

from deck_parts import (
    content_types_xml,
    core_properties,
    master_xml,
    notes_master_xml,
    presentation_xml,
    relationships_xml,
    sheet_xml,
    small_parts,
    theme_xml,
)
from slide_prototypes import BODIES
from slide_shapes import Run, Sheet, level, plain

from reportgen.model.layouts import LAYOUTS
from reportgen.model.theme import THEMES, Theme
from reportgen.ooxml.package import Member, write_package

_TITLE, _KICKER, _SOURCE = (48, 53, 864, 44), (60, 30, 600, 20), (48, 504, 640, 18)
_FOOTER, _NUMBER = (700, 504, 188, 18), (888, 504, 24, 18)


def frame(sheet: Sheet, theme: Theme, name: str = "", *, slide: bool) -> None:
    """Add what every content slide has: title first, kicker; source, footer and number last are added by `foot`."""
    serif = theme.serif_titles
    size = 40 if name == "section" else 28
    style = level(Run("", size, "tx1", bold=True, serif=serif), size + 10)
    box = None if slide else (48, 228, 864, 56) if name == "section" else _TITLE
    text = "{{ slide.title }}" if slide else "单击此处写结论式标题"
    sheet.add(sheet.placeholder("标题", "title", 0, plain(text), box, "" if slide else style))
    kicker = level(Run("", 14, "accent1", bold=True), 20)
    text = "{{ slide.kicker }}" if slide else "栏目"
    sheet.add(sheet.placeholder("栏目", "body", 41, plain(text), None if slide else _KICKER, "" if slide else kicker))


def foot(sheet: Sheet, *, slide: bool) -> None:
    """Add the source line, the short title and the page number."""
    # no exact pitch: renderers place it differently in a footer and in a body, and the three share one line
    grey = level(Run("", 12, "accent5"), 0)
    text = "{{ slide.source }}" if slide else "数据来源"
    sheet.add(
        sheet.placeholder("来源", "body", 40, plain(text), None if slide else _SOURCE, "" if slide else grey, "t")
    )
    right = level(Run("", 12, "accent5"), 0, "r")
    text = "{{ deck.short_title }}" if slide else "简称"
    sheet.add(
        sheet.placeholder("页脚", "ftr", 11, plain(text), None if slide else _FOOTER, "" if slide else right, "t")
    )
    red = level(Run("", 12, "accent1", bold=True), 0, "r")
    field = (
        '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="zh-CN"/>'
        "<a:t>‹#›</a:t></a:fld></a:p>"
    )
    sheet.add(sheet.placeholder("页码", "sldNum", 12, field, None if slide else _NUMBER, "" if slide else red, "t"))


def cover_ground(sheet: Sheet) -> None:
    """The hills: three layers and a gold line, LAYOUTS as native shapes."""
    for number, (base, height, colour, phase) in enumerate(
        ((400.0, 44.0, "accent1", 0.0), (436.0, 26.0, "tone1", 1.7), (486.0, 20.0, "tx2", 3.9))
    ):
        points = [(x, ridge(x, base, height, phase)) for x in range(0, 961, 12)]
        sheet.add(sheet.wave(f"山形 {number + 1}", [(float(x), y) for x, y in points], colour))
    line = [(float(x), ridge(x, 392.0, 44.0, 0.0)) for x in range(0, 961, 12)]
    sheet.add(sheet.wave("山脊线", line, "accent2", closed=False))


def ridge(x: float, base: float, height: float, phase: float) -> float:
    """Return the height of a hill line at x: three waves that never repeat over the slide."""
    slow, fast = math.sin(x / 118 + phase), math.sin(x / 53 + 2.1 * phase)
    return round(base - height * (0.62 * slow + 0.22 * fast + 0.16 * math.sin(x / 211 + phase)), 2)


def cover(sheet: Sheet, theme: Theme, *, slide: bool) -> None:
    """Dark ground, occasion, two title lines, subtitle, a huge numeral, source and date."""
    if not slide:
        cover_ground(sheet)
        sheet.add(sheet.rule(48, 96, 48, 0, "gold", 2))
    title = level(Run("", 54, "bg1", bold=True, serif=True), 74)
    lines = plain("{%p for line in slide.lines %}") + plain("{{ line }}") + plain("{%p endfor %}")
    specs = (
        ("标题", "title", 0, lines if slide else plain("封面标题"), (48, 138, 560, 150), title),
        ("场合", "body", 41, plain("{{ slide.kicker }}" if slide else "场合"), (48, 60, 560, 28),
         level(Run("", 18, "gold", bold=True), 26)),
        ("副题", "body", 10, plain("{{ slide.lead }}" if slide else "副题"), (48, 303, 560, 32), level(Run("", 22, "bg1"), 30)),
        ("数字", "body", 13, plain("{{ slide.numeral }}" if slide else "12"), (560, 96, 352, 250),
         level(Run("", 250, "gold", bold=True, serif=True), 250, "r")),
        ("来源", "body", 40, plain("{{ slide.source }}" if slide else "数据来源"), (48, 478, 560, 22),
         level(Run("", 14, "gold"), 22)),
        ("日期", "body", 14, plain("{{ slide.date }}" if slide else "日期"), (712, 478, 200, 22),
         level(Run("", 14, "gold"), 22, "r")),
    )  # fmt: skip
    for name, kind, index, body, box, style in specs:
        sheet.add(sheet.placeholder(name, kind, index, body, None if slide else box, "" if slide else style))


def section(sheet: Sheet, *, slide: bool) -> None:
    """A divider: number, heading, message."""
    specs = (
        ("编号", 10, "{{ slide.head }}", (48, 126, 400, 90), level(Run("", 72, "accent1", bold=True, serif=True), 90)),
        ("要旨", 11, "{{ slide.lead }}", (48, 300, 864, 60), level(Run("", 20, "accent5"), 30)),
    )
    for name, index, text, box, style in specs:
        body = plain(text if slide else name)
        sheet.add(sheet.placeholder(name, "body", index + 5, body, None if slide else box, "" if slide else style))


def layout(name: str, theme: Theme) -> str:
    """Return the XML of a layout."""
    sheet = Sheet()
    if name == "cover":
        cover(sheet, theme, slide=False)
        return sheet_xml("sldLayout", name, sheet, background="tx2")
    frame(sheet, theme, name, slide=False)
    if name == "section":
        section(sheet, slide=False)
    if name == "chart_takeaway":
        style = level(Run("", 16, "accent5"), 24)
        sheet.add(sheet.placeholder("图表", "chart", 20, plain("图表"), (48, 144, 544, 336), style))
    foot(sheet, slide=False)
    return sheet_xml("sldLayout", name, sheet)


def prototype(name: str, theme: Theme) -> str:
    """Return the XML of the prototype slide of a layout."""
    sheet = Sheet()
    if name == "cover":
        cover(sheet, theme, slide=True)
        return sheet_xml("sld", "", sheet)
    frame(sheet, theme, name, slide=True)
    if name == "section":
        section(sheet, slide=True)
    else:
        BODIES[name](sheet)
    foot(sheet, slide=True)
    return sheet_xml("sld", "", sheet)


def notes() -> str:
    """Return the XML of the notes page of a prototype."""
    sheet = Sheet()
    picture = (
        f'<p:sp><p:nvSpPr>{sheet.head("幻灯片")}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    sheet.add(picture, sheet.placeholder("备注", "body", 1, plain("{{ slide.notes }}")))
    return sheet_xml("notes", "", sheet)


def build(theme: Theme) -> bytes:
    """Return the bytes of the deck template of a theme."""
    parts: dict[str, str] = {
        "_rels/.rels": relationships_xml([("officeDocument", "ppt/presentation.xml"), ("core", "docProps/core.xml")]),
        "ppt/presentation.xml": presentation_xml(len(LAYOUTS)),
        "ppt/slideMasters/slideMaster1.xml": master_xml(theme, len(LAYOUTS), Sheet(), frame, foot),
        "ppt/theme/theme1.xml": theme_xml(theme),
        "ppt/theme/theme2.xml": theme_xml(theme),
        "ppt/notesMasters/notesMaster1.xml": notes_master_xml(Sheet()),
        "docProps/core.xml": core_properties(),
        **small_parts(),
    }
    deck_arrows = [("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml")]
    deck_arrows += [("theme", "theme/theme1.xml")]
    deck_arrows += [("slide", f"slides/slide{number}.xml") for number in range(1, len(LAYOUTS) + 1)]
    deck_arrows += [(name, f"{name}.xml") for name in ("presProps", "viewProps", "tableStyles")]
    parts["ppt/_rels/presentation.xml.rels"] = relationships_xml(deck_arrows)
    master = [("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, len(LAYOUTS) + 1)]
    parts["ppt/slideMasters/_rels/slideMaster1.xml.rels"] = relationships_xml(
        [*master, ("theme", "../theme/theme1.xml")]
    )
    parts["ppt/notesMasters/_rels/notesMaster1.xml.rels"] = relationships_xml([("theme", "../theme/theme2.xml")])
    for number, name in enumerate(LAYOUTS, 1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout(name, theme)
        arrows = relationships_xml([("slideMaster", "../slideMasters/slideMaster1.xml")])
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = arrows
    for number, name in enumerate(LAYOUTS, 1):
        parts[f"ppt/slides/slide{number}.xml"] = prototype(name, theme)
        targets = [("slideLayout", f"../slideLayouts/slideLayout{number}.xml")]
        targets.append(("notesSlide", f"../notesSlides/notesSlide{number}.xml"))
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships_xml(targets)
        parts[f"ppt/notesSlides/notesSlide{number}.xml"] = notes()
        back = [("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", f"../slides/slide{number}.xml")]
        parts[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = relationships_xml(back)
    types = content_types_xml(len(LAYOUTS), len(LAYOUTS))
    members = [Member.of("[Content_Types].xml", types.encode())]
    return write_package([*members, *(Member.of(name, xml.encode()) for name, xml in parts.items())])


def main() -> None:
    """Write both templates beside this script."""
    for name, theme in THEMES.items():
        Path(__file__).with_name(f"deck-{name.lower()}.pptx").write_bytes(build(theme))


if __name__ == "__main__":
    main()
