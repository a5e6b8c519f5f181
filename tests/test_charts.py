"""Figures as pictures: same bytes, honest bars, nothing outside the sheet, alternative texts with every bound."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from chart_samples import ALL, FACTS, PANEL, POPULATION, PROGRESS, RESEARCH, REVENUE, TIERS, URBAN
from PIL import Image

from reportgen.charts import DrawingCache, draw
from reportgen.charts.alt import alt_text
from reportgen.charts.cache import drawing_key
from reportgen.charts.data import data_of
from reportgen.charts.picture.canvas import Canvas
from reportgen.charts.prepare import prepared
from reportgen.charts.typeface import font_path, text_width
from reportgen.errors import ChartError, MissingGlyph
from reportgen.model import THEMES, Fact, Figure

A, B = THEMES["A"], THEMES["B"]


def named(figures: tuple[Figure, ...]) -> list[object]:
    return [pytest.param(figure, id=figure.id) for figure in figures]


@pytest.mark.parametrize("figure", named(ALL))
def test_the_same_figure_gives_the_same_bytes(figure: Figure) -> None:
    first = draw(figure, FACTS, A)
    assert draw(figure, FACTS, A) == first
    assert b"<dc:date>" not in first.svg
    assert draw(figure, FACTS, B).png != first.png


@pytest.mark.parametrize("figure", named(ALL))
def test_a_picture_has_its_width_at_300_dpi(figure: Figure) -> None:
    drawing = draw(figure, FACTS, A)
    picture = Image.open(BytesIO(drawing.png))
    assert drawing.width_mm == 156
    assert 45 <= drawing.height_mm <= 95
    assert abs(picture.width - 156 / 25.4 * 300) <= 1
    corner = picture.convert("RGB").getpixel((picture.width - 1, picture.height - 1))
    assert corner == (255, 255, 255) or figure.kind == "tiers"


@pytest.mark.parametrize("figure", named((POPULATION, REVENUE, URBAN, RESEARCH, PROGRESS)))
def test_a_half_width_figure_fits(figure: Figure) -> None:
    assert draw(figure, FACTS, A, 75).width_mm == 75


def test_bounds_decide_how_a_bar_looks() -> None:
    facts = dict(FACTS)
    facts["about"] = FACTS["about"].model_copy(update={"unit": "万人"})
    figure = POPULATION.model_copy(update={"facts": ("start", "now", "goal", "about")})
    assert [bar.look for bar in data_of(figure, facts).series[0].points] == ["upper", "solid", "goal", "about"]
    assert data_of(URBAN, FACTS).series[0].points[0].open_end
    assert not data_of(RESEARCH, FACTS).series[0].points[0].open_end


def test_an_upper_bound_is_hatched_in_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    hatched: list[str] = []
    original = Canvas.rectangle

    def spy(canvas: Canvas, *box: object, **style: object) -> None:
        hatched.append(str(style.get("hatch")))
        original(canvas, *box, **style)  # type: ignore[arg-type]

    monkeypatch.setattr(Canvas, "rectangle", spy)
    draw(POPULATION, FACTS, A)
    assert hatched.count("////") == 1


def test_bars_start_at_zero_and_keep_proportion() -> None:
    def ends(row: int) -> int:
        picture = Image.open(BytesIO(draw(POPULATION.model_copy(update={"facts": ("now", "goal")}), FACTS, A).png))
        rgb = picture.convert("RGB")
        y = round(rgb.height * row / 50)
        return sum(rgb.getpixel((x, y)) == (0x9E, 0x1B, 0x20) for x in range(rgb.width))

    # 50 mm high: the first of three rows is centred at 8 + 1 + 40 / 6 mm
    red = max(ends(row) for row in range(13, 18))
    assert red > 600


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(MissingGlyph, match=r"𠮷 \(U\+20BB7\)"):
        draw(POPULATION.model_copy(update={"head": "𠮷林人口"}), FACTS, A)


def test_set_symbols_are_in_both_fonts() -> None:
    for bold in (False, True):
        assert text_width("—·−€㎡≥≤“”…钎喆", 10, bold) > 0


def test_a_size_that_no_report_has_is_an_error() -> None:
    with pytest.raises(ChartError, match="75 mm wide"):
        draw(POPULATION, FACTS, A, 120)
    with pytest.raises(ChartError, match="45 to 95"):
        draw(POPULATION, FACTS, A, 156, 120)


def test_what_does_not_fit_is_shortened_with_a_finding_and_never_smaller() -> None:
    long = POPULATION.model_copy(update={"head": "很长的指标名称" * 12, "labels": {"start": "起点年份的说明文字" * 3}})
    drawing = draw(long, FACTS, A, 75)
    assert ["category names" in found.what or "head lines" in found.what for found in drawing.findings] == [True, True]
    assert all(found.level == "warning" for found in drawing.findings)


def test_a_figure_of_unknown_or_valueless_facts_is_refused() -> None:
    with pytest.raises(ChartError, match="no fact `nobody`"):
        draw(POPULATION.model_copy(update={"facts": ("nobody",)}), FACTS, A)
    with pytest.raises(ChartError, match="no value"):
        draw(POPULATION.model_copy(update={"facts": ("special",)}), FACTS, A)
    with pytest.raises(ChartError, match="current value and a target"):
        draw(PROGRESS.model_copy(update={"facts": ("goal",)}), FACTS, A)


def test_alternative_text_has_every_value_with_its_bound() -> None:
    text = alt_text(prepared(PANEL, FACTS))
    for part in ("12年前不足10万人", "目前70万人", "2030年目标100万人", "开发建设之初的70倍", "跨越式增长"):
        assert part in text
    assert "超过70%" in alt_text(prepared(URBAN, FACTS))
    assert "应急救援等" in alt_text(prepared(TIERS, FACTS))


@pytest.mark.parametrize("figure", named(ALL))
def test_alternative_text_is_short_and_says_nothing_twice(figure: Figure) -> None:
    text = alt_text(prepared(figure, FACTS))
    assert 15 <= len(text) <= 120
    sentences = text.split("。")
    assert len(set(sentences)) == len(sentences)
    assert "数值轴" not in text
    assert not any("\ue000" <= character <= "\uf8ff" for character in text)


def test_what_is_shown_is_what_is_printed() -> None:
    assert draw(PANEL, FACTS, A).shown == (
        ("start", "不足10"), ("now", "70"), ("goal", "100"), ("index", "1"), ("index", "70"),  # its base, too
    )  # fmt: skip
    assert draw(URBAN, FACTS, A).shown == (("urban", ">70%"),)
    assert draw(TIERS, FACTS, A).shown[0] == ("large", "3个")


def test_the_cache_gives_back_the_same_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DrawingCache(tmp_path / "figures")
    first = cache.draw(POPULATION, FACTS, A)
    monkeypatch.setattr("reportgen.charts.cache.draw", lambda *_: pytest.fail("drawn twice"))
    assert cache.draw(POPULATION, FACTS, A) == first
    assert sorted(path.suffix or path.name for path in cache.folder.iterdir()) == [".drawing", ".key"]


def test_the_cache_key_covers_what_decides_the_look() -> None:
    key = drawing_key(POPULATION, FACTS, A, 156, None)
    changed: dict[str, Fact] = {**FACTS, "now": FACTS["now"].model_copy(update={"value": Decimal(71)})}
    unrelated: dict[str, Fact] = {**FACTS, "urban": FACTS["urban"].model_copy(update={"value": Decimal(71)})}
    assert drawing_key(POPULATION, unrelated, A, 156, None) == key
    others = {
        drawing_key(POPULATION, changed, A, 156, None),
        drawing_key(POPULATION, FACTS, B, 156, None),
        drawing_key(POPULATION, FACTS, A, 75, None),
        drawing_key(POPULATION.model_copy(update={"highlight": "start"}), FACTS, A, 156, None),
    }
    assert len(others | {key}) == 5


def test_a_damaged_or_contended_cache_still_draws(tmp_path: Path) -> None:
    cache = DrawingCache(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        drawings = list(pool.map(lambda _: cache.draw(URBAN, FACTS, A), range(8)))
    assert len(set(drawings)) == 1
    (path,) = tmp_path.glob("*.drawing")
    path.write_bytes(path.read_bytes()[:200])
    assert cache.draw(URBAN, FACTS, A) == drawings[0]


def test_matplotlib_is_loaded_only_to_draw() -> None:
    code = "import sys, reportgen.charts; raise SystemExit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0


def test_the_table_of_widths_is_that_of_the_shipped_fonts() -> None:
    from reportgen.charts.fonts.make_fonts import table

    assert json.loads(font_path(False).with_name("advances.json").read_text("utf-8")) == table()


def test_the_version_of_a_library_is_that_of_its_metadata() -> None:
    from importlib.metadata import version

    from reportgen.installed import installed_version

    for library in ("jinja2", "lxml", "matplotlib", "pydantic", "fontTools"):
        assert installed_version(library) == version(library)


def test_a_picture_is_drawn_without_the_heavy_layers_of_matplotlib() -> None:
    code = """
import sys
from reportgen.charts.picture.canvas import Canvas
sheet = Canvas(100, 50)
sheet.rectangle(1, 1, 30, 5, "9E1B20", edge="000000", hatch="////", dashed=True)
sheet.text(40, 20, "中文", 10, "000000")
sheet.finish()
raise SystemExit(any(name in sys.modules for name in ("matplotlib.figure", "matplotlib.backend_bases", "matplotlib.text")))
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0
