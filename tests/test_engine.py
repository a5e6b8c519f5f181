"""The template engine, in Word and in slides: the same cases for both."""

import io
import itertools
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Pt

from reportgen.errors import TemplateError
from reportgen.template import SlideSpec, Template
from reportgen.template.program.program import Repetition, cell_box
from reportgen.template.tags.lexer import Tag, join_tags, split_tags
from tests.packages import docx, para


def word(paragraphs: list[list[str]]) -> bytes:
    """A Word file with these paragraphs, each a list of runs."""
    file = WordFile()
    for runs in paragraphs:
        paragraph = file.add_paragraph()
        for text in runs:
            paragraph.add_run(text)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def slides(paragraphs: list[list[str]]) -> bytes:
    """A deck with one slide and one text box with these paragraphs."""
    file = Presentation()
    slide = file.slides.add_slide(file.slide_layouts[6])
    frame = slide.shapes.add_textbox(Pt(10), Pt(10), Pt(300), Pt(100)).text_frame
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        for text in runs:
            paragraph.add_run().text = text
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def word_text(content: bytes) -> list[str]:
    return [p.text for p in WordFile(io.BytesIO(content)).paragraphs]


def slide_text(content: bytes) -> list[str]:
    slide = Presentation(io.BytesIO(content)).slides[0]
    return [p.text for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs]


FORMATS = [pytest.param(word, word_text, id="Word"), pytest.param(slides, slide_text, id="slides")]
Make, Read = Callable[[list[list[str]]], bytes], Callable[[bytes], list[str]]

CASES: list[tuple[str, list[list[str]], dict[str, Any], list[str]]] = [
    ("a variable is replaced", [["Dear {{ name }}!"]], {"name": "Li"}, ["Dear Li!"]),
    ("a tag split over runs is one tag", [["Dear {", "{ na", "me }", "}!"]], {"name": "Li"}, ["Dear Li!"]),
    ("a filter works", [["{{ name|upper }}"]], {"name": "li"}, ["LI"]),
    ("a condition inside a paragraph", [["a{% if x %}b{% endif %}c"]], {"x": False}, ["ac"]),
    ("a paragraph condition takes its paragraphs", [["{%p if x %}"], ["b"], ["{%p endif %}"], ["c"]], {"x": 0}, ["c"]),
    ("a paragraph loop repeats", [["{%p for i in n %}"], ["{{ i }}"], ["{%p endfor %}"]], {"n": [1, 2]}, ["1", "2"]),
    ("a lone block needs no prefix", [["{% for i in n %}"], ["{{ i }}"], ["{% endfor %}"]], {"n": [1, 2]}, ["1", "2"]),
    ("a comment leaves nothing", [["a{# secret #}b"]], {}, ["ab"]),
    ("set and use", [["{% set y = x + 1 %}{{ y }}"]], {"x": 1}, ["2"]),
    ("curly quotes of autocorrection", [["{{ d[“k”] }}"]], {"d": {"k": "v"}}, ["v"]),
    ("a no-break space inside a tag", [["{{\u00a0x\u00a0}}"]], {"x": 1}, ["1"]),
    ("markup in data is text", [["{{ x }}"]], {"x": "<w:t>&amp;</w:t>"}, ["<w:t>&amp;</w:t>"]),
    ("tags in data are text", [["{{ x }}"]], {"x": "{{ y }} {% z %}"}, ["{{ y }} {% z %}"]),
    ("keys win over methods", [["{{ d.items }}"]], {"d": {"items": "mine"}}, ["mine"]),
    ("a lone brace is text", [["a { b } c"], ["{{ x }}"]], {"x": 1}, ["a { b } c", "1"]),
    ("all of Unicode", [["{{ x }}"]], {"x": "𠮷😀兰州新区"}, ["𠮷😀兰州新区"]),
    ("nested loops", [["{% for a in n %}{% for b in a %}{{ b }},{% endfor %};{% endfor %}"]], {"n": [[1], [2, 3]]}, ["1,;2,3,;"]),
]  # fmt: skip


