"""A pack folder: files to one Pack. In: a folder; out: a Pack, or all mistakes with their places."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.errors import PackError, Problem
from reportgen.limits import limit, passed
from reportgen.load.asked import asked_of_tables
from reportgen.load.derived import recomputed, with_derived
from reportgen.load.english import in_english
from reportgen.load.grouping import grouped
from reportgen.load.past import with_past
from reportgen.load.plain_figures import with_plain_figures
from reportgen.load.references import reference_problems
from reportgen.load.settings import with_settings
from reportgen.load.sources import Layered, with_layers
from reportgen.load.table_figures import with_table_figures
from reportgen.load.tables import data_tables, table_problems, with_data_tables
from reportgen.load.yaml_files.yaml_file import Path_, YamlFile, read_yaml
from reportgen.model import DataSource, Layer, Pack
from reportgen.model.facts.notice import Notice
from reportgen.model.facts.past import History

_FILES = ("pack.yaml", "facts.yaml", "report.yaml", "deck.yaml")
_LISTED = ("facts", "derived", "figures", "tables", "data")
Where = dict[str, tuple[YamlFile, Path_]]


def load_pack(folder: Path, settings: Mapping[str, str] | None = None, history: History | None = None) -> Pack:
    """Return the pack in a folder, with facts set anew by id; a PackError tells every mistake at once.

    Without a history nothing is compared with editions before, and figures over editions stay without values.
    """
    pack, problems = read_pack(folder, settings, history)
    if problems or pack is None:
        raise PackError(grouped(problems))
    return pack


def read_pack(
    folder: Path, settings: Mapping[str, str] | None = None, history: History | None = None
) -> tuple[Pack | None, list[Problem]]:
    """Return a pack as far as it can be read, None where it cannot, and every mistake in it; PackError if files are no YAML."""
    files = read_files(folder)
    problems: list[Problem] = []
    unread: list[Problem] = []
    notices: list[Problem] = []
    data, places = merged(files, problems)
    derived = data.pop("derived", {})
    sources = data.pop("data", {})
    _check_numbers(data, files)
    if isinstance(data.get("facts", {}), dict) and isinstance(derived, dict):
        texts = "\n".join(text for file in files for text in file.texts())
        asked = asked_of_tables(data, texts)
        data["data"], cells = data_tables(sources if isinstance(sources, dict) else {}, folder, unread, notices, asked)
        problems += unread
        layered = _layered({**data.get("facts", {}), **cells}, data, folder, frozenset(derived), texts)
        problems += layered.problems
        notices += layered.notices
        data["sources"] = layered.sources or data.get("sources", {})
        facts = with_settings(layered.facts, settings or {}, frozenset(derived), problems, layered.sources)
        data["facts"] = {**facts, **recomputed(derived, facts)}
    problems += _wrong_sources(sources, places)
    pack = validated(data, places, problems)
    if pack is not None and not unread:  # what names the numbers of a table would be told again for each
        problems += [_at(places, f"tables.{key}", what) for key, what in table_problems(pack)]
        pack = with_data_tables(pack)
        pack = with_table_figures(pack, lambda key, what: problems.append(_of_figure(places, key, what, _TABLES)))
        pack = with_plain_figures(pack)
        pack = with_derived(pack, lambda key, what, hint: _note(places, problems, key, what, hint))
        problems += reference_problems(pack, folder, files)
        if not problems:
            every = [text for file in files for text in file.texts()]
            pack = with_past(
                pack, history, every, lambda key, what: problems.append(_of_figure(places, key, what, _EDITIONS))
            )
    if pack is not None:
        seen = tuple(_notice(notice) for notice in notices)
        pack = pack.model_copy(update={"notices": seen, "written": _written(places, len(pack.relations))})
        pack = in_english(pack) if pack.language.startswith("en") else pack
    return pack, problems


def _written(places: Where, relations: int) -> dict[str, str]:
    """Where each fact and each relation stands: file and line."""
    found = {key.removeprefix("facts."): place for key, place in places.items() if key.startswith("facts.")}
    if "relations" in places:
        file, path = places["relations"]
        found |= {f"relation {number + 1}": (file, (*path, number)) for number in range(relations)}
    return {key: f"{Path(file.name).name}:{file.line(path)}" for key, (file, path) in found.items()}


def _check_numbers(data: dict[str, Any], files: list[YamlFile]) -> None:
    """Raise a PackError for more facts or slides than a pack may have."""
    for name in ("facts", "slides"):
        found = data.get(name)
        if isinstance(found, dict | list) and len(found) > limit(name):
            error = passed(name, "the pack", len(found))
            file = next((file for file in files if name in file.data), files[0])
            raise PackError([file.problem((name,), str(error), error.hint)])


def _notice(seen: Problem) -> Notice:
    return Notice(place=seen.file, what=seen.what, hint=seen.hint)


def _layered(
    facts: dict[str, Any], data: dict[str, Any], folder: Path, computed: frozenset[str], texts: str
) -> Layered:
    """The facts with the layers of the pack over them; layers that are none are reported when the pack is validated."""
    sources = data["sources"] if isinstance(data.get("sources"), dict) else {}
    try:
        known = [Layer.model_validate(layer) for layer in data.get("layers") or ()]
    except (ValidationError, TypeError):
        return Layered(facts, sources)
    return with_layers(facts, known, folder, computed, sources=sources, texts=texts)


def read_files(folder: Path) -> list[YamlFile]:
    if not folder.is_dir():
        hint = "give the folder of a pack, such as data/lanzhou-12"
        raise PackError([Problem(str(folder), None, None, "no such folder", hint)])
    if not (folder / "pack.yaml").is_file():
        hint = "a pack folder holds pack.yaml; `reportgen new DIR` writes one to start from"
        raise PackError([Problem(str(folder / "pack.yaml"), None, None, "no such file", hint)])
    problems: list[Problem] = []
    files = []
    for name in _FILES:
        if (folder / name).is_file():
            try:
                files.append(read_yaml(folder / name, str(folder / name)))
            except PackError as error:
                problems += error.problems
    if problems:
        raise PackError(problems)
    return files


def merged(files: list[YamlFile], problems: list[Problem]) -> tuple[dict[str, Any], Where]:
    """One mapping of all files; lists of things with an id become mappings by id."""
    data: dict[str, Any] = {}
    places: Where = {}
    for file in files:
        for key, value in file.data.items():
            if key in data:
                what = f"`{key}` is also in {places[key][0].name}"
                problems.append(file.problem((key,), what, "keep it in one file"))
                continue
            data[key] = value
            places[key] = (file, (key,))
            if key in _LISTED and isinstance(value, list):
                data[key] = _by_id(key, value, file, places, problems)
    return data, places


def _by_id(key: str, entries: list[Any], file: YamlFile, places: Where, problems: list[Problem]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for index, entry in enumerate(entries):
        path: Path_ = (key, index)
        identity = entry.get("id") if isinstance(entry, dict) else None
        if not isinstance(identity, str):
            problems.append(file.problem(path, f"an entry of `{key}` has no id", "add `id: …`"))
        elif identity in found or f"{_kind(key)}.{identity}" in places:
            problems.append(file.problem((*path, "id"), f"the id `{identity}` stands twice", "give each its own id"))
        else:
            found[identity] = entry
            places[f"{_kind(key)}.{identity}"] = (file, path)
    return found


def _kind(key: str) -> str:
    return "facts" if key == "derived" else key


def validated(data: dict[str, Any], places: Where, problems: list[Problem]) -> Pack | None:
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            path = tuple(part for part in item["loc"])
            file, at = _locate(path, places)
            what, hint = _in_words(dict(item), path)
            problems.append(file.problem(at, what, hint))
        return None


def _wrong_sources(sources: Any, places: Where) -> list[Problem]:
    """What is wrong with the entries under `data`."""
    found = []
    if not isinstance(sources, dict):
        return [_at(places, "data", "`data` is not a list of sources of tables")]
    for key, entry in sources.items():
        try:
            DataSource.model_validate(entry)
        except ValidationError as error:
            file, path = places[f"data.{key}"]
            for item in error.errors(include_url=False):
                what, hint = _in_words(dict(item), ("data", key, *item["loc"]))
                found.append(file.problem((*path, *item["loc"]), what, hint))
    return found


_TABLES = "see `data` in pack.yaml, and the files under tables/"
_EDITIONS = "leave the figure out until then, or draw facts of this edition"


def _of_figure(places: Where, key: str, what: str, hint: str) -> Problem:
    return _at(places, f"figures.{key}", f"figure {key}: {what}", hint)


def _at(places: Where, key: str, what: str, hint: str = _TABLES) -> Problem:
    file, path = places[key]
    return file.problem(path, what, hint)


def _locate(path: Path_, places: Where) -> tuple[YamlFile, Path_]:
    """The file and path of a value, without the names of union members that pydantic puts in between."""
    if len(path) > 1 and f"{path[0]}.{path[1]}" in places:
        file, start = places[f"{path[0]}.{path[1]}"]
        rest = path[2:]
    elif path and str(path[0]) in places:
        file, start = places[str(path[0])]
        rest = path[1:]
    else:
        file, start = next(iter(places.values()), (YamlFile("pack.yaml", {}), ()))
        return file, ()
    for part in rest:
        if (*start, part) in file.places:
            start = (*start, part)
    return file, start


_HINTS = {
    "missing": "add it",
    "decimal_parsing": "write a plain number such as 70 or 3.8",
    "extra_forbidden": "remove it or check its spelling",
    "union_tag_invalid": "the kinds are text, heading, figure, table, photo",
    "union_tag_not_found": "add `kind: text` (or heading, figure, table, photo)",
}


def _in_words(item: dict[str, Any], path: Path_) -> tuple[str, str]:
    name = ".".join(str(part) for part in path)
    kind, message = item["type"], str(item["msg"])
    if kind == "literal_error":
        allowed = str(item["ctx"]["expected"])
        given = str(item["input"])
        options = [part.strip("' ") for part in allowed.replace(" or ", ", ").split(",")]
        near = difflib.get_close_matches(given, options, 1)
        hint = f"did you mean {near[0]}? " if near else ""
        return f"`{name}` is {given!r}", f"{hint}it can be {allowed}"
    if kind == "missing":
        return f"`{name}` is missing", _HINTS[kind]
    if kind == "extra_forbidden":
        return f"`{name}` is not known here", _HINTS[kind]
    given = str(item.get("input"))[:40]
    return f"`{name}`: {message} (found {given!r})", _HINTS.get(kind, "see `reportgen schema` for what fits")


def _note(places: Where, problems: list[Problem], key: str, what: str, hint: str) -> None:
    file, path = places[f"facts.{key}"]
    problems.append(file.problem((*path, "formula"), what, hint))
