"""Layouts whose point is a number: heroes, cards, goals, ranks, regions."""

from collections.abc import Sequence
from dataclasses import dataclass

from deck_layout import (
    HEIGHT,
    NUMBERS,
    WIDTH,
    WITH_LEAD,
    Box,
    Layout,
    Variant,
    X,
    Y,
    counted,
    label,
    lead_row,
    number,
    number_line,
    repeat,
    rows_of,
)
from slide_shapes import Line, Run, Sheet

_HEROES = "{% for card in slide.heroes %}"
_CARDS = "{% for card in slide.cards %}"


def hero(
    sheet: Sheet, box: Box, *, dark: bool, family: str = NUMBERS, chart: Box | None = None, note_size: float = 14
) -> list[str]:
    """Return the shapes of a hero card: ground, label, number, small chart, note at its foot."""
    x, y, width, height = box
    low = height < 156
    text, quiet = ("bg1", "gold") if dark else ("accent5", "accent5")
    parts = [
        sheet.rectangle("底", box, "accent1" if dark else "bg2"),
        label(
            sheet,
            "指标",
            (x + 24, y + (10 if low else 18), width - 48, 27),
            "{{ card.label }}",
            Run("", 18, text, bold=True),
            fit="18 16",
        ),
        number(sheet, (x + 24, y + (38 if low else 52), width - 48), "card", family, dark=dark),
    ]
    if chart:
        parts.append(sheet.text("小图", chart, [Line([Run("{{ card.chart }}", 14, text)], 20)]))
    note = Line([Run("{{ card.note }}", note_size, quiet)], round(note_size * 1.55))
    parts.append(sheet.text("说明", (x + 24, y + height - (32 if low else 36), width - 48, note_size + 10), [note]))
    return parts


def heroes(
    sheet: Sheet,
    top: float,
    height: float,
    family: str = NUMBERS,
    chart: tuple[float, float, float, float] | None = None,
) -> None:
    """Two heroes side by side, the first on the dark ground; `chart` is left, top, width, height in its card."""
    for x, dark in ((X, True), (492.0, False)):
        box = (x, top, 420.0, height)
        place = (x + chart[0], top + chart[1], chart[2], chart[3]) if chart else None
        sheet.add(sheet.group("重点指标", box, _HEROES, hero(sheet, box, dark=dark, family=family, chart=place)))


def small_card(sheet: Sheet, box: Box) -> list[str]:
    """Return a plain number under a rule."""
    x, y, width, _ = box
    return [
        sheet.rule(x, y, width, 0, "accent1", 1.5),
        label(sheet, "指标", (x, y + 12, width, 27), "{{ card.label }}", Run("", 18, "tx1", bold=True), fit="18 16 14"),
        number(sheet, (x, y + 42, width), "card", "60 48 40 32 28 24 20"),
        label(sheet, "说明", (x, y + 120, width, 24), "{{ card.note }}", Run("", 14, "accent5")),
    ]


def low_card(sheet: Sheet, box: Box) -> list[str]:
    """Return a plain number under a rule, for two rows of them."""
    x, y, width, _ = box
    return [
        sheet.rule(x, y, width, 0, "accent1", 1.5),
        label(sheet, "指标", (x, y + 6, width, 27), "{{ card.label }}", Run("", 18, "tx1", bold=True), fit="18 16 14"),
        number(sheet, (x, y + 34, width), "card", "32 28 24 20"),
        label(sheet, "说明", (x, y + 70, width, 22), "{{ card.note }}", Run("", 14, "accent5")),
    ]


def key_numbers(sheet: Sheet) -> None:
    """Heroes with small charts, up to four plain numbers under thin rules."""
    heroes(sheet, Y, 186, chart=(210, 48, 186, 90))
    sheet.add(*repeat(sheet, "指标", _CARDS, (X, 324, WIDTH, 156), 24, lambda box: small_card(sheet, box)))


def key_numbers_many(sheet: Sheet) -> None:
    """Lower heroes, and two rows of plain numbers."""
    heroes(sheet, Y, 150, "60 48 40 32", chart=(210, 24, 186, 84))
    sheet.add(
        *rows_of(
            sheet, "指标", "card in slide.cards", 3, (X, 288, WIDTH, 192), (24, 12), lambda box: low_card(sheet, box)
        )
    )


