"""Measuring: widths from real fonts, lines, inheritance, labels and pages."""

import json
from pathlib import Path

import pytest

from reportgen.documents.boxes import DeckSlide
from reportgen.documents.slides import read_deck
from reportgen.documents.typeset import make_widths, widths
from reportgen.documents.typeset.kinsoku import may_break, pieces
from reportgen.documents.typeset.lines import Line, LineSetting, TextRun, break_lines
from reportgen.documents.typeset.pages import lay_out
from reportgen.documents.word import read_document
from reportgen.documents.word_blocks import WordBlock, WordDocument
from reportgen.ooxml.package import read_package
from tests.conftest import Built


def run(text: str, size: float = 16, spacing: float = 0) -> tuple[TextRun, ...]:
    return (TextRun(text, size, False, "Times New Roman", "仿宋", spacing),)


def lines(text: str, characters: float, **setting: float) -> list[str]:
    found = break_lines(run(text), LineSetting(characters * 16, **setting))  # type: ignore[arg-type]
    return [text[line.start : line.end] for line in found]


@pytest.fixture(scope="module")
def slides(built: Built) -> tuple[DeckSlide, ...]:
    return read_deck(read_package(built.folder / "deck.pptx", "deck.pptx")).slides


@pytest.fixture(scope="module")
def document(built: Built) -> WordDocument:
    return lay_out(read_document(read_package(built.folder / "report.docx", "report.docx")))


@pytest.mark.parametrize(("face", "file"), [("sans", "NotoSansSC-Regular.otf"), ("sans-bold", "NotoSansSC-Bold.otf")])
def test_the_table_of_widths_is_that_of_the_shipped_fonts(face: str, file: str) -> None:
    table = json.loads(Path(widths.__file__).with_name("widths.json").read_text("utf-8"))
    assert table[face] == make_widths.widths(Path(widths.__file__).parents[2] / "charts" / "fonts" / file)


@pytest.mark.parametrize(
    ("char", "family", "em"),
    [("新", "仿宋", 1.0), ("0", "Times New Roman", 0.5), ("0", "仿宋", 0.5), ("0", "微软雅黑", 0.555), ("“", "仿宋", 1.0),
     ("“", "Times New Roman", 0.444), ("，", "Arial", 1.0), ("\u2060", "Arial", 0.0)],
)  # fmt: skip
def test_a_character_is_as_wide_as_in_its_face(char: str, family: str, em: float) -> None:
    assert widths.advance(char, family) == pytest.approx(em)


def test_a_line_of_the_report_holds_28_characters() -> None:
    found = break_lines(run("新" * 60, spacing=-0.25), LineSetting(442.2))
    assert [line.end - line.start for line in found] == [28, 28, 4]


def test_a_number_takes_the_space_that_renderers_put_beside_it() -> None:
    (line,) = break_lines(run("新70万"), LineSetting(400))
    assert line == Line(0, 4, pytest.approx(16 + 4 + 16 + 4 + 16), 16)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("一二三四，五六", "一二三四，"),
        ("一二三（四五", "一二三"),
        ("一二——三四", "一二——"),
        ("一二abcdef", "一二"),
        ("一二三“四”", "一二三"),
    ],
)
def test_lines_begin_and_end_as_kinsoku_says(text: str, first: str) -> None:
    assert lines(text, 4)[0] == first


def test_a_stop_may_hang_into_the_margin_unless_told_otherwise() -> None:
    assert lines("一二三四。五", 4)[0] == "一二三四。"
    assert lines("一二三四。五", 4, hang=False, compress=False)[0] == "一二三"


def test_a_typed_break_ends_a_line() -> None:
    assert lines("一二\n三四", 10) == ["一二", "三四"]


@pytest.mark.parametrize(
    "piece",
    ["70万人", "30%以上", "2023年", "近50倍", "不足10万人", "3.8%", "1000亿元", "15%～30%", "“335+X”", "图1", "——"],
)
def test_what_belongs_together_is_one_piece(piece: str) -> None:
    text = f"目标达到{piece}，继续"
    assert any(text[start:end] == piece for start, end in pieces(text))


def test_a_latin_word_is_not_broken() -> None:
    assert not may_break("reportgen", 4)
    assert may_break("新reportgen", 1)


def test_a_title_has_the_place_and_the_size_of_its_layout(slides: tuple[DeckSlide, ...]) -> None:
    title = next(box for box in slides[3].boxes if box.name == "标题")
    assert (title.x, title.y, title.width, title.height) == (48, 53, 864, 44)
    assert (title.paragraphs[0].runs[0].size, title.paragraphs[0].exact) == (28, 38)
    assert title.paragraphs[0].runs[0].chinese == "方正小标宋简体"
    assert not title.own_place


def test_colours_come_through_the_map_of_the_master(slides: tuple[DeckSlide, ...]) -> None:
    kicker = next(box for box in slides[3].boxes if box.name == "栏目")
    assert kicker.paragraphs[0].runs[0].colour == "9E1B20"
    assert slides[0].colour == "6E1015"


def test_boxes_in_groups_have_places_on_the_slide(slides: tuple[DeckSlide, ...]) -> None:
    labels = [box for box in slides[2].boxes if box.name == "指标" and box.y > 320]
    assert [box.x for box in labels] == [48, 270, 492, 714]
    assert all(box.group for box in labels)


def test_the_report_is_laid_out_on_its_pages(document: WordDocument) -> None:
    assert document.pages == 11
    section, items = document.sections[2]
    assert (round(section.text_width, 1), round(section.text_height, 1)) == (442.2, 637.8)
    headings = [item for item in items if isinstance(item, WordBlock) and item.style == "Heading1"]
    assert [item.label for item in headings] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert all(item.top + 28.95 * 3 <= section.text_height + 1 for item in headings)


def test_a_style_inherits_from_the_one_it_is_based_on(document: WordDocument) -> None:
    body = next(block for block in document.blocks() if block.style == "Body")
    assert body.paragraph.exact == 28.95
    assert (body.paragraph.runs[0].size, body.paragraph.runs[0].spacing) == (16, -0.25)
    assert (body.paragraph.runs[0].chinese, body.paragraph.runs[0].latin) == ("仿宋", "Times New Roman")
