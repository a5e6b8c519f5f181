"""Tables of data come from any source; each of their numbers is a fact with its cell, and is known wherever it is shown."""

import csv
import http.server
import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.build.flow import BuildResult, build_pack
from reportgen.check.numbers.audit import audit
from reportgen.documents.reading.file_reader import passages
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.sources import read_table
from reportgen.load.sources.records import CellGrid, SourceCell
from reportgen.load.sources.tables import ReadTable, table_of
from reportgen.model import DataSource, Fact
from reportgen.model.data_table import DataTable
from tests.http_server import served
from tests.mutations import damaged, spots

OUTPUT = """望海市历年产值,,,,
,,,,单位：亿元
年份,总产值,其中：临港,增速（%）,备注
2021年,"1,028.5",28,5.2,甲港改造
2022年,1137,37.25,暂无,—
2023年,1260,超过60,-10.8,约百余家企业

注：资料来源于统计局,,,,
"""


def read(folder: Path, **source: Any) -> ReadTable:
    return read_table(DataSource.model_validate({"id": "output", **source}), folder)


def shown(table: ReadTable) -> list[list[str]]:
    """The cells of a table as they are printed in a column of its unit."""
    assert table.problems == []
    assert table.table is not None
    return [
        [Fact.model_validate(table.facts[cell.fact]).column() if cell.fact else cell.text for cell in row]
        for row in table.table.rows
    ]


def workbook(path: Path, rows: list[list[Any]], fill: Callable[[Any], None] = lambda sheet: None) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表1"
    for row in rows:
        sheet.append(row)
    fill(sheet)
    book.save(path)


def test_a_csv_table_has_title_unit_gaps_bounds_and_a_note_under_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(OUTPUT, "utf-8")
    table = read(tmp_path, file="a.csv")
    assert shown(table) == [
        ["2021年", "1028.5", "28.00", "5.2", "甲港改造"],
        ["2022年", "1137.0", "37.25", "—", "—"],
        ["2023年", "1260.0", ">60", "-10.8", "约百余家企业"],
    ]
    assert table.table is not None
    assert table.table.label == "望海市历年产值"
    assert [(column.id, column.unit) for column in table.table.columns] == [
        ("年份", ""), ("总产值", "亿元"), ("其中：临港", "亿元"), ("增速", "%"), ("备注", ""),
    ]  # fmt: skip
    cell = table.facts["output.2023年.其中：临港"]
    assert (cell["value"], cell["unit"], cell["bound"], cell["period"]) == ("60", "亿元", "gt", "2023")
    assert cell["origin"] == "a.csv, line 6, column 3"
    assert table.facts["output.2023年.备注"]["words"] == "约百余家企业"
    assert "output.2021年.备注" not in table.facts  # a text without a number is no fact


def test_an_excel_table_has_merged_heads_of_two_rows_percents_and_a_range(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        for area in ("A2:A3", "B2:C2", "A4:A5"):
            sheet.merge_cells(area)
        for row in (4, 5):
            sheet.cell(row, 3).number_format = "0.0%"
        names = sheet.parent.defined_names
        names["PORTS"] = openpyxl.workbook.defined_name.DefinedName("PORTS", attr_text="表1!$A$2:$C$5")

    rows: list[list[Any]] = [
        ["草稿", "不要", "勿用"], ["港口", "2024年", None], [None, "吞吐量（万标箱）", "增速"], ["甲港", "125.4万标箱", 0.052],
        [None, 98.1, -0.03],
    ]  # fmt: skip
    workbook(tmp_path / "a.xlsx", rows, fill)
    for area in ("PORTS", "A2:C5", "表1!$A$2:$C$5"):
        table = read(
            tmp_path,
            file="a.xlsx",
            area=area,
            head_rows=2,
            columns={"now": "2024年吞吐量", "rate": "2024年增速"},
            key="港口",
        )
        assert shown(table) == [["甲港", "125.4", "5.2"], ["甲港", "98.1", "-3.0"]]
    assert set(table.facts) >= {"output.甲港.now", "output.甲港·2.now"}  # rows of one name are told apart
    assert table.facts["output.甲港·2.rate"]["origin"] == "a.xlsx, sheet 表1, cell C5"
    assert table.facts["output.甲港.now"]["period"] == "2024"


def test_each_row_may_have_a_unit_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "指标,单位,数值\n地区生产总值,亿元,1200\n常住人口,万人,72\n城镇化率,%,71.5\n", "utf-8"
    )
    table = read(tmp_path, file="a.csv")
    facts = {key: Fact.model_validate(raw).prose() for key, raw in table.facts.items()}
    assert facts == {
        "output.地区生产总值.数值": "1200亿元", "output.常住人口.数值": "72万人", "output.城镇化率.数值": "71.5%",
    }  # fmt: skip
    assert table.table is not None
    assert table.table.columns[2].unit == ""


