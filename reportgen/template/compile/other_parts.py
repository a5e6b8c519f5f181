"""Parts beside the text and the slides that may hold tags: layouts, masters, SmartArt, comments of slides, properties, settings.

What stands in them is filled with the values of the whole file. Where a tag cannot be filled, a finding says where it is left.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from reportgen.errors import Problem
from reportgen.findings import Finding, Place
from reportgen.ooxml.formats import is_strict, parse_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships
from reportgen.template.compile.addresses import take_addresses
from reportgen.template.compile.compiler import Compiler
from reportgen.template.compile.slides.slide import compile_slide
from reportgen.template.program.notices import TAGS_READ
from reportgen.template.program.program import Program
from reportgen.template.tags.grammar import SLIDES, WORD, A, P, W
from reportgen.template.tags.lexer import decoded_address, has_tag, may_have_tag

_DSP = "http://schemas.microsoft.com/office/drawing/2008/diagram"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_CDR = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/"
_PROPERTIES = {
    "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}coreProperties",
    f"{{{_DOCUMENT}extended-properties}}Properties",
    f"{{{_DOCUMENT}custom-properties}}Properties",
}
_FRAMES = {f"{{{P}}}{name}" for name in ("sldLayout", "sldMaster", "notesMaster", "handoutMaster")}
_DRAWN = {f"{{{_DSP}}}drawing", f"{{{_DGM}}}dataModel", f"{{{_C}}}userShapes", f"{{{_CDR}}}drawing"}
_PLAIN = {f"{{{W}}}settings": "settings", f"{{{P}}}presentation": "presentation", f"{{{P}}}cmLst": "comments"}
_UNSEEN = (
    "tags here are not read: Office shows nothing of this part as text",
    "take them out, or write the values",
)
_OF_CHARTS = (
    "tags in the categories, names or values of a chart are not filled",
    "put a tag such as {{ data }} into its title or alternative text, and give it ChartData",
)
_MODERN = "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}cmLst"
_TITLES = f"{{{_DOCUMENT}extended-properties}}TitlesOfParts"
_BOUND = re.compile(rb'storeItemID="(\{[^"]*\})"')
_ITEM = re.compile(rb'itemID="(\{[^"]*\})"', re.IGNORECASE)


def compile_other(
    members: dict[str, Member], done: set[str], label: str, problems: list[Problem]
) -> tuple[dict[str, Program], list[Finding]]:
    """Return the programs of all other parts that have tags, and a finding for each part whose tags are left as they are."""
    programs: dict[str, Program] = {}
    findings: list[Finding] = []
    for part, root in _tagged(members, done):
        program = compile_part(part, root, label, members, problems)
        if program is not None and program.changed:
            programs[part] = program
        elif program is None:
            what, hint = _OF_CHARTS if root.tag == f"{{{_C}}}chartSpace" else _UNSEEN
            findings.append(TAGS_READ.at(Place(label, part), what, hint))
    return programs, findings


def compile_part(
    part: str, root: etree._Element, label: str, members: dict[str, Member], problems: list[Problem]
) -> Program | None:
    """Return the program of a part by what its root is; None for one whose text Office does not show."""
    strict = is_strict(members[part].content)
    if root.tag in _FRAMES:
        addresses = take_addresses(part, members)
        program = compile_slide(part, root, f"{label}, {_frame_name(root)}", {}, problems, addresses=addresses)
    elif root.tag in _DRAWN:
        program = compile_drawing(part, root, f"{label}, text of a drawing ({part.rpartition('/')[2]})", problems)
    elif root.tag in _PROPERTIES:
        program = compile_plain(part, root, f"{label}, document properties", problems)
    elif root.tag in _PLAIN or root.tag == _MODERN:
        program = compile_plain(part, root, f"{label}, {_PLAIN.get(str(root.tag), 'comments')}", problems)
    elif _is_bound(part, members):
        program = compile_plain(part, root, f"{label}, data of content controls ({part})", problems)
    else:
        return None
    return program.in_dialect(strict=strict)


def _tagged(members: dict[str, Member], done: set[str]) -> Iterator[tuple[str, etree._Element]]:
    for part in [
        name for name in members if name.endswith(".xml") and name not in done and name != "[Content_Types].xml"
    ]:
        if not may_have_tag(members[part].content):
            continue
        try:
            root = parse_part(members[part].content)
        except SyntaxError:
            continue  # nobody will ever read it
        if has_tags(root) or take_addresses(part, dict(members)):
            yield part, root


def has_tags(root: etree._Element) -> bool:
    """Return whether a tag stands anywhere in the text of a paragraph, an element or an attribute of a part."""
    for element in root.iter(etree.Element):
        values = [value for value in element.attrib.values() if isinstance(value, str)]
        if any(has_tag(decoded_address(value)) for value in (*values, element.text or "")):
            return True
        if element.tag == f"{{{A}}}p" and has_tag("".join(text.text or "" for text in element.iter(f"{{{A}}}t"))):
            return True
    return False


def _frame_name(root: etree._Element) -> str:
    kind = {"sldLayout": "slide layout", "sldMaster": "slide master", "notesMaster": "notes master"}
    common = root.find(f"{{{P}}}cSld")
    name = "" if common is None else common.get("name", "")
    word = kind.get(etree.QName(root).localname, "handout master")
    return f'{word} "{name}"' if name else word


def compile_drawing(part: str, root: etree._Element, place: str, problems: list[Problem]) -> Program:
    """Return the program of a part whose text is that of drawings."""
    compiler = Compiler(part, SLIDES, lambda element: place, problems)
    compiler.paragraphs(root, lambda run: ("", ""))
    return replace(compiler.finish(root), slides=True)


def compile_plain(part: str, root: etree._Element, place: str, problems: list[Problem]) -> Program:
    """Return the program of a part without runs.

    Each element is its own paragraph and run. Titles of slides that Office has listed go: it lists them anew.
    """
    for titles in root.iter(_TITLES):
        for title in titles.iter(etree.Element):
            if has_tag(title.text or ""):
                title.text = ""
    compiler = Compiler(part, WORD, lambda element: place, problems)
    compiler.changed = True
    for element in root.iter(etree.Element):
        compiler.plain_text(element)
    compiler.attributes(root)
    return compiler.finish(root)


def _is_bound(part: str, members: dict[str, Member]) -> bool:
    """Whether a content control shows what a part of own XML holds."""
    if not part.startswith("customXml/"):
        return False
    items = {
        found.upper()
        for item in Relationships.of(part, members).items
        if item.target in members
        for found in _ITEM.findall(members[item.target].content)
    }
    stories = [m.content for n, m in members.items() if n.startswith("word/") and n.endswith(".xml")]
    return any(found.upper() in items for content in stories for found in _BOUND.findall(content))
