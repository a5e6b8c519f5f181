"""Random edits of finished files, as persons make them, each with what the file must say after any change of the numbers.

Every line of an edited file is a function of the lines that were printed. Applied to the lines of today it gives what a refresh must
write; the reader here is not that of the product.
"""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import docx
import pptx
from docx.shared import Pt, RGBColor
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_BESIDE = 6  # characters before a place by which it is found again
Line = Callable[[Sequence[str]], str]


@dataclass
class Edited:
    """An edited file: its lines as functions of the printed ones, what was typed, and what was done."""

    content: bytes
    lines: list[Line]
    plain: list[bool]  # lines that nobody touched
    typed: list[str] = field(default_factory=list)  # numbers that were typed over printed ones
    untyped: dict[Line, Line] = field(default_factory=dict)  # what would stand there if no number had been typed
    marks: list[str] = field(default_factory=list)  # words that a person wrote, each once
    done: list[str] = field(default_factory=list)


def lines_of(content: bytes) -> list[str]:
    """Return the paragraphs of a file: the body of a report, the slides of a deck with their notes, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/document.xml" in archive.namelist():
            return [text_of(p) for p in _paragraphs(etree.fromstring(archive.read("word/document.xml")), W)]
        return [
            text_of(p) for part in slide_parts(archive) for p in _paragraphs(etree.fromstring(archive.read(part)), A)
        ]


def keys_of(content: bytes) -> list[str]:
    """Return for each line of a deck where it stands: slide or notes, shape, count of the shape with this name, paragraph."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "word/document.xml" in archive.namelist():
            return []
        found: list[str] = []
        slide = 0
        for part in slide_parts(archive):
            slide += "notes" not in part
            root = etree.fromstring(archive.read(part))
            seen: dict[str, list[Any]] = {}
            for paragraph in _paragraphs(root, A):
                shape = next(paragraph.iterancestors(f"{P}sp", f"{P}graphicFrame"), root)
                named = next(shape.iter(f"{P}cNvPr"))
                own = seen.setdefault(str(named.get("name")), [])
                own.append(shape) if all(one is not shape for one in own) else None
                at = [p is paragraph for p in _paragraphs(shape, A)].index(True)
                copy = [one is shape for one in own].index(True)
                found.append(f"{slide} {'notes' in part} {named.get('name')} {copy} {at}")
        return found


