"""The gallery: every sample, native beside picture, as a deck and a report in each theme. Out: files by name."""

from typing import Any

from reportgen.build.views.drawings import slide_figure
from reportgen.charts import DrawingCache, is_native, native
from reportgen.charts.samples import samples
from reportgen.check.files import check_file
from reportgen.check.shared.alternatives import DESCRIBED
from reportgen.check.shared.schema_order import VALID
from reportgen.files import shipped
from reportgen.findings import Finding
from reportgen.model import THEMES, Fact, Figure, Theme
from reportgen.template import NativeChart, NativeShapes, Picture, SlideSpec, Template

TITLE = "图表样本（虚构数据）"
_INVENTED = "虚构的示例数据，不涉及任何地方"
_ASKED = (DESCRIBED.id, VALID.id)  # a sample is no slide of a talk
_EMU_PER_MM = 36000
_SLIDE = (95.0, (544.0, 331.0))  # height of pictures in mm, room of charts in pt: as large as on the slides of a pack
_PAGE = (75.0, (442.2, 212.6))
_FORMS = {NativeChart: "原生图表，双击可改数据", NativeShapes: "原生图形，可逐个修改", Picture: "图片"}


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
    """Two slides a figure: what Office edits, and the picture."""
    facts, figures = samples()
    height, room = _SLIDE
    orders = []
    for figure in figures:
        drawn = _picture(figure, facts, theme, cache, height)
        for shown in (slide_figure(figure, facts, theme, room=room, headed=True), drawn):
            orders.append(SlideSpec("figure", {"slide": _slide(figure, shown)}, "图表样本"))
    template = Template.open(shipped(f"gallery-{theme.name.lower()}.pptx"))
    data = {"meta": _meta(), "deck": {"short_title": "图表样本"}}
    return template.render(data, orders).to_bytes()


def _slide(figure: Figure, shown: NativeChart | NativeShapes | Picture) -> dict[str, Any]:
    """What a slide says of one figure."""
    form = _FORMS[type(shown)]
    return {
        "title": f"{figure.caption}（{figure.kind}）：{'图片' if isinstance(shown, Picture) else '原生'}",
        "kicker": "图表样本",
        "figure": shown,
        "form": form,
        "lead": figure.message,
        "alt": f"替代文字：{shown.alt}",
        "source": _INVENTED,
        "notes": figure.message,
    }


def _report(theme: Theme, cache: DrawingCache) -> bytes:
    facts, figures = samples()
    height, room = _PAGE
    views = []
    for figure in figures:
        drawn = _picture(figure, facts, theme, cache, height)
        chart = None
        if is_native(figure):
            made = native(figure, facts, theme, size_pt=room, slide=False, headed=True)
            chart = NativeChart(made.xml, made.workbook, made.alt, made.shown)
        title = f"{figure.caption}（{figure.kind}）"
        views.append({"title": title, "native": chart, "picture": drawn, "alt": f"替代文字：{drawn.alt}"})
    template = Template.open(shipped(f"gallery-{theme.name.lower()}.docx"))
    return template.render({"meta": _meta(), "title": TITLE, "figures": views, "footer": "图表样本"}).to_bytes()


def _picture(figure: Figure, facts: dict[str, Fact], theme: Theme, cache: DrawingCache, height: float) -> Picture:
    drawing = cache.draw(figure, facts, theme, height_mm=height)
    size = round(drawing.width_mm * _EMU_PER_MM), round(drawing.height_mm * _EMU_PER_MM)
    return Picture(drawing.png, *size, drawing.alt, drawing.svg, drawing.shown)


def _meta() -> dict[str, str]:
    return {"title": TITLE, "subject": TITLE, "author": "reportgen", "keywords": "示例", "language": "zh-CN"}
