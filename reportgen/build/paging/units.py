"""A section as what keeps its order (texts, headings, tables) and what may move in it (figures, photos, turned tables)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.build.paging.forms import Form, photo_forms
from reportgen.build.paging.sketch import Items, View, items_of
from reportgen.build.paging.styles import ReportStyles
from reportgen.documents.typeset.pages import height_of
from reportgen.documents.word_blocks import WordBlock
from reportgen.model.numbers.marks import parts
from reportgen.template import Caption

_FLOATING = frozenset({"figure", "photo", "pair", "triple"})


@dataclass(frozen=True, eq=False)
class Unit:
    """What stays together: a block with the headings before it.

    `home` counts the fixed units before it as its author has it, `earliest` those that must stand before it, `latest` those
    that may: a figure stands behind the text that speaks of it, in its section; a table on a page of its own may come one
    section later. One with a heading of its own stays at home.
    """

    block: View | None
    lead: tuple[View, ...]
    ahead: Items
    section: int
    usual: Form
    home: int = 0
    earliest: int = 0
    latest: int = 0

    @property
    def is_figure(self) -> bool:
        """Whether it is one figure, which can be drawn lower."""
        return self.block is not None and self.block["kind"] == "figure"

    @property
    def turns(self) -> bool:
        """Whether it is a table that lies on a page on its side."""
        return self.block is not None and bool(self.block.get("turned"))

    @property
    def moves(self) -> bool:
        """Whether it may stand at more than one place."""
        return self.block is not None and (self.block["kind"] in _FLOATING or self.turns)

    @property
    def headed(self) -> bool:
        """Whether it begins with a heading."""
        return bool(self.ahead)

    def forms(self, styles: ReportStyles, room: float) -> list[Form]:
        """Return the ways to set it in the room that is left of a page, in pt."""
        found = photo_forms(styles, self.block, room - self._ahead(styles)) if self.block is not None else []
        return [self.behind_headings(one) for one in found] or [self.usual]

    def behind_headings(self, form: Form) -> Form:
        """Return a form of its block below its headings."""
        return Form((*self.lead, *form.blocks), [*self.ahead, *form.items], form.cost)

    def _ahead(self, styles: ReportStyles) -> float:
        """The height of its headings, each of one line."""
        return sum(
            height_of(one, styles.upright.text_width, styles.upright)
            for one in self.ahead
            if isinstance(one, WordBlock)
        )


@dataclass(frozen=True, eq=False)
class Stream:
    """The units of a report or of its annex: those that keep their order, those that move, and those that turn the page."""

    fixed: tuple[Unit, ...]
    floats: tuple[Unit, ...]
    turned: tuple[Unit, ...]


def stream_of(styles: ReportStyles, sections: Sequence[tuple[int, Sequence[View], Items]], *, closes: bool) -> Stream:
    """Return the units of sections, each with its number, blocks and heading; `closes` says that the report ends with them."""
    fixed: list[Unit] = []
    moving: list[Unit] = []
    ends: dict[int, int] = {}
    for number, blocks, heading in sections:
        start = len(fixed)
        lead: list[View] = []
        ahead = list(heading)
        for at, block in enumerate(blocks):
            if block["kind"] == "heading":
                lead.append(block)
                ahead += items_of(styles, block)
                continue
            last = closes and number == sections[-1][0] and at == len(blocks) - 1
            earliest = len(fixed) if ahead else _earliest(block, fixed, start)
            items = [*ahead, *items_of(styles, block, last=last)]
            usual = Form((*lead, block), items, turned=bool(block.get("turned")))
            unit = Unit(block, tuple(lead), ahead, number, usual, len(fixed), earliest)
            (moving if unit.moves else fixed).append(unit)
            lead, ahead = [], []
        if ahead:
            fixed.append(Unit(None, tuple(lead), ahead, number, Form(tuple(lead), ahead)))
        ends[number] = len(fixed)
    moving = [replace(unit, latest=_latest(unit, fixed, ends)) for unit in moving]
    turned = tuple(unit for unit in moving if unit.turns)
    return Stream(tuple(fixed), tuple(unit for unit in moving if not unit.turns), turned)


def _latest(unit: Unit, fixed: Sequence[Unit], ends: Mapping[int, int]) -> int:
    """Where a unit stands at the latest; tables keep their order."""
    if unit.headed:
        return unit.home
    if not unit.turns:
        return ends[unit.section]
    later = ends.get(unit.section + 1, ends[unit.section])
    tables = (
        at for at in range(unit.home, later) if (block := fixed[at].block) is not None and block["kind"] == "table"
    )
    return next(tables, later)


def _earliest(block: View, fixed: Sequence[Unit], start: int) -> int:
    """Behind the text of its section that first speaks of it; a photo, of which none speaks, stays below its heading."""
    own = set(_bookmarks(block))
    if block.get("turned"):
        return len(fixed)
    for number, unit in enumerate(fixed[start:], start):
        if unit.block is not None and own & set(_mentioned(unit.block)):
            return number + 1
    heads = [number for number, unit in enumerate(fixed[start:], start) if unit.headed]
    return len(fixed) if own else min((heads or [start])[-1] + 1, len(fixed))


def _mentioned(block: Mapping[str, Any]) -> Iterator[str]:
    if block["kind"] == "text":
        yield from (part.key for part in parts(block["text"]) if part.kind == "ref" and part.key)


def _bookmarks(block: Mapping[str, Any]) -> Iterator[str]:
    caption = block.get("caption")
    if isinstance(caption, Caption):
        yield caption.bookmark
