"""The tables that one recipient sees: without hidden rows and columns, and without those that its list leaves out."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.distribute.shares.redaction.texts import Redaction, facts_in
from reportgen.load.table_names import column_names, names_in, row_names
from reportgen.model import Column, Fact, Pack, Recipient, Slide, Table

_FEWEST_COLUMNS = 2  # the names of the rows, and something that they have
_LEAST_HIDDEN = 2  # cells of a column that are hidden before it goes in the place of its rows


def table_of(table: Table, redaction: Redaction) -> Table:
    """Return a table without what is hidden; one whose caption shows it, or that has nothing left, has no rows."""
    if redaction.mentions(table.caption):
        return table.model_copy(update={"rows": ()})
    columns, rows = cut_grid([column.head for column in table.columns], table.rows, redaction)
    note = redaction.rest(table.note)
    if len(columns) == len(table.columns) and rows == table.rows and note == table.note:
        return table
    kept = _as_wide([table.columns[number] for number in columns], table.columns)
    return table.model_copy(update={"columns": kept, "rows": rows, "note": note})


def cut_grid(
    heads: Sequence[str], rows: Sequence[tuple[str, ...]], redaction: Redaction
) -> tuple[list[int], tuple[tuple[str, ...], ...]]:
    """Return the columns that stay, by number, and the rows that stay, cut to them.

    A column goes whole where its head or every number of it is hidden; otherwise, or where most columns would go, the rows go
    that show something hidden. In a
    column of remarks, where few cells show a fact, only the cell is emptied, and the column goes when nothing is left in it.
    """
    kept = [
        number
        for number, head in enumerate(heads)
        if not redaction.mentions(head) and not _all_hidden([row[number] for row in rows], number, redaction)
    ]
    if len(kept) < _FEWEST_COLUMNS <= len(heads) or 2 * len(kept) < len(heads):
        return list(range(len(heads))), tuple(row for row in rows if not _row_mentions(row, redaction))
    remarks = [kept.index(number) for number in kept if number and _is_remarks([row[number] for row in rows])]
    cut = (_without_remarks(tuple(row[number] for number in kept), remarks, redaction) for row in rows)
    left = tuple(row for row in cut if not _row_mentions(row, redaction))
    empty = {at for at in remarks if left and not any(row[at] for row in left)}
    columns = [number for at, number in enumerate(kept) if at not in empty]
    return columns, tuple(tuple(cell for at, cell in enumerate(row) if at not in empty) for row in left)


def _is_remarks(cells: Sequence[str]) -> bool:
    """Whether most cells of a column say something in words and show no fact."""
    said = [cell for cell in cells if cell]
    return 2 * sum(1 for cell in said if facts_in(cell)) < len(said)


def _without_remarks(row: tuple[str, ...], remarks: Sequence[int], redaction: Redaction) -> tuple[str, ...]:
    """A row with its hidden remarks emptied, where the rest of it shows a fact and nothing hidden."""
    rest = tuple("" if at in remarks and redaction.mentions(cell) else cell for at, cell in enumerate(row))
    return rest if rest != row and any(map(facts_in, rest)) and not _row_mentions(rest, redaction) else row


def _row_mentions(row: Sequence[str], redaction: Redaction) -> bool:
    return redaction.mentions(*row, context="\n".join(row))


def _all_hidden(cells: Sequence[str], number: int, redaction: Redaction) -> bool:
    with_facts = [cell for cell in cells if facts_in(cell)] if number and redaction.facts else []
    if _is_remarks(cells):
        return False
    return len(with_facts) >= _LEAST_HIDDEN and all(redaction.mentions(cell) for cell in with_facts)


def _as_wide(kept: Sequence[Column], before: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that stay share the width of the table."""
    widths = [column.width_mm or Decimal(0) for column in before]
    left = sum((column.width_mm or Decimal(0) for column in kept), Decimal(0))
    if not left or len(kept) == len(before):
        return tuple(kept)
    scale = sum(widths, Decimal(0)) / left
    return tuple(
        column.model_copy(update={"width_mm": ((column.width_mm or Decimal(0)) * scale).quantize(Decimal("0.1"))})
        for column in kept
    )


def without_chosen(pack: Pack, recipient: Recipient) -> Pack:
    """Return the pack without the rows and columns of tables that a recipient's list leaves out."""
    if not recipient.rows_without and not recipient.columns_without:
        return pack
    tables = {key: _without(table, recipient, pack.facts) for key, table in pack.tables.items()}
    return pack.model_copy(update={"tables": tables, "slides": tuple(_slide(one, tables) for one in pack.slides)})


def _slide(slide: Slide, tables: dict[str, Table]) -> Slide:
    table = tables.get(slide.table or "")
    if table is None:
        return slide
    return slide.model_copy(update={"columns": tuple(column.head for column in table.columns), "rows": table.rows})


def _without(table: Table, recipient: Recipient, facts: dict[str, Fact]) -> Table:
    rows, columns = names_in(recipient.rows_without, table.id), names_in(recipient.columns_without, table.id)
    if not rows and not columns:
        return table
    kept = [number for number, name in enumerate(column_names(table, facts)) if name not in columns]
    named = zip(row_names(table, facts), table.rows, strict=True)
    left = tuple(tuple(row[number] for number in kept) for name, row in named if name not in rows)
    return table.model_copy(update={"columns": _as_wide([table.columns[n] for n in kept], table.columns), "rows": left})
