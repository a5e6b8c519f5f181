"""A copy of a template with each problem as a comment at its place. In: the file and Problems; out: the copy.

Word holds comments in its body only: what is wrong in a header, footer or note is told at the first paragraph, with its place.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.ooxml.formats import kind_of, main_part, slide_entries
from reportgen.ooxml.lengths import count
from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import ContentTypes, Relationships, parse_xml, related_part, xml_bytes
from reportgen.template.compile.word.word_part import ordinals_of
from reportgen.template.render.copying import free_name
from reportgen.template.tags.grammar import P, W

_AUTHOR, _DATE = "reportgen", "2000-01-01T00:00:00Z"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SLIDE = "application/vnd.openxmlformats-officedocument.presentationml.comments+xml"
_AUTHORS = "application/vnd.openxmlformats-officedocument.presentationml.commentAuthors+xml"


def marked(content: bytes, label: str, problems: Sequence[Problem]) -> bytes:
    """Return the template with a comment for each problem; a TemplateError for a workbook, which is not marked."""
    members = read_package(content, label)
    if kind_of(members, label).is_book:
        what, hint = (
            "a marked copy is made of Word files and slides",
            "each error of a workbook names its sheet and cell",
        )
        raise TemplateError([*problems, Problem(label, None, None, what, hint, "format")])
    types = ContentTypes(members["[Content_Types].xml"].content)
    if kind_of(members, label).is_word:
        _mark_word(members, types, label, problems)
    else:
        _mark_slides(members, types, label, problems)
    members["[Content_Types].xml"] = types.member()
    return write_package(members.values())


def _words(problem: Problem) -> str:
    return f"{problem.file}: {problem.what}" + (f"; {problem.hint}" if problem.hint else "")


def _mark_word(members: dict[str, Member], types: ContentTypes, label: str, problems: Sequence[Problem]) -> None:
    document = main_part(members)
    root = parse_xml(members[document].content)
    place = _word_place(root, label)
    paragraphs = list(root.iter(f"{{{W}}}p"))
    by_place = {place(paragraph): paragraph for paragraph in reversed(paragraphs)}
    relationships = Relationships.of(document, members)
    made = "word/comments.xml", _WORD, f'<w:comments xmlns:w="{W}"/>'
    part, comments = related_part("comments", made, relationships, members, types)
    number = max((count(item.get(f"{{{W}}}id")) for item in comments), default=-1) + 1
    for problem in problems:
        paragraph = by_place.get(problem.file, paragraphs[0] if paragraphs else None)
        if paragraph is None:
            continue
        comments.append(_word_comment(number, _words(problem)))
        _attach(paragraph, number)
        number += 1
    members[part] = Member.of(part, xml_bytes(comments))
    members[document] = Member.of(document, xml_bytes(root))


def _word_place(root: etree._Element, label: str) -> Callable[[etree._Element], str]:
    ordinals = ordinals_of(root)

    def place(element: etree._Element) -> str:
        spots = [ordinals[e] for e in [element, *element.iterancestors()] if e in ordinals]
        return ", ".join([label, *reversed(spots)])

    return place


def _word_comment(number: int, text: str) -> etree._Element:
    return etree.fromstring(
        f'<w:comment xmlns:w="{W}" w:id="{number}" w:author="{_AUTHOR}" w:date="{_DATE}" w:initials="r"><w:p><w:r>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:comment>'
    )


def _attach(paragraph: etree._Element, number: int) -> None:
    start, end = etree.Element(f"{{{W}}}commentRangeStart"), etree.Element(f"{{{W}}}commentRangeEnd")
    for mark in (start, end):
        mark.set(f"{{{W}}}id", str(number))
    first = 1 if paragraph.find(f"{{{W}}}pPr") is not None else 0
    paragraph.insert(first, start)
    paragraph.append(end)
    run = etree.SubElement(paragraph, f"{{{W}}}r")
    etree.SubElement(run, f"{{{W}}}commentReference").set(f"{{{W}}}id", str(number))


def _mark_slides(members: dict[str, Member], types: ContentTypes, label: str, problems: Sequence[Problem]) -> None:
    presentation = Relationships.of(main_part(members), members)
    targets = {item.id: item.target for item in presentation.items}
    parts = [targets[key] for key, _ in slide_entries(members)]
    by_slide: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_slide[_slide_number(problem.file, label, len(parts))].append(problem)
    author = _author(members, types, presentation)
    index = 1
    for number, found in by_slide.items():
        part = parts[number - 1]
        arrows = Relationships.of(part, members)
        made = free_name("ppt/comments/comment", ".xml", members), _SLIDE, f'<p:cmLst xmlns:p="{P}"/>'
        name, root = related_part("comments", made, arrows, members, types)
        for offset, problem in enumerate(found):
            root.append(_slide_comment(author, index, offset, _words(problem)))
            index += 1
        members[name] = Member.of(name, xml_bytes(root))


def _slide_number(place: str, label: str, count: int) -> int:
    rest = place.removeprefix(f"{label}, slide ")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    return min(int(digits), count) if digits else 1


def _author(members: dict[str, Member], types: ContentTypes, presentation: Relationships) -> int:
    """The id of our own author of comments, one that no other author has."""
    made = "ppt/commentAuthors.xml", _AUTHORS, f'<p:cmAuthorLst xmlns:p="{P}"/>'
    part, root = related_part("commentAuthors", made, presentation, members, types)
    number = max((count(item.get("id")) for item in root), default=-1) + 1
    text = f'<p:cmAuthor xmlns:p="{P}" id="{number}" name={quoteattr(_AUTHOR)} initials="r" lastIdx="999" clrIdx="0"/>'
    root.append(etree.fromstring(text))
    members[part] = Member.of(part, xml_bytes(root))
    return number


def _slide_comment(author: int, index: int, offset: int, text: str) -> etree._Element:
    return etree.fromstring(
        f'<p:cm xmlns:p="{P}" authorId="{author}" dt="{_DATE}" idx="{index}"><p:pos x="10" y="{10 + 240 * offset}"/>'
        f"<p:text>{escape(text)}</p:text></p:cm>"
    )
