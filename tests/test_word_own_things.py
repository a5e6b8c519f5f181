"""Word's own things: notes and comments as values, contents that are made anew, content controls, watermarks."""

import re
from typing import Any

import pytest

from reportgen import RichText, Template, TemplateError
from reportgen.template import Comment, Footnote
from tests.packages import cell, docx, members_of, para, part, row, run, table
from tests.random_templates import field
from tests.test_language import slide_grid, word_grid
from tests.whole import faults

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def filled(content: bytes, **data: Any) -> dict[str, str]:
    made = Template.open(content, "t.docx").render(data).to_bytes()
    assert faults(made) == []
    return members_of(made)


def texts(xml: str) -> list[str]:
    return re.findall(r"<w:t(?: [^>]*)?>([^<]+)</w:t>", xml)


def test_a_footnote_and_a_comment_are_values_in_a_loop() -> None:
    body = para("{%p for x in xs %}") + para("{{ x.n }}{{ x.note }}。") + para("{%p endfor %}")
    rows = [
        {"n": "甲", "note": Footnote("源<1>")},
        {"n": "乙", "note": Footnote("源2")},
        {"n": "丙", "note": Comment("核对", "张")},
    ]
    made = filled(docx(body), xs=rows)
    assert texts(made["word/footnotes.xml"]) == [" 源&lt;1&gt;", " 源2"]
    assert texts(made["word/comments.xml"]) == ["核对"] and 'w:author="张"' in made["word/comments.xml"]
    assert "".join(texts(made["word/document.xml"])) == "甲。乙。丙。"


def contents(entries: str) -> bytes:
    chars = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    start = para(
        "", inside=chars["begin"] + '<w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>' + chars["separate"]
    )
    body = (
        start
        + entries
        + para("", inside=chars["end"])
        + para("{%p for x in xs %}")
        + para("{{ x }}")
        + para("{%p endfor %}")
    )
    settings = part("settings", '<w:zoom w:percent="100"/><w:compat/>')
    return docx(body, parts={"word/settings.xml": settings}, related={"rId9": ("settings", "word/settings.xml")})


def test_contents_of_the_template_are_marked_to_be_made_anew_and_a_note_says_so() -> None:
    content = contents(
        para("示例标题", inside=run("1") + field(" PAGEREF _Toc1 ", "1").replace("PAGEREF _Toc1", "PAGE"))
    )
    template = Template.open(content, "t.docx")
    assert [(finding.rule, finding.level) for finding in template.findings] == [("E06", "info")]
    settings = filled(content, xs=["甲"])["word/settings.xml"]
    assert re.search(r'<w:zoom [^>]*/><w:updateFields w:val="true"/><w:compat/>', settings)


def test_contents_whose_entries_are_tags_are_left_to_them() -> None:
    content = contents(para("{% for x in xs %}{{ x }}{% endfor %}"))
    assert Template.open(content, "t.docx").findings == ()
    assert "updateFields" not in filled(content, xs=["甲"])["word/settings.xml"]


def control(look: str, content: str) -> bytes:
    return docx(
        para(
            "",
            inside=f'<w:sdt><w:sdtPr><w:id w:val="7"/>{look}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>',
        )
    )


def test_a_control_that_shows_a_value_shows_no_placeholder() -> None:
    styled = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{{ x }}</w:t></w:r>'
    xml = filled(control("<w:showingPlcHdr/>", styled), x="甲")["word/document.xml"]
    assert "showingPlcHdr" not in xml and "PlaceholderText" not in xml and texts(xml) == ["甲"]


@pytest.mark.parametrize(("value", "checked", "sign"), [(True, "1", "☑"), (False, "0", "☐")])
def test_a_check_box_is_checked_by_its_own_tag(value: bool, checked: str, sign: str) -> None:
    box = f'<w:tag w:val="{{{{ ok }}}}"/><w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="0"/><w14:checkedState w14:val="2611"/></w14:checkbox>'
    xml = filled(control(box, run("☐")), ok=value)["word/document.xml"]
    assert f'w14:checked w14:val="{checked}"' in xml and texts(xml) == [sign]