def slide_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts of slides in their order, each with its notes."""
    targets = _targets(archive, "ppt/presentation.xml")
    found = []
    for entry in etree.fromstring(archive.read("ppt/presentation.xml")).iter(f"{P}sldId"):
        part = targets[entry.get(f"{R}id")]
        found.append(part)
        found += [name for name in _targets(archive, part).values() if "notesSlide" in name]
    return found


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str | None, str]:
    folder, _, base = part.rpartition("/")
    name = f"{folder}/_rels/{base}.rels"
    if name not in archive.namelist():
        return {}
    found = {}
    for item in etree.fromstring(archive.read(name)):
        target = item.get("Target", "")
        parts: list[str] = [] if target.startswith("/") else folder.split("/")
        for step in target.strip("/").split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step]
        found[item.get("Id")] = "/".join(parts)
    return found


def _paragraphs(root: Any, space: str) -> list[Any]:
    return [p for p in root.iter(f"{space}p") if next(p.iterancestors(FALLBACK), None) is None]


def text_of(paragraph: Any) -> str:
    """Return the words of a paragraph without those of boxes in it, of deletions and of fields for page numbers."""
    texts: list[str] = []
    counted = False
    for text in paragraph.iter(f"{W}t", f"{A}t", f"{W}instrText", f"{W}fldChar"):
        if text.tag == f"{W}instrText":
            counted = counted or "PAGEREF" in (text.text or "")
        elif text.tag == f"{W}fldChar" and text.get(f"{W}fldCharType") == "end":
            counted = False
        if counted or text.tag in (f"{W}instrText", f"{W}fldChar"):
            continue
        above = next((one for one in text.iterancestors() if one.tag in (f"{W}p", f"{A}p")), None)
        if above is paragraph and next(text.iterancestors(FALLBACK, f"{W}moveFrom", f"{A}fld"), None) is None:
            texts.append(text.text or "")
    return "".join(texts)


def _same(number: int) -> Line:
    return lambda lines: lines[number]


class Hand:
    """A person at work on one file."""

    def __init__(self, content: bytes, seed: int) -> None:
        self.random = random.Random(seed)
        self.word = zipfile.ZipFile(io.BytesIO(content)).namelist().count("word/document.xml") == 1
        self.file: Any = docx.Document(io.BytesIO(content)) if self.word else pptx.Presentation(io.BytesIO(content))
        self.base = lines_of(content)
        self.elements = self._elements()
        assert [text_of(one) for one in self.elements] == self.base
        self.lines: list[Line] = [_same(n) for n in range(len(self.base))]
        self.plain = [True] * len(self.base)
        self.result = Edited(b"", [], [])
        self._mark = 0

    def _elements(self) -> list[Any]:
        if self.word:
            return _paragraphs(self.file.element, W)
        found: list[Any] = []
        for slide in self.file.slides:
            found += _paragraphs(slide.element, A)
            if slide.has_notes_slide:
                found += _paragraphs(slide.notes_slide.element, A)
        return found

    def mark(self) -> str:
        """Return words that stand nowhere else."""
        self._mark += 1
        words = f"手改{chr(0x4E10 + self.random.randrange(400))}{chr(0x5B50 + self._mark)}"
        self.result.marks.append(words)
        return words

    def work(self, count: int) -> Edited:
        """Make some edits and return the file."""
        for _ in range(count):
            edit = self.random.choice(WORD_EDITS if self.word else DECK_EDITS)
            if edit(self):
                self.result.done.append(edit.__name__)
        out = io.BytesIO()
        self.file.save(out)
        self.result.content = out.getvalue()
        self.result.lines, self.result.plain = self.lines, self.plain
        return self.result

    def choose(self, fits: Callable[[int], bool]) -> int:
        """Return the number of a line that fits, or -1."""
        found = [n for n in range(len(self.elements)) if fits(n)]
        return self.random.choice(found) if found else -1

    def text(self, number: int) -> str:
        """Return what a line says now."""
        return self.lines[number](self.base)

    def set_text(self, number: int, start: int, end: int, words: str) -> None:
        """Replace characters of a line in its runs, as typing does."""
        at = 0
        for node in self.elements[number].iter(f"{W}t", f"{A}t"):
            if (
                next((o for o in node.iterancestors() if o.tag in (f"{W}p", f"{A}p")), None)
                is not self.elements[number]
            ):
                continue
            if next(node.iterancestors(FALLBACK, f"{A}fld"), None) is not None:
                continue
            text = node.text or ""
            low, high = max(start, at), min(end, at + len(text))
            if low < high or (start == end and at < start <= at + len(text)):
                node.text = text[: low - at] + words + text[max(high, low) - at :]
                node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve") if node.tag == f"{W}t" else None
                words = ""
            at += len(text)

    def is_prose(self, number: int) -> bool:
        """Return whether a line is a paragraph of text, outside of fields, that nobody has touched yet."""
        element = self.elements[number]
        fields = element.find(f".//{W}fldChar") is not None or element.find(f".//{W}fldSimple") is not None
        return (
            self.plain[number]
            and not fields
            and len(self.base[min(number, len(self.base) - 1)]) >= 0
            and len(self.text(number)) > 12
        )


def _slot(text: str, index: int) -> int:
    """The character after the n-th comma or stop, or the end."""
    places = [m.end() for m in re.finditer("[，。；]", text)]
    return places[index] if index < len(places) else len(text)


def append_words(hand: Hand) -> bool:
    """A remark at the end of a paragraph."""
    n = hand.choose(hand.is_prose)
    if n < 0:
        return False
    words, old = f"{hand.mark()}。", hand.lines[n]
    end = len(hand.text(n))
    hand.set_text(n, end, end, words)
    hand.lines[n], hand.plain[n] = (lambda lines: old(lines) + words), False
    return True


def insert_words(hand: Hand) -> bool:
    """Words after a comma."""
    n = hand.choose(lambda k: hand.is_prose(k) and "，" in hand.text(k)[:-1])
    if n < 0:
        return False
    words, old = f"{hand.mark()}，", hand.lines[n]
    index = hand.random.randrange(len(re.findall("[，。；]", hand.text(n))))
    at = _slot(hand.text(n), index)
    hand.set_text(n, at, at, words)

    beside = hand.text(n)[max(0, at - _BESIDE) : at]

    def line(lines: Sequence[str]) -> str:
        text = old(lines)
        place = text.index(beside) + len(beside) if text.count(beside) == 1 else _slot(text, index)
        return text[:place] + words + text[place:]

    hand.lines[n], hand.plain[n] = line, False
    return True


def reword(hand: Hand) -> bool:
    """Other words for a stretch without numbers."""
    n = hand.choose(lambda k: hand.is_prose(k) and bool(re.search(r"[一-龥]{4}，", hand.text(k))))
    if n < 0:
        return False
    match = hand.random.choice(list(re.finditer(r"[一-龥]{2}(?=，)", hand.text(n))))
    if re.search(r"[一二三四五六七八九十百千万亿两人元倍家种项个成以上余多近超不足左右]", match.group()):
        return False
    if re.search(r"[\d万亿千百]", hand.text(n)[max(0, match.start() - 2) : match.start()]):
        return False  # the unit of a number
    words, old, gone = hand.mark(), hand.lines[n], match.group() + "，"
    if hand.text(n).count(gone) != 1:
        return False
    hand.set_text(n, match.start(), match.end(), words)
    hand.lines[n], hand.plain[n] = (lambda lines: old(lines).replace(gone, words + "，", 1)), False
    return True


def retype_number(hand: Hand) -> bool:
    """Another number in the place of a printed one."""
    n = hand.choose(
        lambda k: (
            hand.plain[k] and bool(NUMBER.search(hand.text(k))) and hand.elements[k].find(f".//{W}fldChar") is None
        )
    )
    if n < 0:
        return False
    matches = list(NUMBER.finditer(hand.text(n)))
    k = hand.random.randrange(len(matches))
    match = matches[k]
    words, old = str(hand.random.randrange(7000, 9000)), hand.lines[n]
    hand.set_text(n, match.start(), match.end(), words)

    def line(lines: Sequence[str]) -> str:
        text = old(lines)
        found = list(NUMBER.finditer(text))
        at = found[min(k, len(found) - 1)]
        return text[: at.start()] + words + text[at.end() :]

    hand.lines[n], hand.plain[n] = line, False
    hand.result.typed.append(words)
    hand.result.untyped[line] = old
    return True


def add_paragraph(hand: Hand) -> bool:
    """A paragraph of the person's own, with a number of no fact."""
    n = hand.choose(lambda k: hand.is_prose(k) and not _in_table(hand.elements[k]))
    if n < 0:
        return False
    words = f"{hand.mark()}，走访了{hand.random.randrange(6100, 6900)}户。"
    made = deepcopy(hand.elements[n])
    nodes = list(made.iter(f"{W}t", f"{A}t"))
    for box in list(made.iter(f"{W}drawing", f"{W}pict", f"{A}fld")):
        return False if box.tag == f"{A}fld" else bool(box.getparent().remove(box))
    for at, node in enumerate(nodes):
        node.text = words if at == 0 else ""
    hand.elements[n].addnext(made)
    _insert(hand, n + 1, made, lambda lines: words)
    return True


