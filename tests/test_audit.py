"""The audit finds every number that is no fact, and is silent on what the pack itself prints."""

import json
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.check.numbers.allowed import AllowList
from reportgen.check.numbers.audit import audit
from reportgen.check.numbers.forms import Forms
from reportgen.check.numbers.resolve import Resolver
from reportgen.cli.main import main
from reportgen.documents.reading.file_reader import passages
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Pack
from reportgen.model.numbers.reading import Reader, chinese_value
from reportgen.ooxml.package import Member, read_package, write_package
from tests.conftest import Built
from tests.mutations import Spot, damaged, spots

NAMES = ("report.docx", "deck.pptx")


@pytest.fixture(scope="module")
def pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


@pytest.fixture(scope="module")
def read(built: Built) -> dict[str, list[Passage]]:
    return {name: passages(name, (built.folder / name).read_bytes()) for name in NAMES}


def prose(pack: Pack, text: str) -> list[str]:
    """The rules that a sentence breaks."""
    passage = Passage(Place("report.docx", "body", paragraph=1), "text", text, "word/document.xml", "paragraph 1")
    return [finding.rule for finding in audit(pack, {"report.docx": [passage]}).findings]


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("常住人口70万人", 700000, "人", "exact"),
        ("不足10万人", 100000, "人", "lt"),
        ("百余种产品", 100, "种", "approx_above"),
        ("增长30%以上", 30, "%", "ge"),
        ("百分之三十", 30, "%", "exact"),
        ("三成", 30, "%", "exact"),
        ("1,254,000标箱", 1254000, "标箱", "exact"),
        ("近50倍", 50, "倍", "approx_below"),
        ("十二周年", 12, "周年", "exact"),
        ("二〇三〇年", 2030, "年", "exact"),
        ("提高1.5个百分点", Decimal("1.5"), "个百分点", "exact"),
        ("一百零五户", 105, "户", "exact"),
        ("-3.2%", Decimal("-3.2"), "%", "exact"),
        ("≥30%", 30, "%", "ge"),
        ("约百余家", 100, "家", "approx_above"),
        ("约百家左右", 100, "家", "approx"),
        ("70余万人", 700000, "人", "approx_above"),
    ],
)
def test_a_number_is_read_whatever_its_script(text: str, value: Decimal, unit: str, bound: str) -> None:
    (number,) = Reader().numbers(text)
    assert (number.value, number.unit, number.bound) == (value, unit, bound)


@pytest.mark.parametrize("text", ["统一受理", "三向并举", "一般公共预算", "（万人）", "进一步", "三五成群"])
def test_a_numeral_that_is_part_of_a_word_is_no_number(text: str) -> None:
    assert list(Reader().numbers(text)) == []


def test_chinese_numerals_have_their_values() -> None:
    assert chinese_value("五百亿") == 50_000_000_000
    assert chinese_value("十") == 10
    assert chinese_value("二十三万四千") == 234_000


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("常住人口70万人。", []),
        ("常住人口不足10万人。", []),
        ("常住人口72万人。", ["F02"]),
        ("常住人口10万人。", ["F03"]),
        ("常住人口70万户。", ["F02"]),
        ("城镇化率70%以上。", ["F03"]),
        ("引进项目88项。", ["F01"]),
        ("用了九十九天。", ["F01"]),
        ("“三环八射”与“335+X”，见图1、表2，共建“一带一路”。", []),
        ("（一）第一，这是两种说法。", []),
    ],
)
def test_a_sentence_is_judged_by_the_facts(pack: Pack, text: str, rules: list[str]) -> None:
    assert prose(pack, text) == rules


