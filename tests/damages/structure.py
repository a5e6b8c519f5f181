"""Damages of structure: what is taken out, and what changes its place."""

import random
import re
from collections.abc import Callable, Sequence

from lxml import etree

from reportgen.ooxml.relationships import Relationships
from tests.damages.file import A, Damage, File, P, R, W, texts, word_place, words

Kind = Callable[[File, random.Random], Damage | None]


def _paragraph(file: File, chance: random.Random) -> Damage | None:
    if file.is_deck:
        return None
    root = file.tree("word/document.xml")
    numbered = [
        (n, p) for n, p in enumerate(root.iter(f"{W}p"), 1) if p.getparent().tag == f"{W}body" and len(words(p)) > 10
    ]
    number, paragraph = chance.choice(numbered)
    paragraph.getparent().remove(paragraph)
    return Damage(f"without “{words(paragraph)[:30]}”", (f"paragraph {number}",))


def _row(file: File, chance: random.Random) -> Damage | None:
    row_tag = f"{A}tr" if file.is_deck else f"{W}tr"
    rows = [
        (p, place)
        for _, p, place in file.body()
        if next(p.iterancestors(row_tag), None) is not None and re.search(r"\d", words(p))
    ]
    if not rows:
        return None
    paragraph, place = chance.choice(rows)
    row = next(paragraph.iterancestors(row_tag))
    table = row.getparent()
    table.remove(row)
    return Damage("without a row", (place,))


