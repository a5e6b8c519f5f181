"""An own reader of packages: tells everything that is not whole. It shares nothing with the engine and knows no table of it."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
PAIRS = [("bookmarkStart", "bookmarkEnd"), ("permStart", "permEnd"), ("commentRangeStart", "commentRangeEnd")]
REVISIONS = ("ins", "del", "rPrChange", "pPrChange")
FIELD = re.compile(r"\b(?:REF|PAGEREF|NOTEREF)\s+(\S+)")
Tree = ElementTree.Element


def faults(content: bytes) -> list[str]:
    """Everything that is not whole in an Office file: ids that come twice, references that lead nowhere, tags left over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        members = {name: archive.read(name) for name in names}
    trees = {n: ElementTree.fromstring(c) for n, c in members.items() if n.endswith((".xml", ".rels"))}
    found = [f"{name} is in the package twice" for name, count in Counter(names).items() if count > 1]
    found += _package(members, trees)
    stories = {
        n: t
        for n, t in trees.items()
        if t.tag in (f"{W}document", f"{W}hdr", f"{W}ftr", f"{W}footnotes", f"{W}comments")
    }
    found += list(_word(stories, trees)) if stories else []
    for name, tree in trees.items():
        if tree.tag == f"{P}sld":
            found += _slide(name, tree)
    found += [*_deck(trees), *_own_parts(trees)]
    return [*found, *_left_over(members)]


def _package(members: dict[str, bytes], trees: dict[str, Tree]) -> Iterator[str]:
    types = trees["[Content_Types].xml"]
    typed = {e.get("PartName", "").lstrip("/") for e in types.iter(f"{TYPES}Override")}
    endings = {e.get("Extension", "").lower() for e in types.iter(f"{TYPES}Default")}
    for name in members:
        if name != "[Content_Types].xml" and name not in typed and name.rpartition(".")[2].lower() not in endings:
            yield f"{name} has no content type"
    yield from (f"{name} is typed and not there" for name in typed if name not in members)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            continue
        rels = relations(name, trees)
        for key, (target, external) in rels.items():
            if not external and target not in members:
                yield f"{name}: {key} leads to {target}, which is not there"
        for element in tree.iter():
            for attribute, value in element.attrib.items():
                if attribute.startswith(R) and value not in rels:
                    yield f"{name}: {element.tag} refers to {value}, which is no relationship"


