"""Where tags may stand on slides, and what is left behind when all that a cell or table held goes."""

import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from docx import Document as WordFile
from lxml import etree
from pptx import Presentation
from pptx.util import Pt

from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.template import Picture, Template
from reportgen.template.tags.grammar import A, P
from tests.cut_runs import paragraphs_file
from tests.test_language import BASES, saved, slide_grid, slides, valid, word_grid
from tests.test_template_files import deck, png, texts

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def filled(source: bytes, **data: Any) -> bytes:
    return Template.open(source, "a").render(data).to_bytes()


def first_table(content: bytes) -> Any:
    return next(shape for shape in Presentation(io.BytesIO(content)).slides[0].shapes if shape.has_table).table


def test_cells_of_a_slide_are_merged_and_coloured(tmp_path: Path) -> None:
    content = filled(slide_grid([["{%tc for x in xs %}{% hm %}{{ x }}{%tc endfor %}"]]), xs=["a", "b", "c"])
    assert [cell.text for cell in first_table(content).rows[0].cells] == ["a", "", ""]
    assert first_table(content).cell(0, 0).span_width == 3
    assert valid(content, "pptx", tmp_path) == []
    content = filled(slide_grid([["{%tr for x in xs %}{% vm %}组", "{{ x }}{%tr endfor %}"]]), xs=[1, 2])
    assert (first_table(content).cell(0, 0).span_height, first_table(content).cell(1, 1).text) == (2, "2")
    assert valid(content, "pptx", tmp_path) == []
    content = filled(slide_grid([["{% colspan n %}{% cellbg '9E1B20' %}a"], ["{{ n }}"]]), n=1)
    assert str(first_table(content).cell(0, 0).fill.fore_color.rgb) == "9E1B20"


def test_a_cell_of_word_spans_columns_and_has_a_colour(tmp_path: Path) -> None:
    content = filled(
        word_grid([["{% colspan 2 %}{% cellbg c %}a", "{%tc if 0 %}x{%tc endif %}"], ["b", "c"]]), c="F6EFE5"
    )
    cell = WordFile(io.BytesIO(content)).tables[0].rows[0].cells[0]._tc
    assert cell.grid_span == 2
    assert 'w:fill="F6EFE5"' in etree.tostring(cell, encoding="unicode")
    assert valid(content, "docx", tmp_path) == []


