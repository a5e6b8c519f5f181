"""A pack in another language: words over the same numbers. In: a Pack, its folder; out: the Pack in the language, or all mistakes.

A folder named by the language (data/lanzhou-12/en) holds pack.yaml, report.yaml, deck.yaml as far as words differ, and a
facts.yaml that gives words to facts: label, unit, items. It has no values, so that both languages say the same numbers.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reportgen.errors import PackError, Problem
from reportgen.load.pack_folder import Where, merged, validated
from reportgen.load.references import reference_problems
from reportgen.load.yaml_files.yaml_file import YamlFile, read_yaml
from reportgen.model import Fact, Pack, Recipient
from reportgen.model.facts.english import WORDS, EnglishFact

LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
_FILES = ("pack.yaml", "report.yaml", "deck.yaml", "facts.yaml")
_SAME = ("schema_version", "id", "edition", "language", "layers", "sources", "derived", "data")
_WORD = re.compile(r"[\w-]+")
_NEEDED = ("title", "short_title", "organisation")


def languages_of(pack: Pack, folder: Path) -> tuple[str, ...]:
    """Return the languages that a pack speaks, its own first."""
    own = own_language(pack)
    return (own, *(name for name in LANGUAGES if name != own and (folder / name / "pack.yaml").is_file()))


def own_language(pack: Pack) -> str:
    """Return the language of a pack by its short name."""
    return pack.language.partition("-")[0].lower()


class Translations:
    """The languages of a pack as recipients ask for them, each read once; `problems` are the mistakes in their words."""

    def __init__(self, pack: Pack, folder: Path) -> None:
        self.pack, self.folder = pack, folder
        self.problems: list[Problem] = []
        self._packs: dict[str, Pack] = {own_language(pack): pack}

    def pack_for(self, recipient: Recipient) -> Pack:
        """Return the pack in the language of a recipient; that of the pack where its words are wrong, which is told."""
        language = recipient.language or own_language(self.pack)
        if language not in self._packs:
            try:
                self._packs[language] = load_variant(self.pack, self.folder, language)
            except PackError as error:
                self.problems += error.problems
                self._packs[language] = self.pack
        return self._packs[language]

    def fault(self, recipient: Recipient) -> tuple[str, str] | None:
        """Return why a recipient cannot have its language, and what would work."""
        language, there = recipient.language, languages_of(self.pack, self.folder)
        if language is None or language == there[0]:
            return None
        if language not in there:
            hint = f"there are: {', '.join(there)}; or write {self.folder / language}/pack.yaml, report.yaml, deck.yaml"
            return f"the pack says nothing in `{language}`", hint
        pack = self.pack_for(recipient)
        kind, file = ("slides", "deck.yaml") if recipient.format == "pptx" else ("sections", "report.yaml")
        if pack is not self.pack and getattr(pack, kind) == getattr(self.pack, kind):
            return f"the pack has no {kind} in `{language}`", f"write them in {self.folder / language / file}"
        return None


def load_variant(pack: Pack, folder: Path, language: str) -> Pack:
    """Return a pack in one of its languages; a PackError tells every mistake in the words at once."""
    if language == own_language(pack):
        return pack
    files = [read_yaml(path, str(path)) for name in _FILES if (path := folder / language / name).is_file()]
    problems: list[Problem] = [problem for file in files for problem in _not_words(file)]
    data, places = merged(files, problems)
    problems += [
        Problem(str(folder / language / "pack.yaml"), None, None, f"`{key}` is missing", "say it in this language")
        for key in _NEEDED
        if key not in data
    ]
    words = data.pop("facts", {})
    facts = _facts(pack, words if isinstance(words, dict) else {}, files, places, problems, language)
    base = {name: getattr(pack, name) for name in pack.model_fields_set}
    both = {**base, **data, "language": LANGUAGES[language], "facts": facts}
    for key in ("figures", "tables"):
        both[key] = {**base.get(key, {}), **data.get(key, {})} if isinstance(data.get(key, {}), dict) else data[key]
    found = validated(both, places, problems)
    if found is not None:
        problems += reference_problems(found, folder, files)
    if problems or found is None:
        raise PackError(problems)
    return found


def _not_words(file: YamlFile) -> Iterator[Problem]:
    for key in _SAME:
        if key in file.data:
            yield file.problem((key,), f"`{key}` is the same in all languages", "keep it in the pack itself")


def _facts(
    pack: Pack,
    words: Mapping[str, Any],
    files: Iterable[YamlFile],
    places: Where,
    problems: list[Problem],
    language: str,
) -> dict[str, Fact]:
    """The facts in their words; those that no text names may stay as they are."""
    named = _named(pack, files)
    facts = dict(pack.facts)
    for key in words:
        if key not in facts:
            near = difflib.get_close_matches(key, facts, 3)
            problems.append(_at(places, key, f"no fact `{key}`", f"did you mean {', '.join(near)}?" if near else ""))
    for key, fact in pack.facts.items():
        own = {name: value for name, value in words.get(key, {}).items() if name != "id"}
        odd = [name for name in own if name not in WORDS]
        if odd:
            what = f"`{odd[0]}` of {key} is not a word; the number is that of the pack"
            problems.append(_at(places, key, what, "there are: " + ", ".join(WORDS)))
        elif language == "en" and (own or key in named):
            try:
                facts[key] = EnglishFact.of(fact, own)
            except ValueError as error:
                problems.append(_at(places, key, f"{key}: {str(error).splitlines()[0]}", "", files))
        elif own:
            facts[key] = fact.model_copy(update=own)
    return facts


def _named(pack: Pack, files: Iterable[YamlFile]) -> set[str]:
    """The facts that the words of a language name, and those that stand on every cover and in the figures that they name."""
    texts = (text for file in files if not file.name.endswith("facts.yaml") for text in file.texts())
    named = {word for text in texts for word in _WORD.findall(text)}
    figures = (fact for key, figure in pack.figures.items() if key in named for fact in figure.fact_ids())
    return {*named, *pack.band, *figures, *([pack.numeral] if pack.numeral else [])}


def _at(places: Where, key: str, what: str, hint: str, files: Iterable[YamlFile] = ()) -> Problem:
    if f"facts.{key}" in places:
        file, path = places[f"facts.{key}"]
        return file.problem(path, what, hint)
    name = next((file.name for file in files), "facts.yaml")
    return Problem(str(Path(name).with_name("facts.yaml")), None, None, what, hint or "add it there")
