"""The compiled template and its filling. In: an Office file and data; out: a document, or every error with its place."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reportgen.errors import Problem, TemplateError
from reportgen.files import write_whole
from reportgen.findings import Finding
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import ContentTypes
from reportgen.template.cache import load, store
from reportgen.template.language.language import LANGUAGE, Functions, Language, Missing
from reportgen.template.program.book import BookTemplate
from reportgen.template.program.program import Program
from reportgen.template.program.slide_templates import DeckTemplate, Prototype
from reportgen.template.render.including import Parts
from reportgen.template.render.insertion import Insertions
from reportgen.template.render.scope import Scope
from reportgen.template.values.objects import FittedText, ShownFact, SlideSpec
from reportgen.template.values.plain_data import plain_data
from reportgen.template.values.sources import content_of

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from pptx.presentation import Presentation


@dataclass(frozen=True, repr=False)
class Document:
    """A filled template: its parts, the facts that stand in it, and what had to be left out."""

    name: str
    members: tuple[Member, ...]
    shown: tuple[ShownFact, ...]
    findings: tuple[Finding, ...] = ()
    fitted: tuple[FittedText, ...] = ()
    origins: tuple[int, ...] = ()  # of each slide of a storyboard: the entry of the author that it comes from, from 0

    def to_bytes(self) -> bytes:
        """Return the file."""
        return write_package(self.members)

    @classmethod
    def of(cls, source: "Path | str | bytes | IO[bytes] | DocxDocument | Presentation", name: str = "") -> "Document":
        """Return a document from python-docx or python-pptx, a file, bytes or a stream."""
        own, content = content_of(source, name or "document")
        return cls(name or own, tuple(read_package(content, name or own).values()), ())

    def docx(self) -> "DocxDocument":
        """Return the document as an object of python-docx, for a last touch; `Document.of` takes it back."""
        from docx import Document as open_docx

        return open_docx(io.BytesIO(self.to_bytes()))

    def pptx(self) -> "Presentation":
        """Return the deck as an object of python-pptx, for a last touch; `Document.of` takes it back."""
        from pptx import Presentation as open_pptx

        return open_pptx(io.BytesIO(self.to_bytes()))

    def __repr__(self) -> str:
        return f"<Document {self.name!r}: {len(self.members)} parts, {len(self.shown)} facts>"

    def save(self, path: "Path | str | IO[bytes]") -> tuple[Finding, ...]:
        """Write the file, whole or not at all; return what was left out for its ending, such as macros in a .docx.

        A stream gets the bytes as they are, with the ending of the template.

        Raises a TemplateError for an ending that does not fit, an OutputError when the file cannot be written.
        """
        if not isinstance(path, str | Path):
            path.write(self.to_bytes())
            return self.findings
        content, findings = self.file(Path(path).name)
        write_whole(Path(path), content)
        return findings

    def file(self, name: str) -> tuple[bytes, tuple[Finding, ...]]:
        """Return the content of a file of a name, whose ending decides its kind, and what was left out for it."""
        from reportgen.template.conversion import converted

        members, findings = converted({member.name: member for member in self.members}, self.name, name)
        return write_package(members.values()), (*self.findings, *findings)


@dataclass(frozen=True, repr=False)
class Template:
    """A compiled template: programs for the parts with tags, the bytes of all others. Immutable, and can be pickled."""

    name: str
    members: dict[str, Member]
    programs: dict[str, Program]
    deck: DeckTemplate | None = None
    language: Language = LANGUAGE
    findings: tuple[Finding, ...] = field(default=())
    book: BookTemplate | None = None

    @classmethod
    def open(
        cls,
        source: "Path | str | bytes | IO[bytes] | DocxDocument | Presentation",
        name: str | None = None,
        cache: Path | None = None,
        *,
        filters: Functions | None = None,
        tests: Functions | None = None,
        language: Language | None = None,
        strict_links: bool = False,
    ) -> "Template":
        """Compile an Office file, or take it from a cache; a TemplateError names every tag that cannot be read.

        The file is a path, bytes, a stream, or a document of python-docx or python-pptx.

        What lies outside the file is kept and not followed; with `strict_links` it is an error.
        """
        own, content = content_of(source, "template")
        label = name or own
        language = language or (Language(filters or {}, tests or {}) if filters or tests else LANGUAGE)
        key = f"{label}\0{language.key()}\0".encode("utf-8", "surrogateescape") + content
        members = read_package(content, label)
        if strict_links:
            from reportgen.template.compile.admission import refuse_links

            refuse_links(members, label)
        compiled = load(cache, key)
        if compiled is None:
            from reportgen.template.compile.compile_package import (
                compile_template,  # a cached template needs none of it
            )

            compiled = compile_template(members, label, language)
            store(cache, key, compiled)
        parts = {part: compiled.changed.get(part, member) for part, member in members.items()}
        for part in compiled.removed:
            del parts[part]
        return cls(label, parts, compiled.programs, compiled.deck, language, compiled.findings, compiled.book)

    @classmethod
    def of(
        cls, source: "Path | str | bytes | IO[bytes] | DocxDocument | Presentation", name: str | None = None
    ) -> "Template":
        """Compile a document of python-docx or python-pptx, a file, bytes or a stream, as `open` does."""
        return cls.open(source, name)

    def render(
        self,
        data: Mapping[str, Any],
        slides: Sequence[SlideSpec] | None = None,
        *,
        missing: Missing = "error",
        parts: Path | None = None,
        files: Path | None = None,
    ) -> Document:
        """Fill the template; `slides` picks the slides of a deck by layout, otherwise each comes as its notes say.

        `missing` says what a value that the data does not have does: it is an error, its tag is kept, or nothing stands
        there. `parts` is the folder of the files that {% include %} may name, `files` that of the pictures and documents that
        plain data may name ({"$picture": "a.png"}). Raises a TemplateError with every place where
        something is wrong.
        """
        if not isinstance(data, Mapping):
            raise TypeError(f"the data is a {type(data).__name__}; give a mapping of names to values")
        if missing not in ("error", "keep", "empty"):
            raise ValueError(f"missing is error, keep or empty, and not {missing!r}")
        return self.fill(
            Scope(plain_data(data), self.language, missing, Parts(parts, _open_part) if parts else None, files), slides
        )

    def fill(self, scope: Scope, slides: Sequence[SlideSpec] | None = None) -> Document:
        """Fill the template with a scope that is at hand."""
        members = dict(self.members)
        types = ContentTypes(members["[Content_Types].xml"].content)
        first = max((program.first_free_id for program in self.programs.values()), default=1)
        insertions = Insertions("xl" if self.book else "ppt" if self.deck else "word", members, types, count(first))
        shown: list[ShownFact] = []
        fitted: list[FittedText] = []
        problems: list[Problem] = []
        if self.programs:
            from reportgen.template.render.parts import fill_parts

            shown += fill_parts(self.programs, insertions, scope, problems)
        if self.deck:
            from reportgen.template.render.slides.deck import fill_deck  # a Word file needs none of it

            on_slides, fitted = fill_deck(self.deck, insertions, scope, slides, problems)
            shown += on_slides
        if self.book:
            from reportgen.template.workbook.fill_book import fill_book

            shown += fill_book(self.book, self.name, insertions, scope, problems)
        if problems:
            raise TemplateError(problems)
        members["[Content_Types].xml"] = types.member()
        origins = tuple(order.origin for order in slides or ())
        return Document(self.name, tuple(members.values()), tuple(shown), self.findings, tuple(fitted), origins)

    def takes(self, prototype: Prototype, data: Mapping[str, Any]) -> bool:
        """Return whether a prototype of the deck is made for data: whether its {%slide if … %} holds, where it has one."""
        from reportgen.template.render.slides.repeated_slides import holds

        return holds(prototype.directive, Scope(data, self.language, "empty"), [])

    def __repr__(self) -> str:
        count = len(self._programs())
        return f"<Template {self.name!r}: {count} part{'' if count == 1 else 's'} with tags>"

    def names(self) -> dict[str, Any]:
        """Return what the template asks for, as a tree; the items of a loop stand under "[]"."""
        from reportgen.template.names import names_of

        return names_of(self._programs(), self.language.environment())

    def mentions(self, name: str) -> bool:
        """Return whether any tag holds a name."""
        return any(program.mentions(name) for program in self._programs())

    def checksums(self) -> dict[str, int]:
        """Return the checksum of each part of the file, those of the charts that are filled among them."""
        samples = [chart.sample for program in self._programs() for chart in program.charts]
        parts = {name: member for sample in samples for name, member in sample.source.items()}
        return {name: member.crc for name, member in {**parts, **self.members}.items()}

    def _programs(self) -> list[Program]:
        holders = [holder for holder in (self.deck, self.book) if holder]
        return [*self.programs.values(), *(program for holder in holders for program in holder.programs())]

    def check(self, data: Mapping[str, Any]) -> list[Finding]:
        """Return a finding for each name that the template asks for and the data does not have."""
        from reportgen.template.names import missing_names

        return list(missing_names(self.names(), data, self.name))


@lru_cache(maxsize=64)
def _open_part(content: bytes, name: str, language: Language) -> Template:
    """Compile a part that {% include %} names, once for all of its places."""
    return Template.open(content, name, language=language)
