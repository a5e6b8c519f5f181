"""Writes a pack: its YAML files, tables and photos."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.packs.suite.drawing import draw_photo

Block = dict[str, Any]


def write_pack(
    folder: Path,
    pack: dict[str, Any],
    facts: Sequence[dict[str, Any]],
    report: dict[str, Any],
    slides: Sequence[dict[str, Any]],
    tables: Mapping[str, str],
    photos: Sequence[tuple[str, str, str]] = (),
) -> Path:
    """Write a pack into a new folder and return it; photos are (id, caption, name), every fifth stands upright."""
    (folder / "tables").mkdir(parents=True)
    shown = []
    for number, (key, caption, name) in enumerate(photos):
        draw_photo(folder / f"{key}.jpg", number, upright=number % 5 == 4)
        shown.append(
            {
                "id": key,
                "caption": caption,
                "name": name,
                "file": f"{key}.jpg",
                "focus": ("center", "bottom")[number % 2],
            }
        )
    for name, text in tables.items():
        (folder / "tables" / f"{name}.csv").write_text(text, "utf-8")
    sources = pack.pop("sources")
    contents = {
        "pack.yaml": {**pack, "photos": shown},
        "facts.yaml": {"sources": sources, "facts": list(facts)},
        "report.yaml": report,
        "deck.yaml": {"slides": list(slides)},
    }
    for name, content in contents.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    return folder


def fact(
    key: str,
    label: str,
    value: str,
    unit: str,
    period: str,
    *,
    source: str,
    kind: str = "level",
    bound: str = "exact",
    **more: Any,
) -> dict[str, Any]:
    """Return a fact."""
    given = {"id": key, "label": label, "kind": kind, "value": value, "unit": unit, "period": period, "bound": bound}
    return {**given, "source": source, **more}


def text(said: str) -> Block:
    """Return a paragraph."""
    return {"kind": "text", "text": said}


def heading(said: str, level: int = 2) -> Block:
    """Return a heading inside a section."""
    return {"kind": "heading", "text": said, "level": level}


def figure(key: str) -> Block:
    """Return a figure by its id."""
    return {"kind": "figure", "figure": key}


def table(key: str) -> Block:
    """Return a table by its id."""
    return {"kind": "table", "table": key}


def photo(key: str) -> Block:
    """Return a photo by its id."""
    return {"kind": "photo", "photo": key}
