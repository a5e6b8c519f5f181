"""A wrong and a right sample of each rule that no planted defect breaks: the wrong one is found, the right one is not."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import docx
import pytest
from lxml import etree

from reportgen.check.facts.unused import unused_facts
from reportgen.check.files import check_file
from reportgen.check.numbers.audit import audit, unread
from reportgen.check.pack import check_pack
from reportgen.check.profiles import Limits
from reportgen.check.shared.freshness import check_ageing_words
from reportgen.check.shared.typography import set_in_lines
from reportgen.check.slides import colours, structure, texts
from reportgen.check.word import texts as word_texts
from reportgen.documents.boxes import Box, DeckSlide, Paragraph
from reportgen.documents.reading.passage import FileText, Passage, Unread
from reportgen.documents.slides import Deck, P
from reportgen.documents.theme import A
from reportgen.documents.typeset.lines import Line, TextRun
from reportgen.findings import Finding, Place
from reportgen.load import load_pack
from reportgen.model import Pack
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened

LIMITS = Limits("deck")
PLACE = Place("report.docx", "body", paragraph=1)
CODES = ["#C00000", "#C0C000", "#00C000", "#00C0C0", "#0000C0", "#C000C0"]


def slide(*boxes: Box, root: str = "<x/>") -> tuple[Deck, DeckSlide]:
    made = DeckSlide(1, "ppt/slides/slide1.xml", "key_numbers", boxes, (), "FFFFFF", etree.fromstring(root))
    return Deck(960, 540, (made,), ()), made


def box(text: str, size: float = 18, colour: str = "262424", kind: str = "text", xml: str = "<x/>") -> Box:
    run = TextRun(text, size, False, "Arial", "微软雅黑", colour=colour)
    return Box(
        1, "内容", kind, 48, 120, 300, 40, etree.fromstring(xml), paragraphs=(Paragraph((run,), 28.0),), insets=(0, 0, 0, 0)
    )  # fmt: skip


def large(size: float) -> Iterable[Finding]:
    return texts.large_enough("f", *slide(box("文字", size)), LIMITS)


def characters(count: int) -> Iterable[Finding]:
    return texts.says_little("f", *slide(box("字" * count)), LIMITS)


def hues(count: int) -> Iterable[Finding]:
    deck, made = slide(*(box("文字", colour=code[1:]) for code in CODES[:count]))
    return colours.from_the_theme("f", deck, made, [], LIMITS)


def read_first(*kinds: str) -> Iterable[Finding]:
    holders = "".join(f'<p:ph type="{kind}"/>' for kind in kinds)
    deck, made = slide(box("先读"), root=f'<x xmlns:p="{P[1:-1]}">{holders}</x>')
    return structure.reading_order("f", deck, made, LIMITS)


def table(rows: int) -> Iterable[Finding]:
    cells = "<a:tr/>" * rows
    xml = f'<x xmlns:a="{A[1:-1]}"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid><a:gridCol/></a:tblGrid>{cells}</a:tbl></x>'
    return structure.tables("f", *slide(box("", kind="table", xml=xml)), LIMITS)


def begins_with(sign: str) -> list[Finding]:
    text = f"新区发展{sign}很快"
    lines = (Line(0, 4, 72.0, 18), Line(4, len(text), 54.0, 18))
    return [fault.rule.at(PLACE, fault.what) for fault in set_in_lines(text, lines)]


def properties(title: str) -> Iterable[Finding]:
    core = f"<x><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language></x>".encode()
    return word_texts.properties("f", Opened({"docProps/core.xml": Member.of("docProps/core.xml", core)}))


def report(*words: str, heading: bool, picture: bool = False) -> list[Finding]:
    document = docx.Document()
    if heading:
        document.add_heading("总体情况", 1)
    for text in words:
        document.add_paragraph(text)
        document.add_page_break()
    if picture:
        document.part.relate_to(
            "https://example.org/a.png",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True,
        )  # fmt: skip
    content = io.BytesIO()
    document.save(content)
    return check_file("report.docx", content.getvalue())


def said(pack: Pack, text: str, printed: str = "", kind: str = "text") -> Iterable[Finding]:
    """What the audit says of one passage that was printed in other words."""
    before = {"report.docx": [Passage(PLACE, kind, printed)]} if printed else None
    return audit(pack, {"report.docx": [Passage(PLACE, kind, text)] if text else []}, before).findings


def shown(pack: Pack, use: Callable[[Pack], Sequence[str]]) -> Iterable[Finding]:
    return unused_facts(pack, use(pack))


def caption(pack: Pack, text: str) -> Iterable[Finding]:
    photo = pack.photos[0].model_copy(update={"time_sensitive": "即将投运", "caption": "即将投运的机场"})
    return check_pack(pack.model_copy(update={"photos": (photo,)}), [], {"report.docx": text})


SLIDES: dict[str, tuple[Callable[[], Iterable[Finding]], Callable[[], Iterable[Finding]]]] = {
    "T06": (lambda: begins_with("。"), lambda: begins_with("")),
    "T10": (lambda: large(13), lambda: large(14)),
    "T11": (lambda: characters(161), lambda: characters(160)),
    "T03": (lambda: characters(121), lambda: characters(40)),
    "C03": (lambda: hues(6), lambda: hues(5)),
    "D10": (lambda: read_first("body", "title"), lambda: read_first("body")),
    "D11": (lambda: table(11), lambda: table(10)),
    "D07": (lambda: properties(""), lambda: properties("季度报告")),
    "W09": (
        lambda: report(*"一二三四", heading=False),
        lambda: report(*"一二三四", heading=True),
    ),
    "W11": (lambda: report("文字", heading=True, picture=True), lambda: report("文字", heading=True)),
    "A04": (
        lambda: unread([FileText((), (Unread(PLACE, "an object"),))]),
        lambda: unread([FileText((), ())]),
    ),
}
WORDS: dict[str, tuple[Callable[[Pack], Iterable[Finding]], Callable[[Pack], Iterable[Finding]]]] = {
    "F14": (lambda pack: shown(pack, lambda _: ()), lambda pack: shown(pack, lambda pack: list(pack.own_facts()))),
    "F17": (lambda pack: caption(pack, "图为即将投运的机场。"), lambda pack: caption(pack, "图为机场。")),
    "F18": (
        lambda pack: check_ageing_words(pack, {"report.docx": "项目近日开工。"}),
        lambda pack: check_ageing_words(pack, {"report.docx": "项目于8月20日开工。"}),
    ),
    "A01": (
        lambda pack: said(pack, "会场在行政中心。", "各部门按照职责分工抓好落实，每季度报送一次进展。"),
        lambda pack: said(pack, "各部门按照职责分工抓好落实。", "各部门按照职责分工抓好落实。"),
    ),
    "A02": (
        lambda pack: said(pack, "0" * 64, "1" * 64, "picture"),
        lambda pack: said(pack, "1" * 64, "1" * 64, "picture"),
    ),
    "A05": (lambda pack: said(pack, "占比达到41余%。"), lambda pack: said(pack, "有百余种产品。")),
    "A08": (
        lambda pack: said(pack, "技术工人", "产业工人", "chart text"),
        lambda pack: said(pack, "产业工人", "产业工人", "chart text"),
    ),
    "A09": (
        lambda pack: said(pack, "各部门按照职责分工抓紧落实。", "各部门按照职责分工抓好落实。"),
        lambda pack: said(pack, "各部门按照职责分工抓好落实。", "各部门按照职责分工抓好落实。"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


@pytest.mark.parametrize("rule", SLIDES)
def test_a_rule_of_files_finds_its_wrong_sample_and_not_the_right_one(rule: str) -> None:
    wrong, right = SLIDES[rule]
    assert rule in {finding.rule for finding in wrong()}
    assert rule not in {finding.rule for finding in right()}


@pytest.mark.parametrize("rule", WORDS)
def test_a_rule_of_words_finds_its_wrong_sample_and_not_the_right_one(pack: Pack, rule: str) -> None:
    wrong, right = WORDS[rule]
    assert rule in {finding.rule for finding in wrong(pack)}
    assert rule not in {finding.rule for finding in right(pack)}
