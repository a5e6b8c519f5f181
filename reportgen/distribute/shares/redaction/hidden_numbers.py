"""Hidden numbers in texts: whether a number that stands somewhere is one that a recipient must not see."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportgen.distribute.shares.redaction.number_forms import NumberForm, NumberForms, behind, is_vague
from reportgen.distribute.shares.redaction.quantities import Quantity, around, normal, quantities

_TELLING = 3  # significant digits from which a number without its unit is hardly another one
_UNMISTAKABLE = 4  # and from which it is the same whatever unit stands behind it
_YEARS = (Decimal(1900), Decimal(2100))
_ORIGINS = (Decimal(0), Decimal(1))  # of charts: the origin, and the base of an index
_DATES = ("年", "月", "日", "时", "分", "号", "页")


@dataclass(frozen=True)
class Hit:
    """A hidden number where it stands; `like` names a visible fact that looks the same, so that it may be that one."""

    fact_id: str
    text: str
    like: str = ""


@dataclass(frozen=True)
class HiddenNumbers:
    """The numbers that may not show in a share, and those that do: two that look alike are told apart by what names them."""

    forms: NumberForms
    hidden: frozenset[str]
    visible: Collection[str] | None = None  # None: all that are not hidden
    drawn: frozenset[Decimal] = frozenset()  # numbers that visible charts compute: what is left to 100 % or to a target

    @cached_property
    def _values(self) -> frozenset[Decimal]:
        return frozenset(value for key in self.hidden for value in self.forms.values.get(key, ()))

    @cached_property
    def _phrases(self) -> tuple[tuple[str, str, str], ...]:
        """The set terms of hidden facts, as written and in plain numerals, each with its fact."""
        return tuple((text, normal(text), key) for text, key in self.forms.phrases if key in self.hidden)

    def may_hold(self, text: str) -> bool:
        """Return whether a closer look at a text is worth it; quick."""
        return any(found.value in self._values for found in quantities(text)) or any(
            phrase in text or plain in normal(text) for phrase, plain, _ in self._phrases
        )

    def hits(self, text: str, context: str = "", *, data: bool = False) -> Iterator[Hit]:
        """Yield the hidden numbers of a text.

        `context` is what stands around it (a row, the paragraphs beside it); `data` says that it is a value of a chart or of a
        workbook, which has no unit behind it.
        """
        if not self.may_hold(text):
            return
        around_it = f"{text}\n{context}"
        for found in quantities(text):
            for form in self._same(
                found, around_it, alone=data or not text.replace(found.text, "", 1).strip(), data=data
            ):
                like = self._like(found, form, around_it)
                if like is not None:
                    yield Hit(form.fact_id, around(text, found), like)
        for phrase, plain, key in self._phrases:
            if phrase in text or plain in normal(text):
                yield Hit(key, phrase, self._phrase_of(phrase, key))

    def _same(self, found: Quantity, text: str, *, alone: bool, data: bool) -> Iterator[NumberForm]:
        """The hidden facts that a number is, by its value, its unit and what names it."""
        if found.coded or (data and (found.value in _ORIGINS or found.value in self.drawn)):
            return
        for form in self.forms.by_value.get(found.value, ()):
            if form.fact_id in self.hidden and self._fits(found, form, text, alone=alone, data=data):
                yield form

    def _fits(self, found: Quantity, form: NumberForm, text: str, *, alone: bool, data: bool) -> bool:
        digits = len(found.bare.normalize().as_tuple().digits)
        if behind(found, form.unit):
            vague = is_vague(form.unit) and digits < _TELLING
            return not form.alone and (not vague or self.forms.named(form.fact_id, text))
        if any(found.after.startswith(unit) for unit in self.forms.units):
            return digits >= _UNMISTAKABLE and not form.alone and not found.after.startswith(_DATES)
        if not form.alone or (found.chinese and digits == 1):
            return False
        if data:
            return True
        if digits >= _TELLING and not found.chinese and not _is_year(found.bare):
            long = digits >= _UNMISTAKABLE or found.bare != found.bare.to_integral_value()
            return long or alone or self.forms.named(form.fact_id, text)
        return alone and self.forms.named(form.fact_id, text)

    def _like(self, found: Quantity, form: NumberForm, text: str) -> str | None:
        """The visible fact that the number may be instead; "" for none, None where it is that one."""
        seen = {
            other.fact_id
            for other in self.forms.by_value.get(found.value, ())
            if self._is_visible(other.fact_id) and (other.alone == form.alone or not found.after)
            and (not found.after or behind(found, other.unit))
        }  # fmt: skip
        if not seen:
            return None if self._in_a_term(found, text) else ""
        named = {key for key in seen if self.forms.named(key, text)}
        if self.forms.named(form.fact_id, text) and not named:
            return ""
        return None if named else min(seen)

    def _in_a_term(self, found: Quantity, text: str) -> bool:
        """Whether a number is part of the words of a visible fact, such as the name of a row."""
        plain, end = normal(text), found.start + len(found.text)
        for phrase, key in self.forms.phrases:
            if len(phrase) > len(found.text) and found.text in phrase and self._is_visible(key):
                at = plain.find(phrase, max(0, end - len(phrase)), found.start + len(phrase))
                if 0 <= at <= found.start and end <= at + len(phrase):
                    return True
        return False

    def _phrase_of(self, phrase: str, key: str) -> str:
        same = (
            other for text, other in self.forms.phrases if text == phrase and other != key and self._is_visible(other)
        )
        return next(same, "")

    def _is_visible(self, key: str) -> bool:
        return key not in self.hidden and (self.visible is None or key in self.visible)


def _is_year(number: Decimal) -> bool:
    return _YEARS[0] <= number <= _YEARS[1] and number == number.to_integral_value()
