"""The view of the deck: each slide of the storyboard as the data its prototype asks for. In: Pack, charts; out: SlideOrders."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportgen.build.views.drawings import FigureCharts
from reportgen.build.views.photos import photo_rows, shown_photos
from reportgen.build.views.scales import card_scales, table_scales
from reportgen.build.views.sources import office_line, shown_facts, slide_source
from reportgen.build.views.texts import Texts
from reportgen.model import Card, Item, Pack, Photo, Slide, SlideTier
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.quantity import written
from reportgen.template import NativeChart, Picture, SlideOrder

_ANNOUNCED = 4  # titles that a divider without items lists
ChartOf = Callable[[str, str, bool], NativeChart]  # figure id, tone of the ground, whether it stands in a card


def storyboard(pack: Pack, texts: Texts, chart: ChartOf, pictures: Mapping[str, Picture]) -> list[SlideOrder]:
    """Return the slides in their order; a photo slide without its files is left out."""
    orders = []
    figures = FigureCharts(pack, pictures, slide=True)
    for number, slide in enumerate(pack.slides, 1):
        photos = shown_photos(pack, slide, pictures)
        if slide.layout in ("photo", "photo_grid") and not photos:
            continue
        view = _View(pack, texts, chart, pictures, photos, f"deck.yaml, slide {number}")
        data: dict[str, object] = {"slide": view.of(slide), "deck": _deck(pack), "figures": figures}
        orders.append(SlideOrder(slide.layout, data, _section(pack, slide)))
    return orders


def _deck(pack: Pack) -> dict[str, Any]:
    return {"short_title": pack.short_title, "organisation": pack.organisation, "title": pack.title}


def _section(pack: Pack, slide: Slide) -> str:
    """The section of the file that a slide opens; slides without one stay in the section before, the cover in one of its own."""
    names = {section.id: section.heading for section in pack.sections}
    return names.get(slide.section or "", pack.short_title or pack.title if slide.layout == "cover" else "")


class _View:
    """Builds the data of one slide."""

    def __init__(
        self,
        pack: Pack,
        texts: Texts,
        chart: ChartOf,
        pictures: Mapping[str, Picture],
        photos: Sequence[Photo],
        where: str,
    ) -> None:
        self.pack, self.texts, self.chart, self.where = pack, texts, chart, where
        self.pictures, self.photos = pictures, photos

    def of(self, slide: Slide) -> dict[str, Any]:
        """Return all that a prototype may ask for; what the slide does not have is empty."""
        data = self._content(slide)
        shown = shown_facts({name: value for name, value in data.items() if name != "notes"})
        line, more = slide_source(self.pack, self.text(slide.source), shown)
        if slide.layout == "cover":
            line = office_line(self.pack)
        return {**data, "source": line, "notes": f"{data['notes']}{more}"}

    def _content(self, slide: Slide) -> dict[str, Any]:
        """What the slide shows, without its source line."""
        scales = card_scales(
            self.pack,
            [one.fact for one in (*slide.heroes, *slide.cards, *slide.goals, *slide.items) if one.fact],
        )
        scaled = self.texts.scaled(table_scales(self.pack, slide.rows))
        charts = [self._chart(key) for key in slide.figures]
        photos = [{"picture": self.pictures[photo.id], "caption": photo.caption, "text": ""} for photo in self.photos]
        return {
            "title": self.text(slide.title),
            "lines": list(self.pack.title_lines),
            "kicker": self.text(slide.kicker),
            "notes": self.text(slide.notes),
            "lead": self.text(slide.lead),
            "date": self.text(slide.date),
            "numeral": self._numeral(slide),
            "head": self.text(slide.head),
            "unit": self.text(slide.unit),
            "chart": self._chart(slide.figure) if slide.figure else (charts[0] if charts else None),
            "charts": charts,
            "figures": [self._figure(slide, key, n) for n, key in enumerate(slide.figures)],
            "contents": self._contents(slide),
            "heroes": [self._card(card, scales, _tone(slide, n)) for n, card in enumerate(slide.heroes or slide.goals)],
            "cards": [self._card(card, scales, "light", n) for n, card in enumerate(slide.cards, 1)],
            "goals": [self._card(card, scales, "light") for card in slide.goals],
            "items": [self._item(item, n, scales) for n, item in enumerate(self._items(slide), 1)],
            "roles": [self._item(item, n, scales) for n, item in enumerate(slide.roles, 1)],
            "tiers": [self._tier(tier) for tier in slide.tiers],
            "columns": [{"head": self.text(text)} for text in slide.columns],
            "rows": [{"cells": [scaled(cell, self.where) for cell in row]} for row in slide.rows],
            "photos": photos,
            "photo_rows": photo_rows(photos, self.text(slide.lead)),
        }

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

    def _items(self, slide: Slide) -> tuple[Item, ...]:
        """The items of a slide; an agenda without its own tells the sections with their messages."""
        if slide.layout != "agenda" or slide.items:
            return slide.items
        return tuple(Item(head=part.heading, text=part.message.rstrip("。.")) for part in self.pack.sections)

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

    def _figure(self, slide: Slide, key: str, number: int) -> dict[str, Any]:
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
        mine = [one for one in self.pack.slides if one.section == slide.section and one.layout not in ("section", "agenda")]
        return [self.text(one.title) for one in mine[:_ANNOUNCED] if one.title]

    def _chart(self, key: str) -> NativeChart:
        return self.chart(key, "light", False)


def _tone(slide: Slide, number: int) -> str:
    """The ground of a hero card: the first one is dark, on a roadmap the second, as the prototypes have them."""
    return "dark" if number == (1 if slide.layout == "roadmap" else 0) else "light"
