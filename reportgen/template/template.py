"""Owns the compiled template and its filling. In: an Office file and data; out: a document, or every error with its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.office.package import Member, read_file, read_package, write_package
from reportgen.office.parts import ContentTypes, Relationships, parse_xml
from reportgen.template.cache import Compiled, load, store
from reportgen.template.compiler import Compiler
from reportgen.template.deck import DeckTemplate, compile_deck, fill_deck
from reportgen.template.engine import run, with_code
from reportgen.template.grammar import WORD
from reportgen.template.insertion import Insertions
from reportgen.template.program import Program
from reportgen.template.values import Shown, SlideOrder
from reportgen.template.word import Styles, compile_word_part
from reportgen.template.word_writer import WordWriter

_WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARAGRAPH = re.compile(r"<w:p[ >]")


@dataclass(frozen=True)
class Document:
    """A filled template: its bytes, and the facts that stand in it."""

    name: str
    members: tuple[Member, ...]
    shown: tuple[Shown, ...]

    def to_bytes(self) -> bytes:
        """Return the file."""
        return write_package(self.members)

    def save(self, path: Path | str) -> None:
        """Write the file."""
        Path(path).write_bytes(self.to_bytes())


@dataclass(frozen=True)
class Template:
    """A compiled template: programs for the parts with tags, the bytes of all others."""

    name: str
    members: dict[str, Member]
    programs: dict[str, Program]
    deck: DeckTemplate | None = None

    @classmethod
    def open(cls, source: Path | str | bytes, name: str | None = None, cache: Path | None = None) -> "Template":
        """Compile a .docx or .pptx, or take it from a cache; a TemplateError names every tag that can not be read."""
        path = None if isinstance(source, bytes) else Path(source)
        label = name or (path.name if path else "template")
        content = source if isinstance(source, bytes) else read_file(Path(source), label)
        members = read_package(content, label)
        key = label.encode() + b"\0" + content
        compiled = load(cache, key)
        if compiled is None:
            compiled = _compile(members, label)
            store(cache, key, compiled)
        return cls(label, members, compiled.programs, compiled.deck)

    def render(self, data: Mapping[str, Any], slides: Sequence[SlideOrder] | None = None) -> Document:
        """Fill the template; `slides` picks the slides of a deck by layout, otherwise each slide comes once."""
        members = dict(self.members)
        types = ContentTypes(members["[Content_Types].xml"].content)
        insertions = Insertions("ppt" if self.deck else "word", members, types)
        shown: list[Shown] = []
        for part, program in self.programs.items():
            relationships = Relationships.of(part, self.members)
            writer = WordWriter(program, insertions.into(relationships))
            count = len(relationships.items)
            xml, found = run(program, writer, data, word_place)
            shown += found
            members[part] = Member.of(part, (_HEAD + xml).encode())
            if len(relationships.items) > count:
                rels = relationships.member()
                members[rels.name] = rels
        if self.deck:
            shown += fill_deck(self.deck, insertions, data, slides)
        members["[Content_Types].xml"] = types.member()
        return Document(self.name, tuple(members.values()), tuple(shown))


def _compile(members: dict[str, Member], label: str) -> Compiled:
    deck = None
    problems: list[Problem] = []
    if "word/document.xml" in members:
        programs = _word_programs(members, label, problems)
    elif "ppt/presentation.xml" in members:
        programs = _property_programs(members, label, problems)
        deck = compile_deck(members, label, problems)
    else:
        hint = "give a .docx or .pptx"
        raise TemplateError([Problem(label, None, None, "holds neither a Word document nor slides", hint, "format")])
    if not problems:  # Jinja would tell the same faults again, less clearly
        programs = {part: with_code(program, problems) for part, program in programs.items()}
        deck = deck and deck.map(lambda program: with_code(program, problems))
    if problems:
        raise TemplateError(problems)
    return Compiled(programs, deck)


def word_place(xml: str, position: int) -> str:
    """Return the paragraph of a part in which a character stands."""
    return f"paragraph {len(_PARAGRAPH.findall(xml, 0, position))}"


def _word_programs(members: dict[str, Member], label: str, problems: list[Problem]) -> dict[str, Program]:
    styles = members.get("word/styles.xml")
    faces = Styles(None if styles is None else parse_xml(styles.content))
    programs = _property_programs(members, label, problems)
    for part in filter(_WORD_PART.match, members):
        if b"{" in members[part].content:
            program = compile_word_part(part, _root(members[part], label), label, faces, problems)
            if program.tags or b"{#" in members[part].content:
                programs[part] = program
    return programs


def _property_programs(members: dict[str, Member], label: str, problems: list[Problem]) -> dict[str, Program]:
    """Document properties are plain text: each element is its own paragraph and run."""
    programs = {}
    for part in _PROPERTIES:
        if part in members and b"{{" in members[part].content:
            root = _root(members[part], label)
            compiler = Compiler(part, WORD, lambda element: f"{label}, document properties", problems)
            for element in root.iter(etree.Element):
                compiler.plain_text(element)
            programs[part] = compiler.finish(root)
    return programs


def _root(member: Member, label: str) -> etree._Element:
    try:
        return parse_xml(member.content)
    except etree.XMLSyntaxError as error:
        problem = Problem(f"{label}, {member.name}", None, None, f"is broken XML: {error}", "save it again from Office")
        raise TemplateError([problem]) from error
