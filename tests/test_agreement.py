"""Facts against each other: conflicts, relations, ranks, sources under what is shown; a large pack with 36 faults, and sound."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reportgen.build.flow import build_pack
from reportgen.check.facts import check_facts
from reportgen.cli.main import main
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.model import Pack
from tests.conftest import changed_pack
from tests.packs.lanchuan.make_pack import make_pack

SOURCES = {"a": {"label": "甲局"}, "b": {"label": "乙局", "rank": 2}}


def pack_of(*facts: dict[str, Any], **more: Any) -> Pack:
    given = [{"kind": "level", "label": "指标", **fact} for fact in facts]
    base = {"id": "p", "title": "t", "short_title": "s", "organisation": "o", "sources": SOURCES}
    return Pack.model_validate({**base, "facts": {fact["id"]: fact for fact in given}, **more})


def found(pack: Pack) -> list[tuple[str, str]]:
    return [(one.rule, one.what) for one in check_facts(pack)]


PAIRS = [
    ({"value": "70", "unit": "万人"}, {"value": "71", "unit": "万人"}, True),
    ({"value": "70", "unit": "万人"}, {"value": "700000", "unit": "人"}, False),
    ({"value": "1.27", "unit": "万亿元"}, {"value": "12700", "unit": "亿元"}, False),
    ({"value": "1.27", "unit": "万亿元"}, {"value": "12734", "unit": "亿元"}, True),
    ({"value": "300", "unit": "家", "bound": "gt"}, {"value": "310", "unit": "家"}, False),
    ({"value": "300", "unit": "家", "bound": "gt"}, {"value": "300", "unit": "家"}, True),
    ({"value": "300", "unit": "家", "bound": "ge"}, {"value": "300", "unit": "家"}, False),
    ({"value": "8.5", "unit": "万人", "bound": "approx"}, {"value": "8.7", "unit": "万人"}, False),
    ({"value": "15—20", "unit": "%"}, {"value": "18", "unit": "%"}, False),
    ({"value": "15—20", "unit": "%"}, {"value": "21", "unit": "%"}, True),
    ({"value": "70", "unit": "万人"}, {"value": "12", "unit": "%"}, False),  # a level and a rate of one label
    ({"value": "70", "unit": "万人", "period": "2022"}, {"value": "71", "unit": "万人", "period": "2023"}, False),
    ({"value": "70", "unit": "万人", "scope": "全市"}, {"value": "71", "unit": "万人", "scope": "市区"}, False),
    ({"value": "70", "unit": "万人"}, {"value": "100", "unit": "万人", "kind": "target"}, False),
    ({"value": "70", "unit": "万人"}, {"value": "71", "unit": "万人", "differs_from": "one", "because": "口径不同"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "conflict"), PAIRS)
def test_two_numbers_for_one_thing_are_a_conflict_only_where_both_cannot_be_true(
    one: dict[str, Any], other: dict[str, Any], conflict: bool
) -> None:
    pack = pack_of({"id": "one", "source": "a", **one}, {"id": "two", "source": "b", **other})
    assert [rule for rule, _ in found(pack)] == (["F11"] if conflict else [])


def test_a_conflict_names_both_values_with_their_sources_and_what_would_work() -> None:
    pack = pack_of(
        {"id": "one", "value": "70", "unit": "万人", "period": "2023", "source": "a", "locator": {"line": 4}},
        {"id": "two", "value": "71", "unit": "万人", "period": "2023", "source": "b"},
    )
    (finding,) = check_facts(pack)
    assert finding.what == "two values of 指标 for 2023: one 70万人 (甲局, line 4) and two 71万人 (乙局)"
    assert finding.hint == "correct one of them, or write `differs_from: one` and `because: …` at two"
    assert str(finding.place) == "facts.yaml, fact two"


def test_differs_from_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="`differs_from` needs `because`"):
        pack_of({"id": "one", "value": "70"}, {"id": "two", "value": "71", "differs_from": "one"})


def parts(total: str, unit: str = "亿元", **relation: Any) -> Pack:
    facts = [
        {"id": name, "label": name, "value": value, "unit": unit, "source": "a"}
        for name, value in (("x", "1.2"), ("y", "2.3"), ("z", total))
    ]
    return pack_of(*facts, relations=[{"sum": ["x", "y"], "equals": "z", **relation}])


@pytest.mark.parametrize(
    ("total", "relation", "holds"),
    [("3.5", {}, True), ("3.6", {}, True), ("3.7", {}, False), ("3.7", {"within": "0.2"}, True), ("3.4", {"within": "0"}, False)],
)  # fmt: skip
def test_a_sum_may_miss_its_total_by_what_its_decimals_allow(total: str, relation: dict[str, Any], holds: bool) -> None:
    assert ([rule for rule, _ in found(parts(total, **relation))] == []) is holds


def test_what_is_counted_one_by_one_has_no_tolerance() -> None:
    facts = [
        {"id": name, "label": name, "value": value, "unit": "家"}
        for name, value in (("x", "1"), ("y", "2"), ("z", "4"))
    ]
    pack = pack_of(*facts, relations=[{"sum": "x + y", "equals": "z"}])
    assert [rule for rule, _ in found(pack)] == ["F12"]


def test_a_relation_that_fails_names_every_number_the_difference_and_the_tolerance() -> None:
    (finding,) = check_facts(parts("3.7"))
    assert finding.what == (
        "x 1.2亿元 (甲局) + y 2.3亿元 (甲局) add up to 3.5亿元, and z 3.7亿元 (甲局): the difference is 0.2亿元, the tolerance 0.15亿元"
    )
    assert str(finding.place) == "facts.yaml, relation 1"


@pytest.mark.parametrize(
    ("relation", "what"),
    [
        ({"sum": ["x", "q"], "equals": "z"}, "no fact with a value `q`"),
        ({"parts": ["t.a", "t.b"], "of": "t.c", "for_each": "年份"}, "no table of data `t`; there are: none"),
    ],
)
def test_a_relation_that_names_what_is_not_there_says_so(relation: dict[str, Any], what: str) -> None:
    pack = pack_of(
        {"id": "x", "label": "x", "value": "1"}, {"id": "z", "label": "z", "value": "1"}, relations=[relation]
    )
    (finding,) = check_facts(pack)
    assert what in finding.what


@pytest.mark.parametrize(
    "relation", [{"sum": ["x", "z"]}, {"parts": ["x"], "of": "z"}, {"sum": ["x", "y"], "parts": ["x", "y"]}, {"sum": ["x", "y"], "of": "z"}]
)  # fmt: skip
def test_a_relation_is_a_sum_or_parts(relation: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"relation|sum|parts"):
        pack_of({"id": "x", "value": "1"}, relations=[relation])


def test_a_value_of_a_lower_rank_or_an_older_date_is_reported_where_it_wins(harbour: Path, tmp_path: Path) -> None:
    sources = {
        "yearbook": {"label": "统计资料", "rank": 1, "date": "2025-02-01"}, "web": {"label": "网页", "rank": 3},
        "old": {"label": "旧报表", "date": "2024-12-31"},
    }  # fmt: skip
    for source, why in (("web", "rank 3, below rank 1"), ("old", "older than 2025-2-1")):
        folder = tmp_path / source
        pack = changed_pack(
            harbour, folder, "pack.yaml", "theme: B\n", f"theme: B\nlayers:\n  - {{file: u.csv, source: {source}}}\n"
        )
        (pack / "u.csv").write_text("编号,数值,单位\nroutes,49,条\n", "utf-8")
        text = (pack / "facts.yaml").read_text("utf-8").partition("facts:\n")[2]
        (pack / "facts.yaml").write_text(f"sources: {json.dumps(sources, ensure_ascii=False)}\nfacts:\n{text}", "utf-8")
        told = [one for one in check_facts(load_pack(pack)) if one.rule == "F13"]
        assert [one.level for one in told] == ["warning"] and why in told[0].what, told


# --- sources ---


def test_under_each_figure_stand_the_sources_of_its_facts_in_order_each_once() -> None:
    from reportgen.build.views.sources import source_note

    facts = [
        {"id": name, "label": name, "value": "1", "source": source}
        for name, source in (("x", "b"), ("y", "a"), ("z", "b"))
    ]
    pack = pack_of(*facts, {"id": "m", "label": "手填数", "value": "2", "manual": True})
    assert source_note(pack, "说明。", ["x", "y", "z"]) == "数据来源：乙局；甲局。注：说明"
    assert source_note(pack, "", ["m", "y"]) == "数据来源：甲局。注：手填数为手工设定"
    assert source_note(pack, "", []) == ""


def test_a_value_set_by_hand_names_a_source_or_is_manual_in_ledger_and_note(harbour: Path, tmp_path: Path) -> None:
    arguments = ["build", str(harbour), "-o", str(tmp_path)]
    assert main([*arguments, "--edition", "m", "--set", "throughput=900万标箱"]) in (0, 1)
    ledger = next(tmp_path.glob("harbour/m*/ledger.csv")).read_text("utf-8-sig").splitlines()
    assert any(line.startswith("throughput,") and "manual" in line for line in ledger)
    assert main([*arguments, "--edition", "s", "--set", "throughput=900万标箱@yearbook"]) in (0, 1)
    ledger = next(tmp_path.glob("harbour/s*/ledger.csv")).read_text("utf-8-sig").splitlines()
    assert not any("manual" in line for line in ledger)
    with pytest.raises(PackError, match="no source `nobody` behind the @; there are: yearbook"):
        load_pack(harbour, {"throughput": "900万标箱@nobody"})


# --- the large pack ---


def test_all_faults_of_a_large_pack_are_told_and_none_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = make_pack(tmp_path / "broken", broken=True)
    assert main(["facts", "check", str(pack), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["facts"] >= 120
    assert Counter(one["rule"] for one in told["findings"]) == {"F11": 12, "F12": 8, "F16": 10, "pack": 6}
    assert all("share one axis and need one unit" in one["what"] for one in told["findings"] if one["rule"] == "pack")
    assert all("matches no fact" in one["what"] for one in told["findings"] if one["rule"] == "F16")


@pytest.mark.parametrize("theme", ["A", "B"])
def test_the_sound_large_pack_builds_clean(theme: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = make_pack(tmp_path / "sound")
    assert main(["facts", "check", str(pack)]) == 0
    assert "no findings" in capsys.readouterr().out
    result = build_pack(pack, output=tmp_path / "out", theme=theme)
    assert [str(one) for one in result.findings] == []
    lines = json.loads((result.edition_dir / "edition.json").read_text("utf-8"))["lines"]
    texts = [text for *_, text in lines]
    assert "附件：资料来源" in texts and "澜川市统计局（虚构）：《主要经济指标》，2024年3月" in texts


def test_facts_that_nothing_uses_are_named(harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extra = "facts:\n  - {id: idle, label: 闲置指标, kind: level, value: 3, unit: 个, source: yearbook}\n"
    pack = changed_pack(harbour, tmp_path, "facts.yaml", "facts:\n", extra)
    assert main(["facts", "check", str(pack)]) == 0
    assert "idle (闲置指标 3个)" in capsys.readouterr().err


# --- axes and wholes ---


@pytest.mark.parametrize(
    ("kind", "categories", "refused"),
    [
        ("line", "[2015年, 2020年, 2023年]", True), ("column", "[2015年, 2020年, 2023年]", True), ("bar", "[2015年, 2020年, 2023年]", False),
        ("line", "[2021年, 2022年, 2023年]", False), ("line", "[2022年1月, 2022年2月, 2022年6月]", True),
        ("line", "[2022年一季度, 2022年二季度, 2022年三季度]", False), ("line", "[甲, 乙, 丙]", False),
    ],
)  # fmt: skip
def test_times_that_are_not_equally_far_apart_are_refused_on_an_axis_of_times(
    kind: str, categories: str, refused: bool, harbour: Path, tmp_path: Path
) -> None:
    figure = (
        f"figures:\n  - {{id: fig-times, kind: {kind}, head: 示例, unit: 条, caption: 示例, message: 示例。, "
        f"categories: {categories}, series: [{{name: 示例, values: [1, 2, 4]}}]}}\n"
    )
    pack = changed_pack(harbour, tmp_path, "report.yaml", "figures:\n", figure)
    if refused:
        with pytest.raises(PackError, match="not equally far apart"):
            load_pack(pack)
    else:
        load_pack(pack)


def test_a_pie_of_facts_asks_for_the_relation_that_makes_them_parts(tmp_path: Path) -> None:
    pack = make_pack(tmp_path / "pie")
    report = json.loads((pack / "report.yaml").read_text("utf-8"))
    figure = {"id": "fig-pie", "kind": "pie", "head": "企业", "facts": ["large_2023", "middle_2023"], "caption": "企业"}
    report["figures"].append(figure)
    (pack / "report.yaml").write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    with pytest.raises(PackError, match=r"relations: \[\{parts: \[large_2023, middle_2023\], of: TOTAL\}\]"):
        load_pack(pack)
    facts = json.loads((pack / "facts.yaml").read_text("utf-8"))
    facts["relations"].append({"parts": ["large_2023", "middle_2023"]})
    (pack / "facts.yaml").write_text(json.dumps(facts, ensure_ascii=False), "utf-8")
    load_pack(pack)
