"""The ledger answers where a number comes from and where it is used, in words that a reader knows."""

import json

import pytest

from reportgen.cli.main import main
from reportgen.edition.ledger import read_ledger
from reportgen.edition.trace import trace
from tests.conftest import Built


@pytest.fixture
def entries(built: Built) -> list:  # type: ignore[type-arg]
    return read_ledger((built.folder / "ledger.csv").read_bytes(), "ledger.csv")


def test_a_fact_is_traced_to_text_notes_alt_chart_and_workbook(entries: list) -> None:  # type: ignore[type-arg]
    found = trace(entries, fact="resident_pop_now")
    assert {"text", "notes", "alt", "chart text", "chart value", "workbook"} <= {entry.kind for entry in found}
    assert {entry.file for entry in found} == {"report.docx", "deck.pptx"}
    assert all((entry.value, entry.unit, entry.bound) == ("70", "万人", "exact") for entry in found)
    assert any(entry.place.inside == "slide 4, “标题”" for entry in found)
    assert any(entry.place.part == "body" and entry.place.paragraph and not entry.place.table for entry in found)
    assert any((entry.place.table, entry.place.row, entry.place.cell) == (4, 2, 2) for entry in found)
    assert any(entry.place.inside == "slide 4, “图表”, workbook cell B3" for entry in found)


def test_the_two_seventies_of_one_slide_are_told_apart(entries: list) -> None:  # type: ignore[type-arg]
    cells = [entry for entry in trace(entries, slide=3) if entry.kind == "workbook"]
    assert {(entry.place.copy, entry.fact_id, entry.text) for entry in cells} == {
        (1, "resident_pop_start", "10"),
        (1, "resident_pop_now", "70"),
        (2, "fiscal_revenue_index", "1"),
        (2, "fiscal_revenue_index", "70"),
    }


def test_a_text_leads_to_its_facts_and_a_slide_to_what_it_shows(entries: list) -> None:  # type: ignore[type-arg]
    assert {entry.fact_id for entry in trace(entries, text="70万人")} == {"resident_pop_now"}
    assert all(entry.place.inside.startswith("slide 1,") for entry in trace(entries, slide=1))
    assert trace(entries, slide=99) == []


def test_the_command_prints_source_formula_and_json(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", str(built.folder), "--fact", "pop_goal_gap"]) == 0
    assert "computed: goal_pop_2030 - resident_pop_now" in capsys.readouterr().out
    assert main(["trace", str(built.folder), "--text", "61.8%", "--json"]) == 0
    assert {item["fact_id"] for item in json.loads(capsys.readouterr().out)["showings"]} == {"st_contribution"}
    assert main(["trace", str(built.folder), "--fact", "resident_pop"]) == 1
    assert "resident_pop_now" in capsys.readouterr().out
    assert main(["trace", "/nowhere"]) == 2
    assert main(["trace", str(built.folder / "manifest.json")]) == 2


def test_without_a_question_each_fact_has_a_line_and_a_file_answers_for_itself(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", str(built.folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len({row["fact_id"] for row in built.ledger})
    (line,) = [line for line in lines if line.startswith("pop_goal_gap\t")]
    assert line.startswith("pop_goal_gap\t30 万人\tcomputed: goal_pop_2030 - resident_pop_now\t")
    assert main(["trace", str(built.folder / "deck.pptx"), "--fact", "resident_pop_now", "--json"]) == 0
    assert {item["file"] for item in json.loads(capsys.readouterr().out)["showings"]} == {"deck.pptx"}
    assert {row["how"] for row in built.ledger if row["fact_id"] == "pop_goal_gap"} == {"computed"}
