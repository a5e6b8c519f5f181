"""The prototype slides of the deck: one for each layout, with the tags that the storyboard fills."""

from collections.abc import Callable

from number_cards import key_numbers, key_numbers_pair, key_numbers_rows, lead_row, number_line, two_charts
from slide_shapes import Line, Run, Sheet, column


def chart_takeaway(sheet: Sheet) -> None:
    """A chart of seven columns and a panel of four."""
    head = Line([Run("{{ slide.head }}", 18, "tx1", bold=True), Run("{{ slide.unit }}", 16, "accent5")], 26)
    sheet.add(sheet.text("图题", (48, 114, 494, 28), [head]))
    sheet.add(
        sheet.placeholder(
            "图表", "chart", 20, '<a:p><a:r><a:rPr lang="zh-CN"/><a:t>{{ slide.chart }}</a:t></a:r></a:p>'
        )
    )
    sheet.add(sheet.rectangle("底", (616, 114, 296, 366), "bg2"))
    for number in range(3):
        y = 132 + 116.0 * number
        parts = [] if number == 0 else [sheet.rule(640, y - 8, 248, 0)]
        lines = [
            Line([Run("{%p for line in item.lines %}", 16)], 24),
            Line([Run("{{ line }}", 18, "tx1")], 28),
            Line([Run("{%p endfor %}", 16)], 24),
        ]
        parts += [
            sheet.text("要点", (640, y + 4, 248, 28), [Line([Run("{{ item.head }}", 18, "accent1", bold=True)], 28)]),
            sheet.text("内容", (640, y + 36, 248, 60), lines),
        ]
        top = y - 8 if number else y
        sheet.add(sheet.group("要点", (640, top, 248, 96 + (y - top)), "{% for item in slide.items %}", parts))


def cards(sheet: Sheet) -> None:
    """Equal columns split by hairlines, each with a set term or its place in the row, and a sentence below."""
    for number in range(3):
        x = column(4 * number)
        around = {"before": 20, "number or card.index": 40, "unit": 20, "after": 20}
        runs = [Run(f"{{{{ card.{name} }}}}", size, "accent2", bold=True, serif=True) for name, size in around.items()]
        head = [Line(runs, 54)]
        lines = [
            Line([Run("{%p for line in card.lines %}", 20)], 34),
            Line([Run("{{ line }}", 20, "tx1")], 34),
            Line([Run("{%p endfor %}", 20)], 34),
        ]
        parts = [] if number == 0 else [sheet.rule(x - 12, 132, 0, 240)]
        parts += [
            sheet.rule(x, 114, 272, 0, "accent1", 1.5),
            sheet.text("序号", (x, 138, 272, 54), head),
            sheet.text(
                "标题", (x, 210, 272, 42), [Line([Run("{{ card.label }}", 28, "accent1", bold=True, serif=True)], 38)]
            ),
            sheet.text("内容", (x, 270, 272, 102), lines),
        ]
        sheet.add(sheet.group("卡片", (x, 114, 272, 258), "{% for card in slide.cards %}", parts))
    lead = Line([Run("{{ slide.lead }}", 20, "tx1", bold=True)], 30, "ctr")
    sheet.add(sheet.text("结论", (48, 402, 864, 78), [lead], ground="bg2", anchor="ctr"))


def tiers(sheet: Sheet) -> None:
    """Rows whose height, tone and type fall with the tier; equal chips inside a row."""
    y = 114.0
    tones = (("tx2", 96, 26), ("accent1", 84, 22), ("accent3", 84, 18), ("accent5", 66, 18))
    for rank, (tone, height, size) in enumerate(tones, 1):
        name = [
            Run("{{ tier.number }}", 40, "bg1", bold=True),
            Run("{{ tier.unit }}", 16, "bg1"),
            Run("{{ tier.label }}", 22, "bg1", bold=True),
        ]
        parts = [
            sheet.rectangle("底", (48, y, 198, height), tone),
            sheet.text("层级", (66, y, 174, height), [Line(name, 46)], anchor="ctr"),
        ]
        for chip in range(3):
            x = 258 + chip * 220.0
            line = [Line([Run("{{ chip }}", size, "tx1", bold=True)], size * 1.4, "ctr")]
            box = (x, y, 214.0, float(height))
            loop = "{% for chip in tier.chips %}"
            parts.append(sheet.text("产业", box, line, descr=loop, ground=f"tint{rank}", anchor="ctr"))
        sheet.add(sheet.group("层级", (48, y, 864, height), "{% for tier in slide.tiers %}", parts))
        y += height + 12


