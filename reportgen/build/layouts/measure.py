"""How much text each field of a layout takes: a slide is filled with long texts, and its boxes are measured."""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from reportgen.build.views.layout_variants import LayoutVariant
from reportgen.documents.boxes import Box
from reportgen.documents.slides import read_deck
from reportgen.template import SlideSpec, Template

_LONG = "字" * 300
_TOKEN = re.compile(r"⟦([\w.]+)⟧")
_NATURAL = 1.2  # the pitch of a line without one, as a share of its size
_MOST = 12  # entries of a list that are tried
_BESIDE: tuple[tuple[str, list[Any]], ...] = (("x", [{}]), ("x", []), ("", []))  # what else decides: a sentence, roles
_CARD = ("label", "text", "note", "before", "number", "unit", "after")
_LISTS: Mapping[str, tuple[str, ...]] = {
    "heroes": _CARD, "goals": _CARD, "cards": _CARD, "items": ("number", "head", "text"), "roles": ("number", "head", "text"),
    "tiers": ("number", "unit", "label"), "plots": ("head",), "photos": ("caption",),
}  # fmt: skip
_TEXTS = ("title", "kicker", "source", "lead", "date", "head", "unit", "numeral")
Room = tuple[int, int]  # lines, and full-width characters on each


def ranges(variants: list[LayoutVariant]) -> dict[str, tuple[int, int]]:
    """Return for each list that decides which prototype is taken the least and the most entries that some prototype takes."""
    names = list(dict.fromkeys(name for variant in variants for name in variant.counted))
    allowed: dict[str, set[int]] = {name: set() for name in names}
    for numbers in product(range(_MOST + 1), repeat=len(names)):
        lists: dict[str, Any] = {name: [{}] * number for name, number in zip(names, numbers, strict=True)}
        for lead, roles in _BESIDE:
            data = {"lead": lead, "roles": roles, "rows": [{}], **lists}
            if any(variant.holds(data) for variant in variants):
                for name, number in zip(names, numbers, strict=True):
                    allowed[name].add(number)
    return {name: (min(found), max(found)) for name, found in allowed.items() if found}


def room(template: Template, layout: str, numbers: Mapping[str, int], *, lead: bool) -> dict[str, Room]:
    """Return how many lines and characters each text field of a layout takes at some counts; `cards.label` is that of a card."""
    data = _long_texts(numbers, lead=lead)
    names: dict[str, object] = {
        "slide": data,
        "deck": {"short_title": "", "organisation": "", "title": ""},
        "figures": {},
    }
    document = template.render(
        {"meta": _META, "deck": {"short_title": ""}}, [SlideSpec(layout, names)], missing="empty"
    )
    slides = read_deck({member.name: member for member in document.members}).slides
    found: dict[str, Room] = {}
    for box in slides[0].boxes if slides else ():
        for key in dict.fromkeys(_TOKEN.findall(box.text)):
            here = _room(box, key)
            found[key] = min(found.get(key, here), here, key=lambda one: one[0] * one[1])
    return found


_META = dict.fromkeys(("title", "subject", "author", "keywords", "language"), "")


@lru_cache(maxsize=512)
def _token(key: str) -> str:
    return f"⟦{key}⟧{_LONG}"


def _long_texts(numbers: Mapping[str, int], *, lead: bool) -> dict[str, Any]:
    """A slide whose every text is long, and begins with the name of its field."""
    data: dict[str, Any] = {name: _token(name) for name in _TEXTS}
    data["lead"] = _token("lead") if lead else ""
    for name, fields in _LISTS.items():
        one = {field: _token(f"{name}.{field}") for field in fields}
        lines = [_token(f"{name}.lines")] * 2
        entry = {
            **one,
            "lines": lines,
            "index": "1",
            "shown": one,
            "chips": [_token(f"{name}.chips")] * 3,
            "picture": None,
        }
        data[name] = [{**entry, "chart": None, "fact": None} for _ in range(numbers.get(name, 0))]
    photo = {"picture": None, "caption": _token("photos.caption"), "text": ""}
    data["photo_rows"] = [{"photos": [photo] * 3}] * 2
    data["photos"] = [photo]
    data["columns"] = [{"head": _token("columns")}] * numbers.get("columns", 4)
    data["rows"] = [{"cells": [_token("rows")] * numbers.get("columns", 4)}] * 3
    data |= {
        "lines": [_token("title")] * 2,
        "notes": "",
        "chart": None,
        "charts": [],
        "contents": [_token("items.head")] * 4,
    }
    return data


def _room(box: Box, key: str) -> Room:
    paragraph = next((one for one in box.paragraphs if f"⟦{key}⟧" in one.text), box.paragraphs[0])
    size = next((run.size for run in paragraph.runs if key in run.text), paragraph.runs[0].size)
    pitch = paragraph.exact or size * _NATURAL
    others = sum(one.exact or 0.0 for one in box.paragraphs if one is not paragraph and key not in one.text)
    lines = max(int((box.height - box.insets[1] - box.insets[3] - others + 1) / pitch), 1)
    return lines, int(box.inner_width / size)
