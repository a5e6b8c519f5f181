"""The map that a file carries of itself: what was printed where, and which facts stand in it.

It is one custom XML part, which every office program keeps and nobody sees: edition, pack, hash of the build, and each passage with
its place and the spans of its facts (fact, first and last character), deflated.
"""

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from lxml import etree

from reportgen.documents.reading.marks import Marked, MarkPlaces
from reportgen.documents.reading.passage import Passage
from reportgen.findings import Place
from reportgen.ooxml.canonical import main_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import DAMAGE, ContentTypes, Relationships

NAMESPACE = "urn:reportgen:map:1"
_ITEM_ID = "{5B1D5A0C-6C0E-4E0B-9C51-6D61702E3031}"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_HOLDER = "〓"  # around the placeholder of a recipient's words
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class FactSpan:
    """A fact in the text of a passage: from the character `start` to before `end`."""

    fact_id: str
    start: int
    end: int


@dataclass(frozen=True)
class FileMap:
    """What a file said when it was made; the places have no file name, which may change."""

    pack: str
    edition: str
    build: str  # hash of all inputs
    passages: tuple[Passage, ...]
    spans: tuple[tuple[FactSpan, ...], ...]  # of each passage
    recipient: str = ""  # the id of the recipient whose part it is
    holders: tuple[str, ...] = ()  # placeholders in the texts, which stand for words of that recipient

    def to_bytes(self) -> bytes:
        """Return the custom XML part: the same map gives the same bytes."""
        rows = [_row(passage, spans) for passage, spans in zip(self.passages, self.spans, strict=True)]
        said = json.dumps([self.pack, self.edition, self.build, rows], ensure_ascii=False, separators=(",", ":"))
        text = base64.b64encode(zlib.compress(said.encode(), 9)).decode()
        if self.recipient:
            words = "".join(f"<words><of>{one.strip(_HOLDER)}</of><is>{one}</is></words>" for one in self.holders)
            text = f"<text>{text}</text><recipient>{escape(self.recipient)}</recipient>{words}"
        return f'{_HEAD}<map xmlns="{NAMESPACE}">{text}</map>'.encode()


def map_of(pack: str, edition: str, build: str, found: Sequence[Passage], marks: Iterable[Marked]) -> FileMap:
    """Return the map of a file: its passages, with the facts that the engine marked in them."""
    places = MarkPlaces(found)
    spans: dict[int, list[FactSpan]] = {}
    for mark in marks:
        located = places.of(mark)
        if located.passage is not None:
            span = FactSpan(mark.fact_id, located.start, located.start + len(mark.text))
            spans.setdefault(id(located.passage), []).append(span)
    return FileMap(pack, edition, build, tuple(found), tuple(tuple(spans.get(id(one), ())) for one in found))


def map_members(members: Opened, content: FileMap) -> list[Member]:
    """Return the members that a file needs to carry a map: the part, its properties, and what leads to them."""
    number = next(n for n in range(1, len(members) + 2) if f"customXml/item{n}.xml" not in members)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    types = ContentTypes(members["[Content_Types].xml"].content)
    types.default("xml", "application/xml")
    types.override(properties, _PROPERTIES_TYPE)
    arrows = Relationships(main_part(members), list(members.arrows(main_part(members)).items))
    arrows.add("customXml", item)
    own = Relationships(item)
    own.add("customXmlProps", properties)
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    data = f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_DATASTORE}">{schema}</ds:datastoreItem>'
    return [
        types.member(), arrows.member(), Member.of(item, content.to_bytes()), own.member(),
        Member.of(properties, f"{_HEAD}{data}".encode()),
    ]  # fmt: skip


def with_map(members: Opened, content: FileMap) -> Opened:
    """Return a file that carries a map, in the place of the one that it carries."""
    for name, member in members.items():
        if _holds_map(name, member):
            return members.with_members([Member.of(name, content.to_bytes())])
    return members.with_members(map_members(members, content))


def _holds_map(name: str, member: Member) -> bool:
    return (
        name.endswith(".xml")
        and "customXml" in name
        and NAMESPACE.encode() in member.content[:400]
        and b"<ds:" not in member.content[:400]
    )


def read_map(members: Opened, file: str) -> FileMap | None:
    """Return the map in a file, its places with the name that the file has now; None where there is none that can be read."""
    for name, member in members.items():
        if _holds_map(name, member):
            try:
                return _of_part(members.tree(name), file)
            except DAMAGE:
                continue
    return None


def texts_in_map(root: etree._Element) -> list[str]:
    """Return the texts that the part of a map holds, so that a search finds what is packed in it."""
    return [passage.text for passage in _of_part(root, "").passages]


def _of_part(root: etree._Element, file: str) -> FileMap:
    inner = root.find(f"{{{NAMESPACE}}}text")
    text = "".join((root if inner is None else inner).itertext())
    found = _read(json.loads(zlib.decompress(base64.b64decode(text))), file)
    if inner is None:
        return found
    words = {
        f"{_HOLDER}{one.findtext(f'{{{NAMESPACE}}}of')}{_HOLDER}": one.findtext(f"{{{NAMESPACE}}}is") or ""
        for one in root.iter(f"{{{NAMESPACE}}}words")
    }
    texts = [_with_words(p.text, spans, words) for p, spans in zip(found.passages, found.spans, strict=True)]
    passages = tuple(replace(p, text=text) for p, (text, _) in zip(found.passages, texts, strict=True))
    recipient = root.findtext(f"{{{NAMESPACE}}}recipient") or ""
    return replace(found, passages=passages, spans=tuple(spans for _, spans in texts), recipient=recipient)


def _with_words(text: str, spans: tuple[FactSpan, ...], words: dict[str, str]) -> tuple[str, tuple[FactSpan, ...]]:
    """A text with the words of a recipient in the place of placeholders, and the spans where they stand then."""
    for holder, said in words.items():
        at = text.find(holder)
        while at >= 0 and holder != said:
            text = f"{text[:at]}{said}{text[at + len(holder) :]}"
            step = len(said) - len(holder)
            spans = tuple(
                FactSpan(s.fact_id, s.start + step * (s.start > at), s.end + step * (s.end > at)) for s in spans
            )
            at = text.find(holder, at + len(said))
    return text, spans


def _read(said: list[Any], file: str) -> FileMap:
    pack, edition, build, rows = said
    found, spans = [], []
    for kind, text, place, part, spot, facts in rows:
        found.append(Passage(Place(file, **place), kind, text, part, spot, part if kind.startswith("chart") else ""))
        spans.append(tuple(FactSpan(*fact) for fact in facts))
    return FileMap(pack, edition, build, tuple(found), tuple(spans))


def _row(passage: Passage, spans: Iterable[FactSpan]) -> list[Any]:
    place = {name: value for name, value in passage.place.as_data().items() if name not in ("file", "heading", "under")}
    facts = [[span.fact_id, span.start, span.end] for span in spans]
    return [passage.kind, passage.text, place, passage.part, passage.spot, facts]
