"""The ids and references of Word files and slides as one table, and the marks that stand for them while a part is filled.

What a loop repeats, a macro writes again or a document brings along has values of its own for every id in this table; what
refers to an id from the same round follows it. The first round keeps the values of the template.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.private_use import VALUE, VALUE_END
from reportgen.template.tags.grammar import P, R, W

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_V, _O = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_A14 = "http://schemas.openxmlformats.org/drawingml/2006/main"

# Marks: a scope opens (number of its keys), and closes; a value; a note that is lifted out of the text, and its end.
FOREIGN = "+"  # before the number of a scope that comes from another document
KEPT_RELATION = "own-"  # before a relationship id that belongs to the part of a note


@dataclass(frozen=True)
class Reference:
    """An attribute that holds an id: its kind, whether it makes the id or refers to it, and what stands before the value."""

    attribute: str
    kind: str
    defines: bool = False
    before: str = ""


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


_ID, _NAME, _VAL = _w("id"), _w("name"), _w("val")
_REVISIONS = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
)  # fmt: skip
_RANGES = (
    "moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange", "customXmlMoveFromRange", "customXmlMoveToRange",
)  # fmt: skip
_SHAPES = (
    "shape", "shapetype", "group", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "image",
)  # fmt: skip
_SPID = f"{{{_O}}}spid"


def _vml(name: str) -> tuple[Reference, ...]:
    own = Reference("id", "vml", defines=True), Reference(_SPID, "spid", defines=True)
    return (*own, Reference("type", "vml", before="#")) if name == "shape" else own


def _parts(*names: str) -> tuple[Reference, ...]:
    return tuple(Reference(f"{{{R}}}{name}", "part", defines=True) for name in names)


WORD_REFERENCES: Mapping[str, tuple[Reference, ...]] = {
    f"{{{_WP}}}docPr": (Reference("id", "drawing", defines=True),),
    **{f"{{{_V}}}{name}": _vml(name) for name in _SHAPES},
    f"{{{_O}}}OLEObject": (Reference("ShapeID", "vml"),),
    _w("bookmarkStart"): (Reference(_ID, "bookmark", defines=True), Reference(_NAME, "name", defines=True)),
    _w("bookmarkEnd"): (Reference(_ID, "bookmark"),),
    _w("hyperlink"): (Reference(_w("anchor"), "name"),),
    _w("commentRangeStart"): (Reference(_ID, "comment"),),
    _w("commentRangeEnd"): (Reference(_ID, "comment"),),
    _w("commentReference"): (Reference(_ID, "comment", defines=True),),
    _w("footnoteReference"): (Reference(_ID, "footnote", defines=True),),
    _w("endnoteReference"): (Reference(_ID, "endnote", defines=True),),
    _w("permStart"): (Reference(_ID, "perm", defines=True),),
    _w("permEnd"): (Reference(_ID, "perm"),),
    _w("numId"): (Reference(_VAL, "num"),),
    **{_w(name): (Reference(_ID, "revision", defines=True),) for name in _REVISIONS},
    **{
        _w(f"{name}Start"): (Reference(_ID, "range", defines=True), Reference(_NAME, "move", defines=True))
        for name in _RANGES
    },
    **{_w(f"{name}End"): (Reference(_ID, "range"),) for name in _RANGES},
}
# w:id is the id of a content control only inside its properties.
CONTROL, CONTROL_ID = _w("sdtPr"), _w("id")
CONTROL_REFERENCE = Reference(_VAL, "sdt", defines=True)
SLIDE_REFERENCES: Mapping[str, tuple[Reference, ...]] = {
    f"{{{P}}}cNvPr": (Reference("id", "shape", defines=True),),
    f"{{{_A14}}}stCxn": (Reference("id", "shape"),),
    f"{{{_A14}}}endCxn": (Reference("id", "shape"),),
}
PAIRS = {"bookmarkStart": "bookmarkEnd", "permStart": "permEnd", **{f"{n}Start": f"{n}End" for n in _RANGES}}
_C, _CX = (
    "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://schemas.microsoft.com/office/drawing/2014/chartex",
)
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
# Parts of which every frame has its own: charts, SmartArt, objects, controls.
PARTS: Mapping[str, tuple[Reference, ...]] = {
    f"{{{_C}}}chart": _parts("id"),
    f"{{{_CX}}}chart": _parts("id"),
    f"{{{_DGM}}}relIds": _parts("dm", "lo", "qs", "cs"),
    _w("control"): _parts("id"),
    f"{{{P}}}oleObj": _parts("id"),
    f"{{{P}}}control": _parts("id"),
    f"{{{_O}}}OLEObject": (Reference("ShapeID", "vml"), *_parts("id")),
}
NOTES = {
    "footnote": "footnotes",
    "endnote": "endnotes",
    "comment": "comments",
}  # kind, and the relationship of its part


def unmarked(text: str) -> str:
    """Return the value of an id in the template, whether it is marked or not."""
    return text.partition(":")[2].rstrip(VALUE_END) if text.startswith(VALUE) else text


def value_mark(kind: str, value: str) -> str:
    """Return the mark that becomes the value of an id when the part is filled."""
    return f"{VALUE}{kind}:{value}{VALUE_END}"
