"""Values of plain data: pictures, links, formatted text, charts and codes that JSON, YAML, CSV and Excel can hold."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation

from reportgen import fill
from reportgen.cli.main import main
from reportgen.errors import TemplateError
from reportgen.template import Template
from tests.word_samples import letter, text_of

MARKDOWN = """# 总体情况

常住人口**稳步**增长，见[公报](https://example.org/b)。

1. 第一项
2. 第二项
   - 其中甲
   - 其中乙

间隔一段。

1. 重新开始

> 引用一句。

| 指标 | 数值 |
|------|------|
| 人口 | 70 |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (300, 100), (158, 27, 32)).save(tmp_path / "photo.png")
    (tmp_path / "part.docx").write_bytes(letter("来自附件"))
    return tmp_path


def word(document: Any) -> Any:
    return WordDocument(io.BytesIO(document.to_bytes()))


def sound(content: bytes, path: Path) -> bool:
    """Whether a validator finds nothing that is not in python-docx's own empty document."""
    path.write_bytes(content)
    return not [error for error in OpenXmlValidator().validate(path).errors if "stylesWithEffects" not in str(error)]


def test_a_picture_of_plain_data_has_its_size_its_words_and_its_link(folder: Path) -> None:
    value = {"$picture": "photo.png", "width_mm": 60, "alt": "示意图", "url": "https://example.org"}
    file = word(Template.open(letter("{{ p }}")).render({"p": value}, files=folder))
    shape = file.inline_shapes[0]
    assert (shape.width, shape.height) == (60 * 36000, 20 * 36000)
    assert shape._inline.docPr.get("descr") == "示意图"


