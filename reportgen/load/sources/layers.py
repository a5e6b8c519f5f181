"""Laying sources over the facts of a pack: the later one wins, by fact id, and it is remembered who won over whom.

In: raw facts, Layers, the folder of the pack; out: raw facts with `origin` and `replaced`, every Problem at once, and what was not used.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.errors import Problem
from reportgen.load.sources.matching import Ambiguous, Matcher, period_of
from reportgen.load.sources.reading import read_layer
from reportgen.load.sources.records import SourceCell, SourceRecord
from reportgen.load.sources.update import Raw, UnreadableValue, bound_of, day_of, updated
from reportgen.load.written.row_labels import label_and_unit
from reportgen.model.facts.layer import Layer

_MOST = 12  # rows of one source that are named one by one


@dataclass
class Layered:
    """Facts as the layers leave them, new sources that rows name, what is wrong, and what no fact took."""

    facts: dict[str, Raw]
    sources: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


def with_layers(
    facts: Mapping[str, Raw],
    layers: list[Layer],
    folder: Path,
    computed: frozenset[str] = frozenset(),
    *,
    sources: Mapping[str, Any] | None = None,
    texts: str | None = None,
) -> Layered:
    """Return the facts as the layers leave them; computed are the ids of derived facts, which no source may set.

    `sources` are those of the pack, `texts` all its texts: a new fact that no text names is reported.
    """
    found = Layered(dict(facts), dict(sources or {}))
    for layer in layers:
        read = read_layer(layer, folder)
        found.problems += read.problems
        found.notices += read.notices
        _Laying(found, layer, computed, texts).lay(read.records)
    return found


class _Laying:
    """One layer while it is laid over the facts."""

    def __init__(self, found: Layered, layer: Layer, computed: frozenset[str], texts: str | None) -> None:
        self.found, self.layer, self.computed, self.texts = found, layer, computed, texts
        self.matcher = Matcher(dict(found.facts))
        self.seen: dict[str, str] = {}
        self.lost: list[tuple[SourceRecord, str]] = []  # rows that no fact took, and why
        self.taken: set[str] = set()  # the places of rows and of times that some fact took
        self.blank: list[tuple[str, str]] = []
        self.unsourced: list[str] = []  # facts that keep the source of the value that was replaced

    def lay(self, records: list[SourceRecord]) -> None:
        """Lay the records of the layer, in their order."""
        self.matcher.read_times(records)
        for record in records:
            self._lay(record)
        self._report(records)

    def _lay(self, record: SourceRecord) -> None:
        try:
            key = self.matcher.key(record)
        except Ambiguous as error:
            self._problem(record.place, f"{error}; which one is meant is not certain", "give the id in a column 编号")
            return
        if key is not None and key not in self.found.facts and not record.text("label"):
            hint = self.matcher.hint(record) or "check the id, or give a label for a new fact"
            self._problem(record.place, f"no fact `{key}`, and no label for a new one", hint)
            return
        if key is None or (key not in self.found.facts and not self._is_new(key, record)):
            self.lost.append((record, key or ""))
            return
        self.taken |= {record.place, record.column}
        if not self._refused(key, record):
            self.seen[key] = record.place
            self._set(key, record)

    def _is_new(self, key: str, record: SourceRecord) -> bool:
        """Whether a row with an unknown id is a new fact: it has a label, and a text of the pack names it."""
        if not record.text("label"):
            return False
        if self.texts is None or key in self.computed:
            return True
        return re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", self.texts) is not None

    def _refused(self, key: str, record: SourceRecord) -> bool:
        if key in self.seen:
            self._problem(record.place, f"{key} is also at {self.seen[key]}", "keep it once")
        elif key in self.computed:
            self._problem(record.place, f"{key} is computed by a formula", "give the facts that it is made of")
        else:
            return False
        return True

    def _set(self, key: str, record: SourceRecord) -> None:
        cell = record.fields.get("value") or record.fields.get("words")
        if cell is None:
            return
        if cell.blank:
            self.blank.append((key, cell.place))
            return
        old = self.found.facts.get(key) or _fresh(key, record)
        try:
            new = self._updated(old, cell, record)
        except UnreadableValue as error:
            what, _, hint = str(error).partition("; ")
            self._problem(cell.place, f"{key}: {what}", hint or "correct it in the source")
            return
        if key in self.found.facts:
            before = old.get("origin") or "the pack"
            new["overridden"] = [*old.get("overridden", []), _overridden(old)]
            new["replaced"] = [*old.get("replaced", []), f"{before}: {old.get('words') or old.get('value')}"]
            new.pop("locator", None)  # the line of the source said the old value
            if old.get("source") and not self._source(record.text("source")):
                self.unsourced.append(key)
        new["origin"] = cell.place + (f" (stored {cell.stored})" if cell.stored else "")
        self.found.facts[key] = new

    def _updated(self, old: Raw, cell: SourceCell, record: SourceRecord) -> Raw:
        unit = _unit(record)
        new = updated(old, cell.value, unit, record.text("bound"), cell.percent)
        if "value" not in record.fields:
            bound_of(record.text("bound"))
        measured = record.fields.get("measured")
        # the day of the value before is not that of the new one
        new["measured"] = day_of(None if measured is None else measured.value) or self.layer.measured
        if record.text("period"):
            new["period"] = _time(record.fields["period"])
        if record.text("label") and record.text("id"):
            new["label"] = _label(record)
        source = self._source(record.text("source"))
        if source:
            new["source"] = source
        return new

    def _source(self, text: str) -> str:
        """The id of the source that a row names: one of the pack by id or label, or a new one made of the text."""
        if not text:
            return self.layer.source or ""
        for key, source in self.found.sources.items():
            if text == key or (isinstance(source, dict) and text == source.get("label")):
                return str(key)
        self.found.sources[text] = {"label": text}
        return text

    def _problem(self, place: str, what: str, hint: str) -> None:
        self.found.problems.append(Problem(place, None, None, what, hint))

    def _report(self, records: list[SourceRecord]) -> None:
        """Name every row and every column of a time that no fact took, and every cell without a value."""
        lost = {record.place: (record, key) for record, key in self.lost if record.place not in self.taken}
        named = [item for item in lost.values() if not self._ignored(item[0])]
        for record, key in named[:_MOST]:
            self._notice(record.place, _not_matched(record, key), self.matcher.hint(record) or _HINT)
        if len(named) > _MOST:
            rest = [record.text("id") or record.text("label") for record, _ in named[_MOST:]]
            what = f"{len(rest)} more rows match no fact: {', '.join(rest[:6])}{' …' if len(rest) > 6 else ''}"
            self._notice(named[_MOST][0].place, what, _HINT)
        columns = {record.column: record for record in records if record.column and record.column not in self.taken}
        if any(record.column in self.taken for record in records if record.column) or not self.lost:
            for place, record in columns.items():
                self._notice(place, f"no fact has the time {record.text('period')} of this column", _HINT)
        self._report_sources()
        for key, place in self.blank[:_MOST]:
            if self.found.facts.get(key) is not None and not self.matcher.facts.get(key, {}).get("formula"):
                self._notice(
                    place, f"has no value for {key}, which stays as it was", "fill the cell, or take the row out"
                )

    def _report_sources(self) -> None:
        """Say that new values stand under the source of the old ones, where a pack has more than one source."""
        if self.unsourced and len(self.found.sources) > 1:
            some = ", ".join(self.unsourced[:4]) + (" …" if len(self.unsourced) > 4 else "")
            what = f"names no source, so that {some} {'keep' if len(self.unsourced) > 1 else 'keeps'} that of the value replaced"
            self._notice(self.layer.name(), what, "write `source:` at the layer, or give each row one in a column 来源")

    def _ignored(self, record: SourceRecord) -> bool:
        return not {record.text("id"), record.text("label"), label_and_unit(record.text("label"))[0]}.isdisjoint(
            self.layer.ignore
        )

    def _notice(self, place: str, what: str, hint: str) -> None:
        self.found.notices.append(Problem(place, None, None, what, hint))


_HINT = "correct the id or label, or write it under `ignore`"


def _not_matched(record: SourceRecord, key: str) -> str:
    name = key or record.text("label")
    time = period_of(record.text("period"))
    return f"the row {name} matches no fact" + (f" of {time}" if time and not key else "")


def _unit(record: SourceRecord) -> str:
    """The unit of a row: its own column, the heading of its value, or the brackets of its label."""
    return record.text("unit") or record.text("head_unit") or label_and_unit(record.text("label"))[1]


def _label(record: SourceRecord) -> str:
    """The label of a row, without a unit in brackets."""
    name, unit = label_and_unit(record.text("label"))
    return name if unit and unit == _unit(record) else record.text("label")


def _overridden(old: Raw) -> Raw:
    """What a replaced value was, for the check that no better source is replaced by a worse one."""
    text = old.get("words") or f"{old.get('value') or ''}{old.get('unit') or ''}"
    return {"text": text, **{name: old[name] for name in ("source", "measured", "origin") if old.get(name)}}


def _fresh(key: str, record: SourceRecord) -> Raw:
    unit = _unit(record)
    return {"id": key, "label": _label(record), "kind": "share" if unit == "%" else "level", "unit": unit}


def _time(cell: SourceCell) -> str:
    """The time that a cell holds, as a pack writes it; a day is one in words."""
    value = cell.value
    if hasattr(value, "year"):
        return f"{value.year}年{value.month}月{value.day}日"
    return period_of(str(value))
