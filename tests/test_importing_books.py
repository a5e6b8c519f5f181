"""`facts import` takes any book: formulas by their results, rows by labels and times; it asks before wording contradicts a value."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.cli.main import main
from reportgen.load import load_pack
from tests.conftest import changed_pack
from tests.packages import docx, para

FACTS = """sources:
  office: {label: 统计资料}
facts:
  - {id: years, label: 成立周年, kind: count, value: 12, unit: 年, words: 十二周年, source: office}
  - {id: pop, label: 常住人口, kind: level, value: 70, unit: 万人, period: "2023", source: office}
  - {id: firms, label: 注册企业, kind: count, value: 1200, unit: 家, bound: approx_above, source: office}
"""
PACK = "id: p\ntitle: t\nshort_title: s\norganisation: 示例单位\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "facts.yaml").write_text(FACTS, "utf-8")
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    return folder


def exported(pack: Path, change: Callable[[Any], None]) -> Path:
    path = pack.parent / "facts.xlsx"
    assert main(["facts", "export", str(path), "--pack", str(pack)]) == 0
    book = openpyxl.load_workbook(path)
    change(book["数据"])
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


def value_cell(sheet: Any, fact: str) -> Any:
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[heads.index("编号")].value == fact)
    return row[heads.index("数值")]


def imported(pack: Path, book: Path, *options: str) -> int:
    return main(["facts", "import", str(book), "--pack", str(pack), *options])


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("７２．５", "72.5万人"), ("7.25e1", "72.5万人"), ("72.5万", "72.5万人"), ("72.5①", "72.5万人"), (72.5, "72.5万人"),
     ("725000人", "72.5万人"), ("不足73", "不足73万人")],
)  # fmt: skip
def test_what_a_clerk_types_into_the_workbook_is_read(pack: Path, typed: object, shown: str) -> None:
    book = exported(pack, lambda sheet: setattr(value_cell(sheet, "pop"), "value", typed))
    assert imported(pack, book) == 0
    assert load_pack(pack).facts["pop"].prose() == shown


def test_a_formula_without_a_result_is_refused_at_its_cell(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = exported(pack, lambda sheet: setattr(value_cell(sheet, "pop"), "value", "=60+12"))
    assert imported(pack, book) == 2
    assert "cell C3: pop: holds a formula that was never computed" in capsys.readouterr().err


def test_a_value_that_the_wording_contradicts_asks_or_follows_the_flag(
    pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = exported(pack, lambda sheet: setattr(value_cell(sheet, "years"), "value", 13))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert imported(pack, book) == 2
    assert "years: the value changes, and its wording says 十二周年" in capsys.readouterr().err
    assert load_pack(pack).facts["years"].prose() == "十二周年"
    assert imported(pack, book, "--words", "drop") == 0
    assert load_pack(pack).facts["years"].prose() == "13年"


def test_wording_is_kept_when_it_is_asked_for(pack: Path) -> None:
    book = exported(pack, lambda sheet: setattr(value_cell(sheet, "years"), "value", 13))
    assert imported(pack, book, "--words", "keep") == 0
    fact = load_pack(pack).facts["years"]
    assert (fact.value, fact.words) == (13, "十二周年")


def test_rows_of_any_table_find_their_facts_and_the_rest_is_proposed_with_ids(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = pack.parent / "bureau.csv"
    book.write_text('指标,2022年,2023年\n常住人口（万人）,71.0,72.0\n"出口额（亿元）","1,300①",(5.2)\n', "utf-8")
    assert imported(pack, book, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(change["fact_id"], change["new"]) for change in told["changes"]] == [("pop", "72.0")]
    assert "出口额" in told["findings"][0]["what"]
    assert imported(pack, book, "--propose", "--source", "office") == 0
    facts = load_pack(pack).facts
    assert facts["pop"].prose() == "72.0万人"
    assert facts["常住人口_2022"].prose() == "71.0万人"
    assert [facts[f"出口额_{year}"].prose() for year in (2022, 2023)] == ["1300亿元", "-5.2亿元"]
    assert facts["出口额_2022"].note == "来源数字带注①；取自bureau.csv, line 3, column 2"
    assert facts["出口额_2023"].source == "office"
    assert (pack / "facts.yaml").read_text("utf-8").startswith(FACTS.partition("  - {id: pop")[0])


def test_a_row_that_matches_nothing_stops_a_strict_import_and_changes_nothing(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = pack.parent / "bureau.csv"
    book.write_text("编号,数值\npop,72\npopp,5\n", "utf-8")
    before = (pack / "facts.yaml").read_bytes()
    assert imported(pack, book, "--strict") == 2
    assert "line 3, column 1: the row popp matches no fact; did you mean pop?" in capsys.readouterr().err
    assert (pack / "facts.yaml").read_bytes() == before
    assert imported(pack, book) == 0
    assert load_pack(pack).facts["pop"].prose() == "72万人"


def test_every_bad_cell_of_a_table_is_told_at_once(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = pack.parent / "bureau.csv"
    book.write_text("编号,数值\npop,很多\nfirms,1②3\n", "utf-8")
    assert imported(pack, book) == 2
    told = capsys.readouterr().err
    assert "bureau.csv, line 2, column 2: pop: found '很多'" in told
    assert "bureau.csv, line 3, column 2: firms: found '1②3'" in told


def test_a_mistake_in_a_text_is_told_at_its_place_in_the_file_and_all_at_once(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = changed_pack(harbour, tmp_path, "report.yaml", "      - {kind: table, table: tab-all}\n",
        "      - {kind: text, text: '{{ f.routes | cel }}'}\n      - {kind: text, text: '{{ f.routes | whem }}'}\n"
        "      - {kind: table, table: tab-all}\n")  # fmt: skip
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if "report.yaml:" in line]
    assert len(told) == 2
    assert all(", block " in line and ", text: " in line for line in told)


def test_what_a_layout_needs_and_what_it_does_not_show_is_told_at_the_slide(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slide = "  - {layout: then_now, title: 前后, items: [{head: 甲, text: 乙}], lead: 看不见的结论, notes: 说明。}\n"
    pack = changed_pack(harbour, tmp_path, "deck.yaml", "  - layout: timeline\n", slide + "  - layout: timeline\n")
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "/deck.yaml:" in told
    assert "(then_now), columns: the layout then_now needs 2 `columns`, and none is given" in told
    text = (pack / "deck.yaml").read_text("utf-8").replace("title: 前后,", "title: 前后, columns: [起点, 现在],")
    (pack / "deck.yaml").write_text(text, "utf-8")
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 2
    assert "needs 2 lines in the text of each of `items`, and item 1 has 1" in capsys.readouterr().err
    text = text.replace("text: 乙", 'text: "乙\\n丙"')
    (pack / "deck.yaml").write_text(text, "utf-8")
    assert main(["build", str(pack), "-o", str(tmp_path / "out")]) == 2
    assert not [*(tmp_path / "out").rglob("*.*x")]
    told = capsys.readouterr().err
    assert "(then_now), lead: `lead` is not shown: the layout then_now shows" in told
    assert "would show it" in told


def sections_of(block: str) -> str:
    """The tags of a report that shows the texts of its sections, and what else a branch shows."""
    shown = "{% if b.kind in 'text heading' %}{{ b.text }}" + block + "{% endif %}"
    return "{% for s in sections %}{% for b in s.blocks %}" + shown + "{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{{ title }}", "the template of the report has no tag for it; add {{ sections }}"),
        ("{% for s in sections %}{{ s.heading }}{% endfor %}", "`blocks` is not shown"),
        (sections_of(""), "figure fig-box is not shown"),
        (
            sections_of("{% elif b.kind == 'figure' %}{{ b.picture }}{{ b.note }}{{ b.caption }}"),
            "table tab-all is not shown",
        ),
    ],
)
def test_what_a_report_gives_and_its_template_has_no_tag_for_is_told_at_its_line(
    harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, told: str
) -> None:
    pack = changed_pack(harbour, tmp_path, "pack.yaml", "theme:", "templates: {report: own.docx}\ntheme:")
    (pack / "own.docx").write_bytes(docx(para(body)))
    assert main(["build", str(pack), "-o", str(tmp_path / "out"), "--only", "report"]) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if told in line]
    assert lines and all(re.search(r"report\.yaml:\d+:", line) for line in lines)
    assert not [*(tmp_path / "out").rglob("*.*x")]
