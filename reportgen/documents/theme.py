"""The colours and fonts of a presentation's theme. In: theme and master XML; out: RGB, family names."""

import colorsys

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEFAULT_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_PRESET = {"black": "000000", "white": "FFFFFF", "red": "FF0000", "blue": "0000FF", "green": "008000", "gray": "808080"}


class OfficeTheme:
    """Colours and fonts by name, as the slides of one master see them."""

    def __init__(self, theme: etree._Element | None, master: etree._Element | None) -> None:
        self.colours: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self.map = dict(_DEFAULT_MAP)
        if theme is not None:
            self._read(theme)
        if master is not None:
            for element in master.iter("{*}clrMap"):
                self.map.update({str(key): str(value) for key, value in element.attrib.items()})

    def _read(self, theme: etree._Element) -> None:
        for entry in theme.iterfind(f"{A}themeElements/{A}clrScheme/*"):
            colour = entry[0] if len(entry) else None
            if colour is not None:
                self.colours[etree.QName(entry).localname] = (
                    colour.get("lastClr") or colour.get("val") or "000000"
                ).upper()
        for prefix, name in (("+mj", "majorFont"), ("+mn", "minorFont")):
            for suffix, slot in (("-lt", "latin"), ("-ea", "ea"), ("-cs", "cs")):
                face = theme.find(f"{A}themeElements/{A}fontScheme/{A}{name}/{A}{slot}")
                self.fonts[prefix + suffix] = face.get("typeface", "") if face is not None else ""

    def face(self, name: str | None) -> str:
        """Return the family behind a name such as +mn-ea."""
        return self.fonts.get(name, name) if name else ""

    def named(self, name: str) -> str | None:
        """Return a colour of the scheme."""
        return self.colours.get(self.map.get(name, name))

    def colour(self, fill: etree._Element | None) -> str | None:
        """Return the RGB of an element that holds a colour (a:solidFill and the like)."""
        if fill is None or not len(fill):
            return None
        element = fill[0]
        kind = etree.QName(element).localname
        value = element.get("val", "")
        base = {
            "srgbClr": value.upper(), "schemeClr": self.named(value), "sysClr": element.get("lastClr", "000000"),
            "prstClr": _PRESET.get(value, "808080"),
        }.get(kind)  # fmt: skip
        return _changed(base, element) if base else None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hue(colour: str) -> int | None:
    """Return the hue in twelfths of the circle, None for greys."""
    red, green, blue = _parts(colour)
    angle, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.2 or not 0.08 < lightness < 0.92:
        return None
    return int(angle * 12 + 0.5) % 12


def _parts(colour: str) -> tuple[float, float, float]:
    return int(colour[:2], 16) / 255, int(colour[2:4], 16) / 255, int(colour[4:6], 16) / 255


def _luminance(colour: str) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _changed(base: str, element: etree._Element) -> str:
    red, green, blue = _parts(base)
    for change in element:
        amount = int(change.get("val", "100000")) / 100000
        kind = etree.QName(change).localname
        if kind in ("lumMod", "lumOff", "satMod"):
            angle, light, saturation = colorsys.rgb_to_hls(red, green, blue)
            light = light * amount if kind == "lumMod" else light + amount if kind == "lumOff" else light
            saturation = min(1.0, saturation * amount) if kind == "satMod" else saturation
            red, green, blue = colorsys.hls_to_rgb(angle, max(0.0, min(1.0, light)), saturation)
        elif kind in ("shade", "tint", "alpha"):  # what is half transparent is seen on white
            towards = 0.0 if kind == "shade" else 1.0
            red, green, blue = (part * amount + towards * (1 - amount) for part in (red, green, blue))
    return "".join(f"{round(max(0.0, min(1.0, part)) * 255):02X}" for part in (red, green, blue))
