"""The judgement of a pair of facts: which way the value went, by how much, and the words that say it.

Every form that compares two facts (`compared`, `direction`, `since`, `since_last`) is a view of one `Movement`, so that no
two of them can contradict each other. What cannot be said truly is a ValueError with words that could be written instead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.model.movement import movement_words as words
from reportgen.model.movement.base_period import base_period, check_lengths, is_a_start
from reportgen.model.movement.movement_kind import MovementKind, moves_of, points_of
from reportgen.model.movement.movement_size import MovementSize, difference_of, growth_of, is_bounded
from reportgen.model.numbers.extent import extent, in_unit_of, order
from reportgen.model.numbers.period import is_later, same_time

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact


@dataclass(frozen=True)
class Change:
    """How far something moved: what moved where that has a name (降幅, 逆差), the verb, and the size."""

    subject: str
    verb: str
    size: MovementSize | None  # None: it did not move, and the verb says so

    def text(self) -> str:
        """Return the change without its base: 增加2万人, 降幅收窄1.5个百分点."""
        return f"{self.subject}{self.verb}{self.size.text() if self.size else ''}"


@dataclass(frozen=True)
class Movement:
    """A fact and an earlier value of it: 1 where it is more, -1 where it is less, 0 where they are or print the same."""

    now: "Fact"
    then: "Fact"
    moves: MovementKind
    order: int

    @property
    def signs(self) -> tuple[int, int]:
        """The signs of the earlier and of the later value."""
        return _sign(self.then), _sign(self.now)

    def direction(self) -> str:
        """Return the word for which way it went: 增长, 下降, 持平; of a duration 缩短, of a rank 上升."""
        return self.level() if self.order == 0 else words.direction(self)

    def level(self) -> str:
        """Return the word for what did not move: 持平, 基本持平 where only the printed values are the same."""
        same = self.now.value == self.then.value and self.now.bound == "exact"
        if not same:
            return words.NEARLY_LEVEL
        return words.UNCHANGED if self.moves == "duration" else words.LEVEL

    def compared(self) -> str:
        """Return how it went from the earlier value to the later: 由不足10万人增加到70万人."""
        return words.from_to(self)

    def change(self) -> Change:
        """Return the difference, with its verb; ValueError where none can be said."""
        if self.order == 0:
            return Change("", self.level(), None)
        if self.moves == "multiple":
            raise self._refused("multiples of a base have no meaningful difference")
        self._needs_one_side("a difference")
        if self.signs == (0, 0) or (self.moves == "balance" and 0 in self.signs):
            raise self._refused("a balance of zero has no name, so a difference from it has no words")
        found = difference_of(self.now, self.then)
        if found is None:
            raise self._unknown()
        subject, verb = words.change_words(self)
        unit = points_of(found.unit) if self.moves in ("share", "growth_rate") else found.unit
        return Change(subject, verb, found.in_unit(unit))

    def growth(self) -> Change:
        """Return the growth in %, from 100% on in 倍; ValueError where none can be said."""
        if self.order == 0:
            return Change("", self.level(), None)
        self._allows_percent()
        found = growth_of(self.now, self.then)
        if found is None:
            raise self._unknown()
        subject, verb = words.growth_words(self)
        return Change(subject, verb, found)

    def since(self, how: str = "", shown: Callable[[str], str] = str) -> str:
        """Return the change with the base of its periods: 比上年增加2万人, 同比增长2.9%, 与上年持平.

        `shown` marks the words that hold the number.
        """
        change = self.growth() if how == "%" else self.change()
        try:
            base = base_period(self.now.period, self.then.period, edition=self.then.edition is not None)
        except ValueError as error:
            raise self._refused(str(error)) from error
        if change.size is None:
            level = words.NEARLY_LEVEL if change.verb == words.NEARLY_LEVEL else words.LEVEL
            return f"{base.before_level}{level}"
        return f"{change.subject}{base.before_change}{shown(change.verb + change.size.text())}"

    def _allows_percent(self) -> None:
        if self.moves == "multiple":
            raise self._refused("multiples of a base do not grow by a percentage")
        if self.moves == "scale":
            raise self._refused("a scale with a zero that is set, such as ℃, has no percentages")
        if self.moves == "rank":
            raise self._refused("ranks do not move by a percentage")
        if self.moves in ("share", "growth_rate"):
            raise self._refused(f"values in {self.now.unit} move by {points_of(self.now.unit)}, not by a percentage")
        before, after = self.signs
        if before == 0:
            raise self._refused("the earlier value is 0, so growth in % is undefined")
        if before < 0 or after < 0:
            raise self._refused("growth in % is undefined below zero")
        if after == 0:
            raise self._refused("the value fell to zero, which is said without a percentage")

    def _needs_one_side(self, what: str) -> None:
        if self.moves == "balance" and self.signs[0] * self.signs[1] < 0:
            raise self._refused(f"across zero {what} hides that the sign changed")

    def _unknown(self) -> ValueError:
        bounded = ", ".join(f"{one.id} is {one.prose()}" for one in (self.then, self.now) if is_bounded(one))
        return self._refused(
            f"how far it moved is not known ({bounded})" if bounded else "how far it moved is not known"
        )

    def _refused(self, reason: str) -> ValueError:
        what = f"{self.now.id} ({self.now.prose()}) and {self.then.id} ({self.then.prose()}): {reason}"
        return ValueError(f"{what}; write {compared_tag(self.now, self.then)}")


def judge(now: "Fact", then: "Fact") -> Movement:
    """Return the judgement of a fact and an earlier value; ValueError where it is not known which of them is more."""
    _check_standing(now, then)
    _check_times(now, then)
    shown = both_values(now, then)
    try:
        moved = order(now, then)
    except ValueError as error:
        raise ValueError(f"{error}; write both values, {shown}") from error
    found = Movement(now, in_unit_of(then, now), _moves(now, then), moved)
    words.check(found)
    return found


def _check_standing(now: "Fact", then: "Fact") -> None:
    """Refuse what is aimed at and has not happened, at either end."""
    if _is_aim(now):
        raise ValueError(
            f"{now.id} is a {_aim(now)}, which nothing has moved to yet; write 力争达到{{{{ {tag(now)} }}}}"
        )
    if _is_aim(then):
        what = f"{then.id} is a {_aim(then)}, from which nothing has moved"
        raise ValueError(f"{what}; write both values, {both_values(now, then)}")


def _is_aim(fact: "Fact") -> bool:
    return fact.kind in ("target", "threshold") or fact.status == "target"


def _aim(fact: "Fact") -> str:
    return "threshold" if fact.kind == "threshold" else "target"


def _check_times(now: "Fact", then: "Fact") -> None:
    """Refuse one time, the times in the wrong order, and periods of different lengths."""
    if same_time(now.period, then.period):
        what = f"{now.id} and {then.id} are both of {now.period}: a revision is not a movement between periods"
        raise ValueError(f"{what}; write both values, {both_values(now, then)}")
    try:
        check_lengths(now.period, then.period)
    except ValueError as error:
        what = f"{now.id} and {then.id}: {error}"
        raise ValueError(f"{what}; write both values with their times, {both_values(now, then, when=True)}") from error
    if is_later(then.period, now.period) or (is_a_start(now.period) and not is_a_start(then.period)):
        time = then.period or "no period"
        raise ValueError(f"{then.id} ({time}) is later than {now.id} ({now.period}); write {compared_tag(then, now)}")


def both_values(now: "Fact", then: "Fact", *, when: bool = False) -> str:
    """Return the tags that print an earlier and a later value, `when` with their times."""
    return " and ".join(
        (f"{{{{ {tag(one)} | when }}}}" if when else "") + f"{{{{ {tag(one)} }}}}" for one in (then, now)
    )


def _moves(now: "Fact", then: "Fact") -> MovementKind:
    """How both move; an amount that is below zero at either time is a balance."""
    found = moves_of(now)
    return "balance" if found == "amount" and moves_of(then) == "balance" else found


def tag(fact: "Fact") -> str:
    """Return how a text names a fact: f.population, f["output.2023年.total"], f.population.last."""
    if fact.edition is not None:
        return f"{_name(fact.id.partition('@')[0])}.last"
    return _name(fact.id)


def compared_tag(now: "Fact", then: "Fact") -> str:
    """Return the tag by which a text says how one fact went from another."""
    return f"{{{{ {tag(now)}.compared({tag(then)}) }}}}"


def step_id(now: "Fact", then: "Fact", how: str = "") -> str:
    """Return the id of the computed fact that says how far one fact is from another."""
    name = "growth" if how == "%" else "change"
    base = "" if then.edition is not None and then.id.partition("@")[0] == now.id else f"@{then.id}"
    return f"{now.id}@{name}{base}"


def _name(key: str) -> str:
    return f"f.{key}" if key.isidentifier() else f'f["{key}"]'


def _sign(fact: "Fact") -> int:
    least, most = extent(fact).least, extent(fact).most
    if least == most == Decimal(0):
        return 0
    if most <= 0:
        return -1
    return 1 if least >= 0 or (fact.value or 0) > 0 else -1
