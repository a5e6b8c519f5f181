"""The gallery: every sample, native beside picture, as a deck and a report in each theme. Out: files by name."""

from typing import Any

from reportgen.charts import DrawingCache, is_native, native
from reportgen.charts.samples import samples
from reportgen.check.files import check_file
from reportgen.check.shared.alternatives import DESCRIBED
from reportgen.check.shared.schema_order import VALID
from reportgen.files import shipped
from reportgen.findings import Finding
from reportgen.model import THEMES, Fact, Figure, Theme
from reportgen.template import NativeChart, Picture, SlideSpec, Template

TITLE = "图表样本（虚构数据）"
_ASKED = (DESCRIBED.id, VALID.id)  # a sample is no slide of a talk
_EMU_PER_MM = 36000
_SLIDE, _PAGE = (85.0, (424.0, 231.0)), (75.0, (442.2, 212.6))  # height of pictures in mm, room of native charts in pt


def gallery(cache: DrawingCache) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files of the gallery, and what the checks say of them."""
    files: dict[str, bytes] = {}
    for name, theme in THEMES.items():
        files[f"gallery-{name.lower()}.pptx"] = _deck(theme, cache)
        files[f"gallery-{name.lower()}.docx"] = _report(theme, cache)
    facts, figures = samples()
    for figure in figures:
        files[f"pictures/{figure.id}.png"] = cache.draw(figure, facts, THEMES["A"]).png
    checked = (found for name in files if not name.endswith(".png") for found in check_file(name, files[name]))
    return files, [found for found in checked if found.rule in _ASKED]


def _deck(theme: Theme, cache: DrawingCache) -> bytes:
    facts, figures = samples()
    height, room = _SLIDE
    orders = [
        SlideSpec("figure", {"slide": _view(figure, facts, theme, cache, height, room)}, "图表样本")
        for figure in figures
    ]
    template = Template.open(shipped(f"gallery-{theme.name.lower()}.pptx"))
    data = {"meta": _meta(), "deck": {"short_title": "图表样本"}}
    return template.render(data, orders).to_bytes()


def _report(theme: Theme, cache: DrawingCache) -> bytes:
    facts, figures = samples()
    height, room = _PAGE
    views = [_view(figure, facts, theme, cache, height, room) for figure in figures]
    template = Template.open(shipped(f"gallery-{theme.name.lower()}.docx"))
    data = {"meta": _meta(), "title": TITLE, "figures": views, "footer": "图表样本"}
    return template.render(data).to_bytes()


def _meta() -> dict[str, str]:
    return {"title": TITLE, "subject": TITLE, "author": "reportgen", "keywords": "示例", "language": "zh-CN"}


def _view(
    figure: Figure, facts: dict[str, Fact], theme: Theme, cache: DrawingCache, height: float, room: tuple[float, float]
) -> dict[str, Any]:
    """What a page says of one figure; kinds that Office does not have stand as pictures only."""
    drawing = cache.draw(figure, facts, theme, height_mm=height)
    size = round(drawing.width_mm * _EMU_PER_MM), round(drawing.height_mm * _EMU_PER_MM)
    chart = None
    if is_native(figure):
        made = native(figure, facts, theme, size_pt=room, slide=False, headed=True)
        chart = NativeChart(made.xml, made.workbook, made.alt, made.shown)
    return {
        "title": f"{figure.caption}（{figure.kind}）",
        "kicker": "图表样本",
        "lead": figure.message,
        "alt": f"替代文字：{drawing.alt}",
        "native": chart,
        "picture": Picture(drawing.png, *size, drawing.alt, drawing.svg, drawing.shown),
        "source": "虚构的示例数据，不涉及任何地方",
        "notes": figure.message,
    }
