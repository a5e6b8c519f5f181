"""The largest of a family of sizes at which the texts of a slide fit: one for all boxes that name the same family."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.documents.typeset.kinsoku import pieces
from reportgen.documents.typeset.lines import LineSetting, TextRun, break_lines, widest_piece
from reportgen.ooxml.lengths import emu
from reportgen.template.program.slide_templates import SIZES
from reportgen.template.tags.grammar import A, P
from reportgen.template.values.objects import FittedText

_PT = 12700
_SAFETY, _AUTOSPACE = 1.03, 0.2  # as the check of the finished file measures
_TOLERANCE = 0.5
_LEAST = 14.0  # pt: what stands beside a number is not set smaller, unless the template has it smaller
_NATURAL, _SEVERAL = 1.2, 1.8  # the pitch of a font of its own; a box of so many pitches takes several lines
_GAP = 12.0  # pt between a number and the small chart beside it
_SMALL_CHART = 110.0  # pt: a chart beside a number gives way down to this width
_BESIDE = 0.25  # a chart that begins further left in the box than this share does not stand beside the text
Fonts = Mapping[str, str]


@dataclass
class FitBox:
    """A text box with a family of sizes; lengths in pt."""

    shape: etree._Element
    x: float
    y: float
    width: float
    height: float
    fonts: Fonts

    @cached_property
    def runs(self) -> list[list[TextRun]]:
        """The runs of each paragraph at the sizes of the template."""
        return [self._runs(p) for p in self.shape.iterfind(f"{{{P}}}txBody/{{{A}}}p")]

    @cached_property
    def largest(self) -> float:
        """The size that the family stands for."""
        return max((run.size for runs in self.runs for run in runs if run.text.strip()), default=0.0)

    @property
    def text(self) -> str:
        """All that stands in it."""
        return "".join(run.text for runs in self.runs for run in runs).strip()

    def _runs(self, paragraph: etree._Element) -> list[TextRun]:
        found = []
        for element in paragraph.iterfind(f"{{{A}}}r"):
            properties, text = element.find(f"{{{A}}}rPr"), element.find(f"{{{A}}}t")
            size = _size(properties)
            if properties is None or text is None or not text.text or not size:
                continue
            bold = properties.get("b") in ("1", "true")
            found.append(TextRun(text.text, size, bold, self._face(properties, "latin"), self._face(properties, "ea")))
        return found

    def _face(self, properties: etree._Element, slot: str) -> str:
        named = properties.find(f"{{{A}}}{slot}")
        name = named.get("typeface", "") if named is not None else f"+mn-{'lt' if slot == 'latin' else 'ea'}"
        return self.fonts.get(name, name)

    def fits(self, factor: float, width: float) -> bool:
        """Whether the text fits at a share of its sizes in a width."""
        height = 0.0
        for paragraph, runs in zip(self.shape.iterfind(f"{{{P}}}txBody/{{{A}}}p"), self.runs, strict=True):
            scaled = tuple(_scaled_run(run, factor) for run in runs)
            setting = LineSetting(width, autospace=_AUTOSPACE, safety=_SAFETY)
            text = "".join(run.text for run in scaled)
            if widest_piece(scaled, setting, pieces(text)) > width + _TOLERANCE:
                return False
            count = len(break_lines(scaled, setting))
            if count > 1 and not self._wraps(paragraph):
                return False
            height += count * self._pitch(paragraph, factor)
        return height <= self.height + _TOLERANCE

    def needed(self, factor: float) -> float:
        """The width of the text on one line."""
        setting = LineSetting(1e6, autospace=_AUTOSPACE, safety=_SAFETY)
        lines = (break_lines(tuple(_scaled_run(run, factor) for run in runs), setting) for runs in self.runs)
        return max((line.width for found in lines for line in found), default=0.0)

    def _pitch(self, paragraph: etree._Element, factor: float) -> float:
        exact = paragraph.find(f"{{{A}}}pPr/{{{A}}}lnSpc/{{{A}}}spcPts")
        return int(exact.get("val", "0")) / 100 * factor if exact is not None else self.largest * factor * _NATURAL

    def _wraps(self, paragraph: etree._Element) -> bool:
        """Whether the box is made for several lines; a number on a card keeps to one at any size."""
        return self.height >= _SEVERAL * self._pitch(paragraph, 1.0)

    def scale(self, factor: float) -> None:
        """Write the sizes."""
        if factor == 1:
            return
        for paragraph in self.shape.iterfind(f"{{{P}}}txBody/{{{A}}}p"):
            exact = paragraph.find(f"{{{A}}}pPr/{{{A}}}lnSpc/{{{A}}}spcPts")
            if exact is not None:
                exact.set("val", str(round(self._pitch(paragraph, factor) * 100)))
            for properties in paragraph.iter(f"{{{A}}}rPr", f"{{{A}}}endParaRPr"):
                if size := _size(properties):
                    properties.set("sz", str(round(_scaled(size, factor) * 100)))


def fit_texts(part: str, root: etree._Element, fonts: Fonts) -> list[FittedText]:
    """Set the texts of a slide that have a family of sizes; boxes that name the same family get the same size."""
    boxes = _boxes(root, fonts)
    charts = [frame for frame in root.iter(f"{{{P}}}graphicFrame") if _is_chart(frame)]
    names: Counter[str] = Counter()
    copies = {}
    for named in root.iter(f"{{{P}}}cNvPr"):
        names[named.get("name", "")] += 1
        copies[named] = names[named.get("name", "")]
    rows: dict[str, list[FitBox]] = defaultdict(list)
    for box in boxes:
        rows[_named(box.shape).attrib.pop(SIZES)].append(box)
    found = []
    for family, row in rows.items():
        sizes = tuple(float(size) for size in family.split())
        size, fits = _set_row(row, sizes, charts)
        for box, good in zip(row, fits, strict=True):
            if box.text:
                named = _named(box.shape)
                found.append(FittedText(part, named.get("name", ""), copies[named], size, sizes, good))
    return found


def _set_row(
    row: Sequence[FitBox], sizes: Sequence[float], charts: Sequence[etree._Element]
) -> tuple[float, list[bool]]:
    """Set a row at the largest size that fits all; where none does, charts beside the numbers give way."""
    widths = [min([box.width, *(_left(chart) - _GAP - box.x for chart in _beside(box, charts))]) for box in row]
    for size in sizes:
        fits = [box.fits(size / sizes[0], width) for box, width in zip(row, widths, strict=True)]
        if all(fits):
            break
    else:
        fits = [
            box.fits(size / sizes[0], width) or _narrow(box, size / sizes[0], charts)
            for box, width in zip(row, widths, strict=True)
        ]
    for box in row:
        box.scale(size / sizes[0])
    return size, fits


def _narrow(box: FitBox, factor: float, charts: Sequence[etree._Element]) -> bool:
    """Make the charts beside a number narrower, if that is enough; say whether it is."""
    beside = _beside(box, charts)
    left = box.x + box.needed(factor) + _GAP
    if not beside or any(_right(chart) - left < _SMALL_CHART for chart in beside) or not box.fits(factor, box.width):
        return False
    for chart in beside:
        off, ext = _frame(chart)
        right = emu(off.get("x")) + emu(ext.get("cx"))
        off.set("x", str(round(left * _PT)))
        ext.set("cx", str(right - round(left * _PT)))
    return True


def _boxes(root: etree._Element, fonts: Fonts) -> list[FitBox]:
    found = []
    for shape in root.iter(f"{{{P}}}sp"):
        off, ext = shape.find(f".//{{{A}}}off"), shape.find(f".//{{{A}}}ext[@cx]")
        if _named(shape).get(SIZES) and off is not None and ext is not None:
            left, top, right, bottom = _insets(shape)
            x, y, cx, cy = (emu(value) / _PT for value in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
            found.append(FitBox(shape, x + left, y + top, cx - left - right, cy - top - bottom, fonts))
    return found


def _insets(shape: etree._Element) -> tuple[float, float, float, float]:
    body = shape.find(f"{{{P}}}txBody/{{{A}}}bodyPr")
    usual = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
    left, top, right, bottom = (
        emu(body.get(name)) / _PT if body is not None and body.get(name) is not None else value / _PT
        for name, value in usual.items()
    )
    return left, top, right, bottom


def _beside(box: FitBox, charts: Iterable[etree._Element]) -> list[etree._Element]:
    """The charts that stand in the room of a text, at its right."""
    found = []
    for chart in charts:
        off, ext = _frame(chart)
        top, height = emu(off.get("y")) / _PT, emu(ext.get("cy")) / _PT
        level = top < box.y + box.height and top + height > box.y
        if level and box.x + _BESIDE * box.width < _left(chart) < box.x + box.width:
            found.append(chart)
    return found


def _is_chart(frame: etree._Element) -> bool:
    return next(frame.iter("{*}chart"), None) is not None


def _frame(chart: etree._Element) -> tuple[etree._Element, etree._Element]:
    transform = chart.find(f"{{{P}}}xfrm")
    assert transform is not None
    return transform[0], transform[1]


def _left(chart: etree._Element) -> float:
    return emu(_frame(chart)[0].get("x")) / _PT


def _right(chart: etree._Element) -> float:
    return _left(chart) + emu(_frame(chart)[1].get("cx")) / _PT


def _named(shape: etree._Element) -> etree._Element:
    found = shape.find(f"./*/{{{P}}}cNvPr")
    assert found is not None
    return found


def _size(properties: etree._Element | None) -> float:
    return int(properties.get("sz", "0")) / 100 if properties is not None else 0.0


def _scaled(size: float, factor: float) -> float:
    return max(round(size * factor), min(size, _LEAST))


def _scaled_run(run: TextRun, factor: float) -> TextRun:
    return TextRun(run.text, _scaled(run.size, factor), run.bold, run.latin, run.chinese)
