"""Values that a later source replaced although it is less trusted or older (F13)."""

import re
from collections.abc import Iterator
from datetime import date

from reportgen.check.facts.wording import place_of
from reportgen.findings import Finding, Rule
from reportgen.model import Fact, Pack
from reportgen.model.facts.fact_parts import Overridden

_DAY = re.compile(r"(\d{4})\D*(\d{1,2})?\D*(\d{1,2})?")

BEST_SOURCE = Rule("F13", "warning", "no value is replaced by one of a lower rank or an older date")


def overrides(pack: Pack) -> Iterator[Finding]:
    """Yield each value whose source ranks lower, or is older, than that of the value it replaced."""
    for fact in pack.facts.values():
        for old in fact.overridden:
            why = _worse(pack, fact, old)
            if why:
                what = f"{fact.id} {fact.prose()} replaces {old.text} ({_name(pack, old.source)}): {why}"
                yield BEST_SOURCE.at(
                    place_of(pack, fact),
                    what,
                    "change the order of the layers, or take the value out",
                )


def _worse(pack: Pack, fact: Fact, old: Overridden) -> str:
    new_rank, old_rank = _rank(pack, fact.source), _rank(pack, old.source)
    if new_rank is not None and old_rank is not None and new_rank > old_rank:
        return f"{_name(pack, fact.source)} has rank {new_rank}, below rank {old_rank}"
    new_day, old_day = _day(pack, fact.measured, fact.source), _day(pack, old.measured, old.source)
    if new_day and old_day and new_day < old_day:
        return f"it is of {'-'.join(map(str, new_day))}, older than {'-'.join(map(str, old_day))}"
    return ""


def _rank(pack: Pack, source: str | None) -> int | None:
    known = pack.sources.get(source or "")
    return known.rank if known else None


def _name(pack: Pack, source: str | None) -> str:
    known = pack.sources.get(source or "")
    return known.name() if known else source or "the pack"


def _day(pack: Pack, measured: date | None, source: str | None) -> tuple[int, ...]:
    """The day of a value: when it was measured, else the date of its source as far as it says one; as year, month, day."""
    if measured is not None:
        return measured.year, measured.month, measured.day
    known = pack.sources.get(source or "")
    match = _DAY.match(known.date) if known and known.date else None
    return tuple(int(part) for part in match.groups() if part) if match else ()
