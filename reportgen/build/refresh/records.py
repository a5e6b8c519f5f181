"""The records of a refresh: the checks of its files, and the edition that they are, with ledger, snapshot and manifest."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportgen.build.flow import findings_of
from reportgen.build.mapping import Mapped
from reportgen.build.refresh.flow import Refreshed, RefreshResult
from reportgen.build.said import entry_of_showing, snapshot_of
from reportgen.check.facts import check_facts
from reportgen.check.numbers.audit import Audit, audit
from reportgen.check.numbers.showings import Showing, showings
from reportgen.check.output.formats import as_json
from reportgen.edition.history import commit, remember, writing
from reportgen.edition.ledger import LedgerEntry, numbered
from reportgen.edition.manifest import FILE as MANIFEST
from reportgen.edition.manifest import manifest_json
from reportgen.edition.refresh.summary import Row, rows_of
from reportgen.edition.snapshot import FILE as SNAPSHOT
from reportgen.edition.snapshot import Snapshot
from reportgen.edition.write import place_for, replacing
from reportgen.files import OnChange, refuse_inputs, sha256
from reportgen.findings import Finding
from reportgen.model import Pack
from reportgen.model.numbers.reading import Reader


@dataclass(frozen=True)
class Checked:
    """What audit and checks say of refreshed files, and what their edition says."""

    findings: tuple[Finding, ...]
    numbers: Audit
    said: Snapshot


def checked(result: RefreshResult) -> Checked:
    """Return the findings of the refreshed files, as `audit` and `check` would have them, and their snapshot."""
    made = _mapped(result)
    numbers = audit(result.pack, made.found)
    told = [one.as_warning() for one in numbers.findings]  # numbers of the person, which the list names too
    findings = findings_of(result.pack, made, [*check_facts(result.pack), *told])
    entries = _entries(result, made, numbers)
    return Checked(tuple(findings), numbers, snapshot_of(result.pack, result.edition, made.found, entries))


def _mapped(result: RefreshResult) -> Mapped:
    documents = {
        file.edited.kind: replace(result.printed.documents[file.edited.kind], members=tuple(file.members.values()))
        for file in result.files
    }
    opened = {file.edited.name: file.members for file in result.files}
    return Mapped(documents, opened, {file.edited.name: file.found for file in result.files})


def _entries(result: RefreshResult, made: Mapped, numbers: Audit) -> list[LedgerEntry]:
    typed = {
        (file.edited.name, file.found[item.passage].place.inside, item.change.mine)
        for file in result.files
        for item in file.plan.of("typed", "conflict", "overridden")
        if 0 <= item.passage < len(file.found)
    }
    everything = [passage for each in made.found.values() for passage in each]
    shown = showings(result.pack, [], everything, numbers.readings)
    return numbered(entry_of_showing(result.pack, _by_hand(item, typed)) for item in shown)


def _by_hand(item: Showing, typed: set[tuple[str, str, str]]) -> Showing:
    """A showing that a person typed is `typed`; the others were printed."""
    return replace(item, typed=item.typed and (item.file, item.place.inside, item.text) in typed)


def rows(result: RefreshResult) -> list[Row]:
    """Return the list of a refresh, file by file."""
    reader = Reader(tuple(fact.unit for fact in result.pack.facts.values() if fact.unit))
    keys = {number.key() for fact in result.pack.facts.values() for number in reader.numbers(fact.prose())}
    found: list[Row] = []
    for file in result.files:
        found += rows_of(
            file.edited.name, file.plan.items, file.applied.done, file.applied.failed, result.settled.questions, file.looks,
            lambda text: [text for number in reader.numbers(text) if number.key() in keys],
        )  # fmt: skip
    return found


def write_edition(
    result: RefreshResult,
    said: Checked,
    folder: Path,
    history: Path,
    sources: Sequence[Path],
    *,
    untouched: Collection[str] = (),
    on_change: OnChange = "stop",
    now: Callable[[], datetime] = datetime.now,
) -> Path:
    """Write refreshed files as an edition and remember it in the history of the pack; return its folder.

    Files that are `untouched` by a person are written as the pack prints them now.
    """
    target = place_for(folder.parent, folder.name, on_change)
    edited = {file.edited.name: file.content for file in result.files if file.edited.name not in untouched}
    printed = result.printed.documents
    files = {f.edited.name: printed[f.edited.kind].to_bytes() for f in result.files if f.edited.name in untouched}
    files |= result.printing.figures
    files["check.json"] = as_json(list(said.findings), [file.edited.name for file in result.files]).encode()
    files |= {"ledger.csv": said.said.ledger(), SNAPSHOT: said.said.to_bytes()}
    inputs = result.printing.inputs | {f"edited/{file.edited.path.name}": _digest(file) for file in result.files}
    files[MANIFEST] = manifest_json(result.pack.id, target.name, result.pack.theme, inputs, files, edited=edited)
    files |= edited
    refuse_inputs((target / name for name in files), sources)
    with writing(history) as connection, replacing(target, files, force=on_change == "force", now=now):
        remember(connection, said.said, now().isoformat(timespec="seconds"))
        commit(connection)
    return target


def _digest(file: Refreshed) -> str:
    return sha256(file.edited.path.read_bytes())


def labels(pack: Pack) -> dict[str, str]:
    """Return the names of the facts of a pack."""
    return {key: fact.label for key, fact in pack.facts.items()}
