"""Reading the two flat parts of a package, relationships and content types. In: bytes; out: names and attributes.

They are lists of empty elements; expat reads them without building a tree, and its import costs next to nothing.
"""

from functools import lru_cache
from xml.parsers import expat

_Element = tuple[str, dict[str, str]]


@lru_cache(maxsize=512)
def flat_elements(content: bytes) -> tuple[_Element, ...]:
    """Return the elements inside the root by local name, with their attributes; ValueError for what is no such part."""
    found: list[_Element] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 1:
            found.append((name.rpartition(" ")[2], attributes))
        depth += 1

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(f"a list of parts is broken: {error}") from error
    return tuple(found)


def _refuse(*_: object) -> None:
    raise ValueError("a list of parts declares entities, which no Office file does")
