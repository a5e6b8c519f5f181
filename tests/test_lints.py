"""The rules: nothing is found in sound files, and every kind of defect is found by the right rule at the right place."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

import tests.deck_defects
import tests.more_defects
import tests.report_defects  # noqa: F401  the kinds register themselves
from reportgen.build.flow import build_pack
from reportgen.check.files import check_file
from reportgen.check.profiles import PROFILES
from reportgen.check.rules import RULES
from reportgen.findings import Finding
from reportgen.model.layouts import LAYOUTS
from tests.conftest import Built
from tests.defects import KINDS, plant
from tests.pack_variations import variation

NAMES = {"deck": "deck.pptx", "report": "report.docx"}
SEEDS = int(os.environ.get("REPORTGEN_DEFECTS", "1"))  # with 6 there are more than 300
SOUND = int(os.environ.get("REPORTGEN_SOUND", "4"))  # with 20 all combinations are made
DEFECTS = [(name, seed) for name in sorted(KINDS) for seed in range(SEEDS)]


def unexpected(findings: Iterable[Finding]) -> list[str]:
    """The findings of a sound pack but for its one word that waits for verification (F09)."""
    return [str(finding) for finding in findings if not (finding.rule == "F09" and "钎" in finding.what)]


@pytest.mark.parametrize("theme", ["A", "B"])
def test_the_first_pack_is_clean_in_both_themes(lanzhou: Path, tmp_path: Path, theme: str) -> None:
    result = build_pack(lanzhou, output=tmp_path, theme=theme)
    assert unexpected(result.findings) == []


@pytest.mark.parametrize("seed", range(SOUND))
def test_nothing_is_found_in_sound_packs(lanzhou: Path, tmp_path: Path, seed: int) -> None:
    pack, theme = variation(lanzhou, tmp_path, seed)
    result = build_pack(pack, output=tmp_path / "output", theme=theme)
    assert unexpected(result.findings) == []


@pytest.mark.parametrize(("name", "seed"), DEFECTS)
def test_a_defect_is_found_by_its_rule_at_its_place(built: Built, name: str, seed: int) -> None:
    defect = KINDS[name]
    file = NAMES[defect.file]
    bad, place = plant((built.folder / file).read_bytes(), name, seed)
    found = check_file(file, bad)
    assert any(item.rule in defect.rules and place in str(item.place) for item in found), [str(item) for item in found]


def test_each_rule_that_a_finding_names_is_in_the_table(built: Built) -> None:
    for name, defect in KINDS.items():
        assert set(defect.rules) <= RULES.keys(), name
    for rule in RULES.values():
        assert {*rule.profiles, *getattr(rule, "limits_in", ())} <= set(PROFILES), rule.id


def test_the_layouts_of_the_rules_are_those_of_the_model() -> None:
    assert {layout for rule in RULES.values() for layout in rule.exempt} <= LAYOUTS.keys()


def test_each_rule_has_a_wrong_sample() -> None:
    """A defect that is planted, or a test that names the rule."""
    planted = {rule for defect in KINDS.values() for rule in defect.rules}
    others = (path for path in Path(__file__).parent.glob("test_*.py") if path.name != Path(__file__).name)
    named = set(re.findall(r'"([A-Z]\d\d)"', "".join(path.read_text("utf-8") for path in others)))
    without = sorted(RULES.keys() - planted - named)
    assert not without, f"{without}: add a sample to tests/test_rule_samples.py, or plant a defect"
