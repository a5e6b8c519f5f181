"""Numbered lists inside loops: which ones begin anew in each round.

A list begins anew for a round when all of it stands inside the loop and its paragraphs are repeated by loops inside, or when
the round begins with something else and has two paragraphs of the list or more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from lxml import etree

from reportgen.template.tags.grammar import W
from reportgen.template.tags.scopes import TagBlock, TagSpot

_P, _PPR, _NUM_PR = f"{{{W}}}p", f"{{{W}}}pPr", f"{{{W}}}numPr"
_BEFORE_NUM = {f"{{{W}}}{n}" for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
Use = tuple[etree._Element, tuple[TagBlock, ...]]  # a paragraph of a list, and the loops around it


class ListStyles:
    """The list that a paragraph style belongs to; headings belong to none, as they go on through the document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._own: dict[str, tuple[str, str]] = {}
        self._parents: dict[str, str] = {}
        self._headings: set[str] = set()
        for style in () if root is None else root.iter(f"{{{W}}}style"):
            name, look = style.get(f"{{{W}}}styleId", ""), style.find(_PPR)
            self._parents[name] = _value(style.find(f"{{{W}}}basedOn"))
            if look is not None and look.find(f"{{{W}}}outlineLvl") is not None:
                self._headings.add(name)
            number = "" if look is None else _value(look.find(f"{_NUM_PR}/{{{W}}}numId"))
            if look is not None and number:
                self._own[name] = number, _value(look.find(f"{_NUM_PR}/{{{W}}}ilvl")) or "0"

    def list_of(self, name: str) -> tuple[str, str]:
        """Return the list of a style, by inheritance, and the level in it; nothing for none."""
        seen: set[str] = set()
        while name and name not in seen:
            if name in self._headings:
                break
            if name in self._own:
                return self._own[name]
            seen.add(name)
            name = self._parents.get(name, "")
        return "", ""


def declare_lists(spots: Sequence[TagSpot], styles: ListStyles) -> None:
    """Tell each loop whose rounds begin lists anew which these are; give paragraphs of a style the list they are in."""
    uses: dict[str, list[Use]] = defaultdict(list)
    levels: dict[etree._Element, str] = {}
    for spot in spots:
        if spot.element.tag == _P:
            number, level = _list_of(spot.element, styles)
            if number and number != "0":
                uses[number].append((spot.element, tuple(b for b in spot.around if b.word == "for")))
                levels[spot.element] = level
    first = _first_paragraphs(spots)
    for number, found in uses.items():
        block = _restarting(found, first)
        if block is not None:
            block.keys[("num", number)] = None
            for paragraph, _ in found:
                _write(paragraph, number, levels[paragraph])


def _first_paragraphs(spots: Sequence[TagSpot]) -> Mapping[TagBlock, etree._Element]:
    found: dict[TagBlock, etree._Element] = {}
    for spot in spots:
        if spot.element.tag == _P:
            for block in spot.around:
                found.setdefault(block, spot.element)
    return found


def _restarting(uses: list[Use], first: Mapping[TagBlock, etree._Element]) -> TagBlock | None:
    """The loop whose rounds begin the list anew; None for a list that goes on."""
    common = uses[0][1]
    for _, loops in uses:
        common = tuple(one for one, other in zip(common, loops, strict=False) if one is other)
    for depth in range(len(common), 0, -1):
        direct = [paragraph for paragraph, loops in uses if len(loops) == depth]
        block = common[depth - 1]
        if not direct or (len(direct) > 1 and first.get(block) is not direct[0]):
            return block
    return None


def _list_of(paragraph: etree._Element, styles: ListStyles) -> tuple[str, str]:
    look = paragraph.find(_PPR)
    if look is None:
        return "", ""
    if look.find(f"{{{W}}}outlineLvl") is not None:
        return "", ""
    own = look.find(_NUM_PR)
    name, level = styles.list_of(_value(look.find(f"{{{W}}}pStyle")))
    if own is not None and _value(own.find(f"{{{W}}}numId")):
        return _value(own.find(f"{{{W}}}numId")), _value(own.find(f"{{{W}}}ilvl")) or level or "0"
    return name, level


def _write(paragraph: etree._Element, number: str, level: str) -> None:
    look = paragraph.find(_PPR)
    assert look is not None
    own = look.find(_NUM_PR)
    if own is None:
        own = etree.Element(_NUM_PR)
        look.insert(sum(1 for child in look if child.tag in _BEFORE_NUM), own)
    for name, value in (("ilvl", level), ("numId", number)):
        child = own.find(f"{{{W}}}{name}")
        if child is None:
            child = etree.Element(f"{{{W}}}{name}")
            own.insert(0 if name == "ilvl" else 1, child)
        child.set(f"{{{W}}}val", value)


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{{{W}}}val", "")
