"""Drawing a figure as a picture: kind to painter, sizes of the report. In: Figure, facts, Theme; out: Drawing."""

from dataclasses import dataclass

from reportgen.charts.alt import alt_text
from reportgen.charts.data import data_of
from reportgen.charts.kinds import KINDS
from reportgen.charts.kinds.index_pair import draw_index_pair
from reportgen.charts.kinds.panel import Painter, draw_panel
from reportgen.charts.kinds.progress import draw_progress
from reportgen.charts.kinds.share_bar import draw_share_bar
from reportgen.charts.kinds.then_now import draw_then_now
from reportgen.charts.kinds.tiers import draw_tiers
from reportgen.charts.one_scale import on_one_scale
from reportgen.charts.picture.area import Box, Sheet
from reportgen.charts.picture.bars import Facts, Shown
from reportgen.charts.picture.canvas import Area, Canvas
from reportgen.errors import ChartError
from reportgen.findings import Finding
from reportgen.model import Figure, Theme

FULL_WIDTH, HALF_WIDTH = 156.0, 75.0  # mm
LOWEST, HIGHEST = 45.0, 95.0
_EDGE = 0.3  # mm that half a line needs at the edge of the sheet
_HEIGHTS = {"then_now": 50.0, "index_pair": 50.0, "panel": 50.0, "tiers": 72.0, "share_bar": 45.0, "progress": 45.0}
_COLUMN_KINDS: dict[str, Painter] = {
    "then_now": draw_then_now,
    "index_pair": draw_index_pair,
    "share_bar": draw_share_bar,
    "progress": draw_progress,
}
_KINDS: dict[str, Painter] = {
    **_COLUMN_KINDS,
    "tiers": draw_tiers,
    "panel": lambda canvas, area, figure, facts, theme: draw_panel(canvas, area, figure, facts, theme, _COLUMN_KINDS),
}


@dataclass(frozen=True)
class Drawing:
    """A drawn figure: picture bytes, size in mm, alternative text, each fact as it is shown, what had to give way."""

    png: bytes
    svg: bytes
    width_mm: float
    height_mm: float
    alt: str
    shown: Shown
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Painted:
    """A figure on its canvas, before it becomes a file."""

    canvas: Canvas
    shown: Shown
    findings: tuple[Finding, ...]


def draw(
    figure: Figure, facts: Facts, theme: Theme, width_mm: float = FULL_WIDTH, height_mm: float | None = None
) -> Drawing:
    """Return the picture of a figure; the same input gives the same bytes."""
    figure, facts = on_one_scale(figure, facts)
    painted = paint(figure, facts, theme, width_mm, height_mm)
    png, svg = painted.canvas.finish()
    size = painted.canvas.width, painted.canvas.height
    return Drawing(png, svg, *size, alt_text(figure, facts), painted.shown, painted.findings)


def paint(
    figure: Figure, facts: Facts, theme: Theme, width_mm: float = FULL_WIDTH, height_mm: float | None = None
) -> Painted:
    """Return a figure on its canvas."""
    usual = KINDS[figure.kind].height if figure.kind in KINDS else _HEIGHTS[figure.kind]
    height = height_mm or figure.height_mm or usual
    if width_mm not in (FULL_WIDTH, HALF_WIDTH) or not LOWEST <= height <= HIGHEST:
        raise ChartError(
            f"figure {figure.id}: {width_mm:g} × {height:g} mm; a figure is {FULL_WIDTH:g} or {HALF_WIDTH:g} mm wide"
            f" and {LOWEST:g} to {HIGHEST:g} mm high"
        )
    check_facts(figure, facts)
    figure, facts = on_one_scale(figure, facts)
    canvas = Canvas(width_mm, height)
    if figure.kind in KINDS:
        data = data_of(figure, facts)
        sheet = Sheet(canvas, Box(_EDGE, 0.0, width_mm - 2 * _EDGE, height - _EDGE), theme)
        KINDS[figure.kind].draw(sheet, figure, data)
        return Painted(canvas, data.shown, sheet.findings(figure.id))
    if figure.series:
        data_of(figure, facts)  # refuses them: these kinds show single facts
    edge = 0.0 if figure.kind == "tiers" else _EDGE
    shown = _KINDS[figure.kind](canvas, Area(edge, width_mm - 2 * edge), figure, facts, theme)
    return Painted(canvas, shown, ())


def check_facts(figure: Figure, facts: Facts) -> None:
    """Refuse a figure that names facts which do not exist, or none."""
    unknown = [key for key in figure.fact_ids() if key not in facts]
    if unknown or not (figure.fact_ids() or figure.series or figure.events):
        what = "no fact is named" if not unknown else "no fact " + ", ".join(f"`{fact}`" for fact in unknown)
        raise ChartError(f"figure {figure.id}: {what}; a figure shows known facts only")
