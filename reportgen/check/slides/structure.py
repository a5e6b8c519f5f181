"""The rules on what a slide is made of (D01, D03, D10, D11, F08): placeholders, notes, tables, source lines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_box, on_slide
from reportgen.check.profiles import Limits
from reportgen.check.shared.charts import PLAIN
from reportgen.check.shared.common_rules import SOURCE_NAMED, TABLE_READABLE
from reportgen.check.slides.roles import is_body, is_source
from reportgen.documents.boxes import DeckSlide
from reportgen.documents.shapes import P
from reportgen.documents.slides import Deck
from reportgen.documents.theme import A
from reportgen.findings import Finding, LimitedRule, Rule, finds

_NUMBER = re.compile(r"\d+(\.\d+)?(%|万|亿|倍|人|元)")


class TableSize(NamedTuple):
    """The most rows, without the head, and columns of a table on a slide."""

    rows: int = 9
    columns: int = 9


COMPLETE = Rule("D01", "error", "no placeholder is empty, each slide has notes", exempt=("cover",))
TITLE_FIRST = Rule("D10", "warning", "the title of a slide is read first")
SMALL_TABLE = LimitedRule("D11", "warning", "a table on a slide is small", limits=TableSize())


@finds(COMPLETE)
def complete(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Placeholders and notes."""
    for box in slide.boxes:
        if box.holder is None or box.kind not in ("shape", "text") or box.holder[0] in ("sldNum", "dt", "ftr"):
            continue
        if box.holder[0] == "pic":
            yield on_box(COMPLETE, file, box, "a picture placeholder has no picture", "give it one, or remove it")
        elif not box.paragraphs:
            yield on_box(COMPLETE, file, box, "a placeholder is empty", "fill it, or remove it")
    if slide.layout not in COMPLETE.exempt and not (slide.notes or "").strip() and limits.profile == "deck":
        yield on_slide(COMPLETE, file, slide, "has no notes", "write what to say, and where the numbers come from")


@finds(TABLE_READABLE, SMALL_TABLE)
def tables(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Tables."""
    limit = limits.of(SMALL_TABLE)
    for box in slide.boxes:
        if box.kind != "table":
            continue
        for table in box.element.iter(f"{A}tbl"):
            properties = table.find(f"{A}tblPr")
            if properties is None or properties.get("firstRow") not in ("1", "true"):
                yield on_box(TABLE_READABLE, file, box, "the table has no head row", "switch on “Header Row”")
            if any(
                cell.get(name) for cell in table.iter(f"{A}tc") for name in ("gridSpan", "rowSpan", "hMerge", "vMerge")
            ):
                yield on_box(
                    TABLE_READABLE, file, box, "the table has merged cells", "repeat the value, or split the table"
                )
            rows, columns = len(table.findall(f"{A}tr")), len(table.findall(f"{A}tblGrid/{A}gridCol"))
            if rows > limit.rows + 1 or columns > limit.columns:
                what = f"the table has {rows} rows and {columns} columns"
                yield on_box(
                    SMALL_TABLE,
                    file,
                    box,
                    what,
                    f"{limit.rows} rows and {limit.columns} columns at most; the rest goes to the report",
                )


@finds(SOURCE_NAMED)
def source_named(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """The source line of a slide."""
    if slide.layout in SOURCE_NAMED.exempt or any(is_source(box) and box.text.strip() for box in slide.boxes):
        return
    shown = next((box for box in slide.boxes if box.kind in ("chart", "table")), None)
    numbers = next((box for box in slide.boxes if is_body(box) and _NUMBER.search(box.text)), None)
    if shown is not None or numbers is not None:
        what = f"shows a {shown.kind}" if shown is not None else "shows numbers"
        yield on_slide(
            SOURCE_NAMED, file, slide, f"{what} without a source line", "name the source at the foot of the slide"
        )


@finds(TITLE_FIRST)
def reading_order(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """The title is read first."""
    kinds = [element.get("type", "") for element in slide.root.iter(f"{P}ph")]
    titles = [number for number, kind in enumerate(kinds) if kind in ("title", "ctrTitle")]
    first = next((box for box in slide.boxes if box.paragraphs), None)
    if titles and first is not None and (first.holder is None or first.holder[0] not in ("title", "ctrTitle")):
        yield on_slide(TITLE_FIRST, file, slide, f'"{first.name}" is read before the title', "put the title first")


@finds(PLAIN)
def plain_shapes(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """What is drawn on a slide has one colour and no shadow."""
    for box in slide.boxes:
        properties = box.element.find(f"{P}spPr") if box.kind != "cell" else None
        if properties is None or box.decorative:
            continue
        if properties.find(f"{A}gradFill") is not None:
            yield on_box(PLAIN, file, box, "a gradient", "one plain colour")
        if next(properties.iter(f"{A}outerShdw", f"{A}innerShdw", f"{A}reflection", f"{A}glow"), None) is not None:
            yield on_box(PLAIN, file, box, "a shadow or glow", "remove it")
