"""Facts come from many kinds of sources; the later wins, the ledger tells which, and what cannot be read is told with its cell."""

import csv
import http.server
import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.cli.main import main
from reportgen.errors import PackError
from reportgen.load import load_pack
from reportgen.load.sources import read_layer, updated, with_layers
from reportgen.load.sources.update import UnreadableValue
from reportgen.model import Fact, Layer
from tests.http_server import served

FACTS = {
    "pop": {"id": "pop", "label": "常住人口", "kind": "level", "value": "70", "unit": "万人"},
    "start": {
        "id": "start",
        "label": "常住人口（起点）",
        "kind": "level",
        "value": "10",
        "unit": "万人",
        "bound": "lt",
    },
    "rate": {"id": "rate", "label": "城镇化率", "kind": "share", "value": "70", "unit": "%", "bound": "gt"},
    "gdp": {"id": "gdp", "label": "地区生产总值", "kind": "target", "value": "1000", "unit": "亿元"},
    "day": {"id": "day", "label": "周年日", "kind": "date", "words": "8月20日"},
    "years": {"id": "years", "label": "周年", "kind": "count", "value": "12", "unit": "年", "words": "十二周年"},
}


def laid(folder: Path, *layers: dict[str, Any]) -> dict[str, Any]:
    found = with_layers(FACTS, [Layer.model_validate(layer) for layer in layers], folder)
    assert found.problems == []
    return found.facts


def refused(folder: Path, *layers: dict[str, Any]) -> list[str]:
    found = with_layers(FACTS, [Layer.model_validate(layer) for layer in layers], folder)
    return [str(problem) for problem in found.problems]


def workbook(path: Path, fill: Callable[[Any], None]) -> Path:
    book = openpyxl.Workbook()
    fill(book)
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("key", "value", "options", "shown"),
    [
        ("pop", "72万人", {}, "72万人"),
        ("pop", "720000人", {}, "72万人"),
        ("pop", "72万", {}, "72万人"),
        ("pop", 72, {}, "72万人"),
        ("pop", "72", {"unit": "万人"}, "72万人"),
        ("pop", " 1,720,000 ", {"unit": "人"}, "172万人"),
        ("start", "不足9万人", {}, "不足9万人"),
        ("start", "9", {"bound": "不足"}, "不足9万人"),
        ("start", "9万人", {}, "9万人"),
        ("rate", 0.715, {"percent": True}, "71.5%"),
        ("rate", "71.5%以上", {}, "71.5%以上"),
        ("gdp", "1.2万亿元", {}, "12000亿元"),
        ("gdp", "１，２００亿元。", {}, "1200亿元"),
        ("pop", "70余万人", {}, "70余万人"),
        ("pop", "3万余人", {}, "3万余人"),
        ("pop", "七十二万人", {}, "72万人"),
        ("rate", "七成", {}, "70%"),
        ("gdp", 100000000000, {"unit": "元"}, "1000亿元"),
        ("day", date(2026, 8, 21), {}, "8月21日"),
        ("years", "十三周年", {}, "十三周年"),
        ("years", 13, {}, "13年"),
    ],
)
def test_a_value_is_read_in_the_unit_of_its_fact(key: str, value: object, options: dict[str, Any], shown: str) -> None:
    prose = Fact.model_validate(updated(FACTS[key], value, **options)).prose()
    assert prose == shown.replace("12000亿元", "12,000亿元")


@pytest.mark.parametrize(
    ("key", "value"),
    [("pop", "约七十吧"), ("pop", "72万户"), ("pop", True), ("rate", date(2026, 1, 1)), ("pop", "#REF!"),
     ("pop", float("nan")), ("gdp", "70%")],
)  # fmt: skip
def test_a_value_that_is_none_is_refused_with_what_is_expected(key: str, value: object) -> None:
    with pytest.raises(UnreadableValue, match=r"found .*(expected|write)"):
        updated(FACTS[key], value)


def test_csv_in_either_encoding_and_with_chinese_headings(tmp_path: Path) -> None:
    text = "指标表,,\n指标,数值（万人）,时点\n常住人口,72,2025年\n别处的指标,5,2025\n"
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    facts = laid(tmp_path, {"file": "a.csv"})
    assert (facts["pop"]["value"], facts["pop"]["period"]) == ("72", "2025")
    assert facts["pop"]["origin"] == "a.csv, line 3, column 2"
    assert facts["pop"]["replaced"] == ["the pack: 70"]
    assert len(facts) == len(FACTS)


