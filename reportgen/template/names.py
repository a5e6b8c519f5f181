"""What a template asks for. In: programs; out: a tree of names, and findings where data does not have them.

A tree is a mapping from name to tree; a loop's items stand under "[]". `{% for row in rows %}{{ row.name }}` asks for
{"rows": {"[]": {"name": {}}}}.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import nodes

from reportgen.findings import Finding, Place
from reportgen.template.language.environment import Environment
from reportgen.template.language.parsing import parse
from reportgen.template.program.notices import NAMES_KNOWN
from reportgen.template.program.program import Program

Tree = dict[str, Any]
ITEMS = "[]"


def names_of(programs: Iterable[Program], environment: Environment) -> Tree:
    """Return the tree of all names that programs ask for."""
    tree: Tree = {}
    for program in programs:
        _walk(parse(program.pieces, environment), _Scope(tree, {}, set(environment.globals)))
    return _sorted(tree)


def missing_names(tree: Tree, data: Any, label: str, path: str = "") -> Iterator[Finding]:
    """Yield a finding for each name of the tree that data does not have; unused names of data are nobody's fault."""
    for name, inner in tree.items():
        if name == ITEMS:
            if isinstance(data, Sequence) and not isinstance(data, str):
                for number, item in enumerate(data, 1):
                    yield from missing_names(inner, item, label, f"{path}[{number}]")
            continue
        where = f"{path}.{name}" if path else name
        if isinstance(data, Mapping):
            if name in data:
                yield from missing_names(inner, data[name], label, where)
            else:
                near = difflib.get_close_matches(name, map(str, data), 3)
                hint = f"did you mean {', '.join(near)}?" if near else "there are: " + ", ".join(map(str, data))
                yield NAMES_KNOWN.at(Place(label), f"the data has no `{where}`", hint)
        elif not hasattr(data, name) and not isinstance(data, str | int | float):
            yield NAMES_KNOWN.at(Place(label), f"the data has no `{where}`", f"`{path}` is a {type(data).__name__}")


class _Scope:
    """The names that a place sees: those of the data, and those that blocks around it have bound."""

    def __init__(self, tree: Tree, bound: Mapping[str, Tree | None], known: set[str]) -> None:
        self.tree, self.bound, self.known = tree, dict(bound), known

    def at(self, name: str) -> Tree | None:
        """The tree of a name; None for what the template makes itself."""
        if name in self.bound:
            return self.bound[name]
        if name in self.known or name.startswith("_"):
            return None
        found: Tree = self.tree.setdefault(name, {})
        return found

    def inner(self) -> "_Scope":
        """A scope inside this one."""
        return _Scope(self.tree, self.bound, self.known)


def _walk(node: nodes.Node, scope: _Scope) -> None:
    if isinstance(node, nodes.For):
        items = _tree_of(node.iter, scope)
        _bind(node.target, None if items is None else items.setdefault(ITEMS, {}), scope := scope.inner())
        scope.bound["loop"] = None
        for child in [*node.body, *node.else_, *([node.test] if node.test else [])]:
            _walk(child, scope)
    elif isinstance(node, nodes.Assign):
        tree = _tree_of(node.node, scope)
        _bind(node.target, tree, scope)
    elif isinstance(node, nodes.AssignBlock):
        _bind(node.target, None, scope)
        for child in node.body:
            _walk(child, scope)
    elif isinstance(node, nodes.Macro):
        scope.bound[node.name] = None
        inside = scope.inner()
        inside.bound.update({argument.name: None for argument in node.args})
        inside.bound.update({"caller": None, "varargs": None, "kwargs": None})
        for child in node.body:
            _walk(child, inside)
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        _tree_of(node, scope)
    else:
        for child in node.iter_child_nodes():
            _walk(child, scope)


def _tree_of(node: nodes.Node, scope: _Scope) -> Tree | None:
    """The tree of an expression that names something; other expressions only use names."""
    if isinstance(node, nodes.Name):
        return scope.at(node.name)
    if isinstance(node, nodes.Getattr):
        return _child(_tree_of(node.node, scope), node.attr)
    if isinstance(node, nodes.Getitem):
        inner = _tree_of(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return _child(inner, node.arg.value)
        _walk(node.arg, scope)
        return _child(inner, ITEMS)
    if isinstance(node, nodes.Filter) and node.node is not None:
        for child in [*node.args, *node.kwargs]:
            _walk(child, scope)
        tree = _tree_of(node.node, scope)
        return tree if node.name in ("list", "sort", "reverse", "unique", "batch", "default", "d") else None
    for child in node.iter_child_nodes():
        _walk(child, scope)
    return None


def _child(tree: Tree | None, name: str) -> Tree | None:
    if tree is None:
        return None
    found: Tree = tree.setdefault(name, {})
    return found


def _bind(target: nodes.Node, tree: Tree | None, scope: _Scope) -> None:
    if isinstance(target, nodes.Name):
        scope.bound[target.name] = tree
    for child in target.iter_child_nodes():
        _bind(child, None, scope)


def _sorted(tree: Tree) -> Tree:
    return {name: _sorted(tree[name]) for name in sorted(tree)}
