"""Reading a file: its parts are found by relationship, and each is read once. A file of which nothing can be read is an error."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from lxml import etree

from reportgen.documents.reading.names import A, P, R, W
from reportgen.documents.reading.objects import Objects
from reportgen.documents.reading.passage import TEXT_KINDS, FileText, Passage, Unread
from reportgen.documents.reading.relations import unknown_relations
from reportgen.documents.reading.slide_part import slide_passages
from reportgen.documents.reading.word_part import WordPart, WordStyles, alternatives, table_words
from reportgen.documents.reading.words import words_of
from reportgen.documents.word_numbering import Numbering
from reportgen.errors import InputError, Problem
from reportgen.findings import Place
from reportgen.ooxml.parsed_package import Opened
from reportgen.ooxml.relationships import DAMAGE

WORD, SLIDES = "word/document.xml", "ppt/presentation.xml"
_WORD_PARTS = ("header", "footer", "footnotes", "endnotes", "comments")
_DRAWINGS = (f"{W}drawing", f"{W}pict", f"{W}object")
_CORE = {"title", "subject", "creator", "description", "keywords", "category", "contentStatus"}
_APP = {"Company", "Manager"}
_WORD_CHARACTER = re.compile(r"\w")
_DEEPEST = 3  # files inside files


def read_file_text(name: str, content: "bytes | Opened") -> FileText:
    """Return everything that can be seen or heard in a .docx or .pptx, by whatever name its parts go.

    Raises an InputError for a file that holds neither a document nor slides, or that cannot be read to its end.
    """
    members = Opened.of(content, name)
    refuse_other_files(name, members)
    try:
        return _FileReader(name, members).read()
    except DAMAGE as error:
        hint = "open it in Office, repair it and save it again"
        raise InputError([Problem(name, None, None, f"is damaged: {error}", hint)]) from error


def refuse_other_files(name: str, members: Opened) -> None:
    """Raise an InputError for a package that is neither a document nor a presentation."""
    if WORD not in members and SLIDES not in members:
        what = "is a workbook" if "xl/workbook.xml" in members else "holds neither a Word document nor slides"
        raise InputError([Problem(name, None, None, what, "give a .docx or a .pptx")])


def passages(name: str, content: "bytes | Opened") -> list[Passage]:
    """Return the passages of a file in reading order."""
    return list(read_file_text(name, content).passages)


def text_of_file(name: str, content: "bytes | Opened") -> str:
    """Return the words of a file, a line a paragraph: text, notes, labels of charts, alternative texts."""
    return words_of_passages(passages(name, content))


def words_of_passages(found: Iterable[Passage]) -> str:
    """Return the words of passages, a line a paragraph."""
    kinds = set(TEXT_KINDS) - {"property", "label", "comment"}
    words = (passage.text for passage in found if passage.kind in kinds)
    return "\n".join(text for text in words if _WORD_CHARACTER.search(text))  # no dashes around a page number


class _FileReader:
    def __init__(self, name: str, members: Opened, place: Place | None = None, depth: int = 0) -> None:
        self.name = name
        self.members = members
        self.place = place or Place(name)
        self.depth = depth
        self.unread: list[Unread] = []

    def read(self) -> FileText:
        found = list(self._word() if WORD in self.members else self._deck())
        found += self._properties()
        self.unread += unknown_relations(self.place, self.members)
        self.unread += [Unread(passage.place, passage.text) for passage in found if passage.kind == "unread"]
        return FileText(tuple(unique([p for p in found if p.kind != "unread"])), tuple(self.unread))

    def _word(self) -> Iterator[Passage]:
        styles = WordStyles(self.members)
        numbering = Numbering(styles.lists())
        yield from self._word_part(WORD, replace(self.place, part="body"), styles, numbering)
        counts: Counter[str] = Counter()
        for item in self.members.arrows(WORD).items:
            kind = item.type.rpartition("/")[2]
            if item.external or item.target not in self.members:
                continue
            if kind in _WORD_PARTS:
                counts[kind] += 1
                number = counts[kind] if kind in ("header", "footer") else 0
                place = replace(self.place, part=kind, number=number)
                yield from self._word_part(item.target, place, styles, Numbering(styles.lists()))
            elif kind == "aFChunk":
                counts[kind] += 1
                yield from self._embedded(item.target, counts[kind])

    def _word_part(self, part: str, place: Place, styles: WordStyles, numbering: Numbering) -> Iterator[Passage]:
        root = self.members.tree(part)
        objects = Objects(part, self.members, self.unread, _DRAWINGS)

        def of_drawing(drawing: etree._Element, blank: Passage) -> Iterator[Passage]:
            yield from alternatives(drawing, replace(blank, kind="alt"))
            yield from objects.of(drawing, blank)

        kind = "comment" if place.part == "comments" else "text"
        yield from WordPart(place, part, styles, numbering, kind).passages(root, of_drawing)
        yield from table_words(root, Passage(place, "alt", "", part))

    def _deck(self) -> Iterator[Passage]:
        targets = {item.id: item.target for item in self.members.arrows(SLIDES).items}
        root = self.members.tree(SLIDES)
        entries = root.iterfind(f"{P}sldIdLst/{P}sldId")
        slides = [part for entry in entries if (part := targets.get(entry.get(f"{R}id", ""), "")) in self.members]
        for number, part in enumerate(slides, 1):
            yield from self._slide(number, part)
        yield from self._inherited(slides)
        for show in root.iter(f"{P}custShow"):
            shown = [
                slides.index(part) + 1
                for entry in show.iter(f"{P}sld")
                if (part := targets.get(entry.get(f"{R}id", ""), "")) in slides
            ]
            text = f"{show.get('name', '')}: {', '.join(map(str, shown))}"
            yield Passage(replace(self.place, part="custom show"), "order", text, SLIDES)

    def _slide(self, number: int, part: str) -> Iterator[Passage]:
        place = replace(self.place, part="slide", number=number)
        yield from self._shapes(part, place)
        for item in self.members.arrows(part).items:
            kind = item.type.rpartition("/")[2]
            if kind == "notesSlide" and item.target in self.members:
                yield from self._shapes(item.target, replace(place, region="notes"))
            elif kind == "comments" and item.target in self.members:
                yield from _slide_comments(
                    self.members.tree(item.target), replace(place, region="comments"), item.target
                )
        if self.members.tree(part).get("show") in ("0", "false"):
            yield Passage(replace(place, region="hidden"), "order", "hidden", part)

    def _shapes(self, part: str, place: Place, *, inherited: bool = False) -> Iterator[Passage]:
        objects = Objects(part, self.members, self.unread, (f"{P}sp", f"{P}pic", f"{P}graphicFrame", f"{P}grpSp"))
        yield from slide_passages(self.members.tree(part), place, part, objects.of, inherited=inherited)

    def _inherited(self, slides: list[str]) -> Iterator[Passage]:
        """What layouts and masters show on slides and notes: every one that is used, once."""
        layouts = dict.fromkeys(self._targets(slides, "slideLayout"))
        masters = dict.fromkeys(self._targets(layouts, "slideMaster"))
        notes = dict.fromkeys(self._targets([SLIDES], "notesMaster"))
        for name, parts in (("layout", layouts), ("master", masters), ("notes master", notes)):
            for number, part in enumerate(parts, 1):
                yield from self._shapes(part, replace(self.place, part=name, number=number), inherited=True)

    def _targets(self, parts: "list[str] | dict[str, None]", kind: str) -> Iterator[str]:
        for part in parts:
            target = self.members.arrows(part).target(kind)
            if target in self.members and target is not None:
                yield target

    def _properties(self) -> Iterator[Passage]:
        place = replace(self.place, part="file properties")
        for part, names in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP), ("docProps/custom.xml", None)):
            for element in self.members.tree(part) if part in self.members else ():
                label = element.get("name") or etree.QName(element).localname
                text = "".join(element.itertext()).strip()
                if label == "Application" and names is _APP:
                    yield Passage(replace(place, region=label), "program", text, part, label)
                if text and (names is None or label in names):
                    yield Passage(replace(place, region=label), "property", text, part, label)

    def _embedded(self, part: str, number: int) -> Iterator[Passage]:
        """A file that Word takes into the text when it opens it (altChunk)."""
        place = replace(self.place, part="embedded document", number=number)
        content = self.members[part].content
        if content[:2] == b"PK" and self.depth < _DEEPEST:
            inner = Opened.of(content, f"{self.name}, {part}")
            if WORD in inner:
                read = _FileReader(self.name, inner, place, self.depth + 1).read()
                yield from (
                    replace(one, place=replace(one.place, part=place.part, number=number), part=part)
                    for one in read.passages
                )
                self.unread += read.unread
                return
        lines = _plain_lines(part, content)
        if lines is None:
            self.unread.append(Unread(place, f"a file of another kind ({part})"))
        for line, text in enumerate(lines or (), 1):
            yield Passage(replace(place, paragraph=line), "text", text, part, f"paragraph {line}")


def _slide_comments(root: etree._Element, place: Place, part: str) -> Iterator[Passage]:
    """Comments of a slide, of the old kind (p:text) and of the new (paragraphs)."""
    texts = [element.text or "" for element in root.iter(f"{P}text")]
    texts += [words_of(paragraph) for paragraph in root.iter(f"{A}p")]
    for number, text in enumerate((text for text in texts if text.strip()), 1):
        yield Passage(replace(place, item=str(number)), "comment", text, part)


def _plain_lines(part: str, content: bytes) -> list[str] | None:
    """The lines of a text or a web page; None for what is neither."""
    ending = part.rpartition(".")[2].lower()
    if ending not in ("txt", "htm", "html", "xhtml", "mht"):
        return None
    text = content.decode("utf-8-sig", "replace")
    if ending != "txt":
        text = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", "", text)
        text = unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?i)<(?:/p|br|/tr|/h\d|/li|/td)\b[^>]*>", "\n", text)))
    return [line.strip() for line in text.splitlines() if line.strip()]


def unique(found: list[Passage]) -> Iterator[Passage]:
    """Yield the passages; those that would share a place are counted."""
    counts = Counter(str(passage.place) for passage in found)
    seen: Counter[str] = Counter()
    for passage in found:
        key = str(passage.place)
        if counts[key] == 1:
            yield passage
            continue
        seen[key] += 1
        place = passage.place
        alone = place.shape and not place.copy and not place.line and place.part != "slide"
        counted = replace(place, copy=seen[key]) if alone else replace(place, line=seen[key])
        yield replace(passage, place=counted)