def _insert(hand: Hand, at: int, element: Any, line: Line) -> None:
    hand.elements.insert(at, element)
    hand.lines.insert(at, line)
    hand.plain.insert(at, False)


def _in_table(element: Any) -> bool:
    return next(element.iterancestors(f"{W}tc", f"{A}tc", f"{W}txbxContent"), None) is not None


def _remove(hand: Hand, n: int) -> None:
    hand.elements[n].getparent().remove(hand.elements[n])
    del hand.elements[n], hand.lines[n], hand.plain[n]


def _is_free(hand: Hand, n: int) -> bool:
    element = hand.elements[n]
    holds = element.find(f".//{W}drawing") is not None or element.find(f".//{W}sectPr") is not None
    return hand.is_prose(n) and not _in_table(element) and not holds


def delete_paragraph(hand: Hand) -> bool:
    """A paragraph taken out."""
    n = hand.choose(lambda k: _is_free(hand, k) and _has_sister(hand.elements[k]))
    if n < 0:
        return False
    _remove(hand, n)
    return True


def _has_sister(element: Any) -> bool:
    return (
        element.getnext() is not None and element.getprevious() is not None and element.getprevious().tag == element.tag
    )


def delete_sentence(hand: Hand) -> bool:
    """A sentence taken out of a paragraph."""
    n = hand.choose(lambda k: hand.is_prose(k) and hand.text(k).count("。") > 1)
    if n < 0:
        return False
    index, old = hand.random.randrange(hand.text(n).count("。")), hand.lines[n]

    def line(lines: Sequence[str]) -> str:
        parts = re.findall("[^。]*。|[^。]+$", old(lines))
        return "".join(part for at, part in enumerate(parts) if at != index)

    parts = re.findall("[^。]*。|[^。]+$", hand.text(n))
    start = sum(map(len, parts[:index]))
    hand.set_text(n, start, start + len(parts[index]), "")
    hand.lines[n], hand.plain[n] = line, False
    return True


