"""What an edition said: its facts, its texts, its ledger, so that editions can be compared later. In: models; out: JSON."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.edition.ledger import LedgerEntry, ledger_csv, read_ledger
from reportgen.errors import PackError, Problem
from reportgen.findings import Place
from reportgen.model.numbers.quantity import recorded

if TYPE_CHECKING:
    from reportgen.model import Fact, Pack

FILE = "edition.json"


@dataclass(frozen=True)
class FactState:
    """A fact as an edition had it."""

    id: str
    label: str
    text: str
    value: str
    unit: str
    bound: str
    origin: str
    formula: str
    kind: str = "level"
    period: str = ""
    word: str = ""
    upper: str = ""

    @classmethod
    def of(cls, fact: "Fact", source: str = "") -> "FactState":
        """Return the state of a fact; source is the name by which people know where it comes from."""
        place = f"第{fact.locator.line}行" if fact.locator else ""
        origin = fact.origin or f"{source or fact.source or ''}{place}"
        return cls(
            fact.id, fact.label, fact.prose(), recorded(fact.value), fact.unit, fact.bound, origin, fact.formula or "", fact.kind,
            fact.period or "", fact.word or "", recorded(fact.upper),
        )  # fmt: skip

    def fact(self) -> "Fact":
        """Return the fact as the edition said it."""
        from reportgen.model import Fact  # not needed to compare editions, and slow to import

        data = {
            "id": self.id, "label": self.label, "kind": self.kind, "value": self.value or None, "unit": self.unit,
            "bound": self.bound, "word": self.word or None, "upper": self.upper or None, "period": self.period or None,
            "words": None if self.value else self.text,
        }  # fmt: skip
        found = Fact.model_validate(data)
        return found if found.prose() == self.text else found.model_copy(update={"words": self.text})


@dataclass(frozen=True)
class SnapshotLine:
    """One passage of a file, in reading order."""

    file: str
    place: Place
    kind: str
    text: str

    def as_data(self) -> dict[str, str]:
        """Return the passage for JSON, its place in words."""
        return {"file": self.file, "place": self.place.inside, "kind": self.kind, "text": self.text}


@dataclass(frozen=True)
class Snapshot:
    """What an edition said."""

    edition: str
    facts: dict[str, FactState]
    lines: tuple[SnapshotLine, ...]
    entries: tuple[LedgerEntry, ...]

    def to_bytes(self) -> bytes:
        """Return the snapshot as JSON, without the ledger, which lies beside it."""
        return self._content

    def ledger(self) -> bytes:
        """Return the ledger as CSV."""
        return self._ledger

    @cached_property
    def _content(self) -> bytes:
        facts = [vars(fact) for fact in self.facts.values()]
        lines = [[line.file, line.place.as_data(), line.kind, line.text] for line in self.lines]
        edition = json.dumps(self.edition, ensure_ascii=False)
        return f'{{"edition": {edition},\n"facts": [\n{_rows(facts)}\n],\n"lines": [\n{_rows(lines)}\n]}}\n'.encode()

    @cached_property
    def _ledger(self) -> bytes:
        return ledger_csv(self.entries)


def _rows(values: Iterable[Any]) -> str:
    """Values as JSON, one a line: as easy to compare as an indented file, and several times faster to write."""
    return ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)


def snapshot(edition: str, pack: "Pack", lines: Iterable[SnapshotLine], entries: Iterable[LedgerEntry]) -> Snapshot:
    """Return the snapshot of an edition; what it repeats of editions before is no part of it."""
    names = {key: source.label for key, source in pack.sources.items()}
    said = {
        key: FactState.of(fact, names.get(fact.source or "", ""))
        for key, fact in pack.facts.items()
        if fact.edition is None and fact.movement is None
    }
    return Snapshot(edition, said, tuple(lines), tuple(entries))


def with_left(said: Snapshot, folder: Path, files: Collection[str]) -> Snapshot:
    """Return a snapshot that also says what files say that are left in the edition folder as they were built before."""
    if not files:
        return said
    try:
        before = read_snapshot((folder / FILE).read_bytes(), (folder / "ledger.csv").read_bytes(), str(folder / FILE))
    except OSError as error:
        raise PackError(
            [Problem(str(folder), None, None, f"cannot be read: {error.strerror}", "build without --only")]
        ) from error
    lines = [*said.lines, *(line for line in before.lines if line.file in files)]
    entries = [*said.entries, *(entry for entry in before.entries if entry.file in files)]
    return replace(
        said,
        lines=tuple(sorted(lines, key=lambda line: not line.file.startswith("report"))),
        entries=tuple(sorted(entries, key=lambda entry: not entry.file.startswith("report"))),
    )


def read_snapshot(content: bytes, ledger: bytes, name: str) -> Snapshot:
    """Return the snapshot that lies in an edition folder or in the history."""
    try:
        data: dict[str, Any] = json.loads(content)
        facts = {entry["id"]: FactState(**entry) for entry in data["facts"]}
        lines = tuple(
            SnapshotLine(file, Place.from_data(place), kind, text) for file, place, kind, text in data["lines"]
        )
        return Snapshot(str(data["edition"]), facts, lines, tuple(read_ledger(ledger, name)))
    except (ValueError, KeyError, TypeError) as error:
        raise PackError(
            [Problem(name, None, None, f"is not a valid {FILE}: {error}", "build the edition again")]
        ) from error
