"""The plan of the house: who may import whom, which library lives where, how large things get."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import reportgen

ROOT = Path(__file__).parent.parent / "reportgen"
# A room, and the rooms that it may import besides itself. A folder in a room is a room of its own.
MAY_IMPORT = {
    "__init__": "build errors findings load model template",
    "__main__": "cli",
    "build": "build.contents build.paging build.views charts charts.picture check check.facts check.numbers check.output check.shared documents documents.reading documents.typeset edition errors files findings load load.facts_workbook load.yaml_files model model.facts model.numbers model.recipients ooxml template",
    "build.refresh": "build build.contents check.facts check.numbers check.output documents.reading documents.typeset edition edition.refresh errors files findings load load.sources load.facts_workbook load.yaml_files model model.facts model.numbers ooxml",
    "build.contents": "documents documents.typeset findings ooxml template template.program",
    "build.layouts": "build.views documents load.yaml_files model template",
    "build.gallery": "build.views charts charts.native check check.shared files findings model template",
    "build.paging": "documents documents.typeset model.numbers ooxml template",
    "build.views": "charts charts.native documents documents.typeset errors findings model model.facts model.numbers ooxml template template.program template.tags",
    "charts": "charts.kinds charts.native charts.picture errors files findings installed model model.facts model.numbers",
    "charts.fonts": "",
    "charts.kinds": "charts charts.native charts.picture model model.numbers",
    "charts.native": "charts charts.kinds charts.picture errors model ooxml",
    "charts.picture": "charts charts.kinds errors findings model",
    "check": "check.facts check.numbers check.prose check.rendered check.shared check.slides check.word documents documents.reading documents.typeset errors findings model ooxml render",
    "check.facts": "findings model model.facts model.numbers",
    "check.fix": "check check.shared documents errors files ooxml private_use",
    "check.numbers": "check.prose check.shared documents.reading findings model model.movement model.numbers private_use",
    "check.output": "check findings render",
    "check.prose": "documents.reading findings model model.numbers",
    "check.rendered": "check check.shared check.slides check.word documents documents.typeset findings ooxml render",
    "check.shared": "check documents documents.reading documents.typeset errors findings model ooxml private_use",
    "check.slides": "check check.shared check.word documents documents.typeset findings ooxml model",
    "check.word": "check check.shared check.slides documents documents.typeset findings ooxml",
    "cli": "__init__ charts.picture check cli.pack distribute.schedule distribute.schedule.times errors files findings model template.program",
    "cli.files": "__init__ build check check.fix check.output check.rendered cli distribute.merge errors files findings limits load load.written load.yaml_files ooxml render template",
    "cli.pack": "build build.gallery build.layouts template build.refresh distribute.shares edition.refresh charts check check.facts check.shared cli distribute.schedule edition edition.compare errors files findings load load.facts_workbook load.starter load.yaml_files model ooxml render",
    "cli.sending": "build.refresh cli edition edition.refresh findings ooxml distribute distribute.schedule distribute.schedule.entries distribute.send distribute.shares errors files load.yaml_files model.recipients",
    "compat": "",
    "compat.docxtpl": "errors files ooxml template template.language",
    "distribute": "__init__ distribute.shares distribute.workers errors files model model.recipients",
    "distribute.merge": "build.contents distribute.workers errors files limits load.lists load.written model.recipients template",
    "distribute.schedule": "build distribute distribute.schedule.times distribute.send distribute.shares errors files findings load load.lists load.yaml_files model model.recipients",
    "distribute.schedule.entries": "distribute.schedule errors",
    "distribute.schedule.times": "findings",
    "distribute.send": "distribute distribute.shares errors files load.lists model.recipients template distribute.workers",
    "distribute.shares": "__init__ build build.views charts check check.numbers check.shared distribute distribute.shares.redaction distribute.workers documents.reading edition errors files findings load load.lists model model.recipients ooxml template",
    "distribute.shares.redaction": "charts documents.reading edition errors load model model.facts model.numbers ooxml private_use template",
    "distribute.workers": "findings model render",
    "documents": "documents.typeset ooxml",
    "documents.reading": "documents errors findings ooxml",
    "documents.typeset": "documents model.numbers ooxml",
    "edition": "__init__ documents.reading errors files findings installed model model.facts model.numbers ooxml",
    "edition.compare": "edition findings ooxml",
    "edition.refresh": "documents.reading edition edition.compare findings model.numbers ooxml",
    "errors": "",
    "files": "errors",
    "findings": "",
    "installed": "__init__",
    "limits": "errors",
    "load": "charts errors limits load.sources load.sources.kinds load.written load.yaml_files model model.facts model.movement model.numbers",
    "load.facts_workbook": "errors load.sources load.written model model.numbers",
    "load.lists": "errors limits load load.sources load.written model model.recipients",
    "load.sources.kinds": "errors limits load.sources model model.facts",
    "load.sources": "errors limits load load.written model model.facts model.numbers ooxml private_use",
    "load.starter": "errors",
    "load.written": "model.numbers private_use",
    "load.yaml_files": "errors limits load.facts_workbook load.written",
    "model": "model.facts model.recipients",
    "model.facts": "model model.movement model.numbers",
    "model.movement": "model.facts model.numbers",
    "model.numbers": "model.facts private_use",
    "model.recipients": "model",
    "ooxml": "errors limits",
    "private_use": "",
    "render": "errors files findings ooxml",
    "template": "errors files findings ooxml template.compile template.compile.word template.language template.program template.render template.render.slides template.tags template.user_charts template.values template.workbook",
    "template.compile": "errors findings ooxml private_use template template.compile.slides template.compile.word template.language template.program template.tags template.user_charts template.workbook",
    "template.compile.slides": "errors ooxml template.compile template.program template.tags template.user_charts",
    "template.compile.word": "errors ooxml private_use template.compile template.program template.tags template.user_charts",
    "template.filters": "model.numbers",
    "template.language": "errors limits model.numbers private_use template.filters template.program",
    "template.program": "findings ooxml",
    "template.render": "errors findings limits model.numbers ooxml private_use template.language template.program template.render.slides template.render.word template.tags template.user_charts template.values",
    "template.render.slides": "documents documents.typeset errors ooxml template.program template.render template.render.word template.tags template.values",
    "template.render.word": "errors model.numbers ooxml private_use template.program template.render template.tags template.values",
    "template.tags": "errors private_use template.program",
    "template.user_charts": "errors model.numbers ooxml template.program template.tags",
    "template.values": "errors findings ooxml template.tags template.user_charts",
    "template.workbook": "errors findings model.numbers ooxml private_use template.compile template.language template.program template.render template.tags template.user_charts template.values",
}
EVERYWHERE = ("installed",)  # the version that everything names in what it writes
HOMES = {
    "distributed": "distribute.shares",
    "fsspec": "distribute.send",
    "apprise": "distribute.send",
    "smtplib": "distribute.send",
    "chinese_calendar": "distribute.schedule.times",
    "matplotlib": "charts.picture template.values",
    "jinja2": "compat.docxtpl template template.compile template.filters template.language template.render template.render.slides template.workbook",
    "docx": "build compat.docxtpl distribute.merge template template.render.word template.values",
    "pptx": "build template",
    "openpyxl": "distribute.send load.facts_workbook load.lists",
    "python_calamine": "load.sources",
    "yaml": "load.yaml_files",
    "sqlite3": "distribute.send edition files load.sources",
    "sqlalchemy": "load.sources",
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


def strangers(path: Path) -> Iterator[str]:
    """What a module imports and its room may not."""
    mine = room(path.relative_to(ROOT).parts)
    for name in imported(path):
        top, *rest = name.split(".")
        if top == "reportgen":
            other = room_of_name(rest)
            if other not in (mine, *EVERYWHERE) and other not in MAY_IMPORT[mine].split():
                yield f"{mine} imports {name}"
        elif top in HOMES and mine not in HOMES[top].split():
            yield f"{top} belongs to {HOMES[top]}, not to {mine}"


def test_modules_import_only_what_their_rooms_may() -> None:
    assert [wrong for path in MODULES for wrong in strangers(path)] == []


def unreadable(path: Path) -> Iterator[str]:
    """What is too large in a module or not said of it, or stands in the wrong place."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    if (ast.get_docstring(tree) or "Owns").startswith("Owns"):
        yield "its first line does not say what it is"
    if text.count("\n") >= 300:
        yield f"has {text.count(chr(10))} lines"
    if "_getframe" in text:
        yield "looks into the frames of Python"
    if path.name != "private_use.py" and re.search(r"\\u(e[0-9a-f]|f[0-8])[0-9a-f]{2}|[\ue000-\uf8ff]", text):
        yield "writes a private-use character; name it in private_use.py"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
            yield f"{node.name} is long"


