"""The figures of a pack as pictures and charts. In: Pack; out: what templates can hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from reportgen.charts import (
    Drawing,
    DrawingCache,
    Native,
    alt_text,
    is_native,
    native,
    prepared,
    shapes_xml,
    shown_of,
    values_of,
)
from reportgen.errors import ChartError
from reportgen.findings import Finding
from reportgen.model import THEMES, Fact, Figure, FigureBlock, Pack, Theme
from reportgen.template import ChartData, ChartPoint, NativeChart, NativeShapes, Picture, SlideBox

EMU_PER_MM = 36000
HALF_WIDTH = 75.0  # mm
_WIDE_KINDS = ("tiers", "panel", "small_multiples", "timeline", "heat")
_IN_TEXT = (442.2, 212.6)  # pt: a chart as wide as the text of a page


def draw_figures(pack: Pack, cache: DrawingCache) -> tuple[dict[str, Picture], list[Finding]]:
    """Return the pictures of the figures that the report shows, by figure id, and what had to give way in them."""
    ids = [block.figure for block in pack.blocks() if isinstance(block, FigureBlock)]
    theme = THEMES[pack.theme]
    made = {key: cache.draw(pack.figures[key], pack.facts, theme) for key in dict.fromkeys(ids)}
    return {key: _picture(one) for key, one in made.items()}, [f for one in made.values() for f in one.findings]


def sized_figures(pack: Pack, cache: DrawingCache) -> Callable[[str, float, float], Picture | None]:
    """Return a function that draws a figure in a width and height in mm; None where something would have to give way in it."""

    @lru_cache(maxsize=256)
    def sized(key: str, width_mm: float, height_mm: float) -> Picture | None:
        figure = pack.figures[key]
        if figure.kind in _WIDE_KINDS and (width_mm == HALF_WIDTH or figure.kind != "panel"):
            return None
        try:
            made = cache.draw(figure, pack.facts, THEMES[pack.theme], width_mm, height_mm)
        except ChartError:
            return None
        return None if made.findings else _picture(made)

    return sized


def native_charts(pack: Pack) -> Callable[[str, str, bool], NativeChart | NativeShapes]:
    """Return a function that gives what a figure is on a slide, for a ground (light, dark) and size."""

    def chart(key: str, tone: str, compact: bool) -> NativeChart | NativeShapes:
        return slide_figure(pack.figures[key], pack.facts, THEMES[pack.theme], tone, compact=compact)

    return chart


def slide_figure(
    figure: Figure, facts: Mapping[str, Fact], theme: Theme, tone: str = "light", *, compact: bool = False,
    room: tuple[float, float] | None = None, headed: bool = False,
) -> NativeChart | NativeShapes:  # fmt: skip
    """Return a figure as the chart that Office draws, or as shapes where it has none; room is that of a chart in pt."""
    if is_native(figure):
        return _chart(figure, facts, native(figure, facts, theme, tone, compact, room, headed=headed))

    def draw(box: SlideBox, new_id: Callable[[], int], place: Callable[[NativeChart, SlideBox], str]) -> str:
        def frame(made: Native, at: SlideBox) -> str:
            return place(NativeChart(made.xml, made.workbook, made.alt), at)

        return shapes_xml(figure, facts, theme, box, new_id, frame)

    data = prepared(figure, facts)
    return NativeShapes(draw, alt_text(data), shown_of(data))


class FigureCharts(Mapping[str, NativeChart | NativeShapes | Picture]):
    """The figures of a pack by id, as `{{ figures["fig-output"] }}` asks for them: each is made when a template does.

    A kind that Office does not have is shapes on a slide, and a picture where a page has pictures of figures.
    """

    def __init__(self, pack: Pack, pictures: Mapping[str, Picture], *, slide: bool) -> None:
        self._pack, self._pictures, self._slide = pack, pictures, slide

    def __getitem__(self, key: str) -> NativeChart | NativeShapes | Picture:
        figure, facts = self._pack.figures[key], self._pack.facts
        if self._slide:
            return slide_figure(figure, facts, THEMES[self._pack.theme])
        if not is_native(figure) and key in self._pictures:
            return self._pictures[key]
        made = native(figure, facts, THEMES[self._pack.theme], size_pt=_IN_TEXT, slide=False, headed=True)
        return _chart(figure, facts, made)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pack.figures)

    def __len__(self) -> int:
        return len(self._pack.figures)


def _chart(figure: Figure, facts: Mapping[str, Fact], made: Native) -> NativeChart:
    return NativeChart(made.xml, made.workbook, made.alt, made.shown, _data(figure, facts, made.alt))


def _data(figure: Figure, facts: Mapping[str, Fact], alt: str) -> ChartData:
    """The data of a figure, for a chart that a designer has drawn."""
    values = values_of(figure, facts)
    series = {
        name: [ChartPoint(one.value, one.x, one.size, one.text, one.fact_id, one.look) for one in column]
        for name, column in values.series
    }
    return ChartData(values.categories, series, alt)


def photo_pictures(pack: Pack, folder: Path) -> dict[str, Picture]:
    """Return the photos whose files exist, by id."""
    found = {}
    for photo in pack.photos:
        if photo.file:
            picture = Picture.of(folder / photo.file, alt=photo.caption)
            found[photo.id] = replace(picture, focus=photo.focal_point())
    return found


def _picture(made: Drawing) -> Picture:
    size = round(made.width_mm * EMU_PER_MM), round(made.height_mm * EMU_PER_MM)
    return Picture(made.png, *size, made.alt, made.svg, made.shown)
