"""The forms in which the facts of a pack may stand in a file. In: a Pack; out: which facts a number can be."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.check.numbers.quantities import Quantities
from reportgen.model import Fact, Pack
from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.forms import FORMS
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.quantity import scaled
from reportgen.model.numbers.reading import Number, Reader
from reportgen.model.numbers.units import in_base_units, is_measured, same_thing

_HEAD = 2  # characters by which names are found; a name of one has one
NumberKey = tuple[Decimal, str, str]


class Forms:
    """What the facts of a pack look like when they are printed."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        units = [unit for fact in pack.facts.values() for unit in (fact.unit, *fact.parts)]
        self.numbers = Quantities(Reader(tuple(units))).numbers
        self.keys: dict[NumberKey, list[str]] = defaultdict(list)
        self.values: dict[Decimal, list[str]] = defaultdict(list)
        self.phrases: dict[str, tuple[str, bool]] = {}
        for fact in pack.facts.values():
            self._learn(fact)
        self._begins: dict[str, list[str]] = defaultdict(list)  # tables have thousands of names
        for phrase in self.phrases:
            self._begins[phrase[:_HEAD]].append(phrase)
        for values in list(self.keys.values()):
            values[:] = dict.fromkeys(values)

    def _learn(self, fact: Fact) -> None:
        for text in _texts(fact):
            for number in self.numbers(text):
                self.keys[number.key()].append(fact.id)
        if fact.value is not None:
            self._learn_value(fact, fact.value)
        if fact.base is not None and fact.base.value is not None:
            self.values[fact.base.value.normalize()].append(fact.id)
        for phrase in (fact.words, *fact.items, *fact.parts):
            if phrase and any(True for _ in self.numbers(phrase)):
                self.phrases.setdefault(phrase, (fact.id, True))
        stems = (label.removesuffix("合计").removesuffix("目标") for label in (fact.label, fact.short or ""))
        for phrase in (fact.label, fact.short, fact.definition, fact.caveat, *stems):
            if phrase and any(True for _ in self.numbers(phrase)):
                self.phrases.setdefault(phrase, (fact.id, False))

    def _learn_value(self, fact: Fact, value: Decimal) -> None:
        """The number with and without its unit, and in 万 alone, as a chart or a note under it has it."""
        written, unit = scaled(value, fact.unit)
        whole = next(iter(self.numbers(written + unit)), None)
        bare = Decimal(written.replace(",", ""))
        bound = bound_class(fact.bound)
        keys = [(bare.normalize(), "", bound)]
        if whole is not None:
            keys += [(whole.value.normalize(), whole.unit, bound), (whole.value.normalize(), "", bound)]
        for key in keys:
            self.keys[key].append(fact.id)
        if fact.words is not None:  # the numeral of a set term, large on a cover
            self.keys[(bare.normalize(), "", "exact")].append(fact.id)
        self.values[bare.normalize()].append(fact.id)
        self.values[value.normalize()].append(fact.id)

    def facts_of(self, number: Number) -> list[str]:
        """Return the ids of the facts that print themselves as this number, with its unit and bound."""
        return list(self.keys.get(number.key(), ())) or self._in_another_unit(number)

    def _in_another_unit(self, number: Number) -> list[str]:
        """The facts that are exactly as much in another unit: 3670公顷 is 36.7平方公里."""
        if not is_measured(number.unit):
            return []
        found = []
        for fact in self.pack.facts.values():
            if (
                fact.value is None
                or not fact.unit
                or bound_class(fact.bound) != number.bound
                or fact.unit == number.unit
            ):
                continue
            if same_thing(number.unit, fact.unit) and in_base_units(number.value, number.unit) == in_base_units(
                fact.value, fact.unit
            ):
                found.append(fact.id)
        return found

    def named(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """Yield the stretches in which a fact shows its set term (True) or is only named (False), with its id."""
        for start in range(len(text)):
            for phrase in (*self._begins.get(text[start], ()), *self._begins.get(text[start : start + _HEAD], ())):
                if text.startswith(phrase, start):
                    yield start, start + len(phrase), *self.phrases[phrase]


def _texts(fact: Fact) -> Iterator[str]:
    """The fact in each of its forms that holds numbers, and what it says of itself."""
    for form in FORMS:
        if form == "count":
            continue
        try:
            yield plain(fact.show(form))
        except ValueError:
            continue
    if fact.base is not None and fact.base.label:
        yield fact.base.label
    if fact.base is not None and fact.base.year:
        yield f"{fact.base.year}年"
    if fact.label:
        yield fact.label
