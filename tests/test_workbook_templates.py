"""Workbooks as templates, read back by openpyxl and computed by LibreOffice."""

import datetime
import io
import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from reportgen import Template, TemplateError, fill
from reportgen.cli.main import main
from tests.workbook_samples import book, cells, filled, opened, parts, saved, values, with_parts, with_shared_strings

ROWS = [{"name": "甲", "amount": 1.5}, {"name": "乙", "amount": 3}, {"name": "丙", "amount": 4}]
LOOP = {"A3": "{% for r in rows %}{{ r.name }}", "B3": "{{ r.amount }}{% endfor %}"}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (5, 5), (2.5, 2.5), (Decimal("0.1"), 0.1), (True, True), ("five", "five"), ("=1+1", "=1+1"), (None, None),
        (float("nan"), None), (datetime.date(2026, 8, 20), datetime.datetime(2026, 8, 20)), (datetime.time(6, 30), datetime.time(6, 30)),
        (datetime.datetime(2026, 8, 20, 12), datetime.datetime(2026, 8, 20, 12)), (62100012345678901, "62100012345678901"),
        ("_x0041_ & <b>", "_x0041_ & <b>"), ("甲\n乙", "甲\n乙"), ("007", "007"),
    ],
)  # fmt: skip
def test_a_tag_alone_in_its_cell_gives_a_value_of_its_own_kind(value: Any, read: Any) -> None:
    content = filled(cells({"A1": "x", "B2": "{{ v }}"}), {"v": value})
    cell = opened(content).worksheets[0]["B2"]
    assert cell.value == read
    assert cell.data_type != "f"


def test_a_cell_keeps_its_number_format_and_look() -> None:
    def make(sheet: Worksheet) -> None:
        for ref, form, text in (("A1", "0.0%", "{{ n }}"), ("A2", "yyyy年m月", "{{ d }}"), ("A3", "@", "{{ n }}")):
            sheet[ref], sheet[ref].number_format, sheet[ref].font = text, form, Font(bold=True)

    sheet = opened(filled(book(make), {"n": 0.25, "d": "2026-08-20"})).worksheets[0]
    assert [(sheet[ref].value, sheet[ref].number_format, sheet[ref].font.b) for ref in ("A1", "A2", "A3")] == [
        (0.25, "0.0%", True),
        (datetime.datetime(2026, 8, 20), "yyyy年m月", True),
        ("0.25", "@", True),
    ]


