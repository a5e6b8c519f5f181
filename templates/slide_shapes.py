"""The shapes that deck templates are made of. In: points and texts; out: XML of shapes. Colours are theme slots only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

EMU = 12700
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
# A slot of the theme, and what its saturation and lightness are multiplied by and its lightness raised by, in 1/1000 %.
_SHADES = {
    "gold": ("accent2", 0, 40000, 60000),
    "tone1": ("accent1", 0, 82000, 0),
    "tint1": ("tx2", 60000, 10000, 88000),
    "tint2": ("accent1", 60000, 8000, 90000),
    "tint3": ("accent3", 60000, 8000, 90000),
    "tint4": ("accent5", 0, 8000, 90000),
}


def column(number: float) -> float:
    """Return the left edge of a grid column in pt."""
    return 48 + 74 * number


@dataclass(frozen=True)
class Run:
    """A stretch of text: size in pt, theme colour, weight, serif (the heading face) or not."""

    text: str
    size: float = 18
    colour: str = "tx1"
    bold: bool = False
    serif: bool = False

    def xml(self) -> str:
        """Return the a:r."""
        return f"<a:r>{self.properties('rPr')}<a:t>{escape(self.text)}</a:t></a:r>"

    def properties(self, name: str) -> str:
        """Return the run properties under a name."""
        face = "mj" if self.serif else "mn"
        fonts = f'<a:latin typeface="+{face}-lt"/><a:ea typeface="+{face}-ea"/>'
        bold = ' b="1"' if self.bold else ' b="0"'
        language = "" if name == "defRPr" else ' lang="zh-CN" altLang="en-US"'
        return f'<a:{name}{language} sz="{round(self.size * 100)}"{bold}>{fill(self.colour)}{fonts}</a:{name}>'


@dataclass(frozen=True)
class Line:
    """A paragraph: runs, exact pitch in pt, alignment, space before."""

    runs: Sequence[Run]
    pitch: float
    align: str = "l"
    before: float = 0

    def xml(self) -> str:
        """Return the a:p."""
        space = f'<a:lnSpc><a:spcPts val="{round(self.pitch * 100)}"/></a:lnSpc>'
        space += f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>'
        properties = (
            f'<a:pPr marL="0" indent="0" algn="{self.align}" eaLnBrk="1" hangingPunct="1">{space}<a:buNone/></a:pPr>'
        )
        return f"<a:p>{properties}{''.join(run.xml() for run in self.runs)}</a:p>"


def fill(colour: str) -> str:
    """Return a solid fill; a name of _SHADES is a slot of the theme made lighter or darker, "none" is none."""
    if colour == "none":
        return "<a:noFill/>"
    if colour not in _SHADES:
        return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    name, saturate, modulate, offset = _SHADES[colour]
    inner = f'<a:satMod val="{saturate}"/>' if saturate else ""
    inner += f'<a:lumMod val="{modulate}"/>'
    inner += f'<a:lumOff val="{offset}"/>' if offset else ""
    return f'<a:solidFill><a:schemeClr val="{name}">{inner}</a:schemeClr></a:solidFill>'


class Sheet:
    """Collects the shapes of one slide or layout; ids count up in drawing order."""

    def __init__(self) -> None:
        self._ids = count(2)
        self.shapes: list[str] = []

    def add(self, *shapes: str) -> None:
        """Put shapes on the sheet."""
        self.shapes += shapes

    def head(self, name: str, descr: str = "", *, decorative: bool = False) -> str:
        """Return the p:cNvPr of the next shape."""
        alt = f" descr={quoteattr(descr)}" if descr else ""
        inner = _DECORATIVE if decorative else ""
        return f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(name)}{alt}>{inner}</p:cNvPr>'

    def text(
        self, name: str, box: tuple[float, float, float, float], lines: Sequence[Line], *,
        descr: str = "", ground: str = "none", anchor: str = "t", fit: str = "",
    ) -> str:  # fmt: skip
        """Return a text box, on a ground if one is named; `fit` is its family of sizes."""
        descr = f"{{% fit {fit} %}}" if fit else descr
        body = "".join(line.xml() for line in lines)
        kind = ' txBox="1"' if ground == "none" else ""
        return (
            f"<p:sp><p:nvSpPr>{self.head(name, descr)}<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr>{_xfrm(box)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(ground)}<a:ln><a:noFill/></a:ln></p:spPr>'
            f"<p:txBody>{body_properties(anchor)}<a:lstStyle/>{body}</p:txBody></p:sp>"
        )

    def rectangle(self, name: str, box: tuple[float, float, float, float], colour: str) -> str:
        """Return a decorative rectangle."""
        return (
            f"<p:sp><p:nvSpPr>{self.head(name, decorative=True)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_xfrm(box)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
        )

    def rule(
        self, x: float, y: float, width: float, height: float, colour: str = "accent6", weight: float = 0.75
    ) -> str:
        """Return a decorative straight line, level or upright."""
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self.head('线', decorative=True)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>"
            f'{_xfrm((x, y, width, height))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f'<a:ln w="{round(weight * EMU)}">{fill(colour)}</a:ln></p:spPr></p:cxnSp>'
        )

    def table(
        self,
        name: str,
        box: tuple[float, float, float, float],
        rows: Sequence[tuple[Sequence[str], Sequence[Run], float]],
        fit: str,
    ) -> str:
        """Return a table: each row is the tags of its cells, their looks and its height in pt; `fit` is its family of sizes."""
        x, y, width, height = (round(value * EMU) for value in box)
        count = len(rows[0][0])
        body = "".join(self._row(*row, first=not n) for n, row in enumerate(rows))
        head = self.head(name, f"{{% fit {fit} %}}{{{{ slide.title }}}}")
        columns = f'<a:gridCol w="{width // count}"/>' * count
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{head}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f'</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="{x}" y="{y}"/>'
            f'<a:ext cx="{width}" cy="{height}"/></p:xfrm><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
            f"<a:tblGrid>{columns}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _row(self, texts: Sequence[str], looks: Sequence[Run], pitch: float, *, first: bool) -> str:
        rules = _edge("lnT", "accent1", 1.5) + _edge("lnB", "accent1", 0.75) if first else _edge("lnB", "accent6", 0.75)
        cell = f'<a:tcPr marL="0" marR="228600" marT="0" marB="0" anchor="ctr">{rules}<a:noFill/></a:tcPr>'
        cells = ""
        for text, run in zip(texts, looks, strict=True):
            line = Line([replace(run, text=text)], round(run.size * 1.45)).xml()
            cells += f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{line}</a:txBody>{cell}</a:tc>"
        return f'<a:tr h="{round(pitch * EMU)}">{cells}</a:tr>'

    def wave(self, name: str, points: Sequence[tuple[float, float]], colour: str, *, closed: bool = True) -> str:
        """Return a decorative freeform over the whole slide through points, closed at the lower edge."""
        start, *rest = [(round(x * EMU), round(y * EMU)) for x, y in points]
        path = f'<a:moveTo><a:pt x="{start[0]}" y="{start[1]}"/></a:moveTo>'
        path += "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
        if closed:
            corners = ((960 * EMU, 540 * EMU), (0, 540 * EMU))
            path += "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in corners) + "<a:close/>"
        size = f'w="{960 * EMU}" h="{540 * EMU}"'
        ground = fill(colour) if closed else "<a:noFill/>"
        line = "<a:ln><a:noFill/></a:ln>" if closed else f'<a:ln w="12700">{fill(colour)}</a:ln>'
        open_path = "" if closed else ' fill="none"'
        return (
            f'<p:sp><p:nvSpPr>{self.head(name, decorative=True)}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
            f"{_xfrm((0, 0, 960, 540))}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}{open_path}>{path}</a:path></a:pathLst></a:custGeom>'
            f"{ground}{line}</p:spPr></p:sp>"
        )

    def group(self, name: str, box: tuple[float, float, float, float], descr: str, children: Sequence[str]) -> str:
        """Return a group whose inner coordinates are those of the slide."""
        inner = _xfrm(box).replace("</a:xfrm>", _child(box) + "</a:xfrm>")
        head = f"<p:nvGrpSpPr>{self.head(name, descr)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        return f"<p:grpSp>{head}<p:grpSpPr>{inner}</p:grpSpPr>{''.join(children)}</p:grpSp>"

    def placeholder(
        self, name: str, kind: str, index: int, body: str,
        box: tuple[float, float, float, float] | None = None, style: str = "", anchor: str = "",
    ) -> str:  # fmt: skip
        """Return a placeholder: with box and list style on master and layout, with neither on a slide."""
        holder = (f' type="{kind}"' if kind else "") + (f' idx="{index}"' if index else "")
        shape = f"<p:spPr>{_xfrm(box)}</p:spPr>" if box else "<p:spPr/>"
        frame = body_properties(anchor or "t") if box else "<a:bodyPr/>"
        return (
            f'<p:sp><p:nvSpPr>{self.head(name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph{holder}/></p:nvPr></p:nvSpPr>{shape}"
            f"<p:txBody>{frame}<a:lstStyle>{style}</a:lstStyle>{body}</p:txBody></p:sp>"
        )


def body_properties(anchor: str) -> str:
    """Return a text frame without insets that never shrinks its text."""
    insets = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    return f'<a:bodyPr wrap="square" {insets} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'


def plain(text: str) -> str:
    """Return a paragraph that takes all its looks from the placeholder."""
    return f'<a:p><a:r><a:rPr lang="zh-CN" altLang="en-US"/><a:t>{escape(text)}</a:t></a:r></a:p>'


def level(run: Run, pitch: float, align: str = "l") -> str:
    """Return the first level of a list style; pitch 0 leaves the line to the font, for lines that stand alone."""
    size = f'<a:spcPts val="{round(pitch * 100)}"/>' if pitch else '<a:spcPct val="100000"/>'
    space = f'<a:lnSpc>{size}</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    return f'<a:lvl1pPr marL="0" indent="0" algn="{align}">{space}<a:buNone/>{run.properties("defRPr")}</a:lvl1pPr>'


def _edge(side: str, colour: str, weight: float) -> str:
    return f'<a:{side} w="{round(weight * EMU)}">{fill(colour)}</a:{side}>'


def _xfrm(box: tuple[float, float, float, float]) -> str:
    x, y, width, height = (round(value * EMU) for value in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _child(box: tuple[float, float, float, float]) -> str:
    x, y, width, height = (round(value * EMU) for value in box)
    return f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
