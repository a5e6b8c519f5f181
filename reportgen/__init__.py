"""reportgen: a Word report and a deck that agree, from one model in which every number has a source."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.build.filling import fill
    from reportgen.build.flow import build_pack
    from reportgen.errors import InputError, OutputError, PackError, Problem, ReportgenError, TemplateError
    from reportgen.findings import Finding
    from reportgen.load import load_pack
    from reportgen.model import Fact, Pack
    from reportgen.template import (
        ChartData,
        ChartPoint,
        Document,
        Formatted,
        Link,
        Listing,
        PageBreak,
        Paragraphs,
        Picture,
        RichText,
        Subdocument,
        Template,
    )

__version__ = "0.2.0"

_HOMES = {
    "ChartData": "reportgen.template",
    "ChartPoint": "reportgen.template",
    "Document": "reportgen.template",
    "Fact": "reportgen.model",
    "Finding": "reportgen.findings",
    "Formatted": "reportgen.template",
    "InputError": "reportgen.errors",
    "Link": "reportgen.template",
    "Listing": "reportgen.template",
    "OutputError": "reportgen.errors",
    "Pack": "reportgen.model",
    "PackError": "reportgen.errors",
    "PageBreak": "reportgen.template",
    "Paragraphs": "reportgen.template",
    "Picture": "reportgen.template",
    "Problem": "reportgen.errors",
    "ReportgenError": "reportgen.errors",
    "RichText": "reportgen.template",
    "Subdocument": "reportgen.template",
    "Template": "reportgen.template",
    "TemplateError": "reportgen.errors",
    "build_pack": "reportgen.build.flow",
    "fill": "reportgen.build.filling",
    "load_pack": "reportgen.load",
}

__all__ = [
    "ChartData",
    "ChartPoint",
    "Document",
    "Fact",
    "Finding",
    "Formatted",
    "InputError",
    "Link",
    "Listing",
    "OutputError",
    "Pack",
    "PackError",
    "PageBreak",
    "Paragraphs",
    "Picture",
    "Problem",
    "ReportgenError",
    "RichText",
    "Subdocument",
    "Template",
    "TemplateError",
    "build_pack",
    "fill",
    "load_pack",
]

if not TYPE_CHECKING:  # a type checker sees the names above, and that there are no others

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first asked for, so that `import reportgen` stays cheap."""
        if name in _HOMES:
            return getattr(import_module(_HOMES[name]), name)
        raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
