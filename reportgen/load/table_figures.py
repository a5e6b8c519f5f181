"""The figures that draw a table of data. In: a Pack; out: a Pack whose figures hold the facts of the cells, or what is wrong.

The first column names the categories, and a cell without a number leaves a gap.
"""

from collections.abc import Callable, Sequence

from reportgen.model import DataCell, DataTable, Fact, Figure, Pack, Series

_Report = Callable[[str, str], None]


def with_table_figures(pack: Pack, report: _Report) -> Pack:
    """Return the pack with every figure that names a table of data filled from it; what does not fit is reported by figure."""
    waiting = [key for key, figure in pack.figures.items() if _waits(figure)]
    if not waiting:
        return pack
    figures = dict(pack.figures)
    for key in waiting:
        try:
            figures[key] = _filled(figures[key], pack)
        except ValueError as error:
            report(key, str(error))
    return pack.model_copy(update={"figures": figures})


def _waits(figure: Figure) -> bool:
    return figure.from_table() or any(_waits(panel) for panel in figure.panels)


def _filled(figure: Figure, pack: Pack) -> Figure:
    if figure.panels:
        panels = tuple(_filled(panel, pack) if _waits(panel) else panel for panel in figure.panels)
        return figure.model_copy(update={"panels": panels})
    table = pack.data.get(figure.data or "")
    if table is None:
        raise ValueError(f"no table of data `{figure.data}`; there are: {', '.join(sorted(pack.data)) or 'none'}")
    rows = table.rows[-figure.last :] if figure.last else table.rows
    asked = figure.series or tuple(Series(of=column.id) for column in table.columns[1:] if column.numeric)
    if not asked:
        raise ValueError(f"the table {table.id} has no column of numbers behind its first column")
    columns = [_column(series.of or "", table) for series in asked]
    units = [table.columns[number].unit for number in columns]
    _check_units(figure, asked, units)
    of_figure = figure.unit if figure.unit is not None else units[0] if len(set(units)) == 1 else None
    series = tuple(
        one.model_copy(update={
            "of": None,
            "name": one.name or _said(table.columns[number].head, pack),
            "values": tuple(row[number].fact for row in rows),
            "unit": one.unit if one.unit is not None else None if unit == (of_figure or "") else unit,
        })
        for one, number, unit in zip(asked, columns, units, strict=True)
    )  # fmt: skip
    categories = tuple(_said(row[0], pack) for row in rows)
    _check_names(figure, categories)
    head = figure.head or (series[0].name if len(series) == 1 else table.label) or None
    found = {"data": None, "last": None, "categories": categories, "series": series, "unit": of_figure, "head": head}
    return figure.model_copy(update=found)


def _column(name: str, table: DataTable) -> int:
    there = [column.id for column in table.columns]
    if name not in there:
        raise ValueError(f"the table {table.id} has no column `{name}`; there are: {', '.join(there)}")
    number = there.index(name)
    if not table.columns[number].numeric:
        numeric = ", ".join(column.id for column in table.columns if column.numeric) or "none"
        raise ValueError(f"the column {name} of the table {table.id} holds words; columns of numbers are: {numeric}")
    return number


def _check_units(figure: Figure, asked: Sequence[Series], units: Sequence[str]) -> None:
    """The words of the author do not change the unit of a source."""
    for one, unit in zip(asked, units, strict=True):
        said = one.unit if one.unit is not None else figure.unit
        if said is not None and unit and said != unit and len(set(units)) == 1:
            raise ValueError(f"the column {one.of} is in {unit}, and the figure says {said}; leave `unit` out")


def _check_names(figure: Figure, categories: Sequence[str]) -> None:
    for name in (*figure.totals, figure.focus):
        if name is not None and name not in categories:
            raise ValueError(f"{name} is none of the categories: {', '.join(categories[:8])}")


def _said(cell: DataCell, pack: Pack) -> str:
    """A cell as the name of a category or series."""
    fact: Fact | None = pack.facts.get(cell.fact or "")
    return cell.text if fact is None else fact.prose()
