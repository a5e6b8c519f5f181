"""A document inside a document keeps its headers and its pages of another size; what is around it goes on as it was."""

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm

from reportgen import Subdocument, Template
from tests.whole import faults


def a_file(text: str, header: str = "", *, landscape: bool = False) -> Any:
    file = Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if landscape:
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    if header:
        section.header.paragraphs[0].text = header
    if text:
        file.add_paragraph(text)
    return file


def saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def filled(template: Any, **data: Any) -> list[tuple[str, str, bool]]:
    """The words of each section, its header, and whether it lies across."""
    content = Template.open(saved(template)).render(data).to_bytes()
    assert faults(content) == []
    made = Document(io.BytesIO(content))
    words: list[list[str]] = [[]]
    for element in made.element.body:
        words[-1] += [t.text or "" for t in element.iter("{*}t")]
        if element.find("{*}pPr/{*}sectPr") is not None:
            words.append([])
    sections = made.sections
    assert len(words) == len(sections)
    return [
        ("".join(text), section.header.paragraphs[0].text, section.page_width > section.page_height)
        for text, section in zip(words, sections, strict=True)
    ]


def around(*after: str, header: str = "总") -> Any:
    file = a_file("前", header)
    for text in ("{{p part }}", *after):
        file.add_paragraph(text)
    return file


def test_a_part_with_a_header_has_it_and_what_follows_has_that_of_the_file() -> None:
    part = Subdocument.of(a_file("财政", "财政局"))
    assert filled(around("后"), part=part) == [("前", "总", False), ("财政", "财政局", False), ("后", "总", False)]


def test_a_part_that_is_the_last_ends_the_file_without_an_empty_page() -> None:
    part = Subdocument.of(a_file("财政", "财政局"))
    assert filled(around(), part=part) == [("前", "总", False), ("财政", "财政局", False)]


def test_what_follows_has_no_header_where_the_file_has_none() -> None:
    part = Subdocument.of(a_file("财政", "财政局"))
    assert filled(around("后", header=""), part=part)[1:] == [("财政", "财政局", False), ("后", "", False)]


def test_a_part_across_the_page_shows_the_header_of_the_file() -> None:
    part = Subdocument.of(a_file("宽表", landscape=True))
    assert filled(around("后"), part=part) == [("前", "总", False), ("宽表", "总", True), ("后", "总", False)]


def test_a_part_keeps_its_sections_in_its_middle() -> None:
    file = a_file("竖")
    section = file.add_section()
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    file.add_paragraph("横")
    assert [across for _, _, across in filled(around("后"), part=Subdocument.of(file))] == [False, False, True, False]


def test_parts_of_a_loop_follow_each_other_without_empty_sections() -> None:
    file = a_file("")
    for text in ("{%p for part in parts %}", "{{p part }}", "{%p endfor %}"):
        file.add_paragraph(text)
    parts = [Subdocument.of(a_file(name, f"{name}局")) for name in "甲乙丙"]
    assert filled(file, parts=parts) == [("甲", "甲局", False), ("乙", "乙局", False), ("丙", "丙局", False)]


def test_a_plain_part_or_one_that_is_told_so_stays_text_of_its_section() -> None:
    assert filled(around("后"), part=Subdocument.of(a_file("文"))) == [("前文后", "总", False)]
    plain = Subdocument.of(a_file("文", "局", landscape=True), sections=False)
    assert filled(around("后"), part=plain) == [("前文后", "总", False)]


def test_in_a_cell_there_are_no_sections() -> None:
    file = a_file("前")
    file.add_table(1, 1).cell(0, 0).text = "{{p part }}"
    (only,) = filled(file, part=Subdocument.of(a_file("财政", "财政局", landscape=True)))
    assert only == ("前财政", "", False)


def test_an_included_part_has_its_header_filled_with_its_styles_and_pictures(tmp_path: Path) -> None:
    part = a_file("{{ x }}", "{{ x }}局")
    part.styles.add_style("局头", WD_STYLE_TYPE.PARAGRAPH)
    part.sections[0].header.paragraphs[0].style = "局头"
    picture = Path(__file__).parents[1] / "docs" / "lanzhou-12.png"
    part.sections[0].header.paragraphs[0].add_run().add_picture(str(picture), Mm(9))
    part.save(str(tmp_path / "part.docx"))
    template = around("{% include 'part.docx' %}", "后", header="")
    template.paragraphs[1].text = "{% include 'part.docx' %}"
    content = Template.open(saved(template)).render({"x": "财政"}, parts=tmp_path).to_bytes()
    assert faults(content) == []
    made = Document(io.BytesIO(content))
    heads = [section.header.paragraphs[0] for section in made.sections]
    assert [head.text for head in heads] == ["", "财政局", "财政局", ""] and heads[1].style.name == "局头"


@pytest.mark.parametrize("first", [True, False])
def test_a_first_page_of_its_own_comes_once(first: bool) -> None:
    template = around("后")
    template.sections[0].different_first_page_header_footer = first
    content = Template.open(saved(template)).render({"part": Subdocument.of(a_file("财政", "财政局"))}).to_bytes()
    sections = Document(io.BytesIO(content)).sections
    assert [s.different_first_page_header_footer for s in sections] == [first, False, False]
