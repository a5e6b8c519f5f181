"""Derived facts: a safe formula language over facts, evaluated to a quantity with its unit and bound.

Fact ids, cells of tables of data as output["2023年", "产值"], numbers, + - * / and brackets, and the functions growth(new, old),
share(part, whole), ratio(a, b), difference(a, b), sum(a, b, …), round(x, decimals). Nothing else of Python is understood.
"""

import ast
import difflib
from collections.abc import Callable, Mapping
from decimal import Decimal

from reportgen.load.quantities import (
    ComputedQuantity,
    FormulaError,
    added,
    bounds_known,
    difference,
    divided,
    growth,
    multiplied,
    rounded,
    share,
    summed,
)
from reportgen.model import Fact
from reportgen.model.numbers.period import canonical
from reportgen.model.numbers.quantity import places_of

__all__ = ["ComputedQuantity", "FormulaError", "evaluate", "fact_ids"]

_OPERATIONS: dict[type[ast.operator], Callable[[ComputedQuantity, ComputedQuantity], ComputedQuantity]] = {
    ast.Add: added,
    ast.Sub: difference,
    ast.Mult: multiplied,
    ast.Div: divided,
}
# name: the function, and how many quantities it takes (None: two or more)
_FUNCTIONS: dict[str, tuple[Callable[..., ComputedQuantity], int | None]] = {
    "growth": (growth, 2),
    "share": (share, 2),
    "ratio": (divided, 2),
    "difference": (difference, 2),
    "sum": (summed, None),
    "round": (rounded, 2),
}


def evaluate(formula: str, facts: Mapping[str, Fact]) -> ComputedQuantity:
    """Return the value of a formula; a FormulaError says what is wrong."""
    return _walk(_tree(formula), facts)


def fact_ids(formula: str) -> list[str]:
    """Return the fact ids that a formula names."""
    try:
        tree = _tree(formula)
    except FormulaError:
        return []
    nodes = list(ast.walk(tree))
    taken = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    taken |= {id(node.value) for node in nodes if isinstance(node, ast.Subscript)}
    cells = [key for node in nodes if isinstance(node, ast.Subscript) and (key := _cell(node)) is not None]
    return [*(node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in taken), *cells]


def _tree(formula: str) -> ast.expr:
    try:
        return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"the formula `{formula[:60]}` cannot be read") from error


def _cell(node: ast.Subscript) -> str | None:
    """The fact of a cell: output["2023年", "产值"] is output.2023年.产值."""
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else ()
    names = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if not isinstance(node.value, ast.Name) or len(parts) != 2 or len(names) != 2:
        return None
    return ".".join((node.value.id, *names))


def _walk(node: ast.expr, facts: Mapping[str, Fact], depth: int = 0) -> ComputedQuantity:
    if depth > 40:
        raise FormulaError("the formula is nested too deeply")
    if isinstance(node, ast.Name):
        return _quantity(node.id, facts)
    if isinstance(node, ast.Subscript):
        key = _cell(node)
        if key is None:
            raise FormulaError('a cell of a table is written table["row", "column"]')
        return _quantity(key, facts)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return ComputedQuantity(Decimal(str(node.value)), "")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return multiplied(_walk(node.operand, facts, depth + 1), ComputedQuantity(Decimal(-1), ""))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        operation = _OPERATIONS[type(node.op)]
        return operation(_walk(node.left, facts, depth + 1), _walk(node.right, facts, depth + 1))
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in _FUNCTIONS
        and not node.keywords
    ):
        return _called(node.func.id, [_walk(argument, facts, depth + 1) for argument in node.args])
    names = ", ".join(_FUNCTIONS)
    raise FormulaError(f"a formula holds only fact ids, numbers, + - * / and brackets, and {names}")


def _called(name: str, arguments: list[ComputedQuantity]) -> ComputedQuantity:
    function, count = _FUNCTIONS[name]
    if (count is None and len(arguments) < 2) or (count is not None and len(arguments) != count):
        raise FormulaError(f"{name} takes {count or 'two or more'} quantities, and has {len(arguments)}")
    return function(*arguments)


def _quantity(key: str, facts: Mapping[str, Fact]) -> ComputedQuantity:
    fact = facts.get(key)
    if fact is None:
        near = difflib.get_close_matches(key, facts, 1, 0.6)
        raise FormulaError(f"no fact `{key}`" + (f", did you mean {near[0]}?" if near else ""))
    if fact.value is None:
        raise FormulaError(f"the fact `{key}` has no value")
    if not bounds_known(fact.bound) and fact.bound != "fraction":
        raise FormulaError(f"`{key}` is approximate ({fact.prose()}); nothing exact can be computed from it")
    places = places_of(fact.value) if fact.decimals is None else fact.decimals
    bound = "exact" if fact.bound == "fraction" else fact.bound
    period = canonical(fact.period)
    return ComputedQuantity(fact.value, fact.unit, bound, period, None if fact.bound == "fraction" else places)