def _slide(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    entries = list(file.tree("ppt/presentation.xml").iter(f"{P}sldId"))
    number = chance.randrange(1, len(entries))
    entry = entries[number]
    entry.getparent().remove(entry)
    arrows = Relationships.of("ppt/presentation.xml", file.members)
    arrows.items = [item for item in arrows.items if item.id != entry.get(f"{R}id")]
    rels = arrows.member()
    file.members[rels.name] = rels
    return Damage("without a slide", (f"slide {number + 1}",))


def _shape(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    shapes = [
        (number, shape) for number, part in enumerate(file.slides(), 1) for shape in file.tree(part).iter(f"{P}sp")
        if re.search(r"\d", "".join(t.text or "" for t in shape.iter(f"{A}t"))) and next(shape.iter(f"{A}fld"), None) is None
    ]  # fmt: skip
    number, shape = chance.choice(shapes)
    shape.getparent().remove(shape)
    return Damage("without a shape", (f"slide {number}",))


def _notes(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    found = [
        (n, p)
        for n, part in enumerate(file.slides(), 1)
        for notes in file.related(part, "notesSlide")
        for p in file.tree(notes).iter(f"{A}p")
        if len(words(p)) > 10
    ]
    if not found:
        return None
    number, paragraph = chance.choice(found)
    paragraph.getparent().remove(paragraph)
    return Damage("without a note", (f"slide {number}, notes",))


def _note_digit(file: File, chance: random.Random) -> Damage | None:
    if not file.is_deck:
        return None
    found = [
        (n, t) for n, part in enumerate(file.slides(), 1) for notes in file.related(part, "notesSlide")
        for p in file.tree(notes).iter(f"{A}p") for t in texts(p) if re.search(r"\d(?=[万亿%倍家个])", t.text or "")
    ]  # fmt: skip
    if not found:
        return None
    number, element = chance.choice(found)
    match = chance.choice(list(re.finditer(r"\d(?=[万亿%倍家个])", element.text)))
    digit = chance.choice([d for d in "123456789" if d != match.group()])
    element.text = element.text[: match.start()] + digit + element.text[match.end() :]
    return Damage(f"{match.group()} -> {digit} in a note", (f"slide {number}, notes",))


def _swap(pairs: Sequence[tuple[etree._Element, etree._Element, str, str]], chance: random.Random) -> Damage | None:
    if not pairs:
        return None
    one, other, here, there = chance.choice(pairs)
    one.text, other.text = other.text, one.text
    return Damage(f"“{one.text}” and “{other.text}” swapped", (here, there))


def _swapped_cells(file: File, chance: random.Random) -> Damage | None:
    """Two numbers of different rows of one table."""
    row_tag, cell_tag = (f"{A}tr", f"{A}tc") if file.is_deck else (f"{W}tr", f"{W}tc")
    cells = [
        (p, place)
        for _, p, place in file.body()
        if next(p.iterancestors(row_tag), None) is not None
        and len(texts(p)) == 1
        and re.fullmatch(r"[\d.,]+", words(p))
    ]
    pairs = []
    for one, here in cells:
        for other, there in cells:
            rows = [next(p.iterancestors(row_tag)) for p in (one, other)]
            columns = [
                list(row.iter(cell_tag)).index(next(p.iterancestors(cell_tag)))
                for row, p in zip(rows, (one, other), strict=True)
            ]
            same = rows[0].getparent() is rows[1].getparent() and columns[0] == columns[1]
            if same and rows[0] is not rows[1] and words(one) != words(other):
                pairs.append((texts(one)[0], texts(other)[0], here, there))
    return _swap(pairs, chance)


def _swapped_cards(file: File, chance: random.Random) -> Damage | None:
    """The numbers of two cards of a slide."""
    if not file.is_deck:
        return None
    pairs = []
    for number, part in enumerate(file.slides(), 1):
        cards: dict[str, list[etree._Element]] = {}
        for shape in file.tree(part).iter(f"{P}sp"):
            own = [t for t in shape.iter(f"{A}t") if t.text]
            if len(own) == 1 and re.search(r"\d", own[0].text) and len(own[0].text) < 12:
                name = shape.find(f"{P}nvSpPr/{P}cNvPr").get("name")
                cards.setdefault(name, []).append(own[0])
        for group in cards.values():
            pairs += [
                (a, b, f"slide {number}", f"slide {number}")
                for a in group
                for b in group
                if a is not b and a.text != b.text
            ]
    return _swap(pairs, chance)


def _drawings(file: File) -> list[tuple[etree._Element, str, str]]:
    """(blip, part, place) of the pictures."""
    parts = (
        [("word/document.xml", "body")]
        if not file.is_deck
        else [(part, f"slide {n}") for n, part in enumerate(file.slides(), 1)]
    )
    return [(blip, part, place) for part, place in parts for blip in file.tree(part).iter(f"{A}blip")]


def _without_picture(file: File, chance: random.Random) -> Damage | None:
    found = _drawings(file)
    if not found:
        return None
    blip, _, place = chance.choice(found)
    holder = next(blip.iterancestors(f"{W}drawing", f"{P}pic"), None)
    if holder is None:
        return None
    if not file.is_deck:
        root = file.tree("word/document.xml")
        paragraph = next(holder.iterancestors(f"{W}p"))
        place = word_place(root, paragraph, list(root.iter(f"{W}p")).index(paragraph) + 1)
        name = next(holder.iter("{*}docPr")).get("name", "")
        place = f"“{name}”"
    holder.getparent().remove(holder)
    return Damage("without a picture", (place,))


def _other_picture(file: File, chance: random.Random) -> Damage | None:
    from io import BytesIO

    from PIL import Image

    from reportgen.ooxml.package import Member

    found = _drawings(file)
    if not found:
        return None
    blip, part, place = chance.choice(found)
    targets = {item.id: item.target for item in Relationships.of(part, file.members).items}
    target = targets[blip.get(f"{R}embed", "")]
    data = BytesIO()
    Image.new("RGB", (640, 400), (chance.randrange(256), 90, 140)).save(data, "PNG")
    file.members[target] = Member.of(target, data.getvalue())
    if not file.is_deck:
        place = f"“{next(next(blip.iterancestors(f'{W}drawing')).iter('{*}docPr')).get('name', '')}”"
    return Damage("another picture", (place,))


def _cropped(file: File, chance: random.Random) -> Damage | None:
    found = _drawings(file)
    if not found:
        return None
    blip, _, place = chance.choice(found)
    crop = etree.Element(f"{A}srcRect")
    crop.set("b", str(chance.randrange(20, 60) * 1000))
    blip.addnext(crop)
    if not file.is_deck:
        place = f"“{next(next(blip.iterancestors(f'{W}drawing')).iter('{*}docPr')).get('name', '')}”"
    return Damage("half a picture", (place,))


KINDS: dict[str, Kind] = {
    "without a paragraph": _paragraph, "without a row": _row, "without a slide": _slide, "without a shape": _shape,
    "without a note": _notes, "a digit of a note": _note_digit, "two cells swapped": _swapped_cells, "two cards swapped": _swapped_cards,
    "without a picture": _without_picture, "another picture": _other_picture, "a cropped picture": _cropped,
}  # fmt: skip
