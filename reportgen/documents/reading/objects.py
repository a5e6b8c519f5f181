"""Passages of what stands in a text or on a slide besides words: pictures, charts, SmartArt, embedded objects."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.documents.reading.chart_part import chart_passages
from reportgen.documents.reading.names import DGM, FALLBACK, A, C, R, V
from reportgen.documents.reading.passage import Passage, Unread
from reportgen.documents.reading.words import words_of
from reportgen.ooxml.parsed_package import Opened

_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_CHARTEX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart"
_NOT_READ = {
    "oleObj": "an embedded object", "OLEObject": "an embedded object", "control": "a control", "videoFile": "a film",
    "audioFile": "a sound", "wavAudioFile": "a sound", "contentPart": "ink", "quickTimeFile": "a film", "model3d": "a 3-D model",
}  # fmt: skip


@dataclass
class Objects:
    """Reads the objects of one part."""

    part: str
    members: Opened
    unread: list[Unread] = field(default_factory=list)
    inner: tuple[str, ...] = ()  # elements whose objects belong to somebody else

    def of(self, element: etree._Element, blank: Passage) -> Iterator[Passage]:
        """Yield the passages of the objects under an element."""
        targets = {item.id: item.target for item in self.members.arrows(self.part).items}
        for child in element.iter(*_READERS, *_UNREADABLE):
            read = _READERS.get(str(child.tag))
            name = str(child.tag).rpartition("}")[2]
            if (read is None and name not in _NOT_READ) or _belongs_elsewhere(child, element, self.inner):
                continue
            if read is None:
                self.unread.append(Unread(blank.place, _NOT_READ[name]))
            else:
                yield from read(child, _named(child, element, blank), targets, self.members)


def _belongs_elsewhere(child: etree._Element, element: etree._Element, inner: tuple[str, ...]) -> bool:
    """Whether it stands in an alternative that is not shown, or in a drawing inside the drawing."""
    for above in child.iterancestors():
        if above is element:
            return False
        if above.tag == FALLBACK or above.tag in inner:
            return True
    return False


def _named(child: etree._Element, element: etree._Element, blank: Passage) -> Passage:
    """The place with the name of the object; on slides the shape has it already."""
    if blank.place.shape or blank.place.region == "notes":
        return blank
    head = next(element.iter("{*}docPr"), None)
    name = head.get("name", "") if head is not None else "picture"
    return replace(blank, place=replace(blank.place, shape=name))


def _picture(child: etree._Element, blank: Passage, targets: dict[str, str], members: Opened) -> Iterator[Passage]:
    target = targets.get(child.get(f"{R}embed") or child.get(f"{R}id") or "", "")
    if target not in members:
        return
    item = "svg" if child.tag == _SVG else ""
    frame = child.getparent()
    crop = frame.find(f"{A}srcRect") if frame is not None and not item else None
    cut = (
        "".join(f" {side} {crop.get(side)}" for side in "ltrb" if crop.get(side, "0") != "0")
        if crop is not None
        else ""
    )
    place = replace(blank.place, region="picture", item=item)
    yield replace(blank, kind="picture", place=place, text=picture_hash(members[target].content) + cut, spot=target)


def picture_hash(content: bytes) -> str:
    """Return what a picture is known by."""
    return hashlib.sha256(content).hexdigest()[:20]


def _chart(child: etree._Element, blank: Passage, targets: dict[str, str], members: Opened) -> Iterator[Passage]:
    target = targets.get(child.get(f"{R}id", ""), "")
    if target in members:
        name = blank.place.shape
        yield from chart_passages(replace(blank, part=target, spot=name, chart=target), members)


def _diagram(child: etree._Element, blank: Passage, targets: dict[str, str], members: Opened) -> Iterator[Passage]:
    """SmartArt: its data, and the drawing of it that programs show."""
    data = targets.get(child.get(f"{R}dm", ""), "")
    if data not in members:
        return
    root = members.tree(data)
    yield from _diagram_words(root, blank, data, "diagram")
    model = next(root.iter("{*}dataModelExt"), None)
    drawing = targets.get(model.get("relId", ""), "") if model is not None else ""
    if drawing in members:
        yield from _diagram_words(members.tree(drawing), blank, drawing, "diagram drawing")


def _diagram_words(root: etree._Element, blank: Passage, part: str, region: str) -> Iterator[Passage]:
    for number, paragraph in enumerate(root.iter(f"{A}p"), 1):
        text = words_of(paragraph)
        if text.strip():
            place = replace(blank.place, region=region, item=str(number))
            yield replace(blank, kind="diagram", place=place, text=text, part=part)


_Read = Callable[[etree._Element, Passage, dict[str, str], Opened], Iterator[Passage]]
_READERS: dict[str, _Read] = {
    f"{A}blip": _picture, _SVG: _picture, f"{V}imagedata": _picture, f"{C}chart": _chart, _CHARTEX: _chart, f"{DGM}relIds": _diagram,
}  # fmt: skip
_UNREADABLE = tuple(f"{{*}}{name}" for name in _NOT_READ)
