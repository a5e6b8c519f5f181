"""Owns the part of a pack that one recipient sees. In: Pack, Recipient; out: a smaller Pack, and what may not show in it.

A sentence, table row or card that shows a hidden fact goes; a figure that shows one goes whole; a section that has nothing
left goes too. A heading or the cover can not go, so a hidden fact there is a mistake that is told before anything is made.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.distribute.shares.phrases import phrases_for
from reportgen.distribute.shares.redaction import Hidden, facts_in, facts_of, references_in
from reportgen.distribute.shares.share_deck import slides_of
from reportgen.errors import Problem
from reportgen.load.formula import fact_ids
from reportgen.model import (
    Annex,
    Block,
    Column,
    Fact,
    FigureBlock,
    HeadingBlock,
    Pack,
    Recipient,
    Section,
    Slide,
    Table,
    TableBlock,
    TextBlock,
)

OWN_SECTION, OWN_TABLE = "own-numbers", "tab-own-numbers"
_ITEMS_WIDTH_MM = (80, 46, 30)


def part_of(pack: Pack, recipient: Recipient) -> tuple[Pack, frozenset[str]]:
    """Return what a recipient sees of the pack, and the ids of the facts that may stand nowhere in it."""
    names = set(recipient.sections.of(section.id for section in pack.sections))
    hidden = Hidden(hidden_facts(pack, recipient), _hidden_items(pack, recipient))
    sections = [_section(section, pack, hidden) for section in pack.sections if section.id in names]
    sections = [section for section in sections if any(not isinstance(b, HeadingBlock) for b in section.blocks)]
    slides = slides_of(pack, frozenset(section.id for section in sections), hidden)
    aside = _beside_the_part(pack, sections, slides) if recipient.sections.only or recipient.sections.without else set()
    around = Hidden(hidden.facts | aside, hidden.items | _unshown(pack, sections))
    annex = _annex(pack, around)
    tables = {key: _table(table, around if _is_annex(pack, key) else hidden) for key, table in pack.tables.items()}
    kept = [_without_lost_references(section, pack, annex, sections) for section in sections]
    part = pack.model_copy(
        update={
            "sections": _mentioning(pack, annex, kept),
            "annex": annex,
            "figures": {key: figure for key, figure in pack.figures.items() if key not in hidden.items},
            "tables": _referring(tables, Hidden(frozenset(), _lost(pack, sections, annex))),
            "band": tuple(key for key in pack.band if key not in around.facts),
            "slides": slides,
        }
    )
    return _with_own_numbers(part, recipient), hidden.facts


def hidden_facts(pack: Pack, recipient: Recipient) -> frozenset[str]:
    """Return the facts that a recipient does not see, with those computed from them."""
    keys = set(pack.facts) - set(recipient.facts.of(pack.facts))
    past = {key for key, fact in pack.facts.items() if fact.edition is not None}  # as visible as what it is the past of
    keys = (keys - past) | {key for key in past if key.partition("@")[0] in keys}
    return frozenset(_with_computed(pack, keys))


def _with_computed(pack: Pack, keys: set[str]) -> set[str]:
    """The facts with all that is computed from them, step by step."""
    formulas = {key: set(fact_ids(fact.formula)) for key, fact in pack.facts.items() if fact.formula}
    while found := {key for key, inputs in formulas.items() if key not in keys and keys & inputs}:
        keys = keys | found
    return keys


def part_problems(pack: Pack, recipient: Recipient, file: str) -> Iterable[Problem]:
    """Yield where the cover or a heading would show what a recipient must not see."""
    hidden = hidden_facts(pack, recipient)
    names = recipient.sections.of(section.id for section in pack.sections)
    frame = {
        "the cover": (pack.title, pack.occasion, pack.subtitle, pack.report_subtitle, pack.short_title, pack.date),
        **{f"the heading of section {s.id}": (s.heading,) for s in pack.sections if s.id in names},
    }
    for place, texts in frame.items():
        shown = facts_of(texts, [pack.numeral] if pack.numeral and place == "the cover" else []) & hidden
        for key in sorted(shown):
            hint = "leave the section out, or let the recipient see the fact"
            yield Problem(file, recipient.line, None, f"{place} shows {key}, which {recipient.id} must not see", hint)


def _hidden_items(pack: Pack, recipient: Recipient) -> frozenset[str]:
    hidden = hidden_facts(pack, recipient)
    seen = set(recipient.figures.of(pack.figures))
    return frozenset(key for key, figure in pack.figures.items() if key not in seen or hidden & set(figure.fact_ids()))


def _section(section: Section, pack: Pack, hidden: Hidden) -> Section:
    blocks = _blocks(section.blocks, pack, hidden)
    return section.model_copy(update={"blocks": blocks, "message": hidden.rest(section.message)})


def _blocks(blocks: Sequence[Block], pack: Pack, hidden: Hidden) -> tuple[Block, ...]:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TextBlock):
            text = hidden.rest(block.text)
            if text:
                found.append(block.model_copy(update={"text": text}))
        elif isinstance(block, FigureBlock):
            if block.figure not in hidden.items:
                found.append(block)
        elif isinstance(block, TableBlock):
            if _table(pack.tables[block.table], hidden).rows:
                found.append(block)
        elif not isinstance(block, HeadingBlock) or not hidden.touches(block.text):
            found.append(block)
    return _without_empty_headings(found)


def _without_empty_headings(blocks: list[Block]) -> tuple[Block, ...]:
    """A heading with nothing under it goes: the next block is a heading of its level or above, or there is none."""
    found: list[Block] = []
    for block in reversed(blocks):
        following = found[-1] if found else None
        if isinstance(block, HeadingBlock):
            bare = following is None or (isinstance(following, HeadingBlock) and following.level <= block.level)
            if bare:
                continue
        found.append(block)
    return tuple(reversed(found))


def _table(table: Table, hidden: Hidden) -> Table:
    rows = tuple(row for row in table.rows if not hidden.touches(*row))
    return table.model_copy(update={"rows": rows, "note": hidden.rest(table.note)})


def _annex(pack: Pack, around: Hidden) -> Annex | None:
    if pack.annex is None or around.touches(pack.annex.title):
        return None
    blocks = _blocks(pack.annex.blocks, pack, around)
    return pack.annex.model_copy(update={"blocks": blocks}) if blocks else None


def _is_annex(pack: Pack, key: str) -> bool:
    blocks = pack.annex.blocks if pack.annex else ()
    return any(isinstance(block, TableBlock) and block.table == key for block in blocks)


def _beside_the_part(pack: Pack, sections: Sequence[Section], slides: Sequence[Slide]) -> set[str]:
    """Facts of sections that the recipient does not get, and what is computed from them; not those that its sections tell."""
    names = {section.id for section in sections}
    told: set[str] = set()
    for section in sections:
        told |= facts_of(block.text for block in section.blocks if isinstance(block, TextBlock | HeadingBlock))
        for block in section.blocks:
            if isinstance(block, FigureBlock):
                told |= set(pack.figures[block.figure].fact_ids())
            elif isinstance(block, TableBlock):
                told |= facts_of(cell for row in pack.tables[block.table].rows for cell in row)
    beside = {key for key, fact in pack.facts.items() if fact.section and fact.section not in names and key not in told}
    return _with_computed(pack, beside) - told


def _items(blocks: Iterable[Block]) -> set[str]:
    """Return the figures and tables among blocks."""
    found = set()
    for block in blocks:
        if isinstance(block, FigureBlock):
            found.add(block.figure)
        elif isinstance(block, TableBlock):
            found.add(block.table)
    return found


def _unshown(pack: Pack, sections: Sequence[Section]) -> frozenset[str]:
    """Figures and tables of the sections that the part does not show; those of the annex are not decided yet."""
    shown = _items(block for section in sections for block in section.blocks)
    annex = _items(pack.annex.blocks) if pack.annex else set()
    return frozenset((set(pack.figures) | set(pack.tables)) - shown - annex)


def _lost(pack: Pack, sections: Sequence[Section], annex: Annex | None) -> frozenset[str]:
    shown = _items(block for section in sections for block in section.blocks)
    return frozenset((set(pack.figures) | set(pack.tables)) - shown - _items(annex.blocks if annex else ()))


def _without_lost_references(section: Section, pack: Pack, annex: Annex | None, sections: Sequence[Section]) -> Section:
    return _section(section, pack, Hidden(frozenset(), _lost(pack, sections, annex)))


def _mentioning(pack: Pack, annex: Annex | None, sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sentence that points at the tables of the annex may have stood in a section that is not seen: say it again."""
    texts = [block.text for section in sections for block in section.blocks if isinstance(block, TextBlock)]
    told = frozenset().union(*map(references_in, texts))
    tables = [block.table for block in annex.blocks if isinstance(block, TableBlock)] if annex else []
    untold = [key for key in tables if key not in told]
    if not untold or annex is None:
        return tuple(sections)
    words = phrases_for(pack.language)
    places = words.between.join(f'{{{{ ref("{key}") }}}}' for key in untold)
    last = TextBlock(kind="text", text=words.annex.format(title=annex.title, tables=places))
    closing = sections[-1].model_copy(update={"blocks": (*sections[-1].blocks, last)})
    return (*sections[:-1], closing)


