"""Owns derived facts: safe arithmetic over facts with units and bounds. In: a formula; out: a value, unit and bound."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model import Fact


class FormulaError(ValueError):
    """A formula that can not be read, or would not be honest."""


@dataclass(frozen=True)
class Quantity:
    """A value with its unit and bound while it is computed."""

    value: Decimal
    unit: str
    bound: str = "exact"


_TURNED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "exact": "exact"}


def evaluate(formula: str, facts: Mapping[str, Fact]) -> Quantity:
    """Return the value of a formula of fact ids, numbers, + - * / and brackets; a FormulaError says what is wrong."""
    try:
        tree = ast.parse(formula, mode="eval")
    except (SyntaxError, ValueError) as error:
        raise FormulaError(f"the formula `{formula}` can not be read") from error
    return _walk(tree.body, facts)


def fact_ids(formula: str) -> list[str]:
    """Return the fact ids that a formula names."""
    try:
        return [node.id for node in ast.walk(ast.parse(formula, mode="eval")) if isinstance(node, ast.Name)]
    except (SyntaxError, ValueError):
        return []


def _walk(node: ast.expr, facts: Mapping[str, Fact]) -> Quantity:
    if isinstance(node, ast.Name):
        return _quantity(node.id, facts)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Quantity(Decimal(str(node.value)), "")
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_walk(node.left, facts), _walk(node.right, facts))
    raise FormulaError("a formula holds only fact ids, numbers, + - * / and brackets")


def _quantity(key: str, facts: Mapping[str, Fact]) -> Quantity:
    fact = facts.get(key)
    if fact is None:
        raise FormulaError(f"no fact `{key}`")
    if fact.value is None:
        raise FormulaError(f"the fact `{key}` has no value")
    if fact.bound not in _TURNED:
        raise FormulaError(f"`{key}` is approximate ({fact.prose()}); nothing exact can be computed from it")
    return Quantity(fact.value, fact.unit, fact.bound)


def _sum(left: Quantity, right: Quantity, sign: int) -> Quantity:
    if left.unit != right.unit:
        raise FormulaError(f"{left.unit or 'a plain number'} and {right.unit or 'a plain number'} can not be added")
    return Quantity(
        left.value + sign * right.value,
        left.unit,
        _joined(left.bound, right.bound if sign > 0 else _TURNED[right.bound]),
    )


def _product(left: Quantity, right: Quantity) -> Quantity:
    if left.unit and right.unit:
        raise FormulaError(f"{left.unit} times {right.unit} has no meaning here")
    return Quantity(left.value * right.value, left.unit or right.unit, _joined(left.bound, right.bound))


def _quotient(left: Quantity, right: Quantity) -> Quantity:
    if right.value == 0:
        raise FormulaError("division by zero")
    if right.unit and left.unit != right.unit:
        raise FormulaError(f"{left.unit} by {right.unit} has no meaning here")
    unit = "" if left.unit == right.unit else left.unit
    return Quantity(left.value / right.value, unit, _joined(left.bound, _TURNED[right.bound]))


def _joined(one: str, other: str) -> str:
    if one == other or other == "exact":
        return one
    if one == "exact":
        return other
    if {one, other} in ({"lt", "le"}, {"gt", "ge"}):
        return one if one in ("lt", "gt") else other
    raise FormulaError("bounds that point in opposite directions leave nothing to say")


_OPERATIONS: dict[type[ast.operator], Callable[[Quantity, Quantity], Quantity]] = {
    ast.Add: lambda a, b: _sum(a, b, 1),
    ast.Sub: lambda a, b: _sum(a, b, -1),
    ast.Mult: _product,
    ast.Div: _quotient,
}
