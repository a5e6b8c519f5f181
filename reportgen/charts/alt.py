"""Alternative texts: the kind of figure, what it compares, its values with their bounds, and its message, in at most 120 characters.

No fact is left out to save room: the message is cut first, and long columns give their ends and extremes. Nothing is added to
reach a length, and nothing is said twice.
"""

import re
from collections.abc import Iterable, Sequence

from reportgen.charts.data import DataSeries, FactsById, FigureData, data_of
from reportgen.charts.kinds import KINDS
from reportgen.model import Fact, Figure
from reportgen.model.numbers.marks import plain

LONGEST = 120
_ENGLISH = {
    "各系列首末值": "first and last values of each series", "首末值、最高值和最低值": "first, last, highest and lowest values",
    "首末值": "first and last values", "其余见图": "the rest is in the figure", "斜线部分为上限": "The hatched part is an upper bound",
    "实心部分绘至下限": "The solid part ends at the lower bound", "为": " at ", "基期": "base", "的": " ",
    "：": " – ", "，": ", ", "；": "; ", "。": ". ", "（": " (", "）": ")", "、": ", ",
}  # fmt: skip
_SHORT = 40  # characters up to which the caption, the note and what is hatched find room


def alt_text(data: FigureData) -> str:
    """Return the alternative text of a figure."""
    kind = KINDS[data.figure.kind]
    chinese = _is_chinese(data)
    name = kind.label if chinese else kind.english.capitalize()
    text = _of_single(data, name) if kind.takes in ("facts", "tiers", "panels") else _of_columns(data, name)
    return text if chinese else _in_english(text)


def _is_chinese(data: FigureData) -> bool:
    """Whether a figure says anything in Chinese; one without words is of a Chinese pack."""
    figure = data.figure
    names = [*data.categories, *(series.name for series in data.series), *(event.text for event in figure.events)]
    units = [data.unit, *(series.unit for series in data.series)]
    said = "".join([plain(figure.caption), plain(figure.message), data.head, *names, *units])
    return not said or re.search("[\u4e00-\u9fff]", said) is not None


def _in_english(text: str) -> str:
    for chinese, english in _ENGLISH.items():
        text = text.replace(chinese, english)
    text = text.strip()
    return text if len(text) <= LONGEST else _cut(text, (", ", "; ", ". "))


def _of_single(data: FigureData, name: str) -> str:
    figure, facts = data.figure, data.facts
    message = plain(figure.message).rstrip("。")
    caption = plain(figure.caption)
    text = f"{name}，{_values(figure, facts, members=True)}。"
    if len(text) > LONGEST:
        text = f"{name}，{_values(figure, facts, members=False)}。"
    if message and len(text) + len(message) + 1 <= LONGEST:
        text += f"{message}。"
    elif message and LONGEST - len(text) > 12:
        text += message[: LONGEST - len(text) - 1] + "…"
    if len(text) < _SHORT and caption and caption not in text:
        text = f"{caption}。{text}"
    for more in (plain(figure.note), _drawn(figure, facts)):
        sentence = f"{more.rstrip('。')}。"
        if more and len(text) < _SHORT and sentence not in text:
            text += sentence
    return text if len(text) <= LONGEST else _cut(text)


def _cut(text: str, signs: Sequence[str] = ("，", "；", "。")) -> str:
    """The text as far as there is room; no number is cut in two."""
    kept = text[: LONGEST - 1]
    return kept[: max(1, *map(kept.rfind, signs))] + "…"


def _of_columns(data: FigureData, name: str) -> str:
    """Values of columns: all while they are few, otherwise the ends and extremes of each series, with their bounds."""
    figure = data.figure
    message, caption = plain(figure.message).rstrip("。"), plain(figure.caption) or figure.head or ""
    values = _columns(data) if data.series else "；".join(f"{event.when}{event.text}" for event in figure.events)
    text = f"{name}，{values}。"
    if len(text) > LONGEST:
        text = _cut(text)
    for more in (message, caption):
        if more and more not in text and len(text) + len(more) + 1 <= LONGEST:
            text += f"{more.rstrip('。')}。"
    return text


def _columns(data: FigureData) -> str:
    every = "；".join(_column(data, column, range(len(column.points))) for column in data.series)
    if len(every) <= LONGEST - 10:
        return every
    told = ["各系列首末值"]
    for points, which in ((_ends_and_extremes, "首末值、最高值和最低值"), (_ends, "首末值")):
        size = f"{which}：" + "；".join(_column(data, column, points(column)) for column in data.series)
        if len(size) <= LONGEST - 10:
            return size
    for column in sorted(data.series, key=lambda column: not column.highlight):
        more = _column(data, column, _ends(column))
        if sum(map(len, told)) + len(more) > LONGEST - 20:
            told.append("其余见图")
            break
        told.append(more)
    return "；".join(told)


def _ends(column: DataSeries) -> list[int]:
    known = [n for n, cell in enumerate(column.points) if cell.value is not None]
    return sorted({known[0], known[-1]}) if known else []


def _ends_and_extremes(column: DataSeries) -> list[int]:
    values = {n: cell.value for n, cell in enumerate(column.points) if cell.value is not None}
    if not values:
        return []
    return sorted({*_ends(column), max(values, key=lambda n: values[n]), min(values, key=lambda n: values[n])})


def _column(data: FigureData, column: DataSeries, points: Iterable[int]) -> str:
    unit = "" if "=" in (column.unit or data.unit) else column.unit or data.unit
    said = []
    for n in points:
        cell, name = column.points[n], data.categories[n]
        if cell.value is not None:
            value = cell.said or cell.shown + ("" if cell.shown.endswith(unit) else unit)
            said.append(f"{name}{'为' if name[-1:].isdigit() else ''}{value}")
    return f"{column.name}：" + "，".join(said)


def _drawn(figure: Figure, facts: FactsById) -> str:
    bounds = {facts[key].bound for key in figure.fact_ids()}
    upper = "斜线部分为上限。" if bounds & {"lt", "le"} else ""
    return upper + ("实心部分绘至下限。" if bounds & {"gt", "ge"} else "")


def _values(figure: Figure, facts: FactsById, members: bool) -> str:
    if figure.panels:
        return "；".join(_values(panel, facts, members) for panel in figure.panels)
    if figure.tiers:
        return "；".join(_tier(tier.label, facts[tier.fact], members) for tier in figure.tiers)
    if not figure.facts:
        data = data_of(figure, facts)
        return _columns(data) if data.series else "；".join(f"{event.when}{event.text}" for event in figure.events)
    shown = [facts[key] for key in figure.facts]
    head = figure.head or shown[0].short or shown[0].label
    return f"{head}：" + "，".join(_value(figure, fact) for fact in shown)


def _value(figure: Figure, fact: Fact) -> str:
    given = figure.labels.get(fact.id, fact.when())
    if fact.kind == "index" and fact.base is not None:
        return f"{given}为{fact.base.label or '基期'}的{fact.prose()}"
    if given == "—":
        return fact.prose()
    name = fact.as_target(given)
    last = name[-1:]
    between = "为" if last.isdigit() else " " * (last.isascii() and last.isalpha())  # else two numbers would be one
    return f"{name}{between}{fact.prose()}"


def _tier(label: str, fact: Fact, members: bool) -> str:
    number = fact.prose() if fact.value is not None else ""
    listing = fact.listing() if members or not number else ""
    return f"{label}{number}" + (f"（{listing}）" if listing else "")
