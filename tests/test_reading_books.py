"""Whole books and tables as offices have them: hidden rows, years as columns, units in labels, rows that match nothing, old formats."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.cli.main import main
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.sources import read_table, with_layers
from reportgen.load.sources.asked import Asked
from reportgen.load.sources.layers import Layered
from reportgen.model import DataSource, Fact, Layer
from tests.conftest import changed_pack

FACTS: dict[str, dict[str, Any]] = {
    "gdp": {"id": "gdp", "label": "地区生产总值", "kind": "level", "value": "900", "unit": "亿元", "period": "2023"},
    "pop": {"id": "pop", "label": "常住人口", "kind": "level", "value": "70", "unit": "万人", "period": "2023"},
    "growth": {"id": "growth", "label": "地区生产总值", "kind": "share", "value": "5", "unit": "%", "period": "2023"},
}


def laid(folder: Path, name: str, content: str | bytes, **layer: Any) -> Layered:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return with_layers(FACTS, [Layer(file=name, **layer)], folder, texts="{{ f.gdp }}{{ f.pop }}")


def notices(found: Layered) -> list[str]:
    return [str(notice) for notice in found.notices]


def test_years_as_columns_and_units_in_labels_find_the_facts_of_a_book_without_ids(tmp_path: Path) -> None:
    text = "指标,2022年,2023年\n地区生产总值（亿元）,1100,1200.0\n常住人口（万人）,71,72\n地区生产总值（%）,5.5,6.1\n"
    found = laid(tmp_path, "a.csv", text)
    assert {key: fact["value"] for key, fact in found.facts.items()} == {"gdp": "1200.0", "pop": "72", "growth": "6.1"}
    assert found.facts["gdp"]["origin"] == "a.csv, line 2, column 3"
    assert notices(found) == ["a.csv, line 1, column 2: no fact has the time 2022年 of this column; " + HINT]


HINT = "correct the id or label, or write it under `ignore`"


def test_a_head_of_two_rows_gives_each_column_its_year_and_leaves_another_indicator_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["主要指标"], ["指标", "2022年", None, "2023年", None], [None, "数值", "增速", "数值", "增速"],
                ["地区生产总值（亿元）", 1100, 5.5, 1200, 6.1], ["常住人口（万人）", 71, 1, 72, 1]):  # fmt: skip
        sheet.append(row)
    for area in ("A2:A3", "B2:C2", "D2:E2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    found = with_layers(FACTS, [Layer(file="a.xlsx")], tmp_path)
    assert (found.facts["gdp"]["value"], found.facts["pop"]["value"]) == ("1200", "72")
    assert found.problems == []
    assert sum("增速 matches no field" in text for text in notices(found)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_csv_is_read_in_the_encodings_that_offices_save_in(tmp_path: Path, encoding: str) -> None:
    found = laid(tmp_path, "a.csv", "编号,数值\npop,72\n".encode(encoding))
    assert (found.problems, found.facts["pop"]["value"]) == ([], "72")


def test_thousands_without_quotes_are_closed_where_there_is_one_way_and_refused_where_there_are_two(
    tmp_path: Path,
) -> None:
    assert laid(tmp_path, "a.csv", "编号,数值,单位\ngdp,1,200,亿元\n").facts["gdp"]["value"] == "1200"
    assert laid(tmp_path, "a.csv", "sep=;\n编号;数值\ngdp;1,200\n").facts["gdp"]["value"] == "1200"
    (problem,) = laid(tmp_path, "a.csv", "编号,2022年,2023年\ngdp,1,200,300\n").problems
    assert "a.csv, line 2: has 4 cells, and the head has 3" in str(problem)


def test_every_row_and_column_that_matches_nothing_is_named_with_what_is_near(tmp_path: Path) -> None:
    text = "编号,指标,数值,计量单拉\ngpd,地区生产总值,1200,1\npop,,72,2\n,常往人口,3,\n,别处的指标,4,\n"
    found = laid(tmp_path, "a.csv", text)
    assert notices(found) == [
        "a.csv, line 1, column 4: the column 计量单拉 matches no field of a fact; did you mean 计量单位?",
        "a.csv, line 2, column 1: the row gpd matches no fact; did you mean gdp?",
        "a.csv, line 4, column 2: the row 常往人口 matches no fact; did you mean 常住人口?",
        f"a.csv, line 5, column 2: the row 别处的指标 matches no fact; {HINT}",
    ]
    assert "gpd" not in found.facts
    assert notices(laid(tmp_path, "a.csv", text, ignore=["计量单拉", "gpd", "常往人口", "别处的指标"])) == []


def test_a_label_that_several_facts_have_is_refused_and_an_empty_cell_is_told(tmp_path: Path) -> None:
    (problem,) = laid(tmp_path, "a.csv", "指标,数值\n地区生产总值,5\n").problems
    assert "can be gdp or growth; which one is meant is not certain" in str(problem)
    assert "has no value for pop, which stays as it was" in notices(laid(tmp_path, "a.csv", "编号,数值\npop,—\n"))[0]


def test_many_rows_that_match_nothing_are_one_line_behind_the_first_twelve(tmp_path: Path) -> None:
    rows = "".join(f",乡镇{number}的产值,5\n" for number in range(60))
    found = notices(laid(tmp_path, "a.csv", f"编号,指标,数值\n{rows}"))
    assert len(found) == 13
    assert "48 more rows match no fact" in found[-1]


def test_a_column_of_sources_gives_each_row_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("代码,值,出处\npop,72,统计局\ngdp,1200,年鉴\n", "utf-8")
    layer = Layer(file="a.csv", columns={"id": "代码", "value": "值", "source": "出处"})
    found = with_layers(FACTS, [layer], tmp_path, sources={"yearbook": {"label": "年鉴"}})
    assert (found.facts["pop"]["source"], found.facts["gdp"]["source"]) == ("统计局", "yearbook")
    assert found.sources["统计局"] == {"label": "统计局"}


def hidden_book(path: Path, change: Callable[[Any], None]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["年份", "产值（亿元）", "内部测算（亿元）"], ["2021年", 5, 9], ["2022年", 6, 8], ["2023年", 7, 7]):
        sheet.append(row)
    change(sheet)
    book.save(path)


def test_hidden_rows_and_columns_are_left_out_and_named_or_taken_when_asked(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True

    hidden_book(tmp_path / "a.xlsx", hide)
    table = read_table(DataSource(id="out", file="a.xlsx"), tmp_path)
    assert set(table.facts) >= {"out.2021年.产值", "out.2023年.产值"}
    assert not any("2022年" in key or "内部" in key for key in table.facts)
    assert "row 3, column C: hidden and left out" in str(table.notices[0])
    taken = read_table(DataSource(id="out", file="a.xlsx", hidden=True), tmp_path)
    assert {"out.2022年.产值", "out.2021年.内部测算"} <= set(taken.facts)
    assert taken.notices == []


def test_a_hidden_sheet_is_not_the_first_and_a_hidden_cell_that_is_named_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["编号", "数值"])
    book.active.append(["pop", 1])
    book.active.sheet_state = "hidden"
    seen = book.create_sheet("公布")
    seen.append(["编号", "数值"])
    seen.append(["pop", 72])
    seen.row_dimensions[2].hidden = True
    book.save(tmp_path / "a.xlsx")
    found = with_layers(FACTS, [Layer(file="a.xlsx", cells={"pop": "B2"})], tmp_path)
    assert found.facts["pop"]["value"] == "72"
    assert "pop is read from a hidden cell" in notices(found)[0]


def test_a_table_of_data_reads_the_units_of_its_row_labels(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "指标,2021年,2022年\n产值（亿元）,5,6\n人口（万人）,7,8\n增速（%）,5.2,6.1\n", "utf-8"
    )
    facts = read_table(DataSource(id="out", file="a.csv"), tmp_path).facts
    shown = [Fact.model_validate(facts[f"out.{key}.2022年"]).prose() for key in ("产值", "人口", "增速")]
    assert shown == ["6亿元", "8万人", "6.1%"]
    named = Asked('{{ f["out.产值（亿元）.2022年"] }}')  # a pack that names the row with its unit goes on to work
    assert "out.产值（亿元）.2022年" in read_table(DataSource(id="out", file="a.csv"), tmp_path, named).facts


def test_of_a_large_table_only_what_is_asked_for_becomes_facts(tmp_path: Path) -> None:
    rows = "".join(f"第{number}行,区{number % 7},{number}.5,{number}\n" for number in range(1, 15001))
    (tmp_path / "a.csv").write_text(f"编号,地区,产值（亿元）,人口（万人）\n{rows}", "utf-8")
    asked = Asked('{{ f["big.第77行.人口"] }}')
    asked.show(["产值"], 3)
    table = read_table(DataSource(id="big", file="a.csv"), tmp_path, asked)
    assert table.problems == []
    numbers = {key: raw["value"] for key, raw in table.facts.items() if raw.get("value")}
    assert numbers["big.第77行.人口"] == "77"
    assert [numbers[f"big.第{number}行.产值"] for number in (14998, 14999, 15000)] == ["14998.5", "14999.5", "15000.5"]
    assert len(numbers) == 8  # two columns, four rows
    assert table.table is not None
    assert len(table.table.rows) == 4


def ods(path: Path, rows: list[list[object]]) -> None:
    def cell(value: object) -> str:
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="表1">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}"/>')


def test_an_ods_is_read_and_what_its_formats_decide_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    ods(tmp_path / "a.ods", [["编号", "数值"], ["pop", 72.5], ["growth", 0.061]])
    found = with_layers(FACTS, [Layer(file="a.ods")], tmp_path)
    assert found.facts["pop"]["value"] == "72.5"
    assert "0.061% or a cell that shows 6.1" in str(found.problems[0])
    assert "its number formats and its hidden rows and columns are not read" in notices(found)[0]


def test_what_no_fact_takes_is_a_warning_of_the_build_and_an_error_under_strict(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = changed_pack(harbour, tmp_path, "pack.yaml", "theme: B\n", "theme: B\nlayers:\n  - {file: u.csv}\n")
    (pack / "u.csv").write_text("编号,指标,数值\nrouts,航线,5\n", "utf-8")
    assert load_pack(pack).notices[0].place == "u.csv, line 2, column 1"
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 0
    assert "F16 u.csv, line 2, column 1: the row routs matches no fact; did you mean routes" in capsys.readouterr().err
    assert main(["build", str(pack), "-o", str(tmp_path / "out2"), "--strict"]) == 1


def test_many_mistakes_of_one_cause_are_one_with_their_count(harbour: Path, tmp_path: Path) -> None:
    pack = changed_pack(harbour, tmp_path, "pack.yaml", "theme: B\n", "theme: B\nlayers:\n  - {file: u.csv}\n")
    rows = "".join(f"n{number},新指标{number},很多{number}\n" for number in range(40))
    (pack / "u.csv").write_text(f"编号,指标,数值\n{rows}", "utf-8")
    facts = (pack / "facts.yaml").read_text("utf-8")
    new = "".join(
        f"  - {{id: n{number}, label: 新指标{number}, kind: level, value: 1, unit: 家}}\n" for number in range(40)
    )
    (pack / "facts.yaml").write_text(facts.replace("facts:\n", "facts:\n" + new, 1), "utf-8")
    with pytest.raises(PackError) as error:
        load_pack(pack)
    (problem,) = error.value.problems
    assert "(40 times: also u.csv, line 3, column 3" in str(problem)
    assert "and 35 more" in str(problem)