def key_numbers_pair(sheet: Sheet) -> None:
    """Two tall heroes, and a row of names under a heading."""
    heroes(sheet, Y, 204, "96 84 60 48 40 32", chart=(210, 60, 186, 96))
    lead_row(sheet, 342)
    sheet.add(
        *repeat(
            sheet, "项", "{% for item in slide.items %}", (X, 402, WIDTH, 72), 24, lambda box: name_card(sheet, box)
        )
    )


def key_numbers_pair_many(sheet: Sheet) -> None:
    """Two tall heroes, and two rows of names under a heading."""
    heroes(sheet, Y, 204, "96 84 60 48 40 32", chart=(210, 60, 186, 96))
    lead_row(sheet, 330)
    sheet.add(
        *rows_of(
            sheet, "项", "item in slide.items", 3, (X, 384, WIDTH, 96), (24, 12), lambda box: name_card(sheet, box)
        )
    )


def name_card(sheet: Sheet, box: Box) -> list[str]:
    """Return one name of a row."""
    x, y, width, height = box
    run = Run("", 24, "accent1", bold=True, serif=True)
    return [label(sheet, "名称", (x, y, width, height), "{{ item.head }}", run, fit="24 22 20 18 16", anchor="ctr")]


def achievements(sheet: Sheet, area: Box) -> None:
    """Rows of a heading and a text, each under a rule."""

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        return [
            sheet.rule(x, y, width, 0, "accent3", 1.5),
            label(
                sheet, "类别", (x, y + 12, width, 27), "{{ item.head }}", Run("", 18, "accent3", bold=True), fit="18 16"
            ),
            sheet.text(
                "内容",
                (x, y + 42, width, height - 42),
                [Line([Run("{{ item.text }}", 22, "tx1", bold=True)], 30)],
                fit="22 20 18 16",
            ),
        ]

    sheet.add(*repeat(sheet, "成果", "{% for item in slide.items %}", area, 14, draw, down=True))


def key_numbers_rows(sheet: Sheet) -> None:
    """Two cards on the left, rows of achievements on the right."""
    first, second = (X, Y, 420.0, 216.0), (X, 342.0, 420.0, 138.0)
    sheet.add(
        sheet.group("重点指标", first, _HEROES, hero(sheet, first, dark=True, chart=(72, 286, 372, 12), note_size=18)),
        sheet.group("重点指标", second, _HEROES, hero(sheet, second, dark=False, family="56 48 40 32", note_size=18)),
    )
    achievements(sheet, (504, Y, 408, HEIGHT))


def big_number(sheet: Sheet) -> None:
    """One number as large as the slide allows, and what explains it."""
    box = (X, Y, 420.0, HEIGHT)
    x, y, width, height = box
    note = Line([Run("{{ card.note }}", 18, "gold")], 28)
    parts = [
        sheet.rectangle("底", box, "accent1"),
        label(
            sheet,
            "指标",
            (x + 24, y + 24, width - 48, 66),
            "{{ card.label }}",
            Run("", 22, "bg1", bold=True),
            fit="22 20 18",
        ),
        number(sheet, (x + 24, y + 96, width - 48), "card", "120 96 84 60 48 40 32", dark=True),
        sheet.text("小图", (x + 24, y + 246, width - 48, 48), [Line([Run("{{ card.chart }}", 14, "bg1")], 20)]),
        sheet.text("说明", (x + 24, y + height - 66, width - 48, 54), [note], fit="18 16"),
    ]
    sheet.add(sheet.group("重点指标", box, "{% for card in slide.heroes[:1] %}", parts))
    achievements(sheet, (504, Y, 408, HEIGHT))


def two_charts(sheet: Sheet, height: float) -> None:
    """Shares with their bars, or number cards, and a sentence below."""
    tall = height if height == HEIGHT else 252.0
    heroes(sheet, Y, tall, "96 84 60 48 40 32", chart=(24, 168 if tall < HEIGHT else 230, 372, 14))


def two_charts_lead(sheet: Sheet) -> None:
    """The sentence of two cards, on a rule."""
    two_charts(sheet, WITH_LEAD)
    lead = Line([Run("{{ slide.lead }}", 20, "tx1", bold=True)], 30)
    sheet.add(
        sheet.rule(X, 390, WIDTH, 0, "accent1", 1.5),
        sheet.text("结论", (X, 402, WIDTH, 72), [lead], anchor="ctr", fit="20 18"),
    )


