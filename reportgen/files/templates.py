"""Where templates are: the pack's own, or those that come with reportgen (in the wheel, or beside the sources)."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_THEMES, _ENGLISH = {"A": "", "B": "-b"}, "-en"


def template_path(kind: str, theme: str, own: str | None, pack_dir: Path, language: str = "zh") -> Path:
    """Return the path of the report's or deck's template; each has one for each theme, the report also one for English."""
    if own:
        return pack_dir / own
    if kind == "report":
        return shipped(f"report{_ENGLISH if language.startswith('en') else ''}{_THEMES[theme]}.docx")
    return shipped(f"deck-{theme.lower()}.pptx")


def shipped(name: str) -> Path:
    """Return the path of a template that comes with reportgen."""
    installed = _PACKAGE / "templates" / name
    return installed if installed.is_file() else _PACKAGE.parent / "templates" / name
