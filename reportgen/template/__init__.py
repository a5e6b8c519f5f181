"""The template engine: one engine for Word and slides. In: an Office file and data; out: a document and the facts it shows."""

from reportgen.template.engine import render_text
from reportgen.template.picture import Picture
from reportgen.template.template import Document, Template
from reportgen.template.values import Caption, ContentsEntry, Heading, NativeChart, Shown, SlideOrder

__all__ = [
    "Caption",
    "ContentsEntry",
    "Document",
    "Heading",
    "NativeChart",
    "Picture",
    "Shown",
    "SlideOrder",
    "Template",
    "render_text",
]
