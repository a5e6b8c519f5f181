"""The shapes of a slide: their boxes, their alt text directives, and groups brought to one coordinate system."""

from lxml import etree

from reportgen.ooxml.lengths import emu
from reportgen.template.program.program import ShapeBox
from reportgen.template.tags.grammar import A, P

SHAPE_TAGS = frozenset(f"{{{P}}}{name}" for name in ("sp", "grpSp", "pic", "graphicFrame", "cxnSp"))
_NOWHERE: ShapeBox = (0, 0, 0, 0)
GROUP = f"{{{P}}}grpSp"
_DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def shapes_of(container: etree._Element) -> list[etree._Element]:
    """Return the shapes that stand directly in a tree or group."""
    return [child for child in container if child.tag in SHAPE_TAGS]


def properties_of(shape: etree._Element) -> etree._Element | None:
    """Return the p:cNvPr of a shape."""
    return shape.find(f"./*/{{{P}}}cNvPr")


def transform_of(shape: etree._Element) -> etree._Element | None:
    """Return the transform element of a shape, of whatever kind."""
    if shape.tag == f"{{{P}}}graphicFrame":
        return shape.find(f"{{{P}}}xfrm")
    return shape.find(f"./*/{{{A}}}xfrm")


def box_of(shape: etree._Element, placeholders: dict[str, ShapeBox]) -> ShapeBox:
    """Return the box of a shape; that of its layout's placeholder when it has none of its own."""
    transform = transform_of(shape)
    if transform is not None:
        off, ext = transform.find(f"{{{A}}}off"), transform.find(f"{{{A}}}ext")
        if off is not None and ext is not None:
            return (_number(off, "x"), _number(off, "y"), _number(ext, "cx"), _number(ext, "cy"))
    return placeholders.get(placeholder_index(shape), placeholders.get("", _NOWHERE))


def placeholder_of(shape: etree._Element) -> etree._Element | None:
    """Return the p:ph of a shape that is a placeholder."""
    return shape.find(f"./*/{{{P}}}nvPr/{{{P}}}ph")


def placeholder_index(shape: etree._Element) -> str:
    """Return idx of a placeholder ("0" for the title); nothing for another shape."""
    holder = placeholder_of(shape)
    return "" if holder is None else holder.get("idx", "0")


def placeholder_boxes(layout: etree._Element | None, master: etree._Element | None) -> dict[str, ShapeBox]:
    """Return the box of each placeholder of a layout by idx: its own, or that of its kind on the master."""
    if layout is None:
        return {}
    kinds = {_kind(shape): box_of(shape, {}) for shape in _placeholders(master) if transform_of(shape) is not None}
    return {
        placeholder_index(shape): box_of(shape, {"": kinds.get(_kind(shape), _NOWHERE)})
        for shape in _placeholders(layout)
    }


def _placeholders(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else [shape for shape in root.iter(*SHAPE_TAGS) if placeholder_of(shape) is not None]


def _kind(shape: etree._Element) -> str:
    """The kind of a placeholder as masters have them: titles, dates, footers, numbers; all else is its body."""
    holder = placeholder_of(shape)
    kind = "" if holder is None else holder.get("type", "")
    return {"ctrTitle": "title", "title": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}.get(kind, "body")


def flatten_groups(container: etree._Element) -> None:
    """Give every group the coordinates of the slide, so that the numbers of nested shapes can be compared."""
    for group in container.findall(GROUP):
        transform = transform_of(group)
        origin = None if transform is None else transform.find(f"{{{A}}}chOff")
        extent = None if transform is None else transform.find(f"{{{A}}}chExt")
        if origin is not None and extent is not None:
            inner = (_number(origin, "x"), _number(origin, "y"), _number(extent, "cx"), _number(extent, "cy"))
            outer = box_of(group, {})
            if inner != outer:
                _rescale(group, inner, outer)
                origin.set("x", str(outer[0]))
                origin.set("y", str(outer[1]))
                extent.set("cx", str(outer[2]))
                extent.set("cy", str(outer[3]))
        flatten_groups(group)


def _rescale(group: etree._Element, inner: ShapeBox, outer: ShapeBox) -> None:
    for shape in shapes_of(group):
        transform = transform_of(shape)
        if transform is None:
            continue
        x, y, width, height = box_of(shape, {})
        wide, high = outer[2] / (inner[2] or 1), outer[3] / (inner[3] or 1)
        off, ext = transform.find(f"{{{A}}}off"), transform.find(f"{{{A}}}ext")
        if off is None or ext is None:
            continue
        off.set("x", str(round(outer[0] + (x - inner[0]) * wide)))
        off.set("y", str(round(outer[1] + (y - inner[1]) * high)))
        ext.set("cx", str(round(width * wide)))
        ext.set("cy", str(round(height * high)))


def _number(element: etree._Element, name: str) -> int:
    return emu(element.get(name))
