"""Importing a book that was not exported: its rows find their facts by id, or by label, time and unit. In: a file, the pack; out: Import.

Nothing is lost in silence: a row that no fact takes is named, and can be proposed as a new fact.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.load.facts_workbook.changes import FactChange, Import, raw_of, value_changes
from reportgen.load.sources.matching import Ambiguous, Matcher, period_of
from reportgen.load.sources.reading import read_layer
from reportgen.load.sources.records import SourceRecord
from reportgen.load.sources.update import Raw, UnreadableValue, day_of, updated
from reportgen.load.written.row_labels import label_and_unit
from reportgen.model import Layer, Pack

_HINT = "correct the id or label, or add it with --propose"


def read_rows(
    path: Path, pack: Pack, *, sheet: str | None = None, source: str | None = None, hidden: bool = False
) -> Import:
    """Return what a book of rows would change in a pack; a fact that it could add is a proposal."""
    layer = Layer(file=path.name, sheet=sheet, source=source, hidden=hidden)
    read = read_layer(layer, path.parent)
    found = Import(problems=list(read.problems), notices=list(read.notices))
    facts = {key: raw_of(fact) for key, fact in pack.own_facts().items()}
    matcher = Matcher(facts)
    matcher.read_times(read.records)
    reading = _Reading(pack, facts, matcher, found, source)
    for record in read.records:
        reading.record(record)
    reading.report(read.records)
    return found


class _Reading:
    """One book while its rows are read."""

    def __init__(self, pack: Pack, facts: dict[str, Raw], matcher: Matcher, found: Import, source: str | None) -> None:
        self.pack, self.facts, self.matcher, self.found, self.source = pack, facts, matcher, found, source
        self.seen: dict[str, str] = {}
        self.taken: set[str] = set()
        self.lost: list[SourceRecord] = []

    def record(self, record: SourceRecord) -> None:
        """Find the fact of a record, and what changes in it."""
        try:
            key = self.matcher.key(record)
        except Ambiguous as error:
            self._problem(record.place, f"{error}; which one is meant is not certain", "give the id in a column 编号")
            return
        if key not in self.facts:
            self.lost.append(record)
            return
        self.taken |= {record.place, record.column}
        if key in self.seen:
            self._problem(record.place, f"{key} is also at {self.seen[key]}", "keep it once")
            return
        self.seen[key] = record.place
        self._change(key, record)

    def _change(self, key: str, record: SourceRecord) -> None:
        cell = record.fields.get("value") or record.fields.get("words")
        if cell is None or cell.blank:
            self.found.notices.append(Problem(record.place, None, None, f"has no value for {key}", "fill the cell"))
            return
        fact = self.pack.facts[key]
        try:
            new = updated(
                {**self.facts[key], "words": None}, cell.value, unit_of(record), record.text("bound"), cell.percent
            )
            measured = day_of(record.fields["measured"].value) if "measured" in record.fields else ""
        except UnreadableValue as error:
            what, _, hint = str(error).partition("; ")
            self._problem(cell.place, f"{key}: {what}", hint or "correct it in the book")
            return
        changes = value_changes(fact, new, cell.place)
        if changes and (fact.formula or fact.origin):
            why = f"is computed ({fact.formula})" if fact.formula else f"comes from {fact.origin}"
            self._problem(cell.place, f"{key} {why}, and is not changed here", "change what it is made of")
            return
        for name, text in (
            ("period", period_of(record.text("period"))),
            ("measured", measured),
            ("note", new.get("note")),
        ):
            old = self.facts[key].get(name)
            if text and text != old:
                changes.append(FactChange(key, name, old, text, cell.place))
        self.found.changes += changes

    def report(self, records: Sequence[SourceRecord]) -> None:
        """Name every row that no fact took, and propose a fact for each of its values."""
        named: set[str] = set()
        for record in self.lost:
            if record.place not in self.taken and record.place not in named:
                named.add(record.place)
                name = record.text("id") or record.text("label")
                hint = self.matcher.hint(record) or _HINT
                self.found.unmatched.append(Problem(record.place, None, None, f"the row {name} matches no fact", hint))
            self._propose(record)

    def _propose(self, record: SourceRecord) -> None:
        cell = record.fields.get("value") or record.fields.get("words")
        label, _ = label_and_unit(record.text("label") or record.text("id"))
        if cell is None or cell.blank or not label:
            return
        unit = unit_of(record)
        fact: Raw = {"id": "", "label": label, "kind": "share" if unit == "%" else "level", "unit": unit}
        try:
            fact = updated(fact, cell.value, unit, record.text("bound"), cell.percent)
        except UnreadableValue as error:
            what, _, hint = str(error).partition("; ")
            self._problem(cell.place, f"{label}: {what}", hint or "correct it in the book")
            return
        if record.text("period"):
            fact["period"] = period_of(record.text("period"))
        fact["kind"] = "share" if fact["unit"] == "%" else "level"
        fact["source"] = record.text("source") or self.source
        fact["note"] = "；".join(part for part in (fact.get("note"), f"取自{cell.place}") if part)
        fact["id"] = self._new_id(record.text("id") or f"{label}_{fact.get('period') or ''}")
        self.found.proposals.append({name: value for name, value in fact.items() if value not in (None, "", "exact")})

    def _new_id(self, text: str) -> str:
        """An id made of a label and time that no fact has."""
        name = re.sub(r"\W+", "_", text).strip("_") or "fact"
        name = f"n_{name}" if name[0].isdigit() else name
        taken = {*self.pack.facts, *(str(one["id"]) for one in self.found.proposals)}
        number, found = 2, name
        while found in taken:
            found, number = f"{name}_{number}", number + 1
        return found

    def _problem(self, place: str, what: str, hint: str) -> None:
        self.found.problems.append(Problem(place, None, None, what, hint))


def unit_of(record: SourceRecord) -> str:
    """Return the unit of a row: its own column, the heading of its value, or the brackets of its label."""
    return record.text("unit") or record.text("head_unit") or label_and_unit(record.text("label"))[1]


def yaml_entry(proposal: Raw) -> dict[str, Any]:
    """Return a proposed fact in the order in which facts are written."""
    order = ("id", "label", "kind", "value", "unit", "bound", "word", "upper", "fraction", "period", "source", "note")
    return {name: proposal[name] for name in order if name in proposal}
