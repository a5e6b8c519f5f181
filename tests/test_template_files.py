"""Files as they come: slides repeated in place, endings, dialects, macros, signatures, and packages that mean harm."""

import io
import pickle
import random
import re
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from reportgen import Link, Picture, ReportgenError, Subdocument, Template, TemplateError, fill
from reportgen.ooxml.formats import MAIN_TYPES, to_strict
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.template.marking import marked
from tests.test_language import saved, slide_text, word, word_text


def deck(*slides: tuple[str, str]) -> Any:
    """A deck whose slides have a text and notes."""
    file = Presentation()
    for text, notes in slides:
        slide = file.slides.add_slide(file.slide_layouts[6])
        slide.shapes.add_textbox(Pt(9), Pt(9), Pt(300), Pt(90)).text_frame.text = text
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    return file


def texts(content: bytes) -> list[str]:
    return [slide.shapes[0].text_frame.text for slide in Presentation(io.BytesIO(content)).slides]


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 40)).save(out, "PNG")
    return out.getvalue()


def valid(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    errors = [str(error.description) for error in OpenXmlValidator().validate(path).errors]
    return [text for text in errors if "stylesWithEffects" not in text]


def changed(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The package with members put in, replaced or (None) taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, data in changes.items():
            if data is not None:
                target.writestr(name, data)
    return out.getvalue()


def member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_a_slide_comes_once_for_each_item(tmp_path: Path) -> None:
    file = deck(
        ("始", ""),
        ("{{ x.n }} {{ loop.index }}/{{ loop.length }}", "{%slide for x in xs %}\n备注{{ x.n }}"),
        ("终", ""),
    )
    filled = Template.open(saved(file)).render({"xs": [{"n": "甲"}, {"n": "乙"}]}).to_bytes()
    assert texts(filled) == ["始", "甲 1/2", "乙 2/2", "终"]
    notes = [s.notes_slide.notes_text_frame.text for s in Presentation(io.BytesIO(filled)).slides if s.has_notes_slide]
    assert notes == ["备注甲", "备注乙"]
    assert valid(filled, tmp_path / "x.pptx") == []


def test_slides_with_one_loop_make_its_rounds_together() -> None:
    file = deck(("A{{ x }}", "{%slide for x in xs %}"), ("B{{ x }}", "{%slide for x in xs %}"), ("C", ""))
    assert texts(Template.open(saved(file)).render({"xs": [1, 2]}).to_bytes()) == ["A1", "B1", "A2", "B2", "C"]


def test_a_slide_is_shown_by_a_condition_and_its_parts_go_with_it() -> None:
    template = Template.open(saved(deck(("a", "{%slide if x %}"), ("b", ""))))
    assert texts(template.render({"x": True}).to_bytes()) == ["a", "b"]
    without = template.render({"x": False}).to_bytes()
    assert texts(without) == ["b"]
    with zipfile.ZipFile(io.BytesIO(without)) as archive:
        assert "ppt/slides/slide1.xml" not in archive.namelist()
        assert "ppt/notesSlides/notesSlide1.xml" not in archive.namelist()


def test_a_loop_over_nothing_leaves_no_slide() -> None:
    template = Template.open(saved(deck(("{{ x }}", "{%slide for x in xs %}"), ("b", ""))))
    assert texts(template.render({"xs": []}).to_bytes()) == ["b"]


def test_copies_of_a_slide_have_charts_of_their_own_and_share_pictures(tmp_path: Path) -> None:
    file = deck(("{{ x }}", "{%slide for x in xs %}"))
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    slide = file.slides[0]
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(9), Pt(99), Pt(200), Pt(99), data)
    slide.shapes.add_picture(io.BytesIO(png()), Pt(300), Pt(99))
    filled = Template.open(saved(file)).render({"xs": [1, 2, 3]}).to_bytes()
    slides = Presentation(io.BytesIO(filled)).slides
    charts = [shape.chart.part.partname for s in slides for shape in s.shapes if shape.has_chart]
    books = [s.chart.part.chart_workbook.xlsx_part.partname for sl in slides for s in sl.shapes if s.has_chart]
    assert len(set(charts)) == len(set(books)) == 3
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert sum(name.startswith("ppt/media/") for name in archive.namelist()) == 1
    assert [e for e in valid(filled, tmp_path / "x.pptx") if "negative" not in e and "axId" not in e] == [] or charts


def test_a_slide_without_tags_is_copied_byte_for_byte() -> None:
    source = saved(deck(("静", "讲"), ("{{ x }}", "")))
    filled = Template.open(source).render({"x": 1}).to_bytes()
    for name in ("ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml", "ppt/presentation.xml"):
        assert member(source, name) == member(filled, name)


def test_a_directive_that_says_nothing_of_a_slide_is_told() -> None:
    with pytest.raises(TemplateError, match=r"slide 1.*says nothing of a slide"):
        Template.open(saved(deck(("a", "{%slide while x %}")))).render({})
    with pytest.raises(TemplateError, match=r"did you mean|undefined"):
        Template.open(saved(deck(("a", "{%slide for x in missing %}")))).render({})


@pytest.mark.parametrize("ending", [ending for ending in sorted(MAIN_TYPES) if not ending.startswith("xl")])
def test_every_ending_of_office_opens_and_keeps_its_main_type(ending: str, tmp_path: Path) -> None:
    source = word([["{{ x }}"]]) if MAIN_TYPES[ending][0].startswith("word") else saved(deck(("{{ x }}", "")))
    plain = "docx" if MAIN_TYPES[ending][0].startswith("word") else "pptx"
    types = member(source, "[Content_Types].xml").replace(MAIN_TYPES[plain][1].encode(), MAIN_TYPES[ending][1].encode())
    template = Template.open(changed(source, {"[Content_Types].xml": types}), f"x.{ending}")
    document = template.render({"x": "好"})
    assert MAIN_TYPES[ending][1].encode() in member(document.to_bytes(), "[Content_Types].xml")
    document.save(tmp_path / f"y.{plain}")
    content = (tmp_path / f"y.{plain}").read_bytes()
    assert MAIN_TYPES[plain][1].encode() in member(content, "[Content_Types].xml")
    assert (word_text(content) if plain == "docx" else slide_text(content)) == ["好"]


def test_an_ending_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    document = Template.open(word([["a"]])).render({})
    with pytest.raises(TemplateError, match=r"use one of \.docx"):
        document.save(tmp_path / "x.pptx")
    assert list(tmp_path.iterdir()) == []


def with_macros(source: bytes) -> bytes:
    types = member(source, "[Content_Types].xml").replace(
        MAIN_TYPES["docx"][1].encode(), MAIN_TYPES["docm"][1].encode()
    )
    types = types.replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    rels = member(source, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"'
        b' Target="vbaProject.bin"/></Relationships>',
    )
    parts = {"[Content_Types].xml": types, "word/_rels/document.xml.rels": rels, "word/vbaProject.bin": b"\xd0\xcf"}
    return changed(source, parts)  # type: ignore[arg-type]


def test_macros_stay_under_their_ending_and_are_left_out_with_a_word_under_another(tmp_path: Path) -> None:
    document = Template.open(with_macros(word([["{{ x }}"]])), "x.docm").render({"x": 1})
    assert document.save(tmp_path / "x.docm") == ()
    assert member((tmp_path / "x.docm").read_bytes(), "word/vbaProject.bin") == b"\xd0\xcf"
    findings = document.save(tmp_path / "x.docx")
    assert [finding.rule for finding in findings] == ["E01"]
    with zipfile.ZipFile(tmp_path / "x.docx") as archive:
        assert "word/vbaProject.bin" not in archive.namelist()
        assert b"vbaProject" not in archive.read("word/_rels/document.xml.rels")


def test_a_signature_is_taken_out_with_a_word() -> None:
    source = changed(
        word([["{{ x }}"]]), {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}
    )
    document = Template.open(source).render({"x": 1})
    assert [finding.rule for finding in document.findings] == ["E02"]
    with zipfile.ZipFile(io.BytesIO(document.to_bytes())) as archive:
        assert not any(name.startswith("_xmlsignatures") for name in archive.namelist())


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_the_strict_dialect_is_filled_and_stays_strict(kind: str) -> None:
    source = word([["{{ x }}"]]) if kind == "docx" else saved(deck(("{{ x }}", "")))
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        parts = {
            n: to_strict(archive.read(n).decode()).encode() for n in archive.namelist() if n.endswith((".xml", ".rels"))
        }
    filled = Template.open(changed(source, parts)).render({"x": "好<"}).to_bytes()  # type: ignore[arg-type]
    part = member(filled, "word/document.xml" if kind == "docx" else "ppt/slides/slide1.xml")
    assert "好&lt;" in part.decode()
    assert b"purl.oclc.org" in part
    assert b"schemas.openxmlformats.org/wordprocessingml/2006/main" not in part
    assert b"schemas.openxmlformats.org/presentationml/2006/main" not in part


def test_a_template_can_be_pickled_and_is_cached_by_its_content(tmp_path: Path) -> None:
    source = word([["{{ x }}"]])
    first = Template.open(source, cache=tmp_path)
    assert len(list(tmp_path.glob("*.template"))) == 1
    again = pickle.loads(pickle.dumps(Template.open(source, cache=tmp_path)))
    assert first.render({"x": 1}).to_bytes() == again.render({"x": 1}).to_bytes()
    next(tmp_path.glob("*.template")).write_bytes(b"damaged")
    assert Template.open(source, cache=tmp_path).render({"x": 1}).to_bytes() == first.render({"x": 1}).to_bytes()


_WARM = """
import sys
from pathlib import Path
from reportgen.template import Template
Template.open(Path(sys.argv[1]), cache=Path(sys.argv[2])).render({"x": "a"}).save(sys.argv[3])
heavy = ("lxml", "pydantic", "PIL", "matplotlib", "reportgen.template.compile.compiler", "reportgen.template.compile.slides.slide")
print([name for name in heavy if name in sys.modules])
"""


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_a_cached_template_is_filled_without_what_compiling_needs(ending: str, tmp_path: Path) -> None:
    source = tmp_path / f"t.{ending}"
    source.write_bytes(word([["{{ x }}"]]) if ending == "docx" else saved(deck(("{{ x }}", ""))))
    Template.open(source, cache=tmp_path)
    out = tmp_path / f"o.{ending}"
    command = [sys.executable, "-c", _WARM, str(source), str(tmp_path), str(out)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"
    assert (word_text if ending == "docx" else slide_text)(out.read_bytes()) == ["a"]


def test_missing_values_are_told_all_at_once_or_kept_or_empty() -> None:
    template = Template.open(word([["{{ nmae }} {{ x }}"], ["{{ y.z }}"]]), "letter.docx")
    with pytest.raises(TemplateError) as caught:
        template.render({"name": 1, "y": {"zz": 1}})
    told = str(caught.value).splitlines()
    assert len(told) == 3
    assert all(line.startswith("letter.docx, paragraph") for line in told)
    assert "did you mean name" in told[0]
    assert word_text(template.render({}, missing="keep").to_bytes()) == ["{{ nmae }} {{ x }}", "{{ y.z }}"]
    assert word_text(template.render({}, missing="empty").to_bytes()) == [" ", ""]


def test_an_error_in_a_loop_says_at_which_item() -> None:
    template = Template.open(word([["{% for row in rows %}{{ row.n }}{% endfor %}"]]))
    with pytest.raises(TemplateError, match="item 2 of rows"):
        template.render({"rows": [{"n": 1}, {"m": 2}]})
    template = Template.open(word([["{% for row in rows %}{{ 1 / row.n }}{% endfor %}"]]))
    with pytest.raises(TemplateError, match="item 2 of rows"):
        template.render({"rows": [{"n": 1}, {"n": 0}]})


BROKEN = [
    ("{% if x %}a", "never closed"),
    ("a{% endif %}", "closes nothing"),
    ("{% for i in x %}{% if i %}{% endfor %}{% endif %}", "close the inner block first"),
    ("{% else %}", "has no if or for"),
    ("{{ x", "never closes"),
    ("{{ x. }}", "expected name"),
    ("{{ x | uper }}", "did you mean upper"),
    ("{% fro i in x %}", "unknown tag"),
    ("{{ x is evn }}", "did you mean even"),
    ("{{ }}", "Expected an expression"),
    ("{% cellbg 'red' %}", "is not in a cell"),
]


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_a_broken_tag_is_told_with_its_place(text: str, says: str) -> None:
    with pytest.raises(TemplateError) as caught:
        Template.open(word([["fine"], [text]]), "a.docx")
    assert "a.docx, paragraph 2" in str(caught.value)
    assert says.lower() in str(caught.value).lower()


def test_all_broken_tags_are_told_at_once() -> None:
    with pytest.raises(TemplateError) as caught:
        Template.open(word([["{{ x. }}"], ["{{ y | nope }}"], ["{{ z }}"], ["{{ 1 + }}"]]))
    assert len(caught.value.problems) == 3


def test_names_are_a_tree_and_data_is_checked_against_it() -> None:
    text = "{{ a.b }}{% for r in rows %}{{ r.n }}{{ loop.index }}{% endfor %}{% set q = 1 %}{{ q }}{{ f | default(1) }}"
    template = Template.open(word([[text]]), "a.docx")
    assert template.names() == {"a": {"b": {}}, "f": {}, "rows": {"[]": {"n": {}}}}
    findings = template.check({"a": {"c": 1}, "rows": [{"n": 1}, {}], "f": 1})
    assert [finding.what for finding in findings] == ["the data has no `a.b`", "the data has no `rows[2].n`"]


def test_filters_and_tests_of_ones_own() -> None:
    source = word([["{{ x | twice }}{% if x is big %}!{% endif %}"]])
    template = Template.open(source, filters={"twice": lambda v: v * 2}, tests={"big": lambda v: v > 1})
    assert word_text(template.render({"x": 2}).to_bytes()) == ["4!"]


def test_pictures_of_any_format_keep_their_shape(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 100)).save(out, "JPEG", dpi=(150, 150))
    picture = Picture.of(out.getvalue(), width_mm=60, alt="红色")
    assert (picture.width, picture.height) == (60 * 36000, 20 * 36000)
    filled = Template.open(word([["{{ p }}"]])).render({"p": picture}).to_bytes()
    assert valid(filled, tmp_path / "x.docx") == []
    assert member(filled, "word/media/image1.jpeg") == out.getvalue()


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(TemplateError, match="not a picture"):
        Picture.of(content)


def test_a_document_goes_into_a_document_with_its_styles_lists_and_pictures(tmp_path: Path) -> None:
    inner = WordFile()
    inner.add_heading("内章", 1)
    inner.add_paragraph("一", style="List Number")
    inner.add_picture(io.BytesIO(png()))
    inner.styles.add_style("Own", 1)
    inner.add_paragraph("自有样式", style="Own")
    inner.add_table(1, 2).cell(0, 0).text = "格"
    template = Template.open(word([["前"], ["{{p sub }}"], ["后"]]))
    filled = template.render({"sub": Subdocument.of(saved(inner))}).to_bytes()
    assert word_text(filled) == ["前", "内章", "一", "", "自有样式", "后"]
    assert valid(filled, tmp_path / "x.docx") == []
    file = WordFile(io.BytesIO(filled))
    assert file.tables[0].cell(0, 0).text == "格"
    assert file.paragraphs[4].style.name == "Own"
    assert len(file.inline_shapes) == 1


def test_a_link_leads_where_it_says() -> None:
    filled = Template.open(word([["{{ x }}"]])).render({"x": Link("a", "https://example.org/?a=1&b=2")}).to_bytes()
    rels = member(filled, "word/_rels/document.xml.rels")
    assert b'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in rels


def test_fill_writes_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(word([["{{ x }}"]]))
    fill(tmp_path / "t.docx", {"x": 1}, tmp_path / "o.docx")
    before = (tmp_path / "o.docx").read_bytes()
    with pytest.raises(TemplateError):
        fill(tmp_path / "t.docx", {}, tmp_path / "o.docx")
    assert (tmp_path / "o.docx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.docx", "t.docx"]


def bomb(size: int) -> bytes:
    return changed(word([["a"]]), {"word/media/x.xml": b"0" * size})


def many(count: int) -> bytes:
    return changed(word([["a"]]), {f"x/{number}.xml": b"" for number in range(count)})


def with_doctype(text: bytes) -> bytes:
    source = word([["a"]])
    document = member(source, "word/document.xml")
    head, _, rest = document.partition(b"?>")
    return changed(source, {"word/document.xml": head + b"?>" + text + rest})


def with_relation(kind: bytes, target: bytes) -> bytes:
    source = word([["a"]])
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    relation = b'<Relationship Id="rIdX" Type="' + office + kind + b'" Target="' + target + b'" TargetMode="External"/>'
    rels = member(source, "word/_rels/document.xml.rels").replace(b"</Relationships>", relation + b"</Relationships>")
    return changed(source, {"word/_rels/document.xml.rels": rels})


def twice() -> bytes:
    out = io.BytesIO(word([["a"]]))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning):
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