def _referring(tables: dict[str, Table], lost: Hidden) -> dict[str, Table]:
    return {key: _table(table, lost) for key, table in tables.items()}


def _with_own_numbers(part: Pack, recipient: Recipient) -> Pack:
    """The numbers that the list gives this recipient alone come first, as facts like all others."""
    if not recipient.own:
        return part
    words = phrases_for(part.language)
    facts = dict(part.facts)
    rows = []
    for number, own in enumerate(recipient.own, 1):
        key = own_id(number)
        facts[key] = Fact(id=key, label=own.label, kind="level", value=Decimal(own.value), unit=own.unit)
        rows.append((own.label, f"{{{{ f.{key} | cell }}}}", words.own_source))
    table = Table(
        id=OWN_TABLE,
        caption=words.own_heading,
        columns=tuple(
            Column(head=head, width_mm=width) for head, width in zip(words.heads, _ITEMS_WIDTH_MM, strict=True)
        ),
        rows=tuple(rows),
        note=words.own_note,
    )
    section = Section(
        id=OWN_SECTION,
        heading=words.own_heading,
        message=words.own_message,
        blocks=(
            TextBlock(kind="text", text=words.own_text.format(table=f'{{{{ ref("{OWN_TABLE}") }}}}')),
            TableBlock(kind="table", table=OWN_TABLE),
        ),
    )
    slide = Slide(
        layout="table",
        kicker=words.own_heading,
        title=words.own_title,
        section=OWN_SECTION,
        columns=words.heads,
        rows=tuple(rows),
        notes=words.own_notes,
        source=words.own_note,
    )
    deck, first = part.slides, 2 if part.slides[1:2] and part.slides[1].layout == "agenda" else 1
    return part.model_copy(
        update={
            "facts": facts,
            "tables": {**part.tables, OWN_TABLE: table},
            "sections": (section, *part.sections),
            "slides": (*deck[:first], slide, *deck[first:]) if deck else (),
        }
    )


def own_id(number: int) -> str:
    """Return the id of a recipient's own number, counted from 1."""
    return f"own_number_{number}"


__all__ = ["facts_in", "hidden_facts", "own_id", "part_of", "part_problems"]
