"""The rules on headings (W02, W10): levels, real styles, text after them on the same page."""

import re
from collections.abc import Iterator

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.documents.typeset.pages import lines_of
from reportgen.documents.word_blocks import WordBlock, WordDocument, WordSection, WordTable
from reportgen.findings import Finding, Rule, finds

_TYPED_NUMBER = re.compile(r"^(第?[一二三四五六七八九十]+[、章节]|（[一二三四五六七八九十]+）|\d+(\.\d+)*[.、．])\s*\S")
_ANNEX = re.compile(r"(?:附件|Annex)\s*\d*")
_LONGEST = 30
_ENDS = "。；：！？.;:!?，,"
HEADINGS = Rule("W02", "error", "headings follow their levels and keep two lines of text with them")
NO_STOP = Rule("W10", "warning", "headings and captions end without a stop")


@finds(HEADINGS, NO_STOP)
def headings(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Headings."""
    level = -1
    for section, items in document.sections:
        for number, item in enumerate(items):
            if not isinstance(item, WordBlock):
                continue
            if item.outline is not None:
                yield from _heading(file, item, items[number + 1 :], section, level)
                level = item.outline
            elif _ANNEX.fullmatch(item.text.strip()):
                level = 1  # the notes of an annex may begin at the third level, “1.”
            elif _looks_like_one(item):
                what = "a heading by direct formatting" if item.direct else "a heading typed as text"
                yield on_block(HEADINGS, file, item, section, what, "use the style Heading 1 to Heading 4")


def _heading(
    file: str, item: WordBlock, after: list[WordBlock | WordTable], section: WordSection, level: int
) -> Iterator[Finding]:
    if not item.text.strip():
        yield on_block(HEADINGS, file, item, section, "an empty heading", "remove the paragraph")
        return
    assert item.outline is not None
    if item.outline > level + 1:
        what = (
            f"a heading of level {item.outline + 1} after one of level {level + 1}"
            if level >= 0
            else "begins below level 1"
        )
        yield on_block(HEADINGS, file, item, section, what, f"use level {level + 2}")
    following = next(
        (other for other in after if isinstance(other, WordTable) or other.text.strip() or other.pictures), None
    )
    if following is None:
        yield on_block(HEADINGS, file, item, section, "nothing follows the heading", "add its text, or remove it")
    elif following.page != item.page:
        yield on_block(
            HEADINGS, file, item, section, "its text begins on the next page", "keep it with the next paragraph"
        )
    elif not item.keep_next:
        yield on_block(
            HEADINGS,
            file,
            item,
            section,
            "the heading may be left alone at the foot of a page",
            "switch on “Keep with next”",
        )
    elif isinstance(following, WordBlock) and following.outline is None and not _two_lines(following, section):
        yield on_block(
            HEADINGS, file, item, section, "one line of its text stands on the page", "keep two lines with it"
        )
    if item.text.strip()[-1] in _ENDS and not item.text.strip().endswith("？"):
        what = f"the heading ends with {item.text.strip()[-1]}"
        yield on_block(NO_STOP, file, item, section, what, "no stop after a heading")


def _two_lines(following: WordBlock, section: WordSection) -> bool:
    lines = lines_of(following, section.text_width)
    if lines < 2 or following.paragraph.exact is None:
        return True
    return (section.text_height - following.top) / following.paragraph.exact >= 1.9


def _looks_like_one(item: WordBlock) -> bool:
    text = item.text.strip()
    if not text or len(text) > _LONGEST or text[-1] in _ENDS or item.label or "\t" in text or item.pictures:
        return False
    body = item.style_name.lower() in ("normal", "body text", "报告正文", "正文") or item.style in ("Normal", "Body")
    if not body:
        return False
    return (item.direct and all(run.bold for run in item.paragraph.runs if run.text.strip())) or bool(
        _TYPED_NUMBER.match(text)
    )
