"""The safe changes to a pack: half-width punctuation, typed spaces, straight quotes. In: a folder; out: its files, changed.

Only the Chinese texts are touched, never a key, a tag, or a text without Chinese; a file that would no longer be the same tree
of values is left as it was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from reportgen.errors import PackError, Problem
from reportgen.files import rewrite
from reportgen.private_use import MASKS

_FILES = ("pack.yaml", "facts.yaml", "report.yaml", "deck.yaml")
_KEPT = ("id", "fact", "figure", "table", "section", "layout", "file", "kind", "locator", "anchor", "formula")
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_HALF = re.compile(f"(?<=[{_HAN}{MASKS}”’）》])([,;:?!]) *(?=[{_HAN}{MASKS}“‘（《]|$)")
_BRACKETS = re.compile(f"\\(([^()]*[{_HAN}][^()]*)\\)")
_SPACES = re.compile(
    f"(?<=[{_HAN}，。、；：！？”）]) +(?=[{_HAN}A-Za-z0-9{MASKS}“（])|(?<=[A-Za-z0-9%{MASKS}”）]) +(?=[{_HAN}，。、；：！？“（])"
)
_QUOTES = re.compile(r'\\?"([^"\\]*)\\?"')


@dataclass(frozen=True)
class FixedText:
    """One change: where, for which rule, what stood there, what stands there now."""

    place: str
    rule: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.rule} {self.place}: {self.before} -> {self.after}"


def fix_pack(folder: Path, *, write: bool = True) -> list[FixedText]:
    """Change the texts of a pack, all files or none, each with a backup; return what was changed, or what would be.

    Raises a PackError when the folder is not a pack or a file of it cannot be read, an OutputError when it cannot be written.
    """
    _check_pack(folder)
    changes: list[FixedText] = []
    contents: dict[Path, bytes] = {}
    for path in (folder / name for name in _FILES):
        if path.is_file():
            text, made = _fixed_file(path)
            if made:
                changes += made
                contents[path] = text.encode("utf-8")
    if write and contents:
        rewrite(contents)
    return changes


def _check_pack(folder: Path) -> None:
    path = folder / "pack.yaml"
    root = _compose(path, _text(path)) if path.is_file() else None
    if not isinstance(root, MappingNode) or "id" not in (key.value for key, _ in root.value):
        what = "is not a pack: it has no pack.yaml with an `id`"
        raise PackError([Problem(str(folder), None, None, what, "give the folder of a pack")])


def _text(path: Path) -> str:
    """The text of a file with its line ends as they are."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise PackError([Problem(str(path), None, None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise PackError([Problem(str(path), None, None, "is not UTF-8 text", "save it as UTF-8")]) from error


def _compose(path: Path, text: str) -> Node | None:
    try:
        root: Node | None = YAML(typ="rt").compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise PackError([Problem(str(path), None, None, "bad YAML", "check it with `reportgen build`")]) from error
    return root


def fixed(text: str) -> str:
    """Return a text with full-width punctuation, without typed spaces, with curled quotes; tags stay as they are."""
    if not re.search(f"[{_HAN}]", text):
        return text
    tags: list[str] = []

    def mask(match: re.Match[str]) -> str:
        tags.append(match.group())
        return chr(0xE100 + len(tags) - 1)

    masked = _TAG.sub(mask, text)
    masked = _QUOTES.sub(
        lambda match: f"“{match.group(1)}”" if re.search(f"[{_HAN}]", match.group(1)) else match.group(), masked
    )
    masked = _BRACKETS.sub(r"（\1）", masked)
    masked = _HALF.sub(lambda match: _FULL[match.group(1)], masked)
    masked = _SPACES.sub("", masked)
    return re.sub(f"[{MASKS}]", lambda match: tags[ord(match.group()) - 0xE100], masked)


def _fixed_file(path: Path) -> tuple[str, list[FixedText]]:
    """The text of a file with the safe changes, and the changes; none where the tree of values would be another one."""
    source = _text(path)
    root = _compose(path, source)
    changes: list[FixedText] = []
    pieces: list[str] = []
    at = 0
    for node in _scalars(root):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ('"', "'"):
            start, end = start + 1, end - 1
        raw = source[start:end]
        better = fixed(raw)
        if better != raw and start >= at:
            changes.append(FixedText(f"{path}:{node.start_mark.line + 1}", "T07", raw.strip(), better.strip()))
            pieces += [source[at:start], better]
            at = end
    text = "".join([*pieces, source[at:]])
    if not changes or _shape(_compose(path, text)) != _shape(root):
        return source, []
    return text, changes


def _scalars(node: Node | None, key: str = "") -> Iterator[ScalarNode]:
    if isinstance(node, MappingNode):
        for name, value in node.value:
            yield from _scalars(value, str(name.value))
    elif isinstance(node, SequenceNode):
        for child in node.value:
            yield from _scalars(child, key)
    elif isinstance(node, ScalarNode) and key not in _KEPT:
        yield node


def _shape(node: Node | None) -> object:
    """The tree of keys and the number of values, which a change of punctuation may not touch."""
    if isinstance(node, MappingNode):
        return [(str(key.value), _shape(value)) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return [_shape(child) for child in node.value]
    return None
