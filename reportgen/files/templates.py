"""Where templates are: the pack's own, or those that come with reportgen (in the wheel, or beside the sources)."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_REPORTS = {"A": "report.docx", "B": "report-b.docx"}


def template_path(kind: str, theme: str, own: str | None, pack_dir: Path) -> Path:
    """Return the path of the report's or deck's template; each has one for each theme."""
    if own:
        return pack_dir / own
    return shipped(_REPORTS[theme] if kind == "report" else f"deck-{theme.lower()}.pptx")


def shipped(name: str) -> Path:
    """Return the path of a template that comes with reportgen."""
    installed = _PACKAGE / "templates" / name
    return installed if installed.is_file() else _PACKAGE.parent / "templates" / name
