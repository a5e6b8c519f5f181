"""The layouts of the shipped decks: each at its counts in both themes, each sample, and the guide that measures them."""

from pathlib import Path
from typing import Any

import pytest
from build_layout_pages import FOLDER, pages, write_sample_pack

from reportgen.build.flow import build_pack
from reportgen.build.layouts.guide import layout_guides, samples
from reportgen.cli.main import main
from reportgen.errors import PackError
from reportgen.files import shipped
from reportgen.findings import Finding
from reportgen.model.layouts import LAYOUTS
from reportgen.template import Template
from tests.layout_packs import COUNTS, Content, pack, slide

NUMBERS = (
    ("12734", "亿元", "exact"), ("4000", "万标箱", "approx_below"), ("22.91", "万元", "exact"), ("17752.12", "", "exact"),
    ("1234.5", "万平方公里", "gt"), ("2020年11月", "words", ""), ("1/8000", "words", ""),
)  # fmt: skip
ROOM = ("G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "T01", "T02", "T05", "C01", "C02")
CONTENT = ("G02",)  # of the words of the samples, not of the layouts


@pytest.fixture(scope="module", params=["A", "B"])
def at_all_counts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the checks say of a deck with each layout at its fewest and its most entries."""
    folder = tmp_path_factory.mktemp("layouts")
    content = Content()
    slides = [slide(name, content, count) for name in LAYOUTS for count in dict.fromkeys(COUNTS.get(name, (2,)))]
    made = pack(folder / "pack", slides, content, theme=request.param)
    return list(build_pack(made, output=folder / "out", only="deck").findings)


def test_every_layout_is_in_order_at_the_fewest_and_at_the_most_entries(at_all_counts: list[Finding]) -> None:
    assert [str(one) for one in at_all_counts if one.rule in ROOM and one.rule not in CONTENT] == []


def test_numbers_of_any_length_fit_cards_heroes_ranks_steps_tables_and_labels(tmp_path: Path) -> None:
    content = Content(numbers=NUMBERS)
    counts = {"key_numbers": 3, "key_numbers_pair": 2, "number_grid": 4, "big_number": 2, "ranking": 5, "regions": 3, "timeline": 4,
              "photo_facts": 3, "roadmap": 2, "table": 5, "section": 3, "two_charts": 2}  # fmt: skip
    made = pack(tmp_path / "pack", [slide(name, content, count) for name, count in counts.items()], content)
    findings = build_pack(made, output=tmp_path / "out", only="deck").findings
    assert [str(one) for one in findings if one.rule in ("G01", "G05", "G09")] == []
    ledger = next((tmp_path / "out").rglob("ledger.csv")).read_text("utf-8-sig")
    assert "pt of 84/60/48/40/32" in ledger


@pytest.fixture(scope="module")
def guides() -> dict[str, Any]:
    return {guide.name: guide for guide in layout_guides(Template.open(shipped("deck-a.pptx")))}


def test_every_layout_has_a_purpose_and_a_sample_in_its_own_entry(guides: dict[str, Any]) -> None:
    assert tuple(guides) == tuple(LAYOUTS)
    assert set(samples()["layouts"]) == set(LAYOUTS)
    assert all(guide.purpose and guide.purpose_zh and guide.sample for guide in guides.values())


def test_the_guide_says_how_many_entries_and_characters_a_layout_takes(guides: dict[str, Any]) -> None:
    fields = {field.name: field for field in guides["timeline"].fields}
    assert (fields["items"].least, fields["items"].most) == (2, 8)
    assert fields["items.text"].room_at_least[1] > fields["items.text"].room_at_most[1]
    assert "characters" in fields["title"].in_words()


def test_the_samples_of_the_guide_build_without_a_finding(tmp_path: Path) -> None:
    findings = build_pack(write_sample_pack(tmp_path, "A"), output=tmp_path / "out", only="deck").findings
    assert [str(one) for one in findings if one.level == "error" or one.rule in ROOM] == []


def test_the_docs_have_the_page_of_each_layout_with_its_pictures() -> None:
    for name, text in pages().items():
        assert (FOLDER / name).read_text("utf-8") == text, "run templates/build_layout_pages.py"
    assert all((FOLDER / f"{name}-{theme}.png").is_file() for name in LAYOUTS for theme in "ab")


def test_the_command_lists_layouts_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layouts"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in LAYOUTS)
    assert main(["layouts", "ranking"]) == 0
    assert "2 to 12" in capsys.readouterr().out
    assert main(["layouts", "rankin"]) == 2
    assert "did you mean ranking?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("layout", "change", "told"),
    [
        ("agenda", {"items": [{"head": "一", "text": "二"}] * 13}, "takes 1 to 12 `items`, and 13 are given"),
        ("cards_3_4", {"cards": [{"label": "一"}] * 7}, "takes 2 to 6 `cards`, and 7 are given"),
        ("quote", {"cards": [{"label": "一"}]}, "`cards` is not shown: the layout quote shows"),
    ],
)
def test_a_count_or_field_that_a_layout_does_not_take_is_told_with_file_line_and_field(
    layout: str, change: dict[str, Any], told: str, tmp_path: Path
) -> None:
    content = Content()
    made = pack(tmp_path / "pack", [{**slide(layout, content, 2), **change}], content)
    with pytest.raises(PackError) as error:
        build_pack(made, output=tmp_path / "out", only="deck")
    (problem,) = error.value.problems
    assert problem.file.endswith("deck.yaml") and problem.line and told in str(problem)
