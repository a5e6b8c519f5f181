"""The filters of Jinja that can make much of little, within limits."""

from collections.abc import Callable, Iterable, Mapping, Sized
from functools import wraps
from typing import Any

from jinja2.filters import FILTERS
from markupsafe import soft_str

from reportgen.limits import FIXED, LimitError
from reportgen.template.language.budget import spend, spend_items
from reportgen.template.language.operations import check_exponent, check_width, checked_format, joined, replaced_length

_MOST_DIGITS = 1000
_LONGEST_PAGE = 200_000  # characters: searching a text for tags and links takes the square of its length
_Check = Callable[..., object]


def limited_filters() -> dict[str, Callable[..., Any]]:
    """Return the filters of Jinja that are replaced: they raise a LimitError instead of taking all memory or time."""
    checked = {name: _checked(FILTERS[name], check) for name, check in _BEFORE.items()}
    grown = {name: _measured(checked.get(name, FILTERS[name])) for name in _GROWING}
    return {**checked, **grown, "format": _format}


def _checked(function: Callable[..., Any], check: _Check) -> Callable[..., Any]:
    """A filter whose value and arguments are looked at first; the check may return another value."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        found = check(*arguments[first:], **named)
        value = arguments[first] if found is None else found
        return function(*arguments[:first], value, *arguments[first + 1 :], **named)

    return run


def _measured(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter whose result counts: it may be a few times longer than its value, and be used again and again."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        found = function(*arguments, **named)
        if isinstance(found, str):
            spend(len(found))
        return found

    return run


def _format(value: str, *arguments: Any, **named: Any) -> str:
    """Return a text with its %s filled, as Jinja's own filter."""
    if arguments and named:
        raise LimitError("format takes values by position or by name, not both", "give all by name")
    return str(checked_format(soft_str(value), named or arguments))


def _center(value: object, width: object = 80) -> None:
    check_width(width)


def _indent(value: object, width: object = 4, first: bool = False, blank: bool = False) -> None:
    text = str(value)
    size = len(width) if isinstance(width, str) else width if isinstance(width, int) else 0
    spend(len(text) + (len(text.splitlines()) + 1) * max(size, 0))


def _wordwrap(
    value: object,
    width: object = 79,
    break_long_words: bool = True,
    wrapstring: str | None = None,
    *rest: object,
    **named: object,
) -> None:
    text = str(value)
    spend(len(text))
    lines = len(text) // max(width, 1) + len(text.splitlines()) + text.count(" ") if isinstance(width, int) else 0
    spend(lines * len(wrapstring or "\n"))


def _replace(value: object, old: object, new: object, count: int | None = None) -> None:
    replaced_length(str(value), str(old), str(new), count)


def _join(value: Iterable[object], d: object = "", attribute: object = None) -> bytes | list[Any]:
    return joined(value, str(d))


def _batch(value: object, linecount: object, fill_with: object = None) -> None:
    if isinstance(linecount, int):
        spend_items(max(linecount, 0) if fill_with is not None else 0)


def _slice(value: object, slices: object, fill_with: object = None) -> None:
    if isinstance(slices, int):
        spend_items(max(slices, 0))


def _tojson(value: object, indent: object = None) -> None:
    if (isinstance(indent, int) and indent > 100) or (isinstance(indent, str) and len(indent) > 100):
        raise LimitError("an indent of more than 100 characters", f"{FIXED}; use a smaller indent")


def _round(value: object, precision: object = 0, method: str = "common") -> None:
    if isinstance(precision, int) and abs(precision) > _MOST_DIGITS:
        raise LimitError(f"a precision of more than {_MOST_DIGITS:,} digits", f"{FIXED}; use fewer digits")


def _int(value: object, *options: object, **named: object) -> None:
    check_exponent(value)


def _sum(value: object, attribute: object = None, start: object = 0) -> None:
    if isinstance(start, str | bytes | list | list | tuple):
        raise LimitError("sum adds numbers", "put texts together with join, lists with +")


def _list(value: Iterable[object]) -> object:
    if isinstance(value, Sized):
        spend_items(len(value))
        return None
    found = []
    for item in value:
        spend_items(1)
        found.append(item)
    return found


def _page(value: object, *options: object, **named: object) -> None:
    if len(str(value)) > _LONGEST_PAGE or any(len(str(one)) > 1000 for one in (*options, *named.values())):
        raise LimitError(
            f"a text of more than {_LONGEST_PAGE:,} characters in this filter", f"{FIXED}; give it in parts"
        )


_BEFORE: Mapping[str, _Check] = {
    "batch": _batch, "center": _center, "indent": _indent, "int": _int, "join": _join, "list": _list, "replace": _replace, "round": _round,
    "slice": _slice, "striptags": _page, "sum": _sum, "tojson": _tojson, "urlize": _page, "wordwrap": _wordwrap,
}  # fmt: skip
_GROWING = ("e", "escape", "forceescape", "string", "tojson", "urlencode", "urlize")
