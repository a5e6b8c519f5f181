"""The styles of contents: toc 1 to toc 9 and table of figures, by whatever id the file gives them; those that lack are made."""

from lxml import etree

from reportgen.build.contents.fields import W

_VAL = f"{W}val"
_FIGURES = "table of figures"
_INDENT = 210  # twips for each level, half of what Word takes for Chinese text of 五号


class TocStyles:
    """The styles of a file, as a tree that grows by those that contents need."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.added = False
        self._ids: dict[str, str] = {}
        for style in root.iterfind(f"{W}style"):
            name = style.find(f"{W}name")
            if name is not None and style.get(f"{W}type") == "paragraph":
                self._ids.setdefault(name.get(_VAL, "").lower(), style.get(f"{W}styleId", ""))

    def level(self, paragraph: etree._Element) -> int | None:
        """Return the level of an entry by its style; None for a paragraph in another style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        names = {key: name for name, key in self._ids.items()}
        name = names.get(style.get(_VAL, ""), "") if style is not None else ""
        if name == _FIGURES:
            return 1
        head, _, number = name.rpartition(" ")
        return int(number) if head == "toc" and number.isdigit() else None

    def properties(self, level: int, width: int, *, caption: bool) -> etree._Element:
        """Return the properties of an entry for which the file has no pattern: its style, and dots up to the page number."""
        properties = etree.Element(f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle", {_VAL: self._id(_FIGURES if caption else f"toc {level}", level)})
        tabs = etree.SubElement(properties, f"{W}tabs")
        etree.SubElement(tabs, f"{W}tab", {_VAL: "right", f"{W}leader": "dot", f"{W}pos": str(width)})
        return properties

    def _id(self, name: str, level: int) -> str:
        if name not in self._ids:
            key = name.title().replace(" ", "")
            taken = {style.get(f"{W}styleId") for style in self.root.iterfind(f"{W}style")}
            while key in taken:
                key += "1"
            self._make(name, key, level)
            self._ids[name] = key
        return self._ids[name]

    def _make(self, name: str, key: str, level: int) -> None:
        style = etree.SubElement(self.root, f"{W}style", {f"{W}type": "paragraph", f"{W}styleId": key})
        etree.SubElement(style, f"{W}name", {_VAL: name})
        paragraphs = (s for s in self.root.iterfind(f"{W}style") if s.get(f"{W}type") == "paragraph")
        default = next((s for s in paragraphs if s.get(f"{W}default") in ("1", "true")), None)
        if default is not None:
            etree.SubElement(style, f"{W}basedOn", {_VAL: default.get(f"{W}styleId", "")})
        etree.SubElement(style, f"{W}uiPriority", {_VAL: "39"})
        if level > 1:
            properties = etree.SubElement(style, f"{W}pPr")
            etree.SubElement(properties, f"{W}ind", {f"{W}left": str(_INDENT * (level - 1))})
        self.added = True
