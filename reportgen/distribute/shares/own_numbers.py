"""A recipient's own numbers: the section and the slide that show what its row of the list gives it alone."""

from decimal import Decimal

from reportgen.distribute.shares.phrases import Phrases, phrases_for
from reportgen.model import Column, Fact, Pack, Recipient, Section, Slide, Table, TableBlock, TextBlock

OWN_SECTION, OWN_TABLE = "own-numbers", "tab-own-numbers"
_WIDTHS_MM = (80, 46, 30)


def own_id(number: int) -> str:
    """Return the id of a recipient's own number, counted from 1."""
    return f"own_number_{number}"


def with_own_numbers(share: Pack, recipient: Recipient) -> Pack:
    """Return a share with the recipient's own numbers at its head, as facts like all others."""
    if not recipient.own:
        return share
    words = phrases_for(share.language)
    facts, rows = dict(share.facts), []
    for number, own in enumerate(recipient.own, 1):
        key = own_id(number)
        facts[key] = Fact(id=key, label=own.label, kind="level", value=Decimal(own.value), unit=own.unit)
        rows.append((own.label, f"{{{{ f.{key} | cell }}}}", words.own_source))
    deck, first = share.slides, 2 if share.slides[1:2] and share.slides[1].layout == "agenda" else 1
    return share.model_copy(
        update={
            "facts": facts,
            "tables": {**share.tables, OWN_TABLE: _table(words, tuple(rows))},
            "sections": (_section(words), *share.sections),
            "slides": (*deck[:first], _slide(words, tuple(rows)), *deck[first:]) if deck else (),
        }
    )


def _table(words: Phrases, rows: tuple[tuple[str, ...], ...]) -> Table:
    columns = tuple(
        Column(head=head, width_mm=Decimal(width), align="left")  # whatever the numbers are: they come later
        for head, width in zip(words.heads, _WIDTHS_MM, strict=True)
    )
    return Table(id=OWN_TABLE, caption=words.own_heading, columns=columns, rows=rows, note=words.own_note)


def _section(words: Phrases) -> Section:
    text = TextBlock(kind="text", text=words.own_text.format(table=f'{{{{ ref("{OWN_TABLE}") }}}}'))
    blocks = (text, TableBlock(kind="table", table=OWN_TABLE))
    return Section(id=OWN_SECTION, heading=words.own_heading, message=words.own_message, blocks=blocks)


def _slide(words: Phrases, rows: tuple[tuple[str, ...], ...]) -> Slide:
    return Slide(
        layout="table", kicker=words.own_heading, title=words.own_title, section=OWN_SECTION, columns=words.heads, rows=rows,
        notes=words.own_notes, source=words.own_note,
    )  # fmt: skip
