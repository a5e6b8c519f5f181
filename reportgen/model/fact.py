"""Owns one fact: a number (date, list) with unit, bound, period and source, and the ways it prints itself."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from reportgen.model.base import Noun
from reportgen.model.numbers.direction import LEVEL, direction, from_to, moved_word
from reportgen.model.numbers.forms import FORMS
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.numerals import chinese_number
from reportgen.model.numbers.quantity import aligned, digits, scaled
from reportgen.model.numbers.rounding import and_more, roughly
from reportgen.model.numbers.standing import above, first_above, rank

Kind = Literal["level", "share", "index", "growth_multiple", "annual_growth", "count", "target", "threshold",
    "date", "list",
]  # fmt: skip
Bound = Literal["exact", "lt", "le", "gt", "ge", "approx_below", "approx_above", "open_list"]
Status = Literal["reached", "under_construction", "basically_formed", "target"]

# Forms whose method has a longer name, because the field that they print has the short one.
_METHODS = {"count": "member_count", "base": "base_value", "locator": "place", "about": "roughly"}
_TURNED: dict[str, Bound] = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le"}
_TURNED |= {"approx_below": "approx_above", "approx_above": "approx_below"}

# bound: (word before, word after) in prose and on cards
_WORDS: dict[str, tuple[str, str]] = {
    "exact": ("", ""),
    "open_list": ("", ""),
    "lt": ("不足", ""),
    "le": ("", "以下"),
    "gt": ("超过", ""),
    "ge": ("", "以上"),
    "approx_below": ("近", ""),
    "approx_above": ("", "余"),
}
# In tables and charts a percentage takes the sign; a quantity keeps its word, which reads better before Chinese units.
_SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}


class Base(Noun):
    """What an index or multiple is measured against."""

    label: str | None = None
    value: Decimal | None = None
    year: int | None = None


class Locator(Noun):
    """Where the source says it: a line, and a phrase that stands on it."""

    line: int
    anchor: str = ""


class CardText(Noun):
    """A fact as the runs of a number card: qualifier, number, unit, qualifier after."""

    before: str = ""
    number: str
    unit: str = ""
    after: str = ""


class Fact(Noun):
    """One known fact. `words` is the source's own wording where numerals are part of a set term (十二周年, 百余种)."""

    __prints_itself__: ClassVar[bool] = True

    id: str
    label: str
    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    bound: Bound = "exact"
    short: str | None = None
    words: str | None = None
    period: str | None = None
    period_basis: str | None = None
    as_of: str | None = None
    base: Base | None = None
    status: Status = "reached"
    source: str | None = None
    section: str | None = None
    locator: Locator | None = None
    verify: str | None = None
    definition: str | None = None
    items: tuple[str, ...] = ()
    parts: dict[str, int] = {}
    open_ended: bool = False
    formula: str | None = None
    caveat: str | None = None
    note: str | None = None
    default_off: bool = False
    decimals: int | None = Field(default=None, ge=0, le=9)  # with how many it stands in a column of its unit
    good_for: int | None = Field(default=None, gt=0)  # days, from `measured` on, after which the value is stale
    measured: date | None = None
    origin: str | None = None  # the cell, row or command that gave the value, where that is not the pack itself
    edition: str | None = None  # of a fact that repeats what an earlier edition said: which one
    past: tuple["Fact", ...] = ()  # what editions before this one said, the oldest first, where a text asks for it
    change: "Fact | None" = None  # the difference from the last of them, and the growth, where they can be computed
    growth: "Fact | None" = None
    replaced: tuple[str, ...] = ()  # what stood there before, and in which source

    @model_validator(mode="after")
    def _has_something_to_say(self) -> "Fact":
        if self.value is None and not self.words and not self.items and not self.formula:
            raise ValueError("a fact needs a value, words, items or a formula")
        return self

    def __str__(self) -> str:
        return self.show("prose")

    def show(self, form: str = "prose") -> str:
        """Return the fact in a form, marked so that the ledger finds it; ValueError if the fact has no such form."""
        if form not in FORMS:
            raise ValueError(f"no form {form!r}; there are: " + ", ".join(FORMS))
        return mark("fact", self.id, getattr(self, _METHODS.get(form, form))())

    def prose(self) -> str:
        """Return the fact in a sentence: 不足10万人, 近50倍, 超过70%, 30%以上."""
        if self.words is not None:
            return self.words
        if self.value is None:
            return self.listing()
        before, after = _WORDS[self.bound]
        number, unit = self._scaled()
        if self.bound == "approx_above":
            return f"{number}{and_more(number, unit)}"
        return f"{before}{number}{unit}{after}"

    def cell(self) -> str:
        """Return the fact in a table: signs for percentages, words for quantities."""
        if self.words is None and self.value is not None and self.unit == "%" and self.bound in _SIGNS:
            number, unit = self._scaled()
            return f"{_SIGNS[self.bound]}{number}{unit}"
        return self.prose()

    def axis(self) -> str:
        """Return the fact at a bar: as in a table, without a unit that the head line names already."""
        if self.unit in ("%", "倍") or self.words is not None or self.value is None:
            return self.cell() if self.kind != "index" else self._scaled()[0]
        return self.number()

    def number(self) -> str:
        """Return the number with its bound, without its unit."""
        if self.value is None:
            return self.prose()
        before, after = _WORDS[self.bound]
        return f"{before}{self._scaled()[0]}{after}"

    def column(self) -> str:
        """Return the number as a column of its unit prints it: not scaled, with the decimals of the column."""
        if self.words is not None or self.value is None:
            return self.prose()
        before, after = _WORDS[self.bound]
        places = self.decimals if self.bound == "exact" else None
        return f"{before}{aligned(self.value, places)}{after}"

    def card(self) -> CardText:
        """Return the fact as the runs of a number card."""
        if self.words is not None or self.value is None:
            return CardText(number=self.prose())
        before, after = _WORDS[self.bound]
        number, unit = self._scaled()
        if self.bound == "approx_above":
            return CardText(number=number, unit=and_more(number, unit))
        return CardText(before=before, number=number, unit=unit, after=after)

    def listing(self) -> str:
        """Return the members, with 等 when the source leaves the list open."""
        return "、".join(self.items) + ("等" if self.open_ended else "")

    def when(self) -> str:
        """Return the period in words: 2023年, 目前, 未载明."""
        if self.period is not None:
            return f"{self.period}年" if self.period.isdigit() else self.period
        return "目前" if self.as_of is not None else "未载明"

    def chinese(self) -> str:
        """Return the number in Chinese numerals, without unit: 十二."""
        if self.value is None or self.value != self.value.to_integral_value() or self.bound != "exact":
            raise ValueError(f"fact {self.id} is no exact whole number; print it with Arabic digits")
        return chinese_number(int(self.value))

    def member_count(self) -> str:
        """Return how many members a closed list has, in Chinese numerals; an open list (等) has no count."""
        if self.open_ended or not self.items:
            raise ValueError(f"fact {self.id} is no closed list: its source ends it with 等, so that it has no count")
        return chinese_number(len(self.items))

    def base_value(self) -> str:
        """Return what an index is measured against: 1."""
        if self.base is None or self.base.value is None:
            raise ValueError(f"fact {self.id} has no base value; its source does not give one")
        return digits(self.base.value)

    def place(self) -> str:
        """Return where the source says it: 第26行; of a value that came later, that it is an update."""
        if self.locator is None and self.origin is not None:
            return "更新数据"
        if self.locator is None:
            raise ValueError(f"fact {self.id} has no locator")
        return f"第{self.locator.line}行"

    def roughly(self) -> str:
        """Return 概数: 70余万人, 近80%; a bound that the source gives is kept."""
        if self.words is not None or self.value is None or self.bound != "exact":
            return self.prose()
        number, unit = self._scaled()
        return roughly(Decimal(number.replace(",", "")), unit)

    def moved(self) -> str:
        """Return how much something moved, in the word that fits: 增长20%, 减少3万人, 提高1.5个百分点, 持平."""
        word = moved_word(self)
        if word == LEVEL or self.value is None:
            return word
        if self.value >= 0:
            return word + self.prose()
        size = {"value": -self.value, "bound": _TURNED.get(self.bound, self.bound), "words": None}
        return word + self.model_copy(update=size).prose()

    def passed(self) -> str:
        """Return a threshold as it is passed: 突破1000亿元."""
        if self.kind != "threshold":
            raise ValueError(f"fact {self.id} is no threshold; give it `kind: threshold`")
        return f"突破{self.prose()}"

    @property
    def last(self) -> "Fact":
        """What the edition before said of this fact."""
        if not self.past:
            raise ValueError(f"no edition before this one says {self.id}; write the sentence without a comparison")
        return self.past[-1]

    def since_last(self, how: str = "") -> str:
        """Return 较上期增加2万人, with "%" 较上期增长2.9%, or 与上期持平."""
        then = self.last
        found = self.growth if how == "%" else self.change
        if found is None:
            what = (
                f"how far {self.id} moved from {then.prose()} (edition {then.edition}) to {self.prose()} is not known"
            )
            hint = f"write {{{{ f.{self.id}.compared(f.{self.id}.last) }}}}"
            raise ValueError(f"{what}: bounds, units or times do not tell; {hint}")
        return f"与上期{LEVEL}" if found.value == 0 else f"较上期{found.show('moved')}"

    def first_above(self, threshold: "Fact", earlier: Sequence["Fact"] | None = None) -> str:
        """Return 首次突破1000亿元; earlier are the facts of a column, or what editions before said."""
        return first_above(self, threshold, self.past if earlier is None else earlier)

    def above(self, threshold: "Fact") -> bool:
        """Return whether the fact is more than a threshold for sure."""
        return above(self, threshold)

    def rank(self, peers: Sequence["Fact"], lowest_first: bool = False) -> str:
        """Return its place among peers: 第一, 并列第三."""
        return mark("fact", self.id, rank(self, peers, lowest_first=lowest_first))

    def direction(self, then: "Fact") -> str:
        """Return which way it went since another fact: 增长, 下降, 持平."""
        return direction(self, then)

    def compared(self, then: "Fact") -> str:
        """Return how it went since another fact: 由不足10万人增加到70万人."""
        return from_to(self, then)

    def _scaled(self) -> tuple[str, str]:
        assert self.value is not None
        return scaled(self.value, self.unit)
