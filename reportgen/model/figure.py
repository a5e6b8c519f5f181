"""What a chart says, free of any renderer."""

from typing import Literal, get_args

from pydantic import Field, model_validator

from reportgen.model.base import ModelBase
from reportgen.model.series import Event, Series

FigureKind = Literal[
    "then_now", "index_pair", "share_bar", "progress", "tiers", "panel",
    "column", "bar", "stacked", "stacked_100", "line", "area", "combo", "doughnut", "pie", "scatter", "bubble",
    "waterfall", "slope", "dumbbell", "pyramid", "heat", "small_multiples", "timeline",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(FigureKind)


class TierRow(ModelBase):
    """One row of a tier figure: the fact that counts its members, and its name."""

    fact: str
    label: str
    mark: str | None = None


class Figure(ModelBase):
    """One figure: kind, facts by id in their order or columns of data, highlight, message, source note.

    `labels` are names for facts beside their bars, `base` that of an index's base. `highlight` names a fact, `focus` a
    category; a series is highlighted where it stands. `totals` names the categories of a waterfall that are sums. With `data`
    the categories are the first column of a table of data, all rows or the `last` so many, and its columns are the series:
    those that `of` names, or all that hold numbers. Nothing here knows a renderer.
    """

    id: str
    kind: FigureKind
    caption: str = ""
    message: str = ""
    head: str | None = None
    unit: str | None = None
    facts: tuple[str, ...] = ()
    data: str | None = None
    last: int | None = Field(default=None, gt=0)
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    totals: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    highlight: str | None = None
    focus: str | None = None
    labels: dict[str, str] = {}
    note: str = ""
    source: str | None = None  # of the numbers that the figure writes itself
    panels: tuple["Figure", ...] = ()
    tiers: tuple[TierRow, ...] = ()
    height_mm: float | None = None

    def fact_ids(self) -> tuple[str, ...]:
        """Return every fact that the figure shows, in order."""
        inner = tuple(key for panel in self.panels for key in panel.fact_ids())
        columns = tuple(key for series in self.series for key in series.fact_ids())
        return (*self.facts, *columns, *(tier.fact for tier in self.tiers), *inner)

    def own_fact_ids(self) -> tuple[str, ...]:
        """Return the facts that the figure writes itself as plain numbers."""
        inner = tuple(key for panel in self.panels for key in panel.own_fact_ids())
        named = (value for series in self.series for value in series.values if isinstance(value, str))
        return (*(key for key in named if key.startswith(f"{self.id}.")), *inner)

    def over_editions(self) -> bool:
        """Return whether a series waits for the values of editions before this one."""
        return any(series.history for series in self.series) or any(panel.over_editions() for panel in self.panels)

    def from_table(self) -> bool:
        """Return whether the series wait for the columns of a table of data."""
        return self.data is not None or any(series.of for series in self.series)

    def _check_table(self) -> None:
        if self.data is None:
            raise ValueError("a series with `of` needs `data: ID`, the table of data that has the column")
        if self.categories or self.facts or any(series.of is None for series in self.series):
            raise ValueError(
                "a figure of a table has `data` and series with `of`; its first column gives the categories"
            )

    @model_validator(mode="after")
    def _columns_fit(self) -> "Figure":
        if self.series and self.facts:
            raise ValueError("a figure has facts or series, not both; a fact can stand among the values of a series")
        histories = [series for series in self.series if series.history]
        if histories and (self.categories or len(histories) < len(self.series)):
            raise ValueError(
                "a series over editions has its categories from them; all series of the figure have `history`"
            )
        if self.from_table():
            self._check_table()
            return self
        for series in self.series:
            if not histories and len(series.values) != len(self.categories):
                what = f"series {series.name} has {len(series.values)} values for {len(self.categories)} categories"
                raise ValueError(f"{what}; give one value a category, null where none is known")
        names = [name for name in (*self.totals, self.focus) if name is not None and name not in self.categories]
        if names and (self.series or self.totals):
            raise ValueError(f"{names[0]} is none of the categories: " + ", ".join(self.categories[:8]))
        return self
