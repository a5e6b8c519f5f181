"""Shapes as SVG: each a path in pt, in the order in which they are drawn."""

from collections.abc import Iterable, Iterator
from typing import Any

from reportgen.charts.picture.outline import CLOSE, CURVE, Outline

_PT_PER_MM = 72 / 25.4
_HATCH = (
    '<pattern id="hatch-{0}" patternUnits="userSpaceOnUse" width="4.2" height="4.2" patternTransform="rotate(45)">'
    '<rect width="4.2" height="4.2" fill="#{1}"/><path d="M2.1 0V4.2" stroke="#{2}" stroke-width="0.8"/></pattern>'
)


def svg_bytes(shapes: Iterable[Outline], width: float, height: float) -> bytes:
    """Return the picture of a sheet of so many mm; the same shapes give the same bytes."""
    paths = list(shapes)
    across, down = _number(width * _PT_PER_MM), _number(height * _PT_PER_MM)
    hatches = {_hatch_name(shape): shape for shape in paths if shape.hatched}
    defined = "".join(_HATCH.format(name, shape.fill or "FFFFFF", shape.edge) for name, shape in hatches.items())
    body = "\n".join(_path(shape) for shape in paths)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}pt" height="{down}pt" viewBox="0 0 {across} {down}">\n'
        + (f"<defs>{defined}</defs>\n" if defined else "")
        + f'<path d="M0 0H{across}V{down}H0Z" fill="#FFFFFF"/>\n{body}\n</svg>\n'
    ).encode()


def _path(shape: Outline) -> str:
    fill = f"url(#hatch-{_hatch_name(shape)})" if shape.hatched else f"#{shape.fill}" if shape.fill else "none"
    words = [f'd="{"".join(_steps(shape.points, shape.codes))}"', f'fill="{fill}"']
    if shape.alpha != 1.0:
        words.append(f'fill-opacity="{shape.alpha:g}"')
    if shape.edge and shape.line:
        words.append(f'stroke="#{shape.edge}" stroke-width="{shape.line:g}" stroke-linejoin="{shape.join}"')
        if shape.cap != "butt":
            words.append(f'stroke-linecap="{shape.cap}"')
        if shape.dashes:
            words.append(f'stroke-dasharray="{" ".join(f"{dash * shape.line:g}" for dash in shape.dashes)}"')
    return f"<path {' '.join(words)}/>"


def _hatch_name(shape: Outline) -> str:
    return f"{shape.fill or 'FFFFFF'}-{shape.edge}"


def _steps(points: Any, codes: Any) -> Iterator[str]:
    """The steps of a path; the letter of a curve stands once before its three points."""
    names = {1: "M", 2: "L", 3: "Q", CURVE: "C"}
    rest = 0
    for (x, y), code in zip((points * _PT_PER_MM).tolist(), codes.tolist(), strict=True):
        if code == CLOSE:
            yield "Z"
            continue
        if rest:
            yield " "
            rest -= 1
        else:
            yield names[code]
            rest = {3: 1, CURVE: 2}.get(code, 0)
        yield f"{_number(x)} {_number(y)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
