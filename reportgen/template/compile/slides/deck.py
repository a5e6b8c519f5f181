"""Compiling the slides of a deck, in their order, with their notes and what belongs to them."""

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.errors import Problem
from reportgen.ooxml.formats import is_strict, main_part, parse_part, slide_entries
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.compile.addresses import take_addresses
from reportgen.template.compile.other_parts import compile_part, has_tags
from reportgen.template.compile.slides.shapes import placeholder_boxes
from reportgen.template.compile.slides.slide import compile_slide
from reportgen.template.program.program import Program
from reportgen.template.program.slide_templates import DeckTemplate, Directive, Prototype
from reportgen.template.tags.grammar import A, P
from reportgen.template.tags.lexer import Tag, may_have_tag, split_tags
from reportgen.template.user_charts.sample import NO_SAMPLES, Samples

_OTHERS = ("/slideLayout", "/notesSlide", "/slide", "/slideMaster", "/chart")  # parts that have programs of their own


def compile_deck(members: dict[str, Member], label: str, problems: list[Problem], samples: Samples) -> DeckTemplate:
    """Compile all slides in their order."""
    targets = {item.id: item.target for item in Relationships.of(main_part(members), members).items}
    found = [
        _prototype(targets[key], (key, number), members, f"{label}, slide {n}", problems, samples)
        for n, (key, number) in enumerate(slide_entries(members), 1)
    ]
    return DeckTemplate(label, tuple(found))


def _prototype(
    part: str, entry: tuple[str, str], members: dict[str, Member], title: str, problems: list[Problem], samples: Samples
) -> Prototype:
    arrows = Relationships.of(part, members)
    layout_part = arrows.target("slideLayout") or ""
    layout = _root(layout_part, members)
    master = _root(Relationships.of(layout_part, members).target("slideMaster") or "", members)
    common = None if layout is None else layout.find(f"{{{P}}}cSld")
    name = "" if common is None else common.get("name", "")
    content = members[part].content
    root = parse_part(content)
    notes_part = arrows.target("notesSlide")
    notes_root = parse_part(members[notes_part].content) if notes_part in members and notes_part else None
    directive = _take_directive([root] if notes_root is None else [notes_root, root], title)
    addresses = take_addresses(part, members)
    boxes = placeholder_boxes(layout, master)
    program = compile_slide(part, root, title, boxes, problems, samples.get(part, NO_SAMPLES), addresses)
    arrows = Relationships.of(part, members)
    program = program.in_dialect(strict=is_strict(content))
    notes, notes_arrows = None, Relationships("")
    if notes_part is not None and notes_root is not None:
        inner = take_addresses(notes_part, members)
        notes = compile_slide(notes_part, notes_root, f"{title}, notes", {}, problems, addresses=inner)
        notes = notes.in_dialect(strict=is_strict(content))
        notes_arrows = Relationships.of(notes_part, members)
    attached = tuple(_attached(arrows, title, members, problems))
    plain = not program.changed and (notes is None or not notes.changed) and not attached
    arrow_items, notes_items = tuple(arrows.items), tuple(notes_arrows.items)
    return Prototype(name, *entry, program, arrow_items, notes, notes_items, directive, plain, attached)


def _attached(
    arrows: Relationships, title: str, members: dict[str, Member], problems: list[Problem]
) -> Iterator[Program]:
    """The programs of what belongs to one slide: the text of SmartArt and comments, which see the loops of the slide."""
    for item in arrows.items:
        member = members.get(item.target)
        if item.external or member is None or item.type.endswith(_OTHERS) or not item.target.endswith(".xml"):
            continue
        if may_have_tag(member.content) and has_tags(root := parse_part(member.content)):
            program = compile_part(item.target, root, title, members, problems)
            if program is not None and program.changed:
                yield program


def _root(part: str, members: dict[str, Member]) -> etree._Element | None:
    return parse_part(members[part].content) if part in members else None


def _take_directive(roots: Sequence[etree._Element], place: str) -> Directive | None:
    """Take the directive of a slide out of its trees."""
    for root in roots:
        for paragraph in root.iter(f"{{{A}}}p"):
            pieces = split_tags("".join(text.text or "" for text in paragraph.iter(f"{{{A}}}t")).strip())
            if len(pieces) == 1 and isinstance(pieces[0], Tag) and pieces[0].prefix == "slide":
                _remove(paragraph)
                return pieces[0].code, pieces[0].written, place
    return None


def _remove(paragraph: etree._Element) -> None:
    """Take the paragraph out; the box goes too when nothing else is in it, but for the body of the notes."""
    body = paragraph.getparent()
    if body is None:
        return
    others = [item for item in body.findall(f"{{{A}}}p") if item is not paragraph]
    shape = next(body.iterancestors(f"{{{P}}}sp"), None)
    holder = None if shape is None else shape.find(f"./*/{{{P}}}nvPr/{{{P}}}ph")
    if others:
        body.remove(paragraph)
    elif shape is not None and holder is None and (parent := shape.getparent()) is not None:
        parent.remove(shape)
    else:
        for child in list(paragraph):
            paragraph.remove(child)