def with_sections(source: bytes) -> bytes:
    """A deck whose slides lie in two sections: the first slide in one, the others in the second."""
    members = read_package(source, "a")
    part = "ppt/presentation.xml"
    root = etree.fromstring(members[part].content)
    ids = [item.get("id") for item in root.iter(f"{{{P}}}sldId")]
    parts = "".join(
        f'<p14:section name="{name}" id="{{00000000-0000-0000-0000-00000000000{n}}}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{key}"/>' for key in keys)
        + "</p14:sldIdLst></p14:section>"
        for n, (name, keys) in enumerate((("一", ids[:1]), ("二", ids[1:])))
    )
    xml = (
        f'<p:extLst xmlns:p="{P}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{_P14}">{parts}</p14:sectionLst></p:ext></p:extLst>'
    )
    for old in root.findall(f"{{{P}}}extLst"):
        root.remove(old)
    root.append(etree.fromstring(xml))
    members[part] = Member.of(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    return write_package(members.values())


def test_the_sections_of_a_deck_are_kept_when_slides_repeat_and_go(tmp_path: Path) -> None:
    source = with_sections(
        saved(deck(("始", ""), ("{{ x }}", "{%slide for x in xs %}"), ("去", "{%slide if 0 %}"), ("终", "")))
    )
    content = filled(source, xs=["甲", "乙"])
    assert texts(content) == ["始", "甲", "乙", "终"]
    root = etree.fromstring(read_package(content, "a")["ppt/presentation.xml"].content)
    found = [[item.get("id") for item in s.iter(f"{{{_P14}}}sldId")] for s in root.iter(f"{{{_P14}}}section")]
    assert [len(ids) for ids in found] == [1, 3]
    assert [key for ids in found for key in ids] == [item.get("id") for item in root.iter(f"{{{P}}}sldId")]
    assert valid(content, "pptx", tmp_path) == []


def test_text_in_groups_and_in_both_twins_of_a_shape_is_filled() -> None:
    file = Presentation()
    shapes = file.slides.add_slide(file.slide_layouts[6]).shapes
    group = shapes.add_group_shape()
    group.shapes.add_group_shape().shapes.add_textbox(Pt(9), Pt(9), Pt(90), Pt(20)).text_frame.text = "{{ x }}"
    twin = shapes.add_textbox(Pt(9), Pt(9), Pt(90), Pt(20))
    twin.text_frame.text = "{{ x }}"
    xml = etree.tostring(twin._element, encoding="unicode")
    twins = (
        f'<mc:AlternateContent xmlns:mc="{_MC}" xmlns:p14="{_P14}"><mc:Choice Requires="p14">{xml}</mc:Choice>'
        f"<mc:Fallback>{xml}</mc:Fallback></mc:AlternateContent>"
    )
    twin._element.getparent().replace(twin._element, etree.fromstring(twins))
    part = read_package(filled(saved(file), x="好"), "a")["ppt/slides/slide1.xml"].content.decode()
    assert part.count("<a:t>好</a:t>") == 3


def test_a_picture_takes_the_box_of_its_placeholder() -> None:
    file = Presentation()
    slide = file.slides.add_slide(file.slide_layouts[1])
    holder = slide.placeholders[1]
    holder.text_frame.text = "{{ p }}"
    box = (holder.left, holder.top, holder.width, holder.height)
    content = filled(saved(file), p=Picture.of(png(), alt="图"))
    picture = next(s for s in Presentation(io.BytesIO(content)).slides[0].shapes if hasattr(s, "crop_top"))
    assert (picture.left, picture.top, picture.width, picture.height) == box
    assert picture.placeholder_format.idx == 1


@pytest.mark.parametrize(("make", "ending"), [(word_grid, "docx"), (slide_grid, "pptx")])
@pytest.mark.parametrize(
    "rows",
    [
        [["{%tr for x in xs %}", ""], ["{{ x }}", "b"], ["{%tr endfor %}", ""]],
        [["{%tc for x in xs %}{{ x }}{%tc endfor %}"]],
    ],
)
def test_a_table_that_loses_all_its_rows_or_cells_goes(make: Any, ending: str, rows: Any, tmp_path: Path) -> None:
    content = filled(make(rows), xs=[])
    part = read_package(content, "a")["word/document.xml" if ending == "docx" else "ppt/slides/slide1.xml"].content
    assert b":tbl>" not in part
    assert b"graphicFrame>" not in part
    assert valid(content, ending, tmp_path) == []
    assert (
        ":tbl>"
        in read_package(filled(make(rows), xs=[1]), "a")[
            "word/document.xml" if ending == "docx" else "ppt/slides/slide1.xml"
        ].content.decode()
    )


@pytest.mark.parametrize("ending", BASES)
def test_a_cell_or_box_that_loses_all_its_paragraphs_keeps_an_empty_one(ending: str, tmp_path: Path) -> None:
    paragraphs = [["{%p if x %}"], ["a"], ["{%p endif %}"]]
    if ending == "pptx":
        content = filled(paragraphs_file(BASES[ending], ending, paragraphs, Random(1)), x=0)
        body = next(
            etree.fromstring(read_package(content, "a")["ppt/slides/slide1.xml"].content).iter(f"{{{P}}}txBody")
        )
        assert [etree.QName(child).localname for child in body][-1] == "p"
        assert body.find(f"{{{A}}}p/{{{A}}}r") is None
    else:
        file = WordFile()
        cell = file.add_table(1, 1).cell(0, 0)
        header = file.sections[0].header
        for holder in (cell, header):
            holder.paragraphs[0].text = "{%p if x %}"
            holder.add_paragraph("a")
            holder.add_paragraph("{%p endif %}")
        content = filled(saved(file), x=0)
        read = WordFile(io.BytesIO(content))
        assert [p.text for p in read.tables[0].cell(0, 0).paragraphs] == [""]
        assert [p.text for p in read.sections[0].header.paragraphs] == [""]
    assert valid(content, ending, tmp_path) == []


def test_a_field_of_a_slide_is_one_line_of_text() -> None:
    members = read_package(slides([["x"]]), "a")
    part = "ppt/slides/slide1.xml"
    xml = members[part].content.decode()
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>{{ x }}</a:t></a:fld>'
    members[part] = Member.of(part, xml.replace("<a:r>", f"{field}<a:r>", 1).encode())
    content = read_package(filled(write_package(members.values()), x="a\nb<"), "a")[part].content.decode()
    assert "<a:t>a b&lt;</a:t></a:fld>" in content
