"""The packs as they are handed out: files that a validator accepts, that agree, and that keep the rules of the brief."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.build.flow import build_pack
from reportgen.load import load_pack
from reportgen.ooxml.package import Member, read_package
from tests.conftest import Built, read_built

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
HAN = r"[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def second(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return read_built(build_pack(harbour, output=tmp_path_factory.mktemp("output")))


@pytest.fixture(params=["built", "built_with_photos", "second"])
def edition(request: pytest.FixtureRequest) -> Built:
    """Each pack in its turn."""
    found: Built = request.getfixturevalue(request.param)
    return found


def members(edition: Built, name: str) -> dict[str, Member]:
    return read_package(edition.folder / name, name)


def root(edition: Built, name: str, part: str) -> etree._Element:
    return etree.fromstring(members(edition, name)[part].content)


def slides(edition: Built) -> list[etree._Element]:
    parts = members(edition, "deck.pptx")
    count = sum(1 for part in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", part))
    return [etree.fromstring(parts[f"ppt/slides/slide{number}.xml"].content) for number in range(1, count + 1)]


def body(edition: Built) -> etree._Element:
    return root(edition, "report.docx", "word/document.xml")


@pytest.mark.parametrize("name", ["report.docx", "deck.pptx"])
def test_a_validator_finds_nothing(edition: Built, name: str) -> None:
    assert [error.description for error in OpenXmlValidator().validate(edition.folder / name).errors] == []


def test_our_own_checks_find_no_error(edition: Built) -> None:
    assert [str(finding) for finding in edition.findings if finding.level == "error"] == []


def test_the_first_pack_has_what_the_outline_asks(built: Built) -> None:
    document = body(built)
    captions = ["".join(p.itertext(f"{W}t")) for p in document.iter(f"{W}p") if style(p) == "Caption"]
    assert [caption[:2] for caption in captions if caption[0] == "图"] == ["图1", "图2", "图3", "图4"]
    assert [caption[:2] for caption in captions if caption[0] == "表"] == ["表1", "表2", "表3", "表4"]
    assert all(caption[2] == "\u3000" for caption in captions)
    assert "附件：主要指标一览" in built.report_text
    headings = ["".join(p.itertext(f"{W}t")) for p in document.iter(f"{W}p") if style(p) == "Heading1"]
    assert headings[0] == "总体成效"
    assert len(headings) == 6


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def test_the_first_deck_has_thirteen_slides_and_fourteen_with_photos(built: Built, built_with_photos: Built) -> None:
    assert len(slides(built)) == 13
    assert len(slides(built_with_photos)) == 14
    pictures = list(slides(built_with_photos)[12].iter(f"{P}pic"))
    assert len(pictures) == 5
    assert len(list(body(built_with_photos).iter(f"{WP}inline"))) == len(list(body(built).iter(f"{WP}inline"))) + 5


def test_every_slide_has_a_title_of_its_own_and_notes_of_good_length(built: Built) -> None:
    titles = [title_of(slide) for slide in slides(built)]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    for number, title in enumerate(titles[1:], 2):
        assert width(title) <= 28, title
        assert not title.startswith(("“", "（")), title
        assert not title.endswith("。"), title
        notes = root(built, "deck.pptx", f"ppt/notesSlides/notesSlide{number}.xml")
        assert 40 <= len("".join(notes.itertext(f"{A}t"))) <= 200, f"notes of slide {number}"


def title_of(slide: etree._Element) -> str:
    for shape in slide.iter(f"{P}sp"):
        holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if holder is not None and holder.get("type") == "title":
            return "".join(shape.itertext(f"{A}t"))
    return ""


def width(text: str) -> float:
    """Full-width characters; a digit or Latin letter takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def test_ids_of_shapes_and_drawings_are_unique(edition: Built) -> None:
    for slide in slides(edition):
        ids = Counter(shape.get("id") for shape in slide.iter(f"{P}cNvPr"))
        assert max(ids.values()) == 1
    drawings = Counter(shape.get("id") for shape in body(edition).iter(f"{WP}docPr"))
    assert max(drawings.values()) == 1