def roadmap(sheet: Sheet) -> None:
    """Goals above: with a bar where the present is known; roles below."""
    for number, (x, width, dark) in enumerate(((48.0, 494.0, False), (566.0, 346.0, True))):
        card = f"slide.heroes[{number}]"
        text = "bg1" if dark else "accent5"
        sheet.add(
            sheet.rectangle("底", (x, 114, width, 192), "accent1" if dark else "bg2"),
            sheet.text("指标", (x + 24, 130, width - 48, 26), [Line([Run(f"{{{{ {card}.label }}}}", 18, text, bold=True)], 26)]),
            sheet.text("目标", (x + 24, 160, width - 48, 66), [number_line(card, 56, dark=dark, small=24)]),
            sheet.text("进度", (x + 24, 234, width - 48, 24), [Line([Run(f"{{{{ {card}.chart }}}}", 14)], 20)]),
            sheet.text("说明", (x + 24, 246 if dark else 268, width - 48, 46 if dark else 24),
                       [Line([Run(f"{{{{ {card}.note }}}}", 14, "gold" if dark else "accent5")], 22)]),
        )  # fmt: skip
    lead_row(sheet, 324)
    for number in range(4):
        x = column(3 * number)
        parts = [] if number == 0 else [sheet.rule(x - 12, 390, 0, 84)]
        parts += [
            sheet.text("方面", (x, 390, 186, 28), [Line([Run("{{ role.head }}", 18, "accent5")], 28)]),
            sheet.text(
                "定位", (x, 424, 186, 46), [Line([Run("{{ role.text }}", 32, "accent1", bold=True, serif=True)], 44)]
            ),
        ]
        sheet.add(sheet.group("功能区", (x, 390, 198, 84), "{% for role in slide.roles %}", parts))


def rows(sheet: Sheet, *, numbered: bool, head_width: float) -> None:
    """Rows of a head and a sentence, each under a hairline."""
    left = 122.0 if numbered else 48.0
    for number in range(6):
        y = 114 + 62.0 * number
        parts = [sheet.rule(48, y, 864, 0)]
        if numbered:
            digit = [Line([Run("{{ item.number }}", 28, "accent1", bold=True, serif=True)], 34)]
            parts.append(sheet.text("序号", (48, y + 14, 60, 36), digit))
        start = left + head_width + 24
        parts += [
            sheet.text("标题", (left, y + 16, head_width, 32), [Line([Run("{{ item.head }}", 20, "tx1" if numbered else "accent1", bold=True)], 28)]),
            sheet.text("内容", (start, y + 16, 912 - start, 32), [Line([Run("{{ item.text }}", 18, "accent5")], 28)]),
        ]  # fmt: skip
        sheet.add(sheet.group("行", (48, y, 864, 56), "{% for item in slide.items %}", parts))


def photo_grid(sheet: Sheet) -> None:
    """Rows of equal crops, a caption under each; a cell without a photo holds a text."""
    for row in range(2):
        y, cells = 114 + 186.0 * row, []
        for number in range(3):
            x = column(4 * number)
            text = [Line([Run("{{ photo.text }}", 18, "accent1", bold=True)], 28)]
            parts = [
                sheet.text("照片", (x, y, 272, 144), [Line([Run("{{ photo.picture }}", 14)], 20)]),
                sheet.text("图注", (x, y + 150, 272, 24), [Line([Run("{{ photo.caption }}", 14, "accent5")], 22)]),
                sheet.text("文字", (x, y, 272, 144), text, descr="{% if photo.text %}", anchor="ctr"),
            ]
            cells.append(sheet.group("照片", (x, y, 272, 174), "{% for photo in row.photos %}", parts))
        sheet.add(sheet.group("照片行", (48, y, 864, 174), "{% for row in slide.photo_rows %}", cells))


