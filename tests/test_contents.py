"""Contents of a filled Word file list what the file has, with the pages where it stands."""

import io
import re
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from reportgen import fill
from tests.packages import NAMESPACES, members_of


def field(code: str, result: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = f"<w:r><w:t>{result}</w:t></w:r>" if result else ""
    code = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return mark.format("begin") + code + mark.format("separate") + shown + mark.format("end")


def paragraph(inside: str, style: str = "") -> Any:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return parse_xml(f"<w:p {NAMESPACES}>{properties}{inside}</w:p>")


def of_word(code: str, entry: str) -> list[Any]:
    """A contents field as Word writes it: begun in the first entry, ended in a paragraph of its own."""
    start = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
    page = "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc7 \\h ", "9")
    words = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{entry}</w:t></w:r>"
    first = f'{start}<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc7">{words}{page}</w:hyperlink>'
    return [paragraph(first, "TOC1"), paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')]


def filled(file: Any, **data: Any) -> tuple[list[tuple[str, ...]], str]:
    """The lines of the contents, with the page of each, and the XML of the body."""
    source, out = io.BytesIO(), io.BytesIO()
    file.save(source)
    fill(source.getvalue(), data, out)
    members = members_of(out.getvalue())
    made = WordDocument(io.BytesIO(out.getvalue()))
    lines = [p.text for p in made.paragraphs if "PAGEREF" in p._p.xml]
    assert "updateFields" not in members["word/settings.xml"]
    return [tuple(line.split("\t")) for line in lines], members["word/document.xml"]


def with_loop(file: Any, style: str = "Heading 1") -> None:
    for text in ("{%p for x in xs %}", "{{ x }}", "{%p endfor %}"):
        file.add_paragraph(text, style if "{{" in text else None)
    file.paragraphs[-2].paragraph_format.page_break_before = True


def test_contents_list_the_headings_of_a_loop_and_their_pages() -> None:
    file = WordDocument()
    for element in of_word(' TOC \\o "1-3" \\h \\z \\u ', "示例"):
        file.element.body.insert(len(file.element.body) - 1, element)
    with_loop(file)
    lines, xml = filled(file, xs=["甲", "乙", "丙"])
    assert lines == [("甲", "2"), ("乙", "3"), ("丙", "4")]
    assert "示例" not in xml and xml.count("<w:b/>") == 3  # each is set as the entry of the template is
    names = re.findall(r'w:name="(_Toc\d+)"', xml)
    assert re.findall(r'w:anchor="(_Toc\d+)"', xml) == names and len(set(names)) == 3


@pytest.mark.parametrize("code", [' TOC \\o "1-1" ', " TOC \\u ", ' TOC \\t "heading 1,1" \\n '])
def test_contents_that_are_one_paragraph_or_one_element_are_made_anew(code: str) -> None:
    for simple in (False, True):
        file = WordDocument()
        text = "<w:r><w:t>更新域</w:t></w:r>"
        code_in_xml = code.replace('"', "&quot;")
        inside = f'<w:fldSimple w:instr="{code_in_xml}">{text}</w:fldSimple>' if simple else field(code, "更新域")
        file.element.body.insert(0, paragraph(inside))
        with_loop(file)
        lines, xml = filled(file, xs=["甲"])
        assert "更新域" not in xml and xml.count("甲") == 2
        assert lines == ([] if "\\n" in code else [("甲", "2")])


def test_numbers_of_headings_stand_in_the_contents_and_text_beside_the_field_stays() -> None:
    file = WordDocument()
    begin = "<w:r><w:t>前</w:t></w:r>" + field(' TOC \\o "1-1" ', "旧") + "<w:r><w:t>后</w:t></w:r>"
    file.element.body.insert(0, paragraph(begin))
    with_loop(file)
    number = parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    file.paragraphs[-2]._p.get_or_add_pPr().append(number)
    lines, xml = filled(file, xs=["甲", "乙"])
    texts = re.findall(r"<w:t[ >][^<]*", xml)
    assert next(re.sub(r".*>", "", text) for text in texts) == "前" and ">后" in xml
    assert [line[-1] for line in lines][:1] == ["2"] and "甲" in lines[0][0]


def test_pages_follow_sections_that_count_for_themselves() -> None:
    file = WordDocument()
    file.element.body.insert(0, paragraph(field(' TOC \\o "1-1" ', "旧")))
    file.add_section()
    file.add_paragraph("{{ a }}", "Heading 1")
    section = file.add_section()
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    file.add_paragraph("{{ b }}", "Heading 1")
    for number, form in ((1, "upperRoman"), (2, "decimal")):
        kind = OxmlElement("w:pgNumType")
        kind.set(qn("w:fmt"), form)
        kind.set(qn("w:start"), "4")
        file.sections[number]._sectPr.append(kind)
    lines, _ = filled(file, a="甲", b="乙")
    assert lines == [("甲", "IV"), ("乙", "4")]


def test_a_list_of_figures_lists_the_captions_that_the_loop_has_made() -> None:
    file = WordDocument()
    file.element.body.insert(0, paragraph(field(' TOC \\h \\z \\c "图" ', "旧")))
    file.add_paragraph("{%p for x in xs %}")
    body = file.element.body
    body.insert(
        len(body) - 1, paragraph(f"<w:r><w:t>图</w:t></w:r>{field(' SEQ 图 ', '1')}<w:r><w:t> {{{{ x }}}}</w:t></w:r>")
    )
    file.add_paragraph("{%p endfor %}")
    file.add_paragraph("{{ none }}")
    lines, _ = filled(file, xs=["人口", "产值"], none="图 不是题注")
    assert [line[0] for line in lines] == ["图1 人口", "图2 产值"]


def test_references_to_pages_follow_what_the_fill_has_moved() -> None:
    file = WordDocument()
    file.add_paragraph("见第")._p.append(parse_xml(f"<w:r {NAMESPACES}/>"))
    for element in paragraph(field(" PAGEREF here \\h ", "1")):
        file.paragraphs[0]._p.append(element)
    with_loop(file)
    end = file.add_paragraph("末")
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), "5")
        if name.endswith("Start"):
            mark.set(qn("w:name"), "here")
        end._p.append(mark)
    source, out = io.BytesIO(), io.BytesIO()
    file.save(source)
    fill(source.getvalue(), {"xs": list("甲乙丙")}, out)
    assert WordDocument(io.BytesIO(out.getvalue())).paragraphs[0].text == "见第4"


def test_contents_that_find_nothing_say_so_and_the_field_stays() -> None:
    file = WordDocument()
    file.element.body.insert(0, paragraph(field(' TOC \\o "1-1" ', "旧")))
    file.add_paragraph("{{ a }}")
    source, out = io.BytesIO(), io.BytesIO()
    file.save(source)
    (finding,) = fill(source.getvalue(), {"a": 1}, out)
    xml = members_of(out.getvalue())["word/document.xml"]
    assert finding.rule == "E07" and "list nothing" in finding.what and "旧" not in xml and "TOC" in xml


def test_contents_that_are_not_read_here_are_left_to_word() -> None:
    file = WordDocument()
    file.element.body.insert(0, paragraph(field(" TOC \\f x ", "旧")))
    file.add_paragraph("{{ a }}")
    source, out = io.BytesIO(), io.BytesIO()
    file.save(source)
    (finding,) = fill(source.getvalue(), {"a": 1}, out)
    members = members_of(out.getvalue())
    assert "旧" in members["word/document.xml"] and "updateFields" in members["word/settings.xml"]
    assert "Word makes them anew" in finding.what
