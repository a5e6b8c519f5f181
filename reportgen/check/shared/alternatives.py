"""The rule on alternative texts (D02): pictures, charts and tables have one, it says what is to be seen, with the bounds.

In: the objects of a slide or a document; out: findings.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.check.places import on_block, on_box
from reportgen.check.profiles import Limits
from reportgen.check.shared.charts import A, chart_part
from reportgen.documents.boxes import DeckSlide
from reportgen.documents.slides import Deck
from reportgen.documents.word_blocks import WordDocument, WordPicture
from reportgen.findings import Finding, LimitedRule, finds
from reportgen.ooxml.parsed_package import Opened

FILE_NAME = re.compile(
    r"\.(png|jpe?g|gif|svg|emf|wmf|bmp|tiff?|webp)$|^(图片|图像|图表|Picture|Image|Chart)\s*\d*$", re.I
)
_LESS, _MORE = "不足|不到|低于|小于|至多|不超过|以下|以内|<|≤", "超过|多于|高于|大于|至少|以上|突破|余|>|≥"
_NEARLY = "将近|接近|近|约|左右"
_BOUND = re.compile(rf"({_LESS}|{_MORE}|{_NEARLY})\s*(\d[\d.,]*)|(\d[\d.,]*)[^\d]{{0,4}}?(以上|以下|以内|左右|余)")
_HINT = "describe it"


class _Length(NamedTuple):
    """The most characters of an alternative text."""

    characters: int = 250


DESCRIBED = LimitedRule(
    "D02", "error", "pictures, charts and tables have an alternative text, with the bounds that they show", limits=_Length(),
    fix="made from the values of a chart, the head of a table, the caption of a picture",
)  # fmt: skip


@finds(DESCRIBED)
def of_slide(file: str, deck: Deck, slide: DeckSlide, members: Opened, limits: Limits) -> Iterator[Finding]:
    """The alternative texts of a slide."""
    for box in slide.boxes:
        if box.kind not in ("picture", "chart", "table") or box.decorative:
            continue
        head = box.element.find("./*/{*}cNvPr")
        chart = members.tree(part) if (part := chart_part(box.element, slide.extra)) in members else None
        for what, hint in faults(head.get("descr", "") if head is not None else "", chart, limits):
            yield on_box(DESCRIBED, file, box, what, hint)


@finds(DESCRIBED)
def of_document(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """The alternative texts of a document; what is marked as decoration needs none."""
    arrows = {item.id: item.target for item in members.arrows("word/document.xml").items}
    for section, block in document.placed():
        for picture in block.pictures:
            if picture.decorative or not _is_seen(picture):
                continue
            chart = members.tree(part) if (part := chart_part(picture.element, arrows)) in members else None
            for what, hint in faults(picture.descr, chart, limits):
                yield on_block(DESCRIBED, file, block, section, f'"{picture.name}" {what}', hint)


def _is_seen(picture: WordPicture) -> bool:
    """A box of text that floats is text, not a picture."""
    return not picture.floats or next(picture.element.iter("{*}pic", "{*}chart"), None) is not None


def faults(words: str, chart: etree._Element | None, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an alternative text."""
    most = limits.of(DESCRIBED).characters
    if not words.strip():
        yield "has no alternative text", _HINT
    elif FILE_NAME.search(words.strip()):
        yield f"has a file name as alternative text: {words}", "say what is to be seen"
    elif len(words) > most:
        yield f"has an alternative text of {len(words)} characters", f"at most {most}"
    elif chart is not None:
        told = {(_kind(word), number) for word, number in _bounds(words)}
        for word, number in _labels(chart):
            if (_kind(word), number) not in told:
                yield f"shows {word}{number}, its alternative text does not say so", f"say {word}{number} in it"


def _labels(chart: etree._Element) -> Iterator[tuple[str, str]]:
    for paragraph in chart.iter(f"{A}p"):
        yield from _bounds("".join(t.text or "" for t in paragraph.iter(f"{A}t")))


def _bounds(text: str) -> Iterator[tuple[str, str]]:
    for match in _BOUND.finditer(text):
        before, number, other, after = match.groups()
        yield (before, number) if before else (after, other)


def _kind(word: str) -> str:
    return "less" if word in _LESS.split("|") else "more" if word in _MORE.split("|") else "nearly"
