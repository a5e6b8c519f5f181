"""The texts of a pack: Jinja over facts, and references to figures and tables by their numbers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.build.views.bound_words import PLACE
from reportgen.errors import PackError, Problem
from reportgen.model import Fact, FigureBlock, Pack, TableBlock
from reportgen.model.numbers.marks import mark
from reportgen.template import render_text

_LONE = re.compile(r'\{\{\s*f(?:\.(\w+)|\["([^"]+)"\])\s*\|\s*(column|cell|unit|number)\s*\}\}')


@dataclass(frozen=True)
class Numbered:
    """A figure or table with its place in the count of its kind."""

    label: str
    number: int
    bookmark: str


def lone_fact(text: str) -> tuple[str, str]:
    """Return the fact and form that are all that a cell holds; two empty texts for another cell."""
    lone = _LONE.fullmatch(text.strip())
    return (lone[1] or lone[2], lone[3]) if lone is not None else ("", "")


class TextRenderer:
    """Renders the texts of one pack; figures and tables are numbered in the order in which the report shows them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @cached_property
    def numbered(self) -> dict[str, Numbered]:
        """Figures and tables of the report by id."""
        found: dict[str, Numbered] = {}
        labels = ("图", "表") if self.pack.language.startswith("zh") else ("Figure ", "Table ")
        counts = {"figure": 0, "table": 0}
        for block in self.pack.blocks():
            if isinstance(block, FigureBlock | TableBlock):
                counts[block.kind] += 1
                key = block.figure if isinstance(block, FigureBlock) else block.table
                label = labels[0] if isinstance(block, FigureBlock) else labels[1]
                bookmark = f"_Ref{'1' if block.kind == 'figure' else '2'}{counts[block.kind]:05d}"
                found[key] = Numbered(label, counts[block.kind], bookmark)
        return found

    @cached_property
    def _columns(self) -> dict[str, dict[str, list[Fact]]]:
        """The facts of each column of each table of data, by their ids; a gap is left out."""
        facts = self.pack.facts
        return {
            table.id: {
                column.id: [facts[cell.fact] for cell in table.column(column.id) if cell.fact in facts]
                for column in table.columns
            }
            for table in self.pack.data.values()
        }

    def __call__(self, text: str | None, place: str, **more: Any) -> str:
        """Return a text with its facts filled in, marks around them; `more` are the names that hold at this place only."""
        if not text:
            return ""
        lone = _LONE.fullmatch(text)
        if lone is not None and (lone[1] or lone[2]) in self.pack.facts:  # a cell of a table; large ones have thousands
            return self.pack.facts[lone[1] or lone[2]].show(lone[3])
        names = {
            "f": self.pack.facts, "t": self._columns, "ref": self._reference(place), "sections": self.pack.sections,
            "bounds": PLACE, **more,
        }  # fmt: skip
        return render_text(text, names, place)

    def scaled(self, scales: Mapping[str, str]) -> Callable[[str, str], str]:
        """Return a function that renders the cells of a table; scales are those that its columns print their facts in."""

        def cell(text: str, place: str) -> str:
            key, form = lone_fact(text)
            if key in scales:
                return self.pack.facts[key].show(form, scales[key])
            return self(text, place)

        return cell

    def _reference(self, place: str) -> Callable[[str], str]:
        def ref(key: str) -> str:
            target = self.numbered.get(key)
            if target is None:
                what = f'ref("{key}") points at nothing that the report shows'
                hint = "there are: " + ", ".join(self.numbered)
                raise PackError([Problem(place, None, None, what, hint)])
            return mark("ref", target.bookmark, f"{target.label}{target.number}")

        return ref
