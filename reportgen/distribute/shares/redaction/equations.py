"""Equations between the numbers of a pack: formulas, totals of tables, parts of a whole. All but one known, the last is too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.charts import KINDS
from reportgen.distribute.shares.redaction.texts import facts_in, without_tags
from reportgen.load.formula import fact_ids
from reportgen.model import DataTable, Fact, Figure, Pack, Table
from reportgen.model.facts.relation import Relation, instances

_TOTALS = (
    "合计",
    "总计",
    "小计",
    "总数",
    "总量",
    "共计",
    "全市",
    "全区",
    "全省",
    "全国",
    "total",
    "Total",
    "sum",
    "Sum",
)
_LEAST_PARTS = 2


@dataclass(frozen=True)
class Equation:
    """A result and the facts that it follows from; `formula` is how it is written. Any one of them follows from the others."""

    result: str
    operands: tuple[str, ...]
    formula: str
    declared: bool = False  # a formula of the pack: its result is computed from every operand

    def members(self) -> frozenset[str]:
        """Return all facts of the equation; a whole of 100 % is none."""
        return frozenset(key for key in (self.result, *self.operands) if key)


def equations_of(pack: Pack) -> Iterator[Equation]:
    """Yield the equations that the pack states or its numbers fulfil."""
    for key, fact in pack.facts.items():
        if fact.formula:
            yield Equation(key, tuple(dict.fromkeys(fact_ids(fact.formula))), fact.formula, declared=True)
    found = [equation for table in pack.data.values() for equation in _totals(table, pack.facts)]
    found += [equation for table in pack.tables.values() for equation in _written_totals(table, pack.facts)]
    yield from dict.fromkeys(found)
    for figure in pack.figures.values():
        yield from _wholes(figure, pack.facts)
    for relation in pack.relations:
        yield from _stated(relation, pack)


def _stated(relation: Relation, pack: Pack) -> Iterator[Equation]:
    """What a relation of facts.yaml states; parts without a whole make 100 % if they are shares."""
    for one in instances(relation, pack.data):
        formula = " + ".join(one.terms)
        if one.total is not None:
            yield Equation(one.total, one.terms, formula)
        elif all(key in pack.facts and pack.facts[key].unit == "%" for key in one.terms):
            yield Equation("", one.terms, f"100 % = {formula}")


def _totals(table: DataTable, facts: Mapping[str, Fact]) -> Iterator[Equation]:
    """The totals of a table of data."""
    names = [row[0].text or _said(facts, row[0].fact) for row in table.rows]
    heads = [column.head.text or column.id for column in table.columns]
    yield from _of_grid(names, heads, [[cell.fact for cell in row] for row in table.rows], facts)


def _written_totals(table: Table, facts: Mapping[str, Fact]) -> Iterator[Equation]:
    """The totals of a table that is written out, whose cells name facts."""
    named = [[facts_in(cell) for cell in row] for row in table.rows]
    keys = [[next(iter(names)) if len(names) == 1 else None for names in row] for row in named]
    names = [without_tags(row[0]) for row in table.rows]
    yield from _of_grid(names, [column.head for column in table.columns], keys, facts)


def _of_grid(
    names: Sequence[str], heads: Sequence[str], keys: Sequence[Sequence[str | None]], facts: Mapping[str, Fact]
) -> Iterator[Equation]:
    """Rows that are the sum of other rows, and columns that are the sum of other columns."""
    for number in range(1, len(heads)):
        yield from _sums([(name, row[number]) for name, row in zip(names, keys, strict=True)], facts)
    for row in keys:
        yield from _sums(list(zip(heads, row, strict=True))[1:], facts)


def _said(facts: Mapping[str, Fact], key: str | None) -> str:
    return facts[key].prose() if key is not None and key in facts else ""


def _sums(line: Sequence[tuple[str, str | None]], facts: Mapping[str, Fact]) -> Iterator[Equation]:
    """The totals of a line of cells: named so, or equal to the sum of all others."""
    cells = [
        (name, facts[key]) for name, key in line if key is not None and key in facts and facts[key].value is not None
    ]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for _, fact in cells:
        sums[fact.unit] += fact.value or 0
    for at, (name, total) in enumerate(cells):
        value = total.value or Decimal(0)
        is_named = any(word in name for word in _TOTALS)
        if value and (
            is_named or (len(cells) > _LEAST_PARTS + 1 and abs(sums[total.unit] - 2 * value) * 100 <= abs(value))
        ):
            parts = _parts(total, [fact for _, fact in cells[:at]], [fact for _, fact in cells[at + 1 :]])
            if parts:
                yield Equation(total.id, parts, " + ".join(parts))


def _parts(total: Fact, before: Sequence[Fact], behind: Sequence[Fact]) -> tuple[str, ...]:
    """What a total sums: all others, or only those before or behind it; nothing where they do not add to it."""
    for chosen in ([*before, *behind], before, behind):
        same = [fact for fact in chosen if fact.unit == total.unit]
        if len(same) >= _LEAST_PARTS and _adds_up(total, same):
            return tuple(fact.id for fact in same)
    return ()


def _adds_up(total: Fact, parts: Iterable[Fact]) -> bool:
    """Whether parts add to a total, as far as its decimals tell."""
    values = [fact.value or Decimal(0) for fact in parts]
    exponents = [value.as_tuple().exponent for value in (*values, total.value or Decimal(0))]
    step = Decimal(1).scaleb(min((one for one in exponents if isinstance(one, int)), default=0))
    return abs(sum(values, Decimal(0)) - (total.value or 0)) <= step * Decimal("0.5") * len(values) / 2 and any(values)


def _wholes(figure: Figure, facts: Mapping[str, Fact]) -> Iterator[Equation]:
    """Parts in % that make 100 %: each is the rest beside the others."""
    for panel in figure.panels:
        yield from _wholes(panel, facts)
    if not KINDS[figure.kind].shares or figure.panels:
        return
    columns = [series.fact_ids() for series in figure.series] or [figure.facts]
    for keys in columns:
        parts = [facts[key] for key in keys if key in facts]
        total = sum((fact.value or Decimal(0) for fact in parts), Decimal(0))
        shares = len(parts) >= _LEAST_PARTS and all(fact.unit == "%" for fact in parts)
        if shares and abs(total - 100) <= Decimal("0.5"):
            names = tuple(fact.id for fact in parts)
            yield Equation("", names, "100 % = " + " + ".join(names))


def known_from(equations: Sequence[Equation], known: Iterable[str]) -> dict[str, tuple[Equation, frozenset[str]]]:
    """Return the facts that follow from those known, each with its equation and what it was computed from."""
    seen, found = set(known), {}
    progress = True
    while progress:
        progress = False
        for equation in equations:
            missing = equation.members() - seen
            if len(missing) == 1:
                (key,) = missing
                found[key] = (equation, equation.members() - missing)
                seen.add(key)
                progress = True
    return found
