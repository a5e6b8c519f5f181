"""Twins of a finished file: the same in Strict Open XML, and with parts of other names, as other programs save it."""

import re

from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships, rels_name

_TRANSITIONAL = re.compile(
    rb"http://schemas\.openxmlformats\.org/"
    rb"(wordprocessingml|presentationml|drawingml|spreadsheetml|officeDocument)/2006/"
    rb"(?!relationships/metadata/(?:core|thumbnail))"
)
_WORDS = (
    b"relationships/extended-properties",
    b"relationships/custom-properties",
    b"officeDocument/extended-properties",
)


def strict(content: bytes) -> bytes:
    """Return a file with the namespaces and relationship types of Strict Open XML."""
    found = []
    for member in read_package(content, "file").values():
        data = member.content
        if member.name.endswith((".xml", ".rels")) and member.name != "[Content_Types].xml":
            data = _TRANSITIONAL.sub(rb"http://purl.oclc.org/ooxml/\1/", data)
            for word in _WORDS:
                head, _, tail = word.partition(b"/")
                camel = re.sub(rb"-(\w)", lambda match: match.group(1).upper(), tail)
                data = data.replace(
                    b"purl.oclc.org/ooxml/officeDocument/" + word,
                    b"purl.oclc.org/ooxml/officeDocument/" + head + b"/" + camel,
                )
        found.append(Member.of(member.name, data))
    return write_package(found)


def renamed(content: bytes) -> bytes:
    """Return a file in which the main part and the parts that it leads to have names of their own."""
    members = read_package(content, "file")
    names = {name: _other(name, number) for number, name in enumerate(members) if _is_part(name)}
    types = ContentTypes(members["[Content_Types].xml"].content)
    found: dict[str, Member] = {}
    for name, member in members.items():
        if name in names:
            kind = types.of(name)
            types.drop(name)
            if kind:
                types.override(names[name], kind)
        if not name.endswith(".rels") and name != "[Content_Types].xml":
            found[names.get(name, name)] = Member.of(names.get(name, name), member.content)
    for part in ("", *members):
        if rels_name(part) in members:
            arrows = Relationships.of(part, members)
            items = [
                item if item.external else Relationship(item.id, item.type, names.get(item.target, item.target))
                for item in arrows.items
            ]
            rels = Relationships(names.get(part, part), items).member()
            found[rels.name] = rels
    return write_package([types.member(), *found.values()])


def _is_part(name: str) -> bool:
    return name.endswith(".xml") and name.startswith(("word/", "ppt/")) and "/_rels/" not in name


def _other(name: str, number: int) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/{base.removesuffix('.xml')}x{number}.xml" if number % 2 else f"inner/part{number}.xml"
