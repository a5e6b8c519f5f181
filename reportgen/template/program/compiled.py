"""What compiling a template gives: the form that is cached and filled."""

from dataclasses import dataclass, field

from reportgen.findings import Finding
from reportgen.ooxml.package import Member
from reportgen.template.program.book import BookTemplate
from reportgen.template.program.program import Program
from reportgen.template.program.slide_templates import DeckTemplate


@dataclass(frozen=True)
class Compiled:
    """Programs of the parts of a template, its slides, and the members that were cleaned or taken out."""

    programs: dict[str, Program]
    deck: DeckTemplate | None
    changed: dict[str, Member] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    book: BookTemplate | None = None
    findings: tuple[Finding, ...] = ()
