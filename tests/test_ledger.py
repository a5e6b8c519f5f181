"""The ledger opens in a spreadsheet without a formula, and says every number once, at its place, under its own fact."""

import csv
import io
import shutil
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.build.flow import build_pack
from reportgen.check.numbers.forms import Forms
from reportgen.check.numbers.resolve import Resolver
from reportgen.documents.reading.file_reader import passages
from reportgen.edition.csv_cells import guarded, unguarded
from reportgen.edition.ledger import LedgerEntry, ledger_csv, read_ledger
from reportgen.findings import Place
from reportgen.load import load_pack
from tests.conftest import Built

FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
NUMBER = st.integers(0, 99)
PLACE = st.builds(Place, st.just(""), TEXT, NUMBER, NUMBER, NUMBER, NUMBER, shape=TEXT, heading=TEXT)
CELL = st.one_of(TEXT, st.builds(str.__add__, st.sampled_from([*FORMULA, "'", "'="]), TEXT))


@given(st.lists(CELL, min_size=len(fields(LedgerEntry)), max_size=len(fields(LedgerEntry))), PLACE)
def test_no_cell_is_a_formula_and_reading_gives_back_what_was_written(cells: list[str], place: Place) -> None:
    names = [field.name for field in fields(LedgerEntry)]
    entry = replace(LedgerEntry(**dict(zip(names, cells, strict=True))), place=place)  # type: ignore[arg-type]
    content = ledger_csv([entry])
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    assert read_ledger(content, "ledger.csv") == [entry]


@given(CELL)
def test_a_guard_is_taken_off_once(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_a_ledger_that_was_written_without_guards_reads_as_it_is() -> None:
    old = b"fact_id,text,value,file,place\r\nfall,-2.3%,-2.3,report.docx,body\r\n"
    assert read_ledger(old, "ledger.csv")[0].value == "-2.3"


@pytest.fixture(scope="module")
def entries(built: Built) -> list[LedgerEntry]:
    return read_ledger((built.folder / "ledger.csv").read_bytes(), "ledger.csv")


def test_what_is_left_of_a_share_or_to_a_target_is_computed_and_belongs_to_it(entries: list[LedgerEntry]) -> None:
    rests = {
        (e.fact_id, e.value, e.unit, e.bound, e.formula)
        for e in entries
        if e.kind == "workbook" and e.how == "computed"
    }
    assert rests == {
        ("st_contribution", "38.2", "%", "exact", "100 - st_contribution"),
        ("urbanisation_rate", "30", "%", "lt", "100 - urbanisation_rate"),
        ("pop_goal_gap", "30", "万人", "exact", "goal_pop_2030 - resident_pop_now"),
    }
    assert not [
        e for e in entries if e.fact_id == "industrial_investment_growth" and e.kind in ("workbook", "chart value")
    ]


def test_the_base_of_an_index_is_no_value_of_it(entries: list[LedgerEntry]) -> None:
    bases = [e for e in entries if e.how == "base"]
    assert bases and {(e.fact_id, e.value, e.unit) for e in bases} == {("fiscal_revenue_index", "1", "")}
    assert all(e.text != "1" for e in entries if e.how == "fact" and e.fact_id == "fiscal_revenue_index")


def test_file_place_kind_and_number_name_one_showing(entries: list[LedgerEntry]) -> None:
    counts = Counter((e.file, e.place, e.kind, e.number) for e in entries)
    assert [key for key, count in counts.items() if count > 1] == []


def test_equal_counts_of_one_picture_are_booked_each_under_its_own_fact(entries: list[LedgerEntry]) -> None:
    tiers = [e.fact_id for e in entries if e.kind == "alt" and e.place.inside.endswith("“图 2”")]
    assert tiers == ["tier_1000_count", "tier_500_count", "tier_100_count"]


def test_every_number_of_both_files_that_is_a_fact_is_in_the_ledger(
    built: Built, lanzhou: Path, entries: list[LedgerEntry]
) -> None:
    booked: Counter[tuple[str, str]] = Counter((entry.file, entry.place.inside) for entry in entries)
    resolver = Resolver(Forms(load_pack(lanzhou)))
    for name in ("report.docx", "deck.pptx"):
        for reading in resolver.readings(passages(name, (built.folder / name).read_bytes())):
            if reading.facts:
                assert booked[name, reading.passage.place.inside], (reading.passage.place, reading.number.text)


def test_a_number_written_twice_in_a_paragraph_is_booked_twice_and_a_caption_number_never(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(Path(__file__).parent / "packs" / "harbour", tmp_path / "harbour"))
    fact = "  - {id: hub, label: 综合货运中心, kind: count, value: 1, unit: 座, source: yearbook, locator: {line: 8}}\n"
    facts = (pack / "facts.yaml").read_text("utf-8").replace("derived:", fact + "derived:")
    (pack / "facts.yaml").write_text(facts, "utf-8")
    report = (pack / "report.yaml").read_text("utf-8")
    words = "注册企业由{{ f.firms_start }}增加到{{ f.firms }}，海铁联运占比{{ f.rail_share }}（即12.5%），综合货运中心{{ f.hub }}，"
    old = "注册企业由{{ f.firms_start }}增加到{{ f.firms }}，"
    (pack / "report.yaml").write_text(report.replace(old, words), "utf-8")
    built = build_pack(pack, only="report", output=tmp_path / "out")
    entries = read_ledger((built.edition_dir / "ledger.csv").read_bytes(), "ledger.csv")
    place = next(e.place for e in entries if e.fact_id == "hub")
    here = [(e.fact_id, e.text, e.how) for e in entries if e.place == place]
    assert ("rail_share", "12.5%", "fact") in here and ("rail_share", "12.5%", "typed") in here
    assert [e.text for e in entries if e.fact_id == "hub"] == ["1座"]  # not the 1 of 图1 and 表1
