"""Layouts of places and goals: regions, ranks, roads ahead."""

from collections.abc import Sequence

from deck_layout import (
    HEIGHT,
    WIDTH,
    WITH_LEAD,
    Box,
    Layout,
    Variant,
    X,
    Y,
    counted,
    divider,
    label,
    lead_band,
    lead_row,
    lines_of,
    number,
    number_line,
    repeat,
    rows_of,
)
from slide_shapes import Line, Run, Sheet

_CARDS = "{% for card in slide.cards %}"
_HEROES = "{% for card in slide.heroes %}"


def region_card(sheet: Sheet, box: Box, *, large: bool = False) -> list[str]:
    """Return a region: its name, its number, what stands out."""
    x, y, width, height = box
    family, size, top = ("48 40 32 28 24 20", 20.0, 110.0) if large else ("40 32 28 24 20 18", 16.0, 98.0)
    said = [*lines_of("card", size, size * 1.5), Line([Run("{{ card.note }}", 14, "accent5")], 22)]
    return [
        sheet.rectangle("底", box, "bg2"),
        sheet.rule(x, y, width, 0, "accent1", 1.5),
        label(sheet, "地区", (x + 16, y + 12, width - 32, 33), "{{ card.label }}", Run("", 22, "tx1", bold=True, serif=True), fit="22 20 18 16"),
        number(sheet, (x + 16, y + 48, width - 32), "card", family),
        sheet.text(
            "内容", (x + 16, y + top, width - 32, height - top - 4), said, fit="20 18 16" if large else "16 14",
        ),
    ]  # fmt: skip


def region_columns(sheet: Sheet, height: float) -> None:
    """Regions without a map, side by side."""
    sheet.add(
        *repeat(sheet, "地区", _CARDS, (X, Y, WIDTH, height), 24, lambda box: region_card(sheet, box, large=True))
    )


def regions(sheet: Sheet, across: int) -> None:
    """Two rows of regions."""
    area = (X, Y, WIDTH, HEIGHT)
    sheet.add(
        *rows_of(sheet, "地区", "card in slide.cards", across, area, (24, 18), lambda box: region_card(sheet, box))
    )


def rank_row(sheet: Sheet, box: Box, *, narrow: bool) -> list[str]:
    """Return a row of a ranking: place, name and note, number at the right."""
    x, y, width, height = box
    place = 48.0 if narrow else 74.0
    value = 186.0 if narrow else 346.0
    pad = 0.0 if narrow else 24.0
    rank = [Line([Run("{{ card.index }}", 28, "accent1", bold=True, serif=True)], 34)]
    about = [
        Line([Run("{{ card.label }}", 20, "tx1", bold=True)], 28),
        Line([Run("{{ card.note }}", 14, "accent5")], 20),
    ]
    return [
        *([sheet.rule(x, y, width, 0)] if narrow else [sheet.rectangle("底", box, "bg2")]),
        sheet.text("序号", (x + pad, y, place - 12, height), rank, anchor="ctr"),
        sheet.text("名称", (x + pad + place, y, width - pad - place - value - 12, height), about, anchor="ctr", fit="20 18 16"),
        sheet.text(
            "数值", (x + width - value, y, value - pad, height), [number_line("card", 28, small=14, align="r")], anchor="ctr", fit="28 24 20"
        ),
    ]  # fmt: skip


def ranking(sheet: Sheet) -> None:
    """Ranks in one column."""
    draw = lambda box: rank_row(sheet, box, narrow=False)  # noqa: E731
    sheet.add(*repeat(sheet, "名次", _CARDS, (X, Y, WIDTH, HEIGHT), 6, draw, down=True))


def ranking_columns(sheet: Sheet) -> None:
    """Ranks in two columns."""
    half = "(slide.cards|length + 1) // 2"
    loops = (
        f"{{% for card in slide.cards[:{half}] %}}",
        f"{{% for card in slide.cards[{half}:] + ([none] if slide.cards|length % 2 else []) %}}",
    )
    for x, loop in zip((X, 492.0), loops, strict=True):

        def draw(box: Box) -> Sequence[str]:
            return [sheet.group("名次", box, "{% if card %}", rank_row(sheet, box, narrow=True))]

        sheet.add(*repeat(sheet, "名次", loop, (x, Y, 420, HEIGHT), 0, draw, down=True))


