"""What one file says, also an edited one: its passages, and each fact as it stands in it, so that two files can be compared."""

from dataclasses import replace
from pathlib import Path

from reportgen.documents.reading.file_reader import passages
from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FileMap, read_map
from reportgen.edition.ledger import LedgerEntry
from reportgen.edition.refresh.plan import plan_file
from reportgen.edition.refresh.tokens import Tokenizer
from reportgen.edition.snapshot import FactState, Snapshot, SnapshotLine
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened

_NAMES = {".docx": "report.docx", ".pptx": "deck.pptx"}
_KINDS = ("text", "notes", "alt", "chart text", "chart value")


def file_snapshot(path: Path) -> Snapshot:
    """Return what a .docx or .pptx says; of a file without a map the texts alone.

    Raises a TemplateError or an InputError for a file that cannot be read.
    """
    name = _NAMES.get(path.suffix.lower(), path.name)
    members = Opened.of(read_file(path, str(path)), str(path))
    found = passages(name, members)
    lines = tuple(
        SnapshotLine(name, replace(one.place, file=""), one.kind, one.text) for one in found if one.kind in _KINDS
    )
    printed = read_map(members, name)
    if printed is None:
        return Snapshot(path.name, {}, lines, ())
    facts, entries = _facts(name, printed, found)
    return Snapshot(path.name, facts, lines, entries)


def _facts(name: str, printed: FileMap, found: list[Passage]) -> tuple[dict[str, FactState], tuple[LedgerEntry, ...]]:
    """Each fact as the file has it: as a person typed it, else as it was printed; and where it was printed."""
    said: dict[str, dict[str, None]] = {}
    entries = []
    plan = plan_file(name, printed, printed, found, Tokenizer())
    typed = {fact: item.change.mine for item in plan.of("overridden") for fact in item.change.facts}
    for number, text in enumerate(plan.printed):
        place = replace(printed.passages[number].place, file="")
        for unit in text.facts():
            words = text.text[unit.start : unit.end]
            for fact in unit.facts:
                said.setdefault(fact, {})[words] = None
                entries.append(
                    LedgerEntry(fact, words, "", "", "", name, place, printed.passages[number].kind, "fact", "", "")
                )
    facts = {fact: _state(fact, typed.get(fact) or max(words, key=len)) for fact, words in said.items()}
    return facts, tuple(entries)


def _state(fact: str, text: str) -> FactState:
    return FactState(fact, fact, text, "", "", "", "", "")
