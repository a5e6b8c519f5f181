"""A multiple or a growth whose base cannot be read beside it (A11): 70倍 of what, 近50倍 since when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from reportgen.documents.reading.passage import Passage
from reportgen.findings import Finding, Rule, finds
from reportgen.model import Fact, Pack
from reportgen.model.numbers.reading import Number

_GROWTH = ("annual_growth", "growth_multiple")
_UNDATED = ("—", "目前", "now", "not stated")
_COMPARES = re.compile(
    r"同比|环比|年均|月均|累计|[比较](?!重|例|率)|以来|年来|期间|时期|翻番|增速|增长率|增幅|"
    r"year on year|annual|a year|per year|since|compared|than|over the|growth rate",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"以[^，。；]{1,24}为\s*(?:1|100)(?!\d)|[=＝]\s*(?:1|100)(?!\d)|"
    r"(?:达到?|是|为|相当于)[^，。；\d]{2,24}的\s*\S{0,4}\d|times (?:that|those|the|as)|compared with",
)
HAS_BASE = Rule("A11", "warning", "a multiple or a growth says what it is measured against")
_NEAR = 2  # paragraphs before and after one under the same heading


class ReadNumber(Protocol):
    """A number of a passage, and the facts that it can be."""

    @property
    def passage(self) -> Passage: ...
    @property
    def number(self) -> Number: ...
    @property
    def facts(self) -> tuple[str, ...]: ...


@finds(HAS_BASE)
def without_base(pack: Pack, readings: Iterable[ReadNumber], passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield each multiple or growth in a text, card or table whose surroundings do not say what it is compared with."""
    around = _Surroundings(passages)
    for reading in readings:
        if reading.passage.kind != "text":
            continue
        near = around.near(reading.passage)
        facts = _meant([pack.facts[key] for key in dict.fromkeys(reading.facts)], near)
        if not facts or not all(map(needs_base, facts)):
            continue
        if not any(has_base(fact, near, around.wide(reading.passage)) for fact in facts):
            what = f"“{reading.number.text}” ({facts[0].label}) does not say what it is compared with"
            yield HAS_BASE.at(reading.passage.place, what, _hint(facts[0]))


def _meant(facts: Sequence[Fact], near: Sequence[str]) -> Sequence[Fact]:
    """The facts that a number can be: those that are named beside it, where any is."""
    named = [fact for fact in facts if any(name and name in text for text in near for name in (fact.label, fact.short))]
    return named or facts


def needs_base(fact: Fact) -> bool:
    """Return whether a fact says nothing without its base."""
    return fact.kind in ("index", *_GROWTH) or (fact.unit == "倍" and fact.kind not in ("target", "threshold"))


def has_base(fact: Fact, near: Sequence[str], wide: Sequence[str]) -> bool:
    """Return whether texts say what a fact is measured against, or from when it grew.

    The name of a base counts anywhere on the slide or about the table, other words only beside the number or with the fact's name.
    """
    base = fact.base
    if base is not None and any(name in text for text in wide for name in (base.label, str(base.year or "")) if name):
        return True
    beside = [*near, *(text for text in wide if any(name and name in text for name in (fact.label, fact.short)))]
    if fact.kind in _GROWTH and any(time in text for text in beside for time in _times(fact)):
        return True
    if fact.kind != "index" and any(map(_COMPARES.search, beside)):
        return True
    return any(map(_MEASURED.search, beside))


def _times(fact: Fact) -> list[str]:
    found = [fact.period or "", fact.when() if fact.period is None or not fact.period.isascii() else ""]
    return [time for time in found if time and time not in _UNDATED]


def _hint(fact: Fact) -> str:
    base = fact.base
    if fact.kind in _GROWTH:
        return "name the time beside it, such as 同比, 年均, 比上年 or 十年来"
    if base is not None and (base.label or base.year):
        return f"name its base beside it: {base.label or f'{base.year}年'}"
    return f"give the fact {fact.id} `base: {{label: …}}`, and name it beside the number"


class _Surroundings:
    """What a reader sees with a passage: its card and its slide, its row of a table with head, caption and note, its paragraphs."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._texts = [one for one in passages if one.kind in ("text", "chart text", "chart value")]
        self._at = {id(one): number for number, one in enumerate(self._texts)}
        self._slides: dict[int, list[Passage]] = defaultdict(list)
        self._tables: dict[tuple[str, int, str], list[tuple[int, Passage]]] = defaultdict(list)
        for number, one in enumerate(self._texts):
            if one.place.part == "slide" and not one.place.region.startswith("notes"):
                self._slides[one.place.number].append(one)
            elif one.place.table:
                self._tables[_table(one)].append((number, one))

    def near(self, passage: Passage) -> list[str]:
        """Return the texts that belong to a number: those of its card, its row, its sentence."""
        place = passage.place
        if place.part == "slide" and place.row:
            return [one.text for one in self._slides[place.number] if _row(one) in ((_row(passage)), (place.shape, 1))]
        if place.part == "slide":
            return self._card(passage)
        return list(self._beside(passage)) if place.table else [passage.text]

    def wide(self, passage: Passage) -> list[str]:
        """Return the texts around: those of the slide, of caption and note of the table, of the paragraphs beside."""
        place = passage.place
        if place.part == "slide":
            in_notes = place.region.startswith("notes")
            return [passage.text] if in_notes else [one.text for one in self._slides[place.number]]
        return self.near(passage) + list(self._about(passage) if place.table else self._paragraphs(passage))

    def _card(self, passage: Passage) -> list[str]:
        """The text before a number and those behind it, up to the name of the next card."""
        texts = self._slides[passage.place.number]
        at = next((number for number, one in enumerate(texts) if one is passage), None)
        if at is None or not passage.place.copy:
            return [passage.text]
        ends = [n for n, one in enumerate(texts) if n > at and one.place.shape == passage.place.shape]
        end = min(ends[0] - 1 if ends else at + 1 + _NEAR, at + 1 + _NEAR)
        return [one.text for one in texts[max(0, at - 1) : max(end, at + 1)]]

    def _beside(self, passage: Passage) -> Iterator[str]:
        """The row of a cell with the head of the table; of a table of one row the cell alone."""
        cells = [one for _, one in self._tables[_table(passage)]]
        row, cell = passage.place.row, passage.place.cell
        if len({one.place.row for one in cells}) > 1:
            yield from (one.text for one in cells if one.place.row in (1, row))
        else:
            yield from (one.text for one in cells if one.place.cell == cell)

    def _about(self, passage: Passage) -> Iterator[str]:
        cells = self._tables[_table(passage)]
        if len({one.place.row for _, one in cells}) > 1:
            first, last = cells[0][0] - 1, cells[-1][0] + 1
            yield from (self._texts[at].text for at in (first, last) if 0 <= at < len(self._texts))

    def _paragraphs(self, passage: Passage) -> Iterator[str]:
        at = self._at.get(id(passage), 0)
        for one in self._texts[max(0, at - _NEAR) : at + _NEAR + 1]:
            if one.place.heading == passage.place.heading and one.place.part == passage.place.part:
                yield one.text


def _table(passage: Passage) -> tuple[str, int, str]:
    return passage.place.part, passage.place.table, passage.place.shape


def _row(passage: Passage) -> tuple[str, int]:
    return passage.place.shape, passage.place.row