def quote(sheet: Sheet) -> None:
    """Words, and who said them on which occasion."""
    sheet.add(
        sheet.text(
            "引语", (122, 180, 716, 160), [Line([Run("{{ slide.lead }}", 28, "accent1", bold=True, serif=True)], 44)]
        ),
        sheet.text("出处", (122, 360, 716, 30), [Line([Run("{{ slide.head }}", 18, "accent5")], 28)]),
    )


def timeline(sheet: Sheet) -> None:
    """Dated nodes on one line."""
    sheet.add(sheet.rule(48, 276, 864, 0, "accent1", 1.5))
    for number in range(4):
        x = column(3 * number)
        parts = [
            sheet.rectangle("节点", (x, 270, 12, 12), "accent1"),
            sheet.text(
                "时间", (x, 216, 198, 40), [Line([Run("{{ item.head }}", 26, "accent1", bold=True, serif=True)], 36)]
            ),
            sheet.text("事项", (x, 300, 198, 150), [Line([Run("{{ item.text }}", 18, "tx1")], 28)]),
        ]
        sheet.add(sheet.group("节点", (x, 216, 198, 234), "{% for item in slide.items %}", parts))


def table(sheet: Sheet) -> None:
    """A table of hairlines: its columns and rows are those of the slide."""
    head = "{%tc for column in slide.columns %}{{ column.head }}{%tc endfor %}"
    row = "{%tr for row in slide.rows %}{%tc for cell in row.cells %}{{ cell }}{%tc endfor %}{%tr endfor %}"
    rows = [(head, Run("", 16, "accent1", bold=True), 42.0), (row, Run("", 18, "tx1"), 44.0)]
    sheet.add(sheet.table("表", (48, 114, 864, 86), rows))


def photo(sheet: Sheet) -> None:
    """A large photo, and what to say about it beside it."""
    sheet.add(
        sheet.text("照片", (48, 114, 568, 366), [Line([Run("{{ slide.photos[0].picture }}", 14)], 20)]),
        sheet.rule(640, 114, 272, 0, "accent1", 1.5),
        sheet.text(
            "图注", (640, 132, 272, 60), [Line([Run("{{ slide.photos[0].caption }}", 20, "tx1", bold=True)], 30)]
        ),
        sheet.text("说明", (640, 204, 272, 276), [Line([Run("{{ slide.lead }}", 18, "accent5")], 28)]),
    )


def then_now(sheet: Sheet) -> None:
    """The same rows twice: before in grey, now in the primary colour, an arrow between."""
    for x, number, colour in ((270.0, 0, "accent5"), (628.0, 1, "accent1")):
        head = [Line([Run(f"{{{{ slide.columns[{number}].head }}}}", 16, colour, bold=True)], 24)]
        sheet.add(sheet.text("列名", (x, 114, 284, 28), head))
    for number in range(4):
        y = 150 + 84.0 * number
        parts = [
            sheet.rule(48, y, 864, 0, "accent1" if number == 0 else "accent6", 1.5 if number == 0 else 0.75),
            sheet.text("项目", (48, y + 26, 198, 36), [Line([Run("{{ item.head }}", 18, "tx1", bold=True)], 28)]),
            sheet.text("此前", (270, y + 22, 284, 44), [Line([Run("{{ item.lines[0] }}", 24, "accent5")], 36)]),
            sheet.rule(566, y + 42, 44, 0, "accent2", 1.5),
            sheet.text(
                "现在", (628, y + 22, 284, 44), [Line([Run("{{ item.lines[1] }}", 24, "accent1", bold=True)], 36)]
            ),
        ]
        sheet.add(sheet.group("对照", (48, y, 864, 78), "{% for item in slide.items %}", parts))


BODIES: dict[str, Callable[[Sheet], None]] = {
    "agenda": lambda sheet: rows(sheet, numbered=True, head_width=200),
    "key_numbers": key_numbers,
    "key_numbers_pair": key_numbers_pair,
    "key_numbers_rows": key_numbers_rows,
    "chart_takeaway": chart_takeaway,
    "two_charts": two_charts,
    "photo": photo,
    "photo_grid": photo_grid,
    "table": table,
    "then_now": then_now,
    "timeline": timeline,
    "tiers": tiers,
    "cards_3_4": cards,
    "quote": quote,
    "roadmap": roadmap,
    "closing": lambda sheet: rows(sheet, numbered=False, head_width=174),
}