def test_a_date_of_an_old_mac_workbook_counts_from_1904() -> None:
    content = cells({"A1": "{{ d }}"})
    xml = parts(content)["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    made = filled(with_parts(content, {"xl/workbook.xml": xml}), {"d": datetime.date(2026, 8, 20)})
    assert values(made)["A1"] == datetime.datetime(2026, 8, 20)


def test_tags_among_text_filters_and_conditions_give_text() -> None:
    content = cells(
        {"A1": "合计{{ n | thousands }}元", "A2": "{% if n > 5 %}多{% else %}少{% endif %}", "A3": "{# no #}x"}
    )
    assert values(filled(content, {"n": 12734})) == {"A1": "合计12,734元", "A2": "多", "A3": "x"}


def test_shared_strings_and_runs_cut_anywhere_are_read() -> None:
    runs = "<r><rPr><b/></rPr><t>{</t></r><r><t>{ na</t></r><r><t>me }</t></r><r><t>} 好</t></r>"
    content = with_shared_strings(
        cells({"A1": "#0", "A2": "#1", "A3": "#0"}), [f"<si>{runs}</si>", "<si><t>plain</t></si>"]
    )
    made = filled(content, {"name": "兰"})
    assert {ref: str(value) for ref, value in values(made).items()} == {"A1": "兰 好", "A2": "plain", "A3": "兰 好"}
    assert b"<b/>" in parts(made)["xl/worksheets/sheet1.xml"]
    assert b"{" not in parts(made)["xl/sharedStrings.xml"]


def test_a_row_repeats_and_what_stands_below_moves_down() -> None:
    content = cells({"A1": "表", **LOOP, "A5": "合计", "B5": "=SUM(B3:B3)", "C5": "=SUM(B3)", "D5": "=A1&B3"})
    assert values(filled(content, {"rows": ROWS})) == {
        "A1": "表", "A3": "甲", "B3": 1.5, "A4": "乙", "B4": 3, "A5": "丙", "B5": 4,
        "A7": "合计", "B7": "=SUM(B3:B5)", "C7": "=SUM(B3:B5)", "D7": "=A1&B3",
    }  # fmt: skip


def test_rows_of_tags_alone_go_and_the_rows_between_them_repeat() -> None:
    content = cells({"A1": "{%tr for r in rows %}", "A2": "{{ r.name }}", "A4": "{%tr endfor %}", "A5": "end"})
    assert values(filled(content, {"rows": ROWS[:2]})) == {"A1": "甲", "A3": "乙", "A5": "end"}


def test_a_condition_takes_rows_out_and_its_else_brings_others() -> None:
    content = cells({"A1": "{% if yes %}", "A2": "a", "A3": "{% else %}", "A4": "b", "A5": "{% endif %}", "A6": "c"})
    assert values(filled(content, {"yes": False})) == {"A1": "b", "A2": "c"}
    assert values(filled(content, {"yes": True})) == {"A1": "a", "A2": "c"}


def test_an_empty_loop_takes_its_else() -> None:
    content = cells(
        {"A1": "{% for r in rows %}", "A2": "{{ r }}", "A3": "{% else %}", "A4": "none", "A5": "{% endfor %}"}
    )
    assert values(filled(content, {"rows": []})) == {"A1": "none"}
    assert values(filled(content, {"rows": [7]})) == {"A1": 7}


NESTED = {
    "A2": "{% for g in groups %}", "A3": "{{ g.name }}", "A4": "{% for n in g.numbers %}{{ n }}", "B4": "=A4*2",
    "C4": "=A4/SUM(A$4:A$4)", "D4": "{% endfor %}", "A5": "=SUM(A4:A4)",
    "A6": "{% endfor %}", "A8": "=SUM(B4:B4)",
}  # fmt: skip


def test_formulas_in_nested_loops_ask_for_the_rows_of_their_own_round() -> None:
    data = {"groups": [{"name": "x", "numbers": [1, 2]}, {"name": "y", "numbers": [3]}]}
    assert values(filled(cells(NESTED), data)) == {
        "A2": "x", "A3": 1, "B3": "=A3*2", "C3": "=A3/SUM(A$3:A$4)", "A4": 2, "B4": "=A4*2", "C4": "=A4/SUM(A$3:A$4)",
        "A5": "=SUM(A3:A4)", "A6": "y", "A7": 3, "B7": "=A7*2", "C7": "=A7/SUM(A$7:A$7)", "A8": "=SUM(A7:A7)",
        "A10": "=SUM(B3:B4,B7:B7)",
    }  # fmt: skip


def test_a_sum_over_a_row_of_a_loop_of_two_rows_leaves_the_other_row_out() -> None:
    content = cells(
        {
            "A1": "{% for r in rows %}{{ r }}",
            "A2": "=A1*9",
            "B2": "{% endfor %}",
            "A3": "=SUM(A1:A1)",
            "A4": "=MAX(A1)+SUM(A1:A2)",
        }
    )
    made = values(filled(content, {"rows": [1, 2]}))
    assert (made["A5"], made["A6"]) == ("=SUM(A1:A1,A3:A3)", "=MAX(A1,A3)+SUM(A1:A4)")


def test_a_formula_with_too_many_ranges_is_refused_in_words() -> None:
    content = cells({"A1": "{% for r in rows %}{{ r }}", "A2": "x", "B2": "{% endfor %}", "A3": "=SUM(A1:A1)"})
    with pytest.raises(TemplateError, match=r"A3: .*would become 300 ranges"):
        filled(content, {"rows": list(range(300))})


def test_a_dollar_before_a_row_of_an_outer_loop_stays_in_its_round() -> None:
    made = values(
        filled(
            cells({**NESTED, "C4": "=A4/A$5"}),
            {"groups": [{"name": "x", "numbers": [1]}, {"name": "y", "numbers": [2]}]},
        )
    )
    assert [made["C3"], made["C6"]] == ["=A3/A$4", "=A6/A$7"]


def test_panes_stay_frozen_where_their_row_was_one_of_tags() -> None:
    def make(sheet: Worksheet) -> None:
        for ref, text in {"A1": "head", "A2": "{% for r in rows %}", "A3": "{{ r }}", "A4": "{% endfor %}"}.items():
            sheet[ref] = text
        sheet.freeze_panes = "A2"

    assert opened(filled(book(make), {"rows": [1, 2]})).worksheets[0].freeze_panes == "A2"


def test_a_running_sum_begins_at_the_first_copy_and_ends_at_its_own() -> None:
    content = cells({**LOOP, "C3": "=SUM(B$3:B3)", "D3": "=B3/SUM($B$3:$B$3)"})
    made = values(filled(content, {"rows": ROWS}))
    assert [made[f"C{n}"] for n in (3, 4, 5)] == ["=SUM(B$3:B3)", "=SUM(B$3:B4)", "=SUM(B$3:B5)"]
    assert made["D4"] == "=B4/SUM($B$3:$B$5)"


def test_a_sum_over_a_loop_without_items_asks_for_an_empty_cell() -> None:
    made = values(filled(cells({**LOOP, "B4": "=SUM(B3:B3)"}), {"rows": []}))
    assert made == {"B3": "=SUM(B1048576:B1048576)"}


def test_formulas_of_other_sheets_names_charts_and_print_areas_follow() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(cells({**LOOP, "B4": "=SUM(B3:B3)"})))
    sheet, other = workbook.worksheets[0], workbook.create_sheet("汇总")
    other["A1"], other["A2"] = "=SUM(数据!B3:B3)", "=数据!B4"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=3))
    other.add_chart(chart, "C1")
    workbook.defined_names["sums"] = DefinedName("sums", attr_text="数据!$B$3:$B$3")
    sheet.print_area = "A1:B4"
    made = filled(saved(workbook), {"rows": ROWS})
    assert values(made, 1) == {"A1": "=SUM(数据!B3:B5)", "A2": "=数据!B6"}
    found = opened(made)
    assert found.defined_names["sums"].attr_text == "数据!$B$3:$B$5"
    assert found.worksheets[0].print_area == "'数据'!$A$1:$B$6"
    chart_xml = parts(made)["xl/charts/chart1.xml"].decode()
    assert "$B$3:$B$5" in chart_xml
    assert "Cache" not in chart_xml


