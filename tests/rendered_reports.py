"""Pages of a report as a renderer makes them: where each caption and heading stands, and how far pages are filled."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from reportgen.documents.typeset.pages import laid_out
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordTable
from reportgen.ooxml.package import read_package

_TOP, _BOTTOM, _TURNED_TOP, _TURNED_BOTTOM = 104.9, 99.2, 79.4, 73.7  # pt of margin
_SCALE = 0.5
_INK = 200


@dataclass(frozen=True)
class RenderedPage:
    """One page: its characters in order without blanks, and the share of its text block above the last ink."""

    text: str
    filled: float
    turned: bool


def rendered_pages(path: Path) -> list[RenderedPage]:
    """Return the pages of a PDF."""
    with pdfium.PdfDocument(path) as file:
        return [_page(page) for page in file]


def _page(page: pdfium.PdfPage) -> RenderedPage:
    text = "".join(page.get_textpage().get_text_range().split())
    turned = page.get_width() > page.get_height()
    top, bottom = (_TURNED_TOP, _TURNED_BOTTOM) if turned else (_TOP, _BOTTOM)
    image = page.render(scale=_SCALE, grayscale=True).to_pil()
    area = image.crop((0, round(top * _SCALE), image.width, image.height - round((bottom - 4) * _SCALE)))
    rows = [y for y in range(area.height) if min(area.crop((0, y, area.width, y + 1)).tobytes()) < _INK]
    return RenderedPage(text, (rows[-1] + 1) / area.height if rows else 0.0, turned)


def differences(report: Path, pages: list[RenderedPage], least: float) -> list[str]:
    """Return where a renderer sets captions, headings and ends of pages otherwise than we measured."""
    document = laid_out(read_package(report, report.name))
    found = [f"{document.pages} pages are measured, {len(pages)} are rendered"] if document.pages != len(pages) else []
    found += list(_misplaced(document, pages))
    ends = [number for number in document.fills if number <= len(pages)]
    found += [
        f"page {number} is filled to {pages[number - 1].filled:.0%}"
        for number in ends
        if pages[number - 1].filled < least
    ]
    return found


def _misplaced(document: WordDocument, pages: list[RenderedPage]):  # type: ignore[no-untyped-def]
    for _, items in document.sections:
        for number, item in enumerate(items):
            wanted = "".join(item.text.split()) if isinstance(item, WordBlock) and "Caption" in item.style else ""
            there = [at for at, page in enumerate(pages, 1) if wanted and wanted in page.text]
            if wanted and item.page not in there:
                yield f"{item.text[:20]} is measured on page {item.page}, rendered on {there}"
            after = items[number + 1] if number + 1 < len(items) else None
            if wanted and isinstance(after, WordTable) and there:
                head = "".join("".join(block.text.split()) for cell in after.rows[1] for block in cell.blocks[:1])[:12]
                if not any(head in "".join(pages[at - 1].text.split()) for at in there):
                    yield f"{item.text[:20]} stands alone on page {there[0]}"
