"""Scripts written for docxtpl run here, and print the same words."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docxtpl
import jinja2
import pytest
from docx import Document as WordFile
from docx.shared import Mm
from PIL import Image

from reportgen.compat import docxtpl as ours
from tests.test_language import saved, word

BOTH = [pytest.param(docxtpl, id="docxtpl"), pytest.param(ours, id="reportgen")]


def filled(library: Any, paragraphs: list[list[str]], make: Any, **options: Any) -> list[str]:
    """The words that a library makes of a template; `make` gives the data."""
    template = library.DocxTemplate(io.BytesIO(word(paragraphs)))
    template.render(make(library, template), **options)
    out = io.BytesIO()
    template.save(out)
    return [paragraph.text for paragraph in WordFile(io.BytesIO(out.getvalue())).paragraphs]


CASES: list[tuple[str, list[list[str]], Any, list[str]]] = [
    ("values, loops, conditions", [["{{ a }} {% for i in x %}{{ i }},{% endfor %}{% if y %}y{% endif %}"]], lambda lib, t: {"a": "好", "x": [1, 2], "y": 0}, ["好 1,2,"]),
    ("a missing value is empty", [["a{{ x }}b{{ x.y }}"]], lambda lib, t: {"x": {}}, ["a{}b"]),
    ("rich text", [["{{r x }}"]], lambda lib, t: {"x": rich(lib)}, ["一二三"]),
    ("rich text with a link", [["{{r x }}"]], lambda lib, t: {"x": lib.RichText("a", url_id=t.build_url_id("https://example.org"))}, ["a"]),
    ("a listing", [["{{ x }}"]], lambda lib, t: {"x": lib.Listing("a\nb")}, ["a\nb"]),
    ("a listing of paragraphs", [["{{ x }}"]], lambda lib, t: {"x": lib.Listing("a\ab")}, ["a", "b"]),
    ("paragraphs", [["{%p if x %}"], ["a"], ["{%p endif %}"], ["b"]], lambda lib, t: {"x": 0}, ["b"]),
    ("comments", [["a{# x #}b"]], lambda lib, t: {}, ["ab"]),
    ("minus signs", [["a"], ["{%- if x %}b{% endif %}"]], lambda lib, t: {"x": 1}, ["ab"]),
]  # fmt: skip


def rich(library: Any) -> Any:
    text = library.RichText("一", bold=True)
    text.add("二", color="FF0000", size=28, italic=True, underline=True)
    text.add("三", font="eastAsia:黑体", strike=True, superscript=True)
    return text


@pytest.mark.parametrize("library", BOTH)
@pytest.mark.parametrize(("name", "paragraphs", "make", "expected"), CASES, ids=[case[0] for case in CASES])
def test_both_print_the_same(
    library: Any, name: str, paragraphs: list[list[str]], make: Any, expected: list[str]
) -> None:
    assert filled(library, paragraphs, make) == expected


@pytest.mark.parametrize("library", BOTH)
def test_filters_of_ones_own_environment(library: Any) -> None:
    environment = jinja2.Environment()
    environment.filters["twice"] = lambda value: value * 2
    assert filled(library, [["{{ x | twice }}"]], lambda lib, t: {"x": 3}, jinja_env=environment) == ["6"]


@pytest.mark.parametrize("library", BOTH)
def test_a_picture_and_its_replacement(library: Any, tmp_path: Path) -> None:
    red, blue = tmp_path / "red.png", tmp_path / "blue.png"
    Image.new("RGB", (40, 20), "red").save(red)
    Image.new("RGB", (40, 20), "blue").save(blue)
    template = library.DocxTemplate(io.BytesIO(word([["{{ p }}"]])))
    template.render({"p": library.InlineImage(template, str(red), width=Mm(20))})
    template.replace_media(str(red), str(blue))
    template.save(str(tmp_path / "o.docx"))
    file = WordFile(str(tmp_path / "o.docx"))
    shape = file.inline_shapes[0]
    assert shape.width == Mm(20)
    part = file.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
    assert part.blob == blue.read_bytes()


@pytest.mark.parametrize("library", BOTH)
def test_a_document_in_a_document(library: Any) -> None:
    if library is docxtpl:
        pytest.importorskip("docxcompose", reason="docxtpl needs docxcompose for sub-documents")

    def make(lib: Any, template: Any) -> dict[str, Any]:
        inner = template.new_subdoc()
        inner.add_paragraph("内")
        return {"sub": inner}

    assert [text for text in filled(library, [["前"], ["{{p sub }}"], ["后"]], make) if text] == ["前", "内", "后"]


@pytest.mark.parametrize("library", BOTH)
def test_the_names_that_are_asked_for(library: Any) -> None:
    template = library.DocxTemplate(io.BytesIO(word([["{{ a.b }}{% for i in x %}{{ i }}{% endfor %}"]])))
    assert template.get_undeclared_template_variables() == {"a", "x"}
    assert template.get_undeclared_template_variables(context={"a": 1}) == {"x"}


def test_where_we_differ_data_is_never_markup() -> None:
    assert filled(ours, [["{{ x }}"]], lambda lib, t: {"x": "<w:br/>&"}) == ["<w:br/>&"]


@pytest.mark.parametrize("library", BOTH)
def test_media_and_members_are_replaced_by_content_and_by_name(library: Any, tmp_path: Path) -> None:
    colours = {}
    for colour in ("red", "blue"):
        colours[colour] = tmp_path / f"{colour}.png"
        Image.new("RGB", (4, 2), colour).save(colours[colour])
    source = WordFile()
    source.add_picture(str(colours["red"]))
    template = library.DocxTemplate(io.BytesIO(saved(source)))
    template.replace_media(str(colours["red"]), str(colours["blue"]))
    template.replace_zipname("docProps/thumbnail.jpeg", str(colours["red"]))
    template.render({})
    template.save(str(tmp_path / "o.docx"))
    with zipfile.ZipFile(tmp_path / "o.docx") as archive:
        media = [archive.read(name) for name in archive.namelist() if "/media/" in name]
        assert media == [colours["blue"].read_bytes()]
        assert archive.read("docProps/thumbnail.jpeg") == colours["red"].read_bytes()


def test_a_picture_is_replaced_by_its_alt_text(tmp_path: Path) -> None:
    source = WordFile()
    out = io.BytesIO()
    Image.new("RGB", (4, 2), "red").save(out, "PNG")
    source.add_picture(io.BytesIO(out.getvalue()))
    source.inline_shapes[0]._inline.docPr.set("descr", "标志")
    blue = tmp_path / "blue.png"
    Image.new("RGB", (4, 2), "blue").save(blue)
    template = ours.DocxTemplate(io.BytesIO(saved(source)))
    template.replace_pic("标志", str(blue))
    template.save(tmp_path / "o.docx")
    file = WordFile(str(tmp_path / "o.docx"))
    blip = file.inline_shapes[0]._inline.graphic.graphicData.pic.blipFill.blip
    assert file.part.related_parts[blip.embed].blob == blue.read_bytes()
