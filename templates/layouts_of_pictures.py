"""Layouts whose point is a chart or a photo, and the two that open: cover and section."""

import math
from collections.abc import Sequence

from deck_layout import HEIGHT, WIDTH, WITH_LEAD, Box, Layout, Variant, X, Y, always, label, lead_band, number, repeat
from slide_shapes import Line, Run, Sheet, level, plain


def _chart_head(sheet: Sheet, width: float) -> None:
    head = Line([Run("{{ slide.head }}", 18, "tx1", bold=True), Run("{{ slide.unit }}", 16, "accent5")], 26)
    sheet.add(sheet.text("图题", (X, Y, width, 28), [head]))


def chart_takeaway(sheet: Sheet) -> None:
    """A chart of seven columns and a panel of four."""
    _chart_head(sheet, 494)
    body = '<a:p><a:r><a:rPr lang="zh-CN"/><a:t>{{ slide.chart }}</a:t></a:r></a:p>'
    sheet.add(sheet.placeholder("图表", "chart", 20, body), sheet.rectangle("底", (616, Y, 296, HEIGHT), "bg2"))

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        lines = [
            Line([Run("{%p for line in item.lines %}", 16)], 24),
            Line([Run("{{ line }}", 18, "tx1")], 28),
            Line([Run("{%p endfor %}", 16)], 24),
        ]
        head = Line([Run("{{ item.head }}", 18, "accent1", bold=True)], 30)
        return [
            sheet.rule(x, y, width, 0),
            sheet.text("要点", (x, y, width, height), [head, *lines], anchor="ctr", fit="18 16"),
        ]

    sheet.add(*repeat(sheet, "要点", "{% for item in slide.items %}", (640, Y, 248, HEIGHT), 0, draw, down=True))


def chart_full(sheet: Sheet, height: float) -> None:
    """One chart as wide as the body."""
    _chart_head(sheet, WIDTH)
    sheet.add(sheet.text("图表", (X, 144, WIDTH, height - 30), [Line([Run("{{ slide.chart }}", 14)], 20)]))


def chart_full_lead(sheet: Sheet) -> None:
    """One chart, and a sentence below."""
    chart_full(sheet, WITH_LEAD + 12)
    lead_band(sheet)


def chart_pair(sheet: Sheet, height: float) -> None:
    """Two charts side by side, each with its own head."""

    def draw(box: Box) -> Sequence[str]:
        x, y, width, high = box
        return [
            label(sheet, "图题", (x, y, width, 28), "{{ plot.head }}", Run("", 18, "tx1", bold=True), fit="18 16"),
            sheet.text("图表", (x, y + 36, width, high - 36), [Line([Run("{{ plot.chart }}", 14)], 20)]),
        ]

    sheet.add(*repeat(sheet, "图", "{% for plot in slide.plots %}", (X, Y, WIDTH, height), 24, draw))


def chart_pair_lead(sheet: Sheet) -> None:
    """Two charts, and a sentence below."""
    chart_pair(sheet, WITH_LEAD + 12)
    lead_band(sheet)


def photo(sheet: Sheet) -> None:
    """A large photo, and what to say about it beside it."""
    sheet.add(
        sheet.text("照片", (X, Y, 568, HEIGHT), [Line([Run("{{ slide.photos[0].picture }}", 14)], 20)]),
        sheet.rectangle("底", (640, Y, 272, HEIGHT), "bg2"),
        sheet.text("图注", (658, 132, 236, 96), [Line([Run("{{ slide.photos[0].caption }}", 22, "accent1", bold=True)], 32)], fit="22 20 18"),
        sheet.text("说明", (658, 240, 236, 222), [Line([Run("{{ slide.lead }}", 20, "tx1")], 32)], fit="20 18"),
    )  # fmt: skip


