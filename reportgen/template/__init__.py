"""The template engine: one engine for Word and slides. In: an Office file and data; out: a document and the facts it shows.

Names are imported when they are first asked for: most documents need only a few of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.template.language.language import Missing
    from reportgen.template.render.prose import render_text
    from reportgen.template.template import Document, Template
    from reportgen.template.user_charts.chart_data import ChartData, ChartPoint
    from reportgen.template.values.formatted import Formatted
    from reportgen.template.values.objects import (
        Caption,
        Comment,
        ContentsEntry,
        Footnote,
        Heading,
        NativeChart,
        NativeShapes,
        ShownFact,
        SlideBox,
        SlideSpec,
        TableGrid,
    )
    from reportgen.template.values.picture import EMU_PER_MM, Picture
    from reportgen.template.values.rich import Link, Listing, PageBreak, Paragraphs, RichText, RunProperties, Span
    from reportgen.template.values.subdocument import Subdocument

_HOMES = {
    "EMU_PER_MM": "values.picture",
    "Caption": "values.objects",
    "ChartData": "user_charts.chart_data",
    "ChartPoint": "user_charts.chart_data",
    "ContentsEntry": "values.objects",
    "Comment": "values.objects",
    "Document": "template",
    "Formatted": "values.formatted",
    "Footnote": "values.objects",
    "Heading": "values.objects",
    "Link": "values.rich",
    "Listing": "values.rich",
    "RunProperties": "values.rich",
    "Missing": "language.language",
    "NativeChart": "values.objects",
    "NativeShapes": "values.objects",
    "SlideBox": "values.objects",
    "PageBreak": "values.rich",
    "Paragraphs": "values.rich",
    "Picture": "values.picture",
    "RichText": "values.rich",
    "ShownFact": "values.objects",
    "SlideSpec": "values.objects",
    "Span": "values.rich",
    "Subdocument": "values.subdocument",
    "TableGrid": "values.objects",
    "Template": "template",
    "render_text": "render.prose",
}
__all__ = [
    "EMU_PER_MM",
    "Caption",
    "ChartData",
    "ChartPoint",
    "Comment",
    "ContentsEntry",
    "Document",
    "Footnote",
    "Formatted",
    "Heading",
    "Link",
    "Listing",
    "Missing",
    "NativeChart",
    "NativeShapes",
    "PageBreak",
    "Paragraphs",
    "Picture",
    "RichText",
    "RunProperties",
    "ShownFact",
    "SlideBox",
    "SlideSpec",
    "Span",
    "Subdocument",
    "TableGrid",
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
