"""Strict Open XML as the transitional form that everything else reads: namespaces, units of length, per cent, sides."""

import re

from reportgen.ooxml.relationships import parse_xml, xml_bytes

MARK = b"http://purl.oclc.org/ooxml/"
_ADDRESS = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_NAMES = ((b"extendedProperties", b"extended-properties"), (b"customProperties", b"custom-properties"))
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)$")
_PER_CENT = re.compile(r"(-?\d+(?:\.\d+)?)%$")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_HALF_POINTS = ("sz", "szCs", "kern", "position")
_TWIPS, _EMU, _FIFTIETHS, _THOUSANDTHS = 20, 12700, 50, 1000
_SIDES = {"start": "left", "end": "right"}
_SIDED = ("tblBorders", "tcBorders", "tcMar", "tblCellMar")
_FLOWS = {"tb": "lrTb", "rl": "tbRl", "lr": "btLr", "tbV": "lrTbV", "rlV": "tbRlV", "lrV": "tbLrV"}


def transitional(content: bytes) -> bytes:
    """Return an XML part in the transitional form; one that is not strict comes back as it is."""
    if MARK not in content:
        return content
    content = _ADDRESS.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    for strict, plain in _NAMES:
        content = content.replace(b"relationships/" + strict, b"relationships/" + plain)
        content = content.replace(b"officeDocument/2006/" + strict, b"officeDocument/2006/" + plain)
    root = parse_xml(content)
    for element in root.iter("{*}*"):
        space, _, name = str(element.tag)[1:].partition("}")
        for key, value in element.attrib.items():
            plain_value = _value(space, name, str(key), str(value))
            if plain_value != value:
                element.set(key, plain_value)
        if space == _W:
            _sides(element, name)
    return xml_bytes(root)


def _value(space: str, name: str, key: str, value: str) -> str:
    length = _LENGTH.match(value)
    if (length and space in key) or (length and space != _W and value[-2:] in _POINTS):
        points = float(length.group(1)) * _POINTS[length.group(2)]
        if space != _W:
            return str(round(points * _EMU))
        return str(round(points * (2 if name in _HALF_POINTS else _TWIPS)))
    share = _PER_CENT.match(value)
    if share:
        number = float(share.group(1))
        factor = (1 if name == "w" else _FIFTIETHS) if space == _W else 1 if space == _C else _THOUSANDTHS
        return str(round(number * factor))
    return value


def _sides(element, name: str) -> None:  # type: ignore[no-untyped-def]
    val = f"{{{_W}}}val"
    if name == "jc" and element.get(val) in _SIDES:
        element.set(val, _SIDES[element.get(val)])
    elif name == "textDirection" and element.get(val) in _FLOWS:
        element.set(val, _FLOWS[element.get(val)])
    elif name == "ind":
        for side, plain in _SIDES.items():
            for suffix in ("", "Chars"):
                found = element.attrib.pop(f"{{{_W}}}{side}{suffix}", None)
                if found is not None:
                    element.set(f"{{{_W}}}{plain}{suffix}", found)
    elif name in _SIDED:
        for child in element:
            side = str(child.tag).rpartition("}")[2]
            if side in _SIDES:
                child.tag = f"{{{_W}}}{_SIDES[side]}"
