"""Formatted text as the paragraphs of a text box."""

from reportgen.errors import Problem, TemplateError
from reportgen.template.program.program import TagPlace
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.rich import Paragraphs, RichText
from reportgen.template.values.text_block import FormattedBlock

_MISPLACED = {"table": "a table", "picture": "a picture"}


def slide_paragraphs(text: Formatted, tag: TagPlace) -> Paragraphs:
    """Return the blocks as paragraphs: headings in bold, items behind their sign; a TemplateError where a box cannot hold one."""
    found = Paragraphs()
    for block in text.blocks:
        if block.kind in _MISPLACED:
            what = f"{tag.written} holds {_MISPLACED[block.kind]}, which cannot stand among text on a slide"
            raise TemplateError([Problem(tag.place, None, None, what, "give it a shape of its own", "place")])
        if block.kind != "rule":
            found = found.add(_paragraph(block))
    return found


def _paragraph(block: FormattedBlock) -> RichText:
    if block.kind == "heading":
        return RichText(str(block.text), bold=True)
    if block.kind != "item":
        return block.text
    sign = f"{block.marker}. " if block.marker else "• "
    return RichText("\u3000" * (block.level - 1) + sign).add(block.text)