def test_modules_say_what_they_are_and_stay_small() -> None:
    found = [(path, wrong) for path in [*MODULES, *SCRIPTS] for wrong in unreadable(path)]
    assert [f"{path.relative_to(ROOT.parent)}: {wrong}" for path, wrong in found] == []


FOLDERS = sorted({path.parent for path in MODULES})
MANY = ("charts/kinds",)  # a file a kind


def test_folders_hold_at_most_twenty_files() -> None:
    few = [folder for folder in FOLDERS if str(folder.relative_to(ROOT)) not in MANY]
    assert [folder for folder in few if len([path for path in folder.iterdir() if path.is_file()]) > 20] == []


def test_twelve_rooms_and_few_modules_stand_at_the_top() -> None:
    rooms = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()} - {"compat", "files"}
    assert len(rooms) == 12
    assert len([path for path in ROOT.glob("*.py") if path.stem not in ("__init__", "__main__")]) <= 5


def targets(path: Path) -> set[Path]:
    """The modules of ours that one imports, those inside its functions counted, those for the type checker alone not."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]:
        node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportgen."):
            base = ROOT.joinpath(*(node.module or "").split(".")[1:])
            for alias in node.names:
                ways = (
                    base / f"{alias.name}.py",
                    base.with_suffix(".py"),
                    base / alias.name / "__init__.py",
                    base / "__init__.py",
                )
                found.add(next(way for way in ways if way.is_file()))
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = {path: targets(path) - {path} for path in MODULES if path.name != "__init__.py"}
    while free := [path for path, others in left.items() if not others & left.keys()]:
        for path in free:
            del left[path]
    assert not left, "these import each other, or one that does"


def test_the_public_names_are_sorted_and_exist() -> None:
    assert reportgen.__all__ == sorted(reportgen.__all__)
    assert all(getattr(reportgen, name) is not None for name in reportgen.__all__)
