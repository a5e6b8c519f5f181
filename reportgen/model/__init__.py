"""The model: what a pack says, as frozen values that know nothing of files or renderers.

Names are imported when they are first asked for: filling a template needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.model.data_table import DataCell, DataColumn, DataSource, DataTable
    from reportgen.model.facts.fact import Fact
    from reportgen.model.facts.fact_parts import Base, CardText, Locator
    from reportgen.model.facts.layer import Layer
    from reportgen.model.figure import KINDS, Figure, TierRow
    from reportgen.model.layouts import LAYOUTS
    from reportgen.model.pack import Pack, Source, Templates
    from reportgen.model.photo import Photo
    from reportgen.model.recipients.recipient import Choice, OwnNumber, Recipient
    from reportgen.model.section import (
        Annex,
        Block,
        FigureBlock,
        HeadingBlock,
        PhotoBlock,
        Section,
        SourcesBlock,
        TableBlock,
        TextBlock,
    )
    from reportgen.model.series import Event, Series
    from reportgen.model.slide import Card, Item, Slide, SlideTier
    from reportgen.model.suppression import Suppression
    from reportgen.model.table import Column, Table
    from reportgen.model.theme import THEMES, Theme

_HOMES = {
    "Annex": "reportgen.model.section",
    "Base": "reportgen.model.facts.fact_parts",
    "Block": "reportgen.model.section",
    "Card": "reportgen.model.slide",
    "CardText": "reportgen.model.facts.fact_parts",
    "Choice": "reportgen.model.recipients.recipient",
    "Column": "reportgen.model.table",
    "DataCell": "reportgen.model.data_table",
    "DataColumn": "reportgen.model.data_table",
    "DataSource": "reportgen.model.data_table",
    "DataTable": "reportgen.model.data_table",
    "Event": "reportgen.model.series",
    "Fact": "reportgen.model.facts.fact",
    "Figure": "reportgen.model.figure",
    "FigureBlock": "reportgen.model.section",
    "HeadingBlock": "reportgen.model.section",
    "Item": "reportgen.model.slide",
    "KINDS": "reportgen.model.figure",
    "LAYOUTS": "reportgen.model.layouts",
    "Layer": "reportgen.model.facts.layer",
    "Locator": "reportgen.model.facts.fact_parts",
    "OwnNumber": "reportgen.model.recipients.recipient",
    "Pack": "reportgen.model.pack",
    "Photo": "reportgen.model.photo",
    "PhotoBlock": "reportgen.model.section",
    "Recipient": "reportgen.model.recipients.recipient",
    "Section": "reportgen.model.section",
    "Series": "reportgen.model.series",
    "Slide": "reportgen.model.slide",
    "SlideTier": "reportgen.model.slide",
    "Source": "reportgen.model.pack",
    "SourcesBlock": "reportgen.model.section",
    "Suppression": "reportgen.model.suppression",
    "THEMES": "reportgen.model.theme",
    "Table": "reportgen.model.table",
    "TableBlock": "reportgen.model.section",
    "Templates": "reportgen.model.pack",
    "TextBlock": "reportgen.model.section",
    "Theme": "reportgen.model.theme",
    "TierRow": "reportgen.model.figure",
}

__all__ = [
    "KINDS",
    "LAYOUTS",
    "THEMES",
    "Annex",
    "Base",
    "Block",
    "Card",
    "CardText",
    "Choice",
    "Column",
    "DataCell",
    "DataColumn",
    "DataSource",
    "DataTable",
    "Event",
    "Fact",
    "Figure",
    "FigureBlock",
    "HeadingBlock",
    "Item",
    "Layer",
    "Locator",
    "OwnNumber",
    "Pack",
    "Photo",
    "PhotoBlock",
    "Recipient",
    "Section",
    "Series",
    "Slide",
    "SlideTier",
    "Source",
    "SourcesBlock",
    "Suppression",
    "Table",
    "TableBlock",
    "Templates",
    "TextBlock",
    "Theme",
    "TierRow",
]


def __getattr__(name: str) -> Any:
    """Import a name of the model when it is first asked for."""
    if name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module 'reportgen.model' has no attribute {name!r}")
