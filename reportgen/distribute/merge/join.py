"""One Word file of many filled ones, each beginning on a page of its own."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_BREAK

from reportgen.errors import InputError, Problem
from reportgen.template import Document, Missing, Subdocument, Template

_DOCUMENTS = "_documents"


def joined(template: Path, documents: Sequence[Document], data: dict[str, Any], missing: Missing) -> Document:
    """Return one document of all; what has headers or several sections keeps them, each as its own row has filled them."""
    file = _opened(template)
    apart = len(file.sections) > 1 or any(_has_heads(section) for section in file.sections)
    parts = [Subdocument(one.to_bytes(), one.name, sections=False, new_page=apart) for one in documents]
    _empty(file, page_breaks=not apart)
    holder = io.BytesIO()
    file.save(holder)
    return Template.open(holder.getvalue(), template.name).render({**data, _DOCUMENTS: parts}, missing=missing)


def _opened(template: Path) -> Any:
    try:
        return WordDocument(str(template))
    except (ValueError, KeyError, OSError) as error:
        problem = Problem(template.name, None, None, f"cannot hold several documents: {error}", "give a .docx")
        raise InputError([problem]) from error


def _has_heads(section: Any) -> bool:
    """Whether a section has a header or footer of its own."""
    return any(element.tag.endswith(("}headerReference", "}footerReference")) for element in section._sectPr)


def _empty(file: Any, *, page_breaks: bool) -> None:
    """Put a loop over documents in the place of the body of a template."""
    body = file.element.body
    for child in list(body):
        if child is not body.sectPr:
            body.remove(child)
    file.add_paragraph(f"{{%p for document in {_DOCUMENTS} %}}")
    if page_breaks:
        file.add_paragraph("{%p if not loop.first %}")
        file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        file.add_paragraph("{%p endif %}")
    for text in ("{{p document }}", "{%p endfor %}"):
        file.add_paragraph(text)
