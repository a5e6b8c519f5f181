"""Layouts whose point is a comparison or an order: then and now, tiers, tables; and the words of others."""

from collections.abc import Sequence

from deck_layout import HEIGHT, WIDTH, Box, Layout, Variant, X, Y, always, repeat
from slide_shapes import Line, Run, Sheet

_ITEMS = "{% for item in slide.items %}"


def then_now(sheet: Sheet) -> None:
    """The same rows twice: before in grey, now in the primary colour on a ground, an arrow between."""
    sheet.add(sheet.rectangle("底", (604, Y, 308, HEIGHT), "bg2"))
    for x, number, colour in ((270.0, 0, "accent5"), (628.0, 1, "accent1")):
        head = [Line([Run(f"{{{{ slide.columns[{number}].head }}}}", 16, colour, bold=True)], 24)]
        sheet.add(sheet.text("列名", (x, 120, 272, 28), head))

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        before = [Line([Run("{{ item.lines[0] }}", 28, "accent5")], 38)]
        now = [Line([Run("{{ item.lines[1] }}", 28, "accent1", bold=True)], 38)]
        arrow = [Line([Run("→", 24, "accent2")], 34, "ctr")]
        return [
            sheet.rule(x, y, width, 0),
            sheet.text(
                "项目",
                (x, y, 198, height),
                [Line([Run("{{ item.head }}", 20, "tx1", bold=True)], 28)],
                anchor="ctr",
                fit="20 18 16",
            ),
            sheet.text("此前", (270, y, 272, height), before, anchor="ctr", fit="28 24 20 18"),
            sheet.text("箭头", (554, y, 44, height), arrow, anchor="ctr"),
            sheet.text("现在", (628, y, 272, height), now, anchor="ctr", fit="28 24 20 18"),
        ]

    sheet.add(*repeat(sheet, "对照", _ITEMS, (X, 156, WIDTH, 324), 0, draw, down=True))


def tiers(sheet: Sheet) -> None:
    """Rows whose height, tone and type fall with the tier; equal chips inside a row."""
    y = Y
    tones = (("tx2", 96, 26), ("accent1", 84, 22), ("accent3", 84, 18), ("accent5", 66, 18))
    for rank, (tone, height, size) in enumerate(tones, 1):
        name = [
            Run("{{ tier.number }}", 40, "bg1", bold=True),
            Run("{{ tier.unit }}", 16, "bg1"),
            Run("{{ tier.label }}", 22, "bg1", bold=True),
        ]
        parts = [
            sheet.rectangle("底", (X, y, 198, height), tone),
            sheet.text("层级", (66, y, 174, height), [Line(name, 46)], anchor="ctr", fit="40 32 28 24"),
        ]
        family = " ".join(str(each) for each in (26, 22, 18, 16, 14) if each <= size)

        def chip(box: Box, rank: int = rank, size: float = size, family: str = family) -> Sequence[str]:
            line = [Line([Run("{{ chip }}", size, "tx1", bold=True)], round(size * 1.4), "ctr")]
            return [sheet.text("产业", box, line, ground=f"tint{rank}", anchor="ctr", fit=family)]

        parts += repeat(sheet, "产业", "{% for chip in tier.chips %}", (258, y, 654, height), 6, chip)
        sheet.add(sheet.group("层级", (X, y, WIDTH, height), "{% for tier in slide.tiers %}", parts))
        y += height + 12


def table(sheet: Sheet) -> None:
    """A table of hairlines: its columns and rows are those of the slide."""
    head = "{%tc for column in slide.columns %}{{ column.head }}{%tc endfor %}"
    row = "{%tr for row in slide.rows %}{%tc for cell in row.cells %}{{ cell }}{%tc endfor %}{%tr endfor %}"
    looks = ([head], [Run("", 16, "accent1", bold=True)], 42.0), ([row], [Run("", 18, "tx1")], 44.0)
    sheet.add(sheet.table("表", (X, Y, WIDTH, 86), looks, "18 16"))


def styled_table(sheet: Sheet, heads: Sequence[Run], cells: Sequence[Run]) -> None:
    """A table of set columns, each with its own look."""
    last = len(heads) - 1
    head = [f"{{{{ slide.columns[{n}].head }}}}" for n in range(last + 1)]
    row = [f"{{{{ row.cells[{n}] }}}}" for n in range(last + 1)]
    row[0], row[last] = "{%tr for row in slide.rows %}" + row[0], row[last] + "{%tr endfor %}"
    sheet.add(sheet.table("表", (X, Y, WIDTH, 98), ((head, heads, 42.0), (row, cells, 46.0)), "20 18 16"))


def comparison(sheet: Sheet) -> None:
    """Before, now, change."""
    heads = [Run("", 16, colour, bold=True) for colour in ("accent5", "accent5", "accent1", "accent3")]
    looks = (("tx1", True), ("accent5", False), ("accent1", True), ("accent3", True))
    styled_table(sheet, heads, [Run("", 20, colour, bold=bold) for colour, bold in looks])


def tasks(sheet: Sheet) -> None:
    """Task, who answers for it, until when."""
    heads = [Run("", 16, "accent1", bold=True)] * 3
    looks = (("tx1", True), ("accent1", True), ("accent5", False))
    styled_table(sheet, heads, [Run("", 20, colour, bold=bold) for colour, bold in looks])


def quote(sheet: Sheet) -> None:
    """Words on a ground, and who said them on which occasion."""
    words = [Line([Run("{{ slide.lead }}", 40, "accent1", bold=True, serif=True)], 62)]
    who = [
        Line([Run("{{ slide.head }}", 20, "tx1", bold=True)], 30),
        Line([Run("{{ slide.date }}", 16, "accent5")], 24),
    ]
    sheet.add(
        sheet.rectangle("底", (X, Y, WIDTH, HEIGHT), "bg2"),
        sheet.text("引号", (72, 126, 96, 120), [Line([Run("“", 120, "accent2", bold=True, serif=True)], 120)]),
        sheet.text("引语", (196, 132, 642, 240), words, anchor="ctr", fit="40 36 32 28 24"),
        sheet.rule(196, 390, 642, 0, "accent1", 1.5),
        sheet.text("出处", (196, 402, 642, 66), who, fit="20 18"),
    )


TABLE_LAYOUTS: dict[str, Layout] = {
    "then_now": (Variant(then_now, "1 <= slide.items|length <= 6"),),
    "tiers": (Variant(tiers, "1 <= slide.tiers|length <= 4"),),
    "table": (Variant(table, "slide.rows"),),
    "comparison": (Variant(comparison, "slide.rows and slide.columns|length == 4"),),
    "tasks": (Variant(tasks, "slide.rows and slide.columns|length == 3"),),
    "quote": always(quote),
}
