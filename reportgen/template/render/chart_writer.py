"""How designers' charts are written, in Word and on slides alike. In: the values of a chart's tags; out: its frame's values."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined

from reportgen.private_use import CAUGHT_FACT
from reportgen.template.program.program import TagPlace
from reportgen.template.render.absences import Absent, bound
from reportgen.template.render.writer import LoopVariables, Writer

if TYPE_CHECKING:
    from reportgen.template.render.user_chart import PlacedChart


class ChartWriter(Writer):
    """Fills the charts of one part."""

    def names(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that compiled tags call: here also that which fills a chart."""
        return {**super().names(), "_chart": self._chart}

    def _chart(self, number: int, values: list[Any], tag: int, *, local: LoopVariables = None) -> "PlacedChart | None":
        """A designer's chart, filled; None where there is nothing to show."""
        from reportgen.template.render.user_chart import PlacedChart, fill_chart  # with the tree library

        designed, place = self.program.charts[number], self.program.tags[tag]
        given = [self._value(value, place.of(designed.written[n]), local) for n, value in enumerate(values)]
        filled = fill_chart(designed, given, place, self.text_of)
        if filled is None:
            return None
        chart, alt, shown = filled
        return PlacedChart(self.insert("designed", chart), "".join(map(self._point, shown)) + alt)

    def _point(self, fact: tuple[str, str]) -> str:
        """A mark that becomes a point when the alt text is written."""
        self.shown.append(fact)
        return f"{CAUGHT_FACT}{len(self.shown) - 1}{CAUGHT_FACT}"

    def _value(self, value: object, tag: TagPlace, local: LoopVariables) -> object:
        """The value of a tag of a chart; None where it is missing, or the tag itself where it is to be kept."""
        if not isinstance(value, Undefined):
            return self.given(value, tag)
        if self.on_missing == "error" and type(value) is not Undefined:
            self.absent.append(Absent(tag, str(value._undefined_message), bound(local)))
        return tag.written if self.on_missing == "keep" else None