def goal(sheet: Sheet, box: Box, *, dark: bool, family: str) -> list[str]:
    """Return a goal: label, number, bar where the present is known, note."""
    x, y, width, height = box
    text = "bg1" if dark else "accent5"
    size = float(family.split()[0])
    return [
        sheet.rectangle("底", box, "accent1" if dark else "bg2"),
        label(sheet, "指标", (x + 24, y + 16, width - 48, 27), "{{ card.label }}", Run("", 18, text, bold=True), fit="18 16"),
        number(sheet, (x + 24, y + 46, width - 48), "card", family, dark=dark),
        sheet.text("进度", (x + 24, y + 56 + size * 1.15, width - 48, 24), [Line([Run("{{ card.chart }}", 14)], 20)]),
        sheet.text("说明", (x + 24, y + height - 56, width - 48, 46),
                   [Line([Run("{{ card.note }}", 14, "gold" if dark else "accent5")], 22)], anchor="b"),
    ]  # fmt: skip


def roadmap(sheet: Sheet, height: float, *, many: bool) -> None:
    """Goals, with a bar where the present is known; the second stands on the dark ground."""
    places = (
        ((48.0, 272.0, False), (344.0, 272.0, True), (640.0, 272.0, False))
        if many
        else ((48.0, 494.0, False), (566.0, 346.0, True))
    )
    for x, width, dark in places:
        box = (x, Y, width, height)
        family = "48 40 32 28" if many else "56 48 40 32"
        sheet.add(sheet.group("目标", box, _HEROES, goal(sheet, box, dark=dark, family=family)))


def roles(sheet: Sheet) -> None:
    """Roles in the lower part."""
    lead_row(sheet, 324)

    def draw(box: Box) -> Sequence[str]:
        x, y, width, _ = box
        return [
            divider(sheet, box, 0, 84),
            label(sheet, "方面", (x, y, width, 28), "{{ role.head }}", Run("", 18, "accent5"), fit="18 16 14"),
            label(
                sheet,
                "定位",
                (x, y + 32, width, 48),
                "{{ role.text }}",
                Run("", 32, "accent1", bold=True, serif=True),
                fit="32 28 24 20 18",
            ),
        ]

    sheet.add(*repeat(sheet, "功能区", "{% for role in slide.roles %}", (X, 390, WIDTH, 84), 24, draw))


def _roadmap(many: bool) -> Layout:
    count = "3 <= slide.heroes|length <= 4" if many else "1 <= slide.heroes|length <= 2"

    def with_roles(sheet: Sheet) -> None:
        roadmap(sheet, 192, many=many)
        roles(sheet)

    return (
        Variant(with_roles, f"{count} and slide.roles|length <= 5 and slide.roles"),
        Variant(lambda sheet: _tall_roadmap(sheet, many=many), f"{count} and not slide.roles and slide.lead"),
        Variant(lambda sheet: roadmap(sheet, HEIGHT, many=many), f"{count} and not slide.roles"),
    )


def _tall_roadmap(sheet: Sheet, *, many: bool) -> None:
    roadmap(sheet, WITH_LEAD, many=many)
    lead_band(sheet)


PLACE_LAYOUTS: dict[str, Layout] = {
    "ranking": (
        Variant(ranking, "2 <= slide.cards|length <= 6"),
        Variant(ranking_columns, "7 <= slide.cards|length <= 12"),
    ),
    "regions": (
        *counted(region_columns, "cards", 2, 4),
        Variant(lambda sheet: regions(sheet, 3), "5 <= slide.cards|length <= 6"),
        Variant(lambda sheet: regions(sheet, 4), "7 <= slide.cards|length <= 8"),
    ),
    "roadmap": (*_roadmap(many=False), *_roadmap(many=True)),
}
