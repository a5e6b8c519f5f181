"""Writing changes of facts into facts.yaml: whole, with a backup, and put back where they break the pack."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportgen.check.facts import check_facts
from reportgen.errors import PackError, Problem
from reportgen.files import rewrite
from reportgen.load import load_pack
from reportgen.load.derived import dependents
from reportgen.load.facts_workbook.changes import FactChange
from reportgen.load.yaml_files.yaml_edit import changed_facts
from reportgen.model import Pack


def write_facts(folder: Path, pack: Pack, changes: Sequence[FactChange], new: Sequence[dict[str, Any]] = ()) -> Path:
    """Write changes and new facts into the facts of a pack and return the backup.

    Raises a PackError that leaves the file as it was where the pack would break or its facts would disagree.
    """
    path = folder / "facts.yaml"
    content = changed_facts(path, [*changes, *_recomputed(pack, changes)], new)
    return rewrite({path: content}, lambda: _still_agrees(folder, pack))[path.resolve()]


def _still_agrees(folder: Path, before: Pack) -> None:
    """Refuse changes that break the pack, or make its facts disagree where they agreed."""
    known = {finding.what for finding in check_facts(before)}
    new = [one for one in check_facts(load_pack(folder)) if one.level == "error" and one.what not in known]
    if new:
        raise PackError([Problem(str(one.place), None, None, one.what, one.hint) for one in new])


def _recomputed(pack: Pack, changes: Sequence[FactChange]) -> list[FactChange]:
    """What computed facts state by hand (a value to be checked, a wording) goes when what they are made of changes."""
    moved = {change.fact_id for change in changes if change.field in ("value", "bound")}
    return [
        FactChange(fact.id, field, str(getattr(fact, field)), None, f"computed: {fact.formula}")
        for fact in dependents(pack, moved)
        for field in ("value", "words", "bound")
    ]
