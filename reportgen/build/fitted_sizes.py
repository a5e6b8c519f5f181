"""The sizes that numbers on slides took of their families, for the ledger."""

import re
from collections.abc import Mapping
from dataclasses import replace

from reportgen.check.numbers.showings import Showing
from reportgen.edition.ledger import LedgerEntry
from reportgen.template import Document

Sizes = Mapping[tuple[int, str, int], str]  # by slide, shape and which of the shapes with its name: what was chosen


def sizes_of(document: Document | None) -> dict[tuple[int, str, int], str]:
    """Return what was chosen for each text of a deck that has a family of sizes."""
    return {
        (_number(one.part), one.shape, one.copy): f"{one.size:g} pt of {'/'.join(f'{size:g}' for size in one.sizes)}"
        for one in (document.fitted if document is not None else ())
    }


def _number(part: str) -> int:
    """The number of a slide: a storyboard names its parts in their order."""
    digits = re.search(r"(\d+)\.xml$", part)
    return int(digits[1]) if digits else 0


def with_size(entry: LedgerEntry, item: Showing, sizes: Sizes) -> LedgerEntry:
    """Return an entry that notes the size of its text, where that was chosen."""
    chosen = sizes.get((item.place.number, item.place.shape, item.place.copy or 1)) if item.kind == "text" else None
    if chosen is None or not entry.file.endswith(".pptx"):
        return entry
    return replace(entry, note="; ".join(filter(None, (entry.note, chosen))))
