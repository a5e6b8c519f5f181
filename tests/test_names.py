"""One noun, one thing: a class or alias that other modules use has a name of its own in the package."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import reportgen

ROOT = Path(reportgen.__file__).parent
# A name that stands twice, and why. Everything else is renamed, or private to its module by a leading underscore.
_AS_DOCXTPL = "the library that compat/docxtpl stands in for calls it so"
_OF_A_PERSON = "what a person did to a refreshed file; the refresh room alone speaks of it"
STAND_TWICE = {
    "Listing": _AS_DOCXTPL,
    "RichText": _AS_DOCXTPL,
    "Change": _OF_A_PERSON,
    "Edit": _OF_A_PERSON,
    "Item": _OF_A_PERSON,
    "Key": "a key of whatever is looked up, an alias of a tuple",
    "Paragraph": "a paragraph of a slide as it is set, and one as a refreshed file has it",
    "Step": "a step of a program, and of a difference between two texts",
    "Unit": "what stays together on a page, and in a difference between two texts",
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = ("reportgen", *path.relative_to(ROOT).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text("utf-8"))


def named(body: list[ast.stmt]) -> Iterator[str]:
    """The classes and aliases of a module; an alias is written like a class."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper():
                yield name
        elif isinstance(node, ast.If):
            yield from named([*node.body, *node.orelse])


def test_a_name_that_others_use_stands_once_or_has_a_reason() -> None:
    trees = dict(modules())
    used = {
        (node.module, alias.name)
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees.items():
        for name in dict.fromkeys(named(tree.body)):
            if (module, name) in used:
                homes[name].append(module)
    twice = {name: found for name, found in homes.items() if len(found) > 1}
    unexplained = sorted(twice.keys() - STAND_TWICE.keys())
    assert not unexplained, "; ".join(
        f"{name} is in {' and '.join(twice[name])}: rename one, or add the reason to STAND_TWICE"
        for name in unexplained
    )
