"""Previews: the PDF of each file, a picture of each page and a contact sheet."""

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from reportgen.errors import InputError, Problem
from reportgen.render.contact_sheet import contact_sheet
from reportgen.render.libreoffice import to_pdf
from reportgen.render.pages import Page, draw_pages

SHEET = "contact-sheet.png"


def make_preview(files: Sequence[Path], dots: int = 110) -> dict[str, bytes]:
    """Return PDFs, pictures of their pages and the contact sheet, by file name."""
    made: dict[str, bytes] = {}
    pages: list[Page] = []
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        for pdf, file in zip(to_pdf(files, Path(folder)), files, strict=True):
            made[pdf.name] = pdf.read_bytes()
            for page in draw_pages(pdf, file.name, dots):
                pages.append(page)
                made[f"{pdf.stem}-{page.number:02d}.png"] = png_of(page.picture)
    made[SHEET] = png_of(contact_sheet(pages))
    return made


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


def png_of(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    out = io.BytesIO()
    picture.save(out, "png")
    return out.getvalue()