def photo_facts(sheet: Sheet, *, many: bool) -> None:
    """A photo with its caption, and two to four facts beside it."""
    sheet.add(
        sheet.text("照片", (X, Y, 494, 330), [Line([Run("{{ slide.photos[0].picture }}", 14)], 20)]),
        label(sheet, "图注", (X, 450, 494, 24), "{{ slide.photos[0].caption }}", Run("", 14, "accent5")),
    )

    def draw(box: Box) -> Sequence[str]:
        x, y, width, _ = box
        top, family, size = (6.0, "32 28 24 20", 16) if many else (12.0, "48 40 32", 18)
        high = size * 1.5 + (0 if many else 1)
        under = top + high + (36 if many else 58)
        head, fit = Run("", size, "tx1", bold=True), "16 14" if many else "18 16 14"
        return [
            sheet.rule(x, y, width, 0, "accent1", 1.5),
            label(
                sheet,
                "指标",
                (x, y + top, width, high),
                "{{ card.label }}",
                head,
                fit=fit,
            ),
            number(sheet, (x, y + top + high, width), "card", family),
            label(sheet, "说明", (x, y + under, width, 21), "{{ card.note }}", Run("", 14, "accent5")),
        ]

    sheet.add(*repeat(sheet, "指标", "{% for card in slide.cards %}", (566, Y, 346, HEIGHT), 2, draw, down=True))


def photo_grid(sheet: Sheet) -> None:
    """Rows of equal crops, a caption under each; a cell without a photo holds a text."""

    def cell(box: Box) -> Sequence[str]:
        x, y, width, height = box
        text = [Line([Run("{{ photo.text }}", 18, "accent1", bold=True)], 28)]
        return [
            sheet.text("照片", (x, y, width, height - 30), [Line([Run("{{ photo.picture }}", 14)], 20)]),
            sheet.text("图注", (x, y + height - 24, width, 24), [Line([Run("{{ photo.caption }}", 14, "accent5")], 22)]),
            sheet.group("文字", (x, y, width, height - 30), "{% if photo.text %}", [
                sheet.text("文字", (x, y, width, height - 30), text, anchor="ctr", fit="18 16")
            ]),
        ]  # fmt: skip

    def row(box: Box) -> Sequence[str]:
        return repeat(sheet, "照片", "{% for photo in row.photos %}", box, 24, cell)

    sheet.add(*repeat(sheet, "照片行", "{% for row in slide.photo_rows %}", (X, Y, WIDTH, HEIGHT), 10, row, down=True))


def cover_ground(sheet: Sheet) -> None:
    """The hills: three layers and a gold line, all as native shapes."""
    for each, (base, height, colour, phase) in enumerate(
        ((400.0, 44.0, "accent1", 0.0), (436.0, 26.0, "tone1", 1.7), (486.0, 20.0, "tx2", 3.9))
    ):
        points = [(x, ridge(x, base, height, phase)) for x in range(0, 961, 12)]
        sheet.add(sheet.wave(f"山形 {each + 1}", [(float(x), y) for x, y in points], colour))
    line = [(float(x), ridge(x, 392.0, 44.0, 0.0)) for x in range(0, 961, 12)]
    sheet.add(sheet.wave("山脊线", line, "accent2", closed=False))


def ridge(x: float, base: float, height: float, phase: float) -> float:
    """Return the height of a hill line at x: three waves that never repeat over the slide."""
    slow, fast = math.sin(x / 118 + phase), math.sin(x / 53 + 2.1 * phase)
    return round(base - height * (0.62 * slow + 0.22 * fast + 0.16 * math.sin(x / 211 + phase)), 2)


