"""A fact in English: the same value and bound in other words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reportgen.model.facts.fact import Fact
from reportgen.model.facts.fact_parts import CardText
from reportgen.model.numbers.amount import PrintedAmount
from reportgen.model.numbers.bounds import bound_class
from reportgen.model.numbers.period import read_period
from reportgen.model.numbers.quantity import written

# What the words of a translation may say; value, bound, source and all else are those of the fact.
WORDS = ("label", "short", "unit", "words", "items", "period", "definition", "note", "caveat", "verify")
_BEFORE = {
    "lt": "less than ", "le": "at most ", "gt": "more than ", "ge": "at least ",
    "approx_below": "nearly ", "approx_above": "over ", "approx": "about ",
}  # fmt: skip
_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
_CHINESE = {"百": 2, "千": 3, "万": 4, "亿": 8}  # powers of ten before a unit: 万人, 百万千瓦, 千亿元
_ENGLISH = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_CLOSE = ("%", "‰", "°C")  # units that stand at the number
_CHINESE_FORMS = ("chinese", "about", "moved", "passed", "attained", "balance")


class EnglishFact(Fact):
    """A fact in English words; it knows the number of the pack, and the unit decides how much of it is written out."""

    @classmethod
    def of(cls, fact: Fact, words: Mapping[str, Any]) -> "EnglishFact":
        """Return a fact in other words; a ValueError says which words do not fit it."""
        if words.get("words") is not None and fact.words is None and fact.value is not None:
            raise ValueError("its number prints itself; give a `unit`, no `words`")
        if "items" in words and len(words["items"]) != len(fact.items):
            raise ValueError(f"has {len(fact.items)} items, not {len(words['items'])}")
        data = {name: getattr(fact, name) for name in fact.model_fields_set} | {"short": None} | dict(words)
        for name in ("label", "words", "items"):
            if name not in words and _is_chinese(getattr(fact, name)):
                raise ValueError(f"`{name}` is Chinese: {_shown(getattr(fact, name))}; say it in English")
        if fact.value is not None and fact.words is None:
            if "unit" not in words and _is_chinese(fact.unit):
                raise ValueError(f"its unit is Chinese: {fact.unit}; say it in English, such as `unit: people`")
            data |= _rescaled(fact, str(words["unit"])) if "unit" in words else {}
        return cls.model_validate(data | {"word": None, "aligned": None, "scale": ""})

    def prose(self) -> str:
        """Return the fact in a sentence: less than 100,000 people, nearly 50 times, more than 70%."""
        if self.words is not None:
            return self.words
        return self.listing() if self.value is None else self.number() + self._unit()

    def cell(self) -> str:
        """Return the fact in a table: signs for percentages, words for quantities."""
        if self.words is None and self.value is not None and self.unit == "%" and self.bound in _SIGNS:
            return f"{_SIGNS[self.bound]}{_written(self._amount(marked=False))}%"
        return self.prose()

    def number(self) -> str:
        """Return the number with its bound, without its unit."""
        if self.value is None:
            return self.prose()
        amount = self._amount()
        return _BEFORE.get(bound_class(amount.bound), "") + _written(amount)

    def column(self) -> str:
        """Return the number as a column of its unit prints it."""
        return self.prose() if self.words is not None or self.value is None else self.number()

    def printed_unit(self) -> str:
        """Return the unit."""
        return self.unit

    def axis(self) -> str:
        """Return the fact at a bar."""
        return self.cell() if self.words is not None or self.value is None or self.unit == "%" else self.number()

    def card(self) -> CardText:
        """Return the fact as the runs of a number card."""
        if self.words is not None or self.value is None:
            return CardText(number=self.prose())
        amount = self._amount()
        before = _BEFORE.get(bound_class(amount.bound), "")
        return CardText.model_construct(
            before=before, number=_written(amount), unit=self._unit(), after=""
        )  # spaces stay

    def listing(self) -> str:
        """Return the members, and that there are others when the source leaves the list open."""
        return ", ".join(self.items) + (" and others" if self.open_ended else "")

    def as_target(self, name: str) -> str:
        """Return the name of a point of a chart, which says of a target that it is one."""
        said = "target" in name.lower() or "goal" in name.lower()
        return f"{name} target".lstrip() if self.kind == "target" and not said else name

    def when(self) -> str:
        """Return the period in words."""
        known = read_period(self.period)
        if known is not None:
            return known.english()
        if _is_chinese(self.period):
            raise ValueError(f"the period of fact {self.id} is Chinese: {self.period}; say it in English")
        return self.period or ("now" if self.as_of is not None else "not stated")

    def member_count(self) -> str:
        """Return how many members a closed list has."""
        if self.open_ended or not self.items:
            raise ValueError(f"fact {self.id} is not a closed list, so it has no count")
        return str(len(self.items))

    def place(self) -> str:
        """Return where the source says it; of a value that came later, that it is an update."""
        if self.locator is None and self.origin is not None:
            return "updated"
        if self.locator is None:
            raise ValueError(f"fact {self.id} has no locator")
        return f"line {self.locator.line}"

    def show(self, form: str = "prose", scale: str | None = None) -> str:
        """Return the fact in a form; those of Chinese numerals and movements have no English."""
        if form in _CHINESE_FORMS:
            raise ValueError(f"`{form}` is a form of Chinese; fact {self.id} says in English: {self.prose()}")
        return super().show(form, scale)

    def _unit(self) -> str:
        return self.unit if self.unit in _CLOSE or not self.unit else f" {self.unit}"


def _written(amount: PrintedAmount) -> str:
    """The digits of a quantity with the commas of English, both ends of a range."""
    if amount.fraction:
        return amount.fraction
    ends = [amount.value] if amount.upper is None else [amount.value, amount.upper]
    close = "%" if amount.upper is not None and amount.unit == "%" else ""
    return f"{close}–".join(f"{end:,f}" if abs(end) >= 1000 else written(end) for end in ends)


def _rescaled(fact: Fact, unit: str) -> dict[str, Any]:
    """The value in the scale of an English unit, every digit kept; decimals that were asked for move with it."""
    power = _power(fact.unit) - _english_power(unit)
    ends = {"value": fact.value, "upper": fact.upper}
    found: dict[str, Any] = {name: _moved(end, power) for name, end in ends.items() if end is not None}
    if fact.decimals is not None:
        found["decimals"] = max(0, fact.decimals - power)
    return found


def _moved(value: Decimal, power: int) -> Decimal:
    found = value.scaleb(power)
    if power < 0:
        found = found.normalize()  # 1000亿元 is 100 billion yuan, not 100.0
    return found.quantize(Decimal(1)) if power and found == found.to_integral_value() else found


def _power(unit: str) -> int:
    """The power of ten that a Chinese unit begins with: 4 of 万人, 11 of 千亿元; 百分点 is a word of its own."""
    power = 0
    for character in "" if "百分" in unit else unit:
        if character not in _CHINESE:
            break
        power += _CHINESE[character]
    return power


def _english_power(unit: str) -> int:
    return sum(_ENGLISH.get(word, 0) for word in unit.split()[:1])


def _is_chinese(value: Any) -> bool:
    texts = value if isinstance(value, tuple) else (value or "",)
    return any("\u4e00" <= character <= "\u9fff" for text in texts for character in text)


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, tuple) else str(value)
