"""Drawing a figure as a picture. In: Figure, facts, Theme, a size in mm; out: Drawing."""

from dataclasses import dataclass

from reportgen.charts.alt import alt_text
from reportgen.charts.data import FactsById, FigureData, ShownFacts
from reportgen.charts.kinds import KINDS
from reportgen.charts.picture.area import PictureArea, Rect
from reportgen.charts.picture.canvas import Canvas
from reportgen.charts.prepare import prepared, shown_of
from reportgen.errors import ChartError
from reportgen.findings import Finding
from reportgen.model import Figure, Theme

FULL_WIDTH, HALF_WIDTH = 156.0, 75.0  # mm
LOWEST, HIGHEST = 45.0, 95.0  # mm
_EDGE = 0.3  # mm that half a line needs at the edge of the sheet


@dataclass(frozen=True)
class Drawing:
    """A drawn figure: picture bytes, size in mm, alternative text, each fact as it is shown, what had to give way."""

    png: bytes
    svg: bytes
    width_mm: float
    height_mm: float
    alt: str
    shown: ShownFacts
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Painted:
    """A figure on its canvas, before it becomes a file."""

    canvas: Canvas
    data: FigureData
    findings: tuple[Finding, ...]

    @property
    def shown(self) -> ShownFacts:
        """Each fact as it is printed."""
        return shown_of(self.data)


def draw(
    figure: Figure, facts: FactsById, theme: Theme, width_mm: float = FULL_WIDTH, height_mm: float | None = None
) -> Drawing:
    """Return the picture of a figure; the same input gives the same bytes. Errors as for `paint`."""
    painted = paint(figure, facts, theme, width_mm, height_mm)
    png, svg = painted.canvas.finish()
    size = painted.canvas.width, painted.canvas.height
    return Drawing(png, svg, *size, alt_text(painted.data), painted.shown, painted.findings)


def paint(
    figure: Figure, facts: FactsById, theme: Theme, width_mm: float = FULL_WIDTH, height_mm: float | None = None
) -> Painted:
    """Return a figure on its canvas; a ChartError tells a size that no report has, and what `prepared` refuses."""
    height = height_mm or figure.height_mm or KINDS[figure.kind].height
    if width_mm not in (FULL_WIDTH, HALF_WIDTH) or not LOWEST <= height <= HIGHEST:
        raise ChartError(
            f"figure {figure.id}: {width_mm:g} × {height:g} mm; a figure is {FULL_WIDTH:g} or {HALF_WIDTH:g} mm wide"
            f" and {LOWEST:g} to {HIGHEST:g} mm high"
        )
    return painted_at(prepared(figure, facts), theme, width_mm, height)


def painted_at(data: FigureData, theme: Theme, width: float, height: float) -> Painted:
    """Return data on a canvas of any size in mm."""
    canvas = Canvas(width, height)
    edge = 0.0 if data.figure.kind == "tiers" else _EDGE
    sheet = PictureArea(canvas, Rect(edge, 0.0, width - 2 * edge, height - edge), theme)
    draw_into(sheet, data)
    return Painted(canvas, data, sheet.findings(data.figure.id))


def draw_into(sheet: PictureArea, data: FigureData) -> None:
    """Draw data into an area, panels each into its own."""
    kind = KINDS[data.figure.kind]
    if kind.panels is not None:
        for part, box in kind.panels(data, sheet.box):
            draw_into(sheet.part(box), part)
    elif kind.draw is not None:
        kind.draw(sheet, data)
