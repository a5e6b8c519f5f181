"""Where tags may stand in a Word file, and what Office puts between their pieces."""

import io
import re
import zipfile

import pytest
from docx import Document as WordFile
from docx.oxml import parse_xml as element

from reportgen import Template, TemplateError
from tests.test_language import saved, valid, word
from tests.test_template_files import changed, member

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WPS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HABITS = {
    "a spelling mark": '<w:r><w:t>{{ na</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>me }}</w:t></w:r>',
    "a bookmark": '<w:r><w:t>{{ na</w:t></w:r><w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/><w:r><w:t>me }}</w:t></w:r>',
    "revision ids": '<w:r w:rsidR="00A1"><w:t>{</w:t></w:r><w:r w:rsidR="00B2"><w:t>{ name }</w:t></w:r><w:r><w:t>}</w:t></w:r>',
    "a change of format": "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ na</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>me }}</w:t></w:r>",
    "a link": '<w:hyperlink w:anchor="a"><w:r><w:t>{{ name }}</w:t></w:r></w:hyperlink>',
    "half in a link": '<w:r><w:t>{{ na</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>me }}</w:t></w:r></w:hyperlink>',
    "a content control": "<w:sdt><w:sdtContent><w:r><w:t>{{ name }}</w:t></w:r></w:sdtContent></w:sdt>",
    "a smart tag": '<w:smartTag w:uri="u" w:element="e"><w:r><w:t>{{ na</w:t></w:r></w:smartTag><w:r><w:t>me }}</w:t></w:r>',
    "an insertion that is tracked": '<w:r><w:t>{{ na</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>me }}</w:t></w:r></w:ins>',
    "a deletion that is tracked": '<w:r><w:t>{{ na</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del>'
    "<w:r><w:t>me }}</w:t></w:r>",
    "a field": '<w:fldSimple w:instr=" DATE "><w:r><w:t>{{ name }}</w:t></w:r></w:fldSimple>',
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_a_tag_survives(habit: str) -> None:
    file = WordFile()
    file.element.body.insert(0, element(f"<w:p {W}>{HABITS[habit]}</w:p>"))
    filled = Template.open(saved(file)).render({"name": "李工"}).to_bytes()
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", member(filled, "word/document.xml").decode()))
    assert text == "李工"


def test_both_twins_of_a_text_box_are_filled() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>{{ name }}</w:t></w:r></w:p></w:txbxContent>"
    twins = (
        f'<w:p {W} {WPS}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    file = WordFile()
    file.element.body.insert(0, element(twins))
    filled = Template.open(saved(file)).render({"name": "甲"}).to_bytes()
    assert member(filled, "word/document.xml").decode().count("甲") == 2


def test_headers_and_footers_are_filled_and_their_errors_name_them() -> None:
    file = WordFile()
    file.sections[0].header.paragraphs[0].text = "{{ head }}"
    file.sections[0].footer.paragraphs[0].text = "{{ foot }}"
    template = Template.open(saved(file), "r.docx")
    filled = WordFile(io.BytesIO(template.render({"head": "眉", "foot": "脚"}).to_bytes()))
    assert filled.sections[0].header.paragraphs[0].text == "眉"
    assert filled.sections[0].footer.paragraphs[0].text == "脚"
    with pytest.raises(TemplateError, match=r"r\.docx, page header"):
        template.render({"foot": 1})


@pytest.mark.parametrize("name", ["footnotes", "endnotes", "comments"])
def test_notes_and_comments_are_filled(name: str) -> None:
    inner = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}[name]
    part = f'<w:{name} {W}><w:{inner} w:id="1"><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p></w:{inner}></w:{name}>'
    filled = Template.open(changed(word([["a"]]), {f"word/{name}.xml": part.encode()})).render({"x": "注"}).to_bytes()
    assert "注" in member(filled, f"word/{name}.xml").decode()


def test_document_properties_are_filled() -> None:
    file = WordFile()
    file.core_properties.title = "{{ title }}"
    filled = Template.open(saved(file)).render({"title": "甲<乙"}).to_bytes()
    assert WordFile(io.BytesIO(filled)).core_properties.title == "甲<乙"


def test_a_table_in_a_table_repeats_its_own_rows() -> None:
    file = WordFile()
    outer = file.add_table(1, 1).cell(0, 0)
    inner = outer.add_table(1, 1)
    inner.cell(0, 0).text = "{%tr for x in xs %}{{ x }}{%tr endfor %}"
    filled = WordFile(io.BytesIO(Template.open(saved(file)).render({"xs": [1, 2]}).to_bytes()))
    assert len(filled.tables[0].rows) == 1
    assert [row.cells[0].text for row in filled.tables[0].cell(0, 0).tables[0].rows] == ["1", "2"]


def test_an_error_in_a_table_names_row_and_cell() -> None:
    file = WordFile()
    file.add_table(3, 2).cell(2, 0).text = "{{ missing }}"
    with pytest.raises(TemplateError, match="table 1, row 3, cell 1"):
        Template.open(saved(file)).render({})


def test_merging_cells_makes_sound_tables(tmp_path: object) -> None:
    file = WordFile()
    table = file.add_table(2, 2)
    table.cell(0, 0).text = "{%tc for x in xs %}{% hm %}{{ x }}{%tc endfor %}"
    table.cell(1, 0).text = "{%tr for x in xs %}{% vm %}组"
    table.cell(1, 1).text = "{{ x }}{%tr endfor %}"
    filled = Template.open(saved(file)).render({"xs": ["a", "b"]}).to_bytes()
    xml = member(filled, "word/document.xml").decode()
    assert '<w:gridSpan w:val="2"/>' in xml
    assert re.findall(r'<w:vMerge w:val="(\w+)"/>', xml) == ["restart", "continue"]
    assert xml.count("组") == 1
    assert valid(filled, "docx", tmp_path) == []


def test_what_has_no_tags_is_copied_as_it_lies_in_the_file() -> None:
    source = word([["{{ x }}"]])
    filled = Template.open(source).render({"x": 1}).to_bytes()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(filled)) as after:
        for info in before.infolist():
            if info.filename not in ("word/document.xml", "[Content_Types].xml", "_rels/.rels"):
                same = after.getinfo(info.filename)
                assert (same.CRC, same.compress_size) == (info.CRC, info.compress_size), info.filename


def test_a_large_table_never_stands_in_memory_as_a_whole() -> None:
    import tracemalloc

    from tests.benchmarks import workloads

    template = Template.open(workloads.report(), "big")
    pictures = {f"picture{number}": "" for number in range(4)}
    peaks = {}
    for rows in (100, 1000):
        data = {**workloads.report_data(rows), **pictures}
        tracemalloc.start()
        document = template.render(data)
        size = next(m.size for m in document.members if m.name == "word/document.xml")
        peaks[rows] = tracemalloc.get_traced_memory()[1] / size
        tracemalloc.stop()
    assert peaks[1000] < 1.5  # at most three times the XML is asked for
    assert peaks[1000] < peaks[100]
