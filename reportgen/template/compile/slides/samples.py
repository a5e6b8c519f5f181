"""Whether the samples of a loop differ in nothing but their place."""

from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.ooxml.lengths import emu
from reportgen.template.compile.slides.shapes import properties_of
from reportgen.template.program.program import ShapeBox
from reportgen.template.tags.grammar import A, P

_PLACES = (f"{{{A}}}off", f"{{{A}}}chOff")


def alike(samples: Sequence[etree._Element], boxes: Sequence[ShapeBox]) -> bool:
    """Say whether samples are the same drawing at different places."""
    first = list(_drawing(samples[0], boxes[0]))
    return all(
        box[2:] == boxes[0][2:] and list(_drawing(sample, box)) == first
        for sample, box in zip(samples[1:], boxes[1:], strict=True)
    )


def _drawing(sample: etree._Element, box: ShapeBox) -> Iterator[tuple[object, ...]]:
    """The elements of a sample with places counted from its own corner, without their ids and without its loop."""
    own = properties_of(sample)
    for element in sample.iter():
        if element.tag in _PLACES:
            yield element.tag, emu(element.get("x")) - box[0], emu(element.get("y")) - box[1]
            continue
        known = dict(element.attrib)
        if element.tag == f"{{{P}}}cNvPr":
            known.pop("id", None)
        if element is own:
            known.pop("descr", None)
        yield element.tag, tuple(sorted(known.items())), element.text or ""
