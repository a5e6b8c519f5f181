"""The report that one recipient sees: sections, blocks and annex without what is hidden, and references that still lead somewhere."""

from collections.abc import Iterable, Sequence

from reportgen.distribute.shares.phrases import phrases_for
from reportgen.distribute.shares.redaction.texts import Redaction, facts_of, references_in
from reportgen.distribute.shares.share_tables import table_of
from reportgen.model import (
    Annex,
    Block,
    FigureBlock,
    HeadingBlock,
    Pack,
    PhotoBlock,
    Section,
    SourcesBlock,
    TableBlock,
    TextBlock,
)

_ROWS = 2  # fewer are no list


def section_of(section: Section, pack: Pack, redaction: Redaction) -> Section:
    """Return a section without what is hidden."""
    blocks = blocks_of(section.blocks, pack, redaction)
    return section.model_copy(update={"blocks": blocks, "message": redaction.rest(section.message)})


def blocks_of(blocks: Sequence[Block], pack: Pack, redaction: Redaction) -> tuple[Block, ...]:
    """Return the blocks that are left; photos are those of the pack given."""
    photos = {photo.id for photo in pack.photos}
    found: list[Block] = []
    before_gone = False  # the paragraph before was cut at its end
    for block in blocks:
        made = _block(block, pack, redaction, photos, before_gone)
        if isinstance(block, TextBlock | HeadingBlock):
            before_gone = isinstance(block, TextBlock) and not _ends_alike(block, made)
        if made is not None:
            found.append(made)
    return _without_empty_headings(found)


def _ends_alike(block: TextBlock, made: Block | None) -> bool:
    """Whether the last sentence of a paragraph is still there."""
    return isinstance(made, TextBlock) and made.text[-1:] == block.text[-1:] and made.text[-8:] == block.text[-8:]


def _block(block: Block, pack: Pack, redaction: Redaction, photos: set[str], before_gone: bool) -> Block | None:
    if redaction.lacks(block.needs):
        return None
    if isinstance(block, TextBlock):
        text = redaction.rest(block.text, before_gone=before_gone)
        return block.model_copy(update={"text": text}) if text else None
    if isinstance(block, FigureBlock):
        return block if block.figure not in redaction.items else None
    if isinstance(block, TableBlock):
        hidden = block.table in redaction.items
        return block if not hidden and table_of(pack.tables[block.table], redaction).rows else None
    if isinstance(block, PhotoBlock):
        return block if block.photo in photos else None
    if isinstance(block, SourcesBlock):
        return block  # lists the sources of what is shown
    return block if not redaction.mentions(block.text) else None


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


def annex_of(pack: Pack, redaction: Redaction) -> Annex | None:
    """Return the annex of what a recipient may see, none where nothing is left."""
    if pack.annex is None or redaction.mentions(pack.annex.title):
        return None
    blocks = blocks_of(pack.annex.blocks, pack, redaction)
    if not blocks:
        return None
    return pack.annex.model_copy(update={"blocks": blocks, "title": _title(pack, blocks, redaction)})


def _title(pack: Pack, blocks: Sequence[Block], redaction: Redaction) -> str:
    """The title of an annex by what is left: its own while its first table has rows to compare, then the names of what is there."""
    assert pack.annex is not None
    before, after = _tables(pack.annex.blocks), _tables(blocks)
    left = {key: table_of(pack.tables[key], redaction).rows for key in after}
    if not before or (before[0] in left and (len(left[before[0]]) > 1 or len(pack.tables[before[0]].rows) < _ROWS)):
        return pack.annex.title
    names = [rows[0][0] if len(rows) == 1 else pack.tables[key].caption for key, rows in left.items()]
    words = phrases_for(pack.language)
    return words.between.join(names) if names else words.remarks


def _tables(blocks: Iterable[Block]) -> list[str]:
    return [block.table for block in blocks if isinstance(block, TableBlock)]


def is_annex(pack: Pack, key: str) -> bool:
    """Return whether a table stands in the annex."""
    blocks = pack.annex.blocks if pack.annex else ()
    return any(isinstance(block, TableBlock) and block.table == key for block in blocks)


def facts_shown(pack: Pack, sections: Iterable[Section]) -> set[str]:
    """Return the facts that sections name in texts, figures and tables."""
    found: set[str] = set()
    for section in sections:
        found |= facts_of(block.text for block in section.blocks if isinstance(block, TextBlock | HeadingBlock))
        for block in section.blocks:
            if isinstance(block, FigureBlock):
                found |= set(pack.figures[block.figure].fact_ids())
            elif isinstance(block, TableBlock):
                found |= facts_of(cell for row in pack.tables[block.table].rows for cell in row)
    return found


def unshown(pack: Pack, sections: Sequence[Section]) -> frozenset[str]:
    """Return the figures and tables that the sections do not show; those of the annex are not decided yet."""
    annex = _items(pack.annex.blocks) if pack.annex else set()
    return lost(pack, sections, None) - annex


def lost(pack: Pack, sections: Sequence[Section], annex: Annex | None) -> frozenset[str]:
    """Return the figures and tables that neither the sections nor the annex show."""
    shown = _items(block for section in sections for block in section.blocks)
    return frozenset((set(pack.figures) | set(pack.tables)) - shown - _items(annex.blocks if annex else ()))


def _items(blocks: Iterable[Block]) -> set[str]:
    found = set()
    for block in blocks:
        if isinstance(block, FigureBlock):
            found.add(block.figure)
        elif isinstance(block, TableBlock):
            found.add(block.table)
    return found


def naming_the_annex(pack: Pack, annex: Annex | None, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections, the last with a sentence for the tables of the annex to which no text of the report or annex refers."""
    every = [*(block for section in sections for block in section.blocks), *(annex.blocks if annex else ())]
    texts = [block.text for block in every if isinstance(block, TextBlock)]
    told = frozenset().union(*map(references_in, texts))
    tables = _tables(annex.blocks) if annex else []
    untold = [key for key in tables if key not in told]
    if not untold or annex is None or not sections:
        return tuple(sections)
    words = phrases_for(pack.language)
    several = len(untold) > 1
    named = [(pack.tables[key].caption if several else annex.title, f'{{{{ ref("{key}") }}}}') for key in untold]
    text = words.comma.join(words.annex.format(title=title, table=place) for title, place in named) + words.stop
    last = TextBlock(kind="text", text=text)
    closing = sections[-1].model_copy(update={"blocks": (*sections[-1].blocks, last)})
    return (*sections[:-1], closing)
