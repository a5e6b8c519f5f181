"""What a block has caught: the value of {% set %}…{% endset %}, of a macro, of a filtered block. In: pieces; out: a text.

A caught stretch of a document is two things. To filters, tests and comparisons it is its text, free of any markup; where it
is put into the document as it is, it is XML with the looks, pictures and links that it was written with.
"""

from collections.abc import Sequence
from typing import Any

from jinja2.runtime import Macro

from reportgen.errors import Problem, TemplateError
from reportgen.template.language.budget import spend
from reportgen.template.program.levels import CELLS, LINES, OBJECT, PARAGRAPHS, ROWS, TEXT
from reportgen.template.program.program import TagPlace

_PLACES = {
    ROWS: "write {{tr … }} alone in a row",
    CELLS: "write {{tc … }} alone in a cell",
    PARAGRAPHS: "write {{p … }} alone in a paragraph",
    TEXT: "write {{ … }} in a paragraph",
}


class BlockValue(str):
    """Text as a filter sees it, with the XML that stands for it and what that is made of."""

    xml: str
    level: str

    @classmethod
    def of(cls, text: str, xml: str, level: str = "") -> "BlockValue":
        """Return a piece, or a whole that has been joined."""
        made = cls(text)
        made.xml, made.level = xml, level
        return made


class PartMacro(Macro):
    """A macro whose result stays what it has caught."""

    def _invoke(self, arguments: list[Any], autoescape: bool) -> Any:
        return self._func(*arguments)


def captured(pieces: Sequence[str]) -> BlockValue:
    """Return the pieces as one: what is not Captured is markup around the text."""
    caught = [piece for piece in pieces if type(piece) is BlockValue]
    level = caught[0].level if caught else TEXT
    if level == TEXT and any(piece.level in (LINES, OBJECT) for piece in caught):
        level = LINES
    text = "".join(caught)
    if level in (PARAGRAPHS, ROWS, CELLS):
        text = text.removeprefix("\n")  # one stands before each paragraph
    spend(sum(map(len, pieces)))
    xml = "".join([piece.xml if type(piece) is BlockValue else piece for piece in pieces])
    return BlockValue.of(text, xml, level)


def filtered_text(pieces: Sequence[str]) -> str:
    """Return the text that a filter is given; ValueError for what is no text."""
    if any(type(piece) is BlockValue and piece.level == OBJECT for piece in pieces):
        raise ValueError("what has no text of its own, such as a picture, cannot go through a filter; put it outside")
    return str(captured(pieces))


def misplaced(value: object, tag: TagPlace, expected: str) -> TemplateError:
    """Return the error that says where a caught stretch would fit."""
    level = value.level if type(value) is BlockValue else TEXT
    what = f"{tag.written} gives {level or TEXT}, where {expected}"
    return TemplateError([Problem(tag.place, None, None, what, _PLACES.get(level, _PLACES[TEXT]), "place")])
