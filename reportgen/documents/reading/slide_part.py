"""Passages of a slide, layout, master or notes page: the shapes from back to front, with what stands in them."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from reportgen.documents.reading.names import FALLBACK, MC, A, P
from reportgen.documents.reading.passage import Passage
from reportgen.documents.reading.words import words_of
from reportgen.findings import Place

_SHAPES = (f"{P}sp", f"{P}pic", f"{P}cxnSp", f"{P}graphicFrame", f"{P}grpSp", f"{P}contentPart")
_PROGRAM = ("sldNum", "dt", "sldImg")  # placeholders that the program fills
_Objects = Callable[[etree._Element, Passage], Iterator[Passage]]


def slide_passages(
    root: etree._Element, place: Place, part: str, objects: _Objects, *, inherited: bool = False
) -> Iterator[Passage]:
    """Yield the passages of a slide; of a layout or master (inherited) only the shapes that slides show."""
    tree = root.find(f"{P}cSld/{P}spTree")
    shapes = (
        [shape for shape in _shapes(tree) if not (inherited and _holder(shape) is not None)] if tree is not None else []
    )
    names = Counter(_name(shape) for shape in shapes)
    counted: Counter[str] = Counter()
    kind = "notes" if place.region == "notes" else "text"
    for shape in shapes:
        name = _name(shape)
        counted[name] += 1
        copy = counted[name] if names[name] > 1 else 0
        at = place if kind == "notes" else replace(place, shape=name, copy=copy)
        blank = Passage(at, kind, "", part, name, anchor=name)
        yield from _alternatives(shape, replace(blank, place=replace(place, shape=name, copy=copy, region="")))
        holder = _holder(shape)
        if kind == "notes" and holder is not None and holder.get("type") in _PROGRAM:
            continue
        if not inherited and _is_hidden(shape):  # LibreOffice hides empty ones of masters
            yield replace(
                blank, place=replace(place, shape=name, copy=copy, region="hidden"), kind="order", text="hidden"
            )
        yield from _words(shape, blank)
        yield from objects(shape, blank)


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """The shapes of a tree, groups opened; of alternatives the one that new programs show."""
    for shape in tree:
        if shape.tag == f"{MC}AlternateContent":
            choice = shape.find(f"{MC}Choice")
            yield from _shapes(choice if choice is not None else shape)
        elif shape.tag == f"{P}grpSp":
            yield shape
            yield from _shapes(shape)
        elif shape.tag in _SHAPES:
            yield shape


def _name(shape: etree._Element) -> str:
    head = shape.find(f"./*/{P}cNvPr")
    return head.get("name", "") if head is not None else ""


def _is_hidden(shape: etree._Element) -> bool:
    """Whether the selection pane hides a shape: its words are in the file, and nobody sees them."""
    head = shape.find(f"./*/{P}cNvPr")
    return head is not None and head.get("hidden") in ("1", "true")


def _holder(shape: etree._Element) -> etree._Element | None:
    return shape.find(f"./*/{P}nvPr/{P}ph")


def _words(shape: etree._Element, blank: Passage) -> Iterator[Passage]:
    table = shape.find(f"{A}graphic/{A}graphicData/{A}tbl")
    if table is not None:
        for number, row in enumerate(table.iterfind(f"{A}tr"), 1):
            for column, cell in enumerate(row.iterfind(f"{A}tc"), 1):
                yield from _paragraphs(cell, replace(blank, place=replace(blank.place, row=number, cell=column)))
    elif shape.tag == f"{P}sp":
        body = shape.find(f"{P}txBody")
        if body is not None:
            yield from _paragraphs(body, blank)


def _paragraphs(body: etree._Element, blank: Passage) -> Iterator[Passage]:
    found = [paragraph for paragraph in body.iter(f"{A}p") if next(paragraph.iterancestors(FALLBACK), None) is None]
    for number, paragraph in enumerate(found, 1):
        text = words_of(paragraph)
        if text.strip():
            line = number if len(found) > 1 else 0
            yield replace(blank, place=replace(blank.place, line=line), text=text)


def _alternatives(shape: etree._Element, blank: Passage) -> Iterator[Passage]:
    head = shape.find(f"./*/{P}cNvPr")
    if head is None:
        return
    for attribute, region in (("descr", "alt text"), ("title", "alt title")):
        if head.get(attribute):
            yield replace(blank, place=replace(blank.place, region=region), kind="alt", text=head.get(attribute, ""))
