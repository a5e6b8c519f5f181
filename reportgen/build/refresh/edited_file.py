"""A file that a person edited, with what was printed into it: by its own map, by the edition that is kept, or by its texts in the history."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from reportgen.documents.reading.file_reader import read_file_text
from reportgen.documents.reading.passage import FileText, Passage
from reportgen.edition.file_map import FactSpan, FileMap, read_map
from reportgen.edition.history import builds, recall_build
from reportgen.edition.snapshot import Snapshot
from reportgen.errors import PackError, Problem
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened

KINDS = {".docx": "report", ".pptx": "deck"}
Origin = Literal["map", "edition", "history"]


@dataclass(frozen=True)
class EditedFile:
    """An edited file as it was read; `printed` is what was printed into it, `origin` how that is known."""

    path: Path
    kind: str
    members: Opened
    text: FileText
    printed: FileMap
    origin: Origin

    @property
    def name(self) -> str:
        """The name that the file has in an edition."""
        return f"{self.kind}{'.docx' if self.kind == 'report' else '.pptx'}"


def read_edited(paths: list[Path], history: Path, edition: Path | None = None) -> list[EditedFile]:
    """Return edited files, a report and a deck at most; `history` is the folder of the pack's editions.

    Raises a PackError for files of other kinds, for two of one kind, and for a file of which nothing is known; an InputError for one
    that cannot be read.
    """
    wrong = [
        Problem(str(path), None, None, "is not a .docx or .pptx") for path in paths if path.suffix.lower() not in KINDS
    ]
    seen: dict[str, Path] = {}
    for path in paths:
        first = seen.setdefault(path.suffix.lower(), path)
        if first is not path:
            hint = "refresh two persons' copies one after the other, and compare the results"
            wrong.append(Problem(str(path), None, None, f"is the second {path.suffix} (the first is {first})", hint))
    if wrong:
        raise PackError(wrong)
    return [_read(path, history, edition) for path in paths]


def _read(path: Path, history: Path, edition: Path | None) -> EditedFile:
    kind = KINDS[path.suffix.lower()]
    name = "report.docx" if kind == "report" else "deck.pptx"
    members = Opened.of(read_file(path, str(path)), str(path))
    text = read_file_text(name, members)
    own = read_map(members, name)
    if own is not None and edition is None:
        return EditedFile(path, kind, members, text, own, "map")
    kept = _kept(name, history, edition)
    if kept is not None:
        return EditedFile(path, kind, members, text, kept, "edition")
    said = _remembered(name, history, text)
    if said is None:
        hint = "give the edition that it was built in: --edition output/PACK/EDITION"
        what = "carries no map of what was printed in it, and no edition of it is kept"
        raise PackError([Problem(str(path), None, None, what, hint)])
    return EditedFile(path, kind, members, text, said, "history")


def _kept(name: str, history: Path, edition: Path | None) -> FileMap | None:
    """The map in the file of an edition that is kept: the one that is named, else the newest that has one."""
    folders = [edition] if edition is not None else sorted(history.iterdir(), reverse=True) if history.is_dir() else []
    for folder in folders:
        path = folder / name if folder.is_dir() else folder
        if path.is_file() and path.suffix == Path(name).suffix and not folder.name.startswith("."):
            found = read_map(Opened.of(read_file(path, str(path)), str(path)), name)
            if found is not None:
                return found
    if edition is not None:
        hint = "build the edition again, or leave --edition out"
        raise PackError([Problem(str(edition), None, None, "has no map of what was printed in it", hint)])
    return None


def _remembered(name: str, history: Path, text: FileText) -> FileMap | None:
    """What the build said whose texts are most like those of the file."""
    there = {passage.text for passage in text.passages if len(passage.text) > 1}
    best: tuple[int, Snapshot] | None = None
    for build in reversed(builds(history)):
        said = recall_build(history, build.number)
        score = sum(1 for line in said.lines if line.file == name and line.text in there)
        if score and (best is None or score > best[0]):
            best = score, said
    return map_of_snapshot(best[1], name, history.name) if best is not None else None


def map_of_snapshot(said: Snapshot, name: str, pack: str) -> FileMap:
    """Return the map of a file that an edition remembers by its texts and its ledger; charts and pictures have none."""
    shown: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entry in said.entries:
        if entry.file == name:
            shown[entry.place.inside, entry.kind].append((entry.fact_id, entry.text))
    found: list[Passage] = []
    spans: list[tuple[FactSpan, ...]] = []
    for line in said.lines:
        if line.file == name and not line.kind.startswith("chart"):
            found.append(Passage(replace(line.place, file=name), line.kind, line.text))
            spans.append(tuple(_spans(line.text, shown.get((line.place.inside, line.kind), []))))
    return FileMap(pack, said.edition, "", tuple(found), tuple(spans))


def _spans(text: str, shown: list[tuple[str, str]]) -> list[FactSpan]:
    at, found = 0, []
    for fact, words in shown:
        start = text.find(words, at) if words else -1
        if start >= 0:
            found.append(FactSpan(fact, start, start + len(words)))
            at = start + len(words)
    return found
