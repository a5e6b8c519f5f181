"""The files of an author with the place of every value: where a mistake stands, in the words of the author."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from reportgen.errors import PackError, Problem
from reportgen.load.yaml_files.yaml_file import Path_, YamlFile, read_yaml, strings

FILES = ("pack.yaml", "facts.yaml", "report.yaml", "deck.yaml")
_ONE = {
    "slides": "slide", "sections": "section", "blocks": "block", "figures": "figure", "tables": "table", "facts": "fact",
    "derived": "fact", "items": "item", "cards": "card", "heroes": "hero", "goals": "goal", "roles": "role", "tiers": "tier",
    "columns": "column", "rows": "row", "photos": "photo", "panels": "panel", "series": "series", "lines": "line",
}  # fmt: skip


class AuthorFiles:
    """The YAML files of a pack, read when a mistake has to be placed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def files(self) -> list[YamlFile]:
        """Return the files that there are; one that cannot be read is left out."""
        found = []
        for name in FILES:
            try:
                found.append(read_yaml(self.folder / name, str(self.folder / name)))
            except PackError:
                continue
        return found

    def problem(self, path: Path_, what: str, hint: str = "") -> Problem:
        """Return a problem at a value, such as ("slides", 3, "items"), told in the words of the author."""
        file = next((one for one in self.files if path and path[0] in one.data), None)
        if file is None:
            return Problem(str(self.folder), None, None, what, hint)
        words = author_words(file.data, path)
        return file.problem(path, f"{words}: {what}" if words else what, hint)

    def place(self, path: Path_) -> str:
        """Return a place as text: deck.yaml:18, slide 3 (then_now), columns."""
        found = self.problem(path, "")
        return f"{Path(found.file).name}:{found.line}, {found.what.rstrip(': ')}"

    def texts(self) -> Iterator[tuple[Path_, str]]:
        """Yield every text that may hold tags, with its path."""
        for file in self.files:
            yield from ((path, text) for path, text in strings(file.data, ()) if "{{" in text or "{%" in text)


def author_words(data: Any, path: Path_) -> str:
    """Return a path as an author would say it: slide 3 (then_now), item 1, text."""
    parts: list[str] = []
    value = data
    for step in path:
        inner = _inside(value, step)
        if isinstance(step, int):
            last = parts[-1]
            if last[-1].isdigit():
                parts.append(f"cell {step + 1}")
            else:
                parts[-1] = f"{_ONE.get(last, last)} {_name(inner, step)}"
        else:
            parts.append(step)
        value = inner
    return ", ".join(parts)


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    return value[step] if isinstance(value, list) and isinstance(step, int) and step < len(value) else None


def _name(value: Any, number: int) -> str:
    """What one of a list is called: by its id, or by its number with its layout."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        return str(value["id"])
    layout = value.get("layout") if isinstance(value, dict) else None
    return f"{number + 1} ({layout})" if isinstance(layout, str) else f"{number + 1}"
