"""What conditions and loops may leave behind: cells and text bodies without a paragraph, tables and rows without a cell.

Office calls such a file damaged. In: finished XML; out: the same, whole again.
"""

import re
from dataclasses import dataclass

from reportgen.template.tags.grammar import HOLDERS, Grammar

_ELEMENT = {
    "w": re.compile(r"<(/?)w:(tbl|tr|tc|txbxContent|hdr|ftr|footnote|endnote|comment|p)(?=[ />])[^>]*?(/?)>"),
    "a": re.compile(r"<(/?)(p:graphicFrame|[ap]:txBody|a:tbl|a:tr|a:tc|a:p)(?=[ />])[^>]*?(/?)>"),
}


@dataclass
class _Holder:
    """An element that is open: how much was written before it, and whether it holds what it has to."""

    name: str
    start: int
    whole: bool = False


def mended(xml: str, grammar: Grammar) -> str:
    """Return XML in which what has to hold a paragraph does, and tables and rows without cells are gone."""
    p = grammar.prefix
    out: list[str] = []
    end = 0
    around: list[_Holder] = []
    for match in _ELEMENT[p].finditer(xml):
        closing, name, empty = match.group(1), match.group(2).rpartition(":")[2], match.group(3)
        out.append(xml[end : match.start()])
        end = match.start()
        if not closing:
            if around and name in ("p", "tc"):
                around[-1].whole = True
            if not empty:
                around.append(_Holder(name, len(out), whole=name == "graphicFrame"))
        elif around and around[-1].name == name:
            holder = around.pop()
            if name in HOLDERS[p] and not holder.whole:
                out.append(f"<{p}:p/>")
            elif name in ("tbl", "tr", "graphicFrame"):
                if not holder.whole:
                    del out[holder.start :]
                    end = match.end()
                _tell(around, name, whole=holder.whole, grammar=grammar)
    out.append(xml[end:])
    return "".join(out)


def _tell(around: list[_Holder], name: str, *, whole: bool, grammar: Grammar) -> None:
    """A table has a row; in Word a paragraph has to follow a table in a cell; a frame goes with the table in it."""
    if not around:
        return
    if name == "tr":
        around[-1].whole = around[-1].whole or whole
    elif name == "tbl" and (whole if grammar.prefix == "w" else not whole):
        around[-1].whole = False