def test_merged_cells_rules_validations_heights_and_comments_follow() -> None:
    def make(sheet: Worksheet) -> None:
        for ref, text in {**LOOP, "C6": "end"}.items():
            sheet[ref] = text
        sheet.merge_cells("C3:D3")
        sheet.merge_cells("C6:D6")
        sheet.row_dimensions[3].height = 33
        sheet.conditional_formatting.add("B3:B3", FormulaRule(formula=["B3>2"], fill=PatternFill("solid", "FFFF00")))
        validation = DataValidation("list", formula1="$A$6:$A$9")
        validation.add("E3")
        sheet.add_data_validation(validation)
        sheet["B3"].comment = Comment("looked at", "me")

    sheet = opened(filled(book(make), {"rows": ROWS})).worksheets[0]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"C3:D3", "C4:D4", "C5:D5", "C8:D8"}
    assert [sheet.row_dimensions[n].height for n in (3, 4, 5, 6)] == [33, 33, 33, None]
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["B3:B5"]
    assert (str(sheet.data_validations.dataValidation[0].sqref), sheet.data_validations.dataValidation[0].formula1) == (
        "E3:E5",
        "$A$8:$A$11",
    )
    assert [sheet[f"B{n}"].comment.text for n in (3, 4, 5)] == ["looked at"] * 3


def table_book() -> bytes:
    def make(sheet: Worksheet) -> None:
        for ref, text in {"A2": "名称", "B2": "{{ year }}年", **LOOP, "A5": "below"}.items():
            sheet[ref] = text
        sheet.add_table(Table(displayName="T1", ref="A2:B3"))

    return book(make)


def test_a_table_grows_with_its_rows_and_takes_the_names_of_its_heads() -> None:
    sheet = opened(filled(table_book(), {"rows": ROWS, "year": 2026})).worksheets[0]
    assert sheet.tables["T1"].ref == "A2:B5"
    assert sheet.tables["T1"].column_names == ["名称", "2026年"]


def test_a_table_without_rows_keeps_an_empty_one() -> None:
    made = filled(table_book(), {"rows": [], "year": 2026})
    assert opened(made).worksheets[0].tables["T1"].ref == "A2:B3"
    assert values(made)["A5"] == "below"


