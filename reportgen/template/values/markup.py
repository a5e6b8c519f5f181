"""Markdown and HTML as blocks of formatted text.

Markdown is read by markdown-it, with HTML in it switched off, and goes the way of HTML: one reader for both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree, html

from reportgen.template.values.colours import colour_of
from reportgen.template.values.rich import RichText, RunProperties, Span
from reportgen.template.values.text_block import FormattedBlock

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "main", "ul", "ol", "li", "table", "blockquote", "pre", "hr", "img",
    "figure", "dl", "dt", "dd", "body", "html", *_HEADINGS,
}  # fmt: skip
_LEFT_OUT = ("script", "style", "head", "template", "noscript")
_LOOKS: dict[str, dict[str, Any]] = {
    "b": {"bold": True}, "strong": {"bold": True}, "th": {"bold": True}, "i": {"italic": True}, "em": {"italic": True},
    "u": {"underline": True}, "ins": {"underline": True}, "s": {"strike": True}, "del": {"strike": True},
    "strike": {"strike": True}, "sup": {"superscript": True}, "sub": {"subscript": True},
    "mark": {"highlight": "yellow"}, "code": {"font": "Consolas"}, "kbd": {"font": "Consolas"},
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_MOST_DEEP = 100
_LINK = {"underline": True, "colour": "0563C1"}


def markdown_blocks(text: str) -> Iterator[FormattedBlock]:
    """Yield the blocks of a text in CommonMark with tables and strikethrough."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    yield from html_blocks(reader.render(text))


def html_blocks(text: str) -> Iterator[FormattedBlock]:
    """Yield the blocks of an HTML fragment."""
    if not text.strip():
        return
    root = html.fragment_fromstring(text, create_parent="div")
    yield from _Reader().blocks(root, _Place())


@dataclass(frozen=True)
class _Place:
    """Where the reader is: in which look and link, in which quote, how deep in lists and elements."""

    look: RunProperties = field(default_factory=RunProperties)
    url: str | None = None
    kind: str = "paragraph"
    level: int = 0
    deep: int = 0


class _Reader:
    """Walks an HTML tree; text between blocks gathers to paragraphs."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def blocks(self, element: etree._Element, place: _Place) -> Iterator[FormattedBlock]:
        """Yield the blocks inside an element."""
        yield from self._inside(element, place)
        yield from self._paragraph(place)

    def _inside(self, element: etree._Element, place: _Place) -> Iterator[FormattedBlock]:
        self._add(element.text, place)
        if place.deep < _MOST_DEEP:
            for child in element:
                if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                    yield from self._child(child, replace(place, deep=place.deep + 1))
                self._add(child.tail, place)

    def _child(self, element: etree._Element, place: _Place) -> Iterator[FormattedBlock]:
        name = str(element.tag)
        if name == "br":
            self._spans.append(Span("\n", place.look, place.url))
        elif name == "img":
            yield from self._paragraph(place)
            yield FormattedBlock("picture", RichText(element.get("alt", "")), source=element.get("src", ""))
        elif name not in _BLOCKS:
            yield from self._inside(element, _within(element, place))
        else:
            yield from self._paragraph(place)
            yield from self._block(element, name, place)

    def _block(self, element: etree._Element, name: str, place: _Place) -> Iterator[FormattedBlock]:
        if name in _HEADINGS:
            yield FormattedBlock("heading", self._text(element, place), _HEADINGS[name])
        elif name in ("ul", "ol"):
            yield from self._items(element, name == "ol", replace(place, level=place.level + 1))
        elif name == "table":
            yield self._table(element, place)
        elif name == "pre":
            yield FormattedBlock("code", RichText("".join(element.itertext()).strip("\n"), font="Consolas"))
        elif name == "hr":
            yield FormattedBlock("rule")
        else:
            inner = replace(place, kind="quote" if name == "blockquote" else place.kind)
            yield from self.blocks(element, inner)

    def _items(self, element: etree._Element, numbered: bool, place: _Place) -> Iterator[FormattedBlock]:
        number = int(element.get("start", "1")) if element.get("start", "1").isdigit() else 1
        for item in element:
            if item.tag in ("ul", "ol"):  # a list straight in a list
                yield from self._items(item, item.tag == "ol", replace(place, level=place.level + 1))
            if item.tag != "li":
                continue
            first = True
            for block in self.blocks(item, replace(place, kind="paragraph", deep=place.deep + 1)):
                if first and block.kind == "paragraph":
                    yield replace(block, kind="item", level=place.level, marker=number if numbered else 0)
                else:
                    yield block
                first = False
            number += 1

    def _table(self, element: etree._Element, place: _Place) -> FormattedBlock:
        rows: list[tuple[RichText, ...]] = []
        head = 0
        for row in element.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if cells and all(cell.tag == "th" for cell in cells) and head == len(rows):
                head += 1
            rows.append(tuple(self._text(cell, _within(cell, place)) for cell in cells))
        width = max(map(len, rows), default=0)
        return FormattedBlock(
            "table", rows=tuple((*row, *[RichText()] * (width - len(row))) for row in rows), head=head
        )

    def _text(self, element: etree._Element, place: _Place) -> RichText:
        """All text of an element as one line of text; blocks inside it are parted by line breaks."""
        found = RichText()
        for block in _Reader().blocks(element, replace(place, kind="paragraph")):
            found = RichText(found).add("\n" if str(found) else "").add(block.text)
        return found

    def _add(self, text: str | None, place: _Place) -> None:
        if text:
            self._spans.append(Span(_BLANKS.sub(" ", text), place.look, place.url))

    def _paragraph(self, place: _Place) -> Iterator[FormattedBlock]:
        """What has gathered becomes a paragraph; blanks at its ends and doubled ones go."""
        spans, self._spans = _trimmed(self._spans), []
        if spans:
            text = RichText()
            text.spans = tuple(spans)
            yield FormattedBlock("quote" if place.kind == "quote" else "paragraph", text)


def _trimmed(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        text = span.text
        if not found or found[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text == "\n" and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
        if text:
            found.append(replace(span, text=text))
    while found and not found[-1].text.strip(" \n"):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" \n"))
    return found


def _within(element: etree._Element, place: _Place) -> _Place:
    """The look that an element of a line gives its text."""
    name = str(element.tag)
    changes = {**_LOOKS.get(name, {}), **_styled(element.get("style", ""))}
    url = place.url
    if name == "a" and element.get("href"):
        url = element.get("href")
        changes = {**_LINK, **changes}
    return replace(place, look=replace(place.look, **changes), url=url)


def _styled(style: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for rule in style.split(";"):
        name, _, value = (part.strip().lower() for part in rule.partition(":"))
        if name == "color" and (colour := colour_of(value)):
            found["colour"] = colour
        elif name == "font-weight" and (value in ("bold", "bolder") or (value.isdigit() and int(value) >= 600)):
            found["bold"] = True
        elif name == "font-style" and value == "italic":
            found["italic"] = True
        elif name.startswith("text-decoration") and "underline" in value:
            found["underline"] = True
        elif name.startswith("text-decoration") and "line-through" in value:
            found["strike"] = True
    return found
