"""The rule on rows of number cards (G09): numbers side by side are as large as each other."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.places import on_box
from reportgen.check.profiles import Limits
from reportgen.documents.boxes import Box, DeckSlide
from reportgen.documents.slides import Deck
from reportgen.documents.typeset.cell_numbers import cell_number
from reportgen.findings import Finding, LimitedRule, finds


class OneSize(NamedTuple):
    """By how many pt the numbers of a row may differ, and the smallest that stands on a card."""

    apart: float = 0.5
    least: float = 16


ONE_SIZE = LimitedRule("G09", "warning", "the numbers of a row of cards have one size", limits=OneSize())
FAMILY = (120, 96, 84, 60, 56, 48, 40, 32, 28, 24, 22, 20, 18, 16)  # pt: the sizes that the shipped layouts choose from


@finds(ONE_SIZE)
def one_size(file: str, deck: Deck, slide: DeckSlide, limits: Limits) -> Iterator[Finding]:
    """Numbers side by side are as large as each other."""
    limit = limits.of(ONE_SIZE)
    rows: dict[tuple[str, int, int], list[tuple[Box, float]]] = defaultdict(list)
    for box in slide.boxes:
        if box.kind == "text" and box.group and cell_number(box.text) is not None:
            rows[box.name, round(box.y), round(box.height)].append((box, _largest_run(box)))
    for row in rows.values():
        usual = min(size for _, size in row)
        for box, size in row:
            if size > usual + limit.apart and usual >= limit.least:
                told = ", ".join(f"{one:g}" for one in FAMILY if usual <= one <= size)
                yield on_box(
                    ONE_SIZE, file, box, f"{size:g} pt beside {usual:g} pt", f"give the row one size of {told} pt"
                )


def _largest_run(box: Box) -> float:
    return max((run.size for paragraph in box.paragraphs for run in paragraph.runs if run.text.strip()), default=0.0)
