"""Facts go to clerks as a workbook and come back with nothing lost; a spoilt workbook is told cell by cell and changes nothing."""

import io
import json
import shutil
import string
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.cli.main import main
from reportgen.load import load_pack
from reportgen.load.facts_workbook.columns import BOUND_WORDS, FIELDS
from reportgen.load.facts_workbook.export import facts_workbook
from reportgen.load.facts_workbook.importing import read_facts_workbook
from reportgen.model import Fact, Pack
from tests.conftest import Built

WORDS = (
    st.text(st.sampled_from("常住人口，万=+-@'%1207（）“”、 ab"), min_size=1, max_size=12).map(str.strip).filter(bool)
)
FACTS = st.builds(
    Fact,
    id=st.text(st.sampled_from(string.ascii_lowercase), min_size=1, max_size=8),
    label=WORDS,
    kind=st.sampled_from(["level", "share", "count", "target"]),
    value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4),
    unit=st.sampled_from(["", "万人", "%", "亿元"]),
    bound=st.sampled_from(sorted(set(BOUND_WORDS) - {"range", "fraction"})),
    period=st.none() | st.sampled_from(["2023", "12年前"]),
    words=st.none() | WORDS,
    items=st.lists(WORDS, max_size=3).map(tuple),
    open_ended=st.booleans(),
    note=st.none() | WORDS,
    measured=st.none() | st.dates(),
)


def pack_of(facts: list[Fact]) -> Pack:
    return Pack(id="p", title="t", short_title="s", organisation="o", facts={fact.id: fact for fact in facts})


def spoilt(pack: Pack, spoil: Callable[[Any], None]) -> tuple[list[Any], list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(facts_workbook(pack)))
    spoil(book)
    out = io.BytesIO()
    book.save(out)
    changes, problems = read_facts_workbook(out.getvalue(), pack, "facts.xlsx")
    return changes, [str(problem) for problem in problems]


def cell(book: Any, fact: str, field: str) -> Any:
    sheet = book["数据"]
    column = [item.name for item in FIELDS].index(field) + 1
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == fact)
    return sheet.cell(row, column)


@given(st.lists(FACTS, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_facts_come_back_unchanged(facts: list[Fact]) -> None:
    pack = pack_of(facts)
    assert read_facts_workbook(facts_workbook(pack), pack, "facts.xlsx") == ([], [])


@given(st.lists(FACTS, min_size=1, max_size=4, unique_by=lambda fact: fact.id), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_value_comes_back_as_it_was_typed(facts: list[Fact], data: st.DataObject) -> None:
    pack = pack_of(facts)
    chosen = data.draw(st.sampled_from(facts))
    value = data.draw(st.integers(-(10**9), 10**9).filter(lambda v: Decimal(v) != chosen.value))
    changes, problems = spoilt(pack, lambda book: setattr(cell(book, chosen.id, "value"), "value", value))
    assert problems == []
    assert [(change.fact_id, change.field, Decimal(change.new)) for change in changes] == [(chosen.id, "value", value)]


def _delete(book: Any) -> None:
    book["数据"].delete_rows(cell(book, "resident_pop_now", "id").row)


def _shuffle(book: Any) -> None:
    sheet = book["数据"]
    rows = [[item.value for item in row] for row in sheet.iter_rows()]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(reversed(row), 1):
            sheet.cell(number, column).value = value


def _set(fact: str, field: str, value: object) -> Callable[[Any], None]:
    return lambda book: setattr(cell(book, fact, field), "value", value)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_set("resident_pop_now", "value", "很多"), "resident_pop_now: found '很多', expected a number of 万人"),
        (_set("resident_pop_now", "value", True), "found True"),
        (_set("resident_pop_now", "unit", "万户"), "found the unit '万户', expected '万人'"),
        (_set("resident_pop_now", "bound", "可能"), "found the bound '可能', expected one of 准确"),
        (_set("resident_pop_now", "value", None), "no value, words or items are left"),
        (_set("resident_pop_now", "label", ""), "needs a label"),
        (_set("resident_pop_now", "measured", "八月"), "found '八月', expected a day such as 2026-08-20"),
        (_set("resident_pop_now", "id", "nobody"), "no fact `nobody`"),
        (_set("resident_pop_now", "id", "rd_intensity"), "rd_intensity is also at"),
        (_set("pop_goal_gap", "value", 5), "is computed (goal_pop_2030 - resident_pop_now)"),
        (_delete, "the row of resident_pop_now is gone"),
        (lambda book: book["数据"].delete_cols(3), "no column 数值"),
        (lambda book: setattr(book["数据"], "title", "表"), "no sheet 数据"),
    ],
)
def test_a_spoilt_cell_is_told_with_its_place_and_nothing_changes(
    lanzhou: Path, spoil: Callable[[Any], None], told: str
) -> None:
    changes, problems = spoilt(load_pack(lanzhou), spoil)
    assert changes == []
    assert any(told in problem for problem in problems), problems


def test_every_spoilt_cell_is_told_at_once(lanzhou: Path) -> None:
    def spoil(book: Any) -> None:
        for fact in ("resident_pop_now", "rd_intensity", "goal_gdp_2030"):
            cell(book, fact, "value").value = "?"
        cell(book, "goal_gdp_2030", "unit").value = "万人"

    changes, problems = spoilt(load_pack(lanzhou), spoil)
    assert changes == []
    assert len(problems) == 4
    assert all("facts.xlsx, sheet 数据, cell " in problem for problem in problems)


