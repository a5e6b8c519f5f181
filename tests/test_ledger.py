"""The ledger opens in a spreadsheet without a formula, and says every number once, at its place, under its own fact."""

import csv
import io
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from reportgen.edition.csv_cells import guarded, unguarded
from reportgen.edition.ledger import Entry, ledger_csv, read_ledger

FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
CELL = st.one_of(TEXT, st.builds(str.__add__, st.sampled_from([*FORMULA, "'", "'="]), TEXT))


@given(st.lists(CELL, min_size=len(fields(Entry)), max_size=len(fields(Entry))))
def test_no_cell_is_a_formula_and_reading_gives_back_what_was_written(cells: list[str]) -> None:
    entry = Entry(*cells)
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
