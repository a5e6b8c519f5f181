"""What is different between two editions. In: two snapshots; out: the facts that moved and the passages that changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from reportgen.edition.snapshot import FactState, Snapshot, SnapshotLine
from reportgen.findings import Place

_ALIKE = 0.4
_LEAST = Decimal("0.01")  # what is printed of a difference


@dataclass(frozen=True)
class Moved:
    """One fact that is not as it was; before or after is None when it is new or gone."""

    id: str
    label: str
    before: FactState | None
    after: FactState | None
    places: tuple[Place, ...]

    @property
    def how(self) -> str:
        """What moved: new, gone, value, bound, unit or wording."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        names = ("value", "bound", "unit")
        return next((name for name in names if getattr(self.before, name) != getattr(self.after, name)), "wording")

    @property
    def source(self) -> str:
        """Where the later value comes from: its source or cell, or the formula that computes it."""
        if self.after is None:
            return ""
        return f"computed: {self.after.formula}" if self.after.formula else self.after.origin

    @property
    def by(self) -> str:
        """The difference of the values, with its sign; empty where there is none."""
        if self.before is None or self.after is None or self.before.unit != self.after.unit:
            return ""
        try:
            step = Decimal(self.after.value) - Decimal(self.before.value)
        except InvalidOperation:
            return ""
        unit = "个百分点" if self.after.unit == "%" else self.after.unit
        if abs(step) >= _LEAST:
            step = step.quantize(_LEAST)
        return f"{step.normalize():+f}{unit}" if step else ""


@dataclass(frozen=True)
class Edit:
    """A passage in both editions; the old or new one is None where it was put in or taken out."""

    old: SnapshotLine | None
    new: SnapshotLine | None

    @property
    def changed(self) -> bool:
        """Whether the words differ."""
        return self.old is None or self.new is None or self.old.text != self.new.text


@dataclass(frozen=True)
class Comparison:
    """What is different between two editions."""

    before: str
    after: str
    moved: tuple[Moved, ...]
    edits: tuple[Edit, ...]

    def changed(self) -> list[Edit]:
        """Return the passages that changed."""
        return [edit for edit in self.edits if edit.changed]


def compare(one: Snapshot, other: Snapshot) -> Comparison:
    """Return what is different; passages are paired file by file."""
    files = dict.fromkeys(line.file for line in (*one.lines, *other.lines))
    edits: list[Edit] = []
    for file in files:
        edits += _paired(
            [line for line in one.lines if line.file == file], [line for line in other.lines if line.file == file]
        )
    return Comparison(one.edition, other.edition, tuple(_moved(one, other)), tuple(edits))


def _moved(one: Snapshot, other: Snapshot) -> Iterator[Moved]:
    for key in dict.fromkeys((*one.facts, *other.facts)):
        before, after = one.facts.get(key), other.facts.get(key)
        if before is None or after is None or _said(before) != _said(after):
            shown = other if after is not None else one
            places = tuple(dict.fromkeys(replace(e.place, file=e.file) for e in shown.entries if e.fact_id == key))
            label = (after or before).label  # type: ignore[union-attr]
            yield Moved(key, label, before, after, places)


def _said(fact: FactState) -> tuple[str, ...]:
    return fact.text, fact.value, fact.unit, fact.bound


def _paired(old: Sequence[SnapshotLine], new: Sequence[SnapshotLine]) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, [_key(line) for line in old], [_key(line) for line in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Edit(a, b) for a, b in zip(old[i1:i2], new[j1:j2], strict=True))
        else:
            yield from _stretch(old[i1:i2], new[j1:j2])


def _key(line: SnapshotLine) -> tuple[str, str]:
    return line.kind, line.text


def _stretch(old: Sequence[SnapshotLine], new: Sequence[SnapshotLine]) -> Iterator[Edit]:
    """Pair the passages of a stretch in their order: like with like, the rest taken out or put in."""
    start = 0
    for line in new:
        best = next((i for i in range(start, len(old)) if _alike(old[i], line)), None)
        if best is None:
            yield Edit(None, line)
            continue
        yield from (Edit(gone, None) for gone in old[start:best])
        yield Edit(old[best], line)
        start = best + 1
    yield from (Edit(gone, None) for gone in old[start:])


def _alike(old: SnapshotLine, new: SnapshotLine) -> bool:
    if old.kind != new.kind:
        return False
    return old.place == new.place or SequenceMatcher(None, old.text, new.text, autojunk=False).ratio() >= _ALIKE
