"""Running a program: its code over data, and errors told by the tag where they happened.

In: a Program, a writer, and data; out: the member that it makes, and the facts that stand in it.
"""

from collections.abc import Iterable, Iterator

from reportgen.errors import TemplateError
from reportgen.limits import limit, passed
from reportgen.ooxml.package import Member
from reportgen.template.language.budget import budget
from reportgen.template.language.language import ready
from reportgen.template.program.program import Program
from reportgen.template.render.all_problems import all_problems
from reportgen.template.render.problems import RUN_TIME, absences
from reportgen.template.render.scope import Scope
from reportgen.template.render.stream_part import Chunk, Places, stream_part
from reportgen.template.render.writer import Writer
from reportgen.template.values.objects import ShownFact


def run(program: Program, part: str, writer: Writer, scope: Scope, places: Places) -> tuple[Member, list[ShownFact]]:
    """Return a part filled with data, and the facts that it shows; a TemplateError tells all that is missing."""
    writer.files = scope.files
    try:
        with budget():
            member, points = stream_part(part, _chunks(program, writer, scope), writer.shown)
    except (TemplateError, *RUN_TIME) as error:
        found = all_problems(program, error, scope, lambda again: _chunks(again, writer, scope))
        raise TemplateError([*absences(writer, scope.data), *found]) from error
    if writer.absent:
        raise TemplateError(absences(writer, scope.data))
    shown = zip(points, places(member.content, [position for _, position in points]), strict=True) if points else ()
    if writer.renumbering.has_sections:
        from reportgen.template.render.word.sections import with_sections  # with the tree library

        member = with_sections(member, lambda kind: writer.insert("empty", kind))
    return member, [*(ShownFact(*writer.shown[n], part, place) for (n, _), place in shown), *writer.included]


def _chunks(program: Program, writer: Writer, scope: Scope) -> Iterable[Chunk]:
    """The XML of a part in stretches; as one, where something has to be done to the whole."""
    template = ready(program.code, scope.language, scope.missing)
    environment = template.environment
    context = environment.context_class(environment, scope.all, None, template.blocks)
    context.vars = {**writer.names(), "_include": writer.including(scope)}
    chunks: Iterable[Chunk] = template.root_render_func(context)
    if not (program.whole or program.mends or program.strict or program.resolves or program.loose):
        return _brought(chunks, writer)
    xml = "".join(_within_limit(chunks))
    if program.resolves or writer.renumbering.brought:
        xml = writer.renumbering.resolve(xml)
    if program.loose and program.slides:
        from reportgen.template.render.slides.lost_targets import without_lost_targets

        xml = without_lost_targets(xml)
    elif program.loose:
        from reportgen.template.render.word.loose_ends import without_loose_ends

        xml = without_loose_ends(xml, program.notes, writer.renumbering.identities)
    if program.whole:
        from reportgen.template.render.word.grids import with_grids

        xml = with_grids(xml)
    if program.mends:
        from reportgen.template.render.required_children import mended

        xml = mended(xml, writer.grammar)
    if program.strict:
        from reportgen.ooxml.formats import to_strict

        xml = to_strict(xml)
    return [xml]


def _within_limit(chunks: Iterable[Chunk]) -> Iterator[str]:
    """The chunks of a part that is put together in memory, as texts; a LimitError when they are too many."""
    left = limit("part_mb") * 1_000_000
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise passed("part_mb", "this part")
        yield chunk.decode() if type(chunk) is bytes else str(chunk)


def _brought(chunks: Iterable[Chunk], writer: Writer) -> Iterator[Chunk]:
    """The chunks as they come; from where another document has come in, the rest as one, with ids of its own."""
    rest: list[str] = []
    brought = writer.renumbering.brought
    for chunk in chunks:
        if brought:
            rest.append(chunk.decode() if type(chunk) is bytes else str(chunk))
        else:
            yield chunk
    if rest:
        yield writer.renumbering.resolve("".join(rest))
