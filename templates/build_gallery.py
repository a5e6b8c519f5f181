"""Makes gallery-a/b.pptx and gallery-a/b.docx: each figure as large as a pack shows it, native and drawn, in the colours of each theme.

Run it as `python templates/build_gallery.py`; the same script gives the same bytes.
"""

from pathlib import Path

from build_deck import foot, frame, notes
from build_report import report_template
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
from slide_shapes import Line, Run, Sheet
from word_body import _section_properties as page
from word_xml import Element, el, paragraph, root, tag

from reportgen.model.theme import THEMES, Theme
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import xml_bytes

_FIGURE = (48.0, 138.0, 544.0, 331.0)  # pt: as on a slide with a chart; a picture of 156 by 95 mm has this shape


def figure_slide(sheet: Sheet) -> None:
    """The figure as large as a pack shows it; beside it what it is, its message and its alternative text."""
    sheet.add(sheet.text("图表", _FIGURE, [Line([Run("{{ slide.figure }}", 14)], 20)]))
    sheet.add(sheet.rectangle("底", (616, 114, 296, 366), "bg2"))
    for name, y, height, size, colour in (
        ("form", 132, 28, 18, "accent1"),
        ("lead", 172, 90, 18, "tx1"),
        ("alt", 276, 192, 14, "accent5"),
    ):
        line = Line([Run(f"{{{{ slide.{name} }}}}", size, colour, bold=name == "form")], round(size * 1.5))
        sheet.add(sheet.text(name, (640, y, 248, height), [line]))


def deck(theme: Theme) -> bytes:
    """Return the bytes of the deck template of a theme: one layout, one slide."""
    layout, slide = Sheet(), Sheet()
    frame(layout, theme, "figure", slide=False)
    foot(layout, slide=False)
    frame(slide, theme, "figure", slide=True)
    figure_slide(slide)
    foot(slide, slide=True)
    parts: dict[str, str] = {
        "_rels/.rels": relationships_xml([("officeDocument", "ppt/presentation.xml"), ("core", "docProps/core.xml")]),
        "ppt/presentation.xml": presentation_xml(1),
        "ppt/slideMasters/slideMaster1.xml": master_xml(theme, 1, Sheet(), frame, foot),
        "ppt/theme/theme1.xml": theme_xml(theme),
        "ppt/theme/theme2.xml": theme_xml(theme),
        "ppt/notesMasters/notesMaster1.xml": notes_master_xml(Sheet()),
        "ppt/slideLayouts/slideLayout1.xml": sheet_xml("sldLayout", "figure", layout),
        "ppt/slides/slide1.xml": sheet_xml("sld", "", slide),
        "ppt/notesSlides/notesSlide1.xml": notes(),
        "docProps/core.xml": core_properties(),
        **small_parts(),
    }
    arrows = {
        "ppt/_rels/presentation.xml": [
            ("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"), ("slide", "slides/slide1.xml"),
            *[(name, f"{name}.xml") for name in ("presProps", "viewProps", "tableStyles")],
        ],
        "ppt/slideMasters/_rels/slideMaster1.xml": [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("theme", "../theme/theme1.xml")
        ],
        "ppt/notesMasters/_rels/notesMaster1.xml": [("theme", "../theme/theme2.xml")],
        "ppt/slideLayouts/_rels/slideLayout1.xml": [("slideMaster", "../slideMasters/slideMaster1.xml")],
        "ppt/slides/_rels/slide1.xml": [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"), ("notesSlide", "../notesSlides/notesSlide1.xml")
        ],
        "ppt/notesSlides/_rels/notesSlide1.xml": [
            ("notesMaster", "../notesMasters/notesMaster1.xml"), ("slide", "../slides/slide1.xml")
        ],
    }  # fmt: skip
    parts |= {f"{name}.rels": relationships_xml(targets) for name, targets in arrows.items()}
    members = [Member.of("[Content_Types].xml", content_types_xml(1, 1).encode())]
    return write_package([*members, *(Member.of(name, xml.encode()) for name, xml in parts.items())])


def report(theme: Theme) -> bytes:
    """Return the bytes of the Word template of a theme: the styles of the report, and a body of its own."""
    members = read_package(report_template(), "report.docx")
    members["word/document.xml"] = Member.of("word/document.xml", xml_bytes(_body()))
    part = "word/theme/theme1.xml"
    xml = members[part].content.decode()
    for role, red in vars(THEMES["A"]).items():
        if isinstance(red, str) and len(red) == 6:
            xml = xml.replace(f'"{red}"', f'"{getattr(theme, role)}"')
    members[part] = Member.of(part, xml.encode())
    return write_package(list(members.values()))


def _body() -> Element:
    """A heading a figure, the chart, the picture, and what is said instead of them."""
    return root(
        "w:document",
        el(
            "w:body",
            paragraph("Title", "{{ title }}"),
            tag("for figure in figures"),
            paragraph("Caption", "{{ figure.title }}", properties=(el("w:keepNext"),)),
            tag("if figure.native"),
            paragraph("FigurePara", "{{ figure.native }}", properties=(el("w:keepNext"),)),
            tag("endif"),
            paragraph("FigurePara", "{{ figure.picture }}"),
            paragraph("SourceNote", "{{ figure.alt }}"),
            tag("endfor"),
            page(numbered=True),
        ),
    )


def main() -> None:
    """Write the templates beside this script."""
    for name, theme in THEMES.items():
        Path(__file__).with_name(f"gallery-{name.lower()}.pptx").write_bytes(deck(theme))
        Path(__file__).with_name(f"gallery-{name.lower()}.docx").write_bytes(report(theme))


if __name__ == "__main__":
    main()
