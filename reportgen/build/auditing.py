"""Owns auditing finished files against a pack. In: paths; out: an Audit. The pack is printed anew, in memory, to compare with."""

from collections.abc import Sequence
from pathlib import Path

from reportgen.build.flow import documents_of_pack
from reportgen.check.numbers.audit import Audit, audit
from reportgen.documents.reading.file_reader import passages
from reportgen.documents.reading.passage import Passage
from reportgen.edition.history import NAME, history_under
from reportgen.errors import PackError, Problem
from reportgen.load import load_pack
from reportgen.model.past import History
from reportgen.ooxml.package import read_file

_KINDS = {".docx": "report", ".pptx": "deck"}


def audit_files(paths: Sequence[Path], pack_dir: Path, *, facts_only: bool = False) -> Audit:
    """Return what an audit finds in a report, a deck, or both."""
    wrong = [Problem(str(path), None, None, "is no .docx or .pptx") for path in paths if path.suffix not in _KINDS]
    if wrong:
        raise PackError(wrong)
    pack = load_pack(pack_dir, history=_history(paths))
    found: dict[str, list[Passage]] = {}
    for path in paths:
        found[path.name] = passages(path.name, read_file(path, str(path)))
    expected = {}
    if not facts_only:
        printed = documents_of_pack(pack, pack_dir)
        for path in paths:
            expected[path.name] = passages(path.name, printed[_KINDS[path.suffix]].to_bytes())
    return audit(pack, found, expected)


def _history(paths: Sequence[Path]) -> History:
    """The history beside the edition that is audited; of files that lie elsewhere, that in the usual place."""
    for path in paths:
        folder = path.resolve().parent
        if (folder.parent / NAME).is_file():
            return history_under(folder.parent.parent, folder.name)
    return history_under(Path("output"))
