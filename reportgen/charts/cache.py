"""The cache of drawings: a figure is drawn once for its content, across documents and runs.

The key covers the figure, its facts, theme, size, fonts and the code that draws. Files are signed: one that is damaged or comes
from somebody else is drawn anew.
"""

import hashlib
import json
import struct
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.charts.data import FactsById
from reportgen.charts.picture.draw import FULL_WIDTH, Drawing, draw
from reportgen.charts.prepare import check_facts
from reportgen.charts.typeface import fonts_hash
from reportgen.files import code_hash, read_signed, write_signed
from reportgen.findings import Finding, Place
from reportgen.installed import installed_version
from reportgen.model import Figure, Theme

_HEAD = struct.Struct("<I")  # the size of what is said of the picture


@dataclass(frozen=True)
class DrawingCache:
    """Drawings in a folder, by the hash of what they show; without a folder everything is drawn anew."""

    folder: Path | None

    def draw(
        self,
        figure: Figure,
        facts: FactsById,
        theme: Theme,
        width_mm: float = FULL_WIDTH,
        height_mm: float | None = None,
    ) -> Drawing:
        """Return the drawing of a figure, from the folder where it is there already."""
        if self.folder is None:
            return draw(figure, facts, theme, width_mm, height_mm)
        path = self.folder / f"{drawing_key(figure, facts, theme, width_mm, height_mm)}.drawing"
        found = _read(path)
        if found is None:
            found = draw(figure, facts, theme, width_mm, height_mm)
            _write(path, found)
        return found


def drawing_key(figure: Figure, facts: FactsById, theme: Theme, width_mm: float, height_mm: float | None) -> str:
    """Return the hash of everything that decides how a figure looks."""
    check_facts(figure, facts)
    content = {
        "figure": figure.model_dump(mode="json"),
        "facts": {key: facts[key].model_dump(mode="json") for key in sorted(set(figure.fact_ids()))},
        "theme": _of_theme(theme),
        "size": [width_mm, height_mm],
        "fonts": fonts_hash(),
        "versions": _versions(),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def _of_theme(theme: Theme) -> dict[str, str | bool]:
    return asdict(theme)


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    """What draws: our own code by its content, the libraries by version."""
    return code_hash(Path(__file__).parent), installed_version("matplotlib"), installed_version("fontTools")


def _read(path: Path) -> Drawing | None:
    content = read_signed(path)
    if content is None:
        return None
    try:
        (size,) = _HEAD.unpack_from(content)
        body = memoryview(content)[_HEAD.size :]
        told = json.loads(bytes(body[:size]))
        end = size + told["png"]
        shown = tuple((str(key), str(text)) for key, text in told["shown"])
        findings = tuple(Finding(**{**found, "place": Place(**found["place"])}) for found in told["findings"])
        picture = bytes(body[size:end]), bytes(body[end:])
        return Drawing(*picture, told["width_mm"], told["height_mm"], told["alt"], shown, findings)
    except (struct.error, KeyError, ValueError, TypeError):
        return None


def _write(path: Path, drawing: Drawing) -> None:
    told = {
        "width_mm": drawing.width_mm, "height_mm": drawing.height_mm, "alt": drawing.alt, "shown": drawing.shown,
        "findings": [asdict(found) for found in drawing.findings], "png": len(drawing.png),
    }  # fmt: skip
    words = json.dumps(told, ensure_ascii=False).encode()
    write_signed(path, _HEAD.pack(len(words)) + words + drawing.png + drawing.svg)
