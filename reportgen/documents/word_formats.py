"""How paragraphs and runs look, resolved once for each style and dress of their own. In: Styles, properties; out: formats.

A document has thousands of runs and a few dozen looks; documents of one template share them.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from reportgen.documents.boxes import Paragraph
from reportgen.documents.typeset.lines import TextRun
from reportgen.documents.word_runs import is_direct, page_breaks, pictures_of, spoken_of
from reportgen.documents.word_styles import StyleSheet, W, is_on, value

_TWIPS = 20
_Key = TypeVar("_Key", bound=Hashable)
_Look = TypeVar("_Look")
_MOST = 4096  # looks and paragraphs kept; what has more of them gains nothing by it


@dataclass(frozen=True)
class RunLook:
    """All that a run is but its words."""

    hidden: bool
    size: float
    bold: bool
    latin: str
    chinese: str
    spacing: float
    colour: str | None

    def run(self, text: str) -> TextRun:
        """Return the run with words."""
        return TextRun(
            text, self.size, self.bold, self.latin, self.chinese, self.spacing, self.colour, bool(self.chinese)
        )


@dataclass(frozen=True)
class ParagraphLook:
    """All that a paragraph is but its runs."""

    style: str | None
    style_id: str
    style_name: str
    numbering: tuple[str | None, int] | None
    outline: int | None
    keep_next: bool
    keep_lines: bool
    break_before: bool
    widow_control: bool
    snap: bool
    exact: float | None
    multiple: float
    before: float
    after: float
    left: float
    right: float
    first: float
    first_chars: float
    align: str
    hang: bool

    def paragraph(self, runs: tuple[TextRun, ...]) -> Paragraph:
        """Return the paragraph with runs; an indent in characters depends on their size."""
        first = self.first_chars * max(run.size for run in runs) if self.first_chars else self.first
        return Paragraph(
            runs, self.exact, self.multiple, self.before, self.after, left=self.left, right=self.right,
            first=first, align=self.align, hang=self.hang,
        )  # fmt: skip


@dataclass(frozen=True)
class CellLook:
    """A cell without its paragraphs."""

    width: float
    span: int
    merged: bool


@dataclass(frozen=True)
class ReadParagraph:
    """All that the XML of a paragraph says by itself: its look, its runs, and the look of its mark."""

    look: ParagraphLook
    runs: tuple[TextRun, ...]
    mark: RunLook
    begins_page: bool
    ends_page: bool
    direct: bool
    has_pictures: bool
    _labelled: dict[str, Paragraph] = field(default_factory=dict, compare=False, repr=False)

    def paragraph(self, label: str, looks: "Looks") -> Paragraph:
        """Return the paragraph behind the label that its list gives it."""
        if label not in self._labelled:
            dress = looks.run(self.look.style, None) if self.runs else self.mark
            before = (dress.run(label),) if not dress.hidden and (label or not self.runs) else ()
            self._labelled[label] = self.look.paragraph((*before, *self.runs) or (TextRun("", 12.0),))
        return self._labelled[label]


class Looks:
    """The looks that the styles of a document give, and the paragraphs read by them: parts of one report share most."""

    def __init__(self, styles: StyleSheet) -> None:
        self.styles = styles
        self._read: dict[bytes, ReadParagraph] = {}
        self._cells: dict[bytes, CellLook] = {}
        self._runs: dict[tuple[str | None, bytes], RunLook] = {}
        self._paragraphs: dict[bytes, ParagraphLook] = {}

    def read(self, paragraph: etree._Element) -> ReadParagraph:
        """Return what a paragraph says by itself."""
        return _known(self._read, _key(paragraph), lambda: self._read_anew(paragraph))

    def run(self, style: str | None, own: etree._Element | None) -> RunLook:
        """Return the look of a run in a paragraph of a style."""
        return _known(self._runs, (style, _key(own)), lambda: self._run(style, own))

    def paragraph(self, own: etree._Element | None) -> ParagraphLook:
        """Return the look of a paragraph by its own properties, which name its style."""
        return _known(self._paragraphs, _key(own), lambda: self._paragraph(own))

    def cell(self, own: etree._Element | None) -> CellLook:
        """Return the look of a cell by its own properties."""
        return _known(self._cells, _key(own), lambda: _cell(own))

    def _read_anew(self, paragraph: etree._Element) -> ReadParagraph:
        look = self.paragraph(paragraph.find(f"{W}pPr"))
        spoken = spoken_of(paragraph)
        dressed = ((self.run(look.style, one.properties), one.text) for one in spoken if one.text)
        return ReadParagraph(
            look, tuple(dress.run(text) for dress, text in dressed if not dress.hidden),
            self.run(look.style, paragraph.find(f"{W}pPr/{W}rPr")), *page_breaks(spoken), is_direct(spoken),
            any(True for _ in pictures_of(spoken)),
        )  # fmt: skip

    def _run(self, style: str | None, own: etree._Element | None) -> RunLook:
        chain = self.styles.run_chain(style, own)
        colour = value(chain, "color")
        return RunLook(
            is_on(chain, "vanish"), float(value(chain, "sz") or 20) / 2, is_on(chain, "b"), self.styles.face(chain, "ascii"),
            self.styles.face(chain, "eastAsia"), float(value(chain, "spacing") or 0) / _TWIPS,
            colour.upper() if colour and colour != "auto" else None,
        )  # fmt: skip

    def _paragraph(self, own: etree._Element | None) -> ParagraphLook:
        style = value([own], "pStyle") if own is not None else None
        chain = self.styles.paragraph_chain(style, own)
        level = value(chain, "outlineLvl")
        line = float(value(chain, "spacing", "line") or 240)
        rule = value(chain, "spacing", "lineRule") or "auto"
        first, first_chars = _first(chain)
        align = value(chain, "jc") or "left"
        return ParagraphLook(
            style, style or self.styles.default, self.styles.name(style), _numbering(chain),
            int(level) if level is not None and int(level) < 9 else None, is_on(chain, "keepNext"),
            is_on(chain, "keepLines"), is_on(chain, "pageBreakBefore"), is_on(chain, "widowControl", True),
            is_on(chain, "snapToGrid", True), line / _TWIPS if rule == "exact" else None,
            line / 240 if rule == "auto" else 1.0, float(value(chain, "spacing", "before") or 0) / _TWIPS,
            float(value(chain, "spacing", "after") or 0) / _TWIPS,
            float(value(chain, "ind", "left") or value(chain, "ind", "start") or 0) / _TWIPS,
            float(value(chain, "ind", "right") or value(chain, "ind", "end") or 0) / _TWIPS,
            first, first_chars, align,
            is_on(chain, "overflowPunct", True) and align != "center",  # renderers that centre count the sign in
        )  # fmt: skip


def _known(memory: dict[_Key, _Look], key: _Key, make: Callable[[], _Look]) -> _Look:
    found = memory.get(key)
    if found is None:
        if len(memory) >= _MOST:
            memory.clear()
        found = memory[key] = make()
    return found


def _cell(own: etree._Element | None) -> CellLook:
    chain = [own] if own is not None else []
    span = int(value(chain, "gridSpan") or 1)
    merged = any(element.find(f"{W}{name}") is not None for element in chain for name in ("vMerge", "hMerge"))
    return CellLook(float(value(chain, "tcW", "w") or 0) / _TWIPS, span, merged or span > 1)


def _key(own: etree._Element | None) -> bytes:
    return b"" if own is None else etree.tostring(own, with_tail=False)


def _numbering(chain: list[etree._Element]) -> tuple[str | None, int] | None:
    for element in chain:
        numbering = element.find(f"{W}numPr")
        if numbering is not None:
            number = value([numbering], "numId")
            return (number, int(value([numbering], "ilvl") or 0)) if number != "0" else None
    return None


def _first(chain: list[etree._Element]) -> tuple[float, float]:
    """The indent of the first line in pt, and in characters where it is given so."""
    for element in chain:
        indent = element.find(f"{W}ind")
        if indent is None:
            continue
        for name, sign in (("hanging", -1), ("firstLine", 1)):
            if indent.get(f"{W}{name}") is not None:
                return sign * float(indent.get(f"{W}{name}", "0")) / _TWIPS, 0.0
        chars = indent.get(f"{W}firstLineChars")
        if chars is not None:
            return 0.0, int(chars) / 100
    return 0.0, 0.0
