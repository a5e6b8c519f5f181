"""What the words of bounds mean (“不足”不含本数, “近”表示略低于该数), of those that a file prints: the text `{{ bounds }}`."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reportgen.model import Pack
from reportgen.model.numbers.bounds import AFTER, BEFORE, BETWEEN, bound_class
from reportgen.model.numbers.marks import mark, parts
from reportgen.template import NativeChart

PLACE = mark("bounds", "", "")  # stands in a text until the whole file is known
_SIGNS = {"<": "不足", "≤": "以下", ">": "超过", "≥": "以上"}
_WORDS = [word for word in BEFORE if word.isalpha()]
_LEADING = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_TRAILING = re.compile(f"(?:{'|'.join(sorted(AFTER, key=len, reverse=True))})$")
_INSIDE = re.compile("[余多](?=[^\\d]*$)")
_SAID = (  # by the classes of bounds that a clause explains: in a report, and on a slide
    (("lt", "gt"), "不含本数", "不含本数"),
    (("le", "ge"), "含本数", "含本数"),
    (("approx_below",), "表示略低于该数", "为约数"),
    (("approx_above",), "表示略高于该数", "为约数"),
    (("approx",), "表示约数", "为约数"),
)


class Printed(NamedTuple):
    """The words and signs of bounds that a file prints, in their order, and whether it prints a list that is left open."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    open_list: bool


def fill_bounds(view: Any, pack: Pack, *, slides: bool) -> Any:
    """Return a view with the place of `{{ bounds }}` filled; blocks and items that say nothing else go where there is nothing to say."""
    if not _holds_place(view):
        return view
    said = explained(printed_bounds(pack, _shown(pack, view)), slides=slides) if pack.language.startswith("zh") else ""
    return _filled(view, said)


def printed_bounds(pack: Pack, shown: Iterable[tuple[str, str]]) -> Printed:
    """Return what is printed of bounds; `shown` are ids of facts with their text."""
    words: dict[str, None] = {}
    signs: dict[str, None] = {}
    open_list = False
    for key, text in shown:
        fact = pack.facts.get(key)
        if fact is None:
            continue
        open_list = open_list or (fact.open_ended and text.endswith("等"))
        if fact.value is not None:
            words |= dict.fromkeys(_words(text))
            signs |= dict.fromkeys(text[:1] if text[:1] in _SIGNS else "")
    return Printed(tuple(words), tuple(signs), open_list)


def explained(printed: Printed, *, slides: bool) -> str:
    """Return the explanation in Chinese; empty where nothing needs one. On slides it is one line, without signs and lists."""
    clauses: dict[str, list[str]] = {}
    for classes, long, short in _SAID:
        words = [word for word in printed.words if _class(word) in classes]
        if words:
            clauses.setdefault(short if slides else long, []).extend(words)
    said = [f"{_listed(words)}{meaning}" for meaning, words in clauses.items()]
    exact = [one for one in said if one.endswith("含本数")]
    groups = ["，".join(exact), "，".join(one for one in said if one not in exact)]
    if slides:
        return "；".join(filter(None, groups))
    if printed.open_list:
        groups.append("列举之后带“等”字的，为未列尽，不统计项数")
    table = "，".join(f"“{sign}”表示{_SIGNS[sign]}" for sign in printed.signs)
    sentences = ["；".join(filter(None, groups)), f"表中{table}" if table else ""]
    return "".join(f"{one}。" for one in sentences if one)


def _words(text: str) -> Iterator[str]:
    for match in (_LEADING.match(text), _TRAILING.search(text), _INSIDE.search(text)):
        if match is not None:
            yield match.group()


def _class(word: str) -> str:
    return bound_class(BEFORE.get(word) or AFTER.get(word) or BETWEEN.get(word, ""))


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return f"{''.join(quoted[:-1])}和{quoted[-1]}" if len(quoted) > 1 else quoted[0]


def _shown(pack: Pack, view: Any) -> Iterator[tuple[str, str]]:
    """Every fact that a view prints, with its text; a drawn figure prints those of its data at its bars."""
    if isinstance(view, str):
        yield from ((part.key, part.text) for part in parts(view) if part.kind == "fact" and part.key)
    elif isinstance(view, NativeChart):
        yield from view.shown
    elif isinstance(view, dict):
        if view.get("kind") == "figure" and view.get("id") in pack.figures:
            yield from ((key, pack.facts[key].axis()) for key in pack.figures[view["id"]].fact_ids())
        if "number" in view and "before" in view:
            yield from _of_card(view)
        for inner in view.values():
            yield from _shown(pack, inner)
    elif isinstance(view, list | tuple):
        for inner in view:
            yield from _shown(pack, inner)


def _of_card(view: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The number of a card with the words before and after it, which stand in runs of their own."""
    for part in parts(view["number"]):
        if part.key:
            yield part.key, f"{view['before']}{part.text}{view['unit']}{view['after']}"


def _holds_place(view: Any) -> bool:
    if isinstance(view, str):
        return PLACE in view
    if isinstance(view, dict):
        return any(map(_holds_place, view.values()))
    return isinstance(view, list | tuple) and any(map(_holds_place, view))


def _filled(view: Any, said: str) -> Any:
    if isinstance(view, str):
        return view.replace(PLACE, said) if PLACE in view else view
    if isinstance(view, dict):
        return {name: _filled(inner, said) for name, inner in view.items()}
    if isinstance(view, list):
        return [_filled(one, said) for one in (view if said else _without_empty(view))]
    return view


def _without_empty(entries: list[Any]) -> list[Any]:
    """Blocks or items without those that hold nothing but the place, nor a heading that then has nothing under it."""
    gone = {at for at, one in enumerate(entries) if isinstance(one, dict) and one.get("text") == PLACE}
    for at in sorted(gone):
        before = entries[at - 1] if at else {}
        after = entries[at + 1] if at + 1 < len(entries) else {"kind": "heading"}
        if before.get("kind") == "heading" and after.get("kind") == "heading":
            gone.add(at - 1)
    return [one for at, one in enumerate(entries) if at not in gone]
