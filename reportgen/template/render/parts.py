"""Filling the parts of a Word file, and the properties of any file. In: programs and names; out: members, facts shown."""

from collections.abc import Mapping

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.relationships import Relationships
from reportgen.template.program.program import Program
from reportgen.template.render.engine import run
from reportgen.template.render.insertion import Insertions
from reportgen.template.render.renumber import Renumbering
from reportgen.template.render.scope import Scope
from reportgen.template.render.slides.slide_writer import SlideWriter
from reportgen.template.render.stream_part import shape_places, word_places
from reportgen.template.render.word.word_writer import WordWriter
from reportgen.template.render.writer import Writer
from reportgen.template.values.objects import ShownFact


def fill_parts(
    programs: Mapping[str, Program], insertions: Insertions, scope: Scope, problems: list[Problem]
) -> list[ShownFact]:
    """Fill each part; what goes wrong goes to the problems, and the next part is tried."""
    members = insertions.members
    shown: list[ShownFact] = []
    for part, program in programs.items():
        relationships = Relationships.of(part, members)
        count = len(relationships.items)
        identities = insertions.identities
        renumbering = Renumbering(identities, program.scopes, insertions.copier(relationships))
        insert = insertions.into(relationships, renumbering)
        kind = SlideWriter if program.slides else WordWriter
        writer = kind(program, insert, scope.missing, renumbering)
        writer.as_docxtpl = scope.language.as_docxtpl
        places = shape_places if program.slides else word_places
        try:
            members[part], found = run(program, part, writer, scope, places)
        except TemplateError as error:
            problems += error.problems
            continue
        shown += found
        if identities.has_notes:
            shown += _finish_notes(insertions, relationships, part, writer)
            relationships = Relationships.of(part, members)
            count = len(relationships.items)
        if len(relationships.items) > count:
            rels = relationships.member()
            members[rels.name] = rels
    return shown


def _finish_notes(insertions: Insertions, relationships: Relationships, part: str, writer: Writer) -> list[ShownFact]:
    """Write the notes and lists that filling a part has made."""
    from reportgen.template.render.word.notes import NoteParts

    found = NoteParts(insertions.members, insertions.types, insertions.identities, relationships).finish(writer.shown)
    rels = relationships.member()
    insertions.members[rels.name] = rels
    insertions.identities.forget_notes()
    return found
