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
_LISTS = ("cards", "items", "roles", "rows", "photos")


@dataclass(frozen=True)
class LeftOut:
    """Something that goes, or (`refers`) something that stays and refers to what is gone: where, and its words."""

    where: str
    text: str
    refers: bool = False


def left_out(pack: Pack, share: Pack, chosen: Iterable[str], *, deck: bool) -> list[LeftOut]:
    """Return what a share does not have of the sections chosen, in the order of the report or of the deck."""
    names = set(chosen)
    if deck:
        return list(_of_slides(pack, share, names))
    return [*_of_report(pack, share, names), *_of_tables(pack, share, names)]


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


def _of_report(pack: Pack, share: Pack, names: set[str]) -> Iterator[LeftOut]:
    there = {section.id: section for section in share.sections}
    for section in pack.sections:
        if section.id in names:
            where = f"section {section.id}"
            if section.id not in there:
                yield LeftOut(where, f"the whole section “{said(section.heading, pack.facts)}”")
                continue
            yield from _of_text(f"{where}, message", section.message, there[section.id].message, pack.facts)
            yield from _of_blocks(where, section, there[section.id], pack)
    if pack.annex is not None:
        before = Section(id="annex", heading="", blocks=pack.annex.blocks)
        after = Section(id="annex", heading="", blocks=share.annex.blocks if share.annex else ())
        yield from _of_blocks("annex", before, after, pack)


def _of_blocks(where: str, before: Section, after: Section, pack: Pack) -> Iterator[LeftOut]:
    """Texts sentence by sentence, all other blocks by what they name."""
    kept = Counter(
        _bare(one) for block in after.blocks if isinstance(block, TextBlock) for one in sentences(block.text)
    )
    named = Counter(name for block in after.blocks if (name := _block_name(block)))
    for number, block in enumerate(before.blocks, 1):
        if isinstance(block, TextBlock):
            yield from _of_sentences(f"{where}, block {number}", block.text, kept, pack.facts)
        elif (name := _block_name(block)) and not named[name]:
            yield LeftOut(f"{where}, block {number}", said(name, pack.facts))


def _block_name(block: object) -> str:
    if isinstance(block, FigureBlock):
        return f"figure {block.figure}"
    if isinstance(block, TableBlock):
        return f"table {block.table}"
    if isinstance(block, PhotoBlock):
        return f"photo {block.photo}"
    return f"heading “{block.text}”" if isinstance(block, HeadingBlock) else ""


def _of_text(where: str, before: str, after: str, facts: Mapping[str, Fact]) -> Iterator[LeftOut]:
    yield from _of_sentences(where, before, Counter(_bare(one) for one in sentences(after)), facts)


def _of_sentences(where: str, text: str, kept: Counter[str], facts: Mapping[str, Fact]) -> Iterator[LeftOut]:
    gone = False
    for sentence in sentences(text):
        if not kept[_bare(sentence)]:
            gone = True
            yield LeftOut(where, said(sentence, facts))
        else:
            kept[_bare(sentence)] -= 1
            if gone and _POINTS_BACK.match(sentence):
                yield LeftOut(where, said(sentence, facts), refers=True)
            gone = False


def _bare(sentence: str) -> str:
    """A sentence without what redaction may change in it: its last mark, and an aside that points at a figure."""
    return _ASIDE.sub("", sentence).rstrip("；。\n")


def _of_tables(pack: Pack, share: Pack, names: set[str]) -> Iterator[LeftOut]:
    blocks = [block for section in pack.sections if section.id in names for block in section.blocks]
    blocks += pack.annex.blocks if pack.annex else ()
    there = {block.table for block in share.blocks() if isinstance(block, TableBlock)}
    for block in blocks:
        if isinstance(block, TableBlock) and block.table in there:
            yield from _of_table(pack.tables[block.table], share.tables[block.table], pack)


def _of_table(before: Table, after: Table, pack: Pack) -> Iterator[LeftOut]:
    where = f"table {before.id}"
    for kind, names in (("column", column_names), ("row", row_names)):
        left = Counter(names(after, pack.facts))
        yield from (LeftOut(where, f"{kind} “{name}”") for name in names(before, pack.facts) if not left[name])
    yield from _of_text(f"{where}, note", before.note, after.note, pack.facts)
    yield from _counts(
        where, {"rows": len(before.rows)}, {"rows": len(after.rows)}, (before.caption, after.note), pack.facts
    )


def _of_slides(pack: Pack, share: Pack, names: set[str]) -> Iterator[LeftOut]:
    kept: dict[tuple[str, str, str], list[Slide]] = {}
    for slide in share.slides:
        kept.setdefault(_key(slide), []).append(slide)
    current: str | None = None
    for number, slide in enumerate(pack.slides, 1):
        current = slide.section or current
        where = f"slide {number}"
        after = kept.get(_key(slide), [])
        if after:
            yield from _of_slide(where, slide, after.pop(0), pack.facts)
        elif current is None or current in names:
            yield LeftOut(where, f"the whole slide “{said(slide.title, pack.facts)}”")


def _key(slide: Slide) -> tuple[str, str, str]:
    return slide.layout, slide.kicker, slide.title


def _of_slide(where: str, before: Slide, after: Slide, facts: Mapping[str, Fact]) -> Iterator[LeftOut]:
    name: Callable[[object], str]
    for kind, name in (("card", _label), ("item", _label), ("role", _label), ("row", _first), ("photo", str)):
        left = Counter(name(one) for one in getattr(after, f"{kind}s"))
        for one in getattr(before, f"{kind}s"):
            if not left[name(one)] and not (kind == "row" and len(before.columns) != len(after.columns) and after.rows):
                yield LeftOut(where, f"{kind} “{said(name(one), facts)}”")
    yield from (LeftOut(where, f"column “{head}”") for head in before.columns if head not in after.columns)
    yield from _of_text(f"{where}, notes", before.notes, after.notes, facts)
    yield from _of_text(f"{where}, source line", before.source, after.source, facts)
    sizes = [{name: len(getattr(slide, name)) for name in _LISTS} for slide in (before, after)]
    yield from _counts(where, sizes[0], sizes[1], (after.title, after.lead or "", *sentences(after.notes)), facts)


def _counts(
    where: str, before: Mapping[str, int], after: Mapping[str, int], texts: Sequence[str], facts: Mapping[str, Fact]
) -> Iterator[LeftOut]:
    """Texts that count what is no longer so many: 四项指标 over three rows."""
    numbers = {before[name] for name in before if 0 < after[name] < before[name] <= LARGEST}
    for number in numbers:
        counted = re.compile(rf"(?:{chinese_number(number)}|(?<!\d){number})(?:项|个|类|组|条|张|行|方面)")
        for text in texts:
            if counted.search(text):
                yield LeftOut(where, said(text, facts), refers=True)


def _label(one: object) -> str:
    return str(getattr(one, "label", None) or getattr(one, "head", ""))


def _first(row: object) -> str:
    return str(row[0]) if isinstance(row, tuple) and row else ""
