"""Heat tables: a tinted cell for each value, the deeper the higher; Office has no such chart."""

from reportgen.charts.data import FigureData
from reportgen.charts.kind import ChartKind
from reportgen.charts.labels import fit_names
from reportgen.charts.picture.area import NAME_SIZE, VALUE_SIZE, PictureArea, Rect
from reportgen.charts.picture.canvas import LINE
from reportgen.charts.scale import span
from reportgen.charts.tones import INK, PRIMARY, WHITE, Tone, ink_on
from reportgen.charts.typeface import text_width
from reportgen.model import Theme

_NAMES_MOST = 0.3
_LIGHTEST = 0.07


def draw(sheet: PictureArea, data: FigureData) -> None:
    """Draw a row a series, a column a category."""
    top = sheet.head(data)
    most = max((text_width(column.name, NAME_SIZE) for column in data.series), default=0.0)
    names = min(most, sheet.box.width * _NAMES_MOST) + 0.01
    left = sheet.box.x + names + 2.0
    step = (sheet.box.right - left) / max(len(data.categories), 1)
    heads = fit_names(data.categories, step, NAME_SIZE)
    first = top + heads.rows * NAME_SIZE * LINE + 1.0
    sheet.names(heads, [left + (n + 0.5) * step for n in range(len(data.categories))], top)
    height = (sheet.box.bottom - first) / max(len(data.series), 1)
    low, high = span(data.known, zero=False)
    for s, column in enumerate(data.series):
        y = first + s * height
        text = sheet.short(column.name, NAME_SIZE, names, "names of series")
        sheet.text(
            left - 2.0,
            y + height / 2,
            text,
            NAME_SIZE,
            INK,
            anchor="right",
            bold=column.highlight,
            what="names of series",
        )
        for n, cell in enumerate(column.points):
            box = Rect(left + n * step, y, step, height)
            share, ink = tint(cell.value, low, high, sheet.theme)
            gap = min(0.3, step * 0.08, height * 0.08)
            inner = box.x + gap, y + gap, step - 2 * gap, height - 2 * gap
            sheet.canvas.rectangle(*inner, sheet.hex(PRIMARY if share else WHITE), alpha=share or 1.0)
            if text_width(cell.shown or "—", VALUE_SIZE) + 0.8 > step:
                sheet.gave("values", "left out")
                continue
            sheet.text(
                box.x + step / 2, y + height / 2, cell.shown or "—", VALUE_SIZE, ink, anchor="center", what="values"
            )


def tint(value: float | None, low: float, high: float, theme: Theme) -> tuple[float, Tone]:
    """Return how much of the primary colour the ground of a value has, and the tone of its letters; a gap has none."""
    if value is None:
        return 0.0, INK
    share = _LIGHTEST + (1 - _LIGHTEST) * (value - low) / (high - low)
    parts = (int(theme.primary[n : n + 2], 16) for n in (0, 2, 4))
    return share, ink_on("".join(f"{round(255 + (part - 255) * share):02X}" for part in parts))


_SAMPLES = (
    {
        "id": "heat", "caption": "热力表", "head": "示例空气优良天数", "unit": "天",
        "categories": ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
        "series": [
            {"name": "2021年", "values": [19, 20, 14, 15, 22, 26, 28, 29, 28, 27, 21, 18]},
            {"name": "2022年", "values": [21, 22, 17, 18, 24, 27, 30, 30, 29, 28, 23, 20]},
            {"name": "2023年", "values": [23, 24, 15, 19, 26, 29, 31, 31, 30, 30, 25, 22]},
            {"name": "2024年", "values": [25, 26, 20, 22, 28, 30, 31, 31, 30, 31, 27, None]},
        ],
        "message": "示例优良天数春季较少，逐年增加",
    },
)  # fmt: skip
KIND = ChartKind(
    name="heat", label="热力表", english="heat table", needs="categories as columns, series as rows", samples=_SAMPLES, draw=draw,
    height=65, takes="series",
)  # fmt: skip
