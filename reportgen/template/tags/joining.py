"""Tags made whole: joined over the runs, and over the paragraphs, into which Office or a person has cut them."""

from lxml import etree

from reportgen.template.tags.grammar import Grammar
from reportgen.template.tags.lexer import join_tags, narrowed, unclosed_tag
from reportgen.template.tags.trimming import join_paragraphs, texts_of

_MOST_PARAGRAPHS = 20  # that one tag may span


def join_tags_of(root: etree._Element, grammar: Grammar) -> list[tuple[etree._Element, str]]:
    """Make the tags of all paragraphs whole; return the paragraphs in which a tag opens and never closes, with its beginning."""
    loose = []
    for paragraph in list(root.iter(grammar.paragraph)):
        if paragraph is not root and paragraph.getparent() is None:
            continue  # joined to the one before
        unclosed = _join(paragraph, grammar)
        if unclosed:
            loose.append((paragraph, unclosed))
    return loose


def _join(paragraph: etree._Element, grammar: Grammar) -> str:
    texts = texts_of(paragraph, grammar)
    whole = "".join(text.text or "" for text in texts)
    if "{" not in whole and "｛" not in whole:
        return ""
    for _ in range(_following(paragraph, whole, grammar)):
        join_paragraphs(paragraph, paragraph.getnext(), grammar)
    texts = texts_of(paragraph, grammar)
    written = [text.text or "" for text in texts]
    straight = narrowed("".join(written))
    position = 0
    for index, piece in enumerate(written):
        written[index] = straight[position : position + len(piece)]
        position += len(piece)
    for element, text in zip(texts, join_tags(written), strict=True):
        element.text = text
    return unclosed_tag(straight)


def _following(paragraph: etree._Element, whole: str, grammar: Grammar) -> int:
    """How many paragraphs behind this one its last tag goes on into: none where it closes, or never does."""
    unclosed = unclosed_tag(narrowed(whole))
    if not unclosed:
        return 0
    after: etree._Element | None = paragraph
    for number in range(1, _MOST_PARAGRAPHS):
        after = None if after is None else after.getnext()
        if after is None or after.tag != grammar.paragraph:
            return 0
        whole += "".join(text.text or "" for text in texts_of(after, grammar))
        now = unclosed_tag(narrowed(whole))
        if now != unclosed and not now.startswith(unclosed):
            return 0 if now else number
    return 0
