"""Kinds that Office has no chart for are shapes on slides: editable, in the colours of the theme, large enough to read."""

import io
import re
from itertools import count
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Pt

from reportgen.build.views.drawings import FigureCharts, slide_figure
from reportgen.charts import is_native
from reportgen.charts.samples import samples
from reportgen.load import load_pack
from reportgen.model import THEMES, Figure
from reportgen.template import NativeShapes, Template

FACTS, FIGURES = samples()
SHAPED = [figure for figure in FIGURES if not is_native(figure)]
ROOT = Path(__file__).parents[1]


def deck(figure: Figure, width: int = 544, height: int = 336) -> bytes:
    """A slide with one box for a figure, filled."""
    show = Presentation()
    show.slide_width, show.slide_height = Pt(960), Pt(540)
    slide = show.slides.add_slide(show.slide_layouts[6])
    slide.shapes.add_textbox(Pt(48), Pt(114), Pt(width), Pt(height)).text_frame.text = "{{ figure }}"
    out = io.BytesIO()
    show.save(out)
    return (
        Template.open(out.getvalue(), "x.pptx").render({"figure": slide_figure(figure, FACTS, THEMES["A"])}).to_bytes()
    )


@pytest.mark.parametrize("figure", [pytest.param(figure, id=figure.id) for figure in SHAPED])
@pytest.mark.parametrize("width", [544, 864])
def test_a_figure_without_a_chart_is_a_group_of_shapes(figure: Figure, width: int, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(deck(figure, width))
    assert [error.description for error in OpenXmlValidator().validate(path).errors] == []
    (group,) = Presentation(str(path)).slides[0].shapes
    assert group.shape_type == MSO_SHAPE_TYPE.GROUP and group._element.nvGrpSpPr.cNvPr.get("descr")
    assert (group.left, group.top, group.width, group.height) == (Pt(48), Pt(114), Pt(width), Pt(336))
    inner = list(group.shapes)
    assert inner and not [shape for shape in inner if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert len({shape.shape_id for shape in inner}) == len(inner)
    for shape in inner:
        assert shape.left >= group.left - Pt(1) and shape.left + shape.width <= group.left + group.width + Pt(1)
        assert shape.top >= group.top - Pt(1) and shape.top + shape.height <= group.top + group.height + Pt(1)
    xml = path.read_bytes() and Presentation(str(path)).slides[0].part.blob.decode()
    assert "srgbClr" not in xml and all(int(size) >= 1400 for size in re.findall(r'\bsz="(\d+)"', xml))


def test_a_cell_of_a_heat_table_and_a_chip_hold_their_own_text() -> None:
    for kind, texts in (("heat", {"19", "31"}), ("tiers", {"示例甲", "示例戊等"})):
        figure = next(figure for figure in FIGURES if figure.kind == kind)
        (group,) = Presentation(io.BytesIO(deck(figure))).slides[0].shapes
        held = {
            shape.text_frame.text for shape in group.shapes if shape.name.startswith("图形") and shape.has_text_frame
        }
        assert texts <= held


def test_panels_are_charts_side_by_side_with_their_data() -> None:
    figure = next(figure for figure in FIGURES if figure.kind == "panel")
    (group,) = Presentation(io.BytesIO(deck(figure))).slides[0].shapes
    assert [shape.has_chart for shape in group.shapes] == [True, True]
    first, second = group.shapes
    assert first.left + first.width < second.left and second.chart.part.chart_workbook.xlsx_part is not None


def test_the_first_pack_offers_its_tiers_to_slides_as_shapes(lanzhou: Path) -> None:
    figures = FigureCharts(load_pack(lanzhou), {}, slide=True)
    shapes = figures["fig-tiers"]
    assert isinstance(shapes, NativeShapes) and dict(shapes.shown)["tier_1000_count"] == "3个"
    numbers = count(1)
    assert "绿色化工" in shapes.draw((0, 0, 11_000_000, 4_000_000), lambda: next(numbers), lambda *_: "")