def split_paragraph(hand: Hand) -> bool:
    """A paragraph made two at a stop."""
    n = hand.choose(lambda k: _is_free(hand, k) and "。" in hand.text(k)[:-1])
    if n < 0:
        return False
    old, text = hand.lines[n], hand.text(n)
    index = hand.random.randrange(text[:-1].count("。"))
    at = [m.end() for m in re.finditer("。", text)][index]
    made = deepcopy(hand.elements[n])
    hand.elements[n].addnext(made)

    def place(lines: Sequence[str]) -> int:
        return [m.end() for m in re.finditer("。", old(lines))][index]

    _insert(hand, n + 1, made, lambda lines: old(lines)[place(lines) :])
    hand.set_text(n, at, len(text), "")
    hand.lines[n], hand.plain[n] = (lambda lines: old(lines)[: place(lines)]), False
    hand.set_text(n + 1, 0, at, "")
    return True


def join_paragraphs(hand: Hand) -> bool:
    """Two paragraphs made one."""
    n = hand.choose(
        lambda k: k + 1 < len(hand.elements) and _is_free(hand, k) and _is_free(hand, k + 1)
        and hand.elements[k].getnext() is hand.elements[k + 1]
    )  # fmt: skip
    if n < 0:
        return False
    one, other = hand.lines[n], hand.lines[n + 1]
    for child in list(hand.elements[n + 1]):
        if not str(child.tag).endswith(("}pPr", "}endParaRPr")):
            hand.elements[n].append(child)
    end = hand.elements[n].find(f"{A}endParaRPr")
    if end is not None:
        hand.elements[n].append(end)
    _remove(hand, n + 1)
    hand.lines[n], hand.plain[n] = (lambda lines: one(lines) + other(lines)), False
    return True


def move_paragraph(hand: Hand) -> bool:
    """A paragraph put elsewhere."""
    if not hand.word:
        return False
    n = hand.choose(lambda k: _is_free(hand, k) and _has_sister(hand.elements[k]))
    m = hand.choose(lambda k: _is_free(hand, k) and k not in (n, n - 1))
    if n < 0 or m < 0:
        return False
    element, line, plain, target = hand.elements[n], hand.lines[n], hand.plain[n], hand.elements[m]
    element.getparent().remove(element)
    del hand.elements[n], hand.lines[n], hand.plain[n]
    target.addnext(element)
    at = next(k for k, one in enumerate(hand.elements) if one is target)
    while (
        at + 1 < len(hand.elements)
        and next((o for o in hand.elements[at + 1].iterancestors() if o is target), None) is not None
    ):
        at += 1
    hand.elements.insert(at + 1, element)
    hand.lines.insert(at + 1, line)
    hand.plain.insert(at + 1, plain)
    return True


def cut_runs(hand: Hand) -> bool:
    """Runs cut anywhere, one half in colour."""
    n = hand.choose(lambda k: len(hand.text(k)) > 3)
    runs = [
        run
        for run in hand.elements[n].iter(f"{W}r", f"{A}r")
        if len("".join(t.text or "" for t in run.iter(f"{W}t", f"{A}t"))) > 1
    ]
    runs = [run for run in runs if len(list(run.iter(f"{W}t", f"{A}t"))) == 1 and len(list(run)) <= 2]
    if not runs:
        return False
    run = hand.random.choice(runs)
    copy = deepcopy(run)
    one, other = next(run.iter(f"{W}t", f"{A}t")), next(copy.iter(f"{W}t", f"{A}t"))
    at = hand.random.randrange(1, len(one.text))
    other.text, one.text = one.text[at:], one.text[:at]
    for node in (one, other):
        if node.tag == f"{W}t":
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(copy)
    return True