class Server(http.server.BaseHTTPRequestHandler):
    """Answers with rows."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        rows = [{"年份": "2022年", "总产值": "1137亿元"}, {"年份": "2023年", "总产值": "1260亿元", "备注": "初步"}]
        self.wfile.write(json.dumps({"data": rows}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with served(Server) as address:
        yield address


def test_json_sqlite_a_database_and_a_server_give_the_same_table(
    tmp_path: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlalchemy")
    base = sqlite3.connect(tmp_path / "a.db")
    base.execute("create table t (年份 text, 总产值 real, 备注 text)")
    base.executemany("insert into t values (?, ?, ?)", [("2022年", 1137, None), ("2023年", 1260, "初步")])
    base.commit()
    base.close()
    monkeypatch.setenv("STATS", f"sqlite:///{tmp_path / 'a.db'}")
    rows = [["年份", "总产值", "备注"], ["2022年", 1137, None], ["2023年", 1260, "初步"]]
    (tmp_path / "rows.json").write_text(json.dumps({"t": rows}))
    objects = {"2022年": {"总产值": 1137}, "2023年": {"总产值": 1260, "备注": "初步"}}
    (tmp_path / "objects.json").write_text(json.dumps(objects))
    query = "select * from t order by 年份"
    units = {"units": {"总产值": "亿元"}}
    found = [
        read(tmp_path, sqlite="a.db", query=query, **units),
        read(tmp_path, database="STATS", query=query, **units),
        read(tmp_path, file="rows.json", path="t", **units),
        read(tmp_path, url=f"{server}/t", path="data"),
    ]
    for table in found:
        assert shown(table) == [["2022年", "1137", "—"], ["2023年", "1260", "初步"]]
        assert table.facts["output.2023年.总产值"]["unit"] == "亿元"
    assert found[1].facts["output.2023年.总产值"]["origin"] == "database STATS, row 2, 总产值"
    assert shown(read(tmp_path, file="objects.json", **units)) == [["2022年", "1137", "—"], ["2023年", "1260", "初步"]]


def test_a_text_keeps_nothing_that_no_document_can_hold(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('港口,备\ue001注\n甲港,"\ue000fact:x\ue001假\ue002 第一\x0b行\n次行"\n', "utf-8")
    table = read(tmp_path, file="a.csv")
    assert shown(table) == [["甲港", "fact:x假 第一行次行"]]
    assert set(table.facts) == {"output.甲港.备注"}  # 第一 is a number in words


def test_every_cell_that_can_not_be_read_is_told_at_once(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["年份", "产值（亿元）", "增速"],
        ["2021年", "很多", 0.05],
        ["2022年", "5万人", "三五成群"],
        ["2023年", "=1/3", True],
    ]

    def fill(sheet: Any) -> None:
        sheet["C2"].number_format = "0%"

    workbook(tmp_path / "a.xlsx", rows, fill)
    told = [str(problem) for problem in read(tmp_path, file="a.xlsx").problems]
    assert len(told) == 5
    for place, words in {
        "cell B2": "found '很多', expected a number of 亿元", "cell B3": "found the unit 人, expected a number of 亿元",
        "cell B4": "never computed", "cell C3": "found '三五成群'", "cell C4": "found True",
    }.items():  # fmt: skip
        assert any(place in text and words in text for text in told), (place, told)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"file": "none.csv"}, "is not in the pack"),
        ({"file": "a.csv", "key": "年度"}, "did you mean 年份?"),
        ({"file": "a.csv", "columns": {"x": "利润"}}, "no head row with 利润"),
        ({"file": "a.csv", "units": {"利润": "亿元"}}, "names 利润, which is not a column"),
        ({"file": "twice.csv"}, "the heading 产值 stands twice"),
        ({"file": "empty.csv"}, "no head row"),
        ({"file": "head.csv"}, "has no rows under its head"),
        ({"file": "a.xlsx", "area": "nowhere"}, "no range 'nowhere'"),
        ({"file": "a.xlsx", "area": "A1"}, "no range 'A1'"),
        ({"file": "bad.xlsx"}, "cannot be read as a workbook"),
        ({"file": "a.json"}, "holds no list of rows"),
        ({"file": "a.json", "path": "b"}, "nothing at 'b'"),
        ({"file": "quote.csv"}, "is not valid CSV"),
        ({"sqlite": "a.csv", "query": "select * from t"}, "the query failed"),
    ],
)
def test_a_source_that_holds_no_table_says_why(tmp_path: Path, source: dict[str, Any], words: str) -> None:
    (tmp_path / "a.csv").write_text(OUTPUT, "utf-8")
    (tmp_path / "twice.csv").write_text("年份,产值,产值\n2021年,1,2\n", "utf-8")
    (tmp_path / "empty.csv").write_text("", "utf-8")
    (tmp_path / "head.csv").write_text("年份,产值\n", "utf-8")
    (tmp_path / "quote.csv").write_text('年份,产值\n"2021年"x,1\n', "utf-8")
    (tmp_path / "bad.xlsx").write_bytes(b"PK")
    (tmp_path / "a.json").write_text('{"a": [1, 2]}')
    workbook(tmp_path / "a.xlsx", [["年份", "产值"], ["2021年", 1]])
    told = [str(problem) for problem in read(tmp_path, **source).problems]
    assert any(words in text for text in told), told


NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
NAMES = st.text(st.sampled_from("甲乙丙丁港区（）·ab年2"), min_size=1, max_size=6)


@given(st.lists(st.tuples(NAMES, st.one_of(NUMBERS, st.none())), min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_every_number_of_a_grid_is_a_fact_with_its_cell_and_no_other(rows: list[tuple[str, Decimal | None]]) -> None:
    grid = CellGrid("g", [[SourceCell("名称", "A1"), SourceCell("数（吨）", "B1")]])
    for number, (name, value) in enumerate(rows, 2):
        grid.rows.append([SourceCell(name, f"A{number}"), SourceCell(value, f"B{number}")])
    table = table_of(grid, DataSource(id="t", file="g"))
    assert table.problems == []
    facts = {raw["origin"]: raw for raw in table.facts.values()}
    for number, (_, value) in enumerate(rows, 2):
        raw = facts.get(f"B{number}")
        assert (raw is None) == (value is None)
        assert raw is None or (Decimal(raw["value"]), raw["unit"]) == (value, "吨")


@pytest.fixture(scope="module")
def pack(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second pack with two tables of data, in the report and on a slide, and a fact computed from cells."""
    import shutil

    folder = Path(shutil.copytree(harbour, tmp_path_factory.mktemp("tables") / "harbour"))
    (folder / "tables").mkdir()
    (folder / "tables" / "output.csv").write_text(OUTPUT, "utf-8")
    workbook(folder / "ports.xlsx", [["港口", "吞吐量（万标箱）"], ["甲港", 125.4], ["乙{{ f.x }}港", 98.1]])
    data = "data:\n  - {id: ports, file: ports.xlsx, label: 各港吞吐量, columns: {now: 吞吐量}, key: 港口, source: yearbook}\n"
    computed = (
        "derived:\n  - {id: grown, label: 产值增长, kind: share, unit: '%', source: yearbook, "
        'formula: \'growth(output["2023年", "总产值"], output["2021年", "总产值"])\'}\n'
    )
    text = (
        '见{{ ref("output") }}、{{ ref("last") }}。总产值{{ f["output.2023年.总产值"] }}，比{{ f["output.2021年.总产值"] | when }}'
        '增长{{ f.grown }}，据来源数据计算；甲港居全市{{ f["ports.甲港.now"].rank(t.ports.now) }}。'
    )
    blocks = (
        "      - {kind: table, table: tab-all}\n"
        f"      - {{kind: text, text: '{text}'}}\n"
        "      - {kind: table, table: output}\n      - {kind: table, table: last}\n"
    )
    tables = "tables:\n  - {id: last, caption: 近年产值, data: output, last: 2, columns: [{of: 年份}, {of: 总产值, head: 产值}]}\n"
    slide = "  - {layout: table, section: P2, kicker: 历年产值, title: 历年产值一览, table: output, notes: 表中数字与报告一致。}\n"
    for file, old, new in (
        ("pack.yaml", "theme: B\n", f"theme: B\n{data}"), ("facts.yaml", "derived:\n", computed),
        ("report.yaml", "      - {kind: table, table: tab-all}\n", blocks), ("report.yaml", "tables:\n", tables),
        ("deck.yaml", "  - layout: timeline\n", f"{slide}  - layout: timeline\n"),
    ):  # fmt: skip
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    return build_pack(pack, output=tmp_path_factory.mktemp("out"))


