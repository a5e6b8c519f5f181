"""Filling a report: its blocks in an order that fills the pages, its contents with the pages where its headings stand.

The pages are estimated before the report is filled, and measured after: whatever the template looks like, what the contents
say is what stands there. Only where the two differ is the report filled again.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reportgen.build.paging.fill import Setting, paged
from reportgen.build.paging.rows import in_rows, with_loose_rows
from reportgen.build.paging.styles import ReportStyles
from reportgen.build.views.drawings import sized_figures
from reportgen.build.views.report import contents, joined_note
from reportgen.charts import DrawingCache
from reportgen.documents.typeset.pages import annex_titles, heading_pages, laid_out, printed_page
from reportgen.files import cache_folder
from reportgen.model import Pack
from reportgen.ooxml.package import Member
from reportgen.template import Document, Template

_BOOKMARK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bookmarkStart"
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
_ROUNDS = 3  # contents that grow by a page move the headings once more
_START = re.compile(rb'<w:pgNumType w:start="1"/>')
_SECTION = rb"<w:sectPr(?:(?!</w:sectPr>).)*</w:sectPr>"
_LAST_TURN = re.compile(  # a document that ends with a turned page
    rb'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>(' + _SECTION + rb")</w:pPr></w:p>" + _SECTION + rb"</w:body>", re.S
)


def fill_report(template: Template, view: dict[str, Any], pack: Pack) -> Document:
    """Return the report whose pages are well filled and whose contents agree with them."""
    view, pages = _paged(template, view, pack)
    for _ in range(_ROUNDS):
        view["toc"] = contents(view, pages, pack.language)
        document = _with_sections(template.render(view))
        measured = measured_pages({member.name: member for member in document.members})
        if all(measured.get(key, page) == page for key, page in pages.items()):
            break
        pages = {key: measured.get(key, page) for key, page in pages.items()}
    return document


def _paged(template: Template, view: dict[str, Any], pack: Pack) -> tuple[dict[str, Any], dict[str, int]]:
    """The view in its order on the pages; as its author has it where the template has styles of its own."""
    styles = ReportStyles.of(template)
    kinds = styles.kinds if styles is not None else frozenset({"pair"} if template.mentions("block.left") else ())
    view = _changed(view, lambda blocks: in_rows(blocks, kinds))
    if styles is None:
        return view, {}
    view = _changed(view, lambda blocks: [with_loose_rows(styles, _upright(block, kinds)) for block in blocks])
    cache = cache_folder()
    drawn = sized_figures(pack, DrawingCache(cache and cache / "figures"))
    return paged(view, Setting(styles, drawn, lambda left, right: joined_note(pack, left, right)))


def _upright(block: dict[str, Any], kinds: frozenset[str]) -> dict[str, Any]:
    """A table on an upright page where the template cannot turn one."""
    return block if "turned" in kinds or not block.get("turned") else {**block, "turned": False}


def _changed(view: dict[str, Any], change: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    sections = [{**section, "blocks": change(section["blocks"])} for section in view["sections"]]
    annex = view["annex"] and {**view["annex"], "blocks": change(view["annex"]["blocks"])}
    return {**view, "sections": sections, "annex": annex}


def _with_sections(document: Document) -> Document:
    """The document whose pages are counted from 1 once, and which ends with its last page, turned or not."""
    members = tuple(_tidied(member) if member.name == "word/document.xml" else member for member in document.members)
    return replace(document, members=members)


def _tidied(member: Member) -> Member:
    content = member.content
    first = _START.search(content)
    if first is None or content.count(b'w:orient="landscape"') == 0:
        return member
    content = content[: first.end()] + _START.sub(b"", content[first.end() :])
    return Member.of(member.name, _LAST_TURN.sub(rb"\1</w:body>", content))


def measured_pages(members: dict[str, Member]) -> dict[str, int]:
    """Return the page number of each heading of a finished report, by its bookmark."""
    document = laid_out(members)
    annexes = [(title, printed_page(document, title.page)) for title in annex_titles(document)]
    paged = [*heading_pages(document), *annexes]
    return {mark.get(_NAME, ""): page for block, page in paged for mark in block.element.iter(_BOOKMARK)}
