"""Any book that is imported: the workbook that was exported, read strictly, or rows of another one, which find their facts."""

from pathlib import Path

from reportgen.errors import PackError, Problem
from reportgen.load.facts_workbook.changes import Import
from reportgen.load.facts_workbook.importing import is_facts_workbook, read_facts_workbook
from reportgen.load.facts_workbook.rows import read_rows
from reportgen.load.sources.xlsx_book import DamagedWorkbook, open_workbook
from reportgen.model import Pack

_EXCEL = (".xlsx", ".xlsm")


def read_book(
    path: Path, pack: Pack, *, sheet: str | None = None, source: str | None = None, hidden: bool = False
) -> Import:
    """Return what a book would change in a pack; a PackError where it cannot be read at all."""
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise PackError([Problem(str(path), None, None, what, "check the path and your rights")]) from error
    if sheet is None and path.suffix.lower() in _EXCEL and _exported(content, path.name):
        changes, problems = read_facts_workbook(content, pack, path.name)
        return Import(changes, problems=problems)
    return read_rows(path, pack, sheet=sheet, source=source, hidden=hidden)


def _exported(content: bytes, name: str) -> bool:
    try:
        return is_facts_workbook(open_workbook(content, name))
    except DamagedWorkbook as error:
        hint = "save it again as .xlsx"
        raise PackError([Problem(name, None, None, f"cannot be read as a workbook: {error}", hint)]) from error
