"""The contents of a report name the pages where its headings stand. In: a view and its template; out: the document.

The pages are estimated before the report is filled, and measured after: whatever the template looks like, what the contents
say is what stands there. Only where the two differ is the report filled again.
"""

from collections.abc import Mapping
from typing import Any

from reportgen.build.views.pages import heading_pages as estimated_pages
from reportgen.build.views.report import contents
from reportgen.documents.typeset.pages import heading_pages, laid_out
from reportgen.ooxml.package import Member
from reportgen.template import Document, Template

_BOOKMARK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bookmarkStart"
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
_ROUNDS = 3  # contents that grow by a page move the headings once more


def fill_report(template: Template, view: dict[str, Any], language: str) -> Document:
    """Return the report whose contents agree with its pages."""
    pages: Mapping[str, int] = estimated_pages(view)
    for _ in range(_ROUNDS):
        view["toc"] = contents(view["sections"], pages, language)
        document = template.render(view)
        measured = measured_pages({member.name: member for member in document.members})
        if all(measured.get(key, page) == page for key, page in pages.items()):
            break
        pages = {key: measured.get(key, page) for key, page in pages.items()}
    return document


def measured_pages(members: dict[str, Member]) -> dict[str, int]:
    """Return the page number of each heading of a finished report, by its bookmark."""
    paged = heading_pages(laid_out(members))
    return {mark.get(_NAME, ""): page for block, page in paged for mark in block.element.iter(_BOOKMARK)}
