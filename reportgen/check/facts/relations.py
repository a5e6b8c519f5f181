"""Relations that fail (F12): every number with its value, source and location, the difference, and the tolerance of its decimals."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from reportgen.check.facts.wording import described, place_of
from reportgen.findings import Finding, Place, Rule
from reportgen.model import Fact, Pack
from reportgen.model.facts.relation import Instance, Relation, instances
from reportgen.model.numbers.intervals import interval
from reportgen.model.numbers.quantity import places_of
from reportgen.model.numbers.units import is_measured, measure, same_thing

ADDS_UP = Rule("F12", "error", "sums and parts agree with their totals")


def failed_relations(pack: Pack) -> Iterator[Finding]:
    """Yield the relations of a pack that do not hold, and those that name what is not there."""
    for number, relation in enumerate(pack.relations, 1):
        name = f"relation {number}"
        place = Place(pack.written.get(name, "facts.yaml"), name)
        try:
            found = instances(relation, pack.data)
        except ValueError as error:
            yield ADDS_UP.at(place, f"{relation}: {error}", "name facts by id, columns as table.column")
            continue
        for instance in found:
            yield from _checked(pack, relation, instance, place)


def _checked(pack: Pack, relation: Relation, instance: Instance, place: Place) -> Iterator[Finding]:
    ids = (*instance.terms, *([instance.total] if instance.total else []))
    unknown = [key for key in ids if key not in pack.facts or pack.facts[key].value is None]
    if unknown:
        what = f"{relation}: no fact with a value `{unknown[0]}`"
        yield ADDS_UP.at(place, what, "correct the id, or give the fact a value")
        return
    if instance.total is None:
        return
    terms, total = [pack.facts[key] for key in instance.terms], pack.facts[instance.total]
    odd = next((one for one in terms if not same_thing(one.unit, total.unit)), None)
    if odd is not None:
        what = f"{relation}: {odd.id} is in {odd.unit or 'no unit'}, {total.id} in {total.unit or 'no unit'}"
        yield ADDS_UP.at(place, what, "add up what has one unit")
        return
    yield from _sum(pack, relation, instance, place, terms, total)


def _sum(
    pack: Pack, relation: Relation, instance: Instance, place: Place, terms: list[Fact], total: Fact
) -> Iterator[Finding]:
    low = sum((interval(one)[0] for one in terms), Fraction(0))
    high = sum((interval(one)[1] for one in terms), Fraction(0))
    least, most = interval(total)
    gap = max(low - most, least - high)
    factor = measure(total.unit).factor
    tolerance = Fraction(relation.within) * factor if relation.within is not None else tolerance_of([*terms, total])
    if gap <= tolerance:
        return
    row = f" in the row {instance.row}" if instance.row else ""
    parts = " + ".join(described(pack, one) for one in terms)
    verb = "make up" if relation.parts else "add up to"
    what = (
        f"{parts}{row} {verb} {_plain(low if low == high else None, factor, total.unit)}, and {described(pack, total)}: "
        f"the difference is {_plain(gap, factor, total.unit)}, the tolerance {_plain(tolerance, factor, total.unit)}"
    )
    where = place_of(pack, total) if instance.row else place
    yield ADDS_UP.at(where, what, "correct one of the numbers, or state `within:` if they may differ more")


def tolerance_of(facts: list[Fact]) -> Fraction:
    """Return by how much a sum may miss its total: half a last digit of each rounded number, nothing for counted ones."""
    return sum((_half_a_digit(fact) for fact in facts), Fraction(0))


def _half_a_digit(fact: Fact) -> Fraction:
    assert fact.value is not None
    places = places_of(fact.value)
    if not places and not is_measured(fact.unit):
        return Fraction(0)
    return Fraction(1, 2 * 10**places) * measure(fact.unit).factor


def _plain(value: Fraction | float | None, factor: Fraction, unit: str) -> str:
    """A number of base units in the unit of the total."""
    if value is None or isinstance(value, float):
        return "a range"
    found = Decimal((value / factor).numerator) / Decimal((value / factor).denominator)
    text = f"{found:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + unit
