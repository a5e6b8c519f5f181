"""Owns the compiled template and its filling. In: an Office file and data; out: a document, or every error with its place."""

import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.errors import OutputError, Problem, TemplateError
from reportgen.findings import Finding
from reportgen.office.package import Member, read_file, read_package, write_package
from reportgen.office.parts import ContentTypes, Relationships
from reportgen.template.admission import admit
from reportgen.template.cache import Compiled, load, store
from reportgen.template.compiler import Compiler
from reportgen.template.conversion import converted, without_signatures
from reportgen.template.deck import fill_deck
from reportgen.template.designed.sample import NO_SAMPLES, Samples, take_samples
from reportgen.template.engine import run, with_code
from reportgen.template.formats import is_strict, kind_of, parse_part
from reportgen.template.grammar import WORD
from reportgen.template.insertion import Insertions
from reportgen.template.language import LANGUAGE, Functions, Language, Missing
from reportgen.template.names import Tree, missing_names, names_of
from reportgen.template.program import Program
from reportgen.template.prototypes import DeckTemplate, compile_deck
from reportgen.template.values import Shown, SlideOrder
from reportgen.template.word import Styles, compile_word_part
from reportgen.template.word_writer import WordWriter

_WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARAGRAPH = re.compile(r"<w:p[ >]")
# What reading a part raises when it is not what its name says.
_DAMAGE = (
    zlib.error,
    etree.LxmlError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RecursionError,
)


