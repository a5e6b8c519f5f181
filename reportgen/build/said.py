"""What a build says, for its records: the ledger of every showing, and the snapshot with all passages."""

from dataclasses import replace

from reportgen.build.fitted_sizes import sizes_of, with_size
from reportgen.build.mapping import Mapped, marks_of
from reportgen.check.numbers.audit import Audit
from reportgen.check.numbers.showings import Showing, showings
from reportgen.documents.reading.passage import Passage
from reportgen.edition.ledger import LedgerEntry, numbered
from reportgen.edition.ledger_entries import drawn_entry, entry_of
from reportgen.edition.snapshot import Snapshot, SnapshotLine, snapshot
from reportgen.model import Pack


def entries_of(pack: Pack, made: Mapped, numbers: Audit) -> list[LedgerEntry]:
    """Return the ledger of a build: every showing, those that the engine marked first."""
    marked = [mark for kind, document in made.documents.items() for mark in marks_of(kind, document)]
    everything = [passage for each in made.found.values() for passage in each]
    sizes = sizes_of(made.documents.get("deck"))
    shown = showings(pack, marked, everything, numbers.readings)
    return numbered(with_size(entry_of_showing(pack, item), item, sizes) for item in shown)


def snapshot_of(pack: Pack, edition: str, found: dict[str, list[Passage]], entries: list[LedgerEntry]) -> Snapshot:
    """Return what an edition says: its facts, its passages, its ledger."""
    lines = [
        SnapshotLine(item.file, replace(item.place, file=""), item.kind, item.text)
        for each in found.values()
        for item in each
        if item.kind in ("text", "notes", "alt", "chart text", "chart value")
    ]
    return snapshot(edition, pack, lines, entries)


def entry_of_showing(pack: Pack, item: Showing) -> LedgerEntry:
    """Return the entry of the ledger for a showing."""
    shown = pack, item.fact_id, item.text, item.file, replace(item.place, file="", text=""), item.kind
    if item.drawn is None:
        return entry_of(*shown, typed=item.typed)
    return drawn_entry(*shown, item.drawn.value, item.drawn.unit, item.drawn.bound, item.drawn.formula)
