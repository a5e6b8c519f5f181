"""Owns copying a part with all that it needs. In: members of a package; out: the name of the copy in another, or the same one."""

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships

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


def free_name(stem: str, ending: str, members: dict[str, Member]) -> str:
    """Return the first name with a number that no member has."""
    number = 1
    while f"{stem}{number}{ending}" in members:
        number += 1
    return f"{stem}{number}{ending}"
