"""Number cards: heroes with their notes and charts, rows of plain numbers. In: Sheet; out: shapes of prototypes."""

from slide_shapes import Line, Run, Sheet, column

Box = tuple[float, float, float, float]


def number_line(name: str, size: float, *, dark: bool = False, small: float | None = None) -> Line:
    """Return the line of a number card: qualifier, number, unit, qualifier."""
    colour, quiet = ("bg1", "gold") if dark else ("accent1", "accent3")
    side = small or round(size / 3)
    runs = [
        Run(f"{{{{ {name}.before }}}}", side, quiet, bold=True),
        Run(f"{{{{ {name}.number }}}}", size, colour, bold=True),
        Run(f"{{{{ {name}.unit }}}}", side, colour, bold=True),
        Run(f"{{{{ {name}.after }}}}", side, quiet, bold=True),
    ]
    return Line(runs, round(size * 1.15))


def hero(sheet: Sheet, loop: str, box: Box, *, dark: bool, chart: Box | None, size: float = 84) -> str:
    """Return a hero card: ground, label, number, small chart, note at its foot."""
    x, y, width, height = box
    text, quiet = ("bg1", "gold") if dark else ("accent5", "accent5")
    parts = [
        sheet.rectangle("底", box, "accent1" if dark else "bg2"),
        sheet.text(
            "指标", (x + 24, y + 18, width - 48, 26), [Line([Run("{{ card.label }}", 18, text, bold=True)], 26)]
        ),
        sheet.text("数值", (x + 24, y + 52, width - 48, size * 1.15), [number_line("card", size, dark=dark)]),
    ]
    if chart:
        parts.append(sheet.text("小图", chart, [Line([Run("{{ card.chart }}", 14, text)], 20)]))
    note = Line([Run("{{ card.note }}", 14, quiet if dark else "accent5")], 22)
    parts.append(sheet.text("说明", (x + 24, y + height - 36, width - 48, 24), [note]))
    return sheet.group("重点指标", box, loop, parts)


def key_numbers(sheet: Sheet) -> None:
    """Two heroes with small charts, four plain numbers under thin rules."""
    loop = "{% for card in slide.heroes %}"
    sheet.add(
        hero(sheet, loop, (48, 114, 420, 186), dark=True, chart=(258, 162, 186, 90)),
        hero(sheet, loop, (492, 114, 420, 186), dark=False, chart=(702, 162, 186, 90)),
    )
    for number in range(4):
        x = column(3 * number)
        box = (x, 324.0, 198.0, 156.0)
        parts = [
            sheet.rule(x, 324, 198, 0, "accent1", 1.5),
            sheet.text("指标", (x, 336, 198, 24), [Line([Run("{{ card.label }}", 18, "tx1", bold=True)], 24)]),
            sheet.text("数值", (x, 366, 198, 69), [number_line("card", 60, small=26)]),
            sheet.text("说明", (x, 444, 198, 24), [Line([Run("{{ card.note }}", 14, "accent5")], 22)]),
        ]
        sheet.add(sheet.group("指标", box, "{% for card in slide.cards %}", parts))


def key_numbers_pair(sheet: Sheet) -> None:
    """Two tall heroes, and a row of names under a heading."""
    loop = "{% for card in slide.heroes %}"
    sheet.add(
        hero(sheet, loop, (48, 114, 420, 204), dark=True, chart=None, size=96),
        hero(sheet, loop, (492, 114, 420, 204), dark=False, chart=None, size=96),
    )
    lead_row(sheet, 342)
    for number in range(4):
        x = column(3 * number)
        text = sheet.text(
            "名称", (x, 408, 198, 60), [Line([Run("{{ item.head }}", 24, "accent1", bold=True, serif=True)], 34)]
        )
        sheet.add(sheet.group("项", (x, 402, 198, 72), "{% for item in slide.items %}", [text]))


def key_numbers_rows(sheet: Sheet) -> None:
    """Two cards on the left, rows of achievements on the right."""
    loop = "{% for card in slide.heroes %}"
    sheet.add(
        hero(sheet, loop, (48, 114, 420, 216), dark=True, chart=(72, 286, 372, 12)),
        hero(sheet, loop, (48, 342, 420, 138), dark=False, chart=None, size=56),
    )
    for number in range(3):
        y = 114 + 126.0 * number
        parts = [
            sheet.rule(504, y, 408, 0, "accent3", 1.5),
            sheet.text("类别", (504, y + 18, 408, 24), [Line([Run("{{ item.head }}", 18, "accent3", bold=True)], 24)]),
            sheet.text("内容", (504, y + 50, 408, 62), [Line([Run("{{ item.text }}", 22, "tx1", bold=True)], 31)]),
        ]
        sheet.add(sheet.group("成果", (504, y, 408, 114), "{% for item in slide.items %}", parts))


def two_charts(sheet: Sheet) -> None:
    """A share with its bar, a number card, a sentence below."""
    loop = "{% for card in slide.heroes %}"
    sheet.add(
        hero(sheet, loop, (48, 114, 420, 252), dark=True, chart=(72, 282, 372, 14), size=96),
        hero(sheet, loop, (492, 114, 420, 252), dark=False, chart=(516, 282, 372, 14), size=96),
    )
    lead = Line([Run("{{ slide.lead }}", 20, "tx1", bold=True)], 30)
    sheet.add(sheet.rule(48, 390, 864, 0, "accent1", 1.5), sheet.text("结论", (48, 402, 864, 72), [lead], anchor="ctr"))


def lead_row(sheet: Sheet, y: float) -> None:
    """A heading of the lower band, on a rule."""
    lead = [Line([Run("{{ slide.lead }}", 18, "tx1", bold=True)], 28)]
    sheet.add(sheet.text("小标题", (48, y, 864, 30), lead), sheet.rule(48, y + 42, 864, 0, "accent1", 1.5))
