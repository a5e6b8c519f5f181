"""The table of number forms, row by row, wherever a number is shown; printed forms read back to what was printed."""

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.build.flow import build_pack
from reportgen.load.sources.update import updated
from reportgen.model import Fact
from reportgen.model.facts.english import EnglishFact
from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.reading import Reader
from reportgen.model.numbers.units import in_base_units, measure

CAMPAIGN = os.environ.get("REPORTGEN_CAMPAIGN") == "1"

# fields of the fact; prose; table cell; card: before, number, unit, after
TABLE: list[tuple[dict[str, Any], str, str, tuple[str, str, str, str]]] = [
    ({"value": "53014", "unit": "户"}, "53,014户", "53,014", ("", "53,014", "户", "")),
    ({"value": "10001", "unit": "人"}, "10,001人", "10,001", ("", "10,001", "人", "")),
    ({"value": "99999", "unit": "件"}, "99,999件", "99,999", ("", "99,999", "件", "")),
    ({"value": "700000", "unit": "人"}, "70万人", "70", ("", "70", "万人", "")),
    ({"value": "1250000", "unit": "人"}, "125万人", "125", ("", "125", "万人", "")),
    ({"value": "12734", "unit": "亿元"}, "12,734亿元", "12,734", ("", "12,734", "亿元", "")),
    ({"value": "1.27", "unit": "万亿元"}, "1.27万亿元", "1.27", ("", "1.27", "万亿元", "")),
    ({"value": "3.0", "unit": "%"}, "3.0%", "3.0", ("", "3.0", "%", "")),
    ({"value": "0.052", "unit": "亿元"}, "0.052亿元", "0.052", ("", "0.052", "亿元", "")),
    ({"value": "0.345", "unit": "%"}, "0.345%", "0.345", ("", "0.345", "%", "")),
    ({"value": "-2.3", "unit": "%"}, "-2.3%", "-2.3", ("", "-2.3", "%", "")),
    ({"value": "39092", "unit": "户", "bound": "approx"}, "约39,092户", "约39,092", ("约", "39,092", "户", "")),
    ({"value": "8.5", "unit": "万人", "bound": "about_after"}, "8.5万人左右", "约8.5", ("", "8.5", "万人", "左右")),
    ({"value": "1200", "unit": "家", "bound": "more_after"}, "1200多家", "1200多", ("", "1200", "多家", "")),
    ({"value": "300", "unit": "家", "bound": "gt", "word": "逾"}, "逾300家", ">300", ("逾", "300", "家", "")),
    ({"value": "5", "unit": "个", "bound": "ge", "word": "至少"}, "至少5个", "≥5", ("至少", "5", "个", "")),
    ({"value": "60", "unit": "%", "bound": "ge", "word": "不低于"}, "不低于60%", "≥60", ("不低于", "60", "%", "")),
    ({"value": "3", "unit": "天", "bound": "le", "word": "以内"}, "3天以内", "≤3", ("", "3", "天", "以内")),
    ({"value": "15—20", "unit": "%"}, "15%～20%", "15～20", ("", "15～20", "%", "")),
    ({"words": "两三倍"}, "两三倍", "两三倍", ("", "两三倍", "", "")),
    ({"value": "1/80"}, "1/80", "1/80", ("", "1/80", "", "")),
    ({"words": "百余种", "unit": "种"}, "百余种", "百余种", ("", "百余", "种", "")),
]
LABELS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
IDS = [f"row{number}" for number in range(len(TABLE))]


def fact_of(fields: dict[str, Any], key: str = "x") -> Fact:
    return Fact.model_validate({"id": key, "label": "指标", "kind": "level", **fields})