def cover(sheet: Sheet, *, slide: bool) -> None:
    """Dark ground, occasion, two title lines, subtitle, a huge numeral, source and date."""
    if not slide:
        cover_ground(sheet)
        sheet.add(sheet.rule(X, 96, 48, 0, "gold", 2))
    title = level(Run("", 54, "bg1", bold=True, serif=True), 74)
    lines = plain("{%p for line in slide.lines %}") + plain("{{ line }}") + plain("{%p endfor %}")
    specs = (
        ("标题", "title", 0, lines if slide else plain("封面标题"), (48, 138, 560, 150), title),
        ("场合", "body", 41, plain("{{ slide.kicker }}" if slide else "场合"), (48, 60, 560, 28),
         level(Run("", 18, "gold", bold=True), 26)),
        ("副题", "body", 10, plain("{{ slide.lead }}" if slide else "副题"), (48, 303, 560, 32), level(Run("", 22, "bg1"), 30)),
        ("数字", "body", 13, plain("{{ slide.numeral }}" if slide else "12"), (560, 96, 352, 250),
         level(Run("", 250, "gold", bold=True, serif=True), 250, "r")),
        ("来源", "body", 40, plain("{{ slide.source }}" if slide else "数据来源"), (48, 478, 560, 22),
         level(Run("", 14, "gold"), 22)),
        ("日期", "body", 14, plain("{{ slide.date }}" if slide else "日期"), (712, 478, 200, 22),
         level(Run("", 14, "gold"), 22, "r")),
    )  # fmt: skip
    for name, kind, index, body, box, style in specs:
        sheet.add(sheet.placeholder(name, kind, index, body, None if slide else box, "" if slide else style))


def section_ground(sheet: Sheet) -> None:
    """The dark field of a divider."""
    sheet.add(sheet.rectangle("底", (0, 0, 344, 540), "tx2"), sheet.rule(48, 264, 248, 0, "gold", 2))


def section(sheet: Sheet) -> None:
    """A divider: number and key figure on the dark field, message and what the part holds beside it."""
    number_ = [Line([Run("{{ slide.head }}", 120, "gold", bold=True, serif=True)], 144)]
    sheet.add(sheet.text("编号", (48, 102, 248, 150), [*number_], fit="120 96 72 54 40"))
    card = [
        label(sheet, "指标", (48, 288, 248, 60), "{{ card.label }}", Run("", 18, "bg1", bold=True), fit="18 16"),
        number(sheet, (48, 348, 248), "card", "60 48 40 32 28", dark=True),
        label(sheet, "说明", (48, 426, 248, 44), "{{ card.note }}", Run("", 14, "gold")),
    ]
    sheet.add(sheet.group("重点指标", (48, 288, 248, 182), "{% for card in slide.heroes[:1] %}", card))
    lead = [Line([Run("{{ slide.lead }}", 20, "accent5")], 32)]
    sheet.add(sheet.text("要旨", (392, 168, 520, 66), lead, fit="20 18"))

    def draw(box: Box) -> Sequence[str]:
        x, y, width, height = box
        text = [Line([Run("{{ point }}", 18, "tx1")], 27)]
        return [sheet.rule(x, y, width, 0), sheet.text("内容", (x, y, width, height), text, anchor="ctr", fit="18 16")]

    sheet.add(*repeat(sheet, "内容", "{% for point in slide.contents %}", (392, 240, 520, 240), 0, draw, down=True))


PICTURE_LAYOUTS: dict[str, Layout] = {
    "chart_takeaway": (Variant(chart_takeaway, "1 <= slide.items|length <= 4"),),
    "chart_full": (Variant(chart_full_lead, "slide.lead"), Variant(lambda sheet: chart_full(sheet, HEIGHT))),
    "chart_pair": (
        Variant(chart_pair_lead, "slide.plots|length == 2 and slide.lead"),
        Variant(lambda sheet: chart_pair(sheet, HEIGHT), "slide.plots|length == 2"),
    ),
    "photo": always(photo),
    "photo_facts": (
        Variant(lambda sheet: photo_facts(sheet, many=False), "2 <= slide.cards|length <= 3"),
        Variant(lambda sheet: photo_facts(sheet, many=True), "slide.cards|length == 4"),
    ),
    "photo_grid": always(photo_grid),
    "section": always(section),
}
