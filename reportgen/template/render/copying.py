"""Copying a part with all that it needs, into the same package or into another one."""

import re
from collections.abc import Mapping

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships

_DRAWING = re.compile(rb'<dsp:dataModelExt [^>]*?relId="([^"]*)"')  # where SmartArt keeps its drawing
_BY_ENDING = ("png", "jpeg", "jpg", "gif", "bmp", "tiff", "emf", "wmf", "svg", "xlsx", "bin", "vml")


def copy_part(
    part: str, source: dict[str, Member], source_types: ContentTypes, members: dict[str, Member], types: ContentTypes
) -> str:
    """Copy a part, and the parts that it needs itself, under names that are free; return the name of the copy."""
    stem, dot, ending = part.rpartition(".")
    name = free_name(stem.rstrip("0123456789"), dot + ending, members)
    members[name] = Member(name, *source[part].packed())
    kind = source_types.of(part)
    if ending.lower() in _BY_ENDING:
        types.default(ending.lower(), kind or f"image/{ending.lower()}")
    elif kind:
        types.override(name, kind)
    arrows = Relationships.of(part, source)
    if arrows.items:
        copied = Relationships(name)
        for item in arrows.items:
            target = item.target if item.external else copy_part(item.target, source, source_types, members, types)
            copied.items.append(Relationship(item.id, item.type, target, item.external))
        rels = copied.member()
        members[rels.name] = rels
    return name


def copy_related(
    item: Relationship,
    source: dict[str, Member],
    source_arrows: Mapping[str, Relationship],
    members: dict[str, Member],
    types: ContentTypes,
    relationships: Relationships,
) -> str:
    """Copy what a relationship leads to; return the relationship of the copy. The drawing of SmartArt comes with its data."""
    if item.external:
        return relationships.add_like(item, item.target)
    source_types = ContentTypes(source["[Content_Types].xml"].content)
    name = copy_part(item.target, source, source_types, members, types)
    if item.type.endswith("/diagramData"):
        content = members[name].content
        match = _DRAWING.search(content)
        drawing = source_arrows.get(match.group(1).decode()) if match else None
        if match and drawing is not None and drawing.target in source:
            own = copy_part(drawing.target, source, source_types, members, types)
            key = relationships.add_like(drawing, own)
            changed = content[: match.start(1)] + key.encode() + content[match.end(1) :]
            members[name] = Member.of(name, changed)
    return relationships.add_like(item, name)


def free_name(stem: str, ending: str, members: dict[str, Member]) -> str:
    """Return the first name with a number that no member has."""
    number = 1
    while f"{stem}{number}{ending}" in members:
        number += 1
    return f"{stem}{number}{ending}"
