"""The rules on what slides say (T01 to T05): sizes, amount, titles, families."""

import re
from collections import Counter
from collections.abc import Iterator

from reportgen.check.places import on_box, on_slide
from reportgen.check.rules import RULES, Limits
from reportgen.check.slides.roles import is_body, is_furniture, is_source, is_title
from reportgen.documents.boxes import Box, Slide
from reportgen.documents.slides import Deck
from reportgen.findings import Finding

_SAYS = re.compile(
    "[0-9０-９一二三四五六七八九十百千万亿两双]|[达到增升降建设构推进入成为实现提超领先看是有无谋创促强优扩拓聚保稳破迈开启让以把向]"
)
_WEIGHT = re.compile(r"(?<=[ _-])(thin|extralight|light|demilight|medium|semibold|demibold|black|heavy)$", re.I)
_DIGITS = re.compile(r"\d[\d.,]*")


def large_enough(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """T01 and T02."""
    least, sizes = limits.of("T01")["deck"], limits.of("T02")
    for box in slide.boxes:
        smallest = min((run.size for p in box.paragraphs for run in p.runs if run.text.strip()), default=None)
        if smallest is None:
            continue
        if smallest < least:
            yield on_box("T01", file, box, f"text of {smallest:g} pt", f"nothing on a slide under {least:g} pt")
        elif box.kind == "cell" and smallest < sizes["table"]:
            yield on_box("T02", file, box, f"table text of {smallest:g} pt", f"at least {sizes['table']:g} pt")
        elif smallest < sizes["any"] and not is_source(box) and not is_furniture(box):
            yield on_box("T02", file, box, f"text of {smallest:g} pt", f"at least {sizes['any']:g} pt", "error")
        elif smallest < sizes["body"] and _is_body_style(box) and slide.layout not in RULES["T02"].exempt:
            yield on_box("T02", file, box, f"body text of {smallest:g} pt", f"at least {sizes['body']:g} pt")


def _is_body_style(box: Box) -> bool:
    return box.holder is not None and box.holder[0] in ("body", "obj") and 10 <= _index(box) <= 15


def _index(box: Box) -> int:
    return int(box.holder[1]) if box.holder is not None and box.holder[1].isdigit() else 0


def says_little(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """T03."""
    limit = limits.of("T03")
    if slide.layout in RULES["T03"].exempt:
        return
    bodies = [box for box in slide.boxes if is_body(box) and box.kind != "cell"]
    count = sum(len("".join(box.text.split())) for box in bodies)
    if count > limit["characters"]:
        level = "error" if count > limit["most"] else None
        yield on_slide("T03", file, slide, f"{count} characters of text", f"at most {limit['characters']:.0f}", level)  # type: ignore[arg-type]
    for box in bodies:
        items = [paragraph for paragraph in box.paragraphs if paragraph.text.strip()]
        if len(items) > limit["items"]:
            yield on_box("T03", file, box, f"{len(items)} items", f"at most {limit['items']:.0f}")
        for paragraph in items:
            lines = len(paragraph.lines(box.inner_width, autospace=0.2))
            length = len(paragraph.text.strip())
            if lines > limit["lines"]:
                yield on_box("T03", file, box, f"a paragraph of {lines} lines", f"at most {limit['lines']:.0f}")
            elif len(items) > 1 and length > limit["item"]:
                yield on_box("T03", file, box, f"an item of {length} characters", f"at most {limit['item']:.0f}")


def titles(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """T04."""
    limit = limits.of("T04")
    title = next((box for box in slide.boxes if is_title(box) and box.text.strip()), None)
    if title is None:
        yield on_slide("T04", file, slide, "has no title", "write the message of the slide as its title")
        return
    text = "".join(title.text.split())
    lines = sum(len(paragraph.lines(title.inner_width, autospace=0.2)) for paragraph in title.paragraphs)
    if lines > limit["lines"]:
        yield on_box("T04", file, title, f"the title has {lines} lines", "two at most")
    elif len(text) > limit["most"]:
        yield on_box("T04", file, title, f"the title has {len(text)} characters", f"at most {limit['most']:.0f}")
    elif _full_width(text) > limit["characters"]:
        yield on_box(
            "T04", file, title, f"the title is {_full_width(text):g} characters wide", "26 fit one line", "warning"
        )
    if text[0] in "“（":
        yield on_box("T04", file, title, f"the title begins with {text[0]}", "begin with a word", "warning")
    if text[-1] in "。.；;，,":
        yield on_box("T04", file, title, f"the title ends with {text[-1]}", "no stop after a title", "warning")
    if slide.layout not in RULES["T04"].exempt and not _SAYS.search(text):
        yield on_box("T04", file, title, "the title names a topic", "state the message, with verb or number", "warning")
    same = [other.number for other in deck.slides if other.number < slide.number and _title(other) == text]
    if same:
        yield on_box("T04", file, title, f"slide {same[0]} has the same title", "give each slide its own")


def _title(slide: Slide) -> str:
    return "".join(next((box.text for box in slide.boxes if is_title(box)), "").split())


def _full_width(text: str) -> float:
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text)


def few_faces(file: str, deck: Deck, slide: Slide, limits: Limits) -> Iterator[Finding]:
    """T05: of the content; a unit beside a number counts with the number."""
    limit = limits.of("T05")
    if slide.layout in RULES["T05"].exempt:
        return
    families: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    for box in slide.boxes:
        if not box.paragraphs:
            continue
        for paragraph in box.paragraphs:
            families.update(run.chinese for run in paragraph.runs if run.text.strip() and run.chinese)
        if is_body(box) and box.text.strip():
            numbers = [run.size for p in box.paragraphs for run in p.runs if _DIGITS.search(run.text)]
            everything = [run.size for p in box.paragraphs for run in p.runs if run.text.strip()]
            sizes[max(numbers or everything)] += 1
    if len(families) > limit["families"]:
        yield on_slide("T05", file, slide, f"{len(families)} families: {', '.join(sorted(families))}", "two at most")
    weights = {found for box in slide.boxes for found in _weights(box)}
    if len(weights) > limit["weights"]:
        told = ", ".join(sorted(weights))
        yield on_slide("T05", file, slide, f"{len(weights)} weights: {told}", f"{limit['weights']:.0f} at most")
    if len(sizes) > limit["sizes"]:
        told = ", ".join(f"{size:g}" for size in sorted(sizes))
        yield on_slide("T05", file, slide, f"{len(sizes)} sizes of text: {told}", f"{limit['sizes']:.0f} at most")


def _weights(box: Box) -> Iterator[str]:
    """A family may name its weight; what is bold has that of the bold cut."""
    for paragraph in box.paragraphs:
        for run in paragraph.runs:
            if run.text.strip():
                named = _WEIGHT.search(run.chinese or run.latin)
                yield ("bold " if run.bold else "") + (named.group().lower() if named else "regular")
