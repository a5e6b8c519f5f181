"""Words that follow numbers: a table of situations with the right sentence, and random pairs that never contradict themselves."""

import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model import Fact
from reportgen.model.movement.base_period import base_period
from reportgen.model.movement.movement import judge
from reportgen.model.movement.movement_kind import moves_of
from reportgen.model.numbers.extent import extent
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.period import Period, read_period
from tests.movement_facts import LABELS, fact

SITUATIONS = yaml.safe_load((Path(__file__).parent / "words" / "situations.yaml").read_text("utf-8"))
FORMS: dict[str, Callable[[Fact, Fact], str]] = {
    "compared": lambda now, then: now.compared(then),
    "direction": lambda now, then: now.direction(then),
    "since": lambda now, then: now.since(then),
    "percent": lambda now, then: now.since(then, "%"),
}
PAIRS = 10_000 if os.environ.get("REPORTGEN_CAMPAIGN") else 300
UP = "增加|增长|提高|上升|加快|上涨|延长|从无到有|转为盈利|转为顺差|转为增长|由负转正|由降转增"
DOWN = "减少|下降|回落|缩短|降为零|转为亏损|转为逆差|转为下降|由正转负|由增转降"


def pair(case: dict[str, Any]) -> tuple[Fact, Fact]:
    """The later and the earlier fact of a situation."""
    then, now = case["periods"]
    more = case.get("more", {})
    return (
        fact(case["fact"], case["now"], key="now", period=now, **more),
        fact(case["fact"], case["then"], key="then", period=then, **more),
    )


def said(form: str, now: Fact, then: Fact) -> str | None:
    """What a form says; None where it refuses."""
    try:
        return plain(FORMS[form](now, then))
    except ValueError:
        return None


@pytest.mark.parametrize(
    "case", SITUATIONS, ids=lambda case: f"{case['fact']} {case['then']} {case['now']} {case['periods']}"
)
def test_a_situation_has_its_sentence(case: dict[str, Any]) -> None:
    now, then = pair(case)
    for form, show in FORMS.items():
        if isinstance(case[form], str):
            assert plain(show(now, then)) == case[form], form
        else:
            with pytest.raises(ValueError, match=re.escape(case[form]["refused"])):
                show(now, then)


def test_the_table_has_the_situations_that_were_asked_for() -> None:
    assert len(SITUATIONS) >= 150
    assert {case["fact"] for case in SITUATIONS} == set(LABELS)
    assert sum(1 for case in SITUATIONS if any(isinstance(case[form], dict) for form in FORMS)) > 60


def test_the_words_that_a_refusal_proposes_can_be_written() -> None:
    for case in SITUATIONS:
        now, then = pair(case)
        for form, show in FORMS.items():
            try:
                show(now, then)
            except ValueError as error:
                for tag in re.findall(r"\{\{ (.*?) \}\}", str(error)):
                    names = {"f": {"now": now, "then": then}}
                    assert _rendered(tag, names), (form, case, tag)


def _rendered(tag: str, names: dict[str, Any]) -> str:
    from reportgen.template import render_text

    return render_text("{{ " + tag + " }}", names, "a test")


VALUES = st.decimals(min_value=-500, max_value=2000, places=2) | st.integers(min_value=-50, max_value=2000).map(Decimal)
BOUNDS = st.sampled_from(["exact"] * 4 + ["lt", "le", "gt", "ge", "approx_below", "approx_above"])


@st.composite
def facts(draw: st.DrawFn) -> tuple[Fact, Fact]:
    """Two values of one indicator of any kind, of two years."""
    name = draw(st.sampled_from(sorted(LABELS)))
    label, kind, unit = LABELS[name]
    made = []
    close = draw(st.booleans())
    first = draw(VALUES)
    for key, year in (("then", "2022"), ("now", "2023")):
        value = (
            first
            if key == "then"
            else first + draw(st.sampled_from(["0", "0.01", "-0.01", "1"]).map(Decimal))
            if close
            else draw(VALUES)
        )
        if name not in ("growth", "profit", "trade", "net", "mille"):
            value = abs(value)
        data = {
            "id": key,
            "label": label,
            "kind": kind,
            "unit": unit,
            "value": value,
            "bound": draw(BOUNDS),
            "period": year,
        }
        made.append(Fact.model_validate(data))
    return made[1], made[0]


