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
    """Return one document of all: the pages, headers and footers are those of the template, filled with the first row."""
    holder = io.BytesIO()
    _emptied(template).save(holder)
    parts = [Subdocument(document.to_bytes(), document.name) for document in documents]
    return Template.open(holder.getvalue(), template.name).render({**data, _DOCUMENTS: parts}, missing=missing)


def _emptied(template: Path) -> Any:
    """The template with a loop over documents in the place of its body."""
    try:
        file = WordDocument(str(template))
    except (ValueError, KeyError, OSError) as error:
        problem = Problem(template.name, None, None, f"cannot hold several documents: {error}", "give a .docx")
        raise InputError([problem]) from error
    body = file.element.body
    for child in list(body):
        if child is not body.sectPr:
            body.remove(child)
    for text in (f"{{%p for document in {_DOCUMENTS} %}}", "{%p if not loop.first %}"):
        file.add_paragraph(text)
    file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in ("{%p endif %}", "{{p document }}", "{%p endfor %}"):
        file.add_paragraph(text)
    return file
