"""The template engine: one engine for Word and slides. In: an Office file and data; out: a document and the facts it shows."""

from reportgen.template.designed.chart_data import ChartData, ChartPoint
from reportgen.template.engine import render_text
from reportgen.template.language import Missing
from reportgen.template.picture import EMU_PER_MM, Picture
from reportgen.template.rich import Link, Listing, Look, PageBreak, Paragraphs, RichText, Span
from reportgen.template.subdocument import Subdocument
from reportgen.template.template import Document, Template
from reportgen.template.values import Caption, ContentsEntry, Heading, NativeChart, Shown, SlideOrder

__all__ = [
    "EMU_PER_MM",
    "Caption",
    "ChartData",
    "ChartPoint",
    "ContentsEntry",
    "Document",
    "Heading",
    "Link",
    "Listing",
    "Look",
    "Missing",
    "NativeChart",
    "PageBreak",
    "Paragraphs",
    "Picture",
    "RichText",
    "Shown",
    "SlideOrder",
    "Span",
    "Subdocument",
    "Template",
    "render_text",
]
