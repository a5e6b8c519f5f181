"""Two editions compared: exactly what moved, where it shows, and a Word note whose changes can be accepted or rejected."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.build.flow import build_pack
from reportgen.cli.main import main
from reportgen.edition.compare.comparison import Moved, compare
from reportgen.edition.compare.note import change_note
from reportgen.edition.history import recall
from reportgen.edition.snapshot import FactState, Snapshot, SnapshotLine
from reportgen.findings import Place
from tests.conftest import Built

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEN = {
    "resident_pop_now": "72万人", "resident_pop_start": "不足11万人", "fiscal_revenue_index": "73倍", "rd_intensity": "3.9%",
    "st_contribution": "62%", "urban_employment_growth": "近52倍", "urbanisation_rate": "71%以上", "goal_gdp_2030": "1100亿元",
    "industrial_investment_growth": "31%以上", "tier_500_count": "4个",
}  # fmt: skip
COMPUTED = {"pop_goal_progress", "pop_goal_gap", "tiered_industries", "resident_pop_ratio"}


@pytest.fixture(scope="module")
def pair(built: Built, lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    after = build_pack(lanzhou, output=tmp_path_factory.mktemp("after"), edition="3", settings=TEN)
    return built.folder, after.edition_dir


def texts(note: bytes, accept: bool) -> list[str]:
    """The paragraphs of style Passage after all changes are accepted or rejected, as Word does it."""
    gone, kept = ("del", "ins") if accept else ("ins", "del")
    with zipfile.ZipFile(io.BytesIO(note)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found, carried = [], ""
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is None or style.get(f"{W}val") != "Passage":
            continue
        text = carried
        for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br"):
            if next(element.iterancestors(f"{W}{gone}"), None) is None:
                text += "\n" if element.tag == f"{W}br" else element.text or ""
        mark = paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}")
        carried = text if mark is not None else ""  # a paragraph whose end goes runs on into the next
        if mark is None:
            found.append(text)
    assert carried == ""
    assert kept
    return found


def test_ten_changed_facts_are_exactly_what_is_listed(pair: tuple[Path, Path]) -> None:
    found = compare(*map(recall, pair))
    assert {item.id for item in found.moved} == set(TEN) | COMPUTED
    for item in found.moved:
        assert item.after is not None
        if item.id in TEN:
            assert item.after.text == TEN[item.id].replace("1100", "1100")
            assert item.after.origin == "--set"
        if item.id not in ("resident_pop_ratio",):
            assert {place.file for place in item.places} == {"report.docx", "deck.pptx"}, item.id
    untouched = [edit for edit in found.edits if not edit.changed]
    assert len(untouched) > 300
    assert all(edit.old is not None and edit.new is not None for edit in found.changed())


def test_accepting_all_gives_the_later_edition_and_rejecting_all_the_earlier(pair: tuple[Path, Path]) -> None:
    one, other = map(recall, pair)
    note = change_note(compare(one, other), full=True)
    assert texts(note, accept=True) == [line.text for line in other.lines]
    assert texts(note, accept=False) == [line.text for line in one.lines]
    changed = compare(one, other).changed()
    short = change_note(compare(one, other))
    assert texts(short, accept=True) == [edit.new.text for edit in changed if edit.new]
    assert len(texts(short, accept=True)) < len(other.lines) / 2


LINES = st.lists(st.text("常住人口70 万\n2%a", min_size=1, max_size=12), max_size=8)


@given(LINES, LINES)
@settings(max_examples=150, deadline=None)
def test_the_note_holds_both_editions_whatever_changed(one: list[str], other: list[str]) -> None:
    def made(found: list[str]) -> Snapshot:
        return Snapshot(
            "e",
            {},
            tuple(
                SnapshotLine("report.docx", Place(part="body", paragraph=n), "text", text)
                for n, text in enumerate(found)
            ),
            (),
        )

    note = change_note(compare(made(one), made(other)), full=True)
    assert texts(note, accept=True) == other
    assert texts(note, accept=False) == one


def test_the_note_is_a_valid_word_file_with_a_number_changed_whole(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(change_note(compare(*map(recall, pair))))
    assert [error.description for error in OpenXmlValidator().validate(tmp_path / "note.docx").errors] == []
    with zipfile.ZipFile(tmp_path / "note.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    deleted = {"".join(run.itertext(f"{W}delText")) for run in root.iter(f"{W}del")}
    assert "70" in deleted
    ids = [element.get(f"{W}id") for element in root.iter(f"{W}ins", f"{W}del")]
    assert len(ids) == len(set(ids)) > 50


def test_the_note_tells_places_and_sources_in_the_words_of_its_reader(pair: tuple[Path, Path]) -> None:
    note = change_note(compare(*map(recall, pair)))
    with zipfile.ZipFile(io.BytesIO(note)) as archive:
        text = "\n".join(
            "".join(p.itertext()) for p in etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p")
        )
    assert "共14项数据变动，文字改动报告" in text
    for words in (
        "手工设定",
        "由公式计算",
        "一、总体成效 第",
        "第3张幻灯片“标题”",
        "第3张幻灯片备注",
        "第4个表格第2行第3格",
        "替代文字",
    ):
        assert words in text, words
    assert not any(word in text for word in ("body, ", "slide ", "paragraph ", "--set"))
    same = compare(recall(pair[0]), recall(pair[0]))
    assert "两版的数据和文字完全相同。".encode() in zipfile.ZipFile(io.BytesIO(change_note(same))).read(
        "word/document.xml"
    )


@pytest.mark.parametrize(
    ("before", "after", "unit", "by"),
    [
        ("70", "72", "万人", "+2万人"), ("22.508508", "26.397667", "%", "+3.89个百分点"), ("3.8", "3.7", "亿元", "-0.1亿元"),
        ("0.001", "0.004", "", "+0.003"), ("70", "70", "万人", ""), ("", "70", "万人", ""),
    ],
)  # fmt: skip
def test_what_moved_is_told_with_two_decimals(before: str, after: str, unit: str, by: str) -> None:
    one, other = (FactState("x", "甲", "…", value, unit, "exact", "", "") for value in (before, after))
    assert Moved("x", "甲", one, other, ()).by == by


@pytest.mark.parametrize(
    ("place", "english", "words"),
    [
        (Place("r", "body", paragraph=38), "r, body, paragraph 38", "第38段"),
        (Place("r", "body", paragraph=38, heading="一、总体成效", under=2), "r, body, paragraph 38", "一、总体成效 第2段"),
        (Place("r", "header", 1, paragraph=2), "r, header 1, paragraph 2", "页眉1第2段"),
        (Place("d", "slide", 12, region="notes"), "d, slide 12, notes", "第12张幻灯片备注"),
        (Place("d", "slide", 4, shape="图", region="chart data", item="B3"), "d, slide 4, “图”, chart data B3", "第4张幻灯片“图”图表数据B3"),
        (Place("d", "slide", 4, shape="甲, 乙", region="label"), "d, slide 4, “甲, 乙”, label", "第4张幻灯片“甲, 乙”图表标签"),
        (Place("r", "body", shape="图 2", region="alt text"), "r, body, alt text of “图 2”", "“图 2”的替代文字"),
        (Place("r", "body", table=4, row=2, cell=1), "r, body, table 4, row 2, cell 1", "第4个表格第2行第1格"),
        (Place("d", "slide", 5, shape="数值", copy=3), "d, slide 5, “数值” 3", "第5张幻灯片“数值”之3"),
        (Place("d", "file properties", region="title"), "d, file properties, title", "文件属性标题"),
    ],
)  # fmt: skip
def test_a_place_has_words_in_english_and_in_chinese(place: Place, english: str, words: str) -> None:
    assert (str(place), place.zh()) == (english, words)


def test_libreoffice_opens_the_note_and_shows_the_changes(pair: tuple[Path, Path], tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "note.docx").write_bytes(change_note(compare(*map(recall, pair))))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "fodt",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "note.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "note.fodt").read_text("utf-8")
    assert text.count("<text:insertion>") > 25
    assert text.count("<text:deletion>") > 25


def test_the_command_prints_a_table_or_json_and_writes_the_note(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(path) for path in pair]
    assert main(["compare", *words, "-o", str(tmp_path / "note.docx")]) == 0
    out = capsys.readouterr().out
    assert "resident_pop_now\t常住人口\t70万人\t72万人\t+2万人" in out
    assert "+1个百分点\t--set\t" in out
    assert "computed: goal_pop_2030 - resident_pop_now" in out
    assert f"{len(TEN) + len(COMPUTED)} facts and " in out
    assert (tmp_path / "note.docx").is_file()
    assert main(["compare", *words, "--json"]) == 0
    moved = json.loads(capsys.readouterr().out)["moved"]
    assert {item["fact"]: item["how"] for item in moved}["urbanisation_rate"] == "value"
    assert main(["compare", words[0], str(tmp_path / "none")]) == 2
