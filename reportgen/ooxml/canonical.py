"""Office files whatever their parts are called: each part under the name that Office gives it, strict files in transitional form.

The parts are found by relationship, as the standard says: Word Online calls the document word/document2.xml, others call it
anything. Parts that already have the usual name keep it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import ContentTypes, Relationship, Relationships, rels_name
from reportgen.ooxml.strict import MARK, transitional

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = (
    (re.compile(r"wordprocessingml|ms-word"), "word/document.xml"),
    (re.compile(r"presentationml|ms-powerpoint"), "ppt/presentation.xml"),
    (re.compile(r"spreadsheetml|ms-excel"), "xl/workbook.xml"),
)
# by relationship: the usual name, {} stands for the folder of the main part, # for a number
_USUAL = {
    "core-properties": "docProps/core.xml", "extended-properties": "docProps/app.xml", "custom-properties": "docProps/custom.xml",
    "styles": "{}/styles.xml", "numbering": "{}/numbering.xml", "settings": "{}/settings.xml", "fontTable": "{}/fontTable.xml",
    "header": "{}/header#.xml", "footer": "{}/footer#.xml", "footnotes": "{}/footnotes.xml", "endnotes": "{}/endnotes.xml",
    "comments": "{}/comments.xml", "theme": "{}/theme/theme#.xml", "slide": "{}/slides/slide#.xml",
    "notesSlide": "{}/notesSlides/notesSlide#.xml", "slideLayout": "{}/slideLayouts/slideLayout#.xml",
    "slideMaster": "{}/slideMasters/slideMaster#.xml", "notesMaster": "{}/notesMasters/notesMaster#.xml",
    "chart": "{}/charts/chart#.xml", "worksheet": "{}/worksheets/sheet#.xml", "sharedStrings": "{}/sharedStrings.xml",
}  # fmt: skip


def main_part(members: dict[str, Member]) -> str:
    """Return the part that the package is about; "" where no relationship leads to one."""
    return Relationships.of("", members).target("officeDocument") or ""


def canonical(members: dict[str, Member]) -> dict[str, Member]:
    """Return the members under their usual names and in transitional form; the same members where nothing is to be done."""
    if _is_strict(members):
        members = {name: _plain(member) for name, member in members.items()}
    names = dict(_renamed(members))
    return _under(names, members) if names else members


def _is_strict(members: dict[str, Member]) -> bool:
    """The relationships say so, or the main part, which lies under another form in some files."""
    main = members.get(main_part(members))
    root = members.get("_rels/.rels")
    return any(MARK in member.content[:8192] for member in (root, main) if member is not None)


def _plain(member: Member) -> Member:
    if not member.name.endswith((".xml", ".rels", ".vml")) or MARK not in member.content:
        return member
    return Member.of(member.name, transitional(member.content))


def _renamed(members: dict[str, Member]) -> Iterator[tuple[str, str]]:
    """Yield (name, usual name) of the parts that are called something else."""
    types = ContentTypes(members[_CONTENT_TYPES].content)
    main = main_part(members)
    usual = next((name for kind, name in _MAIN if kind.search(types.of(main) or "")), main)
    if main not in members:
        return
    taken = set(members)
    if usual != main:
        taken.add(usual)
        yield main, usual
    folder = usual.partition("/")[0]
    for item in _reached(main, members):
        pattern = _USUAL.get(item.type.rpartition("/")[2], "").format(folder)
        if not pattern or _usual(pattern).fullmatch(item.target):
            continue
        name = next(
            name
            for number in range(1, len(members) + 2)
            if (name := pattern.replace("#", str(number))) not in taken or "#" not in pattern
        )
        if name not in taken:
            taken.add(name)
            yield item.target, name


@lru_cache(maxsize=256)
def _usual(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\#", r"\d*"))


def _reached(main: str, members: dict[str, Member]) -> Iterator[Relationship]:
    """The relationships that lead from part to part, each part once, those of the main part first."""
    seen, waiting = {main}, ["", main]
    while waiting:
        part = waiting.pop(0)
        for item in Relationships.of(part, members).items:
            if not item.external and item.target in members and item.target not in seen:
                seen.add(item.target)
                waiting.append(item.target)
                yield item


def _under(names: dict[str, str], members: dict[str, Member]) -> dict[str, Member]:
    """The members under other names, and the relationships and types that follow."""
    types = ContentTypes(members[_CONTENT_TYPES].content)
    found: dict[str, Member] = {}
    for old, member in members.items():
        if old == _CONTENT_TYPES or old.endswith(".rels"):
            continue
        new = names.get(old, old)
        kind = types.of(old)
        if new != old:
            member = Member(new, *member.packed())
            types.drop(old)
            if kind:
                types.override(new, kind)
        found[new] = member
    for part in ("", *members):
        if rels_name(part) in members:
            items = [_moved(item, names) for item in Relationships.of(part, members).items]
            rels = Relationships(names.get(part, part), items).member()
            found[rels.name] = rels
    return {_CONTENT_TYPES: types.member(), **found}


def _moved(item: Relationship, names: dict[str, str]) -> Relationship:
    return item if item.external else Relationship(item.id, item.type, names.get(item.target, item.target))
