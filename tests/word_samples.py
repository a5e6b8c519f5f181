"""Small Word templates for tests, and the text of what comes out."""

import io

from docx import Document as WordDocument

from reportgen.template import Document


def letter(*paragraphs: str) -> bytes:
    """Return a Word file with these paragraphs."""
    file = WordDocument()
    for text in paragraphs:
        file.add_paragraph(text)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def text_of(document: Document | bytes) -> str:
    """Return the paragraphs of a Word file, one a line."""
    content = document if isinstance(document, bytes) else document.to_bytes()
    return "\n".join(paragraph.text for paragraph in WordDocument(io.BytesIO(content)).paragraphs)
