"""Compiling a whole template: programs of its parts, or every fault at once."""

import re
from dataclasses import replace

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Finding
from reportgen.ooxml.flat_parts import flat_elements
from reportgen.ooxml.formats import is_strict, kind_of, main_part, parse_main, parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import DAMAGE, Relationships, rels_name
from reportgen.template.compile.addresses import take_addresses
from reportgen.template.compile.admission import admit
from reportgen.template.compile.jinja_source import with_code
from reportgen.template.compile.other_parts import compile_other
from reportgen.template.compile.slides.deck import compile_deck
from reportgen.template.compile.word.contents import has_old_contents
from reportgen.template.compile.word.notes import bring_notes
from reportgen.template.compile.word.word_part import Styles, compile_word_part
from reportgen.template.conversion import without_signatures
from reportgen.template.language.language import Language
from reportgen.template.program.compiled import Compiled
from reportgen.template.program.program import Program
from reportgen.template.tags.grammar import W
from reportgen.template.tags.lexer import may_have_tag
from reportgen.template.tags.references import NOTES
from reportgen.template.updating import ask_for_update
from reportgen.template.user_charts.sample import NO_SAMPLES, Samples, take_samples

_IDS = re.compile(rb'(?:\bid|w:id|w:numId|w:id w:val|w:numId w:val)="(\d{1,7})"')
_STORIES = {
    f"{{{W}}}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument")
}


def compile_template(members: dict[str, Member], label: str, language: Language) -> Compiled:
    """Return what a template compiles to; whatever a damaged part raises becomes one clear error."""
    try:
        return _compile(members, label, language)
    except DAMAGE as error:
        what = f"is damaged: {str(error) or type(error).__name__}"
        hint = "open it in Office and save it again"
        raise TemplateError([Problem(label, None, None, what, hint, "package")]) from error


def _compile(members: dict[str, Member], label: str, language: Language) -> Compiled:
    kind = kind_of(members, label)
    clean, findings = admit(members, label)
    for part in clean:
        if part.endswith(".rels"):
            flat_elements(clean[part].content)  # whole, whether filling comes to it or not
    findings += without_signatures(clean, label)
    samples = take_samples(clean)
    deck = None
    problems: list[Problem] = []
    main = parse_main(clean, kind, label)  # whole, whether it has tags or not
    if kind.is_book:
        return _book(clean, members, findings, label, language)
    old_contents = kind.is_word and has_old_contents(main)
    if kind.is_word:
        programs = _word_programs(clean, main, label, problems, samples)
    else:
        programs = {}
        deck = compile_deck(clean, label, problems, samples)
    done = {*programs, *(program.part for program in deck.programs())} if deck else set(programs)
    if old_contents and main_part(clean) in programs:
        findings += ask_for_update(clean, label)
    others, left = compile_other(clean, done, label, problems)
    programs, findings = {**programs, **others}, findings + left
    if not problems:  # Jinja would tell the same faults again, less clearly
        programs = {part: with_code(program, problems, language) for part, program in programs.items()}
        deck = deck and deck.map(lambda program: with_code(program, problems, language))
    if problems:
        raise TemplateError(problems)
    return Compiled(programs, deck, *_cleaned(clean, members), findings=tuple(findings))


def _cleaned(clean: dict[str, Member], members: dict[str, Member]) -> tuple[dict[str, Member], tuple[str, ...]]:
    """The members that cleaning has changed, and the names of those that it has taken out."""
    changed = {part: member for part, member in clean.items() if member is not members[part]}
    return changed, tuple(part for part in members if part not in clean)


def _book(
    clean: dict[str, Member], members: dict[str, Member], findings: list[Finding], label: str, language: Language
) -> Compiled:
    from reportgen.template.workbook.compile_book import compile_book  # Word files and decks need none of it

    problems: list[Problem] = []
    book, programs, left = compile_book(clean, label, problems, language)
    if problems:
        raise TemplateError(problems)
    return Compiled(programs, None, *_cleaned(clean, members), book=book, findings=(*findings, *left))


def is_story(member: Member) -> bool:
    """Return whether a part holds text of a Word file: a header, a footer, notes, comments, building blocks."""
    try:
        return parse_part(member.content).tag in _STORIES
    except SyntaxError:
        return False


def is_tagged(part: str, members: dict[str, Member], samples: Samples) -> bool:
    """Return whether a part may have a tag in its text, in a chart, or in the address of a link."""
    rels = members.get(rels_name(part))
    return may_have_tag(members[part].content) or part in samples or (rels is not None and may_have_tag(rels.content))


def _notes_have_tags(members: dict[str, Member], body: str) -> bool:
    targets = [
        item.target for item in Relationships.of(body, members).items if item.type.endswith(tuple(NOTES.values()))
    ]
    return any(target in members and may_have_tag(members[target].content) for target in targets)


def highest_id(members: dict[str, Member]) -> int:
    """Return the highest number that is an id of anything in the parts of a Word file; ids beyond ten million are rare."""
    parts = [member.content for name, member in members.items() if name.endswith(".xml") and "theme" not in name]
    return max((int(number) for content in parts for number in _IDS.findall(content)), default=0)


def _word_programs(
    members: dict[str, Member], main: etree._Element, label: str, problems: list[Problem], samples: Samples
) -> dict[str, Program]:
    styles = members.get("word/styles.xml")
    faces = Styles(None if styles is None else parse_part(styles.content))
    programs: dict[str, Program] = {}
    first_free = 1 + highest_id(members)
    body = main_part(members)
    for part in [body, *(part for part in members if part != body and part.endswith(".xml"))]:
        addresses = take_addresses(part, members) if part == body or is_tagged(part, members, samples) else {}
        content = members[part].content
        if addresses or is_tagged(part, members, samples) or (part == body and _notes_have_tags(members, body)):
            if part != body and not is_story(members[part]):
                continue
            own = samples.get(part, NO_SAMPLES)
            root = main if part == body else parse_part(content)
            notes, inner = bring_notes(root, part, members) if root is main else ({}, {})
            program = compile_word_part(part, root, label, faces, problems, own, main, notes, {**addresses, **inner})
            program = replace(program, first_free_id=first_free)
            if program.changed:
                programs[part] = program.in_dialect(strict=is_strict(content))
    return programs