def test_excel_finds_the_head_row_and_reads_text_percent_dates_and_merged_cells(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "主要指标"
        sheet["A1"] = "2025年主要指标"
        sheet.merge_cells("A1:D1")
        for row in (
            ["编 号", "指标", "数 值", "单位"], ["pop", "常住人口", "72", "万人"], ["rate", "城镇化率", 0.715, None],
            ["day", "周年日", date(2026, 8, 21), None], ["gdp", "地区生产总值", "1,200", "亿元"], [None, "说明：……", None, None],
        ):  # fmt: skip
            sheet.append(row)
        sheet["C4"].number_format = "0.0%"
        sheet.merge_cells("D3:D3")

    workbook(tmp_path / "a.xlsx", fill)
    facts = laid(tmp_path, {"file": "a.xlsx", "sheet": "主要指标"})
    assert [facts[key].get("value") or facts[key]["words"] for key in ("pop", "rate", "day", "gdp")] == [
        "72", "71.5", "8月21日", "1200",
    ]  # fmt: skip
    assert facts["pop"]["origin"] == "a.xlsx, sheet 主要指标, cell C3"


def test_excel_gives_a_cell_a_named_range_and_a_merged_cell(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "表1"
        sheet["B5"], sheet["C7"], sheet["D2"] = "72万人", 0.8, 1500
        sheet["C7"].number_format = "0%"
        sheet.merge_cells("B5:C6")
        book.defined_names["GDP_2030"] = openpyxl.workbook.defined_name.DefinedName("GDP_2030", attr_text="表1!$D$2")

    workbook(tmp_path / "a.xlsx", fill)
    layer = {"file": "a.xlsx", "cells": {"pop": "C6", "rate": "表1!C7", "gdp": "GDP_2030"}}
    facts = laid(tmp_path, layer)
    assert [facts[key]["value"] for key in ("pop", "rate", "gdp")] == ["72", "80", "1500"]
    assert facts["pop"]["origin"] == "a.xlsx, sheet 表1, cell B5"


def test_every_bad_cell_of_a_workbook_is_told_at_once(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet.title = "表1"
        for row in (["id", "值", "单位"], ["pop", "很多", "万人"], ["rate", "#DIV/0!", "%"], ["gdp", 5, "万人"],
                    ["nobody", 5, ""], ["start", "=1/3", "万人"], ["day", "8月21日", ""], ["day", "8月22日", ""]):  # fmt: skip
            sheet.append(row)

    workbook(tmp_path / "a.xlsx", fill)
    told = refused(tmp_path, {"file": "a.xlsx"})
    assert len(told) == 6
    for cell, words in {
        "B2": "pop: found '很多', expected a number of 万人", "B3": "#DIV/0!", "B4": "expected a number of 亿元",
        "A5": "no fact `nobody`", "B6": "never computed", "A8": "day is also at",
    }.items():  # fmt: skip
        assert any(f"cell {cell}" in text and words in text for text in told), (cell, told)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({"file": "none.csv"}, "is not in the pack"),
        ({"file": "a.xlsx", "sheet": "表9"}, "no sheet '表9'; there are: Sheet"),
        ({"file": "a.xlsx", "cells": {"pop": "Q99999999"}}, "no cell or range"),
        ({"file": "a.xlsx", "cells": {"pop": "B2"}}, "is empty"),
        ({"file": "a.xlsx"}, "no head row"),
        ({"file": "bad.xlsx"}, "cannot be read as a workbook"),
        ({"file": "bad.json"}, "bad.json:1"),
        ({"file": "list.json", "path": "data.items"}, "nothing at 'data'"),
        ({"file": "a.pdf"}, "of no kind that can be read"),
        ({"database": "NO_SUCH_VARIABLE", "query": "select 1"}, "the environment has no NO_SUCH_VARIABLE"),
        ({"url": "https://me:secret@example.invalid/x"}, "holds a name or password"),
        ({"url": "ftp://example.invalid/x"}, "not an http or https"),
        ({"sqlite": "a.db", "query": "select * from missing"}, "no such table"),
    ],
)
def test_a_source_that_can_not_be_read_says_why(tmp_path: Path, layer: dict[str, Any], words: str) -> None:
    workbook(tmp_path / "a.xlsx", lambda book: None)
    (tmp_path / "bad.xlsx").write_bytes(b"PK")
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "list.json").write_text("{}")
    (tmp_path / "a.pdf").write_bytes(b"")
    sqlite3.connect(tmp_path / "a.db").close()
    (told,) = refused(tmp_path, layer)
    assert words in told
    assert "secret" not in told


