"""The plan of the house: who may import whom, which library lives where, how large things get."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import reportgen

ROOT = Path(__file__).parent.parent / "reportgen"
# A room, and the rooms that it may import besides itself. A folder in a room is a room of its own.
MAY_IMPORT = {
    "__init__": "build errors findings load model template",
    "build": "load.facts_workbook build.views check.facts charts charts.picture check check.numbers check.output check.shared documents documents.reading documents.typeset edition errors files findings load model ooxml template load.yaml_files",
    "build.refresh": "build check.facts check.numbers check.output documents.reading edition edition.refresh errors files findings load load.sources load.facts_workbook load.yaml_files model model.numbers ooxml",
    "build.gallery": "charts charts.native check files findings load model template load.yaml_files",
    "build.views": "charts charts.native errors findings model model.numbers template",
    "charts": "installed charts.native charts.picture errors files findings model model.numbers",
    "charts.fonts": "",
    "charts.kinds": "charts charts.native charts.picture errors model",
    "charts.native": "charts charts.kinds charts.picture errors model ooxml",
    "charts.picture": "charts charts.kinds errors findings model model.numbers",
    "check": "check.numbers check.shared check.slides check.word documents documents.reading documents.typeset errors findings model ooxml",
    "check.fix": "check check.shared documents errors files ooxml",
    "check.facts": "findings model model.numbers",
    "check.numbers": "documents documents.reading findings model model.numbers",
    "check.output": "check findings render",
    "check.rendered": "check check.slides check.word documents documents.typeset findings ooxml render",
    "check.shared": "check documents documents.reading documents.typeset errors findings model ooxml",
    "check.slides": "check check.shared check.word documents documents.typeset findings ooxml",
    "check.word": "check check.shared check.slides documents documents.typeset findings ooxml",
    "cli": "__init__ errors files findings",
    "cli.commands": "limits __init__ build build.gallery build.refresh charts check check.facts check.fix check.output check.rendered check.shared cli distribute distribute.merge distribute.schedule distribute.send distribute.shares edition edition.compare edition.refresh errors files findings load load.facts_workbook load.starter model ooxml render template load.written load.yaml_files",
    "compat": "",
    "compat.docxtpl": "errors files ooxml template",
    "distribute": "__init__ distribute.shares errors files model",
    "distribute.merge": "limits distribute.shares errors files load load.written model template load.lists",
    "distribute.schedule": "build distribute.send distribute.shares errors files findings load model load.lists load.yaml_files",
    "distribute.send": "distribute distribute.shares errors files load model template load.lists",
    "distribute.shares": "__init__ build build.views check check.numbers distribute distribute.shares.redaction documents documents.reading edition errors files findings load model ooxml render template load.lists",
    "distribute.shares.redaction": "documents documents.reading template errors load model model.numbers ooxml",
    "documents": "documents.typeset ooxml",
    "documents.reading": "documents errors findings ooxml",
    "documents.typeset": "documents ooxml",
    "edition": "__init__ documents.reading errors files findings installed model model.numbers ooxml",
    "edition.compare": "edition findings ooxml",
    "edition.refresh": "documents.reading edition edition.compare findings model.numbers ooxml",
    "errors": "",
    "files": "errors",
    "limits": "errors",
    "findings": "",
    "installed": "",
    "load": "limits errors files load.facts_workbook load.sources load.yaml_files model model.numbers load.written",
    "load.facts_workbook": "errors load load.sources model model.numbers load.written",
    "load.lists": "limits errors load load.sources load.written model",
    "load.sources": "limits errors load model model.numbers ooxml load.written",
    "load.written": "model.numbers",
    "load.yaml_files": "limits errors load.facts_workbook load.written",
    "load.starter": "errors",
    "model": "model.numbers",
    "model.numbers": "model",
    "ooxml": "errors limits",
    "render": "check check.rendered errors files findings ooxml",
    "template": "limits template.workbook template.filters errors files findings model.numbers ooxml template.compile template.program template.render template.tags template.user_charts template.values",
    "template.compile": "template.workbook limits errors findings ooxml template template.program template.render template.tags template.user_charts",
    "template.filters": "model.numbers",
    "template.program": "findings ooxml template.user_charts",
    "template.render": "limits errors findings model.numbers ooxml template template.program template.tags template.user_charts template.values",
    "template.tags": "errors template.program template.render",
    "template.user_charts": "errors model.numbers ooxml template template.compile template.program template.render template.tags",
    "template.values": "errors ooxml template template.tags template.user_charts",
    "template.workbook": "errors findings model.numbers ooxml template template.compile template.program template.render template.tags template.values",
}
HOMES = {
    "distributed": "distribute.shares",
    "fsspec": "distribute.send",
    "apprise": "distribute.send",
    "smtplib": "distribute.send",
    "apscheduler": "distribute.schedule",
    "chinese_calendar": "distribute.schedule",
    "matplotlib": "template.values charts charts.picture",
    "jinja2": "compat.docxtpl template template.workbook template.filters template.tags template.compile template.program template.render",
    "docx": "template build template.values template.render compat.docxtpl distribute.merge",
    "pptx": "template build ",
    "openpyxl": "load.lists load.sources load.facts_workbook distribute.send",
    "python_calamine": "load.sources",
    "yaml": "load.yaml_files",
    "sqlite3": "distribute distribute.send edition files load.sources",
    "sqlalchemy": "load.sources distribute.schedule",
}
MODULES = sorted(path for path in ROOT.rglob("*.py"))
SCRIPTS = sorted((ROOT.parent / "templates").glob("*.py"))


def room(parts: Sequence[str]) -> str:
    """The room of a module: the folder it lies in, or the module itself beside `__init__`."""
    return ".".join(parts[:-1]) or parts[0].removesuffix(".py")


def room_of_name(names: Sequence[str]) -> str:
    """The room of what `reportgen.<names>` imports: the longest part of it that is a package or a module."""
    for count in range(len(names), 0, -1):
        path = ROOT.joinpath(*names[:count])
        if path.is_dir():
            return ".".join(names[:count])
        if path.with_suffix(".py").is_file():
            return room([*names[: count - 1], names[count - 1] + ".py"])
    return "__init__"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    mine = room(path.relative_to(ROOT).parts)
    for name in imported(path):
        top, *rest = name.split(".")
        if top == "reportgen":
            other = room_of_name(rest)
            assert other == mine or other in MAY_IMPORT[mine].split(), f"{mine} imports {name}"
        elif top in HOMES:
            assert mine in HOMES[top].split(), f"{top} belongs to {HOMES[top]}, not to {mine}"


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_a_module_says_what_it_is_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert not (ast.get_docstring(tree) or "Owns").startswith("Owns"), "its first line says what a module is"
    assert text.count("\n") < 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is long"


FOLDERS = sorted({path.parent for path in (ROOT / "load").rglob("*.py")})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: str(path.relative_to(ROOT.parent)))
def test_a_folder_of_the_reading_room_holds_at_most_twenty_files(folder: Path) -> None:
    assert len([path for path in folder.iterdir() if path.is_file()]) <= 20


def test_the_public_names_are_sorted_and_exist() -> None:
    assert reportgen.__all__ == sorted(reportgen.__all__)
    assert all(getattr(reportgen, name) is not None for name in reportgen.__all__)
