"""reportgen: a Word report and a deck that agree, from one model in which every number has a source."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "ChartData": "reportgen.template",
    "Document": "reportgen.template",
    "Fact": "reportgen.model",
    "Finding": "reportgen.findings",
    "OutputError": "reportgen.errors",
    "Pack": "reportgen.model",
    "PackError": "reportgen.errors",
    "ReportgenError": "reportgen.errors",
    "Link": "reportgen.template",
    "Listing": "reportgen.template",
    "PageBreak": "reportgen.template",
    "Paragraphs": "reportgen.template",
    "Picture": "reportgen.template",
    "RichText": "reportgen.template",
    "Subdocument": "reportgen.template",
    "Template": "reportgen.template",
    "TemplateError": "reportgen.errors",
    "build_pack": "reportgen.build.flow",
    "fill": "reportgen.template.filling",
    "load_pack": "reportgen.load",
}

__all__ = [
    "ChartData",
    "Document",
    "Fact",
    "Finding",
    "Link",
    "Listing",
    "OutputError",
    "Pack",
    "PackError",
    "PageBreak",
    "Paragraphs",
    "Picture",
    "ReportgenError",
    "RichText",
    "Subdocument",
    "Template",
    "TemplateError",
    "build_pack",
    "fill",
    "load_pack",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import reportgen` stays cheap."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
