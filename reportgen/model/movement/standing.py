"""Where a number stands among others: its rank, and whether it passes a threshold for the first time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.model.movement.movement_kind import moves_of
from reportgen.model.numbers.extent import extent, in_unit_of, order
from reportgen.model.numbers.numerals import chinese_number
from reportgen.model.numbers.period import is_later

if TYPE_CHECKING:
    from reportgen.model.facts.fact import Fact

TURNS_POSITIVE = "首次由负转正"


def rank(fact: "Fact", peers: Sequence["Fact"], *, lowest_first: bool = False) -> str:
    """Return 第一, or 并列第三 where another has the same value; the fact itself may be among its peers."""
    others = [peer for peer in peers if peer.id != fact.id]
    if not others:
        raise ValueError(f"{fact.id} has no peers to be compared with, so it has no rank")
    orders = [order(peer, fact) for peer in others]
    before = sum(1 for each in orders if each == (-1 if lowest_first else 1))
    return f"{'并列' if 0 in orders else ''}第{chinese_number(before + 1)}"


def above(fact: "Fact", threshold: "Fact") -> bool:
    """Return whether a fact is more than another for certain; ValueError where that is not known."""
    return order(fact, threshold) > 0


def first_above(fact: "Fact", threshold: "Fact", earlier: Sequence["Fact"]) -> str:
    """Return 首次突破…, 首次达到… where it is just reached, of a balance at zero 首次由负转正, with the threshold marked.

    ValueError unless every earlier value that is known was below the threshold (for 首次突破: not above it).
    """
    threshold_text(threshold)
    before = [one for one in earlier if one.id != fact.id and not is_later(one.period, fact.period)]
    if not before:
        raise ValueError(
            f"no earlier value of {fact.id} is known, so 首次 cannot be said; name earlier ones, "
            f"first_above(f.{threshold.id}, [f.earlier]), or write {{{{ f.{fact.id} }}}}"
        )
    if threshold.value == 0 and moves_of(fact) != "balance":
        raise ValueError(
            f"{threshold.id} is 0, which only a balance passes; give {fact.id} `moves: balance` if it is one"
        )
    passed = _passes(fact, threshold)
    for one in before:
        if not _was_below(one, threshold, passed=passed):
            word = "above" if passed else "at or above"
            raise ValueError(f"{one.id} ({one.prose()}) was {word} {threshold.prose()} before; leave out 首次")
    if threshold.value == 0:
        return TURNS_POSITIVE
    return f"首次{threshold.show('passed' if passed else 'attained')}"


def threshold_text(fact: "Fact") -> str:
    """Return a threshold as it is printed; ValueError for a fact of another kind."""
    if fact.kind != "threshold":
        raise ValueError(f"{fact.id} is not a threshold; give it `kind: threshold`")
    return fact.prose()


def _passes(fact: "Fact", threshold: "Fact") -> bool:
    """Whether a fact is above a threshold, False where it is at it; ValueError where it is below or that is not known."""
    same = in_unit_of(threshold, fact)
    if threshold.value != 0 and fact.bound == "ge" and fact.value == same.value:
        return False
    found = order(fact, threshold)
    if found < 0 or (found == 0 and threshold.value == 0):
        raise ValueError(f"{fact.id} ({fact.prose()}) is not above {threshold.prose()}; write {{{{ f.{fact.id} }}}}")
    return found > 0


def _was_below(one: "Fact", threshold: "Fact", *, passed: bool) -> bool:
    found = extent(in_unit_of(one, threshold))
    limit = threshold.value
    assert limit is not None
    if found.most < limit or (found.most == limit and ((passed and limit != 0) or not found.most_closed)):
        return True
    if found.least > limit or (found.least == limit and (not passed or not found.least_closed or limit == 0)):
        return False
    raise ValueError(
        f"whether {one.id} ({one.prose()}) was above {threshold.prose()} before is not known; leave out 首次"
    )