def test_names_of_sheets_headers_and_footers_are_filled() -> None:
    def make(sheet: Worksheet) -> None:
        sheet.title = "{{ year }}年"
        sheet["A1"], sheet["A2"] = "{{ year }}", "='{{ year }}年'!A1"
        sheet.oddHeader.center.text = "{{ who }}"

    made = filled(book(make), {"year": 2026, "who": "A&B"})
    sheet = opened(made).worksheets[0]
    assert (sheet.title, sheet["A2"].value) == ("2026年", "='2026年'!A1")
    assert b"A&amp;&amp;B" in parts(made)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("name", ["a/b", "x" * 32, "", "History]"])
def test_a_sheet_name_that_excel_does_not_take_is_refused(name: str) -> None:
    def make(sheet: Worksheet) -> None:
        sheet.title = "{{ name }}"

    with pytest.raises(TemplateError, match=r"name of sheet “{{ name }}”"):
        filled(book(make), {"name": name})


def test_links_and_rich_text_are_values_of_a_cell() -> None:
    data = {
        "l": {"$link": "https://example.org/?a=1&b=2", "text": "看"},
        "r": {"$rich": [{"text": "重", "bold": True}, "要"]},
    }
    made = filled(cells({"A1": "{{ l }}", "A2": "{{ r }}"}), data)
    sheet = opened(made).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].hyperlink.target) == ("看", "https://example.org/?a=1&b=2")
    assert str(sheet["A2"].value) == "重要"
    assert b"<b/>" in parts(made)["xl/worksheets/sheet1.xml"]


def test_all_faults_are_told_at_once_with_sheet_and_cell() -> None:
    with pytest.raises(TemplateError) as caught:
        filled(cells({"A1": "{{ nmae }}", "B7": "{{ x.y }}", "C1": "{{ name }}"}), {"name": 1, "x": {}})
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 2
    assert told[0].startswith("book.xlsx, sheet “数据”, A1: [missing] {{ nmae }}")
    assert "did you mean name?" in told[0]
    assert "B7" in told[1]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"A1": "{{ x"}, "opens a tag that never closes"),
        ({"A1": "{% for r in rows %}{{ r }}"}, "is never closed"),
        ({"A1": "{% endfor %}x"}, "closes nothing"),
        ({"A1": "{%tc for r in rows %}"}, "repeats cells"),
        ({"A1": "{{ x | nosuch }}"}, "No filter named 'nosuch'"),
        ({"A1": "{% include 'a' %}"}, "is not supported in a cell"),
    ],
)
def test_a_tag_that_cannot_be_read_is_told_at_its_cell(values: dict[str, str], told: str) -> None:
    with pytest.raises(TemplateError, match=told) as caught:
        Template.open(cells(values), "book.xlsx")
    assert "sheet “数据”, A1" in str(caught.value)


def test_a_picture_is_refused_with_its_cell() -> None:
    with pytest.raises(TemplateError, match=r"A1: .*is a picture"):
        filled(cells({"A1": "{{ q }}"}), {"q": {"$qr": "https://example.org"}})


def test_the_same_input_gives_the_same_bytes_and_parts_without_tags_stay() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(cells(LOOP)))
    workbook.create_sheet("plain")["A1"] = "=B1*2"
    content = saved(workbook)
    made = filled(content, {"rows": ROWS})
    assert made == filled(content, {"rows": ROWS})
    before, after = parts(content), parts(made)
    assert {name for name in before if before[name] != after.get(name)} == {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
    }
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_workbook_without_tags_stays_as_it_is() -> None:
    content = cells({"A1": 1, "A2": "=A1"})
    assert parts(filled(content, {})) == parts(content)


def test_the_command_fills_a_workbook_and_refuses_another_kind_of_ending(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "t.xlsx").write_bytes(cells(LOOP))
    (tmp_path / "d.json").write_text(json.dumps({"rows": ROWS}), "utf-8")
    line = ["fill", str(tmp_path / "t.xlsx"), str(tmp_path / "d.json"), "-o"]
    assert main([*line, str(tmp_path / "o.xlsx")]) == 0
    assert values((tmp_path / "o.xlsx").read_bytes())["A5"] == "丙"
    assert main([*line, str(tmp_path / "o.xltx")]) == 0
    assert b"template.main+xml" in parts((tmp_path / "o.xltx").read_bytes())["[Content_Types].xml"]
    assert main([*line, str(tmp_path / "o.docx")]) != 0
    assert "use one of .xlsx" in capsys.readouterr().err