def test_every_cell_shown_is_in_the_ledger_with_the_cell_of_its_source(made: BuildResult) -> None:
    assert [finding for finding in made.findings if finding.level == "error"] == []
    ledger = (made.edition_dir / "ledger.csv").read_text("utf-8-sig")
    rows = [row for row in csv.DictReader(ledger.splitlines()) if row["fact_id"] == "output.2022年.其中：临港"]
    assert {(row["file"], row["text"], row["origin"]) for row in rows} == {
        ("report.docx", "37.25", "tables/output.csv, line 5, column 3"),
        ("deck.pptx", "37.25", "tables/output.csv, line 5, column 3"),
    }
    assert any(row["place"] == "body, table 3, row 3, cell 3" for row in rows)
    said = (made.edition_dir / "edition.json").read_text("utf-8")
    assert "增长22.5%" in said
    assert "甲港居全市第一" in said


def test_the_audit_knows_every_number_of_a_table_and_finds_one_that_was_changed(pack: Path, made: BuildResult) -> None:
    loaded = load_pack(pack)
    found = {name: passages(name, (made.edition_dir / name).read_bytes()) for name in ("report.docx", "deck.pptx")}
    result = audit(loaded, found, found)
    assert [str(finding) for finding in result.findings] == []
    assert result.counts["unknown"] == 0
    changed = [
        type(item)(**{**vars(item), "text": item.text.replace("37.25", "37.26")}) for item in found["report.docx"]
    ]
    assert [f.rule for f in audit(loaded, {"report.docx": changed}, found).findings] == ["F02"]
    assert [f.rule for f in audit(loaded, {"report.docx": changed}).findings] == ["F01"]


