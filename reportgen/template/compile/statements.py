"""The block tags of a part in the order of the document, each with the elements around it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from reportgen.private_use import CODE, CODE_END
from reportgen.template.program.pieces import Codes
from reportgen.template.program.program import TagPlace
from reportgen.template.tags.lexer import Tag
from reportgen.template.tags.nesting import Statement

_CHARACTERS = re.compile(f"{CODE}(\\d+){CODE_END}")


def statements_of(
    root: etree._Element, tags: Mapping[int, Tag], codes: Codes, places: Sequence[TagPlace]
) -> Iterator[Statement]:
    """Yield the block tags whose marks stand in a tree; `tags` gives them by the number of their code."""
    around: list[etree._Element]
    for node in root.iter():
        if isinstance(node, etree._ProcessingInstruction):
            found, around = [node.text or ""], list(node.iterancestors())
        elif isinstance(node.tag, str):
            values = [value for value in node.attrib.values() if isinstance(value, str)]
            found = [n for value in (*values, node.text or "") if CODE in value for n in _CHARACTERS.findall(value)]
            around = [node, *node.iterancestors()] if found else []
        else:
            continue
        for number in (int(text) for text in found):
            tag = tags.get(number)
            if tag is not None:
                names = tuple(str(element.tag) for element in reversed(around))
                place = places[codes[number][1]].place
                yield Statement(tag.code, tag.written, place, tuple(reversed(around)), names)
