"""Slides: a layout by name, and content; texts are Jinja over facts."""

from typing import TYPE_CHECKING, Literal

from reportgen.model.base import ModelBase
from reportgen.model.layouts import LAYOUTS
from reportgen.model.section import Needing

if TYPE_CHECKING:
    Layout = str
else:
    Layout = Literal[tuple(LAYOUTS)]


class Card(Needing):
    """A number or text card."""

    label: str
    fact: str | None = None
    text: str | None = None
    note: str = ""
    figure: str | None = None
    lines: tuple[str, ...] = ()


class Item(Needing):
    """A head and its text, with a number where the layout shows one; line breaks in the text are kept."""

    head: str
    text: str = ""
    fact: str | None = None


class SlideTier(ModelBase):
    """One row of tiers: a count (a fact, or a letter), a label, chips (the members of the fact if none are given)."""

    label: str
    fact: str | None = None
    number: str | None = None
    chips: tuple[str, ...] = ()


class Slide(Needing):
    """One slide of the storyboard."""

    layout: Layout
    title: str = ""
    kicker: str = ""
    section: str | None = None
    source: str = ""
    notes: str = ""
    lead: str | None = None
    date: str | None = None
    head: str | None = None
    unit: str | None = None
    numeral: str | None = None
    cards: tuple[Card, ...] = ()
    heroes: tuple[Card, ...] = ()
    goals: tuple[Card, ...] = ()
    items: tuple[Item, ...] = ()
    roles: tuple[Item, ...] = ()
    tiers: tuple[SlideTier, ...] = ()
    figure: str | None = None
    figures: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    table: str | None = None  # a table by id, in the place of columns and rows
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
