"""What went wrong while a template was filled, in the words of its author and not in those of Python."""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

from reportgen.limits import in_words

_CALL = re.compile(r"(?:[\w.<>]+\.)?(\w+|<lambda>)\(\) (?:takes|got|missing)")
_OPTION = re.compile(r"unexpected keyword argument '(\w+)'")
_MISSING = re.compile(r"missing \d+ required [\w -]+: (.*)$")
_GIVEN = re.compile(r"(\d+) (?:was|were) given")
_FILTER = re.compile(r"\|\s*(\w+)")
_KINDS = {
    "int": "a whole number", "float": "a number", "Decimal": "a number", "str": "a text", "dict": "a mapping", "list": "a list",
    "tuple": "a list", "NoneType": "nothing", "bool": "true or false", "date": "a date", "datetime": "a date with a time",
    "function": "a function", "method": "a function",
}  # fmt: skip
_KIND = r"'(?:[\w.]+\.)?(\w+)'"
Words = Callable[[re.Match[str]], str]


def _kind(name: str) -> str:
    return _KINDS.get(name, f"a value of the type {name}")


def _operands(match: re.Match[str]) -> str:
    return f"{match[1]} does not work with {_kind(match[2])} and {_kind(match[3])}"


def _joined(match: re.Match[str]) -> str:
    return f"+ does not work with {_kind(match[1])} and {_kind(match[2])}; ~ joins anything as text"


def _unordered(match: re.Match[str]) -> str:
    way = '; name a key, such as sort_by("name")' if "dict" in match.groups() else ""
    return f"{_kind(match[2])} and {_kind(match[3])} cannot be compared or sorted{way}"


def _is(words: str) -> Words:
    return lambda match: f"{_kind(match[1])} {words}"


_SAYINGS: tuple[tuple[str, Words], ...] = (
    (rf"unsupported operand type\(s\) for (\S+).*: {_KIND} and {_KIND}", _operands),
    (r"can only concatenate (\w+) \(not \"(\w+)\"\)", _joined),
    (rf"'(\S+)' not supported between instances of {_KIND} and {_KIND}", _unordered),
    (rf"{_KIND} object is not callable", _is("is not a function; leave out the brackets behind its name")),
    (rf"{_KIND} object is not iterable", _is("is not a list, so it has no items")),
    (rf"{_KIND} object is not subscriptable", _is("has no items")),
    (rf"{_KIND} object is not a mapping", _is("is not a mapping")),
    (rf"object of type {_KIND} has no len\(\)", _is("has no length")),
    (rf"{_KIND} object cannot be interpreted as an integer", _is("is not a whole number")),
    (r"invalid literal for int\(\) with base 10: (.*)", lambda match: f"{match[1]} is not a whole number"),
    (r"could not convert string to float: (.*)", lambda match: f"{match[1]} is not a number"),
    (r"No filter named '(.*?)'\.?$", lambda match: f"unknown filter {match[1]!r}"),
)  # what Python says, and what it means to somebody who wrote a tag


def words_of(error: BaseException, written: str = "", filters: Mapping[str, Callable[..., Any]] | None = None) -> str:
    """Return what an error says; `written` is the tag, and `filters` are those that it may use."""
    if isinstance(error, RecursionError):
        return "calls itself without end"
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    text = in_words(error)
    if isinstance(error, TypeError) and (called := _wrong_call(text, written, filters or {})):
        return called
    if type(error).__module__ == "builtins" and _is_foreign(error.__traceback__):
        return f"{type(error).__name__}: {text}"
    for pattern, words in _SAYINGS:
        if match := re.match(pattern, text):
            return words(match)
    return text


def _wrong_call(text: str, written: str, filters: Mapping[str, Callable[..., Any]]) -> str:
    """What is wrong with the values that a filter of a tag is given; nothing where the error is another one."""
    match = _CALL.match(text)
    names = [name for name in _FILTER.findall(written) if name in filters]
    if not match or not names:
        return ""
    called = match.group(1)
    own = [name for name in names if called in (filters[name].__name__, f"do_{name}", f"_{name}")]
    name = own[0] if own else names[0] if len(names) == 1 else ""
    if not name:
        return ""
    parameters = _parameters(filters[name])
    shown = f"{name}({', '.join(map(_shown, parameters))})"
    if option := _OPTION.search(text):
        return f"the filter {name} has no option {option.group(1)!r}; it is {shown}"
    if missing := _MISSING.search(text):
        lacking = missing.group(1).replace("'", "").replace(" and ", ", ")
        return f"the filter {name} needs {lacking}; it is {shown}"
    given = _GIVEN.search(text)
    count = f"{int(given.group(1)) - 1} values" if given else "other values"
    count = "1 value" if count == "1 values" else count
    takes = f"{len(parameters)} at most" if parameters else "none"
    return f"the filter {name} is given {count} and takes {takes}; it is {shown}"


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """What a filter takes beside the value before it."""
    found = list(inspect.signature(function).parameters.values())
    return found[2 if hasattr(inspect.unwrap(function), "jinja_pass_arg") else 1 :]


def _shown(parameter: inspect.Parameter) -> str:
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return f"{parameter.name}…"
    if parameter.default is inspect.Parameter.empty:
        return parameter.name
    default = parameter.default
    empty = default is None or default in ((), [])
    return (
        parameter.name
        if empty
        else f'{parameter.name}="{default}"'
        if isinstance(default, str)
        else f"{parameter.name}={default}"
    )


def _is_foreign(trace: TracebackType | None) -> bool:
    """Whether an error comes out of a function of the user."""
    last = ""
    for module in _modules(trace):
        last = module
    return bool(last) and last.partition(".")[0] not in (
        "reportgen",
        "jinja2",
        "markupsafe",
        "builtins",
        "decimal",
        "re",
    )


def _modules(trace: TracebackType | None) -> Iterable[str]:
    while trace is not None:
        if "__jinja_template__" not in trace.tb_frame.f_globals:
            yield str(trace.tb_frame.f_globals.get("__name__", ""))
        trace = trace.tb_next
