"""Figures as shapes of a slide: the drawing of a kind that Office has no chart for, each piece a shape with its text.

The same functions draw pictures and shapes; on a slide everything is larger by one factor: the smallest letters have 14 pt or more.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape  # xml.sax.saxutils would import the network
from typing import Any

from reportgen.charts.data import FactsById, FigureData
from reportgen.charts.kinds import KINDS
from reportgen.charts.native.chart import Native, native_of
from reportgen.charts.native.style import NativeStyle
from reportgen.charts.picture.area import Rect
from reportgen.charts.picture.canvas import SMALLEST, Canvas, Letters
from reportgen.charts.picture.draw import FULL_WIDTH, painted_at
from reportgen.charts.picture.outline import CLOSE, CURVE, LINE, MOVE, Outline
from reportgen.charts.prepare import prepared
from reportgen.charts.tones import WHITE, Tone
from reportgen.model import Figure, Theme

EMU_PER_MM, EMU_PER_PT = 36000, 12700
_LEAST_SCALE = 14.0 / SMALLEST
_STEPS = {MOVE: "moveTo", LINE: "lnTo", CURVE: "cubicBezTo"}
_ALIGNED = {"left": "l", "center": "ctr", "right": "r"}

EmuBox = tuple[int, int, int, int]  # x, y, width, height
NewId = Callable[[], int]
PlaceChart = Callable[[Native, EmuBox], str]  # a chart in a box: its frame on the slide


def shapes_xml(
    figure: Figure, facts: FactsById, theme: Theme, box: EmuBox, new_id: NewId, place_chart: PlaceChart
) -> str:  # fmt: skip
    """Return the shapes of a figure in a box of a slide; panels that Office has are its charts. Errors as for `prepared`."""
    return "".join(_shapes(prepared(figure, facts), theme, box, new_id, place_chart))


def _shapes(data: FigureData, theme: Theme, box: EmuBox, new_id: NewId, place_chart: PlaceChart) -> Iterator[str]:
    x, y, width, height = box
    kind, per_mm = KINDS[data.figure.kind], max(EMU_PER_MM * _LEAST_SCALE, width / FULL_WIDTH)
    if kind.native is not None:
        room = width / EMU_PER_PT, height / EMU_PER_PT
        yield place_chart(native_of(data, NativeStyle(theme, False, room, True), headed=True), box)
    elif kind.panels is not None:
        for part, at in kind.panels(data, Rect(0.0, 0.0, width / per_mm, height / per_mm)):
            inner = (
                round(x + at.x * per_mm),
                round(y + at.y * per_mm),
                round(at.width * per_mm),
                round(at.height * per_mm),
            )
            yield from _shapes(part, theme, inner, new_id, place_chart)
    else:
        canvas = painted_at(data, theme, width / per_mm, height / per_mm).canvas
        yield from _ShapePieces(canvas, (x, y), per_mm, new_id).xml()


@dataclass(frozen=True)
class _ShapePieces:
    """The pieces of a canvas at a place of a slide; texts in the middle of a rectangle become its own."""

    canvas: Canvas
    at: tuple[int, int]
    per_mm: float
    new_id: NewId

    @property
    def scale(self) -> float:
        """How much larger everything is than in print."""
        return self.per_mm / EMU_PER_MM

    def xml(self) -> Iterator[str]:
        """Yield each shape, then the texts that stand alone."""
        left = list(self.canvas.texts)
        for outline in _joined(self.canvas.outlines):
            inside = _texts_of(outline, left) if outline.rectangle and outline.fill else []
            left = [letters for letters in left if letters not in inside]
            yield self._shape(outline, inside)
        for letters in left:
            size = letters.left, letters.top, letters.right - letters.left, letters.bottom - letters.top
            look = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'
            yield self._piece("文字", size, look, self._body([letters], "none", _ALIGNED[letters.anchor]), text=True)

    def _shape(self, outline: Outline, texts: list[Letters]) -> str:
        points = outline.points
        (x1, y1), (x2, y2) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        preset = "rect" if outline.rectangle else "ellipse" if outline.disc else ""
        geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>' if preset else self._path(outline, x1, y1)
        body = self._body(texts, "square", "ctr") if texts else ""
        return self._piece(
            "图形", (x1, y1, x2 - x1, y2 - y1), geometry + self._fill(outline) + self._line(outline), body
        )

    def _piece(
        self, name: str, box: tuple[float, float, float, float], look: str, body: str, *, text: bool = False
    ) -> str:
        number, (x, y, width, height) = self.new_id(), (self._emu(part) for part in box)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvSpPr{" txBox=" + chr(34) + "1" + chr(34) if text else ""}/>'
            f'<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{self.at[0] + x}" y="{self.at[1] + y}"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>{look}</p:spPr>{body}</p:sp>'
        )

    def _emu(self, length: float) -> int:
        return round(length * self.per_mm)

    def _path(self, outline: Outline, x: float, y: float) -> str:
        steps, rest = [], ""
        for (px, py), code in zip(outline.points.tolist(), outline.codes.tolist(), strict=True):
            if code == CLOSE:
                steps.append("<a:close/>")
                continue
            rest += f'<a:pt x="{self._emu(px - x)}" y="{self._emu(py - y)}"/>'
            if code != CURVE or rest.count("<a:pt") == 3:
                steps.append(f"<a:{_STEPS[code]}>{rest}</a:{_STEPS[code]}>")
                rest = ""
        size = outline.points.max(axis=0) - outline.points.min(axis=0)
        fill = "" if outline.fill else ' fill="none"'
        inner = f'<a:path w="{self._emu(size[0])}" h="{self._emu(size[1])}"{fill}>{"".join(steps)}</a:path>'
        return f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{inner}</a:pathLst></a:custGeom>'

    def _fill(self, outline: Outline) -> str:
        if not outline.fill:
            return "<a:noFill/>"
        if outline.hatched:
            front, back = self._colour(outline.edge or "000000"), self._colour(outline.fill)
            return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{front}</a:fgClr><a:bgClr>{back}</a:bgClr></a:pattFill>'
        return f"<a:solidFill>{self._colour(outline.fill, outline.alpha)}</a:solidFill>"

    def _line(self, outline: Outline) -> str:
        if not (outline.edge and outline.line):
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="dash"/>' if outline.dashes else ""
        width = round(outline.line * self.scale * EMU_PER_PT)
        return f'<a:ln w="{width}"><a:solidFill>{self._colour(outline.edge)}</a:solidFill>{dash}</a:ln>'

    def _colour(self, colour: str, alpha: float = 1.0) -> str:
        tone = self.canvas.tones.get(colour, WHITE if colour == "FFFFFF" else Tone("ink"))
        part = round(tone.light * 100000)
        inner = f'<a:lumMod val="{100000 - part}"/><a:lumOff val="{part}"/>' if part else ""
        inner += f'<a:alpha val="{round(alpha * 100000)}"/>' if alpha != 1.0 else ""
        return f'<a:schemeClr val="{tone.slot}">{inner}</a:schemeClr>'

    def _body(self, texts: list[Letters], wrap: str, aligned: str) -> str:
        lines = "".join(f"<a:p>{self._paragraph(letters, aligned)}{self._run(letters)}</a:p>" for letters in texts)
        inset = 'lIns="0" tIns="0" rIns="0" bIns="0"'
        return f'<p:txBody><a:bodyPr wrap="{wrap}" {inset} anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/>{lines}</p:txBody>'

    def _paragraph(self, letters: Letters, aligned: str) -> str:
        pitch = int((letters.bottom - letters.top) * self.per_mm / EMU_PER_PT * 10) * 10  # in 1/100 pt
        return f'<a:pPr algn="{aligned}"><a:lnSpc><a:spcPts val="{pitch}"/></a:lnSpc></a:pPr>'

    def _run(self, letters: Letters) -> str:
        size = int(letters.size * self.scale * 2 + 0.01) * 50  # in 1/100 pt, down to half points
        face = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        fill = f"<a:solidFill>{self._colour(letters.colour)}</a:solidFill>"
        look = f'<a:rPr lang="zh-CN" altLang="en-US" sz="{size}" b="{int(letters.bold)}">{fill}{face}</a:rPr>'
        return f"<a:r>{look}<a:t>{escape(letters.text, quote=False)}</a:t></a:r>"


def _joined(outlines: list[Outline]) -> Iterator[Outline]:
    """Yield outlines; a fill and an edge of the same points are one shape."""
    waiting: Outline | None = None
    for outline in outlines:
        if waiting is not None and waiting.disc and outline.disc and _same(waiting.points, outline.points):
            yield waiting.edged(outline)
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = outline
    if waiting is not None:
        yield waiting


def _same(one: Any, other: Any) -> bool:
    return one.shape == other.shape and bool((one == other).all())


def _texts_of(outline: Outline, texts: list[Letters]) -> list[Letters]:
    """The lines of text that stand in the middle of a rectangle, one below the other."""
    (x1, y1), (x2, y2) = outline.points.min(axis=0).tolist(), outline.points.max(axis=0).tolist()
    found = [
        one
        for one in texts
        if one.left >= x1 and one.right <= x2 and one.top >= y1 - 0.5 and one.bottom <= y2 + 0.5
        and abs((one.left + one.right) - (x1 + x2)) < 0.2
    ]  # fmt: skip
    middle = sum(one.top + one.bottom for one in found) / (2 * len(found)) if found else 0.0
    return found if abs(2 * middle - (y1 + y2)) < 0.4 else []
