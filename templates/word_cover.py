"""The hills of the cover: three layers and a line, drawn as Word's own shapes in one group behind the text."""

from collections.abc import Sequence

from word_xml import NAMESPACES, Element, el

# Ridge heights in tenths of a millimetre from the top of the page, at equal steps from its left to its right edge.
_BACK = (
    2071,
    2077,
    2092,
    2117,
    2148,
    2179,
    2207,
    2232,
    2259,
    2291,
    2329,
    2368,
    2401,
    2419,
    2417,
    2401,
    2380,
    2359,
    2338,
    2320,
    2302,
    2281,
    2255,
    2226,
    2200,
    2182,
    2177,
    2182,
    2190,
    2195,
    2190,
    2175,
    2152,
    2130,
    2112,
    2098,
    2087,
    2073,
    2053,
    2031,
    2010,
    2000,
    2007,
    2029,
    2064,
    2103,
    2141,
    2174,
    2202,
    2231,
    2263,
    2299,
    2333,
    2357,
    2365,
    2359,
    2346,
)
_MIDDLE = (
    2318,
    2309,
    2310,
    2323,
    2341,
    2355,
    2360,
    2356,
    2350,
    2347,
    2349,
    2354,
    2356,
    2355,
    2356,
    2366,
    2389,
    2427,
    2469,
    2506,
    2533,
    2550,
    2560,
    2566,
    2568,
    2564,
    2552,
    2527,
    2493,
    2459,
    2433,
    2420,
    2416,
    2413,
    2406,
    2396,
    2387,
    2382,
    2382,
    2379,
    2369,
    2348,
    2320,
    2295,
    2282,
    2283,
    2296,
    2313,
    2331,
    2353,
    2382,
    2418,
    2460,
    2500,
    2528,
    2540,
    2541,
)
_FRONT = (
    2659,
    2662,
    2664,
    2665,
    2664,
    2663,
    2667,
    2676,
    2687,
    2694,
    2695,
    2692,
    2686,
    2680,
    2676,
    2672,
    2664,
    2647,
    2625,
    2606,
    2596,
    2591,
    2588,
    2583,
    2578,
    2580,
    2589,
    2604,
    2617,
    2622,
    2617,
    2608,
    2602,
    2601,
    2602,
    2600,
    2593,
    2585,
    2586,
    2599,
    2622,
    2647,
    2668,
    2685,
    2702,
    2724,
    2749,
    2768,
    2777,
    2773,
    2762,
    2751,
    2743,
    2739,
    2733,
    2722,
    2708,
)
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
    flags = {
        "distT": 0,
        "distB": 0,
        "distL": 0,
        "distR": 0,
        "simplePos": 0,
        "relativeHeight": 1,
        "behindDoc": 1,
        "locked": 1,
        "layoutInCell": 1,
        "allowOverlap": 1,
    }
    across = el("wp:positionH", el("wp:posOffset", "0"), relativeFrom="page")
    down = el("wp:positionV", el("wp:posOffset", str(_TOP * _EMU)), relativeFrom="page")
    size = el("wp:extent", cx=_WIDTH, cy=_HEIGHT)
    effect = el("wp:effectExtent", l=0, t=0, r=0, b=0)
    decorative = el("a:extLst", el("a:ext", el("adec:decorative", val=1), uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))
    properties = el("wp:docPr", decorative, id=_FIRST_ID, name="封面山形", descr="")
    return el(
        "wp:anchor",
        el("wp:simplePos", x=0, y=0),
        across,
        down,
        size,
        effect,
        el("wp:wrapNone"),
        properties,
        el("wp:cNvGraphicFramePr"),
        graphic,
        **flags,
    )


def _shape(number: int, name: str, path: Element, fill: Element | None) -> Element:
    lists = [el(f"a:{part}") for part in ("avLst", "gdLst", "ahLst", "cxnLst")]
    area = el("a:rect", l=0, t=0, r="r", b="b")
    geometry = el("a:custGeom", *lists, area, el("a:pathLst", path))
    stroke = el("a:ln", el("a:noFill"))
    if fill is None:
        stroke = el("a:ln", el("a:solidFill", el("a:schemeClr", val="accent2")), el("a:round"), w=12700)
    inside = el("a:noFill") if fill is None else el("a:solidFill", fill)
    properties = el("wps:spPr", el("a:xfrm", *_box()), geometry, inside, stroke)
    return el(
        "wps:wsp", el("wps:cNvPr", id=_FIRST_ID + number, name=name), el("wps:cNvSpPr"), properties, el("wps:bodyPr")
    )


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
