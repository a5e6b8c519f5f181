"""Values grow old, words too, and a direction word must go the way that its number goes."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.build.flow import build_pack
from reportgen.check.numbers.audit import audit
from reportgen.check.shared.freshness import check_ageing_words, check_freshness
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Fact, Pack
from reportgen.model.numbers.marks import plain
from tests.conftest import Built, changed_pack


def fact(key: str, value: int, bound: str = "exact", unit: str = "万人") -> Fact:
    return Fact.model_validate({"id": key, "label": key, "kind": "level", "value": value, "unit": unit, "bound": bound})


@pytest.fixture(scope="module")
def first_pack(lanzhou: Path) -> Pack:
    return load_pack(lanzhou)


def rules(pack: Pack, text: str) -> list[str]:
    passage = Passage(Place("report.docx", "body", paragraph=1), "text", text, "word/document.xml", "paragraph 1")
    return [finding.rule for finding in audit(pack, {"report.docx": [passage]}).findings if finding.rule == "F07"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("常住人口由不足10万人增加到70万人。", []),
        ("常住人口由70万人增加到不足10万人。", ["F07"]),
        ("常住人口从70万人增长至30万人。", ["F07"]),
        ("常住人口由30万人下降到70万人。", ["F07"]),
        ("常住人口由70万人下降到30万人。", []),
        ("产业投资年均增长30%以上，城镇化率超过70%。", []),
        ("投资增长-3%。", ["F07"]),
        ("投资下降了3倍。", ["F07"]),
        ("财政收入增长70倍。", ["F07"]),
        ("财政收入达到起步时的70倍。", []),
        ("城镇就业累计增长近50倍。", []),
        ("由30万人起步。人口增加到10万人。", []),
        ("常住人口由2012年的70万人增加到2024年底的60万人。", ["F07"]),
        ("常住人口由2012年的60万人增加到2024年底的70万人。", []),
        ("增速由8%回落到6%，失业率从5%降至4%。", []),
        ("增速由6%回落到8%。", ["F07"]),
        ("失业率从4%降至5%。", ["F07"]),
        ("城镇化率由60%提升至58%。", ["F07"]),
        ("占比由12%缩小为15%。", ["F07"]),
        ("由不足80万人增加到70万人。", []),
        ("由70万人变化到60万人，增长明显。", ["F07"]),
        ("由70万人变化到60万人，增加就业岗位5万个。", []),
        ("由70万人到72万人，持平。", ["F07"]),
        ("由70万人到70万人，持平。", []),
        ("由70万人到72万人，基本持平。", []),
        ("由10万人增加到70万人，增长7倍。", ["F07"]),
        ("由10万人增加到70万人，增长6倍。", []),
        ("由10万人增加到12万人，增长25%。", ["F07"]),
        ("由30万人增加到40万人，增长33.3%。", []),
        ("由30万人增加到40万人，增长超过33%。", []),
        ("由30万人增加到40万人，增加12万人。", ["F07"]),
        ("由30万人增加到40万人，增加10万人。", []),
        ("由60%提高到72%，提高12个百分点。", []),
        ("由60%提高到72%，提高20%。", ["F07"]),
        ("由60%提高到72%，提高10个百分点。", ["F07"]),
        ("由30万人增加到40万人，年均增长7%。", []),
        ("由30万人增加到60万人，翻一番。", []),
        ("由30万人增加到70万人，翻一番。", ["F07"]),
        ("由20万人增加到80万人，翻两番。", []),
        ("防止增长-3%的情况重演。", []),
        ("减税降费100亿元，增设网点30个，降水70毫米。", []),
        ("减少审批事项后，常住人口达到70万人。", []),
        ("投资跌-3%，价格回升-1%。", ["F07", "F07"]),
        ("投资增长12%，其中工业投资增长25%，比全省平均水平高3个百分点。", []),
        ("由2021年的70万人，到2022年的75万人，再到2023年的72万人，先增后降。", []),
        ("排名由第5位上升到第3位，另一项由5位上升到3位。", []),
        ("能耗由1.2吨降至0.9吨，下降25%。", []),
        ("能耗由1.2吨降至0.9吨，下降30%。", ["F07"]),
        ("温度从-5度上升到3度，由12月的3%回落到次年1月的2%。", []),
        ("从1.5亿元增至15亿元，增长9倍，是起步时的10倍。", []),
        ("由70万人增长了5万人，达到75万人。", []),
    ],
)
def test_a_direction_word_goes_the_way_of_its_number(first_pack: Pack, text: str, found: list[str]) -> None:
    assert rules(first_pack, text) == found


def test_a_movement_that_a_fact_computes_is_told_in_its_own_direction(harbour: Path) -> None:
    loaded = load_pack(harbour)
    computed = {"formula": "a - b", "value": "-3.25", "unit": "万户"}
    fell = fact("fell", 0).model_copy(update={**computed, "value": Decimal("-3.25")})
    grew = fact("grew", 0).model_copy(update={"formula": "growth(a, b)", "value": Decimal("7.35"), "unit": "%"})
    pack = loaded.model_copy(update={"facts": {**loaded.facts, "fell": fell, "grew": grew}})
    assert rules(pack, "注册户数减少3.25万户，产值增长7.35%。") == []
    assert rules(pack, "注册户数增加3.25万户。") == ["F07"]
    assert rules(pack, "产值下降7.35%。") == ["F07"]


def test_the_first_pack_has_no_contradiction(built: Built) -> None:
    assert [str(finding) for finding in built.findings if finding.rule in ("F05", "F07")] == []


@pytest.mark.parametrize(
    ("now", "then", "word"),
    [
        (fact("a", 72), fact("b", 70), "增长"),
        (fact("a", 70), fact("b", 10, "lt"), "增长"),
        (fact("a", 10, "lt"), fact("b", 70), "下降"),
        (fact("a", 70), fact("b", 70), "持平"),
        (fact("a", 50, "approx_below"), fact("b", 60), "下降"),
    ],
)
def test_the_direction_of_two_facts(now: Fact, then: Fact, word: str) -> None:
    assert now.direction(then) == word


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (fact("a", 70, "gt"), fact("b", 72)),
        (fact("a", 70, "gt"), fact("b", 70, "gt")),
        (fact("a", 70), fact("b", 70, unit="%")),
        (fact("a", 70), Fact(id="c", label="c", kind="list", items=("x",))),
    ],
)
def test_a_direction_that_the_bounds_do_not_tell_is_refused(now: Fact, then: Fact) -> None:
    with pytest.raises(ValueError, match=r"not known|not compared|no value"):
        now.direction(then)


def test_prose_says_from_what_to_what(harbour: Path, tmp_path: Path) -> None:
    assert plain(fact("a", 70).compared(fact("b", 10, "lt"))) == "由不足10万人增加到70万人"
    assert plain(fact("a", 70).compared(fact("b", 70))) == "持平，为70万人"
    old = next(line for line in (harbour / "report.yaml").read_text("utf-8").splitlines() if "message:" in line)
    new = '    message: "外贸航线{{ f.routes.compared(f.routes_start) }}，{{ f.routes.direction(f.routes_start) }}明显"'
    pack = changed_pack(harbour, tmp_path, "report.yaml", old, new)
    result = build_pack(pack, output=tmp_path / "out")
    ledger = (result.edition_dir / "edition.json").read_text("utf-8")
    assert "由11条增加到47条，增长明显" in ledger


def test_a_stale_value_is_told_and_strict_refuses_it(harbour: Path, tmp_path: Path) -> None:
    old = "{id: routes, label: 外贸航线,"
    new = f"{old} good_for: 90, measured: 2026-01-01,"
    pack = changed_pack(harbour, tmp_path, "facts.yaml", old, new)
    fresh = build_pack(pack, output=tmp_path / "a", now=lambda: datetime(2026, 3, 1))
    assert [finding for finding in fresh.findings if finding.rule == "F05"] == []
    stale = build_pack(pack, output=tmp_path / "b", now=lambda: datetime(2026, 6, 1), strict=True)
    (found,) = [finding for finding in stale.findings if finding.rule == "F05"]
    assert "47条 is 151 days old and good for 90" in str(found)
    assert stale.edition_dir.name.endswith(".rejected")
    for measured, words in ((None, "no day is known"), (date(2027, 1, 1), "has not come yet")):
        facts = load_pack(pack).facts
        changed = {**facts, "routes": facts["routes"].model_copy(update={"measured": measured})}
        loaded = load_pack(pack).model_copy(update={"facts": changed})
        (finding,) = check_freshness(loaded, ["routes"], date(2026, 6, 1))
        assert words in finding.what


def test_words_that_age_are_told(lanzhou: Path) -> None:
    found = list(check_ageing_words(load_pack(lanzhou), {"report.docx": "三期即将投运，去年开工。注明年份者除外。"}))
    assert {finding.what for finding in found} == {"“去年” is true for a while only"} | {
        finding.what for finding in found if "即将" in finding.what
    }
    assert all(finding.level == "info" for finding in found)