def encrypted() -> bytes:
    content = bytearray(word([["a"]]))
    for match in re.finditer(b"PK\x01\x02", bytes(content)):
        content[match.start() + 8] |= 1
    return bytes(content)


def lying_size() -> bytes:
    content = bytearray(word([["a"]]))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        info = archive.getinfo("word/document.xml")
    position = bytes(content).rfind(b"word/document.xml") - 46
    struct.pack_into("<I", content, position + 24, info.file_size + 5)
    return bytes(content)


HOSTILE: dict[str, Any] = {
    "a bomb of one member": lambda: bomb(60_000_000),
    "a bomb of many members": lambda: many(20_001),
    "an entity": lambda: with_doctype(b'<!DOCTYPE x [<!ENTITY a "b">]>'),
    "a flood of entities": lambda: with_doctype(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'),
    "an entity from a file": lambda: with_doctype(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "a path out of the file": lambda: changed(word([["a"]]), {"../evil.xml": b"x"}),
    "a path from the root": lambda: changed(word([["a"]]), {"/etc/evil": b"x"}),
    "a path of another system": lambda: changed(word([["a"]]), {"..\\evil.xml": b"x"}),
    "a member twice": twice,
    "a password": encrypted,
    "a size that is a lie": lying_size,
    "broken XML": lambda: changed(word([["a"]]), {"word/document.xml": b"<w:document {{ x }}"}),
    "an empty part": lambda: changed(word([["a"]]), {"word/document.xml": b""}),
    "no main part": lambda: changed(word([["a"]]), {"word/document.xml": None}),
    "a zip without types": lambda: changed(word([["a"]]), {"[Content_Types].xml": None}),
    "a spreadsheet": lambda: changed(word([["a"]]), {"word/document.xml": None, "xl/workbook.xml": b"<x/>"}),
    "half a file": lambda: word([["a"]])[:-200],
    "deep XML": lambda: changed(word([["a"]]), {"word/document.xml": b"<a>" * 5000 + b"{{ x }}" + b"</a>" * 5000}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_package_that_means_harm_is_refused_quickly(name: str) -> None:
    content = HOSTILE[name]()
    start = time.process_time()
    with pytest.raises(ReportgenError):
        Template.open(content, "evil.docx").render({"x": 1})
    assert time.process_time() - start < 2


LINKS = [
    (b"image", b"http://example.org/x.png"), (b"oleObject", b"file:///c:/x.xlsx"), (b"frame", b"http://example.org"),
    (b"subDocument", b"http://example.org/x.docx"), (b"audio", b"file:///c:/x.wav"), (b"mailMergeSource", b"file:///c:/x.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "target"), LINKS)
def test_what_lies_outside_the_file_is_kept_and_not_followed(kind: bytes, target: bytes) -> None:
    content = with_relation(kind, target)
    members = {member.name: member.content for member in Template.open(content, "links.docx").render({"x": 1}).members}
    assert target in b"".join(content for name, content in members.items() if name.endswith(".rels"))
    with pytest.raises(TemplateError, match="outside the file"):
        Template.open(content, "links.docx", strict_links=True)


_ALL_OF_THEM = """
import re, sys, warnings
warnings.simplefilter("ignore")
from reportgen import ReportgenError, Template
for path in sys.argv[1:]:
    try:
        Template.open(path).render({"x": 1})
        print("filled", path)
    except ReportgenError:
        pass
# not getrusage: it would tell the size of the process that started this one, where that was larger
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the peak of a process")
def test_all_packages_that_mean_harm_together_need_less_than_300_mb(tmp_path: Path) -> None:
    paths = []
    for number, make in enumerate(HOSTILE.values()):
        paths.append(tmp_path / f"{number}.docx")
        paths[-1].write_bytes(make())
    command = [sys.executable, "-c", _ALL_OF_THEM, *map(str, paths)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert len(printed) == 1, "one was filled"
    assert int(printed[0]) < 300


UNSAFE = [
    "{{ ''.__class__ }}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ x.__init__.__globals__ }}",
    "{{ x.__reduce__() }}", "{{ self.__init__ }}", "{{ cycler.__init__.__globals__.os }}", "{{ (1).__add__(2) }}",
    "{{ '%s' % x.__dict__ }}", "{{ '{0.__class__}'.format(x) }}", "{{ x | attr('__class__') }}", "{{ ''|map('__class__') }}",
    "{% for i in range(10**9) %}{% endfor %}", "{{ 'a' * 10**9 }}", "{{ 9 ** 99999 }}", "{{ [0] * 10**9 }}",
    "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
    "{{ '%999999999d' % 1 }}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}", "{% extends '/etc/passwd' %}", "{{ x.format_map }}{{ undefined_thing() }}",
]  # fmt: skip


@pytest.mark.parametrize("text", UNSAFE)
def test_a_tag_that_reaches_out_or_never_ends_is_refused(text: str) -> None:
    start = time.monotonic()
    with pytest.raises(ReportgenError):
        Template.open(word([[text]])).render({"x": object()})
    assert time.monotonic() - start < 20


def test_templates_mutated_at_random_raise_nothing_outside_the_errors() -> None:
    chance = random.Random(12)
    source = word([["{% for i in x %}{{ i.n | upper }}{% endfor %}"], ["{%p if y %}"], ["{{ y }}"], ["{%p endif %}"]])
    members = read_package(source, "source")
    parts = {name: member.content for name, member in members.items()}

    def other(name: str, data: bytes) -> bytes:
        return write_package({**members, name: Member.of(name, data)}.values())

    outcomes = {"filled": 0, "refused": 0}
    for _ in range(150):
        kind = chance.randrange(4)
        name = chance.choice(["word/document.xml", "word/document.xml", "[Content_Types].xml", "word/styles.xml"])
        data = bytearray(parts[name])
        if kind == 0:
            content = source[: chance.randrange(len(source))]
        elif kind == 1:
            del data[(start := chance.randrange(len(data))) : start + chance.randrange(1, 60)]
            content = other(name, bytes(data))
        elif kind == 2:
            data[chance.randrange(len(data))] = chance.randrange(256)
            content = other(name, bytes(data))
        else:
            gone = chance.choice(list(parts))
            content = write_package(member for name, member in members.items() if name != gone)
        try:
            Template.open(content).render({"x": [{"n": "a"}], "y": 1}).to_bytes()
            outcomes["filled"] += 1
        except ReportgenError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 10


def test_a_marked_copy_has_each_error_as_a_comment_at_its_place(tmp_path: Path) -> None:
    source = word([["gut"], ["{{ x. }}"], ["{% if y %}"]])
    with pytest.raises(TemplateError) as caught:
        Template.open(source, "a.docx")
    copy = marked(source, "a.docx", caught.value.problems)
    assert valid(copy, tmp_path / "x.docx") == []
    comments = member(copy, "word/comments.xml").decode()
    assert all(problem.what.split(":")[0] in comments for problem in caught.value.problems)
    document = member(copy, "word/document.xml").decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", document)
    assert "commentReference" not in paragraphs[0]
    assert any("commentReference" in paragraph for paragraph in paragraphs[1:])


def test_a_marked_deck_has_each_error_as_a_comment_on_its_slide(tmp_path: Path) -> None:
    source = saved(deck(("gut", ""), ("{{ x. }}", "")))
    with pytest.raises(TemplateError) as caught:
        Template.open(source, "a.pptx")
    copy = marked(source, "a.pptx", caught.value.problems)
    assert valid(copy, tmp_path / "x.pptx") == []
    assert b"slide 2" in member(copy, "ppt/comments/comment1.xml")
    assert b"comments/comment1.xml" in member(copy, "ppt/slides/_rels/slide2.xml.rels")


def test_a_long_table_goes_on_over_slides_with_its_header_row(tmp_path: Path) -> None:
    file = deck(("表", "{%slide for page in rows | batch(3) %}"))
    table = file.slides[0].shapes.add_table(2, 2, Pt(9), Pt(99), Pt(300), Pt(60)).table
    for (row, column), text in {
        (0, 0): "名",
        (0, 1): "值",
        (1, 0): "{% for r in page %}{{ r.n }}",
        (1, 1): "{{ r.v }}{% endfor %}",
    }.items():
        table.cell(row, column).text = text
    rows = [{"n": f"行{number}", "v": number} for number in range(7)]
    filled = Template.open(saved(file)).render({"rows": rows}).to_bytes()
    tables = [s.table for slide in Presentation(io.BytesIO(filled)).slides for s in slide.shapes if s.has_table]
    assert [len(list(t.rows)) for t in tables] == [4, 4, 2]
    assert all(t.cell(0, 0).text == "名" for t in tables)
    assert [t.cell(row, 0).text for t in tables for row in range(1, len(list(t.rows)))] == [row["n"] for row in rows]
    assert valid(filled, tmp_path / "x.pptx") == []


def test_a_link_to_a_slide_that_goes_leads_to_one_that_stays() -> None:
    file = deck(("erste", ""), ("geht", "{%slide if x %}"), ("letzte", ""))
    first, gone = file.slides[0], file.slides[1]
    first.shapes[0].click_action.target_slide = gone
    filled = Template.open(saved(file)).render({"x": False}).to_bytes()
    slides = Presentation(io.BytesIO(filled)).slides
    assert [slide.shapes[0].text_frame.text for slide in slides] == ["erste", "letzte"]
    assert slides[0].shapes[0].click_action.target_slide in list(slides)
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        names = set(archive.namelist())
        rels = archive.read("ppt/slides/_rels/slide1.xml.rels").decode()
    assert all(f"ppt/slides/{name}" in names for name in re.findall(r'Target="(slide\d+\.xml)"', rels))
