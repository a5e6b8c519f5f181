"""The room that a layout of a deck has for its table: width, height, sizes and fonts, as its prototype has them."""

from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.documents.theme import A, OfficeTheme
from reportgen.documents.typeset.column_widths import CellFont
from reportgen.ooxml.lengths import emu
from reportgen.ooxml.relationships import Relationships
from reportgen.template import Template
from reportgen.template.tags.lexer import Tag, split_tags

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_PT = 12700
_FOOT = 480 / 540  # where the body of a slide ends, as a share of its height
_LINE = 1.45  # the pitch of a line in a cell, as a share of its size


@dataclass(frozen=True)
class TableArea:
    """Lengths in pt; `sizes` are those that the cells of the body may take, largest first."""

    width: float
    height: float
    head: float
    row: float
    padding: float
    sizes: tuple[float, ...]
    head_font: CellFont
    chinese: str
    latin: str
    bold: bool

    def font(self, size: float) -> CellFont:
        """Return the font of the body at a size."""
        return CellFont(size, self.chinese, self.latin, self.bold)

    def pitch(self, size: float) -> float:
        """Return the height of a line."""
        return round(size * _LINE)


def table_area(template: Template | None, layout: str) -> TableArea | None:
    """Return the room for the table of a layout; None where it has no table with a family of sizes."""
    deck = template.deck if template is not None else None
    if template is None or deck is None:
        return None
    for prototype in deck.prototypes:
        part = prototype.program.part
        if prototype.layout == layout and part in template.members:
            content = template.members[part].content
            if b"graphicFrame" in content and b"fit " in content:
                return _area(content, _theme(template, part))
    return None


def _theme(template: Template, part: str) -> bytes:
    members = dict(template.members)
    for step in ("slideLayout", "slideMaster", "theme"):
        part = Relationships.of(part, members).target(step) or ""
        if part not in members:
            return b""
    return members[part].content


@lru_cache(maxsize=32)
def _area(slide: bytes, theme: bytes) -> TableArea | None:
    root = etree.fromstring(slide)
    fonts = OfficeTheme(etree.fromstring(theme) if theme else None, None).fonts
    for frame in root.iter(f"{_P}graphicFrame"):
        named = frame.find(f"./*/{_P}cNvPr")
        sizes = _sizes("" if named is None else named.get("descr", ""))
        rows = frame.findall(f".//{A}tr")
        if sizes and len(rows) > 1:
            return _measured(frame, rows, sizes, fonts)
    return None


def _sizes(descr: str) -> tuple[float, ...]:
    pieces = split_tags(descr)
    first = pieces[0] if pieces else None
    if isinstance(first, Tag) and first.code.startswith("fit "):
        return tuple(float(size) for size in first.code.split()[1:])
    return ()


def _measured(
    frame: etree._Element, rows: list[etree._Element], sizes: tuple[float, ...], fonts: dict[str, str]
) -> TableArea:
    off, ext = frame.find(f"{_P}xfrm/{A}off"), frame.find(f"{_P}xfrm/{A}ext")
    assert off is not None and ext is not None
    margins = rows[1].find(f".//{A}tcPr")
    padding = sum(emu(margins.get(name), 91440) for name in ("marL", "marR")) / _PT if margins is not None else 14.4
    runs = [row.find(f".//{A}rPr") for row in rows[:2]]
    chinese, latin = fonts.get("+mn-ea", "微软雅黑"), fonts.get("+mn-lt", "微软雅黑")
    head = CellFont(int(runs[0].get("sz", "1600")) / 100 if runs[0] is not None else 16, chinese, latin, bold=True)
    bold = any(run.get("b") == "1" for run in rows[1].iter(f"{A}rPr"))
    top = emu(off.get("y")) / _PT
    return TableArea(
        emu(ext.get("cx")) / _PT, 540 * _FOOT - top, emu(rows[0].get("h")) / _PT, emu(rows[1].get("h")) / _PT,
        padding, sizes, head, chinese, latin, bold,
    )  # fmt: skip
