"""Owns reading one YAML file with the place of every value. In: a path; out: plain data and positions, or a Problem."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reportgen.errors import PackError, Problem

Path_ = tuple[str | int, ...]


@dataclass
class YamlFile:
    """The data of one file, and the line and column of each of its values by path (counted from 1)."""

    name: str
    data: dict[str, Any]
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def problem(self, path: Path_, what: str, hint: str = "") -> Problem:
        """Return a problem at the value of a path, or at the nearest value around it."""
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        return Problem(self.name, line, column, what, hint)

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


def read_yaml(path: Path, name: str) -> YamlFile:
    """Return a YAML file; scalars stay text where they are no number or boolean, so that 3.80 keeps its digits."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        hint = "a pack folder holds pack.yaml, facts.yaml, report.yaml and deck.yaml"
        raise PackError([Problem(name, None, None, f"cannot be read: {error.strerror}", hint)]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(name, None, None, "is not UTF-8 text", "save it as UTF-8")]) from error
    try:
        node = YAML(typ="rt").compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        hint = "check indentation, quotes and colons on this line; a text that begins with {{ needs quotes"
        raise PackError([Problem(name, line, column, f"bad YAML: {error.problem}", hint)]) from error
    file = YamlFile(name, {})
    if node is None:
        return file
    if not isinstance(node, MappingNode):
        raise PackError([Problem(name, 1, 1, "does not hold keys and values", "begin with lines like `title: …`")])
    problems: list[Problem] = []
    file.data = _value(node, (), file, problems)
    if problems:
        raise PackError(problems)
    return file


def _value(node: Node, path: Path_, file: YamlFile, problems: list[Problem]) -> Any:
    file.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                problems.append(file.problem((*path, key), f"the key `{key}` stands twice", "remove one of them"))
            found[key] = _value(value_node, (*path, key), file, problems)
        return found
    if isinstance(node, SequenceNode):
        return [_value(child, (*path, index), file, problems) for index, child in enumerate(node.value)]
    assert isinstance(node, ScalarNode)
    return _scalar(node)


def _scalar(node: ScalarNode) -> Any:
    if node.style is None:
        if node.value in ("", "~", "null"):
            return None
        if node.value in ("true", "false"):
            return node.value == "true"
    return node.value