def test_a_list_shows_the_text_of_the_value_that_its_tag_gives() -> None:
    items = '<w:listItem w:displayText="优秀" w:value="A"/><w:listItem w:displayText="良好" w:value="B"/>'
    content = control(
        f'<w:alias w:val="{{{{ grade }}}}"/><w:showingPlcHdr/><w:dropDownList>{items}</w:dropDownList>', run("选择一项")
    )
    assert texts(filled(content, grade="B")["word/document.xml"]) == ["良好"]
    assert texts(filled(content, grade="其他")["word/document.xml"]) == ["其他"]


def test_a_control_of_text_is_filled_by_its_tag() -> None:
    assert texts(filled(control('<w:tag w:val="{{ x }}"/>', run("单击此处")), x="甲")["word/document.xml"]) == ["甲"]


def test_a_watermark_is_filled() -> None:
    mark = '<w:r><w:pict><v:shape id="w1"><v:textpath string="{{ state }}"/></v:shape></w:pict></w:r>'
    content = docx(
        para("a"),
        parts={"word/header1.xml": part("hdr", para("", inside=mark))},
        related={"rId4": ("header", "word/header1.xml")},
    )
    assert 'string="草稿"' in filled(content, state="草稿")["word/header1.xml"]


@pytest.mark.parametrize(
    ("word", "in_word", "on_slide"), [("vertical", "tbRl", "eaVert"), ("upwards", "btLr", "vert270")]
)
def test_the_lines_of_a_cell_are_turned(word: str, in_word: str, on_slide: str) -> None:
    made = Template.open(word_grid([["{% direction d %}甲", "乙"]])).render({"d": word}).to_bytes()
    assert f'<w:textDirection w:val="{in_word}"/>' in members_of(made)["word/document.xml"]
    made = Template.open(slide_grid([["{% direction d %}甲", "乙"]])).render({"d": word}).to_bytes()
    assert f'vert="{on_slide}"' in members_of(made)["ppt/slides/slide1.xml"]
    with pytest.raises(TemplateError, match="it has horizontal, vertical, upwards"):
        Template.open(word_grid([["{% direction d %}甲"]])).render({"d": "slanted"})


def test_the_direction_of_paragraphs_tables_and_cells_is_kept_in_every_round() -> None:
    turned = cell(para("{%tr for x in xs %}{{ x }}"), properties='<w:textDirection w:val="tbRl"/>')
    grid = table(row(turned, cell(para("{%tr endfor %}")))).replace("<w:tblPr/>", "<w:tblPr><w:bidiVisual/></w:tblPr>")
    body = para("{%p for x in xs %}") + para("{{ x }}", "<w:bidi/>") + para("{%p endfor %}") + grid + para()
    xml = filled(docx(body), xs=["א", "ב"])["word/document.xml"]
    assert [xml.count(word) for word in ("<w:bidi/>", "bidiVisual", "tbRl")] == [2, 1, 2]
    bold = filled(docx(para("{{ x }}")), x=RichText("א", bold=True, rtl=True))["word/document.xml"]
    assert "<w:b/><w:bCs/><w:rtl/>" in bold


def test_a_dash_swallows_blanks_and_line_breaks_and_no_space_that_does_not_break() -> None:
    lines = [run("住在 "), "<w:r><w:br/></w:r>", run("{%- if x -%}"), "<w:r><w:br/><w:t>\u00a0城里</w:t></w:r>"]
    ends = [
        "<w:r><w:br/></w:r>",
        run("{%- endif -%}"),
        "<w:r><w:br/></w:r>",
        run("很好"),
        '<w:r><w:br w:type="page"/></w:r>',
    ]
    xml = filled(docx(para("", inside="".join([*lines, *ends]))), x=1)["word/document.xml"]
    assert "".join(texts(xml)) == "住在\u00a0城里很好" and re.findall(r"<w:br[^>]*>", xml) == ['<w:br w:type="page"/>']
