"""Plants defects in finished files: each kind says what it breaks and which rules must find it, and where.

A kind takes the parsed parts and a random generator, changes one thing, and returns words that the place of the finding must hold.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from reportgen.ooxml.package import Member, read_package, write_package
from reportgen.ooxml.relationships import parse_xml, xml_bytes

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PT = 12700


@dataclass
class Parts:
    """The parts of a file; those that are asked for are parsed and written again."""

    members: dict[str, Member]
    roots: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, part: str) -> etree._Element:
        if part not in self.roots:
            self.roots[part] = parse_xml(self.members[part].content)
        return self.roots[part]

    def slides(self, pattern: str = "") -> list[int]:
        names = [re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name) for name in self.members]
        return sorted(int(match.group(1)) for match in names if match and int(match.group(1)) > 1)

    def slide(self, number: int) -> etree._Element:
        return self.root(f"ppt/slides/slide{number}.xml")

    def content(self) -> bytes:
        changed = {name: Member.of(name, xml_bytes(root)) for name, root in self.roots.items()}
        return write_package([changed.get(name, member) for name, member in self.members.items()])


Kind = Callable[[Parts, random.Random], str]


@dataclass(frozen=True)
class Defect:
    """A kind of defect: the file it is planted in, and the rules that may find it."""

    file: str
    rules: tuple[str, ...]
    plant: Kind


KINDS: dict[str, Defect] = {}


def kind(file: str, *rules: str) -> Callable[[Kind], Kind]:
    def keep(function: Kind) -> Kind:
        KINDS[function.__name__] = Defect(file, rules, function)
        return function

    return keep


def plant(content: bytes, name: str, seed: int) -> tuple[bytes, str]:
    """Return the file with one defect, and what the place of the finding must hold."""
    parts = Parts(read_package(content, name))
    place = KINDS[name].plant(parts, random.Random(f"{name} {seed}"))
    return parts.content(), place


def text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{A}t", f"{W}t"))


def shapes(slide: etree._Element, *, placed: bool = False, words: int = 0) -> list[etree._Element]:
    """Text boxes of a slide: those with a place of their own, or with at least so many characters."""
    found = []
    for shape in slide.iter(f"{P}sp"):
        own = shape.find(f"{P}spPr/{A}xfrm") is not None
        holder = shape.find(f"./*/{P}nvPr/{P}ph")
        if (own or not placed) and len(text(shape)) >= words and (holder is None or holder.get("type") != "sldNum"):
            found.append(shape)
    return found


def name_of(shape: etree._Element) -> str:
    head = shape.find(f"./*/{P}cNvPr")
    return head.get("name", "") if head is not None else ""


def set_text(element: etree._Element, value: str) -> None:
    first, *rest = list(element.iter(f"{A}t", f"{W}t"))
    first.text = value
    for other in rest:
        other.text = ""


def some_box(parts: Parts, rng: random.Random, *, placed: bool = True, words: int = 2) -> tuple[int, etree._Element]:
    while True:
        number = rng.choice(parts.slides())
        found = [shape for shape in shapes(parts.slide(number), placed=placed, words=words) if name_of(shape) != "页脚"]
        if found:
            return number, rng.choice(found)


def place_of(number: int) -> str:
    return f"slide {number}"


def move(shape: etree._Element, x: float = 0, y: float = 0) -> None:
    offset = shape.find(f"{P}spPr/{A}xfrm/{A}off")
    offset.set("x", str(int(offset.get("x")) + round(x * PT)))
    offset.set("y", str(int(offset.get("y")) + round(y * PT)))
