"""The template engine: one engine for Word and slides. In: an Office file and data; out: a document and the facts it shows.

Names are imported when they are first asked for: most documents need only a few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.template.designed.chart_data import ChartData, ChartPoint
    from reportgen.template.engine import render_text
    from reportgen.template.language import Missing
    from reportgen.template.picture import EMU_PER_MM, Picture
    from reportgen.template.rich import Link, Listing, Look, PageBreak, Paragraphs, RichText, Span
    from reportgen.template.subdocument import Subdocument
    from reportgen.template.template import Document, Template
    from reportgen.template.values import Caption, ContentsEntry, Heading, NativeChart, Shown, SlideOrder

_HOMES = {
    "EMU_PER_MM": "picture",
    "Caption": "values",
    "ChartData": "designed.chart_data",
    "ChartPoint": "designed.chart_data",
    "ContentsEntry": "values",
    "Document": "template",
    "Heading": "values",
    "Link": "rich",
    "Listing": "rich",
    "Look": "rich",
    "Missing": "language",
    "NativeChart": "values",
    "PageBreak": "rich",
    "Paragraphs": "rich",
    "Picture": "picture",
    "RichText": "rich",
    "Shown": "values",
    "SlideOrder": "values",
    "Span": "rich",
    "Subdocument": "subdocument",
    "Template": "template",
    "render_text": "engine",
}
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


def __getattr__(name: str) -> Any:
    """Import a name of the engine when it is first asked for."""
    if name in _HOMES:
        found = getattr(import_module(f"reportgen.template.{_HOMES[name]}"), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'reportgen.template' has no attribute {name!r}")
