"""The search of a finished file: every part of the package, by value in all its forms; what it finds must not be sent."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.distribute.shares.redaction.hidden_numbers import HiddenNumbers, Hit
from reportgen.edition.file_map import NAMESPACE, texts_in_map
from reportgen.ooxml.package import Member, read_package
from reportgen.ooxml.relationships import parse_xml

_TEXTS = (".xml", ".rels", ".svg", ".vml", ".txt", ".html", ".htm")
_PACKAGES = (".xlsx", ".docx", ".pptx", ".xlsm")
_BREAKS = re.compile(r"</(?:\w+:)?(?:p|v|si|is|f|text|formatCode|comment|author)>|<(?:\w+:)?(?:br|cr|tab)\b[^>]*/>")
_EVERY_END = re.compile(r"</[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r"<(?:c:)?v>([^<]*)</(?:c:)?v>")
_SHARED = re.compile(r"(<c\b[^>]*\bt=\"s\"[^>]*>\s*)<v>\d+</v>")
_ATTRIBUTE = re.compile(r"\b(?:descr|title|tooltip|string|alt|name|label|author|Target)=\"([^\"]+)\"")
_NUMERAL = re.compile("[0-9０-９①-⑨一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾]")
_NEAR = 3  # lines before and after one in which a card or row may name its number
_KEPT_PARTS = 400


@dataclass(frozen=True)
class _Line:
    """A paragraph, cell, value or attribute of a part; `data` marks a value of a chart or of a workbook."""

    text: str
    data: bool = False


@dataclass(frozen=True)
class Leak:
    """A hidden number in a finished file: the fact, how it stands there, in which part, in which line."""

    fact_id: str
    text: str
    part: str
    line: str


_LINES: dict[tuple[str, int, int], tuple[_Line, ...]] = {}  # of parts that many files share


def leaks(members: Iterable[Member], numbers: HiddenNumbers) -> Iterator[Leak]:
    """Yield the hidden numbers of a package, parts inside of parts too."""
    for member in members:
        if member.name.endswith(_PACKAGES):
            inner = read_package(member.content, member.name)
            for leak in leaks(inner.values(), numbers):
                yield Leak(leak.fact_id, leak.text, f"{member.name} > {leak.part}", leak.line)
        elif member.name.endswith(_TEXTS):
            lines = lines_of(member)
            for at, line in enumerate(lines):
                if numbers.may_hold(line.text):
                    yield from _of_line(member.name, lines, at, numbers)


def _of_line(part: str, lines: tuple[_Line, ...], at: int, numbers: HiddenNumbers) -> Iterator[Leak]:
    line = lines[at]
    context = "\n".join(one.text for one in lines[max(0, at - _NEAR) : at + _NEAR + 1])
    for hit in numbers.hits(line.text, context, data=line.data):
        if not hit.like and not _is_an_index(line, hit):
            yield Leak(hit.fact_id, hit.text, part, line.text)


def _is_an_index(line: _Line, hit: Hit) -> bool:
    """A digit that stands alone counts something: the first card, the second row."""
    return not line.data and line.text.strip() == hit.text and len(hit.text) == 1


def lines_of(member: Member) -> tuple[_Line, ...]:
    """Return what a part holds that can hold a number; parts that come from a template are read once."""
    key = (member.name, member.crc, member.size)
    if key not in _LINES:
        if len(_LINES) >= _KEPT_PARTS:
            _LINES.pop(next(iter(_LINES)))
        _LINES[key] = tuple(_read(member.name, member.content))
    return _LINES[key]


def _read(name: str, content: bytes) -> Iterator[_Line]:
    if name.startswith("customXml/") and NAMESPACE.encode() in content and b"<ds:" not in content:
        yield from _lines(texts_in_map(parse_xml(content)))  # packed: what the map repeats of the file
    text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    yield from _lines(_ATTRIBUTE.findall(text))
    if "/worksheets/" in name or name.startswith("xl/"):
        text = _SHARED.sub(r"\1", text)
    yield from (_Line(value, data=True) for value in _VALUE.findall(text) if _NUMERAL.search(value))
    breaks = _EVERY_END if name.startswith(("docProps/", "customXml/")) else _BREAKS
    yield from _lines(_TAG.sub("", breaks.sub("\n", _VALUE.sub("", text))).split("\n"))


def _lines(texts: Iterable[str]) -> Iterator[_Line]:
    """The texts that hold a numeral, and those beside them, which may name it."""
    for text in texts:
        if text and not text.isspace():
            yield _Line(html.unescape(text) if "&" in text else text)
