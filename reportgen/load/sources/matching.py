"""Finding the fact that a row of a source is about: by its id, or by its label, time and unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.load.nearest import nearest
from reportgen.load.sources.records import SourceRecord
from reportgen.load.sources.update import Raw, thing_of
from reportgen.load.written.row_labels import label_and_unit


class Ambiguous(ValueError):
    """A label that several facts have; the message names them."""


@dataclass
class Matcher:
    """The facts of a pack by label; times are those that the rows of one source give for each label."""

    facts: Mapping[str, Raw]
    times: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self._by_label: dict[str, list[str]] = defaultdict(list)
        for key, fact in self.facts.items():
            for name in {bare(fact.get("label")), bare(fact.get("short"))} - {""}:
                self._by_label[name].append(key)

    def read_times(self, records: Iterable[SourceRecord]) -> None:
        """Learn for which times a source has each label: then a row of another time is not taken for it."""
        self.times.clear()
        for record in records:
            self.times[bare(record.text("label"))].add(period_of(record.text("period")))

    def key(self, record: SourceRecord) -> str | None:
        """Return the id of the fact that a record is about, None for a label that no fact has; Ambiguous for several."""
        if record.text("id"):
            return record.text("id")
        label = bare(record.text("label"))
        found = [key for key in self._by_label.get(label, ()) if self._fits(key, record, label)]
        if len(found) > 1:
            raise Ambiguous(f"{record.text('label')} can be {' or '.join(found[:4])}")
        return found[0] if found else None

    def hint(self, record: SourceRecord) -> str:
        """Return the nearest ids and labels that a pack has to those of a record."""
        label, key = bare(record.text("label")), record.text("id")
        if key:
            return nearest(key, self.facts, 3, 0.5) or self._same_label(label)
        near = nearest(label, self._by_label, 2, 0.5)
        return self._same_label(label) or near

    def _same_label(self, label: str) -> str:
        keys = self._by_label.get(label, [])
        if not keys:
            return ""
        times = {key: str(self.facts[key].get("period") or "") for key in keys[:3]}
        return "its label is that of " + ", ".join(
            f"{key} ({time or 'without a period'})" for key, time in times.items()
        )

    def _fits(self, key: str, record: SourceRecord, label: str) -> bool:
        fact = self.facts[key]
        unit = record.text("unit") or record.text("head_unit") or label_and_unit(record.text("label"))[1]
        own = str(fact.get("unit") or "")
        if unit and own and thing_of(unit) != thing_of(own) and not record.text("value").endswith(own):
            others = [one for one in self._by_label[label] if one != key]
            if others or record.column:
                return False  # the same label in another unit: 产值（亿元） and 产值（%）
        time, of_fact = period_of(record.text("period")), period_of(str(fact.get("period") or ""))
        if not of_fact:  # of several times none is certainly that of a fact without one
            return not time or len(self.times[label]) < 2
        if not time or time == of_fact:
            return True
        # a newer value of the fact comes with a newer time; of several times, only the fact's own is taken
        return not record.column and len(self.times[label]) < 2 and len(self._by_label[label]) < 2


def bare(label: object) -> str:
    """Return a label without spaces, unit and outline marks: “  其中：工业（亿元）” gives 工业."""
    name = label_and_unit(str(label or ""))[0]
    return name.removeprefix("其中：").removeprefix("其中:").lstrip("#＃·•-—")


def period_of(text: str) -> str:
    """Return a time as a pack writes it: 2023 for 2023年 and for 2023.0."""
    text = (
        text.strip().removesuffix(".0").removesuffix("度") if text.endswith("年度") else text.strip().removesuffix(".0")
    )
    year = text.removesuffix("年")
    return year if year.isdigit() else text
