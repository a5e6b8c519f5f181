"""docxtpl's public names over our engine: `from reportgen.compat.docxtpl import DocxTemplate`.

Where we differ on purpose: data never becomes markup (a `<` in a value is a `<` in the document, with autoescape or without),
and the sandbox holds. Sub-documents and `docx` need python-docx.
"""

from reportgen.compat.docxtpl.template import DocxTemplate
from reportgen.compat.docxtpl.values import RP, InlineImage, Listing, R, RichText, RichTextParagraph, Subdoc

__all__ = ["RP", "DocxTemplate", "InlineImage", "Listing", "R", "RichText", "RichTextParagraph", "Subdoc"]
