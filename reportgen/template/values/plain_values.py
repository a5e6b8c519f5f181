"""Values of plain data: a mapping with a $ key stands for a picture, a link, formatted text …, so that JSON and YAML can hold it.

`{"$picture": "photo.jpg", "width_mm": 60, "alt": "…"}`. Files are taken from one folder alone, that of the data; without a folder
none is read, so that data of strangers reaches nothing.
"""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reportgen.errors import Problem, TemplateError
from reportgen.template.values.codes import barcode_picture, qr_picture
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.picture import Picture
from reportgen.template.values.rich import Link, Listing, PageBreak, RichText
from reportgen.template.values.subdocument import Subdocument

_Options = dict[str, Any]
_EMBEDDED = re.compile(r"data:image/[\w.+-]+;base64,")
_BREAKS: dict[str, Any] = {"page": PageBreak(), "line": Listing("\n"), "paragraph": Listing("\a")}


def is_plain_value(value: object) -> bool:
    """Return whether a value is a mapping that stands for something else."""
    return isinstance(value, Mapping) and any(isinstance(key, str) and key.startswith("$") for key in value)


def plain_value(given: Mapping[str, Any], files: Path | None) -> Any:
    """Return what a mapping with a $ key stands for; a ValueError or TemplateError says what is wrong with it."""
    kinds = [key for key in given if isinstance(key, str) and key.startswith("$")]
    if len(kinds) != 1 or kinds[0] not in KINDS:
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(kinds[0], KINDS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(KINDS)}"
        raise ValueError(f"{', '.join(kinds)} is not a kind of value; {hint}")
    kind = kinds[0]
    make, allowed = KINDS[kind]
    options = {key: value for key, value in given.items() if key != kind}
    unknown = [str(key) for key in options if key not in allowed]
    if unknown:
        raise ValueError(f"{kind} has no {', '.join(unknown)}; it takes {', '.join(allowed) or 'nothing else'}")
    try:
        return make(given[kind], options, files)
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{kind} cannot be read: {error}") from error


def _picture(source: Any, options: _Options, files: Path | None) -> Picture:
    text = str(source)
    if _EMBEDDED.match(text):
        try:
            content: Path | bytes = base64.b64decode(text.partition(",")[2], validate=True)
        except binascii.Error as error:
            raise ValueError(f"$picture holds base64 that cannot be decoded: {error}") from error
    else:
        content = _file(text, files, "$picture")
    return Picture.of(content, **options)


def _link(url: Any, options: _Options, files: Path | None) -> Link:
    del files
    return Link(str(options.get("text", url)), str(url))


def _rich(spans: Any, options: _Options, files: Path | None) -> RichText:
    del options, files
    found = RichText()
    for span in spans if isinstance(spans, list | tuple) else [spans]:
        if isinstance(span, Mapping):
            look = dict(span)
            if "text" not in look:
                raise ValueError('a span of $rich needs "text"')
            found.add(look.pop("text"), **look)
        else:
            found.add(span)
    return found


def _part(name: Any, options: _Options, files: Path | None) -> Subdocument:
    return Subdocument.of(_file(str(name), files, "$part"), **options)


def _chart(data: Any, options: _Options, files: Path | None) -> Any:
    del files
    from reportgen.template.user_charts.chart_data import ChartData

    if not isinstance(data, Mapping) or set(data) != {"categories", "series"}:
        raise ValueError('$chart needs {"categories": […], "series": {name: […]}}')
    return ChartData(data["categories"], data["series"], **options)


def _break(kind: Any, options: _Options, files: Path | None) -> Any:
    del options, files
    if kind not in _BREAKS:
        raise ValueError(f"$break is {', '.join(_BREAKS)}, and not {kind!r}")
    return _BREAKS[kind]


def _file(name: str, files: Path | None, kind: str) -> Path:
    """A file below the folder of the data; nothing else can be named."""
    if files is None:
        raise ValueError(f"{kind} names the file {name!r}, and no folder is given to read from; give files=FOLDER")
    path = (files / name).resolve()
    if not path.is_relative_to(files.resolve()):
        raise ValueError(f"{kind} names {name!r}, which is outside the folder of the data; put the file there")
    if not path.is_file():
        import difflib  # only a mistake needs it

        near = difflib.get_close_matches(path.name, [one.name for one in files.iterdir() if one.is_file()], 1)
        raise ValueError(f"{kind}: no such file: {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return path


def _problem_free(made: Callable[..., Any]) -> Callable[[Any, _Options, Path | None], Any]:
    return lambda text, options, files: made(str(text), **options)


KINDS: dict[str, tuple[Callable[[Any, _Options, Path | None], Any], tuple[str, ...]]] = {
    "$picture": (_picture, ("width_mm", "height_mm", "alt", "url")),
    "$link": (_link, ("text",)),
    "$rich": (_rich, ()),
    "$html": (lambda text, options, files: Formatted.of_html(str(text)), ()),
    "$markdown": (lambda text, options, files: Formatted.of_markdown(str(text)), ()),
    "$chart": (_chart, ("alt",)),
    "$break": (_break, ()),
    "$part": (_part, ("sections", "new_page")),
    "$qr": (_problem_free(qr_picture), ("width_mm", "alt")),
    "$barcode": (_problem_free(barcode_picture), ("kind", "width_mm", "alt")),
}


def misplaced_mapping(given: Mapping[Any, Any]) -> str:
    """Return what to say of a mapping that stands where text is expected."""
    keys = ", ".join(map(str, list(given)[:8]))
    return f"this is a mapping with the keys {keys}; name one of them, such as .{next(iter(given), 'key')}"


def at_tag(error: ValueError | TemplateError, place: str, written: str) -> TemplateError:
    """Return the error of a value as a problem at the tag that it was given to."""
    if isinstance(error, TemplateError):
        found = [(problem.what, problem.hint) for problem in error.problems]
    else:
        what, _, hint = str(error).partition("; ")
        found = [(what, hint)]
    return TemplateError([Problem(place, None, None, f"{written}: {what}", hint, "value") for what, hint in found])
