"""One YAML file with the place of every value. In: a path; out: plain data and positions, or a Problem.

It is read by the C loader of PyYAML; ruamel.yaml, whose loader is written in Python, is kept for files that are changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reportgen.errors import PackError, Problem
from reportgen.limits import limit, passed, too_large
from reportgen.load.written.scalar import number_as_written

Path_ = tuple[str | int, ...]


@dataclass
class YamlFile:
    """The data of one file, and the line and column of each of its values by path (counted from 1)."""

    name: str
    data: dict[str, Any]
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def problem(self, path: Path_, what: str, hint: str = "") -> Problem:
        """Return a problem at the value of a path, or at the nearest value around it."""
        line, column = self._place(path)
        return Problem(self.name, line, column, what, hint)

    def line(self, path: Path_) -> int:
        """Return the line of a value, or of the nearest value around it."""
        return self._place(path)[0]

    def _place(self, path: Path_) -> tuple[int, int]:
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def texts(self) -> Iterator[str]:
        """Yield every text of the file."""
        yield from (text for _, text in strings(self.data, ()))


def strings(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Yield every text of a value with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from strings(child, (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from strings(child, (*path, index))


_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader, where the wheel has one


class _Loader(_BASE):  # type: ignore[misc]
    """Nodes without tags: what a scalar is, is told by its style and text alone, and looking for tags takes a third of the time."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:
        """Return one tag for all."""
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, parent: Node | None, index: Any) -> None:
        """Count the levels: the C loader recurses, and ends the process where it goes too deep."""
        self.levels = getattr(self, "levels", 0) + 1
        if self.levels > _DEEPEST + 2:
            mark = parent.start_mark if parent else None
            raise yaml.MarkedYAMLError(problem=f"nested deeper than {_DEEPEST} levels", problem_mark=mark)

    def ascend_resolver(self) -> None:
        """Leave a level."""
        self.levels -= 1


_DEEPEST = 60  # levels; a file that goes deeper names itself


def read_yaml(path: Path, name: str, *, numbers: bool = False) -> YamlFile:
    """Return a YAML file; scalars stay text where they are no boolean, so that 3.80 keeps its digits.

    With `numbers` those without quotes that are numbers become numbers, which print as they are written.
    """
    large = too_large(path, name)
    if large is not None:
        raise PackError([large])
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        hint = "a pack folder holds pack.yaml, facts.yaml, report.yaml and deck.yaml"
        raise PackError([Problem(name, None, None, f"cannot be read: {error.strerror}", hint)]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(name, None, None, "is not UTF-8 text", "save it as UTF-8")]) from error
    node = _composed(text, name)
    file = YamlFile(name, {})
    if node is None:
        return file
    if not isinstance(node, MappingNode):
        raise PackError([Problem(name, 1, 1, "does not hold keys and values", "begin with lines like `title: …`")])
    reading = _Reading(file, numbers)
    file.data = reading.value(node, ())
    if reading.problems:
        raise PackError(reading.problems)
    return file


def _composed(text: str, name: str) -> Node | None:
    try:
        node: Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        hint = "check indentation, quotes and colons on this line; a text that begins with {{ needs quotes"
        raise PackError([Problem(name, line, column, f"bad YAML: {error.problem}", hint)]) from error
    except yaml.YAMLError as error:
        at = text[: getattr(error, "position", 0)]
        line, column = at.count("\n") + 1, len(at) - at.rfind("\n")
        what = f"bad YAML: {getattr(error, 'reason', error)}"
        raise PackError([Problem(name, line, column, what, "remove this character")]) from error
    return node


class _Reading:
    """One file while its nodes become plain data."""

    def __init__(self, file: YamlFile, numbers: bool) -> None:
        self.file, self.numbers = file, numbers
        self.problems: list[Problem] = []
        self.most = limit("values")

    def value(self, node: Node, path: Path_) -> Any:
        """Return the data of a node, and keep the place of each of its values."""
        self.file.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            self._check_size(path)
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node)

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        self._check_size(path)
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                what = f"the key `{key}` stands twice"
                self.problems.append(self.file.problem((*path, key), what, "remove one of them"))
            found[key] = self.value(value_node, (*path, key))
        return found

    def _check_size(self, path: Path_) -> None:
        if len(path) > _DEEPEST:
            what = f"nested deeper than {_DEEPEST} levels; an alias (*name) may repeat itself"
            raise PackError([self.file.problem(path, what, "write the values out")])
        if len(self.file.places) > self.most:
            error = passed("values", "the file, its aliases (*name) written out,")
            raise PackError([self.file.problem(path, str(error), error.hint)])

    def _scalar(self, node: ScalarNode) -> Any:
        if node.style:
            return node.value
        if node.value in ("", "~", "null"):
            return None
        if node.value in ("true", "false"):
            return node.value == "true"
        return number_as_written(node.value) if self.numbers else node.value
