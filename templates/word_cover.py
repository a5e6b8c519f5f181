"""Owns the hills of the cover: three layers and a line, drawn as Word's own shapes in one group behind the text."""

from collections.abc import Sequence

from word_xml import NAMESPACES, Element, el

# Ridge heights in tenths of a millimetre from the top of the page, at equal steps from its left to its right edge.
_BACK = (2073, 2088, 2151, 2213, 2257, 2331, 2408, 2432, 2392, 2338, 2306, 2257, 2196, 2172, 2196, 2198, 2153, 2111,
         2090, 2058, 2008, 1997, 2062, 2147, 2202, 2263, 2340, 2373, 2352)
_MIDDLE = (2318, 2304, 2330, 2352, 2352, 2346, 2355, 2350, 2382, 2473, 2541, 2562, 2572, 2562, 2492, 2426, 2416, 2409,
           2388, 2384, 2370, 2318, 2274, 2295, 2331, 2378, 2460, 2538, 2538)
_FRONT = (2684, 2694, 2692, 2690, 2704, 2712, 2706, 2694, 2672, 2632, 2597, 2589, 2577, 2587, 2615, 2617, 2602, 2602,
          2590, 2583, 2623, 2666, 2702, 2748, 2780, 2765, 2744, 2736, 2745)
_LINE_ABOVE = 38
_PAGE_WIDTH, _PAGE_HEIGHT = 2102, 2972  # a hair more than the page: no white seam at its edges
_TOP = 1900
_EMU = 3600  # a tenth of a millimetre
_WIDTH, _HEIGHT = _PAGE_WIDTH * _EMU, (_PAGE_HEIGHT - _TOP) * _EMU
_FIRST_ID = 9001  # far above the ids that a filled report gives its pictures


def hills() -> Element:
    """Return the run that holds the drawing, full bleed over the lower third of the page."""
    line = tuple(height - _LINE_ABOVE for height in _BACK)
    shapes = [
        _shape(1, "山脊线", _open_path(line), None),
        _shape(2, "远山", _closed_path(_BACK), el("a:schemeClr", val="accent1")),
        _shape(3, "中山", _closed_path(_MIDDLE), el("a:schemeClr", el("a:lumMod", val=84000), val="accent1")),
        _shape(4, "近山", _closed_path(_FRONT), el("a:schemeClr", val="tx2")),
    ]
    frame = el("a:xfrm", *_box(), el("a:chOff", x=0, y=0), el("a:chExt", cx=_WIDTH, cy=_HEIGHT))
    group = el("wpg:wgp", el("wpg:cNvGrpSpPr"), el("wpg:grpSpPr", frame), *shapes)
    graphic = el("a:graphic", el("a:graphicData", group, uri=NAMESPACES["wpg"]))
    choice = el("mc:Choice", el("w:drawing", _anchor(graphic)), Requires="wpg")
    return el("w:r", el("w:rPr", el("w:noProof")), el("mc:AlternateContent", choice))


def _anchor(graphic: Element) -> Element:
    flags = {"distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": 1, "behindDoc": 1,
             "locked": 1, "layoutInCell": 1, "allowOverlap": 1}
    across = el("wp:positionH", el("wp:posOffset", "0"), relativeFrom="page")
    down = el("wp:positionV", el("wp:posOffset", str(_TOP * _EMU)), relativeFrom="page")
    size = el("wp:extent", cx=_WIDTH, cy=_HEIGHT)
    effect = el("wp:effectExtent", l=0, t=0, r=0, b=0)
    decorative = el("a:extLst", el("a:ext", el("adec:decorative", val=1), uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))
    properties = el("wp:docPr", decorative, id=_FIRST_ID, name="封面山形", descr="")
    return el("wp:anchor", el("wp:simplePos", x=0, y=0), across, down, size, effect, el("wp:wrapNone"), properties,
              el("wp:cNvGraphicFramePr"), graphic, **flags)


def _shape(number: int, name: str, path: Element, fill: Element | None) -> Element:
    lists = [el(f"a:{part}") for part in ("avLst", "gdLst", "ahLst", "cxnLst")]
    area = el("a:rect", l=0, t=0, r="r", b="b")
    geometry = el("a:custGeom", *lists, area, el("a:pathLst", path))
    stroke = el("a:ln", el("a:noFill"))
    if fill is None:
        stroke = el("a:ln", el("a:solidFill", el("a:schemeClr", val="accent2")), el("a:round"), w=12700)
    inside = el("a:noFill") if fill is None else el("a:solidFill", fill)
    properties = el("wps:spPr", el("a:xfrm", *_box()), geometry, inside, stroke)
    return el("wps:wsp", el("wps:cNvPr", id=_FIRST_ID + number, name=name), el("wps:cNvSpPr"), properties,
              el("wps:bodyPr"))


def _box() -> tuple[Element, Element]:
    return el("a:off", x=0, y=0), el("a:ext", cx=_WIDTH, cy=_HEIGHT)


def _closed_path(ridge: Sequence[int]) -> Element:
    corners = [el("a:lnTo", _point(x, _PAGE_HEIGHT)) for x in (_PAGE_WIDTH, 0)]
    return el("a:path", *_ridge(ridge), *corners, el("a:close"), w=_WIDTH, h=_HEIGHT)


def _open_path(ridge: Sequence[int]) -> Element:
    return el("a:path", *_ridge(ridge), w=_WIDTH, h=_HEIGHT, fill="none")


def _ridge(heights: Sequence[int]) -> list[Element]:
    """A smooth curve through the heights: Catmull-Rom, written as cubic Béziers."""
    step = _PAGE_WIDTH / (len(heights) - 1)
    padded = [heights[0], *heights, heights[-1]]
    nodes = [el("a:moveTo", _point(0, heights[0]))]
    for index in range(len(heights) - 1):
        before, start, end, after = padded[index : index + 4]
        left = index * step
        first = _point(left + step / 3, start + (end - before) / 6)
        second = _point(left + 2 * step / 3, end - (after - start) / 6)
        nodes.append(el("a:cubicBezTo", first, second, _point(left + step, end)))
    return nodes


def _point(x: float, y: float) -> Element:
    return el("a:pt", x=round(x * _EMU), y=round((y - _TOP) * _EMU))


