"""Where the words of a passage stand in the XML of a file: its paragraph, its attribute or its element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from reportgen.documents.reading.names import FALLBACK, A, W
from reportgen.documents.reading.passage import Passage
from reportgen.documents.reading.words import pieces_of
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import parse_xml, xml_bytes

Pieces = list[tuple[str, etree._Element]]
_NAMED = ("{*}docPr", "{*}cNvPr", "{*}tblCaption", "{*}tblDescription")


@dataclass
class Paragraph:
    """A paragraph with its words, piece by piece; `twins` are its copies for older programs."""

    element: etree._Element
    pieces: Pieces
    twins: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(text for text, _ in self.pieces)


class OpenParts:
    """The parts of a file that are changed: parsed once, written back at the end."""

    def __init__(self, members: Opened) -> None:
        self.members = members
        self._trees: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, list[Paragraph]] = {}
        self.replaced: dict[str, bytes] = {}

    def tree(self, part: str) -> etree._Element:
        """Return the root of a part, to be changed."""
        if part not in self._trees:
            self._trees[part] = parse_xml(self.members[part].content)
        return self._trees[part]

    def add(self, contents: dict[str, bytes]) -> None:
        """Put parts into the file, or others in their place; whoever looks for parts finds them."""
        self.members = self.members.with_members([Member.of(part, content) for part, content in contents.items()])

    def written(self) -> Opened:
        """Return the file with its changed parts."""
        changed = [Member.of(part, xml_bytes(root)) for part, root in self._trees.items()]
        changed += [Member.of(part, content) for part, content in self.replaced.items()]
        return self.members.with_members(changed)

    def paragraphs(self, part: str) -> list[Paragraph]:
        """Return the paragraphs of a part in reading order, without the copies for older programs."""
        if part not in self._paragraphs:
            self._paragraphs[part] = list(_paragraphs(self.tree(part)))
        return self._paragraphs[part]


def _paragraphs(root: etree._Element) -> Iterator[Paragraph]:
    fields: list[list[str]] = []
    word = str(root.tag).startswith(W)
    for element in root.iter(f"{W}p", f"{A}p"):
        old = next(element.iterancestors(FALLBACK), None) is not None
        pieces = [] if old else pieces_of(element, fields if word else None)
        yield Paragraph(element, pieces, _twins(element) if not old else [])


def _twins(element: etree._Element) -> list[etree._Element]:
    """The same paragraph in the fallback of the alternative that it stands in."""
    choice = next((one for one in element.iterancestors() if str(one.tag).endswith("}Choice")), None)
    if choice is None:
        return []
    above = choice.getparent()
    fallback = above.find(FALLBACK) if above is not None else None
    mine = list(choice.iter(str(element.tag)))
    other = list(fallback.iter(str(element.tag))) if fallback is not None else []
    return [other[mine.index(element)]] if len(mine) == len(other) else []


def find_paragraphs(parts: OpenParts, passages: Sequence[Passage], wanted: set[int]) -> dict[int, Paragraph]:
    """Return the paragraphs of passages by their number; one that cannot be told from others is left out."""
    found: dict[int, Paragraph] = {}
    at: dict[str, int] = {}
    for number, passage in enumerate(passages):
        if passage.kind not in ("text", "notes", "comment") or not passage.part.endswith(".xml"):
            continue
        if not any(passages[one].part == passage.part for one in wanted):
            continue
        paragraphs = parts.paragraphs(passage.part)
        counted = passage.spot.removeprefix("paragraph ")
        if counted != passage.spot and counted.isdigit():
            place = int(counted) - 1
        else:
            start = at.get(passage.part, 0)
            place = next((n for n in range(start, len(paragraphs)) if paragraphs[n].text == passage.text), -1)
            at[passage.part] = place + 1 if place >= 0 else start
        if number in wanted and 0 <= place < len(paragraphs) and paragraphs[place].text == passage.text:
            found[number] = paragraphs[place]
    return found


def replace_attribute(parts: OpenParts, passage: Passage, text: str) -> bool:
    """Put a new alternative text where the old one stands; a picture may say it twice. Return whether it was there."""
    found = False
    for element in parts.tree(passage.part).iter(*_NAMED):
        for name in (*("descr", "title"), f"{W}val"):
            if element.get(name) == passage.text and (
                element.get("name") in (passage.spot, None) or name.startswith(W)
            ):
                element.set(name, text)
                found = True
    return found


def replace_property(parts: OpenParts, passage: Passage, text: str) -> bool:
    """Put a new value into a property of the file; return whether the old one stood there."""
    for element in parts.tree(passage.part):
        label = element.get("name") or etree.QName(element).localname
        if label == passage.spot and "".join(element.itertext()).strip() == passage.text:
            holder = element if len(element) == 0 else element[0]
            holder.text = text
            return True
    return False
