"""What keeps a reader out (D09, D13, W09): protection, sections without a name, links that do not say where they lead, no headings.

In: parts of a file; out: findings.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_block, on_slide
from reportgen.check.profiles import Limits
from reportgen.documents.boxes import DeckSlide
from reportgen.documents.theme import A
from reportgen.documents.word_blocks import WordDocument
from reportgen.documents.word_runs import runs_of, text_of
from reportgen.documents.word_styles import W
from reportgen.findings import Finding, LimitedRule, Place, Rule, finds
from reportgen.ooxml.parsed_package import Opened

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_UNNAMED = re.compile(r"(默认节|无标题节|默认部分|未命名|Default Section|Untitled Section|Summary Section)\s*\d*", re.I)
_UNCLEAR = re.compile(
    r"(请?(点击|单击|点)?(这里|此处|链接|查看|详情|更多|了解更多|查看更多|查看详情|下载|原文)|(click )?here|this|link|more|"
    r"(read|learn|see) more|download|https?://\S*|www\.\S*)[。.>»…]*",
    re.I,
)
_SAY = "say where the link leads"


class LongReport(NamedTuple):
    """From how many pages on a report is long."""

    pages: int = 3


NAMED = Rule("D09", "warning", "sections have names, links say where they lead")
UNPROTECTED = Rule("D13", "error", "no protection keeps a reader out")
HEADED = LimitedRule("W09", "warning", "a long report has headings", limits=LongReport())


@finds(UNPROTECTED, NAMED)
def of_deck(file: str, members: Opened) -> Iterator[Finding]:
    """Protection and sections of a deck."""
    part = "ppt/presentation.xml"
    root = members.tree(part)
    if root.find(f"{_P}modifyVerifier") is not None:
        yield UNPROTECTED.at(Place(file, part), "the deck is protected by a password", "take the protection off")
    for section in root.iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}section"):
        if _UNNAMED.fullmatch(section.get("name", "").strip()):
            what = f"a section has the name that the program gave it: {section.get('name')}"
            yield NAMED.at(Place(file, "sections"), what, "name it for what it holds")


@finds(NAMED)
def links_of_slide(file: str, slide: DeckSlide) -> Iterator[Finding]:
    """The links of a slide."""
    for run in slide.root.iter(f"{A}r"):
        link = run.find(f"{A}rPr/{A}hlinkClick")
        text = run.findtext(f"{A}t") or ""
        if link is not None and link.get(f"{_R}id") and _UNCLEAR.fullmatch(text.strip()):
            yield on_slide(NAMED, file, slide, f"a link says “{text.strip()}”", _SAY)


@finds(UNPROTECTED, NAMED, HEADED)
def of_document(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """Protection, links and headings of a report."""
    settings = "word/settings.xml"
    guard = members.tree(settings).find(f"{W}documentProtection") if settings in members else None
    if guard is not None and guard.get(f"{W}enforcement") in ("1", "true", "on"):
        kind = guard.get(f"{W}edit", "")
        yield UNPROTECTED.at(Place(file, settings), f"the document is protected ({kind})", "take the protection off")
    for section, block in document.placed():
        for link in block.element.iter(f"{W}hyperlink"):
            text = "".join(text_of(run) for run in runs_of(link)).strip()
            if link.get(f"{_R}id") and _UNCLEAR.fullmatch(text):
                yield on_block(NAMED, file, block, section, f"a link says “{text}”", _SAY)
    headed = any(block.outline is not None for block in document.blocks())
    if document.pages >= limits.of(HEADED).pages and not headed:
        what = f"{document.pages} pages without a heading"
        yield HEADED.at(Place(file), what, "use the styles Heading 1 to Heading 4")
