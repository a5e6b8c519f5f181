"""The contents field of a template: after a fill it shows the headings of the template until somebody makes it anew."""

from lxml import etree

from reportgen.template.tags.grammar import W
from reportgen.template.tags.lexer import has_tag

_CHAR, _CODE, _TEXT = (f"{{{W}}}{name}" for name in ("fldChar", "instrText", "t"))


def has_old_contents(root: etree._Element) -> bool:
    """Return whether a body has a contents field whose entries are those of the template, not tags of their own."""
    if any(_is_old(simple) for simple in root.iter(f"{{{W}}}fldSimple")):
        return True
    depth, start, shows_tag, found = 0, 0, False, False
    for element in root.iter(_CHAR, _CODE, _TEXT):
        kind = element.get(f"{{{W}}}fldCharType")
        if kind == "begin":
            depth += 1
        elif kind == "end":
            if depth == start and start:
                found, start, shows_tag = found or not shows_tag, 0, False
            depth -= 1
        elif element.tag == _CODE and (element.text or "").strip().upper().startswith("TOC"):
            start = start or depth
        elif start and element.tag == _TEXT and has_tag(element.text or ""):
            shows_tag = True
    return found


def _is_old(simple: etree._Element) -> bool:
    is_contents = simple.get(f"{{{W}}}instr", "").strip().upper().startswith("TOC")
    return is_contents and not has_tag("".join(text.text or "" for text in simple.iter(_TEXT)))
