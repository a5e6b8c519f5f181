"""The audit of finished files: against what their edition printed, by the map that each file carries, and against the facts of the pack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.check.numbers.audit import Audit, audit, unread
from reportgen.documents.reading.file_reader import read_file_text
from reportgen.documents.reading.passage import FileText
from reportgen.edition.file_map import FileMap, read_map
from reportgen.edition.history import NAME, history_under
from reportgen.errors import PackError, Problem
from reportgen.load import load_pack
from reportgen.model.facts.past import History
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened

_KINDS = {".docx": "report.docx", ".pptx": "deck.pptx"}


@dataclass(frozen=True)
class FileToAudit:
    """A file as it was read, and the map of what was printed into it; None where it carries none."""

    text: FileText
    printed: FileMap | None


def audit_files(
    paths: Sequence[Path], pack_dir: Path, *, facts_only: bool = False, edition: Path | None = None
) -> Audit:
    """Return what an audit finds in a report, a deck, or both.

    Each file is compared with the map in it, or with the file of its kind in the folder `edition`; a file without a map is
    compared with the facts alone, as all are with `facts_only`. Raises a PackError for files of other kinds and for an edition
    without maps, an InputError for a file that cannot be read.
    """
    wrong = [Problem(str(path), None, None, "is not a .docx or .pptx") for path in paths if path.suffix not in _KINDS]
    if wrong:
        raise PackError(wrong)
    pack = load_pack(pack_dir, history=_history(paths))
    files = {path.name: _file(path, edition, facts_only=facts_only) for path in paths}
    printed = {name: file.printed.passages for name, file in files.items() if file.printed is not None}
    result = audit(pack, {name: file.text.passages for name, file in files.items()}, printed)
    return replace(
        result, findings=(*result.findings, *unread(file.text for file in files.values())), compared=tuple(printed)
    )


def _file(path: Path, edition: Path | None, *, facts_only: bool) -> FileToAudit:
    members = Opened.of(read_file(path, str(path)), str(path))
    text = read_file_text(path.name, members)
    if facts_only:
        return FileToAudit(text, None)
    return FileToAudit(text, _map_of(edition, path) if edition is not None else read_map(members, path.name))


def _map_of(edition: Path, path: Path) -> FileMap:
    """The map in the file of an edition that has the same kind, with the name of the file that is audited."""
    source = edition / _KINDS[path.suffix] if edition.is_dir() else edition
    found = read_map(Opened.of(read_file(source, str(source)), str(source)), path.name)
    if found is None:
        hint = "build the edition again, or leave --edition out to compare with the facts alone"
        raise PackError([Problem(str(source), None, None, "has no map of what was printed in it", hint)])
    return found


def _history(paths: Sequence[Path]) -> History:
    """The history beside the edition that is audited; of files that lie elsewhere, that in the usual place."""
    for path in paths:
        folder = path.resolve().parent
        if (folder.parent / NAME).is_file():
            return history_under(folder.parent.parent, folder.name)
    return history_under(Path("output"))