@settings(max_examples=PAIRS, deadline=None)
@given(facts())
def test_no_two_forms_contradict_each_other_or_the_numbers(two: tuple[Fact, Fact]) -> None:
    now, then = two
    words = {form: said(form, now, then) for form in FORMS}
    if words["direction"] is None:
        assert set(words.values()) == {None}  # what one form cannot judge, no other can
        return
    order = judge(now, then).order
    level = {
        form
        for form, text in words.items()
        if text is not None and ("持平" in text or "不变" in text or "仍为零" in text or "保持第" in text)
    }
    turned_level = words["direction"] == "转为持平"
    if order == 0:
        assert level == {form for form, text in words.items() if text is not None}
        assert now.value == then.value or now.prose() == then.prose()
        return
    assert turned_level or not level - ({"compared"} if "由持平转为" in (words["compared"] or "") else set())
    _holds(now, then, order)
    _agree(words, "above" if (order > 0) != (moves_of(now) == "rank") else "below", now)
    _has_its_size(now, then, words)


def _holds(now: Fact, then: Fact, order: int) -> None:
    """Every value that the bounds allow is on the side that the words say."""
    mine, others = extent(now), extent(then)
    assert mine.least >= others.most if order > 0 else mine.most <= others.least


def _agree(words: dict[str, str | None], side: str, now: Fact) -> None:
    """All forms use words of one direction."""
    wrong = DOWN if side == "above" else UP
    for form, text in words.items():
        if text is None or re.search("降幅|亏损|盈利|逆差|顺差|持平", text):
            continue  # below zero the words are those of what has a name there; the table has them
        assert not re.search(
            rf"^[^，。]*?(?:{wrong})(?!.*转为)",
            re.sub(r"由.*?(?=增加|减少|提高|下降|上升|加快|回落|缩短|延长|上涨|降为|转)", "", text),
        ), (form, text, now)


def _has_its_size(now: Fact, then: Fact, words: dict[str, str | None]) -> None:
    """A size is that of the two values, and never 0, never a fall of 100% and more, never a percentage from 100 on."""
    assert now.value is not None
    assert then.value is not None
    if words["since"] is not None and now.bound == then.bound == "exact":
        number = re.search(r"(\d[\d,.]*)", words["since"].removeprefix("比上年"))
        assert number is not None
        assert Decimal(number.group(1).replace(",", "")) == abs(now.value - then.value)
    percent = re.search(r"([\d.]+)(%|倍)", words["percent"] or "")
    if percent is not None:
        shown = Decimal(percent.group(1))
        assert shown > 0
        assert percent.group(2) == "倍" or shown < 100
        if now.bound == then.bound == "exact":
            true = abs(now.value / then.value - 1) * (1 if percent.group(2) == "倍" else 100)
            assert abs(true - shown) <= Decimal("0.05")


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2023", "2023年", "2023"), ("2023年", "2023年", "2023"), ("2023-06", "2023年6月", "June 2023"), ("202306", "2023年6月", "June 2023"),
        ("2023Q1", "2023年一季度", "the first quarter of 2023"), ("2023年第二季度", "2023年二季度", "the second quarter of 2023"),
        ("2023年1-6月", "2023年上半年", "the first half of 2023"), ("2023H2", "2023年下半年", "the second half of 2023"),
        ("2023年1—9月", "2023年前三季度", "January–September 2023"), ("2023年1-4月", "2023年1—4月", "January–April 2023"),
        ("2021-2025", "2021—2025年", "2021–2025"), ("十四五", "“十四五”时期", "the 14th Five-Year Plan period"),
        ("2023年末", "截至2023年末", "the end of 2023"), ("2023年6月底", "截至2023年6月末", "the end of June 2023"),
        ("2023-12-31", "截至2023年12月31日", "31 December 2023"),
    ],
)  # fmt: skip
def test_a_period_prints_as_reports_have_it(text: str, chinese: str, english: str) -> None:
    found = read_period(text)
    assert found is not None
    assert (found.chinese(), found.english()) == (chinese, english)
    assert fact("amount", "70", period=text).when() == chinese
    again = read_period(found.name())
    assert again is not None
    assert again.same_time(found)


@pytest.mark.parametrize("text", ["12年前", "近年", "2023-13", "2023年2月30日", "一五", "", None])
def test_words_that_no_calendar_knows_are_no_period(text: str | None) -> None:
    assert read_period(text) is None


def test_periods_sort_as_what_they_are() -> None:
    texts = ["2023年末", "2023年一季度", "2022", "2023-06", "十四五", "2021-2022"]
    found = sorted(period for text in texts if (period := read_period(text)) is not None)
    assert [period.name() for period in found] == [
        "2021—2022年", "2022年", "2023年一季度", "2023年6月", "2023年末", "“十四五”时期",
    ]  # fmt: skip


