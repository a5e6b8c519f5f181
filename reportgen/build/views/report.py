"""The view of the report: cover, contents, band, sections, annex. In: Pack, drawings, pages; out: what report.docx asks for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.build.views.band import band
from reportgen.build.views.bound_words import fill_bounds
from reportgen.build.views.drawings import FigureCharts
from reportgen.build.views.photos import plate
from reportgen.build.views.report_table import table_parts
from reportgen.build.views.sources import office_line, shown_facts, source_list, source_note
from reportgen.build.views.texts import TextRenderer
from reportgen.model import (
    Block,
    Figure,
    FigureBlock,
    HeadingBlock,
    Pack,
    PhotoBlock,
    Section,
    SourcesBlock,
    Table,
    TableBlock,
)
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.numerals import chinese_number
from reportgen.template import Caption, ContentsEntry, Heading, Picture

ANNEX_BOOKMARK = "_Toc300000"
_SOURCES_OF_A_LIST = 2  # fewer stand under each figure and table already


def report_view(
    pack: Pack, texts: TextRenderer, pictures: Mapping[str, Picture], pages: Mapping[str, int]
) -> dict[str, Any]:
    """Return the data of the report; pages tells on which page each heading stands, by bookmark."""
    sections = [_section(texts, section, number, pictures) for number, section in enumerate(pack.sections, 1)]
    view = {
        "cover": _cover(pack, texts),
        "toc": [],
        "title": texts(pack.title, "pack.yaml, title"),
        "subtitle": texts(pack.report_subtitle, "pack.yaml, report_subtitle"),
        "band": band(pack),
        "sections": sections,
        "annex": _annex(pack, texts, pictures),
        "figures": FigureCharts(pack, pictures, slide=False),
        "meta": _properties(pack, texts),
        "footer": pack.short_title,
        "office": pack.organisation,
    }
    view = fill_bounds(_with_sources(pack, view), pack, slides=False)
    return {**view, "toc": contents(view, pages, pack.language)}


def contents(view: Mapping[str, Any], pages: Mapping[str, int], language: str) -> list[dict[str, Any]]:
    """Return the entries of the contents: headings of level 1 and 2, numbered as Word numbers them, and the annex."""
    entries = []
    for number, section in enumerate(view["sections"], 1):
        head = section["heading"]
        entries.append(_entry(1, numbering(number, 0, language) + head.text, head.bookmark, pages))
        inner = 0
        for block in section["blocks"]:
            if block["kind"] == "heading" and block["level"] == 2:
                inner += 1
                text = numbering(number, inner, language) + block["text"].text
                entries.append(_entry(2, text, block["text"].bookmark, pages))
    if entries and view["annex"] is not None:
        name = "附件\u3000" if language.startswith("zh") else "Annex: "
        entries.append(_entry(1, f"{name}{view['annex']['title']}", ANNEX_BOOKMARK, pages))
    return entries


def numbering(number: int, inner: int, language: str) -> str:
    """Return the number that Word's list gives a heading: 一、 or （一）, in English 1. or (a); `inner` is 0 for level 1."""
    if not language.startswith("zh"):
        return f"({chr(ord('a') + (inner - 1) % 26)}) " if inner else f"{number}. "
    return f"（{chinese_number(inner)}）" if inner else f"{chinese_number(number)}、"


def _cover(pack: Pack, texts: TextRenderer) -> dict[str, Any]:
    return {
        "occasion": texts(pack.occasion, "pack.yaml, occasion"),
        "title_lines": list(pack.title_lines),
        "subtitle": texts(pack.subtitle, "pack.yaml, subtitle"),
        "source": office_line(pack),
        "date": texts(pack.date, "pack.yaml, date"),
    }


def _properties(pack: Pack, texts: TextRenderer) -> dict[str, str]:
    return {
        "title": plain(texts(pack.title, "pack.yaml, title")),
        "subject": plain(texts(pack.occasion, "pack.yaml, occasion")),
        "author": pack.organisation,
        "keywords": pack.short_title,
        "language": pack.language,
    }


