"""The sandboxed Jinja environments of parts and of texts, and their filters; what they compute stays within limits."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from jinja2 import StrictUndefined, Undefined
from jinja2.compiler import CodeGenerator
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from markupsafe import Markup

from reportgen.model.numbers.forms import FORMS, PrintsItself, prints_itself
from reportgen.model.numbers.gaps import holds
from reportgen.model.numbers.marks import mark
from reportgen.model.numbers.numerals import chinese_number
from reportgen.template.filters import FILTERS
from reportgen.template.language.block_value import PartMacro, captured, filtered_text
from reportgen.template.language.budget import counted, spend
from reportgen.template.language.codegen import BETWEEN, SPECIAL, PartGenerator, getter, strings
from reportgen.template.language.limited_filters import limited_filters
from reportgen.template.language.operations import (
    OPERATORS,
    check_exponent,
    check_format_spec,
    check_method,
    checked_range,
    joined,
)
from reportgen.template.language.outside_data import leads_outside
from reportgen.template.language.text_code import TextGenerator

_LIMITED_FILTERS = limited_filters()
EnvironmentKind = TypeVar("EnvironmentKind", bound="Environment")


class Environment(ImmutableSandboxedEnvironment):
    """Jinja without reach into Python; a name after a dot is first a key of the data, then an attribute."""

    code_generator_class: type[CodeGenerator] = TextGenerator
    intercepted_binops = frozenset(OPERATORS)
    counted = staticmethod(counted)
    holds = staticmethod(holds)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key or attribute; keys win, so that data may call a list `items`."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may touch an attribute; nothing that leads out of its data."""
        return super().is_safe_attribute(obj, attr, value) and not leads_outside(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute the operations that can grow without end, within limits."""
        return OPERATORS[operator](left, right)

    def call(__self, __context: Context, __obj: Any, *arguments: Any, **named: Any) -> Any:
        """Call a function of the data or a method of a value; those of texts within limits."""
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str | bytes | int):
            arguments = check_method(owner, __obj.__name__, arguments, named)
        return super().call(__context, __obj, *arguments, **named)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return what stands for `str.format`: in the sandbox, with widths within limits."""
        if super().wrap_str_format(value) is None:
            return None
        text, by_mapping = value.__self__, value.__name__ == "format_map"
        escape = text.escape if isinstance(text, Markup) else None
        formatter = _EscapeFormatter(self, escape=escape) if escape else _Formatter(self)

        def formatted(*arguments: Any, **named: Any) -> str:
            if by_mapping:
                (named,), arguments = arguments, ()
            return str(type(text)(formatter.vformat(text, arguments, named)))

        return formatted

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """Return what a block, macro or text gives, measured."""
        found = list(pieces)
        spend(sum(map(len, found)))
        return "".join(found)

    @staticmethod
    def concatenated(join: Callable[[list[Any]], str], pieces: tuple[Any, ...]) -> str:
        """Return what `a ~ b` gives."""
        return join(joined(pieces))


class _Formatter(SandboxedFormatter):
    """`str.format` in the sandbox, with widths within limits."""

    def format_field(self, value: Any, format_spec: str) -> str:
        check_format_spec(format_spec)
        check_exponent(value)
        found: str = super().format_field(value, format_spec)
        spend(len(found))
        return found


class _EscapeFormatter(_Formatter, SandboxedEscapeFormatter):
    """The same for markup, whose values are escaped."""


def is_absent(value: object) -> bool:
    """Return whether data does not hold a value."""
    return isinstance(value, Undefined)


class PartEnvironment(Environment):
    """The environment of parts, with code of their own."""

    code_generator_class = PartGenerator
    concat = staticmethod("".join)  # type: ignore[assignment]  # a part is measured while it is packed
    special = staticmethod(SPECIAL.search)
    strings = staticmethod(strings)
    between = staticmethod(BETWEEN.join)
    getter = staticmethod(getter)
    is_absent = staticmethod(is_absent)
    captured = staticmethod(captured)
    filtered_text = staticmethod(filtered_text)
    Macro = PartMacro


def xml_environment(undefined: type[Undefined] = StrictUndefined) -> PartEnvironment:
    """Return the environment for parts: everything is escaped unless a writer made it."""
    return _with_filters(PartEnvironment(undefined=undefined, autoescape=True, optimized=False))


def prose_environment() -> Environment:
    """Return the environment for the texts of a pack: facts print themselves with their marks."""
    return _with_filters(Environment(undefined=StrictUndefined, autoescape=False, optimized=False))


def _with_filters(environment: EnvironmentKind) -> EnvironmentKind:
    for name in ("pprint", "xmlattr"):  # they would tell of Python's own objects, or make markup of data
        environment.filters.pop(name, None)
    environment.globals.pop("lipsum", None)
    environment.globals["range"] = checked_range
    environment.filters.update(_LIMITED_FILTERS)
    environment.filters.update(_FILTERS)
    return environment


def _form(form: str) -> Callable[[Any], Any]:
    """Show a fact in a form; the filter of Jinja that has the same name serves everything else."""
    other = _LIMITED_FILTERS.get(form) or JINJA_FILTERS.get(form)

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
