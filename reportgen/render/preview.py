"""Owns `preview` as a whole: files to PDF, PNG of each page and a contact sheet in a folder."""

from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import InputError, OutputError, Problem
from reportgen.render.contact_sheet import contact_sheet
from reportgen.render.libreoffice import to_pdf
from reportgen.render.pages import Page, draw_pages

SHEET = "contact-sheet.png"


def make_preview(files: Sequence[Path], folder: Path, dots: int = 110) -> list[Path]:
    """Write PDFs, pages and the contact sheet; return what was written."""
    written: list[Path] = []
    pages: list[Page] = []
    for pdf, file in zip(to_pdf(files, folder), files, strict=True):
        written.append(pdf)
        for page in draw_pages(pdf, file.name, dots):
            pages.append(page)
            written.append(folder / f"{pdf.stem}-{page.number:02d}.png")
            _save(page.picture, written[-1])
    written.append(folder / SHEET)
    _save(contact_sheet(pages), written[-1])
    return written


def office_files(given: Path) -> list[Path]:
    """Return the Office files of a folder (or of its newest edition), or the one file that was given."""
    if given.is_file():
        return [given]
    if not given.is_dir():
        raise InputError(
            [Problem(str(given), None, None, "no such file or folder", "give an edition, such as output/lanzhou-12/2")]
        )
    for folder in (
        given,
        *sorted(
            (item for item in given.iterdir() if item.is_dir()), key=lambda item: item.stat().st_mtime, reverse=True
        ),
    ):
        found = sorted(item for item in folder.iterdir() if item.suffix in (".docx", ".pptx"))
        if found:
            return found
    raise InputError(
        [Problem(str(given), None, None, "holds no .docx and no .pptx", "give an edition, such as output/lanzhou-12/2")]
    )


def _save(picture: object, target: Path) -> None:
    try:
        picture.save(target)  # type: ignore[attr-defined]
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror}); choose another path") from error
