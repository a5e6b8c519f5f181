"""Finished documents with the map of what they print, so that an audit needs no second fill."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reportgen.documents.reading.file_reader import passages
from reportgen.documents.reading.marks import Marked
from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import map_members, map_of
from reportgen.model import Pack
from reportgen.ooxml.parsed_package import Opened
from reportgen.template import Document

_ENDINGS = {"report": "docx", "deck": "pptx"}


@dataclass(frozen=True)
class Mapped:
    """Documents by kind, and what reading them gave, by the names of their files: parts parsed once, passages."""

    documents: dict[str, Document]
    opened: dict[str, Opened]
    found: dict[str, list[Passage]]


@dataclass(frozen=True)
class Printing:
    """What a pack prints now: its documents with their maps, the hash of every input, and the figures beside them."""

    pack: Pack
    made: Mapped
    inputs: dict[str, str]
    figures: dict[str, bytes] = field(default_factory=dict)


def mapped(pack: Pack, edition: str, build: str, documents: Mapping[str, Document]) -> Mapped:
    """Return documents that carry their map."""
    done = Mapped({}, {}, {})
    for kind, document in documents.items():
        name = f"{kind}.{_ENDINGS[kind]}"
        members = Opened({member.name: member for member in document.members})
        found = passages(name, members)
        content = map_of(pack.id, edition, build, found, marks_of(kind, document))
        members = members.with_members(map_members(members, content))
        done.documents[kind] = replace(document, members=tuple(members.values()))
        done.opened[name], done.found[name] = members, found
    return done


def marks_of(kind: str, document: Document) -> list[Marked]:
    """Return the facts that the engine put into a document, with their places."""
    name = f"{kind}.{_ENDINGS[kind]}"
    return [Marked(name, item.part, item.spot, item.fact_id, item.text) for item in document.shown]


def build_hash(inputs: Mapping[str, str]) -> str:
    """Return one hash of all inputs of a build."""
    said = "".join(f"{name}{digest}" for name, digest in sorted(inputs.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]
