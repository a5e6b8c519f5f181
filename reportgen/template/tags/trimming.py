"""White space control: {%- … -%} swallows blanks beside a tag, and the end of the paragraph where nothing else stands."""

from collections.abc import Callable

from lxml import etree

from reportgen.template.tags.grammar import A, Grammar, W
from reportgen.template.tags.lexer import Tag, split_tags

_BLANKS = " \t\r\n\u3000"  # a space that does not break is there to stay


def trim(root: etree._Element, grammar: Grammar) -> None:
    """Apply the white space control of all tags."""
    for paragraph in list(root.iter(grammar.paragraph)):
        texts = texts_of(paragraph, grammar)
        if not any("-" in (text.text or "") for text in texts):
            continue
        pieces = [piece for text in texts for piece in split_tags(text.text or "")]
        if any(isinstance(piece, Tag) and (piece.left or piece.right) for piece in pieces):
            _trim_paragraph(paragraph, texts, pieces, grammar)


def texts_of(paragraph: etree._Element, grammar: Grammar) -> list[etree._Element]:
    """Return the text elements of a paragraph, without those of paragraphs inside it (text boxes)."""
    found = paragraph.iter(grammar.text)
    return [text for text in found if next(text.iterancestors(grammar.paragraph)) is paragraph]


def _trim_paragraph(
    paragraph: etree._Element, texts: list[etree._Element], pieces: list[str | Tag], grammar: Grammar
) -> None:
    visible = [piece for piece in pieces if not isinstance(piece, str) or piece.strip()]
    first, last = visible[0], visible[-1]
    _trim_blanks(paragraph, texts, grammar)
    before, after = paragraph.getprevious(), paragraph.getnext()
    if isinstance(first, Tag) and first.left and join_paragraphs(before, paragraph, grammar) and before is not None:
        paragraph = before
    if isinstance(last, Tag) and last.right:
        join_paragraphs(paragraph, after, grammar)


def _trim_blanks(paragraph: etree._Element, texts: list[etree._Element], grammar: Grammar) -> None:
    """Swallow the blanks and line breaks beside the tags that ask for it, however many runs they fill."""
    breaks = _breaks_of(paragraph, grammar)
    ordered = sorted([*texts, *breaks], key=list(paragraph.iter()).index) if breaks else texts
    pieces: list[tuple[etree._Element, str | Tag]] = []
    for element in ordered:
        pieces += [(element, "\n")] if element in breaks else [(element, p) for p in split_tags(element.text or "")]
    plain = [piece if isinstance(piece, str) else piece.written for _, piece in pieces]
    for index, (_, piece) in enumerate(pieces):
        if isinstance(piece, Tag) and piece.left:
            _strip(plain, pieces, range(index - 1, -1, -1), str.rstrip)
        if isinstance(piece, Tag) and piece.right:
            _strip(plain, pieces, range(index + 1, len(pieces)), str.lstrip)
    for element in ordered:
        left = "".join(text for text, (owner, _) in zip(plain, pieces, strict=True) if owner is element)
        if element not in breaks:
            element.text = left
        elif not left:
            element.getparent().remove(element)  # type: ignore[union-attr]


def _breaks_of(paragraph: etree._Element, grammar: Grammar) -> list[etree._Element]:
    """The line breaks of a paragraph; those of pages and columns stay."""
    found = paragraph.iter(f"{{{W}}}br", f"{{{W}}}cr", f"{{{A}}}br")
    mine = (mark for mark in found if next(mark.iterancestors(grammar.paragraph)) is paragraph)
    return [mark for mark in mine if mark.get(f"{{{W}}}type", "textWrapping") == "textWrapping"]


def _strip(
    plain: list[str], pieces: list[tuple[etree._Element, str | Tag]], way: range, strip: Callable[[str, str], str]
) -> None:
    for index in way:
        if isinstance(pieces[index][1], Tag):
            return
        plain[index] = strip(plain[index], _BLANKS)
        if plain[index]:
            return


def join_paragraphs(first: etree._Element | None, second: etree._Element | None, grammar: Grammar) -> bool:
    """Move the content of the second paragraph to the end of the first; return whether there were two."""
    if first is None or second is None or first.tag != grammar.paragraph or second.tag != grammar.paragraph:
        return False
    for child in list(second):
        if child.tag not in grammar.paragraph_properties:
            end = [mark for mark in first if mark.tag == grammar.paragraph_end]
            (end[0].addprevious if end else first.append)(child)
    parent = second.getparent()
    if parent is not None:
        parent.remove(second)
    return True