def relations(name: str, trees: dict[str, Tree]) -> dict[str, tuple[str, bool]]:
    folder, _, base = name.rpartition("/")
    tree = trees.get(posixpath.join(folder, "_rels", base + ".rels"))
    found = {}
    for item in () if tree is None else tree.iter(f"{RELATIONS}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        found[item.get("Id", "")] = target, external
    return found


def twice(values: list[str], what: str) -> Iterator[str]:
    yield from (f"{what} {value!r} comes {count} times" for value, count in Counter(values).items() if count > 1)


def _word(stories: dict[str, Tree], trees: dict[str, Tree]) -> Iterator[str]:
    every = [element for tree in stories.values() for element in tree.iter()]

    def ids(tag: str, attribute: str) -> list[str]:
        return [e.get(attribute, "") for e in every if e.tag == tag and e.get(attribute) is not None]

    yield from twice(ids(f"{WP}docPr", "id"), "docPr")
    yield from twice([e.get("id", "") for e in every if e.tag.startswith(V) and e.get("id")], "the VML id")
    yield from twice([e.get(f"{O}spid", "") for e in every if e.get(f"{O}spid")], "the VML spid")
    names = ids(f"{W}bookmarkStart", f"{W}name")
    yield from twice([name.lower() for name in names], "the bookmark")
    yield from (f"the name of a bookmark is too long: {name}" for name in names if len(name) > 40)
    yield from twice(
        [e.get(f"{W}val", "") for p in every if p.tag == f"{W}sdtPr" for e in p if e.tag == f"{W}id"], "sdt"
    )
    yield from twice([e.get(f"{W}id", "") for e in every if e.tag in {W + n for n in REVISIONS}], "the revision")
    for start, end in PAIRS:
        starts, ends = ids(f"{W}{start}", f"{W}id"), ids(f"{W}{end}", f"{W}id")
        yield from twice(starts, start)
        yield from twice(ends, end)
        yield from (f"{start} {value} has no other half" for value in set(starts) ^ set(ends))
    anchors = ids(f"{W}hyperlink", f"{W}anchor") + [
        name for e in every if e.tag == f"{W}instrText" for name in FIELD.findall(e.text or "")
    ]
    yield from (f"a link leads to the bookmark {name}, which is not there" for name in anchors if name not in names)
    shapes = {e.get("id") for e in every if e.tag.startswith(V)}
    yield from (
        f"{e.get('type')} is no shape"
        for e in every
        if (e.get("type") or "").startswith("#") and (e.get("type") or "")[1:] not in shapes
    )
    yield from _notes(every, trees)


def _notes(every: list[Tree], trees: dict[str, Tree]) -> Iterator[str]:
    for kind in ("footnote", "endnote", "comment"):
        used = [e.get(f"{W}id", "") for e in every if e.tag == f"{W}{kind}Reference"]
        there = [
            e.get(f"{W}id", "") for t in trees.values() if t.tag == f"{W}{kind}s" for e in t if not e.get(f"{W}type")
        ]
        yield from twice(used, f"the reference to {kind}")
        yield from twice(there, kind)
        yield from (f"{kind} {value} is referred to and not there" for value in set(used) - set(there))
        yield from (f"{kind} {value} is there and not referred to" for value in set(there) - set(used))
    lists = {e.get(f"{W}numId") for t in trees.values() if t.tag == f"{W}numbering" for e in t if e.tag == f"{W}num"}
    numbers = {e.get(f"{W}val") for e in every if e.tag == f"{W}numId"} - {"0"}
    yield from (f"the list {number} is used and not there" for number in numbers - lists)


def _slide(name: str, tree: Tree) -> Iterator[str]:
    ids = [e.get("id", "") for e in tree.iter(f"{P}cNvPr")]
    yield from (f"{name}: {what}" for what in twice(ids, "the shape"))
    yield from (f"{name}: {what}" for what in twice([e.get("id", "") for e in tree.iter(f"{P}cTn")], "the step"))
    for table in tree.iter(f"{A}tbl"):
        for kind in ("rowId", "colId"):
            values = [e.get("val", "") for e in table.iter() if e.tag.endswith("}" + kind)]
            yield from (f"{name}: {what}" for what in twice(values, f"the {kind}"))
    targets = [e.get("spid", "") for e in tree.iter() if e.get("spid")]
    targets += [e.get("id", "") for e in tree.iter() if e.tag in (f"{A}stCxn", f"{A}endCxn")]
    yield from (f"{name}: the shape {value} is referred to and not there" for value in set(targets) - set(ids))


def _own_parts(trees: dict[str, Tree]) -> Iterator[str]:
    """A chart, a workbook of a chart, notes belong to one place; notes and slide name each other; nothing lies about."""
    reached, waiting = {""}, [""]
    users: dict[str, list[str]] = {}
    while waiting:
        part = waiting.pop()
        for target, external in relations(part, trees).values():
            if external:
                continue
            users.setdefault(target, []).append(part)
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name, tree in trees.items():
        if name.startswith(("ppt/", "word/")) and not name.endswith(".rels") and name not in reached:
            yield f"{name} lies in the package and nothing leads to it"
        if tree.tag == f"{C}chartSpace" and len(users.get(name, ())) > 1:
            yield f"{name} belongs to {users[name]}"
        if tree.tag == f"{P}notes":
            slides = [user for user in users.get(name, ()) if trees[user].tag == f"{P}sld"]
            back = [t for t, _ in relations(name, trees).values() if t in trees and trees[t].tag == f"{P}sld"]
            if len(slides) != 1 or back != slides:
                yield f"{name} belongs to {slides} and names {back}"


def _deck(trees: dict[str, Tree]) -> Iterator[str]:
    for name, tree in trees.items():
        if tree.tag != f"{P}presentation":
            continue
        entries = list(tree.iter(f"{P}sldId"))
        yield from twice([e.get("id", "") for e in entries], "the slide id")
        yield from twice([e.get(f"{R}id", "") for e in entries], "the relationship of a slide")
        known = {e.get("id") for e in entries}
        yield from (
            f"a section has the slide {e.get('id')}" for e in tree.iter(f"{P14}sldId") if e.get("id") not in known
        )
        listed = {relations(name, trees)[e.get(f"{R}id", "")][0] for e in entries}
        yield from (f"{n} is in no list of slides" for n, t in trees.items() if t.tag == f"{P}sld" and n not in listed)


def _left_over(members: dict[str, bytes]) -> Iterator[str]:
    for name, content in members.items():
        for mark in ("{{", "{%", "%7B%7B", "｛｛", *(chr(code) for code in range(0xE010, 0xE030))):
            if name.endswith((".xml", ".rels")) and mark.encode() in content:
                yield f"{name} still has {mark!r}"
