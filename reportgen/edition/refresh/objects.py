"""Charts and pictures of an edited file: those that are as they were printed take the new data or the new drawing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.documents.reading.passage import Passage
from reportgen.edition.file_map import FileMap
from reportgen.edition.refresh.hunks import BaseText
from reportgen.edition.refresh.merge import Change
from reportgen.edition.refresh.plan import FilePlan, Item

_SHOWN = 4  # values of a chart that a message names


@dataclass(frozen=True)
class ObjectChange:
    """What an item does to an object: the part of the person's file, and the part of the new one that replaces or refills it."""

    kind: str  # chart, picture
    theirs: str
    new: str
    base: str = ""


@dataclass
class ChartSaid:
    """What a chart says: its data, its labels and settings, each by its spot; the first of its passages by number."""

    part: str
    first: int
    place: Passage
    data: dict[str, str]
    labels: dict[str, str]
    settings: dict[str, str]
    workbook: dict[str, str]

    def same_data(self, other: "ChartSaid") -> bool:
        """Return whether two charts show the same values under the same names."""
        mine, yours = _values(self.data), _values(other.data)
        return mine == yours

    def signature(self) -> tuple[tuple[str, str], ...]:
        """What a chart is known by among others."""
        return tuple(sorted(_values(self.data).items()))


def _values(data: dict[str, str]) -> dict[str, str]:
    return {spot: _plain(text) for spot, text in data.items() if text}


def _plain(text: str) -> str:
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return text.strip()


def charts_of(passages: Sequence[Passage]) -> list[ChartSaid]:
    """Return the charts of a file in their order."""
    found: dict[str, ChartSaid] = {}
    for number, passage in enumerate(passages):
        if not passage.chart:
            continue
        place = replace(passage.place, region="", item="", line=0)
        chart = found.setdefault(
            passage.chart, ChartSaid(passage.chart, number, replace(passage, place=place), {}, {}, {}, {})
        )
        if passage.kind.startswith("workbook"):
            chart.workbook[passage.place.item] = passage.text
        elif passage.kind == "chart setting":
            chart.settings[passage.spot] = passage.text
        elif passage.place.region == "chart data" or passage.place.region == "series name":
            chart.data[passage.spot] = passage.text
        else:
            chart.labels[passage.spot] = passage.text
    return list(found.values())


def plan_objects(plan: FilePlan, base: FileMap, new: FileMap, printed: Sequence[BaseText]) -> dict[int, ObjectChange]:
    """Add what is done with charts and pictures to a plan; return the changes by the passage that their items name."""
    found: dict[int, ObjectChange] = {}
    facts = _facts_by_shape(base, printed)
    _plan_charts(plan, base, new, facts, found)
    _plan_pictures(plan, base, new, facts, found)
    return found


def _facts_by_shape(base: FileMap, printed: Sequence[BaseText]) -> dict[tuple[object, ...], tuple[str, ...]]:
    """The facts that the alternative text of each object names."""
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for number, passage in enumerate(base.passages):
        if passage.kind == "alt":
            found[_shape(passage)] += [fact for unit in printed[number].facts() for fact in unit.facts]
    return {key: tuple(dict.fromkeys(facts)) for key, facts in found.items()}


def _shape(passage: Passage) -> tuple[object, ...]:
    place = passage.place
    return place.part, place.number, place.shape, place.copy


Facts = dict[tuple[object, ...], tuple[str, ...]]


def _plan_charts(plan: FilePlan, base: FileMap, new: FileMap, facts: Facts, found: dict[int, ObjectChange]) -> None:
    printed, fresh, theirs = charts_of(base.passages), charts_of(new.passages), charts_of(plan.theirs)
    partner = dict(_partners(printed, fresh))
    slides = _slides(plan, base)
    for chart in theirs:
        own = _printed_chart(chart, printed, slides)
        if own is None:
            continue
        now = partner.get(own.part)
        same = now is not None and (own.data, own.labels, own.settings) == (now.data, now.labels, now.settings)
        if now is None or (same and chart.same_data(own)):
            continue
        meant = facts.get(_shape(own.place), ())
        change = Change(meant, _said(own, now), _said(now, own), "", (), 0)
        if now is not None:
            found[chart.first] = ObjectChange("chart", chart.part, now.part, own.part)
        if chart.same_data(own):
            plan.items.append(Item("changed", chart.place.place, change, "", chart.first))
        else:
            mine = replace(change, mine=_said(chart, own), old=_said(own, chart))
            why = "you changed the data of this chart"
            plan.items.append(Item("conflict", chart.place.place, mine, why, chart.first))


def _said(chart: ChartSaid | None, other: ChartSaid | None) -> str:
    """The values of a chart that another one does not have in their place."""
    if chart is None:
        return ""
    there = _values(other.data) if other is not None else {}
    values = [text for spot, text in _values(chart.data).items() if there.get(spot) != text]
    more = "…" if len(values) > _SHOWN else ""
    return "、".join(values[:_SHOWN]) + more or "、".join(list(chart.labels.values())[:_SHOWN])


