"""One block of formatted text: a paragraph, heading, item, quote, table, picture or rule."""

from dataclasses import dataclass, field
from typing import Literal

from reportgen.template.values.rich import RichText

BlockKind = Literal["paragraph", "heading", "item", "quote", "code", "table", "picture", "rule"]


@dataclass(frozen=True)
class FormattedBlock:
    """One block: its kind, text, level (of a heading or an item, from 1), and what its kind has besides.

    `marker` is the number of an item of a numbered list, 0 in a list with bullets; `rows` are those of a table, the first `head`
    of them its head; `source` is where a picture is.
    """

    kind: BlockKind
    text: RichText = field(default_factory=RichText)
    level: int = 1
    marker: int = 0
    rows: tuple[tuple[RichText, ...], ...] = ()
    head: int = 0
    source: str = ""