def test_forty_damages_of_a_file_with_tables_are_all_found(pack: Path, made: BuildResult) -> None:
    loaded, content = load_pack(pack), (made.edition_dir / "report.docx").read_bytes()
    printed = passages("report.docx", content)
    chance = random.Random(3)
    cells = [spot for spot in spots(content) if spot.where == "text"]
    for spot in chance.sample(cells, 40):
        spoilt, told = damaged(content, spot, chance)
        found = passages("report.docx", spoilt)
        assert audit(loaded, {"report.docx": found}, {"report.docx": printed}).findings, told


def test_a_table_may_show_its_last_rows_and_chosen_columns(pack: Path) -> None:
    table = load_pack(pack).tables["last"]
    assert [column.head for column in table.columns] == ["年份", "产值"]
    assert len(table.rows) == 2


def test_data_is_never_read_as_a_tag(pack: Path) -> None:
    rows = load_pack(pack).tables["ports"].rows
    assert rows[1][0] == '乙{{ "{" }}{{ "{" }} f.x }}港'


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("deck.yaml", "table: output", "table: outputs", "no table `outputs`; did you mean output"),
        ("report.yaml", "data: output, last", "data: none, last", "no table of data `none`"),
        ("report.yaml", "{of: 总产值", "{of: 产值", "has no column `产值`; there are: 年份, 总产值"),
        ("report.yaml", "t.ports.now", "t.port.now", "no data `port`; did you mean ports"),
        ("report.yaml", "output.2021年.总产值", "output.2020年.总产值", "no fact `output.2020年.总产值`"),
        ("facts.yaml", '"2021年"', '"2020年"', "no fact `output.2020年.总产值`, did you mean"),
        ("pack.yaml", "file: ports.xlsx,", "", "exactly one of file"),
        ("pack.yaml", "source: yearbook}", "source: nobody}", "no source `nobody`"),
        ("pack.yaml", "label: 各港", "optional: true, label: 各港", "cannot be optional"),
        ("pack.yaml", "data:\n", "data: 5\nunused:\n", "not a list of sources"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_its_place(
    pack: Path, tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    from tests.conftest import changed_pack

    with pytest.raises(PackError) as error:
        load_pack(changed_pack(pack, tmp_path, file, old, new))
    assert words in str(error.value), str(error.value)
    assert f"/{file}:" in str(error.value)


def test_a_column_that_is_not_there_lists_those_that_are() -> None:
    table = DataTable(id="t", columns=(), rows=())
    with pytest.raises(ValueError, match="no column `x`"):
        table.column("x")