@given(st.integers(1990, 2035), st.integers(1, 12), st.integers(1, 36))
def test_a_month_is_compared_by_the_distance_of_its_base(year: int, month: int, apart: int) -> None:
    earlier = year * 12 + month - 1 - apart
    then = f"{earlier // 12}-{earlier % 12 + 1:02d}"
    named = base_period(f"{year}-{month:02d}", then, edition=False).before_change
    assert (named == "同比") == (apart == 12)
    assert (named == "环比") == (apart == 1)


def test_a_first_time_is_above_or_just_reached_and_a_balance_turns() -> None:
    mark, zero = fact("money", "1000", key="m", kind="threshold"), fact("profit", "0", key="z", kind="threshold")
    before = [fact("money", "980", key="b")]
    assert plain(fact("money", "1000.5").first_above(mark, before)) == "首次突破1000亿元"
    assert plain(fact("money", "1000").first_above(mark, before)) == "首次达到1000亿元"
    assert plain(fact("money", "1000以上").first_above(mark, before)) == "首次达到1000亿元"
    assert plain(fact("money", "1.2", unit="万亿元").first_above(mark, before)) == "首次突破1000亿元"
    assert fact("profit", "2.5").first_above(zero, [fact("profit", "-1", key="b")]) == "首次由负转正"
    for now, threshold, earlier, words in (
        (fact("money", "1000"), mark, [fact("money", "1000", key="b")], "leave out 首次"),
        (fact("profit", "0"), zero, [fact("profit", "-1", key="b")], "is not above"),
        (fact("profit", "2"), zero, [fact("profit", "0", key="b")], "leave out 首次"),
        (fact("money", "5"), fact("money", "0", key="z", kind="threshold"), before, "only a balance passes"),
    ):
        with pytest.raises(ValueError, match=words):
            now.first_above(threshold, earlier)


@pytest.mark.parametrize(
    ("now", "then", "text"),
    [
        (fact("money", "1.02", unit="万亿元"), fact("money", "9800", key="b"), "由9800亿元增加到1.02万亿元"),
        (fact("amount", "70"), fact("amount", "650000", unit="人", key="b"), "由65万人增加到70万人"),
    ],
)
def test_units_of_one_kind_are_compared(now: Fact, then: Fact, text: str) -> None:
    assert plain(now.compared(then)) == text
    with pytest.raises(ValueError, match="are not compared: 家 does not convert"):
        now.compared(fact("count", "3", key="c"))


def test_nothing_has_moved_to_a_target() -> None:
    goal = fact("amount", "100", key="goal", kind="target", period="2030")
    with pytest.raises(ValueError, match=r"力争达到\{\{ f.goal \}\}"):
        goal.compared(fact("amount", "70"))
    assert plain(fact("profit", "-1.5").show("balance")) == "亏损1.5亿元"


TIMES = (
    None, "2022", "2023", "2023Q1", "2022Q1", "2023H1", "2023-05", "2023-06", "2022年1—5月", "2023年1—5月", "2023年前三季度",
    "截至2022年末", "截至2023年末", "截至2023年6月末", "2023-06-30", "2016-2020", "2021-2025", "十三五", "十四五", "起步时", "十二年来",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("now", TIMES)
def test_a_pair_of_periods_is_said_truly_or_refused_with_words_that_can_be_said(form: str, now: str | None) -> None:
    for then in TIMES:
        facts = fact("amount", "70", key="now", period=now), fact("amount", "68", key="then", period=then)
        later, earlier = read_period(now), read_period(then)
        alike = later is None or earlier is None or _length(later) == _length(earlier)
        ordered = later is None or earlier is None or later.end > earlier.end
        try:
            FORMS[form](*facts)
        except ValueError as error:
            tags = re.findall(r"\{\{ (.*?) \}\}", str(error))
            assert tags, error
            assert all(_rendered(tag, {"f": {"now": facts[0], "then": facts[1]}}) for tag in tags), error
        else:
            assert alike, (now, then)
            assert ordered and then != "十二年来" and (now != "起步时" or then == now), (now, then)


def _length(period: Period) -> int:
    return 0 if period.point else period.months


def test_nothing_has_moved_from_a_target() -> None:
    goal = fact("amount", "100", key="goal", kind="target", period="2022")
    planned = fact("amount", "100", key="goal", status="target", period="2022")
    for aim in (goal, planned):
        with pytest.raises(ValueError, match=r"from which nothing has moved; write both values, \{\{ f.goal \}\}"):
            fact("amount", "70", key="now", period="2023").compared(aim)
