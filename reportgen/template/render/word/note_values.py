"""Footnotes and comments that are values: a reference where the tag stands, and the note that it leads to."""

from collections.abc import Callable
from html import escape

from reportgen.private_use import NOTE, NOTE_END, NOTE_HEAD
from reportgen.template.render.renumber import Renumbering
from reportgen.template.tags.references import value_mark
from reportgen.template.values.objects import Comment, Footnote

_FOOT = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def note_xml(value: Footnote | Comment, renumbering: Renumbering, text_xml: Callable[[str], str]) -> str:
    """Return the run that refers to a note, with the note marked to be lifted into the part of the notes."""
    kind = "footnote" if isinstance(value, Footnote) else "comment"
    look = _FOOT if kind == "footnote" else ""
    author = f' w:author="{escape(value.author)}"' if isinstance(value, Comment) else ""
    mark = f"<w:r>{_FOOT}<w:footnoteRef/></w:r>" if kind == "footnote" else ""
    space = " " if kind == "footnote" else ""
    text = f'<w:r><w:t xml:space="preserve">{space}{text_xml(value.text)}</w:t></w:r>'
    note = f'<w:{kind} w:id="1"{author}><w:p>{mark}{text}</w:p></w:{kind}>'
    reference = (
        f'<w:r>{look}<w:{kind}Reference w:id="{value_mark(kind, "1")}"/>{NOTE}{kind}:1{NOTE_HEAD}{note}{NOTE_END}</w:r>'
    )
    return renumbering.foreign(((kind, "1"),), reference)
