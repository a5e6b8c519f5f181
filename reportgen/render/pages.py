"""Pictures of pages. In: a PDF; out: a picture of each page."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from reportgen.render.pdf import library


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
