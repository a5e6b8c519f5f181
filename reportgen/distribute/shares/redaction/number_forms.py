"""The forms in which the numbers of a pack may stand: values in each scale and unit, digits alone, set phrases."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.distribute.shares.redaction.quantities import Quantity, quantities
from reportgen.model import Fact, Pack
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.reading import SCALES, UNITS

_SCALES = sorted((key for key in SCALES if key), key=len, reverse=True)
_PRINTED = [Decimal(1), Decimal(10) ** 3, Decimal(10) ** 4, Decimal(10) ** 6, Decimal(10) ** 8, Decimal(10) ** 12]
# Units that convert exactly: how many of the first of its row one of it is.
_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {"米": Decimal(1), "m": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000), "km": Decimal(1000)},
    {"平方米": Decimal(1), "公顷": Decimal(10**4), "平方公里": Decimal(10**6), "平方千米": Decimal(10**6)},
    {"克": Decimal("0.001"), "公斤": Decimal(1), "千克": Decimal(1), "吨": Decimal(1000)},
    {"%": Decimal(1), "‰": Decimal("0.1")},
)
_SAME = {"人": ("口", "people", "person"), "元": ("人民币", "yuan"), "家": ("户",), "户": ("家",)}
_LABEL_END = re.compile(r"(（.*?）|\(.*?\)|目标|合计|总量|总数)$")
_TIME = re.compile(
    r"[\d零〇一二三四五六七八九十—～至-]+年(?:度|末|初|来|前|[\d一二三四五六七八九十—～至-]+月(?:[\d一二三四五六七八九十]+日)?)?"
)
_VAGUE = ("", "个", "项", "类", "种", "年", "月", "日", "次", "条", "大", "位", "名", "期", "级", "号", "周年")


@dataclass(frozen=True)
class NumberForm:
    """One value by which a fact may stand in a text: with its unit behind it, or `alone` where the unit stands elsewhere."""

    fact_id: str
    value: Decimal
    unit: str
    alone: bool = False


class NumberForms:
    """All forms of all numbers of a pack, by value; and the names by which a text speaks of each fact."""

    def __init__(self, pack: Pack) -> None:
        self.by_value: dict[Decimal, list[NumberForm]] = defaultdict(list)
        self.values: dict[str, list[Decimal]] = defaultdict(list)  # by fact
        self.phrases: list[tuple[str, str]] = []  # a set term with a numeral (十二周年, 三环八射), and its fact
        self.names: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.units = tuple({base_unit(fact.unit)[1] for fact in pack.facts.values() if fact.unit} | set(UNITS))
        for fact in pack.facts.values():
            self.names[fact.id] = tuple(names_of(fact, pack))
            for form in dict.fromkeys(forms_of(fact)):
                self.by_value[form.value].append(form)
                self.values[fact.id].append(form.value)
            if fact.words and _is_telling(fact):
                self.phrases.append((fact.words, fact.id))

    def named(self, key: str, text: str) -> bool:
        """Return whether a text names a fact; a cell of a table is named by its row and its column."""
        return any(all(word in text for word in words) for words in self.names.get(key, ()))


def _is_telling(fact: Fact) -> bool:
    """Whether the words of a fact are a set term with a numeral; a time alone (2024年) stands anywhere."""
    words = fact.words or ""
    return fact.kind != "date" and len(words) > 1 and bool(quantities(words)) and not _TIME.fullmatch(words)


def forms_of(fact: Fact) -> Iterator[NumberForm]:
    """Yield the forms of a fact, of both ends of a range; one without a value has none."""
    if fact.value is None or fact.kind == "date":
        return
    for value in (fact.value, fact.upper):
        if value is not None:
            yield from _forms_of_value(fact.id, value, fact.unit)
    if fact.fraction:
        yield NumberForm(fact.id, fact.value.quantize(Decimal("1e-9")), "/")
        yield NumberForm(fact.id, fact.value * 100, "%")
    unit = base_unit(fact.unit)[1]
    for form in ("prose", "about", "card"):
        for found in quantities(_shown(fact, form)):
            if behind(found, unit):
                yield NumberForm(fact.id, found.value, unit)
            if found.start == 0 and form == "prose" and not fact.fraction:
                yield NumberForm(fact.id, found.bare, unit, alone=True)


def _forms_of_value(key: str, value: Decimal, unit: str) -> Iterator[NumberForm]:
    factor, base = base_unit(unit)
    whole = value * factor
    for name, size in _units(base):
        yield NumberForm(key, whole / size, name)
    for printed in {whole / step for step in _PRINTED} | {value}:
        yield NumberForm(key, printed, base, alone=True)
    if base == "%":
        yield NumberForm(key, whole / 100, "", alone=True)


def base_unit(unit: str) -> tuple[Decimal, str]:
    """Return the scale of a unit and the unit without it: 万人 is 10000 of 人."""
    scale = next((name for name in _SCALES if unit.startswith(name) and unit != name), "")
    return SCALES[scale], unit.removeprefix(scale)


def behind(found: Quantity, unit: str) -> bool:
    """Return whether a unit stands behind a number, in one of its spellings."""
    return bool(unit) and found.after.startswith((unit, *_SAME.get(unit, ())))


def is_vague(unit: str) -> bool:
    """Return whether a unit counts anything (3个), so that a small number with it says nothing alone."""
    return unit in _VAGUE


def names_of(fact: Fact, pack: Pack) -> Iterator[tuple[str, ...]]:
    """Yield the names of a fact, each as the words that must all stand in a text."""
    table, _, rest = fact.id.partition(".")
    row, _, column = rest.rpartition(".")
    data = pack.data.get(table)
    if data is not None and row:
        heads = [one.head.text for one in data.columns if one.id == column]
        yield (row, *(head for head in heads if head))
    for label in {fact.label, fact.short or ""}:
        stem = _LABEL_END.sub("", label)
        yield from ((name,) for name in {label, stem} if len(name) > 1)


def _units(unit: str) -> Iterator[tuple[str, Decimal]]:
    """A unit and those that it converts to, with how many of it one of them is."""
    yield unit, Decimal(1)
    for family in _FAMILIES:
        if unit in family:
            yield from ((name, size / family[unit]) for name, size in family.items() if name != unit)


def _shown(fact: Fact, form: str) -> str:
    try:
        if form == "card":
            card = fact.card()
            return plain(f"{card.number}{card.unit}")
        return plain(fact.show(form))
    except ValueError:
        return ""
