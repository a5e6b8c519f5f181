"""What a share leaves out of a pack, and what still refers to it: found by comparing the two."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.distribute.shares.redaction.texts import facts_in, sentences
from reportgen.load.table_names import column_names, row_names
from reportgen.model import (
    Fact,
    FigureBlock,
    HeadingBlock,
    Pack,
    PhotoBlock,
    Section,
    Slide,
    Table,
    TableBlock,
    TextBlock,
)
from reportgen.model.numbers.marks import plain
from reportgen.model.numbers.numerals import LARGEST, chinese_number

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_FORM = re.compile(r"\|\s*(\w+)")
_ASIDE = re.compile(r"（见\s*\{\{.*?\}\}\s*）")
_POINTS_BACK = re.compile(
    r"(其中|其余|其他|两者|二者|三者|前者|后者|两项|这|该|此|上述|以上|同期|分别|由此|因此|据此|与此|相比之下|"
    r"Of (these|which)|Both|The (former|latter)|This|These|They|It )"
)
_LEAST_NAME = 4  # characters of a name by which a text can be meant
_LISTS = ("cards", "items", "roles", "rows", "photos")


@dataclass(frozen=True)
class LeftOut:
    """Something that goes, or (`refers`) something that stays and refers to what is gone: where, and its words."""

    where: str
    text: str
    refers: bool = False


@dataclass(frozen=True)
class _Words:
    """How texts of a pack read, and the names of the facts that are hidden."""

    facts: Mapping[str, Fact]
    hidden: tuple[str, ...]

    def said(self, text: str) -> str:
        """Return a text as people read it."""
        return said(text, self.facts)

    def name_hidden(self, text: str) -> bool:
        """Return whether a text names a hidden fact."""
        return any(name in text for name in self.hidden)


def left_out(
    pack: Pack, share: Pack, chosen: Iterable[str], hidden: Iterable[str], shown: Iterable[str], *, deck: bool
) -> list[LeftOut]:
    """Return what a share does not have of the sections chosen, and what refers to it, in the order of the report or deck.

    A text that stays refers to a hidden fact where it names it and no fact that is shown has that name in its own.
    """
    seen = [name for key in shown if key in pack.facts for name in _names(pack.facts[key])]  # not numbers of its own
    found = {name for key in hidden for name in _names(pack.facts[key]) if len(name) >= _LEAST_NAME}
    words = _Words(pack.facts, tuple(sorted(name for name in found if not any(name in other for other in seen))))
    names = set(chosen)
    if deck:
        return list(_of_slides(pack, share, names, words))
    return [*_of_report(pack, share, names, words), *_of_tables(pack, share, names, words)]


def _names(fact: Fact) -> tuple[str, ...]:
    return tuple(name for name in (fact.label, fact.short) if name)


def said(text: str, facts: Mapping[str, Fact]) -> str:
    """Return a text of a pack for people: facts as they are printed, other tags as …."""

    def printed(match: re.Match[str]) -> str:
        keys = [key for key in facts_in(match.group()) if key in facts]
        form = _FORM.search(match.group())
        return "".join(_shown(facts[key], form.group(1) if form else "prose") for key in keys) or "…"

    return _TAG.sub(printed, text).strip()


def _shown(fact: Fact, form: str) -> str:
    try:
        return plain(fact.show(form))
    except ValueError:
        return fact.prose()


def _of_report(pack: Pack, share: Pack, names: set[str], words: _Words) -> Iterator[LeftOut]:
    there = {section.id: section for section in share.sections}
    for section in pack.sections:
        if section.id in names:
            where = f"section {section.id}"
            if section.id not in there:
                yield LeftOut(where, f"the whole section “{words.said(section.heading)}”")
                continue
            yield from _of_text(f"{where}, message", section.message, there[section.id].message, words)
            yield from _of_blocks(where, section, there[section.id], words)
    if pack.annex is not None:
        before = Section(id="annex", heading="", blocks=pack.annex.blocks)
        after = Section(id="annex", heading="", blocks=share.annex.blocks if share.annex else ())
        yield from _of_blocks("annex", before, after, words)


def _of_blocks(where: str, before: Section, after: Section, words: _Words) -> Iterator[LeftOut]:
    """Texts sentence by sentence, all other blocks by what they name."""
    kept = Counter(
        _bare(one) for block in after.blocks if isinstance(block, TextBlock) for one in sentences(block.text)
    )
    named = Counter(name for block in after.blocks if (name := _block_name(block)))
    for number, block in enumerate(before.blocks, 1):
        if isinstance(block, TextBlock):
            yield from _of_sentences(f"{where}, block {number}", block.text, kept, words)
        elif (name := _block_name(block)) and not named[name]:
            yield LeftOut(f"{where}, block {number}", words.said(name))


def _block_name(block: object) -> str:
    if isinstance(block, FigureBlock):
        return f"figure {block.figure}"
    if isinstance(block, TableBlock):
        return f"table {block.table}"
    if isinstance(block, PhotoBlock):
        return f"photo {block.photo}"
    return f"heading “{block.text}”" if isinstance(block, HeadingBlock) else ""


def _of_text(where: str, before: str, after: str, words: _Words) -> Iterator[LeftOut]:
    yield from _of_sentences(where, before, Counter(_bare(one) for one in sentences(after)), words)


def _of_sentences(where: str, text: str, kept: Counter[str], words: _Words) -> Iterator[LeftOut]:
    gone = False
    for sentence in sentences(text):
        if not kept[_bare(sentence)]:
            gone = True
            yield LeftOut(where, words.said(sentence))
        else:
            kept[_bare(sentence)] -= 1
            if (gone and _POINTS_BACK.match(sentence)) or words.name_hidden(sentence):
                yield LeftOut(where, words.said(sentence), refers=True)
            gone = False


def _bare(sentence: str) -> str:
    """A sentence without what redaction may change in it: its last mark, and an aside that points at a figure."""
    return _ASIDE.sub("", sentence).rstrip("；。\n")


def _of_tables(pack: Pack, share: Pack, names: set[str], words: _Words) -> Iterator[LeftOut]:
    blocks = [block for section in pack.sections if section.id in names for block in section.blocks]
    blocks += pack.annex.blocks if pack.annex else ()
    there = {block.table for block in share.blocks() if isinstance(block, TableBlock)}
    for block in blocks:
        if isinstance(block, TableBlock) and block.table in there:
            yield from _of_table(pack.tables[block.table], share.tables[block.table], words)


def _of_table(before: Table, after: Table, words: _Words) -> Iterator[LeftOut]:
    where = f"table {before.id}"
    for kind, names in (("column", column_names), ("row", row_names)):
        left = Counter(names(after, words.facts))
        yield from (LeftOut(where, f"{kind} “{name}”") for name in names(before, words.facts) if not left[name])
    yield from _naming(where, ("\n".join(row) for row in after.rows), words)
    yield from _of_text(f"{where}, note", before.note, after.note, words)
    yield from _counts(
        where, {"rows": len(before.rows)}, {"rows": len(after.rows)}, (before.caption, after.note), words
    )


def _of_slides(pack: Pack, share: Pack, names: set[str], words: _Words) -> Iterator[LeftOut]:
    kept: dict[tuple[str, str, str], list[Slide]] = {}
    for slide in share.slides:
        kept.setdefault(_key(slide), []).append(slide)
    current: str | None = None
    for number, slide in enumerate(pack.slides, 1):
        current = slide.section or current
        where = f"slide {number}"
        after = kept.get(_key(slide), [])
        if after:
            yield from _of_slide(where, slide, after.pop(0), words)
        elif current is None or current in names:
            yield LeftOut(where, f"the whole slide “{words.said(slide.title)}”")


def _key(slide: Slide) -> tuple[str, str, str]:
    return slide.layout, slide.kicker, slide.title


def _of_slide(where: str, before: Slide, after: Slide, words: _Words) -> Iterator[LeftOut]:
    name: Callable[[object], str]
    for kind, name in (("card", _label), ("item", _label), ("role", _label), ("row", _first), ("photo", str)):
        left = Counter(name(one) for one in getattr(after, f"{kind}s"))
        for one in getattr(before, f"{kind}s"):
            if not left[name(one)] and not (kind == "row" and len(before.columns) != len(after.columns) and after.rows):
                yield LeftOut(where, f"{kind} “{words.said(name(one))}”")
    yield from (LeftOut(where, f"column “{head}”") for head in before.columns if head not in after.columns)
    cards = ("\n".join((card.label, card.text or "", card.note, *card.lines)) for card in (*after.heroes, *after.cards))
    items = (f"{item.head}\n{item.text}" for item in (*after.items, *after.roles))
    rows = ("\n".join(row) for row in after.rows)
    yield from _naming(where, (after.title, after.lead or "", *cards, *items, *rows), words)
    yield from _of_text(f"{where}, notes", before.notes, after.notes, words)
    yield from _of_text(f"{where}, source line", before.source, after.source, words)
    sizes = [{name: len(getattr(slide, name)) for name in _LISTS} for slide in (before, after)]
    yield from _counts(where, sizes[0], sizes[1], (after.title, after.lead or "", *sentences(after.notes)), words)


def _naming(where: str, texts: Iterable[str], words: _Words) -> Iterator[LeftOut]:
    """Texts that stay and name a hidden fact."""
    yield from (LeftOut(where, words.said(text), refers=True) for text in texts if words.name_hidden(text))


def _counts(
    where: str, before: Mapping[str, int], after: Mapping[str, int], texts: Sequence[str], words: _Words
) -> Iterator[LeftOut]:
    """Texts that count what is no longer so many: 四项指标 over three rows."""
    numbers = {before[name] for name in before if 0 < after[name] < before[name] <= LARGEST}
    for number in numbers:
        counted = re.compile(rf"(?:{chinese_number(number)}|(?<!\d){number})(?:项|个|类|组|条|张|行|方面)")
        for text in texts:
            if counted.search(text):
                yield LeftOut(where, words.said(text), refers=True)


def _label(one: object) -> str:
    return str(getattr(one, "label", None) or getattr(one, "head", ""))


def _first(row: object) -> str:
    return str(row[0]) if isinstance(row, tuple) and row else ""
