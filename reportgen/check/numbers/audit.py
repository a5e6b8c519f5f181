"""The audit of finished files: numbers and words against the facts of the pack, and against what the edition printed.

In: passages of each file, a Pack, and what the pack prints (where that is known); out: findings, and every number with what it is.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.check.numbers.agreement import agreement
from reportgen.check.numbers.computed import unsaid
from reportgen.check.numbers.direction import contradictions
from reportgen.check.numbers.forms import Forms, NumberKey
from reportgen.check.numbers.labels import misplaced
from reportgen.check.numbers.phrases import rows_as_text, wrong_phrases
from reportgen.check.numbers.resolve import Reading, Resolver
from reportgen.check.prose.bases import without_base
from reportgen.check.prose.names import idle_explanations, lost_quotes
from reportgen.check.shared.charts import AS_WORKBOOK
from reportgen.check.shared.common_rules import BOUND_KEPT, KNOWN, SHOWN_ALIKE, VALUE_KEPT
from reportgen.documents.reading.passage import FileText, Passage
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.model import Fact, Pack
from reportgen.model.numbers.reading import Number

_CARD = 6  # characters
_DATA = ("chart value", "workbook", "chart text", "workbook text")
READ = Rule("A04", "warning", "all that a reader sees can be read by the audit")


@dataclass(frozen=True)
class Audit:
    """What an audit saw: every number, and what is wrong."""

    readings: tuple[Reading, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    compared: tuple[str, ...] = ()  # files that were compared with what their edition printed


@finds(READ)
def unread(texts: Iterable[FileText]) -> Iterator[Finding]:
    """Yield what of some files nobody here can read."""
    for text in texts:
        yield from (READ.at(one.place, f"not read: {one.what}", "look at it yourself") for one in text.unread)


@finds(KNOWN, VALUE_KEPT, BOUND_KEPT, SHOWN_ALIKE, AS_WORKBOOK)
def audit(
    pack: Pack,
    found: Mapping[str, Sequence[Passage]],
    expected: Mapping[str, Sequence[Passage]] | None = None,
) -> Audit:
    """Audit files, each given as its passages; expected are those that the pack prints under the same file name."""
    resolver = Resolver(Forms(pack))
    readings: list[Reading] = []
    findings: list[Finding] = []
    for name, passages in found.items():
        mine = list(resolver.readings(passages))
        compared = agreement(resolver, passages, (expected or {}).get(name, ()))
        findings += compared.findings
        unknown = [
            item for item in mine if not item.known and (id(item.passage), item.number.start) not in compared.told
        ]
        findings += [_unknown(resolver.forms, item) for item in unknown]
        findings += _chart_pairs(passages)
        rows = list(rows_as_text(passages))
        findings += contradictions(resolver.forms, (*passages, *rows))
        findings += misplaced(resolver.forms, (*passages, *rows))
        findings += wrong_phrases(resolver.forms, passages)
        findings += unsaid(pack, mine, passages)
        findings += [*without_base(pack, mine, passages), *lost_quotes(passages), *idle_explanations(passages)]
        readings += mine
    findings += _file_pair(pack, readings)
    known = sum(1 for reading in readings if reading.known)
    facts = sum(1 for reading in readings if reading.facts)
    counts = {"numbers": len(readings), "facts": facts, "allowed": known - facts, "unknown": len(readings) - known}
    return Audit(tuple(readings), tuple(dict.fromkeys(findings)), counts)


def _unknown(forms: Forms, reading: Reading) -> Finding:
    number, where = reading.number, reading.passage.place
    text = reading.passage.text
    same = _spoken_of(forms, text, _near(forms, lambda key: key[:2] == number.key()[:2]))
    if same:
        hint = " or ".join(forms.pack.facts[key].prose() for key in same[:2])
        return BOUND_KEPT.at(where, f"“{number.text}” has lost or changed its bound", f"the fact is {hint}")
    same = _spoken_of(forms, text, _near(forms, lambda key: key[0] == number.key()[0]))
    if same and number.unit:
        hint = " or ".join(forms.pack.facts[key].prose() for key in same[:2])
        return VALUE_KEPT.at(where, f"“{number.text}” has another unit than the fact", f"the fact is {hint}")
    named = _named_before(forms, reading.passage.text, number)
    if named:
        fact = forms.pack.facts[named]
        return VALUE_KEPT.at(where, f"“{number.text}” is not {fact.label}", f"the fact is {fact.prose()}")
    hint = "make it a fact, write it as {{ f.… }}, or allow it under `allowed_numbers` in pack.yaml"
    return KNOWN.at(where, f"“{number.text}” is not a fact of the pack", hint)


def _near(forms: Forms, fits: Callable[[NumberKey], bool]) -> list[str]:
    """The facts of which a form fits; those whose own value it is stand first, before those that only mention it."""
    found = dict.fromkeys(ids[0] for key, ids in forms.keys.items() if fits(key))
    values = {key[0] for key in forms.keys if fits(key)}
    own = [key for key in found if any(key in forms.values.get(value, ()) for value in values)]
    return [*own, *(key for key in found if key not in own)]


def _spoken_of(forms: Forms, text: str, keys: Sequence[str]) -> list[str]:
    """The facts that a text speaks of; a card that is only a number may speak of any."""
    if len(text) <= _CARD:
        return list(keys)
    facts = [(key, forms.pack.facts[key]) for key in keys]
    return [
        key for key, fact in facts if fact.label in text or (fact.short or fact.label) in text or _stem(fact) in text
    ]


def _stem(fact: Fact) -> str:
    return re.sub(r"[（(][^）)]*[）)]|目标$|合计$", "", fact.label) or fact.label


def _named_before(forms: Forms, text: str, number: Number) -> str:
    """The fact of the same unit whose label stands nearest before a number."""
    best, found = -1, ""
    for key, fact in forms.pack.facts.items():
        for label in (fact.label, fact.short or fact.label):
            at = text.rfind(label, 0, number.start)
            if at > best and fact.value is not None and number.start - at < len(label) + 12:
                best, found = at, key
    return found


def _chart_pairs(passages: Sequence[Passage]) -> Iterator[Finding]:
    """A cached value of a chart and the cell that it repeats must be one."""
    cells: dict[tuple[str, str], str] = {}
    for passage in passages:
        if passage.kind.startswith("workbook"):
            cells[(passage.chart, passage.place.item)] = passage.text
    for passage in passages:
        if passage.kind in _DATA and passage.place.region == "chart data":
            cell = cells.get((passage.chart, passage.place.item))
            if cell is not None and cell != passage.text and not _equal(cell, passage.text):
                what = f"the chart shows “{passage.text}”, its workbook holds “{cell}”"
                yield AS_WORKBOOK.at(passage.place, what, "both must repeat the fact")


def _equal(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _file_pair(pack: Pack, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Report and deck must show a fact with the same value, unit and bound: a number that only one fact explains is its witness."""
    shown: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for reading in readings:
        if len(set(reading.facts)) == 1 and reading.number.unit:
            fact = pack.facts[reading.facts[0]]
            if reading.number.unit == fact.unit.lstrip("百千万亿"):
                sign = (f"{reading.number.value.normalize():f}", reading.number.bound)
                shown[fact.id][reading.passage.file].add(sign)
    for key, files in shown.items():
        if len(files) == 2:
            one, other = files.values()
            if not one & other:
                names = " and ".join(f"{file}: {sorted(signs)}" for file, signs in files.items())
                yield SHOWN_ALIKE.at(
                    Place(" / ".join(files)), f"{key} is shown differently ({names})", "print the fact"
                )