def test_a_list_fills_a_workbook_for_each_row_and_no_marked_copy_is_made(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "t.xlsx").write_bytes(cells({"A1": "{{ name }}", "A2": "{{ amount * 2 }}"}))
    (tmp_path / "l.csv").write_text("name,amount\nn1,1\nn2,2\n", "utf-8")
    line = ["fill", str(tmp_path / "t.xlsx"), str(tmp_path / "l.csv"), "--each", "--processes", "1", "-o"]
    assert main([*line, str(tmp_path / "out" / "{name}.xlsx")]) == 0
    assert values((tmp_path / "out" / "n2.xlsx").read_bytes())["A1"] == "n2"
    assert main([*line, str(tmp_path / "all.xlsx")]) != 0
    (tmp_path / "d.json").write_text("{}", "utf-8")
    check = [
        "template",
        "check",
        str(tmp_path / "t.xlsx"),
        str(tmp_path / "d.json"),
        "--mark",
        str(tmp_path / "m.xlsx"),
    ]
    assert main(check) != 0
    assert "each error of a workbook names its sheet and cell" in capsys.readouterr().err
    assert not (tmp_path / "m.xlsx").exists()


@pytest.mark.parametrize(
    "part", ["xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/styles.xml", "xl/workbook.xml"]
)
def test_a_damaged_part_is_an_error_in_words(part: str) -> None:
    def make(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "{{ a }}", 2
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        sheet.add_chart(chart, "C1")

    content = book(make)
    half = parts(content)[part][: len(parts(content)[part]) // 2]
    with pytest.raises(TemplateError, match="is damaged"):
        filled(with_parts(content, {part: half}), {"a": datetime.date(2026, 1, 2)})


def test_tags_in_titles_of_charts_comments_and_formulas_are_filled() -> None:
    def make(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = 1, '=HYPERLINK("{{ a }}")'
        sheet["A1"].comment = Comment("见{{ a }}", "x")
        chart = BarChart()
        chart.title = "{{ a }}图"
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
        sheet.add_chart(chart, "C1")

    made = filled(book(make), {"a": 'q"&<'})
    sheet = opened(made).worksheets[0]
    assert sheet["B1"].value == '=HYPERLINK("q""&<")'
    assert sheet["A1"].comment.text == '见q"&<'
    assert 'q"&amp;&lt;图' in parts(made)["xl/charts/chart1.xml"].decode()


def test_a_compiled_workbook_comes_whole_out_of_the_cache(tmp_path: Path) -> None:
    for _ in range(2):
        template = Template.open(table_book(), "t.xlsx", cache=tmp_path)
        made = template.render({"rows": ROWS, "year": 1}).to_bytes()
    assert made == filled(table_book(), {"rows": ROWS, "year": 1})
    assert template.names()["rows"] == {"[]": {"amount": {}, "name": {}}}


def test_missing_values_may_stay_or_leave_nothing() -> None:
    content = cells({"A1": "{{ a }}", "A2": "x{{ b }}"})
    assert values(filled(content, {}, missing="keep")) == {"A1": "{{ a }}", "A2": "x{{ b }}"}
    assert values(filled(content, {}, missing="empty")) == {"A2": "x"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_libreoffice_computes_the_formulas_of_a_filled_workbook(tmp_path: Path) -> None:
    content = {**LOOP, "C3": "=B3*2", "A4": "合计", "B4": "=SUM(B3:B3)", "C4": "=SUM(C3:C3)", "D3": "=SUM(B$3:B3)"}
    (tmp_path / "t.xlsx").write_bytes(cells(content))
    fill(tmp_path / "t.xlsx", {"rows": ROWS}, tmp_path / "o.xlsx")
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "o.xlsx")], check=True, capture_output=True)
    if not (tmp_path / "o.csv").exists():
        pytest.skip("LibreOffice has no Calc here")
    lines = (tmp_path / "o.csv").read_text("utf-8").splitlines()
    assert lines[2:] == ["甲,1.5,3,1.5", "乙,3,6,4.5", "丙,4,8,8.5", "合计,8.5,17,"]