def _partners(printed: Sequence[ChartSaid], fresh: Sequence[ChartSaid]) -> Iterator[tuple[str, ChartSaid]]:
    """The new chart of each printed one: by the names of its data, then by its place, then by order."""
    left = list(fresh)
    for own in printed:
        names = {text for text in own.data.values() if not _is_number(text)}
        ranked = sorted(
            left,
            key=lambda one: (
                -len(names & set(one.data.values())), one.place.place.shape != own.place.place.shape,
                abs(one.place.place.number - own.place.place.number),
            ),
        )  # fmt: skip
        if ranked and (names & set(ranked[0].data.values()) or len(printed) == len(fresh)):
            left.remove(ranked[0])
            yield own.part, ranked[0]


def _is_number(text: str) -> bool:
    return _plain(text) != text.strip() or text.replace(".", "").isdigit()


def _slides(plan: FilePlan, base: FileMap) -> dict[int, int]:
    """The printed slide of each slide, as most of its passages say."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for number, one in plan.base_of.items():
        place = plan.theirs[number].place
        if place.part == "slide":
            votes[place.number][base.passages[one].place.number] += 1
    return {number: counts.most_common(1)[0][0] for number, counts in votes.items()}


def _printed_chart(chart: ChartSaid, printed: Sequence[ChartSaid], slides: dict[int, int]) -> ChartSaid | None:
    place = chart.place.place
    same = [one for one in printed if one.signature() == chart.signature()]
    slide = slides.get(place.number, place.number) if place.part == "slide" else place.number
    here = [one for one in printed if one.place.place.number == slide]
    named = [one for one in here if (one.place.place.shape, one.place.place.copy) == (place.shape, place.copy)]
    for ranked in ([one for one in same if one in named], [one for one in same if one in here], named, same):
        if ranked:
            return ranked[0]
    return here[0] if len(here) == 1 else None


def _plan_pictures(plan: FilePlan, base: FileMap, new: FileMap, facts: Facts, found: dict[int, ObjectChange]) -> None:
    printed = [p for p in base.passages if p.kind == "picture"]
    fresh = [p for p in new.passages if p.kind == "picture"]
    pairs = _picture_pairs(printed, fresh)
    by_hash: dict[str, list[Passage]] = defaultdict(list)
    for one in printed:
        by_hash[_hash(one)].append(one)
    known: set[str] = set()
    for number, passage in enumerate(plan.theirs):
        if passage.kind != "picture":
            continue
        same = by_hash.get(_hash(passage), [])
        own = next((one for one in same if one.place.shape == passage.place.shape), same[0] if same else None)
        if own is None:
            continue
        known.add(own.place.shape)
        now = pairs.get((own.place.part, own.place.number, own.place.shape, own.place.item))
        if now is None or _hash(now) == _hash(own):
            continue
        found[number] = ObjectChange("picture", passage.spot, now.spot, own.spot)
        change = Change(facts.get(_shape(own), ()), own.place.shape, now.place.shape, "", (), 0)
        plan.items.append(Item("changed", passage.place, change, "", number))
    _tell_lost_pictures(plan, printed, pairs, facts, known)


def _tell_lost_pictures(
    plan: FilePlan, printed: Sequence[Passage], pairs: dict[tuple[object, ...], Passage], facts: Facts, known: set[str]
) -> None:
    """Pictures that changed in the pack and are not as they were printed: replaced, redrawn or saved anew by another program."""
    there = {passage.place.shape: passage for passage in plan.theirs if passage.kind == "picture"}
    for own in printed:
        now = pairs.get((own.place.part, own.place.number, own.place.shape, own.place.item))
        if own.place.item or own.place.shape in known or now is None or _hash(now) == _hash(own):
            continue
        place = there[own.place.shape].place if own.place.shape in there else own.place
        outcome = "look" if own.place.shape in there else "gone"
        why = (
            "this picture is not the one that was printed; put the new drawing in by hand" if outcome == "look" else ""
        )
        change = Change(facts.get(_shape(own), ()), own.place.shape, "", "", (), 0)
        plan.items.append(Item(outcome, place, change, why, -1))  # type: ignore[arg-type]


def _picture_pairs(printed: Sequence[Passage], fresh: Sequence[Passage]) -> dict[tuple[object, ...], Passage]:
    """The new drawing of each printed picture: by its name in its part."""
    by_name: dict[tuple[object, ...], Passage] = {}
    for one in fresh:
        by_name.setdefault((one.place.part, one.place.shape, one.place.item), one)
        by_name[one.place.part, one.place.number, one.place.shape, one.place.item] = one
    found: dict[tuple[object, ...], Passage] = {}
    for own in printed:
        key: tuple[object, ...] = (own.place.part, own.place.number, own.place.shape, own.place.item)
        now = by_name.get(key) or by_name.get((own.place.part, own.place.shape, own.place.item))
        if now is not None:
            found[key] = now
    return found


def _hash(passage: Passage) -> str:
    return passage.text.partition(" ")[0]
