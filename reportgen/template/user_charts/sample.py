"""The charts of a template that carry tags, as they lie in the file. In: members; out: Samples by part and relationship.

A chart is a sample when a tag stands in its own text (its title) or in the alt text of its frame. Samples are taken out of the
package with their workbooks: each time one is filled, a chart part of its own is made from it, and a sample that is not shown
leaves nothing in the file.
"""

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.ooxml.formats import is_strict, parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationships, rels_name
from reportgen.template.program.user_chart import Sample
from reportgen.template.tags.grammar import A, R
from reportgen.template.tags.lexer import Tag, has_tag, split_tags

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_HOLDERS = re.compile(r"(word/(document|header\d*|footer\d*)|ppt/slides/slide\d+)\.xml$")
_NEWER = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_FRAMES = ("graphicFrame", "drawing")
_NAMED = ("cNvPr", "docPr")


Samples = dict[str, dict[str, Sample]]
NO_SAMPLES: dict[str, Sample] = {}


def take_samples(members: dict[str, Member]) -> Samples:
    """Return the tagged charts of each part by relationship id, and take them out of the members."""
    found: Samples = {}
    types = members["[Content_Types].xml"].content
    for part in filter(_HOLDERS.match, list(members)):
        arrows = {item.id: item for item in Relationships.of(part, members).items if item.type.endswith("/chart")}
        if not arrows:
            continue
        for chart in chart_elements(parse_part(members[part].content)):
            item = arrows.get(chart.get(f"{{{R}}}id", ""))
            if item is not None and item.target in members and _is_tagged(chart, members[item.target]):
                needed = {name: members[name] for name in _needed(item.target, members)}
                strict = is_strict(members[item.target].content)
                found.setdefault(part, {})[item.id] = Sample(item.target, needed, types, strict)
    if found:
        _take_out(found, members)
    return found


def chart_elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements by which a part refers to charts, those of the newer kinds among them."""
    yield from root.iter(f"{{{C}}}chart", f"{{{_NEWER}}}chart")


def is_newer(chart: etree._Element) -> bool:
    """Return whether it is a chart of the newer kinds (waterfall, treemap, funnel), which have another format."""
    return str(chart.tag).startswith(f"{{{_NEWER}}}")


def frame_of(chart: etree._Element) -> etree._Element | None:
    """Return the frame in which a chart stands: p:graphicFrame on a slide, w:drawing in a page."""
    around = (e for e in chart.iterancestors() if etree.QName(e).localname in _FRAMES)
    return next(around, None)


def named_of(frame: etree._Element) -> etree._Element | None:
    """Return the element that holds the name and alt text of a frame."""
    return next((e for e in frame.iter(etree.Element) if etree.QName(e).localname in _NAMED), None)


def alt_tags(named: etree._Element | None) -> list[Tag]:
    """Return the tags for values in an alt text."""
    if named is None:
        return []
    text = named.get("descr", "") + named.get("title", "")
    return [piece for piece in split_tags(text) if isinstance(piece, Tag) and piece.kind == "output"]


def _is_tagged(chart: etree._Element, member: Member) -> bool:
    frame = frame_of(chart)
    if frame is None:
        return False
    if alt_tags(named_of(frame)):
        return True
    return b"{" in member.content and any(
        has_tag("".join(text.text or "" for text in paragraph.iter(f"{{{A}}}t")))
        for paragraph in parse_part(member.content).iter(f"{{{A}}}p")
    )


def _needed(part: str, members: dict[str, Member]) -> list[str]:
    """The part, its relationships, and all parts that it leads to."""
    found: list[str] = []
    waiting = [part]
    while waiting:
        name = waiting.pop()
        if name in found or name not in members:
            continue
        found.append(name)
        if rels_name(name) in members:
            found.append(rels_name(name))
            waiting += [item.target for item in Relationships.of(name, members).items if not item.external]
    return found


def _take_out(samples: Samples, members: dict[str, Member]) -> None:
    types = ContentTypes(members["[Content_Types].xml"].content)
    for part, charts in samples.items():
        arrows = Relationships.of(part, members)
        arrows.items = [item for item in arrows.items if item.id not in charts]
        rels = arrows.member()
        members[rels.name] = rels
    gone = {name for charts in samples.values() for sample in charts.values() for name in sample.source}
    gone -= _still_needed(gone, members)
    for name in gone:
        types.drop(name)
        del members[name]
    members["[Content_Types].xml"] = types.member()


def _still_needed(gone: set[str], members: dict[str, Member]) -> set[str]:
    """Parts among those to go that others lead to as well, such as a picture that fills a bar and stands on a slide."""
    kept: set[str] = set()
    for name in [name for name in members if name.endswith(".xml") and name not in gone and rels_name(name) in members]:
        for item in Relationships.of(name, members).items:
            if not item.external and item.target in gone:
                kept.update(_needed(item.target, members))
    return kept
