"""The proof of tracked changes: rejecting all gives the person's text, accepting all the refreshed one."""

from copy import deepcopy

from lxml import etree

from reportgen.documents.reading.names import W
from reportgen.documents.reading.words import words_of
from reportgen.edition.refresh.text_edits import AUTHOR, parent_of
from reportgen.ooxml.parsed_package import Opened

_MAIN = "word/"


def is_proven(before: Opened, tracked: Opened, after: Opened) -> bool:
    """Return whether every part of `tracked` reads as `before` when its changes are rejected and as `after` when accepted."""
    parts = [part for part in tracked if part.startswith(_MAIN) and part.endswith(".xml") and part.count("/") == 1]
    return all(
        words(tracked.tree(part), accept=False) == words(before.tree(part), accept=False)
        and words(tracked.tree(part), accept=True) == words(after.tree(part), accept=True)
        for part in parts
        if part in before and part in after
    )


def words(root: etree._Element, *, accept: bool) -> list[str]:
    """Return the paragraphs of a part with the changes of a refresh accepted or rejected; those of persons stay open."""
    root = deepcopy(root)
    out, into = ("del", "ins") if accept else ("ins", "del")
    for change in [one for one in root.iter(f"{W}{out}") if one.get(f"{W}author") == AUTHOR]:
        parent_of(change).remove(change)
    for change in [one for one in root.iter(f"{W}{into}") if one.get(f"{W}author") == AUTHOR]:
        for text in change.iter(f"{W}delText"):
            text.tag = f"{W}t"
        for child in list(change):
            change.addprevious(child)
        parent_of(change).remove(change)
    return [words_of(paragraph) for paragraph in root.iter(f"{W}p")]