def wide_rows(sheet: Sheet, height: float) -> None:
    """Three numbers, one under the other: the number at the left, what it is at the right."""

    def draw(box: Box) -> Sequence[str]:
        x, y, width, high = box
        about = [
            Line([Run("{{ card.label }}", 24, "tx1", bold=True)], 34),
            Line([Run("{{ card.note }}", 16, "accent5")], 24),
        ]
        size = 60 if high > 90 else 48
        line = number_line("card", size, small=round(size * 0.36))
        family = "60 48 40 32" if size == 60 else "48 40 32"
        return [
            sheet.rectangle("底", box, "bg2"),
            sheet.text(
                "数值",
                (x + 24, y, 396, high),
                [line],
                anchor="ctr",
                fit=family,
            ),
            sheet.text("指标", (x + 444, y, width - 468, high), about, anchor="ctr", fit="24 22 20 18"),
        ]

    sheet.add(*repeat(sheet, "指标", _CARDS, (X, Y, WIDTH, height), 14, draw, down=True))


@dataclass(frozen=True)
class GridCard:
    """The measures of a card of a grid, in pt: where its label, number and note stand, and the sizes that each may take."""

    top: int
    line: int
    number: int
    note: int
    label_sizes: str
    number_sizes: str


_HIGH = GridCard(18, 27, 54, 36, "18 16 14", "60 48 40 32 28 24 20")
_LOW = GridCard(12, 24, 36, 30, "16 14", "48 40 32 28 24 20")


def number_grid(sheet: Sheet, height: float, across: int) -> None:
    """Cards in two rows."""
    card = _HIGH if height == HEIGHT else _LOW
    area = (X, Y, WIDTH, height)
    sheet.add(
        *rows_of(sheet, "指标", "card in slide.cards", across, area, (12, 14), lambda box: grid_card(sheet, box, card))
    )


def grid_card(sheet: Sheet, box: Box, card: GridCard) -> list[str]:
    """Return a card of a grid."""
    x, y, width, height = box
    look = Run("", int(card.label_sizes.split()[0]), "accent5", bold=True)
    place = (x + 18, y + card.top, width - 36, card.line)
    note = (x + 18, y + height - card.note, width - 36, 24)
    return [
        sheet.rectangle("底", box, "bg2"),
        label(sheet, "指标", place, "{{ card.label }}", look, fit=card.label_sizes),
        number(sheet, (x + 18, y + card.number, width - 36), "card", card.number_sizes),
        label(sheet, "说明", note, "{{ card.note }}", Run("", 14, "accent5")),
    ]


NUMBER_LAYOUTS: dict[str, Layout] = {
    "key_numbers": (
        Variant(key_numbers, "1 <= slide.heroes|length <= 2 and 1 <= slide.cards|length <= 4"),
        Variant(key_numbers_many, "1 <= slide.heroes|length <= 2 and 5 <= slide.cards|length <= 6"),
    ),
    "key_numbers_pair": (
        Variant(key_numbers_pair, "1 <= slide.heroes|length <= 2 and 1 <= slide.items|length <= 4"),
        Variant(key_numbers_pair_many, "1 <= slide.heroes|length <= 2 and 5 <= slide.items|length <= 6"),
    ),
    "key_numbers_rows": (Variant(key_numbers_rows, "slide.heroes|length == 2 and 2 <= slide.items|length <= 4"),),
    "big_number": (Variant(big_number, "slide.heroes|length == 1 and 2 <= slide.items|length <= 4"),),
    "number_grid": (
        *counted(wide_rows, "cards", 2, 3),
        *counted(lambda sheet, height: number_grid(sheet, height, 2), "cards", 4, 4),
        *counted(lambda sheet, height: number_grid(sheet, height, 3), "cards", 5, 6),
        *counted(lambda sheet, height: number_grid(sheet, height, 4), "cards", 7, 8),
    ),
    "two_charts": (
        Variant(two_charts_lead, "1 <= slide.heroes|length <= 2 and slide.lead"),
        Variant(lambda sheet: two_charts(sheet, HEIGHT), "1 <= slide.heroes|length <= 2"),
    ),
}
