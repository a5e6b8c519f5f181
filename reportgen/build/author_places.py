"""Findings about slides at the place of their author: deck.yaml, line and field, with what would fit."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.build.mapping import Mapped
from reportgen.build.views.texts import TextRenderer
from reportgen.documents.boxes import Box
from reportgen.documents.slides import read_deck
from reportgen.documents.typeset.cell_numbers import cell_number
from reportgen.errors import InputError
from reportgen.findings import Finding, Place
from reportgen.load.yaml_files.author import AuthorFiles
from reportgen.model import Pack, Slide
from reportgen.model.numbers.marks import plain

_FILE = "deck.pptx"
_ROOM = ("G01", "G05")  # what has no room: it is for the author to shorten
_FOLLOWS = ("G02", "G05", "T03", "T06", "T07", "T11")  # what a text that does not fit brings with it
_NATURAL = 1.2  # the pitch of a line without one, as a share of its size
Path_ = tuple[str | int, ...]


def at_author(pack: Pack, pack_dir: Path, made: Mapped, findings: Iterable[Finding]) -> list[Finding]:
    """Return findings, those of text without room on a slide placed in the author's file, one a field."""
    findings = list(findings)
    document = made.documents.get("deck")
    if document is None or not document.origins or not any(map(_is_room, findings)):
        return findings
    boxes = {slide.number: slide.boxes for slide in read_deck(made.opened[_FILE]).slides}
    files, texts = AuthorFiles(pack_dir), TextRenderer(pack)
    found: list[Finding] = []
    told: set[Path_] = set()
    full = {finding.place.number for finding in findings if finding.rule == "G01" and _is_room(finding)}
    for finding in findings:
        if finding.rule in _FOLLOWS and finding.place.file == _FILE and finding.place.number in full:
            continue
        path, box = None, None
        if _is_room(finding) and finding.place.number <= len(document.origins):
            origin = document.origins[finding.place.number - 1]
            box = _box(finding, boxes.get(finding.place.number, ()))
            path = _field(pack, pack.slides[origin], origin, texts, box) if box is not None else None
        if path is None or box is None:
            found.append(finding)
        elif path not in told:
            told.add(path)
            found.append(_placed(finding, files, path, box))
    return found


def _is_room(finding: Finding) -> bool:
    return finding.rule in _ROOM and finding.place.file == _FILE and finding.place.number > 0


def _box(finding: Finding, boxes: Iterable[Box]) -> Box | None:
    """The box that a finding is about."""
    boxes = list(boxes)
    for box in boxes:
        frame = (round(box.x, 1), round(box.y, 1), round(box.width, 1), round(box.height, 1))
        if box.name == finding.place.shape and frame == finding.box:
            return box if box.text.strip() else next((one for one in boxes if _is_number_under(one, box)), None)
    return None


def _is_number_under(text: Box, chart: Box) -> bool:
    """Whether a box is the number that a chart stands over."""
    level = text.y < chart.bottom and chart.y < text.bottom
    return level and text.x < chart.x < text.right and cell_number(text.text) is not None


def _field(pack: Pack, slide: Slide, number: int, texts: TextRenderer, box: Box) -> Path_ | None:
    """The field of a slide that stands in a box: the longest text that is in it."""
    shown = _flat(box.text)
    if not shown:
        return None
    best: tuple[int, Path_] | None = None
    for path, text in _said(pack, slide, texts):
        if text and (text in shown or shown in text) and (best is None or len(text) > best[0]):
            best = len(text), ("slides", number, *path)
    return best[1] if best is not None else None


def _said(pack: Pack, slide: Slide, texts: TextRenderer) -> Iterator[tuple[Path_, str]]:
    """Yield every text that a slide prints, with the place of its field."""
    for path, value in _strings(slide.model_dump(exclude={"layout", "section", "notes"}), ()):
        if path[-1] == "fact" and value in pack.facts:
            shown = pack.facts[value].card()
            yield path, _flat(shown.before + shown.number + shown.unit + shown.after)
            continue
        try:
            yield path, _flat(texts(value, "", photos=()))
        except InputError:  # names of photos are told with the photos
            continue


def _strings(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list | tuple):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(inner, (*path, key))


def _flat(text: str) -> str:
    return "".join(plain(text).split())


def _placed(finding: Finding, files: AuthorFiles, path: Path_, box: Box) -> Finding:
    where, _, field = files.place(path).partition(", ")
    place = Place(where, field)
    number = path[-1] == "fact"
    shown = " ".join(box.text.split())
    what = (
        f"slide {finding.place.number}: “{shown}” fits in none of its sizes"
        if number
        else f"slide {finding.place.number}: {finding.what}"
    )
    hint = _NUMBER if number else _room_in_words(box)
    return replace(finding, place=place, what=what, hint=hint)


_NUMBER = "print the number in a larger unit or with fewer decimals, shorten its unit, leave out the figure beside it, or take fewer cards"


def _room_in_words(box: Box) -> str:
    """How much text a box takes, and how much is given."""
    sizes = [run.size for paragraph in box.paragraphs for run in paragraph.runs if run.text.strip()]
    if not sizes:
        return "shorten it"
    size = min(sizes)
    pitch = box.paragraphs[0].exact or size * _NATURAL
    lines = max(int((box.height - box.insets[1] - box.insets[3] + 1) / pitch), 1)
    narrow = sum(char.isascii() for char in box.text) > len(box.text) / 2
    room = int(box.inner_width / size) * (2 if narrow else 1)
    kind = "letters" if narrow else "characters"
    fits = f"1 line of {room} {kind} fits" if lines == 1 else f"{lines} lines of {room} {kind} fit"
    return f"{fits}, {len(''.join(box.text.split()))} {kind} are given; shorten it, or take a layout with more room"
