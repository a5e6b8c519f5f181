"""The past of a pack: facts that texts compare with the edition before, and figures drawn over editions.

Only what is asked for comes in: a value of the past that nobody asks for stays an unknown number to the audit.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from reportgen.charts import KINDS
from reportgen.load.steps import with_steps
from reportgen.model import Fact, Figure, Pack, Series, Slide
from reportgen.model.facts.past import EDITIONS_OF_A_SERIES, History, PastEdition

_ASKED = re.compile(
    r"""(?<![\w.])f(?:\.([A-Za-z_]\w*)|\[\s*["']([^"']+)["']\s*\])\s*\.\s*(last|since_last|first_above|past)\b"""
)
_SAYS_SO = "（历次版本所载）"  # categories that are times do not say it themselves
_Report = Callable[[str, str], None]


def with_past(pack: Pack, history: History | None, texts: Iterable[str], report: _Report) -> Pack:
    """Return the pack with what it asks of its past and what its comparisons print; without a history the past stays out.

    A figure that cannot be drawn is reported by its id.
    """
    texts = tuple(texts)
    asked = {match.group(1) or match.group(2) for text in texts for match in _ASKED.finditer(text)} & set(pack.facts)
    drawn = [key for key, figure in pack.figures.items() if figure.over_editions()]
    if history is None or (not asked and not drawn):
        return pack.model_copy(update={"facts": with_steps(pack.facts, texts)})
    editions = tuple(history(pack.id, pack.edition))
    facts = dict(pack.facts)
    for key in asked:
        _attach(facts, key, editions)
    facts = with_steps(facts, texts)
    figures = dict(pack.figures)
    for key in drawn:
        try:
            figures[key] = _over_editions(pack.figures[key], facts, editions)
        except ValueError as error:
            report(key, str(error))
    hashes = {one.edition: one.digest for one in editions}
    slides = tuple(_with_note(slide, pack.figures, figures) for slide in pack.slides)
    return pack.model_copy(update={"facts": facts, "figures": figures, "slides": slides, "past": hashes})


def _with_note(slide: Slide, before: Mapping[str, Figure], after: Mapping[str, Figure]) -> Slide:
    """A slide shows no note of its charts; its source line says which editions they are of."""
    cards = [card.figure for card in (*slide.heroes, *slide.cards, *slide.goals)]
    shown = [before[key] for key in (slide.figure, *slide.figures, *cards) if key is not None and key in before]
    notes = [after[one.id].note.removeprefix(one.note) for one in shown if one.over_editions()]
    return slide.model_copy(update={"source": _sentences(slide.source, *dict.fromkeys(notes))}) if notes else slide


def _sentences(*texts: str) -> str:
    """Texts one after the other, each with its full stop."""
    said = [text.strip("。") for text in texts if text.strip("。")]
    return "。".join([*said, ""])


def _attach(facts: dict[str, Fact], key: str, editions: Sequence[PastEdition]) -> None:
    """Give a fact its past, and the pack the last value, which a comparison prints."""
    past = tuple(_of(one, key, facts[key]) for one in editions if key in one.facts)
    if past:
        facts[past[-1].id] = past[-1]
        facts[key] = facts[key].model_copy(update={"past": past})


def _of(one: PastEdition, key: str, now: Fact) -> Fact:
    """A fact as an edition said it; its id names the edition, so that it is never taken for the present one."""
    update = {name: getattr(now, name) for name in ("label", "kind", "moves", "more", "poles")}
    update |= {"id": f"{key}@{one.edition}", "origin": f"edition {one.edition}", "edition": one.edition}
    return one.facts[key].model_copy(update=update)


def _over_editions(figure: Figure, facts: dict[str, Fact], editions: Sequence[PastEdition]) -> Figure:
    """The figure with the values of all editions up to this one, and words that say so."""
    if figure.panels:
        panels = tuple(
            _over_editions(panel, facts, editions) if panel.over_editions() else panel for panel in figure.panels
        )
        return figure.model_copy(update={"panels": panels})
    if not KINDS[figure.kind].over_editions:
        able = ", ".join(name for name, kind in KINDS.items() if kind.over_editions)
        raise ValueError(f"{figure.kind} does not show a series over editions; use {able}")
    columns = [_column(series, facts, editions) for series in figure.series]
    units = {fact.unit for column in columns for fact in column.values()}
    if len(units) > 1:
        raise ValueError(f"the editions have values in {', '.join(sorted(units))}; a series needs one unit")
    names = [name for name in (*(one.edition for one in editions), "") if any(name in column for column in columns)]
    for column in columns:
        facts.update((fact.id, fact) for fact in column.values())
    categories = _categories(names, columns)
    dated = categories != tuple(_name(name) for name in names)
    series = tuple(
        one.model_copy(
            update={
                "history": None,
                "name": (one.name or column[""].short or column[""].label) + (_SAYS_SO if dated else ""),
                "values": tuple(column[name].id if name in column else None for name in names),
            }
        )
        for one, column in zip(figure.series, columns, strict=True)
    )
    note = f"各点为{'、'.join(_name(name) for name in names)}所载数值"
    return figure.model_copy(
        update={
            "series": series, "categories": categories, "focus": figure.focus or categories[-1],
            "head": f"{figure.head or columns[0][''].short or columns[0][''].label}{_SAYS_SO}",
            "unit": figure.unit or units.pop(), "note": _sentences(figure.note, note),
        }
    )  # fmt: skip


def _column(series: Series, facts: dict[str, Fact], editions: Sequence[PastEdition]) -> dict[str, Fact]:
    """The values of one fact by edition; this one has no name."""
    key = series.history or ""
    now = facts[key]
    found = {one.edition: _of(one, key, now) for one in editions if key in one.facts}
    column = {name: fact for name, fact in (*found.items(), ("", now)) if fact.value is not None}
    if len(column) < EDITIONS_OF_A_SERIES or now.value is None:
        there = ", ".join(found) or "none before this one"
        raise ValueError(
            f"{key} is known in {len(column)} editions (before this one: {there}), and a series over editions needs "
            f"{EDITIONS_OF_A_SERIES}"
        )
    return column


def _categories(names: Sequence[str], columns: Sequence[dict[str, Fact]]) -> tuple[str, ...]:
    """The times of the values where each edition has one of its own, else the editions."""
    times = [{column[name].when() for column in columns if name in column} for name in names]
    dated = all(column[name].period for column in columns for name in names if name in column)
    if dated and all(len(each) == 1 for each in times) and len(set.union(*times)) == len(names):
        return tuple(each.pop() for each in times)
    return tuple(_name(name) for name in names)


def _name(edition: str) -> str:
    """第2版; an edition whose name is not a number keeps its name; without one it is this edition."""
    if not edition:
        return "本版"
    return f"第{edition}版" if edition.isdigit() else edition
