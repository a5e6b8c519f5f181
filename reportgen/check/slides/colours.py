"""The rules on colour (C01 to C03): contrast of text and data to their ground, colours of the theme, few hues."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.check.places import on_box, on_slide
from reportgen.check.profiles import Limits
from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.slides import Deck
from reportgen.documents.theme import A, OfficeTheme, contrast, hue
from reportgen.findings import Finding, LimitedRule, Rule, finds

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class Contrast(NamedTuple):
    """The least contrast of text, large text and shapes to their ground, and from which size on text is large, in pt."""

    text: float = 4.5
    large: float = 3.0
    shape: float = 3.0
    size: float = 24.0
    bold: float = 18.66


class Hues(NamedTuple):
    """How many hues a slide has, at most."""

    hues: int = 5


CONTRAST = LimitedRule("C01", "error", "contrast is high enough", limits=Contrast())
FROM_THEME = Rule("C02", "error", "colours come from the theme", lenient=True)
FEW_HUES = LimitedRule("C03", "warning", "a slide has few hues", limits=Hues())


@finds(CONTRAST)
def text_contrast(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Contrast of texts."""
    limit = limits.of(CONTRAST)
    for number, box in enumerate(slide.boxes):
        if not box.paragraphs:
            continue
        ground = ground_of(slide, number)
        if ground is None:
            yield on_box(CONTRAST, file, box, "text stands on a picture without a plate", "put a plain plate under it")
            continue
        worst = None
        for paragraph in box.paragraphs:
            for run in paragraph.runs:
                if not run.text.strip() or run.colour is None:
                    continue
                large = run.size >= limit.size or (run.bold and run.size >= limit.bold)
                need = limit.large if large else limit.text
                ratio = contrast(run.colour, ground)
                if ratio < need - 0.005 and (worst is None or ratio < worst[0]):
                    worst = (ratio, need, run.colour)
        if worst:
            what = f"contrast {worst[0]:.2f} : 1 of #{worst[2]} on #{ground}"
            yield on_box(CONTRAST, file, box, what, f"at least {worst[1]:g} : 1")


def ground_of(slide: DeckSlide, number: int) -> str | None:
    """Return the colour behind a box, None when it is a picture."""
    box = slide.boxes[number]
    if box.fill is not None:
        return box.fill
    middle_x, middle_y = box.x + box.width / 2, box.y + box.height / 2
    if box.kind != "cell":
        middle_x = box.x + min(box.width / 2, 40)
    for other in (*reversed(slide.boxes[:number]), *reversed(slide.ground)):
        if other.x <= middle_x <= other.right and other.y <= middle_y <= other.bottom:
            if other.kind == "picture":
                return None
            if other.fill is not None:
                return other.fill
    return slide.colour


@finds(CONTRAST)
def shape_contrast(
    file: str, slide: DeckSlide, number: int, chart: etree._Element, theme: OfficeTheme, limits: Limits
) -> Iterator[Finding]:
    """Contrast of the data shapes of a chart."""
    ground = ground_of(slide, number) or slide.colour
    ratio = pale_shape(chart, theme, ground, limits)
    if ratio is not None:
        what = f"a data shape has contrast {ratio:.2f} : 1 to its ground #{ground}"
        yield on_box(CONTRAST, file, slide.boxes[number], what, f"at least {limits.of(CONTRAST).shape:g} : 1")


def pale_shape(chart: etree._Element, theme: OfficeTheme, ground: str, limits: Limits) -> float | None:
    """Return the contrast of the first data shape that has too little to its ground, None when all have enough."""
    limit = limits.of(CONTRAST).shape
    for series in chart.iter(f"{C}ser"):
        points = series.findall(f"{C}dPt/{C}spPr")
        count = series.find(f"{C}val//{C}ptCount")
        covered = count is not None and len(points) >= int(count.get("val", "0"))
        for properties in points if covered else [*series.iterfind(f"{C}spPr"), *points]:
            colours = [
                theme.colour(properties.find(path))
                for path in (f"{A}solidFill", f"{A}pattFill/{A}fgClr", f"{A}ln/{A}solidFill")
            ]
            seen = [contrast(colour, ground) for colour in colours if colour]
            if seen and max(seen) < limit - 0.005 and not _is_rest(series, chart):
                return max(seen)
    return None


def _is_rest(series: etree._Element, chart: etree._Element) -> bool:
    """The unfilled part of a bar that shows a share carries nothing: it has no label, and another series lies before it."""
    every = list(chart.iter(f"{C}ser"))
    stacked = any(element.get("val") in ("stacked", "percentStacked") for element in chart.iter(f"{C}grouping"))
    return stacked and len(every) > 1 and series is every[-1]


@finds(FROM_THEME, FEW_HUES)
def from_the_theme(
    file: str, deck: Deck, slide: DeckSlide, charts: list[etree._Element], limits: Limits
) -> Iterator[Finding]:
    """Colours of a slide and its charts."""
    allowed = {colour for known in deck.themes for colour in known.colours.values()}
    own = [("", slide.root), *(("a chart: ", chart) for chart in charts)]
    for prefix, root in own:
        foreign = sorted(
            {value for element in root.iter(f"{A}srgbClr") if (value := element.get("val", "").upper()) not in allowed}
        )
        if foreign:
            what = f"{prefix}colours outside the theme: {', '.join('#' + colour for colour in foreign[:4])}"
            yield on_slide(FROM_THEME, file, slide, what, "choose a colour of the theme")
    hues = {found for box in slide.boxes for colour in _colours(box) if (found := hue(colour)) is not None}
    if len(hues) > limits.of(FEW_HUES).hues:
        yield on_slide(FEW_HUES, file, slide, f"{len(hues)} hues", f"{limits.of(FEW_HUES).hues} at most")


def _colours(box: Box) -> Iterator[str]:
    if box.fill:
        yield box.fill
    for paragraph in box.paragraphs:
        yield from (run.colour for run in paragraph.runs if run.colour and run.text.strip())
