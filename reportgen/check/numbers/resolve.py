"""Saying what each number of a passage is: a fact, something allowed, or unknown. In: passages, Forms; out: Readings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.check.numbers.allowed import AllowList, source_patterns
from reportgen.check.numbers.forms import Forms
from reportgen.check.numbers.movements import doubled
from reportgen.check.numbers.spoken_forms import DOUBLED
from reportgen.documents.reading.passage import DATA_KINDS, NUMBERLESS, Passage
from reportgen.model.numbers.reading import Number


@dataclass(frozen=True)
class Reading:
    """A number where it stands: the facts it can be, or why it is allowed; with neither it is unknown."""

    passage: Passage
    number: Number
    facts: tuple[str, ...] = ()
    why: str = ""

    @property
    def known(self) -> bool:
        """Whether the number is a fact or allowed."""
        return bool(self.facts or self.why)


class Resolver:
    """Reads passages against the facts of a pack."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.allow = AllowList((*forms.pack.allowed_numbers, *source_patterns(forms.pack)))
        captions = [photo.caption for photo in forms.pack.photos]
        labels = [source.label for source in forms.pack.sources.values()]
        self.names = [*captions, *labels]
        facts = forms.pack.facts.values()
        self.labels = frozenset(name for fact in facts for name in (fact.label, fact.short) if name and len(name) > 1)

    def readings(self, passages: Iterable[Passage]) -> Iterator[Reading]:
        """Yield every number of the passages."""
        for passage in passages:
            if passage.kind not in NUMBERLESS:
                yield from self._data(passage) if passage.kind in DATA_KINDS else self._text(passage)

    def numbers(self, passage: Passage) -> list[Number]:
        """Return the numbers of a passage, whatever they are."""
        if passage.kind in DATA_KINDS:
            return [reading.number for reading in self._data(passage)]
        return list(self.forms.numbers(passage.text))

    def is_no_quantity(self, passage: Passage, number: Number) -> bool:
        """Whether a number of a passage is allowed to stand there without being a fact."""
        found = (one for one in self._text(passage) if one.number.start == number.start)
        return any(not one.facts and bool(one.why) for one in found)

    def _text(self, passage: Passage) -> Iterator[Reading]:
        text = passage.text
        named = list(self.forms.named(text))
        allowed = list(self.allow.spans(text, passage.spot))
        for name in self.names:
            at = text.find(name)
            if at >= 0:
                allowed.append((at, at + len(name), "name in the pack"))
        for number in self.forms.numbers(text):
            inside = [(key, shows) for start, end, key, shows in named if start <= number.start and number.end <= end]
            reasons = [why for start, end, why in allowed if start <= number.start and number.end <= end]
            reasons += [f"in the name of {key}" for key, shows in inside if not shows]
            reasons += (
                ["follows from the movement before it"]
                if number.unit == DOUBLED and doubled(text, number, self.forms.numbers(text))
                else []
            )
            facts = [key for key, shows in inside if shows] or ([] if reasons else self.forms.facts_of(number))
            yield Reading(passage, number, tuple(facts), "" if facts else "".join(reasons[:1]))

    def _data(self, passage: Passage) -> Iterator[Reading]:
        try:
            value = Decimal(passage.text)
        except InvalidOperation:
            return
        number = Number(0, len(passage.text), f"{value.normalize():f}", value, "", "exact")
        facts = self.forms.values.get(value.normalize(), [])
        yield Reading(passage, number, tuple(facts), "" if facts else self._of_chart(value))

    def _of_chart(self, value: Decimal) -> str:
        """Why a chart may hold a value that no fact has: its origin, its base, the rest up to the whole or to a target."""
        if value in self.allow.axis:
            return "origin, base or whole of a chart"
        facts = [fact for fact in self.forms.pack.facts.values() if fact.value is not None]
        for fact in facts:
            assert fact.value is not None
            if fact.unit == "%" and abs(100 - fact.value - value) < Decimal("1e-9"):
                return f"the rest beside {fact.id}"
            if fact.kind == "target" and any(
                other.unit == fact.unit and abs(fact.value - (other.value or 0) - value) < Decimal("1e-9")
                for other in facts
            ):
                return f"the way to {fact.id}"
        return ""
