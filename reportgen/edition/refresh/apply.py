"""Writing what was settled into a file: words into their runs, or as tracked changes; alternative texts and properties in place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.edition.refresh.merge import Edit
from reportgen.edition.refresh.plan import FilePlan, Item
from reportgen.edition.refresh.text_edits import can_edit, edited, track_edits, write_edits
from reportgen.edition.refresh.text_places import OpenParts, find_paragraphs, replace_attribute, replace_property

_FIRST_CHANGE = 900_000  # number of the first tracked change; those of Word begin at 0


@dataclass
class Applied:
    """What was written: the items that are done, and those whose place could not be found or written."""

    done: list[Item] = field(default_factory=list)
    failed: list[Item] = field(default_factory=list)
    untracked: list[Item] = field(default_factory=list)  # done, where Word cannot track changes


def apply_items(parts: OpenParts, plan: FilePlan, items: Sequence[Item], *, tracked: bool = False) -> Applied:
    """Write the edits of items into the parts of a file."""
    result = Applied()
    by_passage: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        by_passage[item.passage].append(item)
    paragraphs = find_paragraphs(parts, plan.theirs, set(by_passage))
    number = _FIRST_CHANGE
    for at, own in sorted(by_passage.items()):
        passage = plan.theirs[at]
        result.failed += [item for item in own if not item.change.edits]
        own = [item for item in own if item.change.edits]
        edits = _edits(own)
        if not edits:
            continue
        text = edited(passage.text, edits)
        if passage.kind in ("alt", "property"):
            write = replace_attribute if passage.kind == "alt" else replace_property
            done = write(parts, passage, text)
            (result.done if done else result.failed).extend(own)
            result.untracked += own if done and tracked else []
            continue
        paragraph = paragraphs.get(at)
        if paragraph is None or not can_edit(paragraph, edits):
            result.failed += own
            continue
        if tracked and str(paragraph.element.tag).startswith("{http://schemas.openxmlformats.org/wordprocessingml"):
            number = track_edits(paragraph, edits, number)
        else:
            write_edits(paragraph, edits)
        result.done += own
    return result


def _edits(items: Sequence[Item]) -> list[Edit]:
    """The edits of items, each place once."""
    return sorted({edit for item in items for edit in item.change.edits}, key=lambda one: (one.start, one.end))
