"""What only slides that are left out had: their pictures, charts with workbooks, comments. None of it stays in the file."""

from collections.abc import Iterable

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationships, rels_name

_COMMON = ("slideLayout", "notesSlide", "slide", "notesMaster")


def led_to(parts: Iterable[str], members: dict[str, Member]) -> set[str]:
    """Return the parts that slides lead to and may not share with the rest of the deck."""
    return {
        item.target
        for part in parts
        for item in Relationships.of(part, members).items
        if not item.external and item.type.rpartition("/")[2] not in _COMMON
    }


def drop_unreached(parts: Iterable[str], members: dict[str, Member], types: ContentTypes) -> None:
    """Take those of the parts out of a package to which no relationship leads any more, and what they alone lead to."""
    waiting = [part for part in parts if part in members]
    reached = _reached(members) if waiting else set()
    while waiting:
        part = waiting.pop()
        if part in reached or part not in members:
            continue
        waiting += [item.target for item in Relationships.of(part, members).items if not item.external]
        members.pop(part)
        members.pop(rels_name(part), None)
        types.drop(part)


def _reached(members: dict[str, Member]) -> set[str]:
    """The parts to which relationships lead, from the package on."""
    found, waiting = {""}, [""]
    while waiting:
        targets = {item.target for item in Relationships.of(waiting.pop(), members).items if not item.external}
        waiting += targets - found
        found |= targets
    return found
