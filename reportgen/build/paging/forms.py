"""The sizes that photos may take on a page, and two figures side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.build.paging.sketch import Items, View, items_of
from reportgen.build.paging.styles import ReportStyles
from reportgen.documents.typeset.column_widths import CellFont
from reportgen.model.numbers.marks import plain
from reportgen.template import Picture

EMU_PER_MM = 36000
_PT_PER_MM = 72 / 25.4
_CAPTION = CellFont(12, "黑体", "黑体")
_LESS, _MORE = 0.08, 0.05  # cost of a millimetre that a photo is lower or higher than usual
SAFETY = 32.0  # pt: renderers differ by a line in some pages
_WASTE = 70.0  # pt that are left below a photo at most where it grows to the foot of the page
_LOW, _LOWEST, _LOW_COST = 0.78, 45.0, 3.0  # of the usual height of a figure; mm; what it costs
_BESIDE = -2.0  # two figures side by side are better than one above the other


@dataclass(frozen=True, eq=False)
class Form:
    """One way to set a unit: its blocks of the view, what they become on paper, and how far it is from the usual way."""

    blocks: tuple[View, ...]
    items: Items
    cost: float = 0.0
    turned: bool = False


SizedFigure = Callable[[str, float, float], Picture | None]  # by id, width and height in mm


@dataclass(frozen=True)
class Frame:
    """The places of one kind of block with photos: their names, width, and lowest, usual and highest height in mm."""

    names: tuple[str, ...]
    width: float
    lowest: float
    usual: float
    highest: float


FRAMES = {
    "photo": Frame((), 156.0, 58.0, 87.75, 104.0),
    "pair": Frame(("left", "right"), 75.0, 42.0, 50.0, 60.0),
    "triple": Frame(("left", "middle", "right"), 49.0, 30.0, 33.0, 42.0),
}


def photo_forms(styles: ReportStyles, block: View, room: float) -> list[Form]:
    """Return a block of photos in its usual height, and in that which fills the room of the page; nothing for other blocks."""
    frame = FRAMES.get(block["kind"])
    if frame is None:
        return []
    usual = Form((block,), items_of(styles, block))
    beside = sum(_height(item) for item in usual.items)
    left = (room - beside - SAFETY) / _PT_PER_MM
    if abs(left - frame.usual) < 0.5 or not frame.lowest <= left <= frame.highest:
        return [usual]
    if left > frame.usual and (left - frame.usual) * _PT_PER_MM > _WASTE:
        return [usual]
    cost = (frame.usual - left) * _LESS if left < frame.usual else (left - frame.usual) * _MORE
    sized = with_height(block, left)
    return [usual, Form((sized,), items_of(styles, sized), cost)]


def _height(item: Any) -> float:
    """What a block takes besides its pictures."""
    around: float = item.paragraph.before + item.paragraph.after
    return around if item.pictures else around + (item.paragraph.exact or 0.0)


def with_height(block: View, height_mm: float) -> View:
    """Return a block of photos with its pictures cropped to a height."""
    frame = FRAMES[block["kind"]]
    size = round(frame.width * EMU_PER_MM), round(height_mm * EMU_PER_MM)
    if not frame.names:
        return {**block, "picture": block["whole"].cropped(*size)}
    inner = {name: {**block[name], "picture": block[name]["whole"].cropped(*size)} for name in frame.names}
    return {**block, **inner, "picture": inner["left"]["picture"]}


def lower_figure(styles: ReportStyles, block: View, drawn: SizedFigure) -> Form | None:
    """Return a figure as low as it reads well, where it can be drawn so."""
    height = max(block["picture"].height / EMU_PER_MM * _LOW, _LOWEST)
    picture = drawn(block["id"], 156.0, height) if height < block["picture"].height / EMU_PER_MM - 1 else None
    if picture is None:
        return None
    low = {**block, "picture": picture}
    return Form((low,), items_of(styles, low), _LOW_COST)


def side_by_side(
    styles: ReportStyles, left: View, right: View, drawn: SizedFigure, joined: Callable[[View, View], str]
) -> Form | None:
    """Return two figures in one row, where the template has one, their captions fit, and they can be drawn half as wide."""
    if "double" not in styles.kinds or not all(one["kind"] == "figure" for one in (left, right)):
        return None
    if not all(caption_fits(_caption(one), 75.0) for one in (left, right)):
        return None
    height = max(one["picture"].height for one in (left, right)) / EMU_PER_MM
    pictures = [drawn(one["id"], 75.0, height) for one in (left, right)]
    if any(picture is None for picture in pictures):
        return None
    cells = [{**one, "picture": picture} for one, picture in zip((left, right), pictures, strict=True)]
    block = {"kind": "double", "left": cells[0], "right": cells[1], "note": joined(left, right)}
    return Form((block,), items_of(styles, block), _BESIDE)


def caption_fits(text: str, width_mm: float) -> bool:
    """Say whether a caption stands on one line of a width."""
    return _CAPTION.width(plain(text)) * 1.03 <= width_mm * _PT_PER_MM


def _caption(block: Mapping[str, Any]) -> str:
    caption = block["caption"]
    return f"{caption.label}{caption.number}\u3000{caption.text}"
