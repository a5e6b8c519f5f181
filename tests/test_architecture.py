"""The plan of the house: who may import whom, which library lives where, how large things get."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reportgen

ROOT = Path(__file__).parent.parent / "reportgen"
BASE = {"errors", "findings", "model"}
STAGES = {
    "audit",
    "load",
    "sources",
    "charts",
    "template",
    "check",
    "edition",
    "compose",
    "templates_folder",
    "cache_folder",
}
# A room, and the rooms that it may import besides itself.
MAY_IMPORT = {
    "errors": set(),
    "findings": set(),
    "model": {"errors"},
    "office": {"errors"},
    "load": BASE | {"sources"},
    "sources": BASE,
    "charts": BASE | {"office", "cache_folder"},
    "measure": {"errors", "office"},
    "template": BASE | {"office", "cache_folder"},
    "check": BASE | {"office", "measure"},
    "audit": BASE | {"office"},
    "preview": BASE | {"office", "measure", "check"},
    "edition": BASE | {"office", "__init__"},
    "compare": BASE | {"office", "edition"},
    "compat": {"errors", "office", "template", "__init__"},
    "compose": BASE | {"charts", "template"},
    "templates_folder": set(),
    "cache_folder": set(),
    "paging": {"compose", "measure", "office", "template"},
    "ledger_entries": BASE | {"edition", "template"},
    "build": BASE | STAGES | {"office", "ledger_entries", "paging"},
    "batch": BASE | STAGES | {"office", "preview", "build", "ledger_entries", "paging", "one_at_a_time", "__init__"},
    "one_at_a_time": {"errors"},
    "schedule": BASE | {"batch", "build", "deliver", "load", "one_at_a_time"},
    "deliver": BASE | {"batch", "load", "template", "one_at_a_time"},
    "filling": {"findings", "template", "cache_folder", "errors"},
    "doctor": {"findings", "templates_folder"},
    "starting": {"errors"},
    "auditing": BASE | {"audit", "build", "edition", "load", "office"},
    "figure_files": BASE | {"charts", "edition", "load", "cache_folder"},
    "gallery": BASE | {"charts", "check", "load", "template", "templates_folder"},
    "commands": BASE
    | {"build", "filling", "starting", "doctor", "load", "template", "check", "preview", "office", "__init__"}
    | {"figure_files", "gallery", "charts", "cache_folder", "edition", "auditing", "sources", "compare"}
    | {"batch", "deliver", "schedule"},
    "cli": {"errors", "__init__"},
    "__init__": set(),
}
HOMES = {
    "distributed": "batch",
    "fsspec": "deliver",
    "apprise": "deliver",
    "smtplib": "deliver",
    "apscheduler": "schedule",
    "chinese_calendar": "schedule",
    "matplotlib": "charts",
    "jinja2": "template",
    "docx": "compat",
    "pptx": None,
}
HOMES |= {
    "openpyxl": ("sources", "load", "deliver"),
    "sqlite3": ("sources", "edition", "batch", "deliver", "one_at_a_time"),
}
HOMES |= {"sqlalchemy": ("sources", "schedule")}
MODULES = sorted(path for path in ROOT.rglob("*.py"))
SCRIPTS = sorted((ROOT.parent / "templates").glob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    mine = room(path)
    for name in imported(path):
        top, *rest = name.split(".")
        if top == "reportgen":
            other = rest[0] if rest else "__init__"
            assert other == mine or other in MAY_IMPORT[mine], f"{mine} imports {name}"
        elif top in HOMES:
            assert mine in (HOMES[top] or ()) if isinstance(HOMES[top], tuple) else HOMES[top] == mine, (
                f"{top} belongs to {HOMES[top]}, not to {mine}"
            )


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it owns"
    assert text.count("\n") < 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is long"


def test_the_public_names_are_sorted_and_exist() -> None:
    assert reportgen.__all__ == sorted(reportgen.__all__)
    assert all(getattr(reportgen, name) is not None for name in reportgen.__all__)