def test_an_embedded_picture_needs_no_folder() -> None:
    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    text = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    assert len(word(Template.open(letter("{{ p }}")).render({"p": {"$picture": text}})).inline_shapes) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"$picture": "../photo.png"}, "outside the folder of the data"),
        ({"$picture": "/etc/passwd"}, "outside the folder of the data"),
        ({"$picture": "foto.png"}, "did you mean 'photo.png'"),
        ({"$picture": "part.docx"}, "is not a picture"),
        ({"$picture": "photo.png", "widht_mm": 3}, r"has no widht_mm; it takes width_mm"),
        ({"$pictur": "photo.png"}, r"did you mean \$picture"),
        ({"$picture": "photo.png", "$link": "x"}, "is not a kind of value"),
        ({"$break": "column"}, r"\$break is page, line, paragraph"),
        ({"$rich": [{"bold": True}]}, 'needs "text"'),
        ({"$rich": [{"text": "a", "colour": "redd"}]}, "is not a colour"),
        ({"$chart": {"series": {}}}, "needs"),
        ({"$barcode": "abc", "kind": "ean13"}, "is not a text for a barcode"),
        ({"$qr": ""}, "holds 1 to 2,953 bytes"),
        ({"name": "甲", "age": 3}, "this is a mapping with the keys name, age"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_plain_data_gets_wrong_is_reported_at_the_tag(folder: Path, value: Any, words: str) -> None:
    with pytest.raises(TemplateError, match=words) as caught:
        Template.open(letter("甲{{ p }}")).render({"p": value}, files=folder)
    assert caught.value.problems[0].file.endswith("paragraph 1")


def test_without_a_folder_no_file_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(TemplateError, match="no folder is given"):
        Template.open(letter("{{ p }}")).render({"p": {"$picture": "photo.png"}})


def test_links_rich_text_and_breaks_come_from_plain_data(folder: Path) -> None:
    data = {
        "a": {"$link": "https://example.org/x", "text": "公报"},
        "b": {"$rich": ["普通", {"text": "加粗", "bold": True, "colour": "red"}]},
        "c": {"$break": "line"},
        "d": {"$part": "part.docx"},
    }
    document = Template.open(letter("{{ a }}与{{ b }}{{ c }}下一行", "{{ d }}")).render(data, files=folder)
    file = word(document)
    assert "普通加粗\n下一行" in file.paragraphs[0].text
    runs = [run for run in file.paragraphs[0].runs if run.text == "加粗"]
    assert runs[0].bold and str(runs[0].font.color.rgb) == "FF0000"
    assert "来自附件" in text_of(document)
    assert sound(document.to_bytes(), folder / "out.docx")


def test_markdown_becomes_headings_lists_tables_and_links(folder: Path) -> None:
    document = Template.open(letter("{{ m }}")).render({"m": {"$markdown": MARKDOWN}})
    file = word(document)
    styles = [(p.style.name, p.text) for p in file.paragraphs if p.text]
    assert ("Heading 1", "总体情况") in styles and ("Quote", "引用一句。") in styles
    assert ("List Number", "第一项") in styles and ("List Bullet 2", "其中甲") in styles
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [["指标", "数值"], ["人口", "70"]]
    assert [link.address for p in file.paragraphs for link in p.hyperlinks] == ["https://example.org/b"]
    lists = {p.text: p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Number"}
    assert lists["第一项"] == lists["第二项"] != lists["重新开始"]
    assert sound(document.to_bytes(), folder / "out.docx")


def test_one_paragraph_of_markdown_stands_inside_a_sentence() -> None:
    document = Template.open(letter("前{{ m }}后")).render({"m": {"$markdown": "**加粗**的"}})
    assert text_of(document) == "前加粗的后"
    assert [run.text for run in word(document).paragraphs[0].runs if run.bold] == ["加粗"]


def test_html_is_read_by_its_elements_and_scripts_are_left_out() -> None:
    html = (
        "<p>甲<b>乙</b><script>alert(1)</script> <span style='color:#9E1B20'>丙</span><br>丁</p>"
        "<ul><li>项<ol><li>内</li></ol></li></ul><h2>标题</h2>散"
    )
    document = Template.open(letter("{{ m }}")).render({"m": {"$html": html}})
    assert [line for line in text_of(document).split("\n") if line] == ["甲乙 丙", "丁", "项", "内", "标题", "散"]


def test_markup_in_markdown_is_text() -> None:
    document = Template.open(letter("{{ m }}")).render({"m": {"$markdown": "a <b>b</b> & <w:t>c</w:t>"}})
    assert text_of(document) == "a <b>b</b> & <w:t>c</w:t>"


def test_on_a_slide_formatted_text_is_paragraphs_and_codes_are_pictures(folder: Path) -> None:
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    for top, tag in ((0, "{{ m }}"), (2_000_000, "{{ q }}")):
        slide.shapes.add_textbox(0, top, 3_000_000, 1_000_000).text_frame.text = tag
    out = io.BytesIO()
    show.save(out)
    data = {"m": {"$markdown": "# 头\n\n- 一\n- 二"}, "q": {"$qr": "https://example.org"}}
    filled = Presentation(io.BytesIO(Template.open(out.getvalue(), "a.pptx").render(data).to_bytes()))
    shapes = list(filled.slides[0].shapes)
    assert [p.text for p in shapes[0].text_frame.paragraphs if p.text] == ["头", "• 一", "• 二"]
    assert shapes[1].shape_type == 13 and shapes[1]._element.nvPicPr.cNvPr.get("descr").startswith("二维码")
    with pytest.raises(TemplateError, match="a table, which cannot stand among text on a slide"):
        Template.open(out.getvalue(), "a.pptx").render({**data, "m": {"$markdown": "|a|\n|-|\n|b|"}})


def test_a_barcode_is_a_picture_with_words() -> None:
    shape = word(Template.open(letter("{{ b }}")).render({"b": {"$barcode": "ABC-123"}})).inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "条形码：ABC-123"


def test_the_command_takes_files_from_the_folder_of_its_data(folder: Path) -> None:
    (folder / "t.docx").write_bytes(letter("{{ p }}"))
    (folder / "d.json").write_text(json.dumps({"p": {"$picture": "photo.png"}}), "utf-8")
    assert main(["fill", str(folder / "t.docx"), str(folder / "d.json"), "-o", str(folder / "o.docx")]) == 0
    assert len(WordDocument(str(folder / "o.docx")).inline_shapes) == 1
    fill(folder / "t.docx", {"p": {"$picture": "photo.png"}}, folder / "p.docx", files=folder)


@pytest.mark.parametrize(
    ("look", "words"),
    [({"colour": "nonsense"}, "not a colour"), ({"size": -5}, "not a size"), ({"underline": "nonsense"}, "unknown")],
)
def test_a_look_that_no_validator_would_take_is_refused(look: dict[str, Any], words: str) -> None:
    from reportgen import RichText

    with pytest.raises(ValueError, match=words):
        RichText("a", **look)
