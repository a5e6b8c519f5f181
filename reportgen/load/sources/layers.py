"""Owns laying sources over the facts of a pack: the later one wins, by fact id, and it is remembered who won over whom.

In: raw facts, Layers, the folder of the pack; out: raw facts with `origin` and `replaced`, and every Problem at once.
"""

from collections.abc import Mapping
from pathlib import Path

from reportgen.errors import Problem
from reportgen.load.sources.reading import read_layer
from reportgen.load.sources.records import Record
from reportgen.load.sources.update import Raw, UnreadableValue, bound_of, day_of, updated
from reportgen.model.layer import Layer


def with_layers(
    facts: Mapping[str, Raw], layers: list[Layer], folder: Path, computed: frozenset[str] = frozenset()
) -> tuple[dict[str, Raw], list[Problem]]:
    """Return the facts as the layers leave them; computed are the ids of derived facts, which no source may set."""
    found = dict(facts)
    problems: list[Problem] = []
    for layer in layers:
        read = read_layer(layer, folder)
        problems += read.problems
        seen: dict[str, str] = {}
        for record in read.records:
            _lay(found, record, layer, problems, seen, computed)
    return found, problems


def _lay(
    facts: dict[str, Raw],
    record: Record,
    layer: Layer,
    problems: list[Problem],
    seen: dict[str, str],
    computed: frozenset[str],
) -> None:
    key = _key(facts, record)
    if key is None:
        return
    wrong = _refused(key, facts, record, seen, computed)
    if wrong is not None:
        problems.append(wrong)
        return
    seen[key] = record.place
    cell = record.fields.get("value") or record.fields.get("words")
    if cell is None or cell.blank:
        return
    old = facts.get(key) or _fresh(key, record)
    try:
        new = updated(
            old, cell.value, _text(record, "unit") or _text(record, "head_unit"), _text(record, "bound"), cell.percent
        )
        if "value" not in record.fields:
            bound_of(_text(record, "bound"))
        # the day of the value before is not that of the new one
        new["measured"] = (
            day_of(record.fields["measured"].value if "measured" in record.fields else None) or layer.measured
        )
    except UnreadableValue as error:
        problems.append(Problem(cell.place, None, None, f"{key}: {error}", "correct it in the source"))
        return
    for name in ("period", "label"):
        if _text(record, name):
            new[name] = _period(_text(record, name)) if name == "period" else _text(record, name)
    if layer.source or _text(record, "source"):
        new["source"] = _text(record, "source") or layer.source
    if key in facts:
        before = old.get("origin") or "the pack"
        new["overridden"] = [*old.get("overridden", []), _overridden(old)]
        new["replaced"] = [*old.get("replaced", []), f"{before}: {old.get('words') or old.get('value')}"]
        new.pop("locator", None)  # the line of the source said the old value
    new["origin"] = cell.place
    facts[key] = new


def _overridden(old: Raw) -> Raw:
    """What a replaced value was, for the check that a better source is not replaced by a worse one."""
    text = old.get("words") or f"{old.get('value') or ''}{old.get('unit') or ''}"
    return {"text": text, **{name: old.get(name) for name in ("source", "measured", "origin") if old.get(name)}}


def _key(facts: dict[str, Raw], record: Record) -> str | None:
    """The id of the fact that a record is about; a row named by a label that no fact has is not ours."""
    if _text(record, "id"):
        return _text(record, "id")
    label = _text(record, "label")
    found = [key for key, fact in facts.items() if label and label in (fact.get("label"), fact.get("short"))]
    return found[0] if len(found) == 1 else None


def _refused(
    key: str, facts: dict[str, Raw], record: Record, seen: dict[str, str], computed: frozenset[str]
) -> Problem | None:
    if key in seen:
        return Problem(record.place, None, None, f"{key} stands at {seen[key]} too", "keep it once")
    if key in computed:
        return Problem(record.place, None, None, f"{key} is computed by a formula", "give the facts that it is made of")
    if key not in facts and not _text(record, "label"):
        return Problem(record.place, None, None, f"no fact `{key}`, and no label for a new one", "check the id")
    return None


def _fresh(key: str, record: Record) -> Raw:
    unit = _text(record, "unit") or _text(record, "head_unit")
    return {"id": key, "label": _text(record, "label"), "kind": "share" if unit == "%" else "level", "unit": unit}


def _text(record: Record, name: str) -> str:
    cell = record.fields.get(name)
    return "" if cell is None or cell.blank else str(cell.value).strip()


def _period(text: str) -> str:
    text = text.removesuffix(".0")
    return text.removesuffix("年") if text.removesuffix("年").isdigit() else text
