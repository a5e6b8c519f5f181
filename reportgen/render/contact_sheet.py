"""The contact sheet: all pages of all files in one picture, under the name of their file, each with its number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from reportgen.render.pages import Page

_WIDTH, _MARGIN, _GAP = 1600, 40, 20
_SLIDES, _SHEETS = 4, 6  # in a row
_HEAD, _FOOT = 44, 26  # room for the name of a file, for the number of a page
_GROUND, _INK, _GREY, _RULE = (244, 242, 238), (38, 36, 36), (95, 90, 85), (201, 194, 182)
_FONT = Path(__file__).parents[1] / "charts" / "fonts" / "NotoSansSC-Regular.otf"


@dataclass(frozen=True)
class _Place:
    page: Page
    x: int
    y: int
    width: int
    height: int


def contact_sheet(pages: Sequence[Page]) -> Image.Image:
    """Return one picture with all pages: four slides in a row, or six sheets of paper."""
    heads: list[tuple[str, int]] = []
    places: list[_Place] = []
    y = _MARGIN
    for name, group in groupby(pages, key=lambda page: page.file):
        heads.append((name, y))
        y += _HEAD
        for row in _rows(list(group), y):
            places += row
            y = max(place.y + place.height for place in row) + _FOOT + _GAP
        y += _GAP
    sheet = Image.new("RGB", (_WIDTH, max(y + _MARGIN - 2 * _GAP, 2 * _MARGIN)), _GROUND)
    pen = ImageDraw.Draw(sheet)
    for name, at in heads:
        pen.text((_MARGIN, at), name, _INK, ImageFont.truetype(str(_FONT), 22))
    for place in places:
        _put(sheet, pen, place)
    return sheet


def _rows(pages: list[Page], y: int) -> Iterator[list[_Place]]:
    columns = _SHEETS if pages[0].height > pages[0].width else _SLIDES
    width = (_WIDTH - 2 * _MARGIN - (columns - 1) * _GAP) // columns
    for start in range(0, len(pages), columns):
        row = [
            _Place(page, _MARGIN + column * (width + _GAP), y, width, round(width * page.height / page.width))
            for column, page in enumerate(pages[start : start + columns])
        ]
        y += max(place.height for place in row) + _FOOT + _GAP
        yield row


def _put(sheet: Image.Image, pen: ImageDraw.ImageDraw, place: _Place) -> None:
    small = place.page.picture.resize((place.width, place.height), Image.Resampling.LANCZOS)
    sheet.paste(small, (place.x, place.y))
    pen.rectangle((place.x - 1, place.y - 1, place.x + place.width, place.y + place.height), outline=_RULE)
    below = (place.x + place.width // 2, place.y + place.height + 4)
    pen.text(below, str(place.page.number), _GREY, ImageFont.truetype(str(_FONT), 14), anchor="ma")
