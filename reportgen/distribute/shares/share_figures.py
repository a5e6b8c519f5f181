"""The figures and photos that one recipient sees; a figure that shows something hidden goes whole."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.charts import KINDS
from reportgen.distribute.shares.redaction.texts import Redaction
from reportgen.model import Fact, Figure, Pack, Photo, Recipient


def hidden_figures(pack: Pack, recipient: Recipient, redaction: Redaction) -> frozenset[str]:
    """Return the figures that a recipient does not see: those that its list leaves out, and those that show what is hidden."""
    seen = set(recipient.figures.of(pack.figures))
    return frozenset(
        key for key, figure in pack.figures.items() if key not in seen or shows_hidden(figure, pack.facts, redaction)
    )


def shows_hidden(figure: Figure, facts: Mapping[str, Fact], redaction: Redaction) -> bool:
    """Return whether a figure shows something hidden: a fact, a number written out, or one that is computed while it is drawn."""
    if not redaction.facts:
        return False
    if not redaction.facts.isdisjoint(figure.fact_ids()) or redaction.mentions(*_texts(figure)):
        return True
    context = f"{figure.caption} {figure.head or ''}"
    written = any(
        not hit.like for text, name in _numbers(figure) for hit in redaction.written(text, f"{context} {name}")
    )
    return written or _computes_hidden(figure, facts, redaction)


def _computes_hidden(figure: Figure, facts: Mapping[str, Fact], redaction: Redaction) -> bool:
    """Whether a figure draws what is left to a target and that is hidden; what is left to 100 % is a number of its own."""
    hidden = {(fact.value, fact.unit) for key in redaction.facts if (fact := facts.get(key)) is not None}
    return any((value, unit) in hidden for value, unit in computed_numbers(figure, facts) if unit != "%")


def computed_numbers(figure: Figure, facts: Mapping[str, Fact]) -> Iterator[tuple[Decimal, str]]:
    """Yield the numbers that a figure computes while it is drawn, with their units: the rest to the whole or to the target."""
    for panel in figure.panels:
        yield from computed_numbers(panel, facts)
    values = [(fact.value, fact.unit) for key in figure.facts if (fact := facts.get(key)) and fact.value is not None]
    yield from KINDS[figure.kind].computed(values)


def _numbers(figure: Figure) -> Iterator[tuple[str, str]]:
    """The numbers that the pack writes into a figure, with their unit, and the name of their series."""
    for panel in figure.panels:
        yield from _numbers(panel)
    for series in figure.series:
        unit = series.unit if series.unit is not None else figure.unit or ""
        yield from ((f"{value}{unit}", series.name) for value in series.values if isinstance(value, Decimal))


def _texts(figure: Figure) -> Iterator[str]:
    yield from (figure.caption, figure.message, figure.head or "", *figure.categories, *figure.labels.values())
    yield from (series.name for series in figure.series)
    yield from (f"{event.when} {event.text}" for event in figure.events)
    yield from (f"{tier.label} {tier.mark or ''}" for tier in figure.tiers)
    for panel in figure.panels:
        yield from _texts(panel)


def seen_figures(pack: Pack, redaction: Redaction) -> dict[str, Figure]:
    """Return the figures that are left, their notes without what is hidden."""
    return {key: _with_note(figure, redaction) for key, figure in pack.figures.items() if key not in redaction.items}


def _with_note(figure: Figure, redaction: Redaction) -> Figure:
    note = redaction.rest(figure.note)
    return figure if note == figure.note else figure.model_copy(update={"note": note})


def seen_photos(pack: Pack, redaction: Redaction) -> tuple[Photo, ...]:
    """Return the photos whose captions show nothing hidden."""
    return tuple(photo for photo in pack.photos if not redaction.mentions(photo.caption, photo.name))