@pytest.mark.parametrize(("fields", "prose", "cell", "card"), TABLE, ids=[row[1] for row in TABLE])
def test_a_number_prints_as_the_table_says(
    fields: dict[str, Any], prose: str, cell: str, card: tuple[str, ...]
) -> None:
    fact = fact_of(fields)
    assert fact.prose() == prose
    assert fact.column() == cell
    shown = fact.card()
    assert (shown.before, shown.number, shown.unit, shown.after) == card
    if fact.words is None:
        assert fact.printed_unit() == card[2].removeprefix("多")


def test_a_fall_is_said_without_its_sign() -> None:
    fall = fact_of({"value": "-2.3", "unit": "%", "kind": "annual_growth"})
    assert fall.moved() == "下降2.3%"


# --- one pack with every row, built once ---


def pack_of_the_table(folder: Path) -> Path:
    """A pack of an invented place that shows each row in prose, a table, a figure and notes of both files, and on a card."""
    pack = folder / "forms"
    pack.mkdir()
    facts = [
        {"id": key, "label": f"{name}类指标", "kind": "level", "source": "book", **fields}
        for key, name, (fields, *_) in zip(IDS, LABELS, TABLE, strict=True)
    ]
    figures = [
        {"id": f"fig-{key}", "kind": "bar", "head": fact["label"], "unit": fact.get("unit", ""), "facts": [key],
         "labels": {key: "全市"}, "caption": f"{fact['label']}一览", "message": f"{fact['label']}见图。"}
        for key, fact in zip(IDS, facts, strict=True) if drawn(fact)
    ]  # fmt: skip
    tables = [table_of(facts[start::4], start) for start in range(4)]  # facts of one unit in columns of their own
    texts = [
        {"kind": "text", "text": f"本市{fact['label']}为{{{{ f.{key} }}}}，列入年度台账。"}
        for key, fact in zip(IDS, facts, strict=True)
    ]
    blocks = [
        *texts,
        *({"kind": "table", "table": one["id"]} for one in tables),
        *({"kind": "figure", "figure": one["id"]} for one in figures),
    ]
    cards = [
        {"layout": "cards_3_4", "section": "S1", "kicker": "指标", "title": f"第{number}组指标", "notes": notes(group),
         "cards": [{"label": fact["label"], "fact": fact["id"], "lines": ["全市口径"]} for fact in group]}
        for number, group in enumerate(groups(facts), 1)
    ]  # fmt: skip
    charts = [
        {"layout": "chart_takeaway", "section": "S1", "kicker": "图示", "title": f"{one['head']}见图", "head": one["head"],
         "figure": one["id"], "items": [{"head": "说明", "text": f"{{{{ f.{one['facts'][0]} }}}}"}], "notes": "看图。"}
        for one in figures
    ]  # fmt: skip
    rows = [
        {"layout": "table", "section": "S1", "kicker": "表", "title": f"指标汇总在{one['id']}里", "notes": "看表。",
         "columns": ["指标", "数值", "单位"], "rows": one["rows"]}
        for one in tables
    ]  # fmt: skip
    contents = {
        "pack.yaml": {
            "id": "forms", "edition": "1", "title": "数字写法", "title_lines": ["数字写法"], "occasion": "例表", "short_title": "数字写法",
            "organisation": "云州市数据局", "sources": {"book": {"label": "云州市统计资料（虚构）"}},
        },
        "facts.yaml": {"facts": facts},
        "report.yaml": {"sections": [{"id": "S1", "heading": "指标", "blocks": blocks}], "figures": figures, "tables": tables},
        "deck.yaml": {"slides": [*cards, *charts, *rows]},
    }  # fmt: skip
    for name, content in contents.items():
        (pack / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")  # JSON is YAML
    return pack


def table_of(facts: list[dict[str, Any]], number: int) -> dict[str, Any]:
    heads = [
        {"head": "指标", "width_mm": 60},
        {"head": "数值", "width_mm": 50, "align": "right"},
        {"head": "单位", "width_mm": 40},
    ]
    rows = [[fact["label"], f"{{{{ f.{fact['id']} | column }}}}", unit_cell(fact["id"], fact)] for fact in facts]
    return {"id": f"tab{'甲乙丙丁'[number]}", "caption": "指标一览", "columns": heads, "rows": rows}


def drawn(fact: dict[str, Any]) -> bool:
    return "words" not in fact and "—" not in fact["value"] and "/" not in fact["value"]


def unit_cell(key: str, fact: dict[str, Any]) -> str:
    return "—" if "words" in fact or "unit" not in fact else f"{{{{ f.{key} | unit }}}}"


def groups(facts: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Three cards a slide, so that facts of one unit stand on slides of their own; a fact left alone joins the last."""
    order = facts[::8] + facts[1::8] + facts[2::8] + facts[3::8] + facts[4::8] + facts[5::8] + facts[6::8] + facts[7::8]
    whole = len(order) - (len(order) % 3 == 1)
    found = [order[start : start + 3] for start in range(0, whole, 3)]
    yield from (*found[:-1], [*found[-1], *order[whole:]])


def notes(group: list[dict[str, Any]]) -> str:
    return "".join(f"{fact['label']}为{{{{ f.{fact['id']} }}}}。" for fact in group)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """File, kind and text of every passage of the built edition."""
    folder = tmp_path_factory.mktemp("forms")
    result = build_pack(pack_of_the_table(folder), output=folder / "out")
    numbers = [str(one) for one in result.findings if one.rule.startswith("F") and one.level == "error"]
    assert numbers == []
    data = json.loads((result.edition_dir / "edition.json").read_text("utf-8"))
    return [(file, kind, text) for file, _, kind, text in data["lines"]]


@pytest.mark.parametrize("number", range(len(TABLE)), ids=[row[1] for row in TABLE])
def test_both_files_show_a_number_alike_wherever_it_stands(number: int, lines: list[tuple[str, str, str]]) -> None:
    fields, prose, cell, card = TABLE[number]
    label = f"{LABELS[number]}类指标"

    def said(file: str, kind: str) -> list[str]:
        return [text for where, how, text in lines if where == file and how == kind]

    assert f"本市{label}为{prose}，列入年度台账。" in said("report.docx", "text")
    assert any(f"{label}为{prose}。" in text for text in said("deck.pptx", "notes"))
    for file in ("report.docx", "deck.pptx"):
        assert cell in said(file, "text"), (file, cell)
    assert "".join(card) in said("deck.pptx", "text")
    if drawn(fields):
        for file in ("report.docx", "deck.pptx"):
            assert any(label in text and prose in text for text in said(file, "alt")), (file, prose)
        labels = {fact_of(fields).axis(), cell, prose}
        assert labels & set(said("deck.pptx", "chart text")), labels


def test_english_says_the_same_values_and_bounds() -> None:
    units = {"户": "households", "人": "people", "件": "items", "亿元": "billion yuan", "万亿元": "trillion yuan", "万人": "people",
             "家": "firms", "个": "sites", "天": "days", "%": "%"}  # fmt: skip
    said = []
    for fields, *_ in TABLE:
        fact = fact_of(fields)
        if fact.words is None and fact.fraction is None:
            said.append(EnglishFact.of(fact, {"label": "Indicator", "unit": units[fact.unit]}).prose())
    assert said == [
        "53,014 households", "10,001 people", "99,999 items", "700,000 people", "1,250,000 people", "1,273.4 billion yuan",
        "1.27 trillion yuan", "3.0%", "0.0052 billion yuan", "0.345%", "-2.3%", "about 39,092 households", "about 85,000 people",
        "over 1,200 firms", "more than 300 firms", "at least 5 sites", "at least 60%", "at most 3 days", "15%–20%",
    ]  # fmt: skip


# --- what is printed reads back ---

UNITS = (
    "户",
    "人",
    "家",
    "件",
    "个",
    "元",
    "亿元",
    "万人",
    "万亿元",
    "%",
    "吨",
    "公里",
    "平方公里",
    "万标箱",
    "个百分点",
    "天",
    "倍",
)
WORDS = {
    "exact": ("",), "lt": ("", "低于", "少于", "不到"), "le": ("", "以内", "不超过", "至多"), "gt": ("", "逾", "超", "多于"),
    "ge": ("", "至少", "不低于", "不少于"), "approx": ("", "大约"), "about_after": ("", "上下"), "approx_below": ("", "接近"),
    "approx_above": ("",), "more_after": ("",),
}  # fmt: skip


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    digits = draw(st.integers(1, 10**12))
    places = draw(st.sampled_from((0, 0, 0, 1, 2, 3)))
    bound = draw(st.sampled_from(tuple(WORDS)))
    sign = -1 if bound == "exact" and draw(st.booleans()) else 1
    value = Decimal(sign * digits).scaleb(-places)
    if draw(st.booleans()):
        value = Decimal(sign * draw(st.integers(1, 999))) * 10 ** draw(st.integers(0, 10))
    fields = {"value": f"{value:f}", "unit": draw(st.sampled_from(UNITS)), "bound": bound}
    word = draw(st.sampled_from(WORDS[bound]))
    return fact_of({**fields, **({"word": word} if word else {})})


@given(fact=facts())
@settings(max_examples=5000 if CAMPAIGN else 150, deadline=None)
def test_what_is_printed_reads_back_to_the_same_value_and_bound(fact: Fact) -> None:
    card = fact.card()
    forms = {
        "prose": fact.prose(), "cell": fact.cell(), "card": card.before + card.number + card.unit + card.after,
        "column": with_unit(fact.column(), fact.printed_unit()),
    }  # fmt: skip
    reader = Reader((fact.unit,))
    for form, text in forms.items():
        found = list(reader.numbers(text))
        assert len(found) == 1 and found[0].text == text, (form, text, found)
        number = found[0]
        assert in_base_units(number.value, number.unit) == in_base_units(fact.value or Decimal(0), fact.unit), (
            form,
            text,
        )
        assert bound_class(number.bound) == bound_class(fact.bound), (form, text)
    again = Fact.model_validate(
        updated({"id": "x", "label": "指标", "kind": "level", "unit": fact.unit}, forms["prose"])
    )
    assert again.prose() == fact.prose()
    assert again.value == fact.value and bound_class(again.bound) == bound_class(fact.bound)


def with_unit(number: str, unit: str) -> str:
    """A number of a column with the unit of its head: 余 and 多 stand before it."""
    return number + unit


@given(fact=facts(), places=st.integers(0, 3))
@settings(max_examples=1000 if CAMPAIGN else 60, deadline=None)
def test_rounding_that_was_asked_for_is_marked_and_keeps_bounds_true(fact: Fact, places: int) -> None:
    asked = fact.model_copy(update={"decimals": places})
    printed, _ = asked.printed_ends()
    assert fact.value is not None
    if printed == fact.value:
        assert "约" not in asked.prose() or "约" in fact.prose()
        return
    if fact.bound == "exact":
        assert "约" in asked.prose() and "约" not in asked.column()
    if fact.bound in ("lt", "le"):
        assert printed > fact.value
    if fact.bound in ("gt", "ge"):
        assert printed < fact.value


@given(values=st.lists(st.integers(1, 10**9), min_size=2, max_size=6), unit=st.sampled_from(("人", "户", "元")))
@settings(max_examples=1000 if CAMPAIGN else 60, deadline=None)
def test_neighbours_take_the_largest_scale_that_is_exact_for_all(values: list[int], unit: str) -> None:
    from reportgen.model.numbers.quantity import common_scale, places_of, shifted

    numbers = [Decimal(value) for value in values]
    scale = common_scale(numbers, unit)
    for value in numbers:
        said = shifted(value, scale)
        assert in_base_units(said, scale + unit) == value
        assert places_of(said) <= 2
    assert measure(scale + unit).thing == unit
