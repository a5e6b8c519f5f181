"""Saying that a number is computed: a derived fact without such a word near it is F10. In: readings, passages; out: findings.

Near is the slide with its notes, or in a report the passage and those around it (a table with its note, a figure with its caption).
A comparison with the edition before says itself what it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.check.numbers.resolve import Reading
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, Rule, finds
from reportgen.model import Pack

_SAYS_SO = re.compile("计算|推算|测算|折算|换算|合计|comput|calculat|derived")
SAYS_COMPUTED = Rule("F10", "warning", "a computed number says that it is")
_AROUND = 3  # passages of a report before and after


@finds(SAYS_COMPUTED)
def unsaid(pack: Pack, readings: Iterable[Reading], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield the computed numbers of a file beside which nothing says that they are."""
    order = {id(passage): number for number, passage in enumerate(passages)}
    slides: dict[int, str] = {}
    for passage in passages:
        if passage.place.part == "slide":
            slides[_slide(passage)] = slides.get(_slide(passage), "") + passage.text
    for reading in readings:
        if reading.passage.kind not in ("text", "notes") or not _is_computed(pack, reading):
            continue
        at = order[id(reading.passage)]
        near = slides.get(_slide(reading.passage)) or _near(passages, at)
        if not _SAYS_SO.search(near):
            what = f"“{reading.number.text}” is computed ({pack.facts[reading.facts[0]].formula}), and nothing near it says so"
            yield SAYS_COMPUTED.at(
                reading.passage.place,
                what,
                "add 据此测算 to the sentence, or 测算数 to the note",
            )


def _is_computed(pack: Pack, reading: Reading) -> bool:
    facts = [pack.facts[key] for key in reading.facts]
    return bool(facts) and all(fact.formula and fact.edition is None for fact in facts)


def _near(passages: Sequence[Passage], at: int) -> str:
    """The passages around one; the rows of a table count as one, so that its note is near."""
    first, last = at, at
    table = _table(passages[at])
    while table and first > 0 and _table(passages[first - 1]) == table:
        first -= 1
    while table and last + 1 < len(passages) and _table(passages[last + 1]) == table:
        last += 1
    return "".join(one.text for one in passages[max(0, first - _AROUND) : last + 1 + _AROUND])


def _slide(passage: Passage) -> int:
    return passage.place.number if passage.place.part == "slide" else 0


def _table(passage: Passage) -> int:
    return passage.place.table
