"""{% include %}: a Word file of a folder that the caller offers, filled and put where the tag stands.

In: what the tag names, and the names that can be seen there; out: a Subdocument. The template reads no file by itself: without
a folder there is nothing to include, and a name cannot lead out of it. A Subdocument given as a value is finished, and goes
in as it is; a file is a template of its own, filled with the names of its place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reportgen.errors import Problem, TemplateError
from reportgen.template.program.program import TagPlace
from reportgen.template.values.objects import ShownFact
from reportgen.template.values.subdocument import Subdocument

if TYPE_CHECKING:
    from reportgen.template.language.language import Language
    from reportgen.template.render.scope import Scope

_DEEPEST = 8
_NO_FOLDER = "give the folder of the parts (parts=…, on the command line --parts), or a Subdocument as a value"


class Filled(Protocol):
    """A part that has been filled."""

    @property
    def shown(self) -> tuple[ShownFact, ...]: ...

    def to_bytes(self) -> bytes: ...


class Fillable(Protocol):
    """A part as a template."""

    def fill(self, scope: "Scope") -> Filled: ...


OpenPart = Callable[[bytes, str, "Language"], Fillable]


@dataclass(frozen=True)
class Parts:
    """The folder of the parts, how one is opened, and the names of those that are being filled, outermost first."""

    folder: Path
    open: OpenPart
    chain: tuple[str, ...] = ()

    def inside(self, name: str) -> "Parts":
        """Return the parts as they are seen from one of them."""
        return replace(self, chain=(*self.chain, name))


def included(
    value: object, tag: TagPlace, scope: "Scope", local: Mapping[str, Any], *, optional: bool
) -> tuple[Subdocument | None, list[ShownFact]]:
    """Return the document that a tag names, with the facts that it shows; None for one that may be missing, and is."""
    candidates = value if isinstance(value, list | tuple) else [value]
    for candidate in candidates:
        if isinstance(candidate, Subdocument):
            return candidate, []
        path = _path(str(candidate), tag, scope.parts)
        if path is not None:
            return _filled(path, str(candidate), tag, scope.extended(local))
    if optional:
        return None, []
    raise _missing(", ".join(map(str, candidates)), tag, scope.parts)


def _path(name: str, tag: TagPlace, parts: Parts | None) -> Path | None:
    if parts is None:
        raise _problem(tag, f"asks for “{name}”, and no folder of parts is offered", _NO_FOLDER)
    folder = parts.folder.resolve()
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder):
            raise _problem(tag, f"“{name}” leads out of the folder of the parts", "name a file in the folder")
        return path if path.is_file() else None
    except (OSError, ValueError) as error:
        raise _problem(tag, f"“{name[:80]}” is not the name of a file", "name a .docx in the folder") from error


def _filled(path: Path, name: str, tag: TagPlace, scope: "Scope") -> tuple[Subdocument, list[ShownFact]]:
    parts = scope.parts
    assert parts is not None
    if name in parts.chain or len(parts.chain) >= _DEEPEST:
        way = " → ".join((*parts.chain, name))
        raise _problem(tag, f"“{name}” includes itself ({way})", "end the chain of parts")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _problem(tag, f"“{name}” cannot be read ({error.strerror})", "check your rights") from error
    document = parts.open(content, name, scope.language).fill(scope.for_include(parts.inside(name)))
    shown = [replace(item, spot=item.spot._replace(file=name)) for item in document.shown]
    return Subdocument(document.to_bytes(), name), shown


def _missing(name: str, tag: TagPlace, parts: Parts | None) -> TemplateError:
    there = sorted(path.name for path in parts.folder.glob("*.docx")) if parts else []
    import difflib  # only a mistake needs it

    near = difflib.get_close_matches(name, there, 3)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(there[:12]) or 'no .docx files'}"
    return _problem(tag, f"the folder of the parts has no “{name}”", hint)


def _problem(tag: TagPlace, what: str, hint: str) -> TemplateError:
    return TemplateError([Problem(tag.place, None, None, f"{tag.written}: {what}", hint, "include")])
