"""Plain data as values while a part is written."""

from pathlib import Path
from typing import Any

from reportgen.errors import Problem, TemplateError
from reportgen.template.program.program import TagPlace
from reportgen.template.user_charts.chart_data import ChartData
from reportgen.template.values.plain_values import at_tag, is_plain_value, plain_value


class PlainValues:
    """The values that mappings with a $ key stand for, each made once: a tag asks for its kind, its presence and its XML."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[object, Any]] = {}

    def value_of(self, given: dict[Any, Any], files: Path | None, tag: TagPlace) -> Any:
        """Return what a mapping stands for, or the mapping itself; a TemplateError says at the tag what is wrong with it."""
        if not is_plain_value(given):
            return given
        if id(given) not in self._made:
            try:
                self._made[id(given)] = given, plain_value(given, files)
            except (ValueError, TemplateError) as error:
                raise at_tag(error, tag.place, tag.written) from error
        return self._made[id(given)][1]


def not_text(value: bytes | ChartData, tag: TagPlace) -> TemplateError:
    """Return the error of a value that no text can be made of."""
    what, hint = "is bytes, which are not text", "give Picture.of(…), or decode them"
    if isinstance(value, ChartData):
        what = "is the data of a chart, which is not text"
        hint = "put the tag into the title or alternative text of a chart of the template"
    return TemplateError([Problem(tag.place, None, None, f"{tag.written}: {what}", hint, "value")])
