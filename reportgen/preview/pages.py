"""Owns pictures of pages. In: a PDF; out: a PNG for each page, and a contact sheet of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reportgen.preview.pdf import library

_GAP, _COLUMNS, _THUMB = 16, 4, 360


@dataclass(frozen=True)
class Page:
    """A page: of which file, its number, its size in pt, its picture."""

    file: str
    number: int
    width: float
    height: float
    picture: Image.Image


def draw_pages(pdf: Path, name: str, dots: int = 110) -> Iterator[Page]:
    """Yield the pages of a PDF as pictures."""
    pdfium, _ = library()
    with pdfium.PdfDocument(pdf) as file:
        for number, page in enumerate(file, 1):
            picture = page.render(scale=dots / 72).to_pil().convert("RGB")
            yield Page(name, number, page.get_width(), page.get_height(), picture)


def contact_sheet(pages: Sequence[Page]) -> Image.Image:
    """Return one picture with all pages, four in a row, the pages of a file beginning a new row."""
    rows: list[list[Page]] = []
    for page in pages:
        if not rows or len(rows[-1]) == _COLUMNS or rows[-1][0].file != page.file:
            rows.append([])
        rows[-1].append(page)
    heights = [max(round(_THUMB * page.height / page.width) for page in row) for row in rows]
    width = _GAP + _COLUMNS * (_THUMB + _GAP)
    sheet = Image.new("RGB", (width, _GAP + sum(height + _GAP for height in heights)), (112, 112, 112))
    y = _GAP
    for row, height in zip(rows, heights, strict=True):
        for column, page in enumerate(row):
            small = page.picture.resize((_THUMB, round(_THUMB * page.height / page.width)), Image.Resampling.LANCZOS)
            sheet.paste(small, (_GAP + column * (_THUMB + _GAP), y))
        y += height + _GAP
    return sheet
