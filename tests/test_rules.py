"""Single rules on boxes and files made for them: each once broken and once kept."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pptx
import pytest
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from pptx.util import Inches

from reportgen.check.files import check_file
from reportgen.check.fix.pack import fix_pack, fixed
from reportgen.check.profiles import Limits
from reportgen.check.shared.charts import chart_faults
from reportgen.check.shared.pictures import picture_faults
from reportgen.check.shared.typography import written
from reportgen.check.slides import alignment, card_rows, geometry
from reportgen.check.slides import texts as slide_texts
from reportgen.check.suppress import suppressed
from reportgen.check.word import page as word_page
from reportgen.documents.boxes import Box, DeckSlide, Paragraph
from reportgen.documents.slides import Deck
from reportgen.documents.typeset.lines import TextRun
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection
from reportgen.documents.word_styles import StyleSheet
from reportgen.findings import Finding, Place
from reportgen.model import Suppression
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import OFFICE_REL
from tests.rendered_samples import saved

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LIMITS = Limits("deck")
EMPTY = etree.Element("x")


def box(text: str, x: float = 48, y: float = 120, width: float = 300, height: float = 40, size: float = 18) -> Box:
    run = TextRun(text, size, False, "Arial", "微软雅黑", colour="262424")
    return Box(
        1, "内容", "text", x, y, width, height, EMPTY, paragraphs=(Paragraph((run,), 28.0),), insets=(0, 0, 0, 0)
    )


def deck(*boxes: Box) -> tuple[Deck, DeckSlide]:
    slide = DeckSlide(1, "ppt/slides/slide1.xml", "key_numbers", boxes, (), "FFFFFF", EMPTY)
    return Deck(960, 540, (slide,), ()), slide


def rules(found: Iterator[Finding]) -> list[str]:
    return [finding.rule for finding in found]


def test_a_box_that_is_full_leaves_no_room_to_edit() -> None:
    assert rules(geometry.room_to_edit("f", *deck(box("一" * 16)), LIMITS)) == ["G02"]
    assert rules(geometry.room_to_edit("f", *deck(box("一" * 14)), LIMITS)) == []


def test_a_text_that_is_a_line_too_long_does_not_fit() -> None:
    (finding,) = geometry.text_in_its_box("f", *deck(box("一" * 20)), LIMITS)
    assert (finding.rule, finding.what) == ("G01", "the text needs 56.0 pt, the box is 40.0 pt high")
    assert finding.box == (48, 120, 300, 40)
    assert rules(geometry.text_in_its_box("f", *deck(box("一" * 16)), LIMITS)) == []


def test_a_number_wider_than_its_box_does_not_fit() -> None:
    assert rules(geometry.text_in_its_box("f", *deck(box("1234567890万人", width=80, height=200)), LIMITS)) == ["G01"]


def test_an_empty_half_of_a_slide_is_told() -> None:
    assert rules(alignment.empty_room("f", *deck(box("一" * 10)), LIMITS)) == ["G08"]
    full = [box("一" * 45, y=120 + 60 * row, width=864, height=28) for row in range(6)]
    assert rules(alignment.empty_room("f", *deck(*full), LIMITS)) == []


def test_numbers_side_by_side_of_two_sizes_are_told() -> None:
    row = [
        replace(box("12万人", x=x, size=size), group=(n,))
        for n, (x, size) in enumerate(((48, 60), (270, 40), (492, 40)))
    ]
    (finding,) = card_rows.one_size("f", *deck(*row), LIMITS)
    assert (finding.rule, finding.what) == ("G09", "60 pt beside 40 pt")
    assert rules(card_rows.one_size("f", *deck(*row[1:]), LIMITS)) == []


def test_more_than_four_sizes_are_too_many() -> None:
    sizes = [14, 16, 18, 20, 24]
    assert rules(slide_texts.few_faces("f", *deck(*(box("文字", size=size) for size in sizes)), LIMITS)) == ["T05"]
    assert rules(slide_texts.few_faces("f", *deck(*(box("文字", size=size) for size in sizes[1:])), LIMITS)) == []


def test_a_neighbour_three_points_off_is_a_near_miss() -> None:
    row = [box("文字", x=x, y=y, width=198) for x, y in ((48, 120), (270, 120), (492, 123), (714, 120))]
    assert rules(alignment.near_misses("f", *deck(*row), LIMITS)) == ["G06"]
    even = [replace(item, y=120) for item in row]
    assert rules(alignment.near_misses("f", *deck(*even), LIMITS)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [("增至 70万人", "T07"), ("改革,开放", "T14"), ('"双进"项目', "T14"), ("占3.8%，比例1:2", None), ("使用ISO 9001标准", None),
     ("待补", "T09"), ("见 Table 1, page 2", "T07"), ("Plain English, with (brackets): fine", None), ("按“335+X”行动", None)],
)  # fmt: skip
def test_what_is_written_is_looked_at(text: str, rule: str | None) -> None:
    assert {fault.rule.id for fault in written(text)} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("pixels", "size", "crop", "count"),
    [((1500, 1000), (450, 300), (0, 0, 0, 0), 0), ((600, 400), (450, 300), (0, 0, 0, 0), 1), ((1500, 1000), (450, 330), (0, 0, 0, 0), 1),
     ((2000, 1000), (450, 300), (0.125, 0, 0.125, 0), 0)],
)  # fmt: skip
def test_pictures_are_sharp_and_keep_their_shape(
    pixels: tuple[int, int], size: tuple[float, float], crop: tuple[float, float, float, float], count: int
) -> None:
    data = io.BytesIO()
    Image.new("RGB", pixels).save(data, "PNG")
    assert len(list(picture_faults(data.getvalue(), *size, crop, 120, 0.01))) == count


def page(height: float) -> WordDocument:
    section = WordSection(595.3, 841.9, 104.9, 99.2, 79.4, 73.7, 70.9, "lines", 28.95, "nextPage", EMPTY)
    paragraph = Paragraph((TextRun("文字", 16, False, "", "仿宋"),), height)

    def block(number: int, top: float) -> WordBlock:
        return WordBlock(
            etree.Element("p"), "Body", "正文", paragraph, None, "", False, False, False, True, True, (), False,
            number=number, page=number, top=top,
        )  # fmt: skip

    return WordDocument(
        [(section, [block(1, 0.0), block(2, 0.0)])], StyleSheet(None, None), EMPTY, 2, {1: height / 637.8}
    )


def test_a_page_that_is_nearly_empty_is_told() -> None:
    nearly_empty, full = (replace(page(100), fills={1: share}) for share in (0.5, 0.9))
    assert rules(word_page.well_filled("f", nearly_empty, Limits("gongwen"))) == ["W06"]
    assert rules(word_page.well_filled("f", full, Limits("gongwen"))) == []


def test_a_suppression_turns_a_finding_into_a_note_and_is_told_when_it_is_idle() -> None:
    finding = Finding("G08", "warning", Place("deck.pptx", "slide", 6), "empty")
    reason = Suppression(rule="G08", place="slide 6", reason="the picture comes in June")
    (kept,) = suppressed([finding], [reason])
    assert (kept.level, kept.hint) == ("info", "accepted: the picture comes in June")
    (idle,) = suppressed([], [reason])
    assert (idle.rule, idle.level) == ("S01", "warning")
    assert [item.level for item in suppressed([replace(finding, rule="G02")], [reason])] == ["warning", "warning"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("常住人口 {{ f.x }} 人,增长(见图1)", "常住人口{{ f.x }}人，增长（见图1）"), ('项目"双进"行动', "项目“双进”行动"),
     ("3.8%, 1:2 and (x)", "3.8%, 1:2 and (x)"), ("{{ ref('a b') }} 之后", "{{ ref('a b') }}之后")],
)  # fmt: skip
def test_a_fix_changes_punctuation_and_no_tag(before: str, after: str) -> None:
    assert fixed(before) == after


def test_fixing_a_pack_touches_texts_only_and_once(tmp_path: Path) -> None:
    source = 'id: a-1\ntitle: 改革,开放 # keep, this\nfacts:\n  - {id: x, label: "人口 总数"}\n'
    (tmp_path / "pack.yaml").write_text(source, "utf-8")
    assert len(fix_pack(tmp_path, write=False)) == 2
    assert (tmp_path / "pack.yaml").read_text("utf-8") == source
    assert [change.place.rpartition(":")[2] for change in fix_pack(tmp_path)] == ["2", "4"]
    assert (tmp_path / "pack.yaml").read_text("utf-8") == source.replace("改革,开放", "改革，开放").replace(
        "人口 总数", "人口总数"
    )
    assert fix_pack(tmp_path) == []


def foreign_deck() -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "本页标题"
    slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table.cell(0, 0).merge(
        slide.shapes[-1].table.cell(0, 1)
    )
    slide.shapes.add_textbox(Inches(9), Inches(1), Inches(3), Inches(1)).text_frame.text = "在页面外面"
    return saved(presentation)


def test_a_deck_that_others_made_is_checked() -> None:
    found = {(finding.rule, finding.level) for finding in check_file("other.pptx", foreign_deck())}
    assert {("G03", "error"), ("D03", "error"), ("F08", "warning")} <= found
    assert not {"G07", "D01"} & {rule for rule, _ in found}  # the grid and the notes are habits of this house
    strict = {(finding.rule, finding.level) for finding in check_file("other.pptx", foreign_deck(), "deck")}
    assert {("F08", "error"), ("D01", "error")} <= strict


def foreign_report() -> bytes:
    document = docx.Document()
    document.add_heading("总体情况", 1)
    document.add_heading("细节", 3)
    document.add_paragraph("正文,有半角标点。").runs[0].font.size = Pt(9)
    document.add_table(2, 2)
    return saved(document)


def test_a_report_that_others_made_is_checked_by_the_profile_that_fits() -> None:
    found = {finding.rule for finding in check_file("other.docx", foreign_report())}
    assert {"W02", "T01", "T14", "D03", "W03"} <= found
    assert "W01" not in found
    strict = {finding.rule for finding in check_file("other.docx", foreign_report(), "gongwen")}
    assert "W01" in strict


@pytest.mark.parametrize(
    ("text", "told"),
    [("点击这里", True), ("详情", True), ("https://example.org/a?b=1", True), ("Click here", True), ("新区统计公报", False),
     ("下载《2023年公报》", False), ("here is the bulletin", False)],
)  # fmt: skip
def test_a_link_says_where_it_leads(text: str, told: bool) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("见")
    link = etree.SubElement(paragraph._p, f"{{{W}}}hyperlink")
    link.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
        document.part.relate_to("https://example.org", f"{OFFICE_REL}hyperlink", is_external=True),
    )
    link.append(paragraph.add_run(text)._r)
    found = check_file("a.docx", saved(document))
    assert any(item.rule == "D09" and text in item.what for item in found) is told
    assert "W07" not in {item.rule for item in found}  # a link may point outside


def test_a_chart_in_three_dimensions_with_a_legend_is_told() -> None:
    c = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    chart = etree.fromstring(
        f'<c:chartSpace xmlns:c="{c}"><c:chart><c:view3D/><c:plotArea><c:bar3DChart><c:ser/></c:bar3DChart></c:plotArea>'
        "<c:legend/></c:chart></c:chartSpace>"
    )
    faults = {fault.rule.id for fault in chart_faults("ppt/charts/chart1.xml", chart, Opened({}), LIMITS)}
    assert faults == {"D04", "D05"}


PLACE = Place("out/deck.pptx", "slide", 12, shape="Chart 3", text="“slide 1, and more”")


@pytest.mark.parametrize(
    "place",
    ["slide 12", "deck", "deck.pptx", "out/deck.pptx", "deck.pptx*slide 12", "deck, slide 12", '"Chart 3"', "Chart 3", "*",
     '"Chart*', "slide 1?", "slide *", 'slide 12, "Chart 3"', "*slide 12*", "“slide 1*"],
)  # fmt: skip
def test_a_suppression_meets_the_components_that_it_names(place: str) -> None:
    finding = Finding("G08", "error", PLACE, "small")
    assert suppressed([finding], [Suppression(rule="G08", place=place, reason="known to all")])[0].level == "info"


@pytest.mark.parametrize(
    "place",
    ["slide 1", "slide 2", "lide 12", "deck.ppt", "deck.pptx*slide 1", "ck.pptx", "Chart", "hart 3", "12", "pptx", "slide",
     "report", "slide 1, and more", "and more"],
)  # fmt: skip
def test_a_suppression_meets_no_part_of_a_component(place: str) -> None:
    finding = Finding("G08", "error", PLACE, "small")
    assert suppressed([finding], [Suppression(rule="G08", place=place, reason="known to all")])[0].level == "error"


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from(["slide", "page", "paragraph"]))
def test_a_number_meets_itself_alone(named: int, found: int, kind: str) -> None:
    told = f"{kind} {named}"
    for place in (Place("deck.pptx", kind, found), Place("deck.pptx", kind, found, shape=told, text=f"“{told}”")):
        finding = Finding("G08", "error", place, "small")
        item = Suppression(rule="G08", place=f"{kind} {named}", reason="known to all")
        assert (suppressed([finding], [item])[0].level == "info") == (named == found)


@given(st.text(max_size=30))
def test_any_shape_can_be_named_whatever_its_name(place: str) -> None:
    finding = Finding("G08", "error", Place("deck.pptx", "slide", 2, shape=place), "small")
    escaped = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in place)
    item = Suppression(rule="G08", place=f"slide 2, “{escaped}”" if place else "slide 2", reason="known to all")
    assert '"' in place or suppressed([finding], [item])[0].level == "info"
