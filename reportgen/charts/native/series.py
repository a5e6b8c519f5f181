"""The series of a native chart: points by how sure they are, labels of their own text, cached values."""

from reportgen.charts.native.cells import categories_of, name_of, values_of
from reportgen.charts.native.elements import Element, a, c, fill, hatch, line, no_line, rich_text, shape, val
from reportgen.charts.native.workbook import Grid
from reportgen.charts.picture.bars import Bar

Label = tuple[str, float, str, str]  # text, size in pt, colour, position


def series(index: int, grid: Grid, look: Element, points: list[Element], labels: list[Label | None]) -> Element:
    """Return one c:ser: its look, the points and labels that differ, categories and values with their cells."""
    element: Element = c.ser(
        val("idx", str(index)),
        val("order", str(index)),
        name_of(index, grid),
        look,
        val("invertIfNegative", "0"),
        *points,
        c.dLbls(*[_label(n, label) for n, label in enumerate(labels) if label], *_switches(False)),
        categories_of(grid),
        values_of("val", index, grid),
    )
    return element


def point(index: int, bar: Bar, dark: bool) -> Element:
    """Return c:dPt: solid, hatched for an upper bound, lighter for about, dashed and empty for a goal."""
    element: Element = c.dPt(
        val("idx", str(index)), val("invertIfNegative", "0"), val("bubble3D", "0"), look_of_bar(bar, dark)
    )
    return element


def look_of_bar(bar: Bar, dark: bool) -> Element:
    """Return the fill and outline of a bar."""
    if bar.look == "goal":
        return dashed_look(dark)
    if bar.look == "upper":
        front, back = ("gold", "accent1") if dark else ("accent4", "bg1")
        return shape(hatch(front, back), line(front, 1.25))
    if bar.look == "about":
        return shape(fill("bg1" if dark else "accent1", 60000), no_line())
    solid, context = ("bg1", "gold") if dark else ("accent1", "accent4")
    return shape(fill(solid if bar.look == "solid" else context), no_line())


def dashed_look(dark: bool) -> Element:
    """Return the look of what is not reached."""
    return shape(a.noFill(), line("gold" if dark else "accent2", 1.75, dashed=True))


def _label(index: int, label: Label) -> Element:
    text, size, colour, position = label
    element: Element = c.dLbl(
        val("idx", str(index)), rich_text(text, size, colour), val("dLblPos", position), *_switches(True)
    )
    return element


def _switches(on: bool) -> list[Element]:
    names = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [val(name, "1" if on and name == "showVal" else "0") for name in names]
