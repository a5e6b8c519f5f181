"""Counts the lines that a renderer made of each text: finds the text of a box or paragraph among the characters of a PDF."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from reportgen.documents.slides import read_deck
from reportgen.documents.typeset.pages import lay_out
from reportgen.documents.word import read_document
from reportgen.documents.word_blocks import WordBlock
from reportgen.ooxml.package import read_package


def missing() -> str:
    """What rendering lacks here."""
    if shutil.which("soffice") is None:
        return "LibreOffice is not installed"
    fonts = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=False).stdout
    return "" if "Noto Serif CJK SC" in fonts else "the fonts Noto CJK are not installed"


MARKS = [pytest.mark.skipif(bool(missing()), reason=missing()), pytest.mark.xdist_group("render")]
AUTOSPACE = 0.2  # what LibreOffice puts between Chinese and Latin in slides


@dataclass(frozen=True)
class Counted:
    """One text: where, the lines that we measured, the lines in the PDF."""

    place: str
    text: str
    measured: int
    rendered: int


@dataclass(frozen=True)
class Char:
    """One character on a page, with its baseline."""

    page: int
    char: str
    bottom: float


def characters(path: Path) -> list[Char]:
    """Return the visible characters of a PDF in the order of its content."""
    found = []
    with pdfium.PdfDocument(path) as file:
        for number, page in enumerate(file, 1):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                char = chr(raw.FPDFText_GetUnicode(text.raw, index))
                if not char.strip() or char in "\u2060\u200b\ufffe":
                    continue
                try:
                    _, bottom, _, top = text.get_charbox(index, loose=True)
                except pdfium.PdfiumError:
                    continue
                found.append(Char(number, char, (bottom + top) / 2))
    return found


def _count(chars: list[Char], size: float) -> int:
    lines: list[tuple[int, float]] = []
    for item in chars:
        if not lines or lines[-1][0] != item.page or abs(lines[-1][1] - item.bottom) > size * 0.6:
            lines.append((item.page, item.bottom))
    return len(lines)


def find(text: str, chars: list[Char], used: int) -> tuple[list[Char], int]:
    wanted = "".join(char for char in text if char.strip())
    everything = "".join(item.char for item in chars)
    at = everything.find(wanted, used)
    if at < 0:
        at = everything.find(wanted)
    return (chars[at : at + len(wanted)], at + len(wanted)) if at >= 0 and wanted else ([], used)


def deck_counts(deck: Path, pdf: Path) -> Iterator[Counted]:
    """Yield each text box of a deck that the PDF shows in one piece."""
    chars = characters(pdf)
    for slide in read_deck(read_package(deck, deck.name)).slides:
        page = [item for item in chars if item.page == slide.number]
        for box in slide.boxes:
            measured = sum(len(p.lines(box.inner_width, autospace=AUTOSPACE)) for p in box.paragraphs if p.text.strip())
            found, _ = find(box.text, page, 0)
            if found and box.paragraphs:
                size = max(run.size for paragraph in box.paragraphs for run in paragraph.runs)
                yield Counted(f"{deck.name}, slide {slide.number}, {box.name}", box.text, measured, _count(found, size))


def report_counts(report: Path, pdf: Path) -> Iterator[Counted]:
    """Yield each paragraph of the body of a report that the PDF shows in one piece."""
    chars = characters(pdf)
    used = 0
    document = lay_out(read_document(read_package(report, report.name)))
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, WordBlock) or not item.text.strip():
                continue
            paragraph = item.paragraph
            found, used = find(paragraph.text, chars, used)
            if found:
                measured = len(paragraph.lines(section.text_width))
                size = max(run.size for run in paragraph.runs)
                yield Counted(f"{report.name}, page {item.page}", paragraph.text, measured, _count(found, size))


def page_count(pdf: Path) -> int:
    """Return the number of pages."""
    with pdfium.PdfDocument(pdf) as file:
        return len(file)