def test_every_picture_and_chart_tells_its_values_in_words(built: Built) -> None:
    drawings = [shape for shape in body(built).iter(f"{WP}docPr") if shape.getparent().tag == f"{WP}inline"]
    frames = [f.find(f"{P}nvGraphicFramePr/{P}cNvPr") for s in slides(built) for f in s.iter(f"{P}graphicFrame")]
    texts = [shape.get("descr") or "" for shape in [*drawings, *(frame for frame in frames if frame is not None)]]
    assert len(texts) == 4 + 6
    assert all(15 <= len(text) <= 250 for text in texts)
    assert any("不足10万人" in text and "70万人" in text and "100万人" in text for text in texts)
    assert any("超过70%" in text for text in texts)


def test_the_language_is_chinese_throughout(edition: Built) -> None:
    for slide in slides(edition):
        languages = {run.get("lang") for run in slide.iter(f"{A}rPr", f"{A}endParaRPr")}
        assert languages <= {"zh-CN"}
    defaults = root(edition, "report.docx", "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}eastAsia") == "zh-CN"
    assert b"zh-CN" in members(edition, "report.docx")["docProps/core.xml"].content


def test_punctuation_and_spaces_are_those_of_chinese(edition: Built) -> None:
    for line in edition.words.replace("—  —", "").splitlines():  # the page number of a footer is a field
        assert not re.search(rf"{HAN} +[\dA-Za-z]|[\dA-Za-z] +{HAN}|  ", line), line
        assert not re.search(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}", line), line
        assert '"' not in line
        assert "”、“" not in line


def test_report_and_deck_show_each_fact_with_one_value(edition: Built) -> None:
    numbers: dict[str, set[str]] = {}
    for row in edition.ledger:
        if row["kind"] in ("chart value", "workbook"):
            continue  # data hold the value itself, unscaled
        found = re.search(r"\d[\d.,]*", row["text"])
        if found and not re.search(r"^第|年$|年前$|年来$", row["text"]):  # not the line of the source, not the period
            numbers.setdefault(row["fact_id"], set()).add(found.group())
    several = {key: values for key, values in numbers.items() if len(values - {"1"}) > 1}
    assert several == {}


def test_the_ledger_names_a_source_and_a_line_for_every_number(built: Built) -> None:
    assert len(built.ledger) > 200
    assert {row["file"] for row in built.ledger} == {"report.docx", "deck.pptx"}
    assert all(row["source"] == "article" and row["place"] for row in built.ledger)
    assert all(row["locator"].startswith("line ") for row in built.ledger if "pop_goal" not in row["fact_id"]
               and row["fact_id"] not in ("tiered_industries", "resident_pop_ratio"))  # fmt: skip


def test_every_named_fact_of_the_source_is_used_or_kept(lanzhou: Path) -> None:
    facts = load_pack(lanzhou).facts
    assert len(facts) == 22 + 25 + 4
    assert all(fact.locator is not None and fact.source == "article" for fact in facts.values() if not fact.formula)


def test_the_manifest_has_the_hash_of_every_input_and_output(edition: Built) -> None:
    manifest = json.loads((edition.folder / "manifest.json").read_text("utf-8"))
    assert {"report.docx", "deck.pptx"} <= set(manifest["outputs"])
    assert any(name.endswith("facts.yaml") for name in manifest["inputs"])
    assert all(re.fullmatch(r"[0-9a-f]{64}", value) for value in manifest["inputs"].values())


def test_both_themes_and_one_file_alone_build(harbour: Path, tmp_path: Path) -> None:
    result = build_pack(harbour, only="deck", theme="A", edition="red", output=tmp_path)
    assert "deck.pptx" in result.files
    assert "report.docx" not in result.files
