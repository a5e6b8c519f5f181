"""Whether what a pack names is there: facts, figures, tables, photos, in fields and in texts; and honest figures."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.charts import chart_rule_violations, undeclared_parts
from reportgen.errors import Problem
from reportgen.load.yaml_files.yaml_file import Path_, YamlFile, strings
from reportgen.model import Pack

_IN_TEXT = re.compile(r"\{[{%][^}]*?[}%]\}")
_FACT = re.compile(r"""(?<![\w.])f(?:\.([A-Za-z_]\w*)|\[\s*["']([^"']+)["']\s*\])""")
_COLUMN = re.compile(r"(?<![\w.])t\.(\w+)")
_REFERENCE = re.compile(r"""\bref\(\s*["']([^"']*)["']""")

# The field of a pack file that names something, and what it names.
_FIELDS = {
    "fact": "facts", "facts": "facts", "band": "facts", "highlight": "facts", "numeral": "facts",
    "figure": "figures", "figures": "figures", "table": "tables", "photo": "photos", "photos": "photos",
    "differs_from": "facts", "source": "sources", "section": "sections", "history": "facts", "needs": "needed",
}  # fmt: skip


# The file that usually holds what is named.
_HOMES = {
    "needed": "facts.yaml", "facts": "facts.yaml", "figures": "report.yaml", "tables": "report.yaml", "shown": "report.yaml",
    "sections": "report.yaml", "photos": "pack.yaml", "sources": "pack.yaml", "data": "pack.yaml",
}  # fmt: skip


def reference_problems(pack: Pack, folder: Path, files: Iterable[YamlFile]) -> list[Problem]:
    """Return every name that leads nowhere, with its place and the nearest names that exist."""
    known = {
        "facts": set(pack.facts),
        "figures": set(pack.figures),
        "tables": set(pack.tables),
        "data": set(pack.data),
        "photos": {photo.id for photo in pack.photos},
        "sources": set(pack.sources),
        "sections": {section.id for section in pack.sections},
    }
    known["needed"] = known["facts"] | known["figures"] | known["tables"] | known["data"]
    known["shown"] = known["figures"] | known["tables"]
    problems: list[Problem] = []
    lost: Counter[str] = Counter()
    for file in files:
        for path, text in strings(file.data, ()):
            for kind, name in (*_in_texts(text), *_in_field(path, text)):
                if not known[kind] and not (folder / _HOMES[kind]).is_file():
                    lost[kind] += 1
                elif name not in known[kind]:
                    problems.append(_unknown(file, path, kind, name, known[kind]))
        if not lost["facts"]:  # no value of a figure would be known
            problems += _figures(file, pack)
        problems += _photo_files(file, folder)
    return [*_lost(lost, folder), *dict.fromkeys(problems)]


def named_facts(file: YamlFile) -> Iterator[str]:
    """Yield the facts that a file of a pack names, in its texts and in its fields."""
    for path, text in strings(file.data, ()):
        yield from (name for kind, name in (*_in_texts(text), *_in_field(path, text)) if kind == "facts")


def _lost(kinds: Mapping[str, int], folder: Path) -> list[Problem]:
    """One line for a file that is not there, however many places name what it would hold."""
    homes: dict[str, list[str]] = {}
    for kind, count in kinds.items():
        homes.setdefault(_HOMES[kind], []).append(f"{count} places name {kind} of it")
    hint = "put it beside pack.yaml, or take those names out"
    return [
        Problem(str(folder / home), None, None, f"no such file, and {', '.join(words)}", hint)
        for home, words in homes.items()
    ]


def _names(path: Path_) -> str | None:
    """What a value names by the field that it stands in; sections and sources of facts and slides are ids too."""
    if len(path) == 1 and isinstance(path[0], str) and path[0] != "numeral":
        return None
    words = [part for part in path if isinstance(part, str)]
    name = words[-1]
    if len(words) == 1 and name != "band" and name != "numeral":
        return None
    if name == "source" and "columns" in words[:-1]:
        return None  # the heading of the column that gives each row its source
    if name == "source" and words[0] not in ("facts", "derived", "layers", "data", "figures"):
        return None  # the source line of a slide is text
    if name == "highlight" and words[0] != "figures":
        return None
    return _FIELDS.get(name)


def _in_field(path: Path_, text: str) -> Iterator[tuple[str, str]]:
    kind = _names(path)
    if kind is not None:
        yield kind, text


def _in_texts(text: str) -> Iterator[tuple[str, str]]:
    for tag in _IN_TEXT.findall(text):
        for name in ("".join(groups) for groups in _FACT.findall(tag)):
            yield "facts", name
        for name in _COLUMN.findall(tag):
            yield "data", name
        for name in _REFERENCE.findall(tag):
            yield "shown", name


def _unknown(file: YamlFile, path: Path_, kind: str, name: str, names: set[str]) -> Problem:
    near = difflib.get_close_matches(name, sorted(names), 3, 0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "there are: " + (", ".join(sorted(names)[:8]) or "none")
    word = {"shown": "figure or table", "needed": "fact, figure or table"}.get(kind) or kind.rstrip("s")
    return file.problem(path, f"no {word} `{name}`", hint)


def _figures(file: YamlFile, pack: Pack) -> list[Problem]:
    entries = file.data.get("figures")
    if not isinstance(entries, list):
        return []
    found = []
    for index, entry in enumerate(entries):
        figure = pack.figures.get(entry.get("id", "")) if isinstance(entry, dict) else None
        if figure is not None:
            hint = "see “Honest charts” in docs/charts.md"
            wrong = chart_rule_violations(figure, pack.facts) or undeclared_parts(figure, pack)
            found += [file.problem(("figures", index), text, hint) for text in wrong]
    return found


def _photo_files(file: YamlFile, folder: Path) -> list[Problem]:
    entries = file.data.get("photos")
    found = []
    for index, entry in enumerate(entries if isinstance(entries, list) else []):
        name = entry.get("file") if isinstance(entry, dict) else None
        if name and not (folder / name).is_file():
            what = f"the photo {name} is not in the pack"
            found.append(file.problem(("photos", index, "file"), what, "put the file there or write `file: null`"))
    return found
