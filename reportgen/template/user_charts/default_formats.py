"""The looks of what a designer did not draw: series and points beyond those of the sample. In: an element; out: a copy.

A copy has all of its model, in a colour of the theme that no other series has while there are such; then lighter and darker.
"""

import copy
from collections.abc import Iterator

from lxml import etree

from reportgen.template.tags.grammar import A
from reportgen.template.user_charts.references import element
from reportgen.template.user_charts.sample import C

_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_SHADES: tuple[tuple[tuple[str, str], ...], ...] = (
    (), (("lumMod", "60000"), ("lumOff", "40000")), (("lumMod", "75000"),), (("lumMod", "40000"), ("lumOff", "60000")),
)  # fmt: skip
_GROUNDS = ("bg1", "bg2", "lt1", "lt2", "tx1", "tx2", "dk1", "dk2", "phClr")
_OWN_FILL = f"./{{{C}}}spPr/{{{A}}}solidFill"
_COLOURED = (_OWN_FILL, f"./{{{C}}}spPr/{{{A}}}ln/{{{A}}}solidFill")


class Colours:
    """The colours of the theme that a chart does not use yet, in their order; they never end."""

    def __init__(self, drawn: list[etree._Element]) -> None:
        taken = {
            colour.get("val")
            for one in drawn
            for path in _COLOURED
            for fill in one.findall(path)
            for colour in fill.findall(f"{{{A}}}schemeClr")
        }
        self._free = _cycle([name for name in _ACCENTS if name not in taken])

    def copy_of(self, model: etree._Element) -> etree._Element:
        """Return a copy of a series or point in the next colour."""
        made = copy.deepcopy(model)
        name, shade = next(self._free)
        for holder in (made, *made.findall(f"{{{C}}}marker")):
            for path in _COLOURED:
                for fill in holder.findall(path):
                    _recolour(fill, name, shade)
        for extension in [e for e in made.iter(f"{{{C}}}extLst") if b"uniqueId" in etree.tostring(e)]:
            parent = extension.getparent()
            assert parent is not None
            parent.remove(extension)  # the number by which Office knows the model
        return made


def _cycle(free: list[str]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    yield from ((name, ()) for name in free)
    round_number = 1
    while True:
        yield from ((name, _SHADES[round_number % len(_SHADES)]) for name in _ACCENTS)
        round_number += 1


def _recolour(fill: etree._Element, name: str, shade: tuple[tuple[str, str], ...]) -> None:
    old = fill[0] if len(fill) else None
    if old is None or old.get("val", "") in _GROUNDS or old.get("val", "").upper() == "FFFFFF":
        return
    colour = etree.Element(f"{{{A}}}schemeClr", attrib={"val": name})
    for change, value in shade:
        etree.SubElement(colour, f"{{{A}}}{change}").set("val", value)
    for transparency in old.findall(f"{{{A}}}alpha"):
        colour.append(transparency)
    fill.replace(old, colour)


def put(parent: etree._Element, child: etree._Element, *, before: tuple[str, ...]) -> None:
    """Put a child where the schema wants it: in front of the first of those that come after it."""
    names = {f"{{{C}}}{name}" for name in before}
    at = next((n for n, other in enumerate(parent) if other.tag in names), len(parent))
    parent.insert(at, child)


def set_value(parent: etree._Element, name: str, value: str, *, before: tuple[str, ...] = ()) -> None:
    """Give a child with a value another one; make it where there is none."""
    child = parent.find(f"{{{C}}}{name}")
    if child is None:
        child = element(name)
        put(parent, child, before=before)
    child.set("val", value)