def test_moved_columns_sorted_rows_and_more_sheets_do_no_harm(lanzhou: Path) -> None:
    pack = load_pack(lanzhou)
    assert spoilt(pack, _shuffle) == ([], [])
    assert spoilt(pack, lambda book: book.create_sheet("草稿").append([1, 2])) == ([], [])


def test_the_commands_write_and_read_back_and_keep_comments(
    lanzhou: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    before = (pack / "facts.yaml").read_text("utf-8")
    book_path = tmp_path / "facts.xlsx"
    assert main(["facts", "export", str(book_path), "--pack", str(pack)]) == 0
    assert main(["facts", "import", str(book_path), "--pack", str(pack)]) == 0
    assert (pack / "facts.yaml").read_text("utf-8") == before
    book = openpyxl.load_workbook(book_path)
    assert {str(v.sqref)[0] for v in book["数据"].data_validations.dataValidation} == {"C", "E", "K"}
    cell(book, "rd_intensity", "value").value = 4.25
    cell(book, "rd_intensity", "measured").value = date(2026, 8, 20)
    cell(book, "urbanisation_rate", "bound").value = "以上"
    cell(book, "resident_pop_start", "bound").value = "准确"
    cell(book, "domestic_leading", "items").value = "高端仪表\n生物疫苗\n新品"
    book.save(book_path)
    capsys.readouterr()
    assert main(["facts", "import", str(book_path), "--pack", str(pack), "--dry-run", "--json"]) == 0
    assert (pack / "facts.yaml").read_text("utf-8") == before
    told = json.loads(capsys.readouterr().out)
    assert {(item["fact_id"], item["field"]) for item in told["changes"]} == {
        ("rd_intensity", "value"), ("rd_intensity", "measured"),
        ("urbanisation_rate", "bound"), ("resident_pop_start", "bound"), ("domestic_leading", "items"),
    }  # fmt: skip
    assert main(["facts", "import", str(book_path), "--pack", str(pack)]) == 0
    after = (pack / "facts.yaml").read_text("utf-8")
    moved = [line for line, old in zip(after.splitlines(), before.splitlines(), strict=True) if line != old]
    assert len(moved) == 4 + 1  # and the ratio that is computed from the start
    facts = load_pack(pack).facts
    assert facts["rd_intensity"].prose() == "4.25%"
    assert facts["rd_intensity"].measured == date(2026, 8, 20)
    assert facts["urbanisation_rate"].prose() == "70%以上"
    assert facts["resident_pop_start"].bound == "exact"
    assert facts["domestic_leading"].items[-1] == "新品"


def test_the_same_facts_give_the_same_workbook_and_only_what_fits_a_fact_is_open(lanzhou: Path) -> None:
    pack = load_pack(lanzhou)
    assert facts_workbook(pack) == facts_workbook(pack)
    book = openpyxl.load_workbook(
        io.BytesIO(facts_workbook(pack, {"rd_intensity": "3.5%", "st_contribution": "61.8%"}))
    )
    fields = (
        ("resident_pop_now", "value"),
        ("resident_pop_now", "items"),
        ("open_three", "items"),
        ("open_three", "value"),
    )
    assert [not cell(book, *field).protection.locked for field in fields] == [True, False, True, False]
    assert cell(book, "pop_goal_gap", "value").protection.locked  # computed
    assert cell(book, "rd_intensity", "source").value == "兰州新区党工委办公室，第38行"
    assert cell(book, "rd_intensity", "shown").font.bold  # not as the edition before had it
    assert not cell(book, "st_contribution", "shown").font.bold
    assert book["数据"].print_title_rows == "$1:$1"


def test_an_import_that_would_break_the_pack_is_undone(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    before = (pack / "facts.yaml").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(facts_workbook(load_pack(pack))))
    cell(book, "goal_pop_2030", "bound").value = "近"  # nothing exact can be computed from it
    book.save(tmp_path / "facts.xlsx")
    assert main(["facts", "import", str(tmp_path / "facts.xlsx"), "--pack", str(pack)]) == 2
    assert (pack / "facts.yaml").read_bytes() == before


def test_what_is_computed_from_a_changed_value_follows(lanzhou: Path, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    book = openpyxl.load_workbook(io.BytesIO(facts_workbook(load_pack(pack))))
    cell(book, "resident_pop_now", "value").value = 72
    book.save(tmp_path / "facts.xlsx")
    assert main(["facts", "import", str(tmp_path / "facts.xlsx"), "--pack", str(pack)]) == 0
    facts = load_pack(pack).facts
    assert (facts["pop_goal_gap"].prose(), facts["pop_goal_progress"].prose()) == ("28万人", "72.0%")
    assert facts["resident_pop_ratio"].prose() == "超过7.2倍"


def test_the_values_of_the_edition_before_stand_beside(built: Built, lanzhou: Path, tmp_path: Path) -> None:
    path = tmp_path / "facts.xlsx"
    assert main(["facts", "export", str(path), "--pack", str(lanzhou), "--last", str(built.folder)]) == 0
    assert cell(openpyxl.load_workbook(path), "urbanisation_rate", "last").value == "超过70%"
    assert main(["facts", "export", str(path), "--pack", str(lanzhou), "--last", str(tmp_path / "none")]) == 2
