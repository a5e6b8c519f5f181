"""The figures of a pack as files of their own. In: a pack folder, a format; out: bytes by name, and findings."""

from pathlib import Path

from reportgen.charts import DrawingCache
from reportgen.charts.picture.draw import paint
from reportgen.edition.history import history_under
from reportgen.errors import PackError, Problem
from reportgen.files import cache_folder
from reportgen.findings import Finding
from reportgen.load import load_pack
from reportgen.model import THEMES, Fact, Figure, Theme

FORMATS = ("svg", "png", "pdf")


def figure_files(
    pack_dir: Path, form: str, theme: str | None = None, only: tuple[str, ...] = ()
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files of the figures of a pack, all or some, and what had to give way in them."""
    pack = load_pack(pack_dir, history=history_under(Path("output")))
    unknown = [key for key in only if key not in pack.figures]
    if unknown:
        hint = "there are: " + ", ".join(pack.figures)
        raise PackError([Problem(str(pack_dir), None, None, f"no figure `{key}`", hint) for key in unknown])
    cache = cache_folder()
    drawings = DrawingCache(cache and cache / "figures")
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for key, figure in pack.figures.items():
        if not only or key in only:
            content, found = _file(figure, pack.facts, THEMES[theme or pack.theme], form, drawings)
            files[f"{key}.{form}"] = content
            findings += found
    return files, findings


def _file(
    figure: Figure, facts: dict[str, Fact], theme: Theme, form: str, drawings: DrawingCache
) -> tuple[bytes, tuple[Finding, ...]]:
    if form == "pdf":
        painted = paint(figure, facts, theme)
        return painted.canvas.pdf(), painted.findings
    drawing = drawings.draw(figure, facts, theme)
    return (drawing.svg if form == "svg" else drawing.png), drawing.findings
