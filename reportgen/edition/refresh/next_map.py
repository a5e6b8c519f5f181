"""The map of a refreshed file: what is printed now; where something was not decided or not written, what was printed before.

So the next refresh asks again what is still open, and knows as the person's own what was decided to stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FactSpan, FileMap
from reportgen.edition.refresh.hunks import Hunk, advanced
from reportgen.edition.refresh.objects import ObjectChange
from reportgen.edition.refresh.plan import FilePlan, Item
from reportgen.edition.refresh.settle import Settled


def undone_items(plan: FilePlan, done: Sequence[Item], settled: Settled) -> list[Item]:
    """Return the changes that were not made and that no answer keeps out."""
    finished = {id(item) for item in done}
    decided = {
        id(item)
        for question, take in settled.questions if take == "mine"
        for _, item in (*question.items, *question.held)
    }  # fmt: skip
    return [
        item for item in plan.of("changed", "conflict", "look", "kept")
        if id(item) not in finished and id(item) not in decided
    ]  # fmt: skip


def next_map(
    base: FileMap, new: FileMap, plan: FilePlan, undone: Sequence[Item], objects: Mapping[int, ObjectChange]
) -> FileMap:
    """Return the map for a refreshed file."""
    rows: list[tuple[Passage, tuple[FactSpan, ...]]] = list(zip(new.passages, new.spans, strict=True))
    left: dict[int, list[Item]] = {}
    for item in undone:
        if item.change.base >= 0:
            left.setdefault(item.change.base, []).append(item)
    lost = {one for one in plan.base_of.values() if one not in plan.partner}
    added: list[tuple[Passage, tuple[FactSpan, ...]]] = []
    for number in sorted(lost | set(left)):
        hunks = [hunk for hunk in plan.hunks[number] if not any(_is(hunk, item) for item in left.get(number, ()))]
        text, spans = advanced(plan.printed[number], hunks)
        partner = plan.partner.get(number)
        if partner is None:
            added.append((replace(base.passages[number], text=text), spans))
        else:
            rows[partner] = replace(rows[partner][0], text=text), spans
    unprinted = set(plan.unprinted)
    rows = [row for at, row in enumerate(rows) if at not in unprinted] + added
    rows = _with_old_objects(base, rows, [objects[item.passage] for item in undone if item.passage in objects])
    return replace(new, passages=tuple(row[0] for row in rows), spans=tuple(row[1] for row in rows))


def _is(hunk: Hunk, item: Item) -> bool:
    return hunk.first <= item.change.first and item.change.last <= hunk.last


def _with_old_objects(
    base: FileMap, rows: list[tuple[Passage, tuple[FactSpan, ...]]], kept: Sequence[ObjectChange]
) -> list[tuple[Passage, tuple[FactSpan, ...]]]:
    """The same map, with charts and pictures that were left as they are as they were printed before."""
    for change in kept:
        if change.kind == "chart":
            before = [(p, s) for p, s in zip(base.passages, base.spans, strict=True) if p.chart == change.base]
            at = next((n for n, (passage, _) in enumerate(rows) if passage.chart == change.new), len(rows))
            rows = [row for row in rows if row[0].chart != change.new]
            rows[at:at] = [
                (replace(p, chart=change.new, part=change.new if p.part == change.base else p.part), s)
                for p, s in before
            ]
            continue
        old = next((p for p in base.passages if p.kind == "picture" and p.spot == change.base), None)
        if old is not None:
            rows = [
                (replace(p, text=old.text), s) if p.kind == "picture" and p.spot == change.new else (p, s)
                for p, s in rows
            ]
    return rows
