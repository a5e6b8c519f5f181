"""Owns the names by which a reader knows the parts of a file. In: members; out: part to `slide 4`, `slide 4, notes`, `body`."""

import re

from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import arrows_of, tree_of

_NAMES = (
    (re.compile(r"word/document\.xml$"), "body"),
    (re.compile(r"word/(header|footer)(\d*)\.xml$"), r"\1 \2"),
    (re.compile(r"word/(footnotes|endnotes|comments)\.xml$"), r"\1"),
    (re.compile(r"(?:word|ppt)/diagrams/data(\d*)\.xml$"), r"diagram \1"),
    (re.compile(r"docProps/core\.xml$"), "file properties"),
)
_SLIDE_LIST = "{http://schemas.openxmlformats.org/presentationml/2006/main}sldId"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def outline(members: dict[str, Member]) -> dict[str, str]:
    """Return the parts that hold words, in reading order, with their names."""
    found: dict[str, str] = {}
    for number, slide in enumerate(_slides(members), 1):
        found[slide] = f"slide {number}"
        notes = arrows_of(members, slide).target("notesSlide")
        if notes is not None:
            found[notes] = f"slide {number}, notes"
    for part in members:
        for pattern, name in _NAMES:
            if pattern.match(part):
                found[part] = pattern.sub(name, part).strip()
    return found


def _slides(members: dict[str, Member]) -> list[str]:
    part = "ppt/presentation.xml"
    if part not in members:
        return []
    arrows = {item.id: item.target for item in arrows_of(members, part).items}
    ids = [item.get(_REL_ID, "") for item in tree_of(members, part).iter(_SLIDE_LIST)]
    return [arrows[key] for key in ids if key in arrows]