@pytest.mark.parametrize(("make", "read"), FORMATS)
@pytest.mark.parametrize(("name", "paragraphs", "data", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_language(
    make: Make, read: Read, name: str, paragraphs: list[list[str]], data: dict[str, Any], expected: list[str]
) -> None:
    assert read(Template.open(make(paragraphs)).render(data).to_bytes()) == expected


@pytest.mark.parametrize(("make", "read"), FORMATS)
@pytest.mark.parametrize(
    ("text", "data", "says"),
    [
        ("{{ nmae }}", {"name": 1}, "did you mean name"),
        ("{% if x %}", {"x": 1}, "{% if x %}"),
        ("{{ x. }}", {"x": 1}, "{{ x. }}"),
        ("{{ x }}", {"x": "\x00"}, "U+0000"),
        ("{{ ''.__class__ }}", {}, "__class__"),
        ("{{ x / 0 }}", {"x": 1}, "zero"),
    ],
)
def test_an_error_names_its_tag_and_what_would_work(
    make: Make, read: Read, text: str, data: dict[str, Any], says: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        Template.open(make([[text]]), "letter").render(data)
    assert says in str(caught.value)
    assert str(caught.value).startswith("letter")


def test_all_syntax_errors_are_told_at_once() -> None:
    with pytest.raises(TemplateError) as caught:
        Template.open(slides([["{{ a. }}"]]), "deck")
    assert 'slide 1, "TextBox 1"' in str(caught.value)


def test_rows_of_a_table_repeat_in_word() -> None:
    file = WordFile()
    table = file.add_table(rows=4, cols=2)
    texts = [("name", "value"), ("{%tr for r in rows %}", ""), ("{{ r.n }}", "{{ r.v }}"), ("{%tr endfor %}", "")]
    for row, pair in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, pair, strict=True):
            cell.text = text
    out = io.BytesIO()
    file.save(out)
    document = Template.open(out.getvalue()).render({"rows": [{"n": "a", "v": 1}, {"n": "b", "v": 2}]})
    filled = WordFile(io.BytesIO(document.to_bytes())).tables[0]
    assert [[cell.text for cell in row.cells] for row in filled.rows] == [["name", "value"], ["a", "1"], ["b", "2"]]


def test_what_has_no_tags_is_copied_byte_for_byte() -> None:
    source = word([["{{ x }}"]])
    filled = Template.open(source).render({"x": 1}).to_bytes()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(filled)) as after:
        for name in before.namelist():
            if name not in ("word/document.xml", "[Content_Types].xml"):
                assert before.read(name) == after.read(name)


def test_the_same_data_gives_the_same_bytes() -> None:
    template = Template.open(word([["{{ x }}"]]))
    assert template.render({"x": 1}).to_bytes() == template.render({"x": 1}).to_bytes()


def test_slides_are_chosen_by_layout_and_an_unknown_one_is_named() -> None:
    template = Template.open(slides([["{{ x }}"]]))
    document = template.render({}, [SlideSpec("Blank", {"x": 1}), SlideSpec("Blank", {"x": 2})])
    assert [s.shapes[0].text_frame.text for s in Presentation(io.BytesIO(document.to_bytes())).slides] == ["1", "2"]
    with pytest.raises(TemplateError, match="Blank"):
        template.render({}, [SlideSpec("Balnk", {})])


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04broken", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_office_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"x\.docx"):
        Template.open(path)


@given(st.text(alphabet="ab{}%# \"'x", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_tags_are_the_same_however_the_text_is_split(text: str, cuts: list[int]) -> None:
    edges = sorted({0, len(text), *(cut for cut in cuts if cut <= len(text))})
    pieces = [text[a:b] for a, b in itertools.pairwise(edges)] or [""]
    joined = join_tags(pieces)
    assert "".join(joined) == text
    found = [tag for piece in joined for tag in split_tags(piece) if isinstance(tag, Tag)]
    assert found == [tag for tag in split_tags(text) if isinstance(tag, Tag)]


@given(st.integers(1, 8), st.lists(st.integers(1, 50), min_size=1, max_size=4), st.booleans())
def test_repeated_shapes_share_their_area_without_overlap(count: int, weights: list[int], vertical: bool) -> None:
    spec = Repetition((100, 200, 9000, 8000), vertical, 12, tuple(weights), None)
    boxes = [cell_box(spec, index, count, None) for index in range(count)]
    axis = 1 if vertical else 0
    assert boxes[0][axis] == spec.area[axis]
    assert boxes[-1][axis] + boxes[-1][axis + 2] == spec.area[axis] + spec.area[axis + 2]
    assert all(b[axis] - a[axis] - a[axis + 2] == 12 for a, b in itertools.pairwise(boxes))


def test_a_fill_tells_all_that_is_wrong_in_a_part() -> None:
    body = [
        "{{ gone.k }}", "{{ text | thousands }}", "{{ nobody }}", "{%p for x in 5 %}", "{{ x }}", "{%p endfor %}",
        "{% if text > 3 %}a{% endif %}{{ owner.nmae }}", "{{ owner }}{{ link }}",
    ]  # fmt: skip
    with pytest.raises(TemplateError) as told:
        Template.open(docx("".join(map(para, body))), "t.docx").render(
            {"text": "x", "owner": {"name": "甲"}, "link": {"$link": 1, "b": 2}}
        )
    found = [
        (problem.file.rpartition(" ")[2], problem.what.partition(": ")[2].partition("; give")[0])
        for problem in told.value.problems
    ]
    assert sorted(found) == [
        ("1", "'gone' is undefined"),
        ("2", "'x' is not a number"),
        ("3", "'nobody' is undefined"),
        ("4", "a whole number is not a list, so it has no items"),
        ("7", "'dict object' has no attribute 'nmae'"),
        ("7", "a text and a whole number cannot be compared or sorted"),
        ("8", "$link has no b"),
        ("8", "this is a mapping with the keys name; name one of them, such as .name"),
    ]  # fmt: skip
    assert "did you mean name?" in str(told.value)
