"""Comparing two editions, folders or files as they look. In: two paths; out: the changed pages of each pair of files."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import InputError, Problem
from reportgen.render.libreoffice import to_pdf
from reportgen.render.preview import office_files, png_of
from reportgen.render.visual import PageChange, compare_pages


def compare_looks(before: Path, after: Path) -> tuple[int, list[PageChange]]:
    """Return how many files were compared, and the pages that changed; a PDF is taken as it is, as an approved rendering."""
    pairs = _pairs(_files(before), _files(after))
    found: list[PageChange] = []
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        pdfs = _pdfs([path for pair in pairs for path in pair], Path(folder))
        for number, (_, new) in enumerate(pairs):
            found += compare_pages(new.stem, pdfs[2 * number], pdfs[2 * number + 1])
    return len(pairs), found


def pictures_of(changes: Sequence[PageChange]) -> dict[str, bytes]:
    """Return the picture of each changed page by its file name, before and after with the change framed."""
    return {change.name: png_of(change.picture) for change in changes}


def _files(given: Path) -> list[Path]:
    return [given] if given.suffix.lower() == ".pdf" and given.is_file() else office_files(given)


def _pairs(old: list[Path], new: list[Path]) -> list[tuple[Path, Path]]:
    """Files of one name belong together; one file and one file do, whatever they are called."""
    if len(old) == 1 and len(new) == 1:
        return [(old[0], new[0])]
    names = {path.name: path for path in old}
    pairs = [(names[path.name], path) for path in new if path.name in names]
    if not pairs:
        told = f"{', '.join(sorted(names))} and {', '.join(path.name for path in new)}"
        raise InputError(
            [Problem(str(new[0].parent), None, None, f"no files with the same name: {told}", "name two files")]
        )
    return pairs


def _pdfs(paths: list[Path], folder: Path) -> list[Path]:
    office = [path for path in paths if path.suffix.lower() != ".pdf"]
    made = iter(to_pdf(office, folder) if office else [])
    return [path if path.suffix.lower() == ".pdf" else next(made) for path in paths]
