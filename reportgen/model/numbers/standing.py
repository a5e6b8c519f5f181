"""Owns where a number stands among others: its rank, and whether it passes a threshold for the first time.

In: facts; out: words, or a ValueError where bounds, gaps or a missing history do not tell.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reportgen.model.numbers.direction import compared
from reportgen.model.numbers.numerals import chinese_number

if TYPE_CHECKING:
    from reportgen.model.fact import Fact


def rank(fact: "Fact", peers: Sequence["Fact"], *, lowest_first: bool = False) -> str:
    """Return 第一, or 并列第三 where another has the same value; the fact itself may be among its peers."""
    others = [peer for peer in peers if peer.id != fact.id]
    if not others:
        raise ValueError(f"{fact.id} has nobody to be compared with, and so no rank")
    orders = [compared(peer, fact) for peer in others]
    before = sum(1 for order in orders if order == (-1 if lowest_first else 1))
    return f"{'并列' if 0 in orders else ''}第{chinese_number(before + 1)}"


def above(fact: "Fact", threshold: "Fact") -> bool:
    """Return whether a fact is more than another for sure; a ValueError where that is not known."""
    return compared(fact, threshold) > 0


def first_above(fact: "Fact", threshold: "Fact", earlier: Sequence["Fact"]) -> str:
    """Return 首次突破… with the threshold marked; refused unless all that is known from before was not above it."""
    if threshold.kind != "threshold":
        raise ValueError(f"{threshold.id} is no threshold; give it `kind: threshold`")
    before = [one for one in earlier if one.id != fact.id]
    if not before:
        raise ValueError(f"no earlier value of {fact.id} is known, so that 首次 can not be said")
    if not above(fact, threshold):
        raise ValueError(f"{fact.id} ({fact.prose()}) is not above {threshold.prose()}")
    for one in before:
        if above(one, threshold):
            raise ValueError(f"{one.id} ({one.prose()}) was above {threshold.prose()} before; leave out 首次")
    return f"首次{threshold.show('passed')}"
