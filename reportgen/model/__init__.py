"""The model: what a pack says, as frozen values that know nothing of files or renderers."""

from reportgen.model.fact import Base, CardText, Fact, Locator
from reportgen.model.figure import KINDS, Figure, TierRow
from reportgen.model.honesty import dishonesties
from reportgen.model.layer import Layer
from reportgen.model.pack import Pack, Source, Templates
from reportgen.model.photo import Photo
from reportgen.model.recipient import Recipient
from reportgen.model.section import Annex, Block, FigureBlock, HeadingBlock, PhotoBlock, Section, TableBlock, TextBlock
from reportgen.model.series import Event, Series
from reportgen.model.slide import LAYOUTS, Card, Item, Slide, SlideTier
from reportgen.model.suppression import Suppression
from reportgen.model.table import Column, Table
from reportgen.model.theme import THEMES, Theme

__all__ = [
    "KINDS",
    "LAYOUTS",
    "THEMES",
    "Annex",
    "Base",
    "Block",
    "Card",
    "CardText",
    "Column",
    "Event",
    "Fact",
    "Figure",
    "FigureBlock",
    "HeadingBlock",
    "Item",
    "Layer",
    "Locator",
    "Pack",
    "Photo",
    "PhotoBlock",
    "Recipient",
    "Section",
    "Series",
    "Slide",
    "SlideTier",
    "Source",
    "Suppression",
    "Table",
    "TableBlock",
    "Templates",
    "TextBlock",
    "Theme",
    "TierRow",
    "dishonesties",
]
