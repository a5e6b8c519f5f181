"""Widths of table columns: numbers whole, text takes the rest, one piece of advice for what cannot fit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.build.views.deck_tables import _filled, _pages
from reportgen.documents.typeset.cell_numbers import cell_number, common_unit, is_number, without_unit
from reportgen.documents.typeset.column_widths import (
    CellFont,
    column_needs,
    column_widths,
    narrowing_advice,
    shortage,
)

FONT, HEAD = CellFont(18, "微软雅黑", "微软雅黑"), CellFont(16, "微软雅黑", "微软雅黑", bold=True)
NUMBERS = (
    "12,734亿元",
    "近4000万标箱",
    "22.91万元",
    "2020年11月",
    "1/8000",
    "17,752.12",
    "超过1,234.5万平方公里",
    "15%～30%",
    "70余万人",
)


def needs_of(heads: list[str], rows: list[list[str]]):  # type: ignore[no-untyped-def]
    return column_needs(heads, rows, HEAD, FONT, 12)


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_with_bound_and_unit_is_a_number(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["城市建设", "第3号文件", "增长3倍，居全省首位", "—", "", "over"])
def test_words_are_no_number(text: str) -> None:
    assert not is_number(text)


def test_the_parts_of_a_number_are_bound_digits_unit_and_what_follows() -> None:
    found = cell_number("超过1,234.5万平方公里以上")
    assert found is not None
    assert (found.before, found.digits, found.unit, found.after) == ("超过", "1,234.5", "万平方公里", "以上")
    assert found.fraction == ".5万平方公里以上"


def test_a_unit_that_all_cells_carry_is_the_unit_of_the_column() -> None:
    cells = ["12,734亿元", "近400亿元", "—", "0.5亿元"]
    assert common_unit(cells) == "亿元"
    assert [without_unit(cell, "亿元") for cell in cells] == ["12,734", "近400", "—", "0.5"]


def test_a_number_with_a_point_after_four_digits_is_no_date() -> None:
    assert cell_number("1320.4") is not None and cell_number("5874.2") is not None
    assert cell_number("2024.8.20") is None and cell_number("2024-08") is None and cell_number("2024年8月") is None


@pytest.mark.parametrize("cells", [["3亿元", "4万元"], ["3%", "4%"], ["3亿元", "未定"], ["3亿元"], ["3", "4"]])
def test_other_columns_have_no_common_unit(cells: list[str]) -> None:
    assert common_unit(cells) == ""


def test_numbers_stay_whole_and_text_takes_the_rest() -> None:
    rows = [["地区生产总值", number, "一段较长的说明文字，可以折行，折成几行都可以" * 2] for number in NUMBERS]
    needs = needs_of(["指标", "数值", "说明"], rows)
    widths = column_widths(needs, 600)
    assert sum(widths) == pytest.approx(600)
    assert widths[1] >= max(FONT.width(number) for number in NUMBERS)
    assert widths[2] > widths[0]


def test_a_column_that_says_the_same_everywhere_gives_way_first() -> None:
    rows = [
        [f"指标名称{n}", "按常住人口计算的年末数", f"说明文字第{n}条，比较长，需要折行才能放得下"] for n in range(4)
    ]
    needs = needs_of(["指标", "口径", "说明"], rows)
    widths = column_widths(needs, 420)
    assert widths[1] == pytest.approx(needs[1].least)
    assert "“口径”" in narrowing_advice(needs, sum(need.least for need in needs) - 1)


def test_the_advice_for_a_table_that_fits_no_way_names_columns_or_the_page() -> None:
    rows = [[f"指标{n}", *(f"{n}{n},734.{n}万平方公里" for _ in range(8))] for n in range(1, 5)]
    needs = needs_of(["指标", *(f"第{n}列" for n in range(8))], rows)
    assert shortage(needs, 864) > 0
    assert "turn the page" in narrowing_advice(needs, 864, 2000)
    advice = narrowing_advice(needs, 864)
    assert advice.startswith("drop or merge the columns “第")
    assert "columns fit" in advice


_CELLS = st.sampled_from(
    [*NUMBERS, "—", "", "城市建设与管理", "一段需要折行的说明文字，放在窄列里", "Port and logistics services"]
)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 9).flatmap(lambda n: st.lists(st.lists(_CELLS, min_size=n, max_size=n), min_size=1, max_size=6)))
def test_widths_add_up_and_no_piece_is_cut_where_the_columns_fit(rows: list[list[str]]) -> None:
    needs = needs_of([f"列{n}" for n in range(len(rows[0]))], rows)
    widths = column_widths(needs, 864)
    assert sum(widths) == pytest.approx(864)
    if not shortage(needs, 864):
        assert all(width >= need.least - 0.01 for width, need in zip(widths, needs, strict=True))
    assert bool(narrowing_advice(needs, 864)) == bool(shortage(needs, 864))


@given(st.lists(st.floats(34, 120), min_size=1, max_size=60))
def test_rows_of_a_long_table_are_spread_over_its_slides_about_equally(heights: list[float]) -> None:
    room = 320.0
    spans = _pages(heights, room)
    assert [row for first, last in spans for row in range(first, last)] == list(range(len(heights)))
    totals = [sum(heights[first:last]) for first, last in spans]
    assert max(totals) <= room + 0.01
    assert len(spans) == len(_filled(heights, room))


def test_no_slide_is_left_with_a_single_row_of_a_long_table() -> None:
    assert sorted(last - first for first, last in _pages([44.0] * 43, 320)) == [6, 6, 6, 6, 6, 6, 7]
