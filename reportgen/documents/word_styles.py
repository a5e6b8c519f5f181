"""What a paragraph and a run of a document inherit. In: styles.xml, the theme; out: one value for each property asked for."""

from collections.abc import Sequence
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_THEME_SLOTS = {"major": "majorFont", "minor": "minorFont"}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class StyleSheet:
    """The styles of a document with their chains."""

    def __init__(self, root: etree._Element | None, theme: etree._Element | None) -> None:
        self.root = root
        self.theme = theme
        self._chains: dict[str, tuple[etree._Element, ...]] = {}
        styles = root.iterfind(f"{W}style") if root is not None else ()
        self.by_id = {style.get(f"{W}styleId", ""): style for style in styles}
        defaults = (key for key, style in self.by_id.items() if _is_default(style))
        self.default = next(defaults, "")

    def chain(self, style_id: str | None) -> tuple[etree._Element, ...]:
        """Return the style and those that it is based on, nearest first."""
        key = style_id if style_id in self.by_id else self.default
        assert key is not None
        if key not in self._chains:
            found: list[etree._Element] = []
            seen: set[str] = set()
            at: str | None = key
            while at and at in self.by_id and at not in seen:
                seen.add(at)
                found.append(self.by_id[at])
                base = self.by_id[at].find(f"{W}basedOn")
                at = base.get(f"{W}val") if base is not None else None
            self._chains[key] = tuple(found)
        return self._chains[key]

    def name(self, style_id: str | None) -> str:
        """Return the name that Word shows for a style."""
        for style in self.chain(style_id)[:1]:
            name = style.find(f"{W}name")
            return name.get(f"{W}val", "") if name is not None else style_id or ""
        return style_id or ""

    @cached_property
    def default_run(self) -> etree._Element | None:
        """The run properties of the document."""
        return self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if self.root is not None else None

    @cached_property
    def default_paragraph(self) -> etree._Element | None:
        """The paragraph properties of the document."""
        return self.root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr") if self.root is not None else None

    def paragraph_chain(self, style_id: str | None, own: etree._Element | None) -> list[etree._Element]:
        """Return the paragraph properties that hold, nearest first."""
        found = [own, *(style.find(f"{W}pPr") for style in self.chain(style_id)), self.default_paragraph]
        return [element for element in found if element is not None]

    def run_chain(self, style_id: str | None, own: etree._Element | None) -> list[etree._Element]:
        """Return the run properties that hold, nearest first; own may name a character style."""
        found = [own]
        reference = own.find(f"{W}rStyle") if own is not None else None
        if reference is not None and reference.get(f"{W}val") in self.by_id:
            found += [style.find(f"{W}rPr") for style in self.chain(reference.get(f"{W}val"))]
        found += [style.find(f"{W}rPr") for style in self.chain(style_id)]
        return [element for element in (*found, self.default_run) if element is not None]

    def face(self, chain: Sequence[etree._Element], slot: str) -> str:
        """Return the family of a slot (ascii, eastAsia), by name or by the theme."""
        for element in chain:
            fonts = element.find(f"{W}rFonts")
            if fonts is None:
                continue
            named = fonts.get(f"{W}{slot}")
            themed = fonts.get(f"{W}{slot}Theme")
            if themed:
                return self._theme_face(themed) or named or ""
            if named:
                return named
        return ""

    def _theme_face(self, name: str) -> str:
        if self.theme is None:
            return ""
        scheme = _THEME_SLOTS.get(name[:5], "minorFont")
        slot = "ea" if name.endswith("EastAsia") else "latin"
        path = f"{_A}themeElements/{_A}fontScheme/{_A}{scheme}"
        found = self.theme.find(f"{path}/{_A}{slot}")
        family = found.get("typeface", "") if found is not None else ""
        if not family and slot == "ea":
            for font in self.theme.iterfind(f"{path}/{_A}font"):
                if font.get("script") == "Hans":
                    return font.get("typeface", "")
        return family


def value(chain: Sequence[etree._Element], name: str, attribute: str = "val") -> str | None:
    """Return an attribute of the nearest element of a name that has it."""
    for element in chain:
        child = element.find(f"{W}{name}")
        if child is not None:
            found = child.get(f"{W}{attribute}")
            if found is not None:
                return found
    return None


def is_on(chain: Sequence[etree._Element], name: str, default: bool = False) -> bool:
    """Say whether a switch is on, by the nearest element of its name."""
    for element in chain:
        child = element.find(f"{W}{name}")
        if child is not None:
            return child.get(f"{W}val", "1") not in ("0", "false", "off", "none")
    return default


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")