@pytest.mark.parametrize(
    ("texts", "rules"),
    [
        (["与人口目标相差30万人。"], ["F10"]),
        (["与人口目标相差30万人，据来源数据计算。"], []),
        (["与人口目标相差30万人。", "注：差额据来源数据推算。"], []),
        (["与人口目标相差30万人。", "无关的话。", "无关的话。", "无关的话。", "据来源数据计算。"], ["F10"]),
        (["常住人口70万人。"], []),
    ],
)
def test_a_computed_number_says_that_it_is(pack: Pack, texts: list[str], rules: list[str]) -> None:
    found = [Passage(Place("report.docx", "body", paragraph=n), "text", text, "p") for n, text in enumerate(texts)]
    assert [finding.rule for finding in audit(pack, {"report.docx": found}).findings] == rules


def test_a_slide_says_it_once_for_all_its_numbers(pack: Pack) -> None:
    def one(text: str, slide: int, kind: str = "text") -> Passage:
        return Passage(Place("deck.pptx", "slide", slide, shape="内容"), kind, text, "p", "内容")

    slide = [
        one("相差30万人", 4),
        one("与下一页无关", 4),
        one("据来源数据计算。", 5),
    ]
    assert [finding.rule for finding in audit(pack, {"deck.pptx": slide}).findings] == ["F10"]
    noted = [*slide, one("差额据来源数据计算。", 4, "notes")]
    assert audit(pack, {"deck.pptx": noted}).findings == ()


def test_the_untouched_pack_has_no_finding(pack: Pack, read: dict[str, list[Passage]]) -> None:
    result = audit(pack, read, read)
    assert [str(finding) for finding in result.findings] == []
    assert result.counts["unknown"] == 0
    assert result.counts["facts"] > 250


def test_the_build_itself_finds_a_number_that_was_typed(lanzhou: Path, tmp_path: Path) -> None:
    from tests.conftest import changed_pack

    pack = changed_pack(lanzhou, tmp_path, "report.yaml", "主要指标的数值", "新引进88个项目。主要指标的数值")
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 1
    aside = tmp_path / "out" / "lanzhou-12" / "2.rejected"
    assert "88个" not in (aside / "ledger.csv").read_text("utf-8-sig")
    found = json.loads((aside / "check.json").read_text("utf-8"))["findings"]
    assert [item["rule"] for item in found if item["level"] == "error"] == ["F01"]
    assert main(["audit", str(aside / "report.docx"), "--pack", str(pack)]) == 1
    (pack / "pack.yaml").write_text(
        (pack / "pack.yaml").read_text("utf-8") + "allowed_numbers: ['88个项目']\n", "utf-8"
    )
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 0, "or the pack says that it is no fact"


def test_two_hundred_damages_are_all_found(pack: Pack, built: Built, read: dict[str, list[Passage]]) -> None:
    chance = random.Random(20)
    contents = {name: (built.folder / name).read_bytes() for name in NAMES}
    by_place: dict[tuple[str, str], list[tuple[str, Spot]]] = {}
    for name, content in contents.items():
        for spot in spots(content):
            by_place.setdefault((spot.where, spot.how), []).append((name, spot))
    assert len(by_place) == 11  # digit, bound, unit in text, notes, alt; digits in chart cache and workbook
    missed: list[str] = []
    alone: Counter[bool] = Counter()
    places = sorted(by_place)
    for turn in range(200):
        name, spot = chance.choice(by_place[places[turn % len(places)]])
        content, told = damaged(contents[name], spot, chance)
        found = passages(name, content)
        if not audit(pack, {name: found}, {name: read[name]}).findings:
            missed.append(told)
        alone[bool(audit(pack, {name: found}).findings)] += 1
    assert missed == []
    assert alone[True] >= 140  # by the facts alone, without the text that the pack prints, for files of another origin


