"""Layouts whose point is said in words: agenda, cards, steps, times."""

from collections.abc import Sequence

from deck_layout import (
    HEIGHT,
    WIDTH,
    Box,
    Layout,
    Variant,
    X,
    Y,
    counted,
    divider,
    label,
    lines_of,
    number_line,
    repeat,
    rows_of,
)
from slide_shapes import Line, Run, Sheet

_ITEMS = "{% for item in slide.items %}"


def rows(sheet: Sheet, *, numbered: bool, head_width: float, few: bool = False) -> None:
    """Rows of a head and a sentence, each under a hairline; on a ground where they are few."""
    left = 122.0 if numbered else X + (24 if few else 0)

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        digit = [Line([Run("{{ item.number }}", 28, "accent1", bold=True, serif=True)], 34)]
        head = [Line([Run("{{ item.head }}", 20, "tx1" if numbered else "accent1", bold=True)], 28)]
        text = [Line([Run("{{ item.text }}", 18, "accent5")], 27)]
        start = left + head_width + 24
        return [
            sheet.rectangle("底", box, "bg2") if few else sheet.rule(x, y, width, 0),
            *([sheet.text("序号", (x, y, 60, height), digit, anchor="ctr")] if numbered else []),
            sheet.text("条目", (left, y, head_width, height), head, anchor="ctr", fit="20 18 16"),
            sheet.text("内容", (start, y, 912 - start - (24 if few else 0), height), text, anchor="ctr", fit="18 16"),
        ]

    sheet.add(*repeat(sheet, "行", _ITEMS, (X, Y, WIDTH, HEIGHT), 6, draw, down=True))


def agenda_large(sheet: Sheet) -> None:
    """Two or three parts, each with a large number and its message under its name."""

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        said = [
            Line([Run("{{ item.head }}", 28, "tx1", bold=True)], 40),
            Line([Run("{{ item.text }}", 20, "accent5")], 32),
        ]
        digit = [Line([Run("{{ item.number }}", 54, "accent1", bold=True, serif=True)], 64)]
        return [
            sheet.rule(x, y, width, 0),
            sheet.text("序号", (x, y, 110, height), digit, anchor="ctr"),
            sheet.text("标题", (196, y, 716, height), said, anchor="ctr", fit="28 24 22"),
        ]

    sheet.add(*repeat(sheet, "行", _ITEMS, (X, Y, WIDTH, HEIGHT), 6, draw, down=True))


def agenda_columns(sheet: Sheet) -> None:
    """Eight to twelve parts in two columns."""
    half = "(slide.items|length + 1) // 2"
    gap = "([none] if slide.items|length % 2 else [])"
    loops = (f"{{% for item in slide.items[:{half}] %}}", f"{{% for item in slide.items[{half}:] + {gap} %}}")
    for left, loop in zip((X, 492.0), loops, strict=True):

        def draw(box: Box) -> Sequence[str]:
            x, y, width, height = box
            digit = [Line([Run("{{ item.number }}", 24, "accent1", bold=True, serif=True)], 30)]
            said = [
                Line([Run("{{ item.head }}", 18, "tx1", bold=True)], 25),
                Line([Run("{{ item.text }}", 14, "accent5")], 20),
            ]
            parts = [
                sheet.rule(x, y, width, 0),
                sheet.text("序号", (x, y, 38, height), digit, anchor="ctr"),
                sheet.text("标题", (x + 50, y, width - 50, height), said, anchor="ctr", fit="18 16"),
            ]
            return [sheet.group("部分", box, "{% if item %}", parts)]

        sheet.add(*repeat(sheet, "行", loop, (left, Y, 420, HEIGHT), 6, draw, down=True))


def text_card(sheet: Sheet, box: Box) -> list[str]:
    """Return a column with a set term or its place in the row, its name, its lines."""
    x, y, width, height = box
    return [
        divider(sheet, box, 18, height - 24),
        sheet.rule(x, y, width, 0, "accent1", 1.5),
        sheet.text("序号", (x, y + 24, width, 54), [_card_head(40, 20)], fit="40 32 28 24"),
        label(
            sheet,
            "标题",
            (x, y + 90, width, 48),
            "{{ card.label }}",
            Run("", 28, "accent1", bold=True, serif=True),
            fit="28 24 22 20 18",
        ),
        sheet.text("内容", (x, y + 150, width, height - 150), _card_lines(20, 34), fit="20 18 16"),
    ]


def low_text_card(sheet: Sheet, box: Box) -> list[str]:
    """Return a card of two rows: number and name above, lines below."""
    x, y, width, height = box
    return [
        sheet.rule(x, y, width, 0, "accent1", 1.5),
        sheet.text("序号", (x, y + 10, width, 32), [_card_head(24, 14)], fit="24 20 18"),
        label(
            sheet,
            "标题",
            (x, y + 42, width, 33),
            "{{ card.label }}",
            Run("", 22, "accent1", bold=True, serif=True),
            fit="22 20 18 16",
        ),
        sheet.text("内容", (x, y + 78, width, height - 78), _card_lines(16, 24), fit="16 14"),
    ]


def _card_head(size: float, small: float) -> Line:
    around = {"before": small, "number or card.index": size, "unit": small, "after": small}
    return Line(
        [Run(f"{{{{ card.{name} }}}}", each, "accent2", bold=True, serif=True) for name, each in around.items()],
        size * 1.35,
    )


def _card_lines(size: float, pitch: float) -> list[Line]:
    return lines_of("card", size, pitch)


