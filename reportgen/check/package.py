"""Owns the checks of a package that validators leave out, and of what must be on every page. In: bytes; out: findings."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from reportgen.check.schema_order import order_faults
from reportgen.findings import Finding
from reportgen.office.package import Member, read_package
from reportgen.office.parts import ContentTypes, Relationships, rels_name, shared_xml

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|emf|bmp|tiff?)$|^(图片|图像|Picture|Image|image)\s*\d*$")
_SMALL = 64 * 1024  # bytes: parts that a template brings are the same in all its documents, and looked at once
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml$")


def check_package(name: str, content: bytes, members: dict[str, Member] | None = None) -> list[Finding]:
    """Return every fault of a file: of its package, its ids, the order of its elements, its alternative texts."""
    members = members if members is not None else read_package(content, name)
    findings = [*_members(name, content, members), *_arrows(name, members)]
    for part, member in members.items():
        if not part.endswith(".xml") or not part.startswith(("word/", "ppt/slides/", "ppt/notesSlides/")):
            continue
        faults = _known_faults if member.size <= _SMALL else _part_faults
        findings += faults(_place(name, part), member.content, bool(_SLIDE.match(part)))
    return findings


def _part_faults(place: str, content: bytes, slide: bool) -> tuple[Finding, ...]:
    root = shared_xml(content)
    found = [*_ids(place, root), *_alternatives(place, root), *order_faults(place, root)]
    return (*found, *_title(place, root)) if slide else tuple(found)


_known_faults = lru_cache(maxsize=256)(_part_faults)


def _place(name: str, part: str) -> str:
    match = _SLIDE.match(part)
    return f"{name}, slide {match.group(1)}" if match else f"{name}, {part}"


def _members(name: str, content: bytes, members: dict[str, Member]) -> Iterator[Finding]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        counts = Counter(archive.namelist())
    for part, count in counts.items():
        if count > 1:
            yield Finding("W07", "error", f"{name}, {part}", f"stands {count} times in the package", "keep one")
    types = ContentTypes(members["[Content_Types].xml"].content)
    for part in members:
        if part != "[Content_Types].xml" and types.of(part) is None:
            yield Finding("W07", "error", f"{name}, {part}", "has no content type", "add it to [Content_Types].xml")


def _arrows(name: str, members: dict[str, Member]) -> Iterator[Finding]:
    for part in members:
        if rels_name(part) not in members:
            continue
        for item in Relationships.of(part, members).items:
            if item.external:
                yield Finding("W07", "warning", f"{name}, {part}", f"points outside: {item.target}", "embed it")
            elif item.target not in members:
                yield Finding("W07", "error", f"{name}, {part}", f"points at {item.target}, which is not there")


def _ids(place: str, root: etree._Element) -> Iterator[Finding]:
    for tag in (f"{_P}cNvPr", f"{_WP}docPr", f"{_W}bookmarkStart"):
        key = f"{_W}id" if tag == f"{_W}bookmarkStart" else "id"
        counts = Counter(element.get(key) for element in root.iter(tag))
        for identity, count in counts.items():
            if count > 1:
                yield Finding("W07", "error", place, f"{count} shapes have the id {identity}", "give each its own")


def _alternatives(place: str, root: etree._Element) -> Iterator[Finding]:
    heads = [frame.find(f"./*/{_P}cNvPr") for frame in root.iter(f"{_P}pic", f"{_P}graphicFrame")]
    inline = [drawing.find(f"{_WP}docPr") for drawing in root.iter(f"{_WP}inline")]
    for head in (*heads, *inline):
        if head is not None and not head.get("descr"):
            yield Finding("D02", "error", f'{place}, "{head.get("name")}"', "has no alternative text", "describe it")
        elif head is not None and _FILE_NAME.search(head.get("descr", "")):
            what = f"the alternative text is a file name: {head.get('descr')}"
            yield Finding("D02", "error", f'{place}, "{head.get("name")}"', what, "say what is to be seen")
        elif head is not None and len(head.get("descr", "")) > 250:
            yield Finding("D02", "warning", f'{place}, "{head.get("name")}"', "alternative text over 250 characters")


def _title(place: str, root: etree._Element) -> Iterator[Finding]:
    for shape in root.iter(f"{_P}sp"):
        holder = shape.find(f"./*/{_P}nvPr/{_P}ph")
        if holder is None or holder.get("type") not in ("title", "ctrTitle"):
            continue
        if "".join(element.text or "" for element in shape.iter(f"{_A}t")).strip():
            return
    yield Finding("T04", "error", place, "has no title", "write the message of the slide as its title")