def test_the_command_tells_place_fact_and_exit_code(
    built: Built, lanzhou: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(1)
    content = (built.folder / "deck.pptx").read_bytes()
    spot = next(s for s in spots(content) if s.how == "bound" and s.part.endswith("slide11.xml") and s.where == "text")
    (tmp_path / "deck.pptx").write_bytes(damaged(content, spot, chance)[0])
    files = [str(built.folder / "report.docx"), str(tmp_path / "deck.pptx")]
    assert main(["audit", *files, "--pack", str(lanzhou)]) == 1
    told = capsys.readouterr().err
    assert "F03 deck.pptx, slide 11" in told
    assert "超过70%" in told
    assert main(["audit", str(built.folder / "report.docx"), "--pack", str(lanzhou)]) == 0
    assert main(["audit", str(lanzhou / "pack.yaml"), "--pack", str(lanzhou)]) == 2


def test_report_and_deck_that_disagree_are_found(pack: Pack) -> None:
    def one(file: str, text: str) -> list[Passage]:
        return [Passage(Place(file, "body", paragraph=1), "text", text, "p", "paragraph 1")]

    ratio = {"report.docx": one("report.docx", "为起点的7倍以上"), "deck.pptx": one("deck.pptx", "为起点的超过7倍")}
    assert "F04" in [finding.rule for finding in audit(pack, ratio).findings]


def test_a_pack_may_allow_numbers_of_its_own(pack: Pack) -> None:
    assert prose(pack, "按照“8341”工程部署。") == ["F01"]
    assert prose(pack.model_copy(update={"allowed_numbers": ("“8341”工程",)}), "按照“8341”工程部署。") == []
    assert list(AllowList(["“8341”工程"]).spans("“8341”工程", ""))


def test_every_number_of_the_built_files_is_in_the_ledger(
    pack: Pack, built: Built, read: dict[str, list[Passage]]
) -> None:
    places: dict[tuple[str, str], list[str]] = {}
    for row in built.ledger:
        places.setdefault((row["file"], row["place"]), []).append(row["text"])
    resolver = Resolver(Forms(pack))
    readings = [reading for name in NAMES for reading in resolver.readings(read[name]) if reading.facts]
    missing = [
        f"{reading.passage.place}: {reading.number.text}"
        for reading in readings
        if not any(
            text in reading.number.text or reading.number.text in text
            for text in places.get((reading.passage.file, reading.passage.place.inside), ())
        )
    ]
    assert missing == []
    assert len(places) > 150


def test_an_exact_conversion_of_a_fact_is_that_fact(pack: Pack) -> None:
    area = pack.facts["resident_pop_now"].model_copy(
        update={"id": "area", "label": "建成面积", "value": Decimal("36.7"), "unit": "平方公里"}
    )
    facts = {**pack.facts, "area": area}
    with_area = pack.model_copy(update={"facts": facts})
    assert prose(with_area, "建成面积3670公顷，即36.7平方公里。") == []
    assert prose(with_area, "建成面积3760公顷。") == ["F02"]


def test_other_words_and_added_words_are_notes_and_a_hidden_slide_is_a_warning(
    pack: Pack, read: dict[str, list[Passage]], built: Built
) -> None:
    printed = read["report.docx"]
    at = next(n for n, one in enumerate(printed) if one.kind == "text" and len(one.text) > 40 and "，" in one.text)
    added = Passage(Place("report.docx", "body", paragraph=999), "text", "会场在行政中心。")
    found = [*printed[: at + 1], added, *printed[at + 1 :]]
    said = audit(pack, {"report.docx": found}, {"report.docx": printed}).findings
    assert [(one.rule, one.level) for one in said] == [("A07", "info")]
    members = read_package((built.folder / "deck.pptx").read_bytes(), "deck")
    slide = members["ppt/slides/slide3.xml"].content.replace(b"<p:sld ", b'<p:sld show="0" ', 1)
    members["ppt/slides/slide3.xml"] = Member.of("ppt/slides/slide3.xml", slide)
    hidden = passages("deck.pptx", write_package(members.values()))
    (finding,) = audit(pack, {"deck.pptx": hidden}, {"deck.pptx": read["deck.pptx"]}).findings
    assert (finding.rule, finding.level, finding.place.number) == ("A06", "warning", 3)
