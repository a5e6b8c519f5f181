"""Owns the sandboxed Jinja environment and the filters. In: sources and data; out: text, or errors that know their line."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from jinja2 import StrictUndefined, Undefined
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.model.numbers.forms import FORMS, PrintsItself, prints_itself
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.numerals import chinese_number
from reportgen.template.compile.codegen import BETWEEN, SPECIAL, PartGenerator, getter, strings
from reportgen.template.filters import FILTERS
from reportgen.template.render.block_value import PartMacro, captured, filtered_text
from reportgen.template.render.limits import checked_format, checked_power, checked_product

_LIMITED: dict[str, Callable[[Any, Any], Any]] = {"*": checked_product, "**": checked_power, "%": checked_format}
EnvironmentKind = TypeVar("EnvironmentKind", bound="Environment")


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without reach into Python; a name after a dot is first a key of the data, then an attribute."""

    intercepted_binops = frozenset(_LIMITED)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key or attribute; keys win, so that data may call a list `items`."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute the operations that can grow without end, within limits."""
        return _LIMITED[operator](left, right)


class PartEnvironment(Environment):
    """The environment of parts, with code of their own."""

    code_generator_class = PartGenerator
    special = staticmethod(SPECIAL.search)
    strings = staticmethod(strings)
    between = staticmethod(BETWEEN.join)
    getter = staticmethod(getter)
    captured = staticmethod(captured)
    filtered_text = staticmethod(filtered_text)
    Macro = PartMacro


def xml_environment(undefined: type[Undefined] = StrictUndefined) -> PartEnvironment:
    """Return the environment for parts: everything is escaped unless a writer made it."""
    return _with_filters(PartEnvironment(undefined=undefined, autoescape=True))


def prose_environment() -> Environment:
    """Return the environment for the texts of a pack: facts print themselves with their marks."""
    return _with_filters(Environment(undefined=StrictUndefined, autoescape=False))


def _with_filters(environment: EnvironmentKind) -> EnvironmentKind:
    for name in ("pprint", "xmlattr"):  # they would tell of Python's own objects, or make markup of data
        environment.filters.pop(name, None)
    environment.globals.pop("lipsum", None)
    environment.filters.update(_FILTERS)
    return environment


def _form(form: str) -> Callable[[Any], Any]:
    """Show a fact in a form; the filter of Jinja that has the same name serves everything else."""
    other = JINJA_FILTERS.get(form)

    def show(value: Any) -> Any:
        if prints_itself(value):
            return value.show(form)
        if other is None:
            raise ValueError(f"`| {form}` shows a fact, and this is a {type(value).__name__}")
        return other(value)

    return show


def _item(fact: PrintsItself, index: int) -> str:
    return mark("fact", fact.id, fact.items[index])


def _items(value: Any) -> Any:
    if prints_itself(value):
        return [mark("fact", value.id, item) for item in value.items]
    return list(value.items())


def _chinese(value: Any) -> str:
    return value.show("chinese") if prints_itself(value) else chinese_number(value)


_FILTERS: dict[str, Callable[..., Any]] = {
    **{form: _form(form) for form in FORMS},
    "chinese": _chinese,
    "item": _item,
    "items": _items,
    "safe": lambda value: value,  # data is text and stays text: there is nothing to escape or to let through
}
_FILTERS |= {name: function for name, function in FILTERS.items() if name not in _FILTERS}

__all__ = ["Environment", "Markup", "prose_environment", "xml_environment"]