def colour(hand: Hand) -> bool:
    """A paragraph in red and large."""
    if hand.word:
        paragraph = hand.random.choice(hand.file.paragraphs)
        for run in paragraph.runs:
            run.font.color.rgb, run.font.size = RGBColor(200, 0, 0), Pt(15)
        return True
    shapes = [
        s
        for slide in hand.file.slides
        for s in slide.shapes
        if s.has_text_frame and s.element.find(f"{P}txBody") is not None and s.text_frame.text
    ]
    for paragraph in hand.random.choice(shapes).text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.bold = True
    return True


def comment(hand: Hand) -> bool:
    """A comment beside a paragraph."""
    paragraphs = [p for p in hand.file.paragraphs if p.runs]
    hand.file.add_comment(hand.random.choice(paragraphs).runs[0], text=hand.mark(), author="张三", initials="张")
    return True


def track(hand: Hand) -> bool:
    """An insertion and a deletion that are tracked and open."""
    n = hand.choose(lambda k: _is_free(hand, k) and len(hand.elements[k].findall(f"{W}r")) > 0)
    if n < 0:
        return False
    words, old = f"{hand.mark()}。", hand.lines[n]
    change = etree.SubElement(hand.elements[n], f"{W}ins")
    run = etree.SubElement(change, f"{W}r")
    etree.SubElement(run, f"{W}t").text = words
    gone = etree.SubElement(hand.elements[n], f"{W}del")
    run = etree.SubElement(gone, f"{W}r")
    etree.SubElement(run, f"{W}delText").text = "从前的话。"
    for number, one in enumerate((change, gone)):
        one.set(f"{W}id", str(5000 + 2 * len(hand.result.marks) + number))
        one.set(f"{W}author", "李四")
    hand.lines[n], hand.plain[n] = (lambda lines: old(lines) + words), False
    return True


def sort_rows(hand: Hand) -> bool:
    """Rows of a table in another order."""
    tables = [t for t in hand.file.element.iter(f"{W}tbl") if len(t.findall(f"{W}tr")) > 3]
    if not tables:
        return False
    table = hand.random.choice(tables)
    rows = table.findall(f"{W}tr")
    if any(row.find(f".//{W}vMerge") is not None for row in rows):
        return False
    body = rows[1:]
    hand.random.shuffle(body)
    for row in body:
        table.append(row)
    own = [(element, line, plain) for element, line, plain in zip(hand.elements, hand.lines, hand.plain, strict=True)]
    place = {id(element): at for at, element in enumerate(_paragraphs(hand.file.element, W))}
    own.sort(key=lambda one: place[id(one[0])])
    hand.elements = [one[0] for one in own]
    hand.lines, hand.plain = [one[1] for one in own], [one[2] for one in own]
    return True


def add_column(hand: Hand) -> bool:
    """A column of the person's own at the end of a table."""
    tables = [t for t in hand.file.tables if len(t.rows) > 2 and len(t.columns) > 1]
    if not tables or any(t._tbl.find(f".//{W}gridSpan") is not None for t in tables):
        return False
    table = hand.random.choice(tables)
    for row in table._tbl.findall(f"{W}tr"):
        cell = deepcopy(row.findall(f"{W}tc")[-1])
        words = hand.mark()
        for at, node in enumerate(list(cell.iter(f"{W}t"))):
            node.text = words if at == 0 else ""
        row.append(cell)
        paragraphs = _paragraphs(hand.file.element, W)
        for paragraph in cell.iter(f"{W}p"):
            at = next(k for k, one in enumerate(paragraphs) if one is paragraph)
            text = text_of(paragraph)
            _insert(hand, at, paragraph, lambda lines, text=text: text)  # type: ignore[misc]
    return True


def resize_picture(hand: Hand) -> bool:
    """A picture made smaller."""
    if hand.word:
        shapes = list(hand.file.inline_shapes)
        if not shapes:
            return False
        shape = hand.random.choice(shapes)
        shape.width, shape.height = int(shape.width * 0.8), int(shape.height * 0.8)
        return True
    shape = hand.random.choice([s for slide in hand.file.slides for s in slide.shapes])
    shape.left += 12700
    return True


def recolour_chart(hand: Hand) -> bool:
    """The first series of a chart in another colour."""
    charts = [
        s.chart for slide in hand.file.slides for s in slide.shapes if getattr(s, "has_chart", False) and s.has_chart
    ]
    if not charts:
        return False
    series = next(iter(hand.random.choice(charts).series), None)
    if series is None:
        return False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = pptx.dml.color.RGBColor(10, 120, 60)
    return True


