"""Where photos stand: plates of the report, rows of the photo slide. In: Pack, pictures of the files that exist; out: views.

No file, no plate: a photo that nobody supplied leaves no trace in what is handed out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.model import Pack, Photo, Slide
from reportgen.template import Picture

_SIX = 6  # photos that stand in rows of three; more stand in rows of four
_LEAST = 3  # photos that make a grid


def plate(pack: Pack, key: str, pictures: Mapping[str, Picture]) -> list[dict[str, Any]]:
    """Return the block of a photo, none without its file."""
    if key not in pictures:
        return []
    whole = pictures[key]
    return [{"kind": "photo", "whole": whole, "picture": whole, "caption": _photo(pack, key).caption, "note": ""}]


def shown_photos(pack: Pack, slide: Slide, pictures: Mapping[str, Picture]) -> tuple[Photo, ...]:
    """Return the photos of a slide that have files; none where they are too few for the slide."""
    found = tuple(_photo(pack, key) for key in slide.photos if key in pictures)
    return found if len(found) >= min(_LEAST, len(slide.photos)) else ()


def photo_rows(photos: Sequence[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Return the photos of a grid in rows of equal crops; a cell that is left over holds the text, or nothing."""
    across = 2 if len(photos) == 4 else min(len(photos), 3) if len(photos) <= _SIX else 4
    return [{"photos": [*row, *_rest(across - len(row), text)]} for row in _rows(photos, across)]


def _rest(count: int, text: str) -> list[dict[str, Any]]:
    return [{"picture": None, "caption": "", "text": text if not number else ""} for number in range(count)]


def _rows(photos: Sequence[dict[str, Any]], across: int) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(photos), across or 1):
        yield photos[start : start + across]


def _photo(pack: Pack, key: str) -> Photo:
    return next(photo for photo in pack.photos if photo.id == key)
