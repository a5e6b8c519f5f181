"""Makes deck-a.pptx and deck-b.pptx: one master a theme, the layouts of the house, and a prototype slide for each.

Run it as `python templates/build_deck.py`; the same script gives the same bytes.
"""

from pathlib import Path

from deck_layout import Layout, Variant
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
from layouts_of_numbers import NUMBER_LAYOUTS
from layouts_of_pictures import PICTURE_LAYOUTS, cover, section_ground
from layouts_of_places import PLACE_LAYOUTS
from layouts_of_tables import TABLE_LAYOUTS
from layouts_of_texts import TEXT_LAYOUTS
from slide_shapes import Run, Sheet, level, plain

from reportgen.model.layouts import LAYOUTS
from reportgen.model.theme import THEMES, Theme
from reportgen.ooxml.package import Member, write_package

_DRAWN: dict[str, Layout] = {
    "cover": (Variant(lambda sheet: cover(sheet, slide=True)),), **NUMBER_LAYOUTS, **PLACE_LAYOUTS, **TEXT_LAYOUTS,
    **TABLE_LAYOUTS, **PICTURE_LAYOUTS,
}  # fmt: skip
# each prototype of the file: its layout, how it is drawn, and when it is taken
PROTOTYPES = tuple((name, variant) for name in LAYOUTS for variant in _DRAWN[name])
_TITLE, _KICKER, _SOURCE = (48, 53, 864, 44), (60, 30, 600, 20), (48, 504, 640, 18)
_FOOTER, _NUMBER = (700, 504, 188, 18), (888, 504, 24, 18)


def frame(sheet: Sheet, theme: Theme, name: str = "", *, slide: bool) -> None:
    """Add what every content slide has: title first, kicker; source, footer and number last are added by `foot`."""
    serif = theme.serif_titles
    size = 34 if name == "section" else 28
    style = level(Run("", size, "tx1", bold=True, serif=serif), size + 10)
    box = None if slide else (392, 60, 520, 92) if name == "section" else _TITLE
    text = "{{ slide.title }}" if slide else "单击此处写结论式标题"
    anchor = "b" if name == "section" else ""
    sheet.add(sheet.placeholder("标题", "title", 0, plain(text), box, "" if slide else style, anchor))
    kicker = level(Run("", 14, "accent1", bold=True), 20)
    text = "{{ slide.kicker }}" if slide else "栏目"
    place = (392, 30, 520, 20) if name == "section" else _KICKER
    sheet.add(sheet.placeholder("栏目", "body", 41, plain(text), None if slide else place, "" if slide else kicker))


def foot(sheet: Sheet, *, slide: bool, name: str = "") -> None:
    """Add the source line, the short title and the page number."""
    source = (392, 486, 296, 36) if name == "section" else _SOURCE  # two lines where half a slide is left
    # no exact pitch: renderers place it differently in a footer and in a body, and the three share one line
    grey = level(Run("", 12, "accent5"), 0)
    text = "{{ slide.source }}" if slide else "数据来源"
    sheet.add(
        sheet.placeholder(
            "来源",
            "body",
            40,
            plain(text),
            None if slide else source,
            "" if slide else grey,
            "b" if name == "section" else "t",
        )
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


def layout(name: str, theme: Theme) -> str:
    """Return the XML of a layout."""
    sheet = Sheet()
    if name == "cover":
        cover(sheet, slide=False)
        return sheet_xml("sldLayout", name, sheet, background="tx2")
    if name == "section":
        section_ground(sheet)
    frame(sheet, theme, name, slide=False)
    if name == "chart_takeaway":
        style = level(Run("", 16, "accent5"), 24)
        sheet.add(sheet.placeholder("图表", "chart", 20, plain("图表"), (48, 144, 544, 336), style))
    foot(sheet, slide=False, name=name)
    return sheet_xml("sldLayout", name, sheet, background="bg1" if name == "section" else "")


def prototype(name: str, variant: Variant, theme: Theme) -> str:
    """Return the XML of a prototype slide."""
    sheet = Sheet()
    if name == "cover":
        variant.draw(sheet)
        return sheet_xml("sld", "", sheet)
    frame(sheet, theme, name, slide=True)
    variant.draw(sheet)
    foot(sheet, slide=True, name=name)
    return sheet_xml("sld", "", sheet)


def notes(when: str = "") -> str:
    """Return the XML of the notes page of a prototype; `when` is the condition under which it is taken."""
    sheet = Sheet()
    picture = (
        f'<p:sp><p:nvSpPr>{sheet.head("幻灯片")}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    directive = plain(f"{{%slide if {when} %}}") if when else ""
    sheet.add(picture, sheet.placeholder("备注", "body", 1, directive + plain("{{ slide.notes }}")))
    return sheet_xml("notes", "", sheet)


def build(theme: Theme) -> bytes:
    """Return the bytes of the deck template of a theme."""
    parts: dict[str, str] = {
        "_rels/.rels": relationships_xml([("officeDocument", "ppt/presentation.xml"), ("core", "docProps/core.xml")]),
        "ppt/presentation.xml": presentation_xml(len(PROTOTYPES)),
        "ppt/slideMasters/slideMaster1.xml": master_xml(theme, len(LAYOUTS), Sheet(), frame, foot),
        "ppt/theme/theme1.xml": theme_xml(theme),
        "ppt/theme/theme2.xml": theme_xml(theme),
        "ppt/notesMasters/notesMaster1.xml": notes_master_xml(Sheet()),
        "docProps/core.xml": core_properties(),
        **small_parts(),
    }
    deck_arrows = [("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml")]
    deck_arrows += [("theme", "theme/theme1.xml")]
    deck_arrows += [("slide", f"slides/slide{number}.xml") for number in range(1, len(PROTOTYPES) + 1)]
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
    for number, (name, variant) in enumerate(PROTOTYPES, 1):
        parts[f"ppt/slides/slide{number}.xml"] = prototype(name, variant, theme)
        targets = [("slideLayout", f"../slideLayouts/slideLayout{list(LAYOUTS).index(name) + 1}.xml")]
        targets.append(("notesSlide", f"../notesSlides/notesSlide{number}.xml"))
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relationships_xml(targets)
        parts[f"ppt/notesSlides/notesSlide{number}.xml"] = notes(variant.when)
        back = [("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", f"../slides/slide{number}.xml")]
        parts[f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels"] = relationships_xml(back)
    types = content_types_xml(len(LAYOUTS), len(PROTOTYPES))
    members = [Member.of("[Content_Types].xml", types.encode())]
    return write_package([*members, *(Member.of(name, xml.encode()) for name, xml in parts.items())])


def main() -> None:
    """Write both templates beside this script."""
    for name, theme in THEMES.items():
        Path(__file__).with_name(f"deck-{name.lower()}.pptx").write_bytes(build(theme))


if __name__ == "__main__":
    main()
