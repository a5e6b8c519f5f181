"""Where the contents fields of a body are: the paragraphs from their beginning to their end."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.build.contents.switches import Switches, switches_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHAR, _CODE, _KIND = f"{W}fldChar", f"{W}instrText", f"{W}fldCharType"


@dataclass(frozen=True)
class ContentsField:
    """A contents field: its paragraphs, which are neighbours, and the runs that frame its entries."""

    switches: Switches
    paragraphs: tuple[etree._Element, ...]
    head: tuple[etree._Element, ...]  # the runs from the beginning of the field to the mark before its result
    end: etree._Element


@dataclass
class _Open:
    code: str = ""
    runs: tuple[etree._Element, ...] = ()
    separated: bool = False


def contents_fields(root: etree._Element) -> Iterator[ContentsField]:
    """Yield the contents fields of a body whose code is read here and whose paragraphs are neighbours."""
    around: list[_Open] = []
    for element in root.iter(_CHAR, _CODE):
        run = element.getparent()
        kind = element.get(_KIND)
        if kind == "begin":
            around.append(_Open())
        if not around or run is None:
            continue
        field = around[-1]
        if not field.separated and run not in field.runs:
            field.runs += (run,)
        if element.tag == _CODE and not field.separated:
            field.code += element.text or ""
        elif kind == "separate":
            field.separated = True
        elif kind == "end":
            around.pop()
            if field.separated and not any(other.separated for other in around):
                yield from _field(field, run)


def _field(field: _Open, end: etree._Element) -> Iterator[ContentsField]:
    switches = switches_of(field.code)
    first, last = field.runs[0].getparent(), end.getparent()
    if switches is None or first is None or last is None or not _is_run_of(first, (*field.runs,)):
        return
    paragraphs = [first]
    while paragraphs[-1] is not last:
        following = paragraphs[-1].getnext()
        if following is None or following.tag != f"{W}p":
            return
        paragraphs.append(following)
    yield ContentsField(switches, tuple(paragraphs), field.runs, end)


def _is_run_of(paragraph: etree._Element, runs: tuple[etree._Element, ...]) -> bool:
    return paragraph.tag == f"{W}p" and all(run.getparent() is paragraph for run in runs)


def contents_count(root: etree._Element) -> int:
    """Return how many fields of a body are contents, whether they are read here or not."""
    return sum((code.text or "").strip().upper().startswith("TOC") for code in root.iter(_CODE))


def unfold_simple(root: etree._Element) -> None:
    """Write contents fields that are one element as the runs that frame longer results."""
    for simple in list(root.iter(f"{W}fldSimple")):
        parent, code = simple.getparent(), simple.get(f"{W}instr", "")
        if parent is None or switches_of(code) is None:
            continue
        inner = [_mark("begin"), _code(code), _mark("separate"), *simple, _mark("end")]
        place = parent.index(simple)
        parent[place : place + 1] = inner


def _mark(kind: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, _CHAR, {_KIND: kind})
    return run


def _code(text: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    code = etree.SubElement(run, _CODE, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    code.text = text
    return run