def test_the_later_layer_wins_and_what_it_won_over_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,value\npop,71万人\n", "utf-8")
    (tmp_path / "b.json").write_text(
        '{"pop": {"value": "72万人"}, "new": {"label": "新指标", "value": 5, "unit": "家"}}'
    )
    facts = laid(tmp_path, {"file": "a.csv", "source": "bureau"}, {"file": "b.json"})
    assert facts["pop"]["value"] == "72"
    assert facts["pop"]["replaced"] == ["the pack: 70", "a.csv, line 2, column 2: 71万人".replace("71万人", "71")]
    assert facts["pop"]["source"] == "bureau"
    assert facts["new"]["label"] == "新指标"


def test_a_new_value_has_its_own_day_or_none(tmp_path: Path) -> None:
    old = {**FACTS, "pop": {**FACTS["pop"], "good_for": 90, "measured": "2025-01-01"}}

    def measured(text: str, **more: object) -> object:
        (tmp_path / "a.csv").write_text(text, "utf-8")
        found = with_layers(old, [Layer.model_validate({"file": "a.csv", **more})], tmp_path)
        return str(found.problems[0]) if found.problems else found.facts["pop"]["measured"]

    assert measured("id,value,数据日期\npop,72,2026年8月20日\n") == "2026-08-20"
    assert measured("id,value,数据日期\npop,72,2026/8/2\n") == "2026-08-02"
    assert measured("id,value\npop,72\n", measured="2026-08-20") == date(2026, 8, 20)
    assert measured("id,value\npop,72\n") is None  # that of the value before is not its
    assert "found '八月', expected a day" in str(measured("id,value,数据日期\npop,72,八月\n"))


def test_sqlite_is_read_and_never_written(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "a.db")
    base.execute("create table stats (code text, v real, u text)")
    base.execute("insert into stats values ('pop', 72.5, '万人')")
    base.commit()
    base.close()
    layer = {"sqlite": "a.db", "query": "select code as id, v as value, u as unit from stats"}
    assert laid(tmp_path, layer)["pop"]["value"] == "72.5"
    assert "readonly" in refused(tmp_path, {"sqlite": "a.db", "query": "delete from stats"})[0]


def test_any_database_is_read_through_sqlalchemy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlalchemy")
    base = sqlite3.connect(tmp_path / "b.db")
    base.execute("create table facts (id text, value text)")
    base.execute("insert into facts values ('pop', '73万人')")
    base.commit()
    base.close()
    monkeypatch.setenv("STATS", f"sqlite:///{tmp_path / 'b.db'}")
    assert laid(tmp_path, {"database": "STATS", "query": "select id, value from facts"})["pop"]["value"] == "73"
    monkeypatch.setenv("STATS", "postgresql+psycopg://clerk:geheim@127.0.0.1:1/none")
    (told,) = refused(tmp_path, {"database": "STATS", "query": "select 1"})
    assert "the query failed" in told
    assert "geheim" not in told