@dataclass(frozen=True)
class Document:
    """A filled template: its parts, the facts that stand in it, and what had to be left out."""

    name: str
    members: tuple[Member, ...]
    shown: tuple[Shown, ...]
    findings: tuple[Finding, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the file."""
        return write_package(self.members)

    def save(self, path: Path | str) -> tuple[Finding, ...]:
        """Write the file, whole or not at all; return what was left out for its ending, such as macros in a .docx.

        Raises a TemplateError for an ending that does not fit, an OutputError when the file can not be written.
        """
        target = Path(path)
        members, findings = converted({member.name: member for member in self.members}, self.name, target.name)
        draft = target.with_name(f".{target.name}.new")
        try:
            draft.write_bytes(write_package(members.values()))
            draft.replace(target)
        except OSError as error:
            hint = "check the folder and your rights"
            raise OutputError(f"{target}: cannot be written ({error.strerror}); {hint}") from error
        return (*self.findings, *findings)


@dataclass(frozen=True)
class Template:
    """A compiled template: programs for the parts with tags, the bytes of all others. Immutable, and can be pickled."""

    name: str
    members: dict[str, Member]
    programs: dict[str, Program]
    deck: DeckTemplate | None = None
    language: Language = LANGUAGE
    findings: tuple[Finding, ...] = field(default=())

    @classmethod
    def open(
        cls,
        source: Path | str | bytes,
        name: str | None = None,
        cache: Path | None = None,
        *,
        filters: Functions | None = None,
        tests: Functions | None = None,
        language: Language | None = None,
    ) -> "Template":
        """Compile an Office file, or take it from a cache; a TemplateError names every tag that can not be read."""
        label = name or ("template" if isinstance(source, bytes) else Path(source).name)
        content = source if isinstance(source, bytes) else read_file(Path(source), label)
        language = language or (Language(filters or {}, tests or {}) if filters or tests else LANGUAGE)
        key = f"{label}\0{language.key()}\0".encode() + content
        members = read_package(content, label)
        compiled = load(cache, key)
        if compiled is None:
            compiled = _guarded(lambda: _compile(members, label, language), label)
            store(cache, key, compiled)
        parts = {part: compiled.changed.get(part, member) for part, member in members.items()}
        for part in compiled.removed:
            del parts[part]
        return cls(label, parts, compiled.programs, compiled.deck, language, compiled.findings)

    def render(
        self,
        data: Mapping[str, Any],
        slides: Sequence[SlideOrder] | None = None,
        *,
        missing: Missing = "error",
    ) -> Document:
        """Fill the template; `slides` picks the slides of a deck by layout, otherwise each comes as its notes say.

        `missing` says what a value that the data does not have does: it is an error, its tag is kept, or nothing stands
        there. Raises a TemplateError with every place where something is wrong.
        """
        members = dict(self.members)
        types = ContentTypes(members["[Content_Types].xml"].content)
        insertions = Insertions("ppt" if self.deck else "word", members, types)
        shown: list[Shown] = []
        problems: list[Problem] = []
        for part, program in self.programs.items():
            relationships = Relationships.of(part, self.members)
            writer = WordWriter(program, insertions.into(relationships), missing)
            count = len(relationships.items)
            try:
                xml, found = run(program, writer, data, word_place, self.language)
            except TemplateError as error:
                problems += error.problems
                continue
            shown += found
            members[part] = Member.of(part, (_HEAD + xml).encode())
            if len(relationships.items) > count:
                rels = relationships.member()
                members[rels.name] = rels
        if self.deck:
            shown += fill_deck(self.deck, insertions, data, slides, self.language, missing, problems)
        if problems:
            raise TemplateError(problems)
        members["[Content_Types].xml"] = types.member()
        return Document(self.name, tuple(members.values()), tuple(shown), self.findings)

    def names(self) -> Tree:
        """Return what the template asks for, as a tree; the items of a loop stand under "[]"."""
        return names_of(self._programs(), self.language.environment())

    def mentions(self, name: str) -> bool:
        """Return whether any tag holds a name."""
        return any(name in program.source for program in self._programs())

    def checksums(self) -> dict[str, int]:
        """Return the checksum of each part of the file, those of the charts that are filled among them."""
        samples = [chart.sample for program in self._programs() for chart in program.charts]
        parts = {name: member for sample in samples for name, member in sample.source.items()}
        return {name: member.crc for name, member in {**parts, **self.members}.items()}

    def _programs(self) -> list[Program]:
        return [*self.programs.values(), *(self.deck.programs() if self.deck else ())]

    def check(self, data: Mapping[str, Any]) -> list[Finding]:
        """Return a finding for each name that the template asks for and the data does not have."""
        return list(missing_names(self.names(), data, self.name))


def word_place(xml: str, position: int) -> str:
    """Return the paragraph of a part in which a character stands."""
    return f"paragraph {bisect_right(_paragraph_ends(xml), position)}"


@lru_cache(maxsize=1)
def _paragraph_ends(xml: str) -> tuple[int, ...]:
    """Where the tags that open a paragraph end: a part is asked about once for each fact that it shows."""
    return tuple(match.end() for match in _PARAGRAPH.finditer(xml))


def _guarded(work: Callable[[], Compiled], label: str) -> Compiled:
    """Whatever a damaged part raises becomes one clear error."""
    try:
        return work()
    except _DAMAGE as error:
        what = f"is damaged: {str(error) or type(error).__name__}"
        raise TemplateError(
            [Problem(label, None, None, what, "open it in Office and save it again", "package")]
        ) from error


def _compile(members: dict[str, Member], label: str, language: Language) -> Compiled:
    kind_of(members, label)
    clean, findings = admit(members, label)
    findings += without_signatures(clean, label)
    samples = take_samples(clean)
    deck = None
    problems: list[Problem] = []
    if "word/document.xml" in clean:
        parse_part(clean["word/document.xml"].content)  # whole, whether it has tags or not
        programs = _word_programs(clean, label, problems, samples)
    else:
        programs = _property_programs(clean, label, problems)
        deck = compile_deck(clean, label, problems, samples)
    if not problems:  # Jinja would tell the same faults again, less clearly
        programs = {part: with_code(program, problems, language) for part, program in programs.items()}
        deck = deck and deck.map(lambda program: with_code(program, problems, language))
    if problems:
        raise TemplateError(problems)
    changed = {part: member for part, member in clean.items() if member is not members[part]}
    removed = tuple(part for part in members if part not in clean)
    return Compiled(programs, deck, changed, removed, tuple(findings))


def _word_programs(
    members: dict[str, Member], label: str, problems: list[Problem], samples: Samples
) -> dict[str, Program]:
    styles = members.get("word/styles.xml")
    faces = Styles(None if styles is None else parse_part(styles.content))
    programs = _property_programs(members, label, problems)
    for part in filter(_WORD_PART.match, members):
        content = members[part].content
        if b"{" in content or part in samples:
            own = samples.get(part, NO_SAMPLES)
            program = compile_word_part(part, parse_part(content), label, faces, problems, own)
            if program.changed:
                programs[part] = program.in_dialect(strict=is_strict(content))
    return programs


def _property_programs(members: dict[str, Member], label: str, problems: list[Problem]) -> dict[str, Program]:
    """Document properties are plain text: each element is its own paragraph and run."""
    programs = {}
    for part in _PROPERTIES:
        if part in members and b"{{" in members[part].content:
            root = parse_part(members[part].content)
            compiler = Compiler(part, WORD, lambda element: f"{label}, document properties", problems)
            for element in root.iter(etree.Element):
                compiler.plain_text(element)
            programs[part] = compiler.finish(root)
    return programs
