"""The rule on pictures (D06): dots per inch at their final size, and their shape. In: a placed picture; out: what is wrong."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, UnidentifiedImageError

from reportgen.check.shared.typography import Fault
from reportgen.findings import LimitedRule

Crop = tuple[float, float, float, float]


class Sharpness(NamedTuple):
    """The least dots per inch in a report and on a slide, and the share by which a picture may be stretched."""

    report: float = 200
    deck: float = 120
    aspect: float = 0.01


SHARP = LimitedRule("D06", "error", "pictures are sharp and keep their shape", limits=Sharpness())


def picture_faults(
    content: bytes, width: float, height: float, crop: Crop, least: float, aspect: float
) -> Iterator[Fault]:
    """Yield what is wrong with a picture of a size in pt; crop are the shares cut away left, top, right, bottom."""
    size = _pixels(content)
    if size is None or width <= 0 or height <= 0:
        return
    across, down = size[0] * (1 - crop[0] - crop[2]), size[1] * (1 - crop[1] - crop[3])
    dots = across / (width / 72)
    if dots < least:
        yield Fault(SHARP, f"{dots:.0f} dots per inch at its size", f"at least {least:.0f}: give a larger picture")
    bent = (width / height) / (across / down) - 1
    if abs(bent) > aspect:
        yield Fault(SHARP, f"stretched by {abs(bent):.1%}", "keep the proportions, crop instead")


def _pixels(content: bytes) -> tuple[int, int] | None:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, ValueError):
        return None
