"""Owns one fact: a number (date, list) with unit, bound, period and source, and the ways it prints itself."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from reportgen.model.base import Noun
from reportgen.model.numbers.direction import moved
from reportgen.model.numbers.forms import FORMS
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.movement import judge
from reportgen.model.numbers.movement_kind import More, Moves
from reportgen.model.numbers.movement_words import with_pole
from reportgen.model.numbers.numerals import chinese_number
from reportgen.model.numbers.period import read_period
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
    steps: tuple["Fact", ...] = ()  # its differences from other facts and its growth, where a text asks for them
    moves: Moves | None = None  # how its value moves, where unit and label do not tell
    more: More | None = None  # whether more of it is better
    poles: tuple[str, str] | None = None  # what a value below zero is called, and one above: [逆差, 顺差]
    movement: str | None = None  # of a computed step: what `moved` prints
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
        """Return the period in words: 2023年, 2023年一季度, 截至2023年末, 目前, 未载明."""
        if self.period is not None:
            known = read_period(self.period)
            return self.period if known is None else known.chinese()
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
        return moved(self)

    def balance(self) -> str:
        """Return a balance in the words for its sign: 亏损1.5亿元, 盈利2.5亿元."""
        return with_pole(self)

    def passed(self) -> str:
        """Return a threshold as it is passed: 突破1000亿元."""
        return f"突破{self._threshold()}"

    def attained(self) -> str:
        """Return a threshold as it is just reached: 达到1000亿元."""
        return f"达到{self._threshold()}"

    def _threshold(self) -> str:
        if self.kind != "threshold":
            raise ValueError(f"{self.id} is not a threshold; give it `kind: threshold`")
        return self.prose()

    @property
    def last(self) -> "Fact":
        """What the edition before said of this fact."""
        if not self.past:
            raise ValueError(f"no edition before this one has {self.id}; write the sentence without a comparison")
        return self.past[-1]

    def since_last(self, how: str = "") -> str:
        """Return `since` with what the edition before said; 较上期 only where neither value has a period."""
        return self.since(self.last, how)

    def since(self, then: "Fact", how: str = "") -> str:
        """Return 比上年增加2万人, with "%" 同比增长2.9%, or 与上年持平: the base follows from the periods of the facts."""
        wanted = step_id(self, then, how)
        known = any(one.id == wanted for one in self.steps)
        return judge(self, then).since(how, lambda text: mark("fact", wanted, text) if known else text)

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
        """Return which way it went since another fact: 增长, 下降, 持平; of a duration 缩短, of a rank 上升."""
        return judge(self, then).direction()

    def compared(self, then: "Fact") -> str:
        """Return how it went since another fact: 由不足10万人增加到70万人."""
        return judge(self, then).compared()

    def _scaled(self) -> tuple[str, str]:
        assert self.value is not None
        return scaled(self.value, self.unit)


def step_id(now: Fact, then: Fact, how: str = "") -> str:
    """Return the id of the computed fact that says how far one fact is from another."""
    name = "growth" if how == "%" else "change"
    base = "" if then.edition is not None and then.id.partition("@")[0] == now.id else f"@{then.id}"
    return f"{now.id}@{name}{base}"
