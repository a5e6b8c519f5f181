"""One fact: a number (date, list) with unit, bound, period and source, and the forms in which it prints itself."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from reportgen.model.base import ModelBase
from reportgen.model.facts.fact_parts import Alignment, Base, CardText, Locator, Overridden
from reportgen.model.movement.direction import moved
from reportgen.model.movement.movement import judge, step_id
from reportgen.model.movement.movement_kind import More, MovementKind
from reportgen.model.movement.movement_words import with_pole
from reportgen.model.movement.standing import above, first_above, rank, threshold_text
from reportgen.model.numbers.amount import PrintedAmount
from reportgen.model.numbers.as_written import as_written
from reportgen.model.numbers.bounds import Bound
from reportgen.model.numbers.forms import FORMS, METHODS
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.numerals import chinese_number, number_of
from reportgen.model.numbers.period import read_period
from reportgen.model.numbers.quantity import padded, places_of, rounded, shifted, written
from reportgen.model.numbers.rounding import roughly

_Kind = Literal["level", "share", "index", "growth_multiple", "annual_growth", "count", "target", "threshold",
    "date", "list",
]  # fmt: skip
Status = Literal["reached", "under_construction", "basically_formed", "target"]


class Fact(ModelBase):
    """One known fact: its value keeps the decimals of its source (3.0 is not 3), and nothing is rounded unless `decimals` asks.

    `word` is the bound's own word in the source (逾, 至少, 以内), `upper` the other end of a range, `fraction` a value that is written
    1/80. `words` is the source's own wording where numerals are part of a set term (十二周年, 百余种).
    """

    __prints_itself__: ClassVar[bool] = True

    id: str
    label: str
    kind: _Kind
    value: Decimal | None = None
    upper: Decimal | None = None
    fraction: str | None = None
    unit: str = ""
    bound: Bound = "exact"
    word: str | None = None
    short: str | None = None
    words: str | None = None
    period: str | None = None
    period_basis: str | None = None
    as_of: str | None = None
    scope: str | None = None  # the area or definition that tells it from others of its label: 全市, 规模以上
    base: Base | None = None
    status: Status = "reached"
    source: str | None = None
    section: str | None = None
    locator: Locator | None = None
    verify: str | None = None
    definition: str | None = None
    differs_from: str | None = None  # the fact of the same label and time that rightly has another value, and why
    because: str | None = None
    items: tuple[str, ...] = ()
    parts: dict[str, int] = {}
    open_ended: bool = False
    formula: str | None = None
    made_of: tuple[str, ...] = ()  # the facts that the formula names
    caveat: str | None = None
    note: str | None = None
    default_off: bool = False
    decimals: int | None = Field(default=None, ge=0, le=9)  # with how many it is printed, where that was asked for
    scale: Literal["", "万", "亿", "万亿"] | None = None  # that of its neighbours; None: the largest that is exact
    aligned: Alignment | None = None  # of a cell of a table of data
    good_for: int | None = Field(default=None, gt=0)  # days, from `measured` on, after which the value is stale
    measured: date | None = None
    origin: str | None = None  # the cell, row or command that gave the value, where that is not the pack itself
    manual: bool = False  # set by hand, without a source
    edition: str | None = None  # of a fact that repeats what an earlier edition said: which one
    past: tuple["Fact", ...] = ()  # what editions before this one said, the oldest first, where a text asks for it
    steps: tuple["Fact", ...] = ()  # its differences from other facts and its growth, where a text asks for them
    moves: MovementKind | None = None  # how its value moves, where unit and label do not tell
    more: More | None = None  # whether more of it is better
    poles: tuple[str, str] | None = None  # what a value below zero is called, and one above: [逆差, 顺差]
    movement: str | None = None  # of a computed step: what `moved` prints
    replaced: tuple[str, ...] = ()  # what stood there before, and in which source
    overridden: tuple[Overridden, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, data: Any) -> Any:
        return as_written(data) if isinstance(data, dict) else data

    @model_validator(mode="after")
    def _has_something_to_say(self) -> "Fact":
        if self.value is None and not self.words and not self.items and not self.formula:
            raise ValueError("a fact needs a value, words, items or a formula")
        if (self.bound == "range") != (self.upper is not None):
            raise ValueError("a range has `value` and `upper`, its two ends, and `bound: range`")
        if self.upper is not None and (self.value is None or self.value >= self.upper):
            raise ValueError("the value of a range is smaller than its `upper`")
        if self.differs_from is not None and not self.because:
            raise ValueError("`differs_from` needs `because`: why the two values differ")
        return self

    def __str__(self) -> str:
        return self.show("prose")

    def show(self, form: str = "prose", scale: str | None = None) -> str:
        """Return the fact in a form, marked so that the ledger finds it; ValueError if the fact has no such form.

        `scale` is that of its neighbours in a column, series or row of cards.
        """
        if form not in FORMS:
            raise ValueError(f"no form {form!r}; there are: " + ", ".join(FORMS))
        return mark("fact", self.id, getattr(self.in_scale(scale), METHODS.get(form, form))())

    def in_scale(self, scale: str | None) -> "Fact":
        """Return the fact as it prints itself in the scale of its neighbours; None leaves the choice to it."""
        return self if scale is None else self.model_copy(update={"scale": scale})

    def prose(self) -> str:
        """Return the fact in a sentence: 不足10万人, 近50倍, 超过70%, 30%以上."""
        if self.words is not None:
            return self.words
        return self.listing() if self.value is None else self._amount().prose()

    def cell(self) -> str:
        """Return the fact in a table with its unit: signs for percentages, words for quantities."""
        return self.prose() if self._is_words() else self._amount(marked=False).cell()

    def axis(self) -> str:
        """Return the fact at a bar: as in a table, without a unit that the head line names already."""
        if self._is_words():
            return self.prose()
        if self.unit in ("%", "倍"):
            return self.cell() if self.kind != "index" else self._amount().digits()
        return self.number()

    def number(self) -> str:
        """Return the number with the word of its bound, without its unit."""
        return self.prose() if self.value is None else self._amount(marked=False).number()

    def column(self) -> str:
        """Return the number as a column of its unit prints it: in the scale and with the decimals of the column."""
        if self._is_words():
            return self.prose()
        amount = self._amount(
            marked=False, places=self.aligned.decimals if self.aligned and self.bound == "exact" else 0
        )
        return (amount.in_scale(self.aligned.scale) if self.aligned else amount).column()

    def printed_unit(self) -> str:
        """Return the unit as it is printed beside the number: 万人 for 700000 of 人."""
        return self.unit if self._is_words() else self._amount().printed_unit()

    def card(self) -> CardText:
        """Return the fact as the runs of a number card."""
        if not self._is_words():
            return CardText(**self._amount().card()._asdict())
        return (
            CardText(number=stem, unit=self.unit)
            if (stem := number_of(self.words, self.unit))
            else CardText(number=self.prose())
        )

    def listing(self) -> str:
        """Return the members, with 等 when the source leaves the list open."""
        return "、".join(self.items) + ("等" if self.open_ended else "")

    def as_target(self, name: str) -> str:
        """Return the name of a point of a chart, which says of a target that it is one."""
        return f"{name}目标" if self.kind == "target" and "目标" not in name else name

    def when(self) -> str:
        """Return the period in words: 2023年, 2023年一季度, 截至2023年末, 目前; — where the source has none."""
        if self.period is not None:
            known = read_period(self.period)
            return self.period if known is None else known.chinese()
        return "目前" if self.as_of is not None else "—"

    def chinese(self) -> str:
        """Return the number in Chinese numerals, without unit: 十二."""
        if self.value is None or self.value != self.value.to_integral_value() or self.bound != "exact":
            raise ValueError(f"fact {self.id} is not an exact whole number; print it with Arabic digits")
        return chinese_number(int(self.value))

    def member_count(self) -> str:
        """Return how many members a closed list has, in Chinese numerals; an open list (等) has no count."""
        if self.open_ended or not self.items:
            raise ValueError(f"fact {self.id} is not a closed list: its source ends it with 等, so it has no count")
        return chinese_number(len(self.items))

    def base_value(self) -> str:
        """Return what an index is measured against: 1."""
        if self.base is None or self.base.value is None:
            raise ValueError(f"fact {self.id} has no base value; its source does not give one")
        return written(self.base.value)

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
        amount = self._amount()
        unit = amount.printed_unit()
        return roughly(shifted(self.value, unit.removesuffix(self.unit)), unit)

    def moved(self) -> str:
        """Return how much something moved, in the word that fits: 增长20%, 减少3万人, 提高1.5个百分点, 持平."""
        return moved(self)

    def balance(self) -> str:
        """Return a balance in the words for its sign: 亏损1.5亿元, 盈利2.5亿元."""
        return with_pole(self)

    def passed(self) -> str:
        """Return a threshold as it is passed: 突破1000亿元."""
        return f"突破{threshold_text(self)}"

    def attained(self) -> str:
        """Return a threshold as it is just reached: 达到1000亿元."""
        return f"达到{threshold_text(self)}"

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

    def _is_words(self) -> bool:
        return self.words is not None or self.value is None

    def _amount(self, *, marked: bool = True, places: int = 0) -> PrintedAmount:
        """The quantity as it is printed; `marked` says 约 of a measured number that was rounded because somebody asked."""
        (value, upper), bound = self.printed_ends(), self.bound
        if marked and bound == "exact" and self.formula is None and value != self.value:
            bound = "approx"
        return PrintedAmount(value, self.unit, bound, self.word or "", upper, self.fraction or "", self.scale, places)

    def plotted(self) -> Decimal:
        """Return the value as a chart draws it: in the scale in which it is printed."""
        (value, _), unit = self.printed_ends(), self.printed_unit()
        return shifted(value, unit[: len(unit) - len(self.unit)])

    def printed_ends(self) -> tuple[Decimal, Decimal | None]:
        """Return the value, and the other end of a range, with the decimals that were asked for."""
        if self.value is None:
            raise ValueError(f"fact {self.id} has no value")
        places = self.decimals
        if places is None:
            return self.value, self.upper
        if self.upper is not None:
            return rounded(self.value, places, "gt"), rounded(self.upper, places, "lt")
        if places_of(self.value) > places:
            return rounded(self.value, places, self.bound), None
        return (padded(self.value, places) if self.formula is not None else self.value), None
