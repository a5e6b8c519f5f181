"""What a clerk sees in Excel or CSV is what comes in; what cannot be read with certainty is refused at its cell."""

import csv
import io
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from reportgen.load.sources import with_layers
from reportgen.load.sources.layers import Layered
from reportgen.load.written.number_format import shown_number
from reportgen.load.written.row_labels import label_and_unit
from reportgen.load.written.written_number import UnclearNumber, written_number
from reportgen.model import Fact, Layer
from tests.awkward_cells import READ, REFUSED, STORED, STORED_REFUSED

EXAMPLES = 5000 if os.environ.get("REPORTGEN_CAMPAIGN") == "1" else 200


def fact(unit: str) -> dict[str, Any]:
    return {"id": "x", "label": "某项", "kind": "share" if unit == "%" else "level", "value": "70", "unit": unit}


def of_csv(folder: Path, text: str, unit: str) -> Layered:
    out = io.StringIO()
    csv.writer(out).writerows([["编号", "数值"], ["x", text]])
    (folder / "a.csv").write_text(out.getvalue(), "utf-8")
    return with_layers({"x": fact(unit)}, [Layer(file="a.csv")], folder)


def of_workbook(folder: Path, value: Any, unit: str, code: str = "General") -> Layered:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表1"
    sheet.append(["编号", "数值"])
    sheet["A2"] = "x"
    sheet["B2"] = value
    sheet["B2"].number_format = code
    book.save(folder / "a.xlsx")
    return with_layers({"x": fact(unit)}, [Layer(file="a.xlsx")], folder)


def value_of(found: Layered) -> str:
    assert found.problems == []
    raw = found.facts["x"]
    assert raw["origin"], "the value of the pack was left standing"
    read = Fact.model_validate(raw)
    text = f"{read.value:f}" if read.value is not None and read.fraction is None else str(read.fraction)
    text += f"～{read.upper:f}" if read.upper is not None else ""
    return text if read.bound == "exact" else f"{text} {read.bound}"


def refusal_of(found: Layered, place: str) -> str:
    (problem,) = found.problems
    assert place in problem.file
    assert found.facts["x"]["value"] == "70"  # and nothing was taken
    return str(problem)


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_cell_of_a_csv_is_read_as_it_is_written(tmp_path: Path, text: str, unit: str, value: str) -> None:
    assert value_of(of_csv(tmp_path, text, unit)) == value


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_text_cell_of_a_workbook_is_read_as_it_is_written(tmp_path: Path, text: str, unit: str, value: str) -> None:
    assert value_of(of_workbook(tmp_path, text, unit, "@")) == value


@pytest.mark.parametrize(("text", "unit", "why"), REFUSED)
def test_a_cell_that_is_not_certain_is_refused_at_its_place(tmp_path: Path, text: str, unit: str, why: str) -> None:
    assert why in refusal_of(of_csv(tmp_path, text, unit), "a.csv, line 2, column 2")


@pytest.mark.parametrize(("value", "code", "unit", "read"), STORED)
def test_a_number_is_read_as_its_format_shows_it(tmp_path: Path, value: Any, code: str, unit: str, read: str) -> None:
    assert value_of(of_workbook(tmp_path, value, unit, code)) == read


@pytest.mark.parametrize(("value", "code", "unit", "why"), STORED_REFUSED)
def test_a_stored_value_that_is_no_number_of_its_fact_is_refused(
    tmp_path: Path, value: Any, code: str, unit: str, why: str
) -> None:
    assert why in refusal_of(of_workbook(tmp_path, value, unit, code), "a.xlsx, sheet 表1, cell B2")


def test_the_table_holds_sixty_cells_and_more() -> None:
    assert len(READ) + len(REFUSED) + len(STORED) + len(STORED_REFUSED) >= 60


def test_the_note_mark_of_a_number_is_kept_in_its_note(tmp_path: Path) -> None:
    assert of_csv(tmp_path, "9①", "万人").facts["x"]["note"] == "来源数字带注①"


def test_a_superscript_run_is_a_note_mark_and_a_struck_out_run_is_refused(tmp_path: Path) -> None:
    raised = CellRichText("9", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    assert value_of(of_workbook(tmp_path, raised, "万人")) == "9"
    struck = CellRichText(TextBlock(InlineFont(strike=True), "9"), "8")
    assert "struck out" in refusal_of(of_workbook(tmp_path, struck, "万人"), "cell B2")


def test_what_a_format_does_not_show_stays_in_the_origin(tmp_path: Path) -> None:
    assert of_workbook(tmp_path, 0.4567, "%", "0.0%").facts["x"]["origin"].endswith("(stored 0.4567)")


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=3), st.sampled_from(["", "①", "²", "*", "[1]", "（注2）"])
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_number_with_any_mark_is_that_number(value: Decimal, mark: str) -> None:
    for text in (
        f"{value:f}",
        f"{value:,f}",
        f"{value:f}".translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")),
    ):
        assert Decimal(written_number(text + mark).text.replace(",", "")) == value


@given(st.text(st.sampled_from("0123456789,.-() ①²%万元E+/'。"), max_size=9))
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_text_ends_in_anything_but_a_number_or_a_refusal(text: str) -> None:
    try:
        plain = written_number(text).text
    except UnclearNumber:
        return
    digits = [one for one in text if one.isascii() and one.isdigit()]
    assert (
        "E" in text
        or [one for one in plain if one.isdigit()][: len(digits)] == digits
        or plain.startswith(("0.", "-0."))
    )


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.integers(0, 6))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_format_rounds_as_excel_does_and_keeps_its_zeros(value: Decimal, places: int) -> None:
    shown = shown_number(value, "#,##0" + ("." + "0" * places if places else ""))
    assert isinstance(shown, Decimal)
    assert abs(shown - value) * 2 <= Decimal(1).scaleb(-places)
    assert -int(shown.as_tuple().exponent) == places
    assert shown_number(value, "0.0", exact=True) == value


@pytest.mark.parametrize(
    ("text", "label", "unit"),
    [
        ("地区生产总值（亿元）", "地区生产总值", "亿元"),
        ("人口 (单位：万人)", "人口", "万人"),
        ("产值/亿元", "产值", "亿元"),
        ("单位能耗（吨标准煤/万元）", "单位能耗", "吨标准煤/万元"),
        ("常住人口（起点）", "常住人口（起点）", ""),
        ("第一产业：农业", "第一产业：农业", ""),
        ("户籍人口（万人）①", "户籍人口", "万人"),
    ],
)
def test_the_unit_in_a_label_is_told_from_other_words_in_brackets(text: str, label: str, unit: str) -> None:
    assert label_and_unit(text) == (label, unit)
