"""The family of sizes of a text box or table: {% fit 84 60 48 40 32 %} at the head of its alternative text, largest first."""

import re

from lxml import etree

from reportgen.template.compile.slides.shapes import properties_of
from reportgen.template.program.slide_templates import SIZES
from reportgen.template.tags.lexer import Tag, split_tags

_FIT = re.compile(r"fit((?:\s+\d+(?:\.\d+)?)+)")


def take_sizes(shape: etree._Element) -> None:
    """Move the family of sizes out of the alternative text into the mark that the fill looks for."""
    named = properties_of(shape)
    if named is None or "fit" not in named.get("descr", ""):
        return
    pieces = split_tags(named.get("descr", "").strip())
    first = pieces[0] if pieces else None
    found = _FIT.fullmatch(first.code) if isinstance(first, Tag) and first.kind == "block" else None
    if found is None:
        return
    named.set(SIZES, " ".join(found[1].split()))
    rest = "".join(piece.written if isinstance(piece, Tag) else piece for piece in pieces[1:]).strip()
    if rest:
        named.set("descr", rest)
    else:
        del named.attrib["descr"]
