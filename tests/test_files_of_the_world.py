"""Files as the world has them: names, links, braces, tags that a person or Office has torn, pictures that are damaged."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen import Picture, Template, TemplateError
from reportgen.cli.main import main
from tests.packages import cell, deck_with, docx, members_of, para, row, run, table, text_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def filled(content: bytes, data: dict[str, Any], **options: Any) -> str:
    return text_of(Template.open(content, "t.docx").render(data, **options).to_bytes())


def test_the_main_part_may_have_any_name() -> None:
    content = docx(para("Hello {{ x }}"), main="word/document2.xml")
    assert filled(content, {"x": "X"}) == "Hello X|"


def test_a_main_part_of_any_name_is_saved_under_another_ending(tmp_path: Path) -> None:
    Template.open(docx(para("{{ x }}"), main="word/main7.xml"), "t.docx").render({"x": 1}).save(tmp_path / "o.dotx")
    assert "template.main+xml" in members_of((tmp_path / "o.dotx").read_bytes())["[Content_Types].xml"]


def test_a_workbook_named_docx_is_refused_with_what_it_is() -> None:
    with pytest.raises(TemplateError, match="is an Excel workbook"):
        Template.open(docx(para("x"), kind=WORKBOOK), "t.docx")


def test_a_main_part_with_another_root_is_refused() -> None:
    body = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:hdr>'
    with pytest.raises(TemplateError, match="main part is <hdr>"):
        Template.open(docx("", whole=body), "t.docx")


BLOCKS = [
    ("a loop begun alone and ended in the text", [["{% for x in xs %}"], ["{{ x }}{% endfor %}"], ["end"]], "|a|b|end|"),
    ("a condition begun in the text and ended alone", [["A{% if xs %}B"], ["{% endif %}"], ["C"]], "AB||C|"),
    ("an else alone, the rest in the text", [["{% if no %}1"], ["{% else %}"], ["2{% endif %}"]], "|2|"),
    ("all alone", [["{% for x in xs %}"], ["{{ x }}"], ["{% endfor %}"]], "a|b|"),
    ("a tag over two paragraphs", [["Hello {{"], ["x }}!"]], "Hello X!|"),
    ("a tag over three paragraphs", [["{{"], ["x"], ["}}!"]], "X!|"),
    ("a tag of runs over several runs", [["{%", "r", " if x %}{{r ", "x", " }}CO{%", "r", " endif %}"]], "XCO|"),
    ("a tag of runs inside a run", [["a{%r if no %}b{%r endif %}c"]], "ac|"),
    ("wide braces", [["｛｛ x ｝｝和{｛ x ｝}"]], "X和X|"),
    ("wide braces over runs", [["｛", "｛ x", " ｝｝", "｛％ if x ％｝y｛％ endif ％｝"]], "Xy|"),
    ("wide braces that are no tag", [["集合｛｛1｝，｛2｝｝"]], "集合｛｛1｝，｛2｝｝|"),
    ("braces of docxtpl", [["{_{ x }_} {_% if %_}"]], "{{ x }} {% if %}|"),
    ("a filter that has nothing to do", [["{{ x | safe }}"]], "X|"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "paragraphs", "expected"), BLOCKS, ids=[case[0] for case in BLOCKS])
def test_tags_are_read_however_they_stand(name: str, paragraphs: list[list[str]], expected: str) -> None:
    body = "".join(f"<w:p>{''.join(map(run, runs))}</w:p>" for runs in paragraphs)
    assert filled(docx(body), {"x": "X", "xs": ["a", "b"], "no": 0}) == expected


def test_an_open_tag_that_no_paragraph_closes_is_still_an_error() -> None:
    with pytest.raises(TemplateError, match="never closes"):
        Template.open(docx(para("{{ x") + para("more")), "t.docx")


@pytest.mark.parametrize(("tag", "left"), [("{#tr away #}", "a¦b¦/end|"), ("{#tc away #}", "secret¦/a¦b¦/end|")])
def test_a_comment_of_a_row_or_cell_takes_it_away(tag: str, left: str) -> None:
    body = table(row(cell(para(tag)), cell(para("secret"))), row(cell(para("a")), cell(para("b")))) + para("end")
    assert filled(docx(body), {}) == left


def test_a_position_with_a_fraction_or_a_unit_is_read() -> None:
    content = deck_with(
        "{{ x }}", lambda xml: xml.replace('<a:off x="9"', '<a:off x="9.5"').replace('y="9"', 'y="1mm"')
    )
    assert "X" in text_of(Template.open(content, "t.pptx").render({"x": "X"}).to_bytes())


def test_a_blank_picture_may_pack_a_thousand_to_one_and_a_part_of_xml_may_not() -> None:
    big = b"BM" + bytes(11_000_000)
    assert filled(docx(para("{{ x }}"), parts={"word/media/image1.bmp": big}), {"x": 1}) == "1|"
    with pytest.raises(TemplateError, match="burst"):
        Template.open(docx(para("x"), parts={"word/bomb.xml": b"<a>" + b" " * 11_000_000 + b"</a>"}), "t.docx")


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 90).convert("RGB").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_a_damaged_picture_is_refused_and_a_whole_one_is_not(kind: str, tmp_path: Path) -> None:
    content = picture(kind)
    assert Picture.of(content).width
    (tmp_path / "cut").write_bytes(content[: len(content) // 2])
    with pytest.raises(TemplateError, match="cut"):
        Picture.of(tmp_path / "cut")


def test_a_flipped_bit_in_a_png_is_damage() -> None:
    content = bytearray(picture("PNG"))
    content[len(content) // 2] ^= 1
    with pytest.raises(TemplateError, match="damaged"):
        Picture.of(bytes(content))


def test_a_picture_without_a_size_is_no_wider_than_its_cell_or_column() -> None:
    out = io.BytesIO()
    Image.new("RGB", (2000, 100)).save(out, "PNG")
    body = para("{{ p }}") + table(row(cell(para("{{ p }}"), 2000)), columns=1) + para("{{ q }}")
    wide = Picture.of(out.getvalue())
    content = docx(body + '<w:sectPr><w:pgSz w:w="10000" w:h="9000"/><w:pgMar w:left="500" w:right="500"/></w:sectPr>')
    made = Template.open(content, "t.docx").render({"p": wide, "q": Picture.of(out.getvalue(), width_mm=300)})
    xml = members_of(made.to_bytes())["word/document.xml"]
    widths = [int(piece.split('"')[1]) for piece in xml.split("<wp:extent cx=")[1:]]
    assert widths == [9000 * 635, (2000 - 216) * 635, 300 * 36000]


def test_data_that_is_nested_too_deep_is_an_error_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.docx").write_bytes(docx(para("{{ x }}")))
    (tmp_path / "d.json").write_text('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}")
    assert main(["fill", str(tmp_path / "t.docx"), str(tmp_path / "d.json"), "-o", str(tmp_path / "o.docx")]) == 2
    assert "nested" in capsys.readouterr().err
    assert not (tmp_path / "o.docx").exists()


def test_links_to_elsewhere_are_refused_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.docx").write_bytes(docx(para("{{ x }}"), links={"rId7": ("image", "http://127.0.0.1:9/logo.png")}))
    (tmp_path / "d.json").write_text(json.dumps({"x": 1}))
    command = ["fill", str(tmp_path / "t.docx"), str(tmp_path / "d.json"), "-o", str(tmp_path / "o.docx")]
    assert main([*command, "--strict-links"]) == 2
    assert "logo.png" in capsys.readouterr().err
    assert main(command) == 0
    with zipfile.ZipFile(tmp_path / "o.docx") as archive:
        assert b"logo.png" in archive.read("word/_rels/document.xml.rels")
