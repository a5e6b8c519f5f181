"""The scale (万, 亿 or none) that neighbours share: a column of a table, a row of cards; and sums that rounding has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from reportgen.build.views.texts import lone_fact
from reportgen.model import Fact, Pack, Table
from reportgen.model.facts.relation import Instance, Relation, instances
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.quantity import common_scale, places_of
from reportgen.model.numbers.units import is_measured

_TOTALS = ("合计", "总计", "总和", "全部", "Total", "total")
_ROUNDED = "因四舍五入，分项与合计略有出入"
_ROUNDED_EN = "Parts may not add up to totals because of rounding"


def card_scales(pack: Pack, fact_ids: Iterable[str]) -> dict[str, str]:
    """Return the scale of each fact of a row of cards: the largest that is exact for all of its unit."""
    return _scales(pack.facts, fact_ids)


def table_scales(pack: Pack, rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return the scale of each fact that fills a cell of a written table, the same for all of one unit in a column."""
    found: dict[str, str] = {}
    for cells in zip(*rows, strict=False):
        said = [lone_fact(cell) for cell in cells]
        numbers = [key for key, form in said if form in ("cell", "column", "number") and key in pack.facts]
        found |= _scales(pack.facts, [key for key in numbers if pack.facts[key].aligned is None])
    return found


def _scales(facts: Mapping[str, Fact], fact_ids: Iterable[str]) -> dict[str, str]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for key in dict.fromkeys(fact_ids):
        fact = facts.get(key)
        if fact is not None and fact.value is not None and fact.words is None and fact.bound != "fraction":
            groups[fact.unit].append(fact)
    return {
        fact.id: common_scale([end for one in same for end in _ends(one)], unit)
        for unit, same in groups.items()
        if len(same) > 1
        for fact in same
    }


def _ends(fact: Fact) -> tuple[Decimal, ...]:
    assert fact.value is not None
    value, upper = fact.printed_ends()
    return (value,) if upper is None else (value, upper)


def rounding_note(pack: Pack, table: Table, note: str) -> str:
    """Return the note of a table, with a sentence where its printed parts do not add up to its printed total."""
    columns = list(zip(*table.rows, strict=False))
    shown = [[pack.facts.get(lone_fact(cell)[0]) for cell in column] for column in columns]
    totals = {number for number, row in enumerate(table.rows) if row and plain(row[0]).strip() in _TOTALS}
    if not any(_differs(column, totals) for column in shown) and not _relation_differs(pack, shown):
        return note
    sentence = _ROUNDED if pack.language.startswith("zh") else _ROUNDED_EN
    return sentence if not note else f"{note.rstrip('。.')}{'。' if pack.language.startswith('zh') else '. '}{sentence}"


def _relation_differs(pack: Pack, shown: Sequence[Sequence[Fact | None]]) -> bool:
    """Whether a table shows all numbers of a relation of the pack, and they do not add up as they are printed."""
    there = {fact.id for column in shown for fact in column if fact is not None and fact.value is not None}
    return any(
        {*one.terms, one.total} <= there and _misses([pack.facts[key] for key in one.terms], pack.facts[one.total])
        for relation in pack.relations
        for one in _instances(pack, relation)
        if one.total is not None
    )


def _instances(pack: Pack, relation: Relation) -> list[Instance]:
    """What a relation says of single facts; one that names what is not there says nothing, and is reported with the facts."""
    try:
        return instances(relation, pack.data)
    except ValueError:
        return []


def _differs(column: Sequence[Fact | None], totals: Collection[int]) -> bool:
    """Whether the numbers of a column nearly add up to the one total in it, but not as they are printed."""
    known = [(number, fact) for number, fact in enumerate(column) if fact is not None and fact.value is not None]
    ends = [fact for number, fact in known if number in totals]
    parts = [fact for number, fact in known if number not in totals]
    return len(ends) == 1 and len(parts) > 1 and _misses(parts, ends[0])


def _misses(parts: Sequence[Fact], total: Fact) -> bool:
    """Whether parts miss their total by no more than the rounding of their printed digits."""
    known = [*parts, total]
    if any(fact.bound != "exact" for fact in known) or len({fact.unit for fact in known}) > 1:
        return False
    gap = abs(sum((_ends(fact)[0] for fact in parts), Decimal(0)) - _ends(total)[0])
    return 0 < gap <= sum((_half_a_digit(fact) for fact in known), Decimal(0))


def _half_a_digit(fact: Fact) -> Decimal:
    """Half of the last printed digit of a rounded number; what is counted one by one is not rounded."""
    places = places_of(_ends(fact)[0])
    rounded = places or is_measured(fact.unit) or fact.decimals is not None
    return Decimal(1).scaleb(-places) / 2 if rounded else Decimal(0)
