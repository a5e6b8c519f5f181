"""The rules on rendered pages (R01, R03, T08): their number, ink outside its zones, letters that are boxes or gone, faces.

In: an Office file and the PDF that a renderer made of it; out: findings.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from reportgen.check.places import on_block, on_box
from reportgen.check.profiles import Limits
from reportgen.check.rendered import zones
from reportgen.check.rendered.fonts import face_faults
from reportgen.check.rendered.zones import PAGES_KEPT, RENDERED, Ink, PageZones
from reportgen.check.shared.schema_order import VALID
from reportgen.check.shared.typography import FONTS
from reportgen.check.slides import deck as decks
from reportgen.check.slides.roles import is_furniture
from reportgen.check.word import report as documents
from reportgen.documents.slides import Deck, read_deck
from reportgen.documents.typeset.pages import laid_out
from reportgen.documents.word_blocks import WordDocument
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.ooxml.parsed_package import Opened
from reportgen.render.pages import Page, draw_pages
from reportgen.render.pdf import Pdf, read_pdf

_WORDS = ("left of", "above", "right of", "below")


@finds(RENDERED, PAGES_KEPT, VALID, FONTS)
def check_rendered(name: str, members: Opened, path: Path | None, profile: str | None = None) -> list[Finding]:
    """Return what the pages show that the file alone does not; no PDF means that the renderer did not open the file."""
    if path is None:
        hint = "open it in Office, repair it and save it again"
        return [VALID.at(Place(name), "LibreOffice does not open the file", hint)]
    pdf = read_pdf(path)
    pages_kept: Rule = RENDERED
    if "ppt/presentation.xml" in members:
        deck = read_deck(members)
        limits = Limits(profile or decks.fitting_profile(deck))
        sheets, gone = zones.of_deck(deck, limits), _gone_of_deck(name, deck, pdf)
    else:
        document = laid_out(members)
        limits = Limits(profile or documents.fitting_profile(document))
        sheets, gone = zones.of_document(document, limits), _gone_of_document(name, document, pdf)
        if limits.profile != "gongwen" and "word/document.xml" in members:  # what flows freely is not set to the line
            pages_kept = PAGES_KEPT
    word = "slide" if "ppt/presentation.xml" in members else "page"
    found = [
        *_count(name, len(sheets), pdf.pages, pages_kept),
        *_boxes(Place(name, word), pdf),
        *gone,
        *face_faults(Place(name, word), members, pdf),
    ]
    if pdf.pages == len(sheets):
        found += _ink(Place(name, word), path, sheets, limits)
    return found


def _count(name: str, expected: int, pages: int, rule: Rule) -> Iterator[Finding]:
    if pages != expected:
        hint = "see which page runs over; the fonts of the renderer may differ"
        yield rule.at(Place(name), f"{pages} pages are drawn, {expected} were measured", hint)


def _boxes(place: Place, pdf: Pdf) -> Iterator[Finding]:
    for face in pdf.faces:
        if face.boxed:
            told = ", ".join(f"U+{ord(char):04X}" for char in face.boxed)
            hint = "write another character, or install a font that has it"
            yield RENDERED.at(
                replace(place, number=face.page),
                f"a box stands for {told} ({face.name})",
                hint,
                page=face.page,
            )


def _gone_of_deck(name: str, deck: Deck, pdf: Pdf) -> Iterator[Finding]:
    drawn = _drawn(pdf)
    for slide in deck.slides:
        if slide.root.get("show") in ("0", "false"):
            continue
        for box in (box for box in slide.boxes if not is_furniture(box)):  # the program fills in its fields
            for what in _gone(box.text, drawn):
                yield on_box(RENDERED, name, box, what, "write another character")


def _gone_of_document(name: str, document: WordDocument, pdf: Pdf) -> Iterator[Finding]:
    drawn = _drawn(pdf)
    for section, block in document.placed():
        for what in _gone(block.text, drawn):
            yield on_block(RENDERED, name, block, section, what, "write another character")


def _drawn(pdf: Pdf) -> frozenset[str]:
    text = "".join(pdf.texts)
    return frozenset(text) | frozenset(unicodedata.normalize("NFKC", text))


def _gone(text: str, drawn: frozenset[str]) -> Iterator[str]:
    """The characters of a text that no page shows; marks and spaces are not looked for."""
    for char in dict.fromkeys(text):
        if ord(char) < 0x80 or unicodedata.category(char)[0] in "ZCM" or char in drawn:
            continue
        if not set(unicodedata.normalize("NFKC", char)) <= drawn:
            yield f"“{char}” (U+{ord(char):04X}) is not on the page, no font has it"


def _ink(place: Place, path: Path, sheets: list[PageZones], limits: Limits) -> Iterator[Finding]:
    limit = limits.of(RENDERED)
    for page, sheet in zip(draw_pages(path, str(place), round(limit.dots)), sheets, strict=True):
        if sheet.zones is None:
            continue
        box = _outside(page, sheet, limit)
        if box is not None:
            frame = (box[0], box[1], box[2] - box[0], box[3] - box[1])
            what = f"ink stands {_where(box, sheet.zones[0])}"
            hint = "move it in, or mark it as decoration"
            yield RENDERED.at(replace(place, number=page.number), what, hint, page=page.number, box=frame)


def _outside(page: Page, sheet: PageZones, limit: Ink) -> tuple[float, float, float, float] | None:
    """The frame in pt around all ink outside the zones."""
    ground = Image.new("RGB", page.picture.size, f"#{sheet.colour}")
    bands = ImageChops.difference(page.picture, ground).split()
    ink = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    mask = ink.point(lambda value: 255 if value > limit.ink else 0)
    scale, room = limit.dots / 72, limit.tolerance
    pen = ImageDraw.Draw(mask)
    for left, top, right, bottom in sheet.zones or ():
        pen.rectangle(
            [(left - room) * scale, (top - room) * scale, (right + room) * scale, (bottom + room) * scale], fill=0
        )
    found = mask.getbbox()
    return None if found is None else tuple(round(value / scale, 1) for value in found)  # type: ignore[return-value]


def _where(box: tuple[float, float, float, float], zone: tuple[float, float, float, float]) -> str:
    """How far a frame lies outside of the first zone, on the side where that is most."""
    over = (zone[0] - box[0], zone[1] - box[1], box[2] - zone[2], box[3] - zone[3])
    side = max(range(4), key=lambda number: over[number])
    return f"{over[side]:.0f} pt {_WORDS[side]} its zone"
