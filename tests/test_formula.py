"""Computed facts: units and times are checked, bounds stay true, and nothing of Python gets in."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.formula import FormulaError, evaluate, fact_ids
from reportgen.model import Fact


def fact(key: str, value: str, unit: str = "", bound: str = "exact", period: str | None = None) -> Fact:
    return Fact.model_validate(
        {"id": key, "label": key, "kind": "level", "value": value, "unit": unit, "bound": bound, "period": period}
    )


FACTS = {
    item.id: item
    for item in (
        fact("now", "72", "万人", period="2025"), fact("then", "60", "万人", period="2020"), fact("start", "10", "万人", "lt"),
        fact("towns", "48", "万人", period="2025"), fact("gdp", "1000", "亿元"), fact("rate", "71.5", "%", period="2025"),
        fact("rate_then", "68", "%", period="2020"), fact("at_least", "30", "%", "ge"), fact("about", "50", "倍", "approx_below"),
        fact("over", "80", "万人", "gt"), fact("below", "50", "万人", "lt"), fact("none", "0", "万人"),
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "value", "unit", "bound"),
    [
        ("growth(now, then)", "20", "%", "exact"),
        ("share(towns, now)", "66.67", "%", "exact"),
        ("ratio(now, then)", "1.2", "", "exact"),
        ("ratio(now, start)", "7.2", "", "gt"),
        ("difference(rate, rate_then)", "3.5", "个百分点", "exact"),
        ("rate - rate_then", "3.5", "个百分点", "exact"),
        ("rate_then + difference(rate, rate_then)", "71.5", "%", "exact"),
        ("sum(now, towns)", "120", "万人", "exact"),
        ("now - start", "62", "万人", "gt"),
        ("-start", "-10", "万人", "gt"),
        ("start * -2", "-20", "万人", "gt"),
        ("growth(over, then)", "33.33", "%", "gt"),
        ("round(ratio(over, then), 1)", "1.3", "", "gt"),
        ("round(ratio(below, then), 1)", "0.9", "", "lt"),
        ("round(ratio(towns, now), 2)", "0.67", "", "exact"),
    ],
)
def test_a_formula_gives_value_unit_and_bound(formula: str, value: str, unit: str, bound: str) -> None:
    found = evaluate(formula, FACTS)
    assert (found.value.quantize(Decimal("0.01")).normalize(), found.unit, found.bound) == (
        Decimal(value).normalize(), unit, bound,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("now + gdp", "万人 and 亿元 cannot be added"),
        ("ratio(2, gdp)", "no meaning"),
        ("sum(now, then)", "one time"),
        ("share(towns, then)", "one time"),
        ("share(now, towns)", "larger than the whole"),
        ("growth(now, towns)", "two times"),
        ("growth(rate, rate_then)", "use difference"),
        ("growth(now, none)", "from zero"),
        ("ratio(now, none)", "division by zero"),
        ("sum(rate, rate)", "denominators"),
        ("over - below + start", "opposite"),
        ("over + start", "opposite directions"),
        ("about * 2", "approximate"),
        ("now ** 2", "holds only"),
        ("__import__('os')", "holds only"),
        ("now.value", "holds only"),
        ("growth(now)", "takes 2"),
        ("round(now, 1.5)", "whole number"),
        ("nobody + 1", "no fact `nobody`"),
        ("now +", "cannot be read"),
        ("(" * 300 + "now" + ")" * 300, "cannot be read"),
        ("+".join(["now"] * 200), "too deeply"),
    ],
)
def test_a_formula_that_would_not_be_honest_is_refused(formula: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words):
        evaluate(formula, FACTS)


def test_the_facts_of_a_formula_are_known_without_its_functions() -> None:
    assert fact_ids("round(growth(now, then), 1)") == ["now", "then"]


NUMBERS = st.decimals(min_value=1, max_value=1000, places=2)


@given(
    NUMBERS, NUMBERS, st.sampled_from(["lt", "gt", "exact"]), st.sampled_from(["lt", "gt", "exact"]), NUMBERS, NUMBERS
)
def test_the_bound_of_a_result_holds_for_every_value_that_the_bounds_allow(
    a: Decimal, b: Decimal, bound_a: str, bound_b: str, shift_a: Decimal, shift_b: Decimal
) -> None:
    """Take true values within the bounds: the true result must lie within the bound that was computed."""
    facts = {"a": fact("a", str(a), "人", bound_a), "b": fact("b", str(b), "人", bound_b)}
    true_a, true_b = (
        {"exact": value, "gt": value + shift, "lt": value / (1 + shift)}[bound]
        for value, bound, shift in ((a, bound_a, shift_a), (b, bound_b, shift_b))
    )
    for formula, true in (
        ("a + b", true_a + true_b), ("a - b", true_a - true_b), ("a / b", true_a / true_b), ("a * -2", true_a * -2),
        ("growth(a, b)", (true_a / true_b - 1) * 100), ("round(ratio(a, b), 1)", true_a / true_b),
    ):  # fmt: skip
        try:
            found = evaluate(formula, facts)
        except FormulaError:
            continue
        holds = {"gt": true > found.value, "lt": true < found.value, "exact": True}[found.bound]
        assert holds, (formula, found, true)
