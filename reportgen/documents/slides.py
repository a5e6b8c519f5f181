"""Reading a presentation: slide, layout and master become boxes with places and texts. In: members; out: slides."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.documents.boxes import PT, Box, DeckSlide
from reportgen.documents.inheritance import TextStyle
from reportgen.documents.shapes import Walker
from reportgen.documents.theme import A, OfficeTheme
from reportgen.ooxml.package import Member
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import Relationships

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_LIKE_A_BODY = ("obj", "chart", "pic", "tbl", "subTitle", "media", "dgm")
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass
class Deck:
    """A presentation: its slides in their order, the size of a slide in pt."""

    width: float
    height: float
    slides: tuple[DeckSlide, ...]
    themes: tuple[OfficeTheme, ...]


class _Parts:
    """Parsed parts of one package, each parsed once."""

    def __init__(self, members: dict[str, Member]) -> None:
        self.members = members if isinstance(members, Opened) else Opened(members)
        self.grounds: dict[str, tuple[Box, ...]] = {}  # of each master, which many layouts share

    def root(self, part: str | None) -> etree._Element | None:
        if part is None or part not in self.members:
            return None
        return self.members.tree(part)

    def arrows(self, part: str) -> Relationships:
        return self.members.arrows(part)


class _Layout:
    """A layout with its master: what slides inherit from."""

    def __init__(self, part: str | None, parts: _Parts, defaults: etree._Element | None) -> None:
        self.parts = parts
        self.root = parts.root(part)
        master = parts.arrows(part).target("slideMaster") if part else None
        self.master, self.master_part = parts.root(master), master or ""
        theme = parts.arrows(master).target("theme") if master else None
        self.theme = OfficeTheme(parts.root(theme), self.master)
        self.defaults = defaults
        self.holders, self.master_holders = _Holders(self.root), _Holders(self.master)
        name = self.root.find(f"{P}cSld") if self.root is not None else None
        self.name = name.get("name", "") if name is not None else ""

    @cached_property
    def ground(self) -> tuple[Box, ...]:
        """The shapes that every slide of the layout shows and that are no placeholders."""
        grounds = self.parts.grounds
        if self.master_part not in grounds:
            grounds[self.master_part] = self._shapes(self.master)
        hidden = self.root is not None and self.root.get("showMasterSp") == "0"
        return (*(() if hidden else grounds[self.master_part]), *self._shapes(self.root))

    def _shapes(self, root: etree._Element | None) -> tuple[Box, ...]:
        if root is None:
            return ()
        return tuple(Walker(0, self.theme, lambda shape: (), self.styles).boxes(root, placeholders=False))

    def background(self, slide: etree._Element) -> str:
        for root in (slide, self.root, self.master):
            fill = root.find(f"{P}cSld/{P}bg/{P}bgPr/{A}solidFill") if root is not None else None
            if fill is not None:
                return self.theme.colour(fill) or "FFFFFF"
            reference = root.find(f"{P}cSld/{P}bg/{P}bgRef") if root is not None else None
            if reference is not None:
                return self.theme.colour(reference) or "FFFFFF"
        return self.theme.named("bg1") or "FFFFFF"

    def ancestors(self, shape: etree._Element) -> tuple[etree._Element, ...]:
        """The placeholders of layout and master that a shape of a slide inherits from."""
        holder = shape.find(f"./*/{P}nvPr/{P}ph")
        if holder is None:
            return ()
        near = self.holders.find(holder.get("type", "obj"), holder.get("idx", "0"))
        kind = near.find(f"./*/{P}nvPr/{P}ph").get("type", "obj") if near is not None else holder.get("type", "obj")  # type: ignore[union-attr]
        far = self.master_holders.find(kind, None)
        return tuple(element for element in (near, far) if element is not None)

    def styles(self, shape: etree._Element, ancestors: tuple[etree._Element, ...]) -> TextStyle:
        holder = shape.find(f"./*/{P}nvPr/{P}ph")
        kind = holder.get("type", "obj") if holder is not None else None
        name = "otherStyle" if kind is None else "titleStyle" if kind in ("title", "ctrTitle") else "bodyStyle"
        if kind in ("ftr", "sldNum", "dt"):
            name = "otherStyle"
        chain = [element.find(f"{P}txBody/{A}lstStyle") for element in (shape, *ancestors)]
        if self.master is not None:
            chain.append(self.master.find(f"{P}txStyles/{P}{name}"))
        return TextStyle([*chain, self.defaults], self.theme)


def slide_parts(members: Opened) -> list[str]:
    """Return the parts of the slides in the order in which they are shown."""
    if "ppt/presentation.xml" not in members:
        return []
    targets = {item.id: item.target for item in members.arrows("ppt/presentation.xml").items}
    entries = members.tree("ppt/presentation.xml").iterfind(f"{P}sldIdLst/{P}sldId")
    return [targets.get(entry.get(f"{R}id", ""), "") for entry in entries]


def read_deck(members: dict[str, Member]) -> Deck:
    """Return the slides of a presentation."""
    parts = _Parts(members)
    main = parts.root("ppt/presentation.xml")
    if main is None:
        return Deck(960.0, 540.0, (), ())
    size = main.find(f"{P}sldSz")
    width = int(size.get("cx", "12192000")) / PT if size is not None else 960.0
    height = int(size.get("cy", "6858000")) / PT if size is not None else 540.0
    layouts: dict[str | None, _Layout] = {}
    slides = []
    for number, part in enumerate(slide_parts(parts.members), 1):
        root = parts.root(part)
        if root is None:
            continue
        layout_part = parts.arrows(part).target("slideLayout")
        if layout_part not in layouts:
            layouts[layout_part] = _Layout(layout_part, parts, main.find(f"{P}defaultTextStyle"))
        slides.append(_slide(number, part, root, layouts[layout_part], parts))
    return Deck(width, height, tuple(slides), tuple(layout.theme for layout in layouts.values()))


def _slide(number: int, part: str, root: etree._Element, layout: _Layout, parts: _Parts) -> DeckSlide:
    walker = Walker(number, layout.theme, layout.ancestors, layout.styles)
    notes = parts.root(parts.arrows(part).target("notesSlide"))
    ground = () if root.get("showMasterSp") == "0" else layout.ground
    return DeckSlide(
        number, part, layout.name, tuple(walker.boxes(root)), ground, layout.background(root), root,
        None if notes is None else "\n".join(_notes(notes)), {item.id: item.target for item in parts.arrows(part).items},
    )  # fmt: skip


def _notes(root: etree._Element) -> Iterator[str]:
    for shape in root.iter(f"{P}sp"):
        holder = shape.find(f"./*/{P}nvPr/{P}ph")
        if holder is not None and holder.get("type") == "body":
            for paragraph in shape.iter(f"{A}p"):
                yield "".join(text.text or "" for text in paragraph.iter(f"{A}t"))


class _Holders:
    """The placeholders of a layout or master, by index and by type."""

    def __init__(self, root: etree._Element | None) -> None:
        self.by_index: dict[str, etree._Element] = {}
        self.by_kind: dict[str, etree._Element] = {}
        for holder in root.iterfind(f"{P}cSld//{P}ph") if root is not None else ():
            shape = next(holder.iterancestors(f"{P}sp", f"{P}pic", f"{P}graphicFrame"), None)
            if shape is not None:
                self.by_index.setdefault(holder.get("idx", "0"), shape)
                self.by_kind.setdefault(_plain_kind(holder.get("type", "obj")), shape)

    def find(self, kind: str, index: str | None) -> etree._Element | None:
        """Return the placeholder that one of a slide (index) or of a layout (no index) inherits from; titles go by type."""
        kind = _plain_kind(kind)
        if index is not None and kind != "title" and index in self.by_index:
            return self.by_index[index]
        found = self.by_kind.get(kind)
        if found is None and index is None and kind in _LIKE_A_BODY:
            return self.by_kind.get("body")
        return found


def _plain_kind(kind: str) -> str:
    return "title" if kind == "ctrTitle" else kind
