"""Files whose text is cut into runs as Office cuts it: anywhere, each run with a look of its own, and noise between them.

The XML is written directly: hundreds of files are made where a library would make ten.
"""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.template import Document
from reportgen.template.tags.grammar import SLIDES, WORD, A, Grammar

PARTS = {"docx": "word/document.xml", "pptx": "ppt/slides/slide1.xml"}
GRAMMARS: dict[str, Grammar] = {"docx": WORD, "pptx": SLIDES}
_LOOKS = {
    "docx": ["", "<w:rPr><w:b/></w:rPr>", '<w:rPr><w:color w:val="9E1B20"/></w:rPr>', '<w:rPr><w:lang w:val="en-US"/></w:rPr>'],
    "pptx": ["", '<a:rPr b="1"/>', '<a:rPr lang="en-US"/>', '<a:rPr i="1"/>'],
}  # fmt: skip
_NOISE = [
    "",
    "",
    '<w:proofErr w:type="spellStart"/>',
    '<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkEnd w:id="7"/>',
]
_FRAME = (
    '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="T"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
    '<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData uri="{uri}">{table}'
    "</a:graphicData></a:graphic></p:graphicFrame>"
)


def cut(text: str, cuts: Sequence[int]) -> list[str]:
    """The text as runs that end at the cuts."""
    edges = sorted({0, len(text), *(position for position in cuts if position < len(text))})
    return [text[a:b] for a, b in itertools.pairwise(edges)] or [""]


def cut_anywhere(text: str, chance: Random) -> list[str]:
    return cut(text, [chance.randrange(len(text)) for _ in range(chance.choice([0, 1, 2, 4, 9]))] if text else [])


def paragraphs_file(base: bytes, ending: str, paragraphs: Sequence[Sequence[str]], chance: Random) -> bytes:
    """The base file with these paragraphs in the place of its own, each a list of runs."""
    return _with_body(base, ending, "".join(_paragraph(runs, ending, chance) for runs in paragraphs))


def table_file(base: bytes, ending: str, rows: Sequence[Sequence[Sequence[str]]], chance: Random) -> bytes:
    """The base file with a table of one paragraph a cell."""
    p = GRAMMARS[ending].prefix
    before = "<w:tcPr/>" if p == "w" else "<a:txBody><a:bodyPr/><a:lstStyle/>"
    after, height = ("", "") if p == "w" else ("</a:txBody><a:tcPr/>", ' h="9"')
    lines = "".join(
        f"<{p}:tr{height}>"
        + "".join(f"<{p}:tc>{before}{_paragraph(runs, ending, chance)}{after}</{p}:tc>" for runs in row)
        + f"</{p}:tr>"
        for row in rows
    )
    grid = f'<{p}:gridCol {"w:" if p == "w" else ""}w="99"/>' * len(rows[0])
    return _with_body(base, ending, f"<{p}:tbl><{p}:tblPr/><{p}:tblGrid>{grid}</{p}:tblGrid>{lines}</{p}:tbl>")


def read_paragraphs(document: Document, ending: str) -> list[str]:
    grammar = GRAMMARS[ending]
    return [_text(paragraph, grammar) for paragraph in _root(document, ending).iter(grammar.paragraph)]


def read_cells(document: Document, ending: str) -> list[list[str]]:
    grammar = GRAMMARS[ending]
    rows = _root(document, ending).iter(grammar.row)
    return [
        ["\n".join(_text(p, grammar) for p in cell.iter(grammar.paragraph)) for cell in row.iter(grammar.cell)]
        for row in rows
    ]


def _paragraph(runs: Sequence[str], ending: str, chance: Random) -> str:
    p = GRAMMARS[ending].prefix
    space = ' xml:space="preserve"' if p == "w" else ""
    out = []
    for text in runs:
        noise = chance.choice(_NOISE) if p == "w" else ""
        out.append(f"{noise}<{p}:r>{chance.choice(_LOOKS[ending])}<{p}:t{space}>{escape(text)}</{p}:t></{p}:r>")
    return f"<{p}:p>{''.join(out)}</{p}:p>"


@lru_cache(maxsize=4)
def _base(base: bytes, ending: str) -> tuple[dict[str, Member], str, str, str]:
    """The members, and the XML of the main part before, in and after what gives its place."""
    members = read_package(base, "base")
    xml = members[PARTS[ending]].content.decode()
    first, last = ("<w:body>", "<w:sectPr") if ending == "docx" else ("<p:sp>", "</p:spTree>")
    start = xml.index(first) + (len(first) if ending == "docx" else 0)
    end = xml.index(last)
    return members, xml[:start], xml[start:end], xml[end:]


def _with_body(base: bytes, ending: str, body: str) -> bytes:
    members, before, own, after = _base(base, ending)
    if ending == "docx":
        body += "<w:p/>" if body.startswith("<w:tbl") else ""
    elif body.startswith("<a:tbl"):
        body = _FRAME.format(uri=A.replace("/main", "/table"), table=body)
    else:
        body = own[: own.index("<a:p>")] + body + own[own.index("</p:txBody>") :]
    part = Member.of(PARTS[ending], (before + body + after).encode())
    return write_package({**members, part.name: part}.values())


def _root(document: Document, ending: str) -> Any:
    return etree.fromstring({member.name: member for member in document.members}[PARTS[ending]].content)


def _text(paragraph: Any, grammar: Grammar) -> str:
    blanks = {f"{grammar.space}br": "\n", f"{grammar.space}tab": "\t"}
    return "".join(
        element.text or "" if element.tag == grammar.text else blanks.get(element.tag, "")
        for element in paragraph.iter()
    )