class Server(http.server.BaseHTTPRequestHandler):
    """Answers with facts to those who have the token."""

    def do_GET(self) -> None:
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://example.invalid/facts")
            self.end_headers()
            return
        allowed = self.headers.get("Authorization") == "Bearer geheim"
        self.send_response(200 if allowed else 401)
        self.end_headers()
        self.wfile.write(json.dumps({"data": {"items": [{"编号": "pop", "数值": 74.25, "单位": "万人"}]}}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    with served(Server) as address:
        yield address


def test_json_over_http_with_a_token_from_the_environment(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = {"url": f"{server}/facts", "path": "data.items", "headers": {"Authorization": "STATS_TOKEN"}}
    host = server.partition("://")[2]
    monkeypatch.setenv("REPORTGEN_SOURCE_VARIABLES", f"OTHER@data.example, STATS_TOKEN@{host}")
    assert "the environment has no STATS_TOKEN" in refused(tmp_path, layer)[0]
    monkeypatch.setenv("STATS_TOKEN", "Bearer falsch")
    assert "401" in refused(tmp_path, layer)[0]
    assert "falsch" not in refused(tmp_path, layer)[0]
    monkeypatch.setenv("STATS_TOKEN", "Bearer geheim")
    assert laid(tmp_path, layer)["pop"]["value"] == "74.25"
    assert "another host" in refused(tmp_path, {**layer, "url": f"{server}/elsewhere"})[0]
    assert read_layer(Layer(url="http://127.0.0.1:1/x", optional=True), tmp_path).problems == []


@pytest.mark.parametrize(
    "allowed", ["", "HOME@{host}", "STATS_TOKEN", "STATS_TOKEN@127.0.0.1", "STATS_TOKEN@127.0.0.1:1"]
)
def test_a_pack_gets_no_environment_variable_into_a_header_that_the_user_did_not_allow_for_its_host(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: str
) -> None:
    host = server.partition("://")[2]
    layer = {"url": f"{server}/facts", "path": "data.items", "headers": {"Authorization": "STATS_TOKEN"}}
    monkeypatch.setenv("STATS_TOKEN", "Bearer geheim")
    monkeypatch.setenv("REPORTGEN_SOURCE_VARIABLES", allowed.format(host=host))
    (told,) = refused(tmp_path, layer)
    assert f"STATS_TOKEN, which may not go to {host}" in told and "geheim" not in told
    assert f"export REPORTGEN_SOURCE_VARIABLES=STATS_TOKEN@{host}" in told


def test_a_token_with_a_line_break_is_refused_and_not_shown(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATS_TOKEN", "Bearer geheim\r\nX-Other: 1")
    monkeypatch.setenv("REPORTGEN_SOURCE_VARIABLES", f"STATS_TOKEN@{server.partition('://')[2]}")
    (told,) = refused(tmp_path, {"url": f"{server}/facts", "headers": {"Authorization": "STATS_TOKEN"}})
    assert "line break" in told and "geheim" not in told


def test_a_pack_with_layers_builds_and_the_ledger_tells_which_won(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.conftest import changed_pack

    layers = "theme: B\nlayers:\n  - {file: update.csv}\n"
    pack = changed_pack(harbour, tmp_path, "pack.yaml", "theme: B\n", layers)
    (pack / "update.csv").write_text("编号,数值,单位\nroutes,49,条\n", "utf-8")
    assert load_pack(pack).facts["routes"].value == Decimal(49)
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 0
    ledger = (tmp_path / "out" / "harbour" / "draft" / "ledger.csv").read_text("utf-8-sig")
    rows = [row for row in csv.DictReader(ledger.splitlines()) if row["fact_id"] == "routes"]
    assert rows
    assert {(row["origin"], row["replaced"]) for row in rows} == {("update.csv, line 2, column 2", "the pack: 47")}
    (pack / "update.csv").write_text("编号,数值,单位\nroutes,很多,条\nfirms,5,人\n", "utf-8")
    with pytest.raises(PackError) as error:
        load_pack(pack)
    assert len(error.value.problems) == 2
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 2
    assert "update.csv, line 3, column 2" in capsys.readouterr().err


def test_a_value_set_on_the_command_line_reaches_both_files_and_what_is_computed_from_it(
    lanzhou: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", str(lanzhou), "-o", str(tmp_path), "--edition", "3"]
    assert main([*arguments, "--set", "resident_pop_now=72万人"]) == 0
    rows = list(csv.DictReader((tmp_path / "lanzhou-12" / "3" / "ledger.csv").read_text("utf-8-sig").splitlines()))
    assert {row["file"] for row in rows if row["text"] == "72万人"} == {"report.docx", "deck.pptx"}
    assert {row["text"] for row in rows if row["fact_id"] == "pop_goal_progress"} == {"72.0%"}
    assert not any(row["text"] == "70万人" for row in rows)
    capsys.readouterr()
    wrong = ["resident_pop_no=72", "pop_goal_gap=3", "rd_intensity=高", "goal_gdp_2030=12万人"]
    assert main([*arguments, *(word for text in wrong for word in ("--set", text))]) == 2
    assert capsys.readouterr().err.count("--set: ") == 4
    assert main([*arguments, "--set", "nonsense"]) == 2
