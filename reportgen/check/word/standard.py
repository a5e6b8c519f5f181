"""What GB/T 9704 says of the letters of a report (W08): faces and sizes, the ladder of headings, page numbers.

In: Document, members; out: findings. A fault that many paragraphs share is told once, with their number.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.check.word.fields import fields_of
from reportgen.check.word.page import is_body
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection
from reportgen.documents.word_runs import runs_of, text_of
from reportgen.documents.word_styles import W
from reportgen.findings import Finding, LimitedRule, Place, finds
from reportgen.ooxml.parsed_package import Opened

# The names under which the same face is known on Windows, macOS, WPS and free systems.
_FACES = {
    "黑体": ("黑体", "simhei", "华文黑体", "heiti", "stheiti", "方正黑体", "noto sans", "思源黑体", "fandolhei"),
    "楷体": ("楷体", "kaiti", "simkai", "华文楷体", "stkaiti", "方正楷体", "fandolkai", "霞鹜文楷", "lxgw wenkai"),
    "仿宋": ("仿宋", "fangsong", "simfang", "华文仿宋", "stfangsong", "方正仿宋", "fandolfang", "朱雀仿宋"),
}
_LEVELS = (("黑体", "一、"), ("楷体", "（一）"), ("仿宋", "1."), ("仿宋", "（1）"))
_HAN = "[一二三四五六七八九十百]+"
_LABELS = (rf"{_HAN}、", rf"（{_HAN}）", r"\d+[.．]", r"（\d+）")
_NUMBERED = re.compile(
    r"^\s*(第?[一二三四五六七八九十百\d]+[、.．章节)）]|[（(][一二三四五六七八九十百\d]+[)）]|\d+(\.\d+)+)"
)
_NUMBER = re.compile(r"[—－–-]\s?\d+\s?[—－–-]")


class _Letters(NamedTuple):
    """The size of text and of page numbers, in pt, and from how many characters on a paragraph is body."""

    size: float = 16
    number: float = 14
    least: int = 28


LETTERS = LimitedRule(
    "W08", "warning", "fonts, ladder of headings and page numbers are those of GB/T 9704", profiles=("gongwen",),
    limits=_Letters(),
)  # fmt: skip


@finds(LETTERS)
def faces(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """The Chinese face and the size of headings and body."""
    size = limits.of(LETTERS).size
    told: dict[tuple[str, str], list[tuple[WordBlock, WordSection]]] = defaultdict(list)
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, WordBlock) or not item.text.strip() or item.page == 0:
                continue
            wanted = _LEVELS[item.outline][0] if item.outline is not None and item.outline < 4 else "仿宋"
            if item.outline is None and not (is_body(item) and len(item.text) > limits.of(LETTERS).least):
                continue
            run = max(item.paragraph.runs, key=lambda run: len(run.text))
            role = f"a heading of level {item.outline + 1}" if item.outline is not None else "the body"
            if run.chinese and not run.chinese.lower().startswith(_FACES[wanted]):
                told[f"{role} is set in {run.chinese}", wanted].append((item, section))
            if abs(run.size - size) > 0.01 and item.outline is not None:
                told[f"{role} is set in {run.size:g} pt", f"{size:g} pt (三号)"].append((item, section))
    for (what, right), places in told.items():
        block, section = places[0]
        more = f", here and in {len(places) - 1} more" if len(places) > 1 else ""
        yield on_block(LETTERS, file, block, section, what + more, right)


@finds(LETTERS)
def ladder(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Headings are numbered 一、 （一） 1. （1）."""
    for section, items in document.sections:
        for item in items:
            if not isinstance(item, WordBlock) or item.outline is None or item.outline > 3:
                continue
            text = (item.label + item.text).strip()
            found = _NUMBERED.match(text)
            if (
                found
                and not re.match(_LABELS[item.outline], text)
                and any("\u4e00" <= char <= "\u9fff" for char in text)
            ):
                what = f"a heading of level {item.outline + 1} is numbered {found.group().strip()}"
                yield on_block(LETTERS, file, item, section, what, f"as {_LEVELS[item.outline][1]}")


@finds(LETTERS)
def page_numbers(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """Page numbers are written — 1 —, in 14 pt."""
    size = limits.of(LETTERS).number
    footers = [part for part in members if re.fullmatch(r"word/(footer|header)\d*\.xml", part)]
    numbered = [(part, paragraph) for part in footers for paragraph in _with_number(members.tree(part))]
    if not numbered and document.pages > 1:
        yield LETTERS.at(Place(file, "footer"), "the pages have no number", "put — 1 — into the footer")
    for part, paragraph in numbered:
        text = "".join(text_of(run) for run in runs_of(paragraph)).strip()
        place = Place(file, part.removeprefix("word/").removesuffix(".xml"))
        if not _NUMBER.fullmatch(text):
            yield LETTERS.at(place, f"the page number is written “{text}”", "— 1 —")
        given = _size(paragraph, document)
        if given is not None and abs(given - size) > 0.01:
            yield LETTERS.at(place, f"the page number is set in {given:g} pt", f"{size:g} pt (四号)")


def _with_number(root: etree._Element) -> Iterator[etree._Element]:
    for paragraph in root.iter(f"{W}p"):
        if any(code.strip().startswith("PAGE") for code, _ in fields_of(paragraph)):
            yield paragraph


def _size(paragraph: etree._Element, document: WordDocument) -> float | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    run = next(runs_of(paragraph), None)
    chain = document.styles.run_chain(
        style.get(f"{W}val") if style is not None else None, run.find(f"{W}rPr") if run is not None else None
    )
    sizes = (element.find(f"{W}sz") for element in chain)
    found = next((size.get(f"{W}val") for size in sizes if size is not None), None)
    return float(found) / 2 if found else None