def cards(sheet: Sheet, height: float) -> None:
    """Two to four columns split by hairlines."""
    draw = lambda box: text_card(sheet, box)  # noqa: E731
    sheet.add(*repeat(sheet, "卡片", "{% for card in slide.cards %}", (X, Y, WIDTH, height), 24, draw))


def cards_in_rows(sheet: Sheet, height: float) -> None:
    """Five or six cards in two rows."""
    area = (X, Y, WIDTH, height)
    sheet.add(*rows_of(sheet, "卡片", "card in slide.cards", 3, area, (24, 14), lambda box: low_text_card(sheet, box)))


def timeline(sheet: Sheet) -> None:
    """Three or four dated nodes on one line, each with its number and its text."""
    draw = lambda box: node(sheet, box, 28, 20)  # noqa: E731
    sheet.add(sheet.rule(X, 174, WIDTH, 0, "accent1", 1.5))
    sheet.add(*repeat(sheet, "节点", _ITEMS, (X, Y, WIDTH, HEIGHT), 24, draw))


def timeline_rows(sheet: Sheet, across: int) -> None:
    """Five to eight dated nodes on two lines."""
    for y in (154.0, 346.0):
        sheet.add(sheet.rule(X, y, WIDTH, 0, "accent1", 1.5))
    draw = lambda box: node(sheet, box, 22, 16)  # noqa: E731
    sheet.add(*rows_of(sheet, "节点", "item in slide.items", across, (X, Y, WIDTH, HEIGHT), (24, 18), draw))


def node(sheet: Sheet, box: Box, size: float, text: float) -> list[str]:
    """Return a node: date above the line, a dot on it, and under it a panel with number and text."""
    x, y, width, height = box
    large = size > 24
    line, pad = (60.0, 16.0) if large else (40.0, 12.0)
    family = "28 24 22 20 18" if large else "22 20 18 16"
    panel = (x, y + line + 12, width, height - line - 12)
    date = Run("", size, "accent1", bold=True, serif=True)
    return [
        label(sheet, "时间", (x, y + (6 if large else 0), width, size * 1.5), "{{ item.head }}", date, fit=family),
        sheet.rectangle("节点", (x, y + line - 6, 12, 12), "accent1"),
        sheet.rectangle("底", panel, "bg2"),
        *_node_text(sheet, (panel[0] + pad, panel[1] + pad / 2, width - 2 * pad, panel[3] - pad), text, large=large),
    ]


def _node_text(sheet: Sheet, box: Box, text: float, *, large: bool) -> list[str]:
    """What stands in the panel of a node: with its number, or the text alone and larger."""
    x, y, width, height = box
    shown, family = (40.0, "40 32 28 24 20 18") if large else (24.0, "24 22 20 18 16")
    alone, alone_family = (20.0, "20 18 16") if large else (16.0, "16 14")
    high = round(shown * 1.15) + 4.0
    lines = [Line([Run("{{ item.text }}", text, "tx1")], round(text * 1.5))]
    numbered = [
        sheet.text(
            "数值", (x, y, width, high), [number_line("item.shown", shown, small=max(shown / 2, 14))], fit=family
        ),
        sheet.text("事项", (x, y + high, width, height - high), lines, fit="20 18 16" if large else "16 14"),
    ]
    plain = [Line([Run("{{ item.text }}", alone, "tx1")], round(alone * 1.5))]
    return [
        sheet.group("带数值的事项", box, "{% if item.fact %}", numbered),
        sheet.group("事项", box, "{% if not item.fact %}", [sheet.text("事项", box, plain, fit=alone_family)]),
    ]


def next_steps(sheet: Sheet) -> None:
    """Steps in the order of their dates."""

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        date = [Line([Run("{{ item.head }}", 24, "accent1", bold=True, serif=True)], 34)]
        return [
            sheet.rectangle("底", box, "bg2"),
            sheet.rectangle("记号", (x, y, 6, height), "accent1"),
            sheet.text("时间", (x + 24, y, 198, height), date, anchor="ctr", fit="24 22 20 18"),
            sheet.text(
                "事项",
                (x + 246, y, width - 270, height),
                [Line([Run("{{ item.text }}", 20, "tx1")], 30)],
                anchor="ctr",
                fit="20 18 16",
            ),
        ]

    sheet.add(*repeat(sheet, "步骤", _ITEMS, (X, Y, WIDTH, HEIGHT), 10, draw, down=True))


TEXT_LAYOUTS: dict[str, Layout] = {
    "agenda": (
        Variant(agenda_large, "1 <= slide.items|length <= 3"),
        Variant(lambda sheet: rows(sheet, numbered=True, head_width=200), "4 <= slide.items|length <= 7"),
        Variant(agenda_columns, "8 <= slide.items|length <= 12"),
    ),
    "cards_3_4": (*counted(cards, "cards", 2, 4), *counted(cards_in_rows, "cards", 5, 6)),
    "timeline": (
        Variant(timeline, "2 <= slide.items|length <= 4"),
        Variant(lambda sheet: timeline_rows(sheet, 3), "5 <= slide.items|length <= 6"),
        Variant(lambda sheet: timeline_rows(sheet, 4), "7 <= slide.items|length <= 8"),
    ),
    "next_steps": (Variant(next_steps, "3 <= slide.items|length <= 7"),),
    "closing": (
        Variant(lambda sheet: rows(sheet, numbered=False, head_width=174, few=True), "1 <= slide.items|length <= 3"),
        Variant(lambda sheet: rows(sheet, numbered=False, head_width=174), "4 <= slide.items|length <= 8"),
    ),
}  # fmt: skip
