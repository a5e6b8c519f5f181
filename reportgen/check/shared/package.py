"""The checks of a package that validators leave out. In: the members of a file; out: findings."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from reportgen.check.shared.schema_order import VALID, order_faults
from reportgen.documents.slides import slide_parts
from reportgen.findings import Finding, Place, Rule, finds
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import ContentTypes, rels_name, shared_xml

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WHOLE = Rule("W11", "warning", "what a file shows is in the file, links apart")
_SMALL = 64 * 1024  # bytes: parts that a template brings are the same in all its documents, and looked at once
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@finds(VALID, WHOLE)
def check_package(name: str, content: bytes | Opened) -> list[Finding]:
    """Return every fault of a package: types, arrows, ids, the order of elements."""
    members = Opened.of(content, name)
    findings = [*_types(name, members), *_arrows(name, members)]
    numbers = {part: number for number, part in enumerate(slide_parts(members), 1)}
    for part in members:
        if not part.endswith(".xml") or not part.startswith(("word/", "ppt/slides/", "ppt/notesSlides/")):
            continue
        place = Place(name, "slide", numbers[part]) if part in numbers else Place(name, part)
        faults = _known_faults if members[part].size <= _SMALL else _part_faults
        findings += faults(place, members[part].content)
    return findings


def _part_faults(place: Place, content: bytes) -> tuple[Finding, ...]:
    root = shared_xml(content)
    return (*_ids(place, root), *order_faults(place, root))


_known_faults = lru_cache(maxsize=256)(_part_faults)


def _types(name: str, members: Opened) -> Iterator[Finding]:
    types = ContentTypes(members["[Content_Types].xml"].content)
    for part in members:
        if part != "[Content_Types].xml" and types.of(part) is None:
            yield VALID.at(Place(name, part), "has no content type", "add it to [Content_Types].xml")


def _arrows(name: str, members: Opened) -> Iterator[Finding]:
    for part in members:
        if rels_name(part) not in members:
            continue
        for item in members.arrows(part).items:
            if item.external and not item.type.endswith("/hyperlink"):
                yield WHOLE.at(Place(name, part), f"points outside: {item.target}", "embed it")
            elif not item.external and item.target not in members:
                hint = "remove the arrow, or add the part"
                yield VALID.at(Place(name, part), f"points at {item.target}, which is not there", hint)


def _ids(place: Place, root: etree._Element) -> Iterator[Finding]:
    for tag in (f"{_P}cNvPr", f"{_WP}docPr", f"{_W}bookmarkStart"):
        key = f"{_W}id" if tag == f"{_W}bookmarkStart" else "id"
        counts = Counter(element.get(key) for element in root.iter(tag))
        for identity, count in counts.items():
            if count > 1:
                yield VALID.at(place, f"{count} shapes have the id {identity}", "give each its own")
