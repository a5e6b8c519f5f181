"""The last touch of a filled slide: texts that have a family of sizes take the largest that fits, tables take their grid."""

from functools import lru_cache

from lxml import etree

from reportgen.documents.theme import OfficeTheme
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.program.slide_templates import SIZES
from reportgen.template.render.slides.table_grid import set_table
from reportgen.template.render.slides.text_fit import fit_texts
from reportgen.template.tags.grammar import P
from reportgen.template.values.objects import FittedText, TableGrid

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def fitted_slide(
    member: Member, layout: str, members: dict[str, Member], grid: TableGrid | None
) -> tuple[Member, list[FittedText]]:
    """Return a slide with its sizes set, and what was chosen; `layout` is the part that names its fonts."""
    root = etree.fromstring(member.content)
    for frame in root.iter(f"{{{P}}}graphicFrame"):
        named = frame.find(f"./*/{{{P}}}cNvPr")
        if named is None or SIZES not in named.attrib:
            continue
        del named.attrib[SIZES]
        if grid is not None:
            set_table(frame, grid)
    found = fit_texts(member.name, root, _fonts(layout, members))
    etree.cleanup_namespaces(root)
    return Member.of(member.name, _HEAD + etree.tostring(root, encoding="unicode").encode()), found


def _fonts(layout: str, members: dict[str, Member]) -> dict[str, str]:
    """The families behind names such as +mn-ea."""
    master = Relationships.of(layout, members).target("slideMaster") or "" if layout else ""
    theme = Relationships.of(master, members).target("theme") or "" if master else ""
    return _theme_fonts(members[theme].content) if theme in members else {}


@lru_cache(maxsize=16)
def _theme_fonts(content: bytes) -> dict[str, str]:
    return OfficeTheme(etree.fromstring(content), None).fonts
