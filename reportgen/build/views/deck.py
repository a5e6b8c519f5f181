"""The view of the deck: each slide of the storyboard as the data its prototype asks for. In: Pack, charts; out: SlideOrders."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportgen.build.views.bound_words import fill_bounds
from reportgen.build.views.deck_tables import DeckTable, slide_table
from reportgen.build.views.drawings import FigureCharts
from reportgen.build.views.photos import photo_rows, shown_photos
from reportgen.build.views.scales import card_scales
from reportgen.build.views.slide_fields import items_of
from reportgen.build.views.sources import office_line, shown_facts, slide_source
from reportgen.build.views.table_area import TableArea, table_area
from reportgen.build.views.texts import TextRenderer
from reportgen.model import LAYOUTS, Card, Item, Pack, Photo, Slide, SlideTier
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.numerals import chinese_number
from reportgen.model.numbers.quantity import written
from reportgen.template import NativeChart, NativeShapes, Picture, SlideSpec, Template

_ANNOUNCED = 4  # titles that a divider without items lists
ChartOf = Callable[
    [str, str, bool], NativeChart | NativeShapes
]  # figure id, tone of the ground, whether it stands in a card


def storyboard(
    pack: Pack, texts: TextRenderer, chart: ChartOf, pictures: Mapping[str, Picture], template: Template | None = None
) -> list[SlideSpec]:
    """Return the slides in their order; a photo slide without its files is left out, a long table goes on over slides.

    `template` says how much room its layouts have for tables.
    """
    orders = []
    figures = FigureCharts(pack, pictures, slide=True)
    for number, slide in enumerate(pack.slides, 1):
        photos = shown_photos(pack, slide, pictures)
        if LAYOUTS[slide.layout].photos and not photos:
            continue
        view = SlideView(pack, texts, chart, pictures, photos, f"deck.yaml, slide {number}")
        common: dict[str, object] = {"deck": _deck(pack), "figures": figures}
        table = view.table(slide, table_area(template, slide.layout) if slide.rows else None)
        for page in range(len(table.pages)):
            data = {"slide": view.of(slide, table, page), **common}
            section = _section(pack, slide) if not page else ""
            orders.append(SlideSpec(slide.layout, data, section, table.pages[page].grid, number - 1))
    filled = fill_bounds([order.data for order in orders], pack, slides=True)
    return [replace(order, data=data) for order, data in zip(orders, filled, strict=True)]


def _deck(pack: Pack) -> dict[str, Any]:
    return {"short_title": pack.short_title, "organisation": pack.organisation, "title": pack.title}


def _section(pack: Pack, slide: Slide) -> str:
    """The section of the file that a slide opens; slides without one stay in the section before, the cover in one of its own."""
    names = {section.id: section.heading for section in pack.sections}
    return names.get(slide.section or "", pack.short_title or pack.title if slide.layout == "cover" else "")


class SlideView:
    """Builds the data of one slide."""

    def __init__(
        self,
        pack: Pack,
        texts: TextRenderer,
        chart: ChartOf,
        pictures: Mapping[str, Picture],
        photos: Sequence[Photo],
        where: str,
    ) -> None:
        self.pack, self.texts, self.chart, self.where = pack, texts, chart, where
        self.pictures, self.photos = pictures, photos

    def table(self, slide: Slide, area: TableArea | None) -> DeckTable:
        """Return the table of a slide in a room; one empty page for a slide without one."""
        return slide_table(self.pack, self.texts, slide, area, self.where)

    def of(self, slide: Slide, table: DeckTable, page: int = 0) -> dict[str, Any]:
        """Return all that a prototype may ask for; what the slide does not have is empty."""
        data = self._content(slide, table, page)
        shown = shown_facts({name: value for name, value in data.items() if name != "notes"})
        line, more = slide_source(self.pack, self.text(slide.source), shown)
        if slide.layout == "cover":
            line = office_line(self.pack)
        return {**data, "source": line, "notes": f"{data['notes']}{more}"}

    def _content(self, slide: Slide, table: DeckTable, page: int) -> dict[str, Any]:
        """What the slide shows, without its source line."""
        scales = card_scales(
            self.pack,
            [
                *(one.fact for one in (*slide.heroes, *slide.cards, *slide.goals) if one.fact),
                *(one.fact for one in slide.items if one.fact),
            ],
        )
        charts = [self._chart(key) for key in slide.figures]
        photos = [{"picture": self.pictures[photo.id], "caption": photo.caption, "text": ""} for photo in self.photos]
        return {
            "title": self.text(slide.title) + self._continued(page, len(table.pages)),
            "lines": list(self.pack.title_lines),
            "kicker": self.text(slide.kicker),
            "notes": self.text(slide.notes) if not page else self._say("接上一张，继续看表。", "The table goes on."),
            "lead": self.text(slide.lead),
            "date": self.text(slide.date),
            "numeral": self._numeral(slide),
            "head": self.text(slide.head),
            "unit": self.text(slide.unit),
            "chart": self._chart(slide.figure) if slide.figure else (charts[0] if charts else None),
            "charts": charts,
            "plots": [self._plot(slide, key, n) for n, key in enumerate(slide.figures)],
            "contents": self._contents(slide),
            "heroes": [self._card(card, scales, _tone(slide, n)) for n, card in enumerate(slide.heroes or slide.goals)],
            "cards": [self._card(card, scales, "light", n) for n, card in enumerate(slide.cards, 1)],
            "goals": [self._card(card, scales, "light") for card in slide.goals],
            "items": [self._item(item, n, scales) for n, item in enumerate(items_of(self.pack, slide), 1)],
            "roles": [self._item(item, n, scales) for n, item in enumerate(slide.roles, 1)],
            "tiers": [self._tier(tier) for tier in slide.tiers],
            "columns": [{"head": text} for text in table.heads],
            "rows": [{"cells": list(row)} for row in table.pages[page].rows],
            "photos": photos,
            "photo_rows": photo_rows(photos, self.text(slide.lead)),
        }

    def _continued(self, page: int, pages: int) -> str:
        """What the title of a slide that goes on with a table says: 续表; with its number where there are several."""
        count = chinese_number(page) if pages > 2 else ""
        english = f" (continued {page})" if pages > 2 else " (continued)"
        return self._say(f"（续表{count}）", english) if page else ""

    def _say(self, chinese: str, english: str) -> str:
        return chinese if self.pack.language.startswith("zh") else english

    def text(self, text: str | None) -> str:
        """Return a text of the slide with its facts."""
        return self.texts(text, self.where, photos=self.photos)

    def _numeral(self, slide: Slide) -> str:
        fact = self.pack.facts.get(slide.numeral or self.pack.numeral or "")
        if fact is None:
            return ""
        return mark("fact", fact.id, fact.card().number if fact.value is None else written(fact.value, fact.unit))

    def _card(self, card: Card, scales: Mapping[str, str], tone: str, number: int = 1) -> dict[str, Any]:
        return {
            **self._number(card.fact, scales),
            "label": self.text(card.label),
            "index": number,
            "text": self.text(card.text),
            "lines": [self.text(line) for line in card.lines],
            "note": self.text(card.note),
            "chart": self.chart(card.figure, tone, True) if card.figure else None,
        }

    def _item(self, item: Item, number: int, scales: Mapping[str, str]) -> dict[str, Any]:
        text = self.text(item.text)
        return {
            "shown": self._number(item.fact, scales),
            "fact": item.fact,
            "number": str(number),
            "head": self.text(item.head),
            "text": text,
            "lines": text.split("\n"),
        }

    def _number(self, key: str | None, scales: Mapping[str, str]) -> dict[str, str]:
        """What stands before a number, the number, its unit, what stands after it; empty without a fact."""
        fact = self.pack.facts[key] if key else None
        if fact is None:
            return {"before": "", "number": "", "unit": "", "after": ""}
        shown = fact.in_scale(scales.get(fact.id)).card()
        number = mark("fact", fact.id, shown.number)
        return {"before": shown.before, "number": number, "unit": shown.unit, "after": shown.after}

    def _tier(self, tier: SlideTier) -> dict[str, Any]:
        fact = self.pack.facts[tier.fact] if tier.fact else None
        number, unit = self.text(tier.number), ""
        if fact is not None and fact.value is not None and not tier.number:
            card = fact.card()
            number, unit = mark("fact", fact.id, card.number), card.unit
        chips = [self.text(chip) for chip in tier.chips] or self._members(tier)
        return {"number": number, "unit": unit, "label": self.text(tier.label), "chips": chips}

    def _members(self, tier: SlideTier) -> list[str]:
        if not tier.fact:
            return []
        fact = self.pack.facts[tier.fact]
        names = list(fact.items)
        if fact.open_ended and names:
            names[-1] += "等"
        return [mark("fact", fact.id, name) for name in names]

    def _plot(self, slide: Slide, key: str, number: int) -> dict[str, Any]:
        """A chart with its head: that of the item beside it, else its own with the unit."""
        figure = self.pack.figures[key]
        head = figure.head or figure.caption
        own = f"{head}（{figure.unit}）" if figure.unit and self.pack.language.startswith("zh") else head
        given = self.text(slide.items[number].head) if number < len(slide.items) else ""
        return {"chart": self._chart(key), "head": given or self.text(own)}

    def _contents(self, slide: Slide) -> list[str]:
        """What a divider announces: its items, else the titles of the slides of its section."""
        if slide.layout != "section":
            return []
        if slide.items:
            return [self.text(item.head) for item in slide.items]
        mine = [
            one for one in self.pack.slides if one.section == slide.section and one.layout not in ("section", "agenda")
        ]
        return [self.text(one.title) for one in mine[:_ANNOUNCED] if one.title]

    def _chart(self, key: str) -> NativeChart | NativeShapes:
        return self.chart(key, "light", False)


def _tone(slide: Slide, number: int) -> str:
    """The ground of a hero card: the first one is dark, on a roadmap the second, as the prototypes have them."""
    return "dark" if number == (1 if slide.layout == "roadmap" else 0) else "light"
