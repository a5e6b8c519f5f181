"""The table of rules: every rule is in it, levels stand in rules alone, docs and command line follow from it."""

import ast
import importlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportgen
from reportgen.check.output.explained import explained, table
from reportgen.check.rules import RULES
from reportgen.cli.every_rule import EVERY_RULE
from reportgen.cli.main import main
from reportgen.findings import Finding, LimitedRule, Place, Rule, rules_of

ROOT = Path(reportgen.__file__).parent
DOCS = ROOT.parent / "docs" / "checks.md"
MODULES = sorted(path for path in ROOT.rglob("*.py"))
LEVELS = ("error", "warning", "info")
# a finding that was written to a file is made again from what the file says
READ_BACK = ("findings.py", "charts/cache.py")


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func).rpartition(".")[2], node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_finding_is_made_by_its_rule(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for called, node in calls(path):
        if called == "Finding":
            assert name in READ_BACK, f"{name}:{node.lineno}: make the finding with `rule.at(place, …)`"
        if called not in ("Rule", "LimitedRule"):
            levels = [word.value for word in ast.walk(node) if isinstance(word, ast.keyword) and word.arg == "level"]
            stated = [one for one in levels if isinstance(one, ast.Constant) and one.value in LEVELS]
            assert not stated or name == "findings.py", f"{name}:{node.lineno}: a level stands in its rule alone"


def test_a_finding_has_the_level_of_its_rule() -> None:
    rule = Rule("X01", "warning", "it is so")
    assert rule.at(Place("a.docx"), "it is not") == Finding("X01", "warning", Place("a.docx"), "it is not")
    with pytest.raises(TypeError):
        rule.at(Place("a.docx"), "it is not", level="error")  # type: ignore[call-arg]


def rules_written() -> Iterator[tuple[str, Rule]]:
    """Every rule that stands in a module, with the name of the module."""
    for path in MODULES:
        if "Rule(" in path.read_text("utf-8") and path.name != "findings.py":
            module = importlib.import_module(".".join(("reportgen", *path.relative_to(ROOT).with_suffix("").parts)))
            yield from ((module.__name__, one) for one in vars(module).values() if isinstance(one, Rule))


def test_every_rule_is_in_a_table_once() -> None:
    for module, rule in rules_written():
        known = EVERY_RULE.get(rule.id)
        add = "add its function to _FUNCTIONS in reportgen/check/rules.py, or the rule to reportgen/cli/every_rule.py"
        assert known is not None, f"{rule.id} of {module} is in no table: {add}"
        assert known is rule, f"{rule.id} of {module} is also “{known.sentence}”: give it an id of its own"


def test_every_rule_of_a_check_has_a_function() -> None:
    for rule in RULES.values():
        assert rule.functions, f"{rule.id} “{rule.sentence}” is found by no function: mark it with @finds"
        assert rule in rules_of(*rule.functions)


def test_the_limits_of_a_rule_are_typed_and_its_profiles_exist() -> None:
    for rule in RULES.values():
        if isinstance(rule, LimitedRule):
            kind = type(rule.limits)
            assert kind.__doc__ and kind.__annotations__, f"the limits of {rule.id} say what they are"
            assert all(type(limits) is kind for limits in rule.limits_in.values()), rule.id


def test_the_docs_list_the_rules() -> None:
    """`REPORTGEN_ACCEPT=1` writes the table."""
    text = DOCS.read_text("utf-8")
    wanted = f"<!-- rules -->\n{table(RULES.values())}<!-- end of rules -->"
    if os.environ.get("REPORTGEN_ACCEPT"):
        DOCS.write_text(re.sub(r"<!-- rules -->.*<!-- end of rules -->", lambda _: wanted, text, flags=re.S), "utf-8")
    assert wanted in DOCS.read_text("utf-8"), "docs/checks.md lists other rules: run this test with REPORTGEN_ACCEPT=1"


def test_a_rule_is_explained_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "t10"]) == 0
    out = capsys.readouterr().out
    assert out == explained(RULES["T10"])
    assert "T10 (error)" in out and "size 14" in out and "--profile any: size 12" in out and "large_enough" in out
    assert main(["check", "--explain", "Z99"]) == 2
    assert "no rule is called Z99" in capsys.readouterr().err


@pytest.mark.parametrize("rule", EVERY_RULE.values(), ids=lambda rule: rule.id)
def test_the_explanation_of_a_rule_states_its_level(rule: Rule) -> None:
    assert explained(rule).startswith(f"{rule.id} ({rule.level}): {rule.sentence}\n")
