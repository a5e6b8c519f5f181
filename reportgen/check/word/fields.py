"""The rules on fields (W04): contents and references say what stands in the document."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.documents.typeset.pages import annex_titles, heading_pages, printed_page
from reportgen.documents.word_blocks import WordBlock, WordDocument
from reportgen.documents.word_runs import runs_of, text_of
from reportgen.documents.word_styles import W
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.ooxml.parsed_package import Opened

_REF = re.compile(r"^\s*(REF|PAGEREF)\s+(\S+)")
_ENTRY = re.compile(r"^(.*?)\t?(\d+)\s*$")
_FRONT = ("toc",)
REFERENCES = Rule("W04", "error", "contents and references match what they point to")


@finds(REFERENCES)
def fields(file: str, document: WordDocument, members: Opened, limits: Limits) -> Iterator[Finding]:
    """Fields and contents."""
    if b"updateFields" in (members["word/settings.xml"].content if "word/settings.xml" in members else b""):
        yield REFERENCES.at(
            Place(file, "word/settings.xml"),
            "the file asks to update its fields when it is opened",
            "write the results",
        )
    bookmarks = _bookmarks(document)
    sections = {id(item): section for section, items in document.sections for item in items}
    for block in document.blocks():
        section = sections.get(id(block))
        for code, result in fields_of(block.element):
            match = _REF.match(code)
            if not code.strip().startswith(("TOC", "HYPERLINK")) and not result.strip():
                yield on_block(
                    REFERENCES, file, block, section, f"the field {code.strip()[:30]} has no result", "update it"
                )
            elif match and match.group(2) not in bookmarks:
                yield on_block(
                    REFERENCES,
                    file,
                    block,
                    section,
                    f"{code.strip()[:30]} points at no bookmark",
                    "set the reference again",
                )
            elif match and match.group(1) == "REF" and result.strip() != bookmarks[match.group(2)].strip():
                what = f"the reference says {result.strip()}, there stands {bookmarks[match.group(2)].strip()}"
                yield on_block(REFERENCES, file, block, section, what, "update the field")
    yield from _contents(file, document)


def _contents(file: str, document: WordDocument) -> Iterator[Finding]:
    entries = [
        block for block in document.blocks() if block.style_name.lower().startswith(_FRONT) and block.text.strip()
    ]
    if not entries:
        return
    paged = heading_pages(document)
    headings = [block for block, _ in paged]
    first = next((s for s, items in document.sections if any(item in headings for item in items)), None)
    wanted: dict[str, list[int]] = defaultdict(list)  # headings may say the same
    for block, page in paged:
        wanted[_flat(block.label + block.text)].append(page)
    for title in annex_titles(document):
        for name in _as_listed(title):
            wanted[name].append(printed_page(document, title.page))
    section = next((s for s, items in document.sections if entries[0] in items), None)
    for entry in entries:
        match = _ENTRY.match(entry.text)
        if not match:
            yield on_block(REFERENCES, file, entry, section, "the entry has no page number", "update the contents")
        elif _flat(match.group(1)) not in wanted:
            yield on_block(REFERENCES, file, entry, section, "no heading says this", "update the contents")
        elif int(match.group(2)) not in wanted[_flat(match.group(1))]:
            there = " or ".join(map(str, wanted[_flat(match.group(1))]))
            what = f"the contents say page {match.group(2)}, the heading stands on page {there}"
            yield on_block(REFERENCES, file, entry, section, what, "update the contents")
    listed = {_flat(match.group(1)) for entry in entries if (match := _ENTRY.match(entry.text))}
    deepest = max((block.outline or 0 for block in headings if _flat(block.label + block.text) in listed), default=-1)
    for block in headings:
        if (block.outline or 0) <= min(deepest, 1) and _flat(block.label + block.text) not in listed:
            yield on_block(
                REFERENCES, file, block, first, "the contents do not list this heading", "update the contents"
            )


def _as_listed(title: WordBlock) -> tuple[str, ...]:
    """How contents name an annex: by its title, with 附件 before it or without."""
    return _flat(title.text), _flat(f"附件{title.text}"), _flat(f"Annex: {title.text}")


def _flat(text: str) -> str:
    return "".join(text.split())


def fields_of(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield code and result of each complex or simple field that begins and ends in a paragraph."""
    for simple in paragraph.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", ""), "".join(text_of(run) for run in runs_of(simple))
    if next(paragraph.iter(f"{W}fldChar"), None) is None:
        return
    open_fields: list[list[str]] = []
    for run in runs_of(paragraph):
        mark = run.find(f"{W}fldChar")
        kind = mark.get(f"{W}fldCharType") if mark is not None else None
        if kind == "begin":
            open_fields.append(["", "", "code"])
        elif kind == "separate" and open_fields:
            open_fields[-1][2] = "result"
        elif kind == "end" and open_fields:
            code, result, _ = open_fields.pop()
            if open_fields and open_fields[-1][2] == "result":
                open_fields[-1][1] += result
            yield code, result
        elif open_fields:
            open_fields[-1][0] += "".join(t.text or "" for t in run.iterfind(f"{W}instrText"))
            if open_fields[-1][2] == "result":
                open_fields[-1][1] += text_of(run)


def _bookmarks(document: WordDocument) -> dict[str, str]:
    """The text between the start and the end of each bookmark that lies in one paragraph."""
    found: dict[str, str] = {}
    for block in document.blocks():
        for start in block.element.iter(f"{W}bookmarkStart"):
            text = ""
            for sibling in start.itersiblings():
                if sibling.tag == f"{W}bookmarkEnd" and sibling.get(f"{W}id") == start.get(f"{W}id"):
                    break
                if sibling.tag == f"{W}r":
                    text += text_of(sibling)
                else:
                    text += "".join(text_of(run) for run in runs_of(sibling))
            found[start.get(f"{W}name", "")] = text
    return found


def is_contents(block: WordBlock) -> bool:
    """Say whether a paragraph belongs to the table of contents."""
    return block.style_name.lower().startswith(_FRONT)
