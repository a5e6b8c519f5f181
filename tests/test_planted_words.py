"""Wrong words planted in sentences of two packs are found by the facts alone, and sound sentences have no finding."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.check.numbers.audit import audit
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.load import load_pack
from reportgen.model import Fact, Pack

PACKS = Path(__file__).parent / "packs"
OPENINGS = ("", "据统计，", "经过各方面共同努力，", "统计显示，", "从主要指标看，")
LEVELS = ("level", "share", "count")


def load(name: str) -> Pack:
    return load_pack(PACKS / name)


def told(pack: Pack, text: str, before: str = "登记户数和港口吞吐量、外贸航线均有增加，情况稳定。") -> list[str]:
    """The findings of a sentence that stands after another."""
    texts = [before, text] if before else [text]
    passages = [Passage(Place("report.docx", "body", paragraph=n), "text", said) for n, said in enumerate(texts, 1)]
    return [str(one) for one in audit(pack, {"report.docx": passages}).findings if one.rule != "F10"]


def levels(pack: Pack) -> list[Fact]:
    """The facts that a sentence can say with their year."""
    return [
        fact
        for fact in pack.facts.values()
        if fact.kind in LEVELS
        and fact.period
        and fact.value is not None
        and not fact.formula
        and "（" not in fact.label
    ]


def pairs(pack: Pack) -> Iterator[tuple[Fact, Fact]]:
    """Facts with what they were before."""
    for fact in levels(pack):
        for other in pack.facts.values():
            if other.label.startswith(f"{fact.label}（") and (other.period or "") < (fact.period or ""):
                yield other, fact


def sound(pack: Pack) -> Iterator[str]:
    """Sentences that say what the facts say."""
    for opening in OPENINGS:
        for fact in levels(pack):
            yield f"{opening}{fact.period}年，{fact.label}达到{fact.prose()}。"
            yield f"{opening}{fact.label}为{fact.prose()}，保持稳定。"
        for before, now in pairs(pack):
            yield f"{opening}{now.label}由{before.prose()}增加到{now.prose()}。"
            yield f"{opening}{now.label}增加到{now.prose()}。"
        for fact in pack.facts.values():
            if fact.kind == "index":
                yield f"{opening}{fact.label}达到2020年的{fact.prose()}。"
            if fact.kind == "target":
                yield f"{opening}到2030年，{fact.label.removesuffix('目标')}力争达到{fact.prose()}。"
            if fact.formula and fact.formula.startswith("growth("):
                yield f"{opening}固定资产投资比2023年增长{fact.prose()}（测算数）。"


def planted(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """(kind, sentence, sentence before) with one wrong word each."""
    facts = levels(pack)
    for opening in OPENINGS:
        for fact in facts:
            rivals = [
                other
                for other in facts
                if other.unit == fact.unit and other.label not in fact.label and fact.label not in other.label
            ]
            for rival in rivals[:2]:
                yield "label", f"{opening}{rival.label}达到{fact.prose()}。", "无"
            yield "year", f"{opening}{int(fact.period or 0) - 2}年，{fact.label}达到{fact.prose()}。", "无"
            if fact.bound == "exact" and fact.words is None:
                yield "首次", f"{opening}{fact.label}首次突破{fact.prose()}。", "无"
            if fact.unit == "%":
                yield "余", f"{opening}{fact.label}达到{int(fact.value or 0)}余%。", "无"
        for before, now in pairs(pack):
            yield "direction", f"{opening}{now.label}由{before.prose()}减少到{now.prose()}。", "无"
            yield "direction of a level", f"{opening}{now.label}下降到{now.prose()}。", "无"
            yield (
                "翻番",
                f"{opening}{now.label}由{before.prose()}增加到{now.prose()}，翻两番。"
                if now.value and before.value and not 3.5 < now.value / before.value < 4.5
                else f"{opening}{now.label}由{before.prose()}增加到{now.prose()}，翻一番。",
                "无",
            )
        for fact in pack.facts.values():
            if fact.kind == "index":
                yield "grown for reached", f"{opening}{fact.label}增长{fact.prose()}。", "无"
                yield "倍 with 下降", f"{opening}{fact.label}下降{fact.prose()}。", "无"
            if fact.formula and fact.formula.startswith("growth("):
                yield "base", f"{opening}固定资产投资比2021年增长{fact.prose()}（测算数）。", "无"
                yield "fall for rise", f"{opening}固定资产投资比2023年下降{fact.prose()}（测算数）。", "无"
    for opening in ("前者", "后者", "两者", "其中", "上述情况"):
        yield "orphan", f"{opening}表明发展质量稳步提升，效果较好。", "一、基本情况"
    yield "二", "主要有二种方式，均已实施。", "无"


@pytest.mark.parametrize("name", ["harbour", "estuary"])
def test_sound_sentences_have_no_finding(name: str) -> None:
    pack = load(name)
    wrong = {text: found for text in sound(pack) if (found := told(pack, text))}
    assert wrong == {}


def test_planted_words_are_found() -> None:
    made: Counter[str] = Counter()
    missed: list[str] = []
    for name in ("harbour", "estuary"):
        pack = load(name)
        for kind, text, before in planted(pack):
            made[kind] += 1
            if not told(pack, text, before):
                missed.append(f"{name} {kind}: {text}")
    total = sum(made.values())
    print(total, dict(made), *missed, sep="\n")
    assert total >= 200
    assert len(missed) <= 0.05 * total, missed


def test_every_wrong_word_of_a_text_is_told_and_not_the_first_alone() -> None:
    text = "重型装备占比达到41余%。主要有二种方式。固定资产投资比2021年增长10.5%（测算数）。"
    found = told(load("estuary"), text)
    assert [one.partition(" report")[0] for one in found].count("error A05") == 2
    assert any("A03" in one for one in found)


@pytest.mark.parametrize("words", ["高于{}年的", "低于{}年水平，比上年多", "超过{}年，达到", "接近{}年的"])
def test_a_year_behind_a_word_of_comparison_has_no_bound(words: str) -> None:
    text = f"吞吐量{words.format(2023)}水平。"
    assert [one for one in told(load("estuary"), text) if "2023" in one] == []


@pytest.mark.parametrize(
    ("label", "more", "text", "sound"),
    [
        ("国际航线", {"value": 27, "unit": "条"}, "国际航线27条，比上年增加27条。", "国际航线增加到27条。"),
        ("净增航线", {"value": 27, "unit": "条"}, "", "航线比上年增加27条。"),
        ("国有企业利润", {"value": -2.4, "unit": "亿元"}, "国有企业盈利2.4亿元。", "国有企业亏损2.4亿元。"),
        ("贸易差额", {"value": 3.1, "unit": "亿元"}, "贸易逆差3.1亿元。", "贸易顺差3.1亿元。"),
        (
            "通关时间",
            {"value": 2, "unit": "小时", "base": {"value": 9}},
            "通关时间延长到2小时。",
            "通关时间缩短到2小时。",
        ),
        (
            "通关时间",
            {"value": 2, "unit": "小时", "base": {"value": 9}},
            "通关时间拉长到2小时。",
            "通关时间压缩到2小时。",
        ),
    ],
)
def test_words_of_a_change_fit_what_the_fact_is(label: str, more: dict[str, object], text: str, sound: str) -> None:
    fact = Fact.model_validate({"id": "a", "label": label, "kind": "level", "period": "2024", **more})
    pack = load("harbour").model_copy(update={"facts": {"a": fact}})
    wrong = [one for one in told(pack, text) if "A05" in one] if text else ["nothing to find"]
    assert wrong
    assert not told(pack, sound)