def _section(texts: TextRenderer, section: Section, number: int, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    where = f"report.yaml, section {section.id}"
    heading = Heading(texts(section.heading, where), f"_Toc1{number:03d}00")
    return {"heading": heading, "blocks": _blocks(texts, section.blocks, f"_Toc1{number:03d}", where, pictures)}


def _annex(pack: Pack, texts: TextRenderer, pictures: Mapping[str, Picture]) -> dict[str, Any] | None:
    if pack.annex is None:
        return None
    blocks = _blocks(texts, pack.annex.blocks, "_Toc2000", "report.yaml, annex", pictures)
    title = texts(pack.annex.title, "report.yaml, annex")
    return {"title": title, "heading": Heading(title, ANNEX_BOOKMARK), "blocks": blocks}


def _with_sources(pack: Pack, view: dict[str, Any]) -> dict[str, Any]:
    """The view with the list of its sources: where a block asks for it, else at the end where there are two or more."""
    sections, annex = view["sections"], view["annex"]
    lists = [part["blocks"] for part in (*sections, *([annex] if annex else []))]
    shown = dict.fromkeys(key for blocks in lists for block in blocks for key in _facts_of(pack, block))
    listed = source_list(pack, shown)
    asked = any(block["kind"] == "sources" for blocks in lists for block in blocks)
    for blocks in lists:
        blocks[:] = [one for block in blocks for one in (listed if block["kind"] == "sources" else [block])]
    if asked or len(pack.source_names(shown)) < _SOURCES_OF_A_LIST or (pack.annex and not pack.annex.sources):
        return view
    if annex is None:
        title = listed[0]["text"].text
        annex = {"title": title, "heading": Heading(title, ANNEX_BOOKMARK), "blocks": listed[1:]}
        return {**view, "annex": annex} if sections else view
    annex["blocks"] += listed
    return view


def _facts_of(pack: Pack, block: dict[str, Any]) -> Iterator[str]:
    if block["kind"] == "figure":
        yield from pack.figures[block["id"]].fact_ids()
    yield from shown_facts(block)


def _blocks(
    texts: TextRenderer, blocks: tuple[Block, ...], stem: str, where: str, pictures: Mapping[str, Picture]
) -> list[dict[str, Any]]:
    found = []
    headings = 0
    for number, block in enumerate(blocks, 1):
        place = f"{where}, block {number}"
        if isinstance(block, HeadingBlock):
            headings += 1
            text = Heading(texts(block.text, place), f"{stem}{headings:02d}")
            found.append({"kind": "heading", "level": block.level, "text": text})
        elif isinstance(block, FigureBlock):
            found.append(_figure(texts, texts.pack.figures[block.figure], pictures))
        elif isinstance(block, TableBlock):
            found.append(_table(texts, texts.pack.tables[block.table]))
        elif isinstance(block, PhotoBlock):
            found += plate(texts.pack, block.photo, pictures)
        elif isinstance(block, SourcesBlock):
            found.append({"kind": "sources"})
        else:
            found.append({"kind": "text", "text": texts(block.text, place)})
    return found


def _figure(texts: TextRenderer, figure: Figure, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    where = f"report.yaml, figure {figure.id}"
    return {
        "kind": "figure",
        "id": figure.id,
        "picture": pictures[figure.id],
        "caption": _caption(texts, figure.id, figure.caption, where),
        **_noted(texts.pack, texts(figure.note, where), figure.fact_ids()),
    }


def _noted(pack: Pack, said: str, facts: Sequence[str]) -> dict[str, Any]:
    """The note of a figure, and what it is made of: two figures in a row have one."""
    return {"note": source_note(pack, said, facts), "said": said, "facts": tuple(facts)}


def joined_note(pack: Pack, left: Mapping[str, Any], right: Mapping[str, Any]) -> str:
    """Return the one note of two figures that stand side by side."""
    chinese = pack.language.startswith("zh")
    both = bool(left["said"] and right["said"]) and left["said"] != right["said"]
    said = [
        f"{one['caption'].label}{one['caption'].number}{'：' if chinese else ': '}{one['said']}"
        if both
        else one["said"]
        for one in (left, right)
        if one["said"]
    ]
    stop = "。" if chinese else ". "
    return source_note(
        pack, stop.join(dict.fromkeys(one.rstrip("。.") for one in said)), (*left["facts"], *right["facts"])
    )


def _table(texts: TextRenderer, table: Table) -> dict[str, Any]:
    where = f"report.yaml, table {table.id}"
    found = table_parts(texts, table, where)
    shown = shown_facts([found["columns"], found["rows"]])
    return {
        **found,
        "kind": "table",
        "id": table.id,
        "caption": _caption(texts, table.id, table.caption, where),
        "note": source_note(texts.pack, found["note"], shown),
        "turn_before": False,
        "turn_after": False,
    }


def _caption(texts: TextRenderer, key: str, text: str, where: str) -> Caption:
    target = texts.numbered[key]
    return Caption(target.label, target.number, texts(text, where), target.bookmark)


def _entry(level: int, text: str, bookmark: str, pages: Mapping[str, int]) -> dict[str, Any]:
    return {"level": level, "line": ContentsEntry(text, pages.get(bookmark, 1), bookmark)}