def _slide_lines(hand: Hand, slide: Any) -> list[int]:
    own = {id(p) for p in _paragraphs(slide.element, A)}
    if slide.has_notes_slide:
        own |= {id(p) for p in _paragraphs(slide.notes_slide.element, A)}
    return [n for n, element in enumerate(hand.elements) if id(element) in own]


def move_slide(hand: Hand) -> bool:
    """A slide put elsewhere."""
    order = hand.file.slides._sldIdLst
    entry = hand.random.choice(list(order))
    at = hand.random.randrange(len(order))
    order.remove(entry)
    order.insert(at, entry)
    place = {id(element): n for n, element in enumerate(hand._elements())}
    own = sorted(zip(hand.elements, hand.lines, hand.plain, strict=True), key=lambda one: place[id(one[0])])
    hand.elements, hand.lines, hand.plain = [o[0] for o in own], [o[1] for o in own], [o[2] for o in own]
    return True


def hide_slide(hand: Hand) -> bool:
    """A slide hidden."""
    hand.random.choice(list(hand.file.slides)).element.set("show", "0")
    return True


def delete_slide(hand: Hand) -> bool:
    """A slide taken out."""
    order = hand.file.slides._sldIdLst
    if len(order) < 6 or "copy_slide" in hand.result.done:
        return False
    entry = hand.random.choice(list(order))
    slide = next(s for s in hand.file.slides if s.slide_id == int(entry.get("id")))
    for n in reversed(_slide_lines(hand, slide)):
        del hand.elements[n], hand.lines[n], hand.plain[n]
    hand.file.part.drop_rel(entry.get(f"{R}id"))
    order.remove(entry)
    return True


def copy_slide(hand: Hand) -> bool:
    """A slide copied to the end, without its notes."""
    slides = [s for s in hand.file.slides if not any(True for _ in s.element.iter(f"{P}graphicFrame", f"{P}pic"))]
    if not slides or "delete_slide" in hand.result.done:  # python-pptx would give the new part the name of another
        return False
    slide = hand.random.choice(slides)
    made = hand.file.slides.add_slide(slide.slide_layout)
    tree = made.shapes._spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in list(slide.shapes._spTree)[2:]:
        tree.append(deepcopy(shape))
    lines = [n for n, element in enumerate(hand.elements) if element in set(_paragraphs(slide.element, A))]
    for n, element in zip(lines, _paragraphs(made.element, A), strict=True):
        hand.elements.append(element)
        hand.lines.append(hand.lines[n])
        hand.plain.append(hand.plain[n])
    return True


def sort_slide_rows(hand: Hand) -> bool:
    """Rows of a table on a slide in another order."""
    tables = [s.table._tbl for slide in hand.file.slides for s in slide.shapes if s.has_table and len(s.table.rows) > 3]
    if not tables:
        return False
    table = hand.random.choice(tables)
    body = list(table.tr_lst)[1:]
    hand.random.shuffle(body)
    for row in body:
        table.append(row)
    place = {id(element): n for n, element in enumerate(hand._elements())}
    own = sorted(zip(hand.elements, hand.lines, hand.plain, strict=True), key=lambda one: place[id(one[0])])
    hand.elements, hand.lines, hand.plain = [o[0] for o in own], [o[1] for o in own], [o[2] for o in own]
    return True


def change_theme(hand: Hand) -> bool:
    """Another accent colour in the theme."""
    for part in hand.file.part.package.iter_parts():
        if "/theme/" in str(part.partname) and hasattr(part, "_blob"):
            part._blob = re.sub(rb'(<a:accent1><a:srgbClr val=")[0-9A-F]{6}', rb"\g<1>2E75B6", part._blob)
            return True
    return False


WORDS: list[Callable[[Hand], bool]] = [
    append_words, insert_words, reword, retype_number, add_paragraph, delete_paragraph, delete_sentence, split_paragraph,
    join_paragraphs, cut_runs, colour, resize_picture, change_theme,
]  # fmt: skip
WORD_EDITS = [*WORDS, move_paragraph, comment, track, sort_rows, add_column]
DECK_EDITS = [*WORDS, recolour_chart, move_slide, hide_slide, delete_slide, copy_slide, sort_slide_rows]
