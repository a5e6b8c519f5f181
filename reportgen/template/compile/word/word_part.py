"""Compiling the parts of a Word file: which face a run's Chinese has, and where a tag stands in the reader's words."""

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.errors import Problem
from reportgen.ooxml.lengths import twips
from reportgen.template.compile.addresses import NO_ADDRESSES, Addresses
from reportgen.template.compile.charts import mark_charts, with_charts
from reportgen.template.compile.compiler import Compiler
from reportgen.template.compile.equations import fill_equations
from reportgen.template.compile.finishing import properties_xml
from reportgen.template.compile.word.controls import fill_controls
from reportgen.template.compile.word.labels import hand_on_labels
from reportgen.template.compile.word.lists import ListStyles, declare_lists
from reportgen.template.compile.word.room import room_finder
from reportgen.template.program.pieces import Call, Expression, Step
from reportgen.template.program.program import Program
from reportgen.template.program.user_chart import Sample
from reportgen.template.tags.fields import join_codes
from reportgen.template.tags.grammar import WORD, W
from reportgen.template.user_charts.sample import NO_SAMPLES

_PART_NAMES = {"header": "page header", "footer": "page footer", "footnotes": "footnotes", "endnotes": "endnotes"}
_NO_NOTES: Mapping[etree._Element, str] = {}
_CELL_TAG = re.compile(r"\{[%#][-+]?tc\s")
_WIDTH_TAG = re.compile(r"\{%[-+]?\s*width\s")
_BREAKING = (f"{{{W}}}tblGrid",)


class Styles:
    """The Chinese face of each paragraph and character style, by inheritance."""

    def __init__(self, root: etree._Element | None) -> None:
        self._faces: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._default = ""
        self.lists = ListStyles(root)
        self.placeholders = _placeholders(root)
        if root is None:
            return
        self._default = _face(root.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr"))
        for style in root.iter(f"{{{W}}}style"):
            name = style.get(f"{{{W}}}styleId", "")
            self._faces[name] = _face(style.find(f"{{{W}}}rPr"))
            parent = style.find(f"{{{W}}}basedOn")
            if parent is not None:
                self._parents[name] = parent.get(f"{{{W}}}val", "")
            if style.get(f"{{{W}}}default") == "1" and style.get(f"{{{W}}}type") == "paragraph":
                self._default = self._faces[name] or self._default

    def face(self, name: str | None) -> str:
        """Return the Chinese face of a style."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            if self._faces.get(name):
                return self._faces[name]
            name = self._parents.get(name)
        return self._default


def _placeholders(root: etree._Element | None) -> frozenset[str]:
    """The character styles in which Word shows the prompts of content controls."""
    styles = () if root is None else root.iter(f"{{{W}}}style")
    named = ((style.get(f"{{{W}}}styleId", ""), style.find(f"{{{W}}}name")) for style in styles)
    return frozenset(
        key for key, name in named if name is not None and name.get(f"{{{W}}}val", "").lower() == "placeholder text"
    ) | {"PlaceholderText"}


def compile_word_part(
    part: str,
    root: etree._Element,
    file: str,
    styles: Styles,
    problems: list[Problem],
    samples: Mapping[str, Sample] = NO_SAMPLES,
    sections: etree._Element | None = None,
    notes: Mapping[etree._Element, str] = _NO_NOTES,
    addresses: Addresses = NO_ADDRESSES,
) -> Program:
    """Return the program of the document, a header, a footer, notes or comments."""
    ordinals = {**ordinals_of(root), **notes}
    region = next((words for key, words in _PART_NAMES.items() if part.startswith(f"word/{key}")), "")

    def place(element: etree._Element) -> str:
        spots = [ordinals[e] for e in [element, *element.iterancestors()] if e in ordinals]
        return ", ".join([file, *([region] if region else []), *reversed(spots)])

    compiler = Compiler(part, WORD, place, problems)
    compiler.room = room_finder(root, root if sections is None else sections)
    for grid in [g for g in root.iter(*_BREAKING) if _has_cell_loop(g)]:
        grid.addnext(compiler.instruction(-1, Call("_grid", (f"w{_width_to_share(grid)}",))))
        parent = grid.getparent()
        assert parent is not None
        parent.remove(grid)

    def look(run: etree._Element) -> tuple[str, str]:
        properties = run.find(f"{{{W}}}rPr")
        return properties_xml(properties), _chinese(properties, _face_of_run(run, properties, styles))

    charts = mark_charts(compiler, root, samples)
    compiler.lifts = bool(notes)
    compiler.addresses = addresses
    compiler.declare = lambda spots: declare_lists(spots, styles.lists)
    join_codes(root)
    fill_controls(root, styles.placeholders)
    compiler.prepare = lambda: _hand_on(compiler, root)
    fill_equations(compiler, root)
    compiler.paragraphs(root, look)
    return with_charts(compiler.finish(root), charts)


def _hand_on(compiler: Compiler, root: etree._Element) -> None:
    """Move labels out of the rows of tags beside them."""

    def instruction(step: Step) -> etree._ProcessingInstruction:
        return compiler.instruction(-1, step)

    def mark(code: str) -> str:
        return compiler.characters(-1, Call("_literal", (Expression(code),)))

    hand_on_labels(root, WORD, instruction, mark)


def _width_to_share(grid: etree._Element) -> str:
    """The width in twips that the columns of a table share; nothing where its tags say the widths."""
    table = grid.getparent()
    text = "" if table is None else "".join(str(piece) for piece in table.itertext(f"{{{W}}}t"))
    total = sum(twips(column.get(f"{{{W}}}w")) for column in grid)
    return "" if _WIDTH_TAG.search(text) or not total else str(total)


def _has_cell_loop(grid: etree._Element) -> bool:
    table = grid.getparent()
    return table is not None and _CELL_TAG.search("".join(map(str, table.itertext(f"{{{W}}}t")))) is not None


def ordinals_of(root: etree._Element) -> Mapping[etree._Element, str]:
    """Return what a reader calls each paragraph, table and cell: paragraph 3; table 2; row 3, cell 1."""
    found: dict[etree._Element, str] = {}
    paragraphs = tables = 0
    for element in root.iter(f"{{{W}}}p", f"{{{W}}}tbl"):
        if element.tag == f"{{{W}}}tbl":
            tables += 1
            found[element] = f"table {tables}"
            for row, line in enumerate(element.findall(f"{{{W}}}tr"), 1):
                for column, cell in enumerate(line.findall(f"{{{W}}}tc"), 1):
                    found[cell] = f"row {row}, cell {column}"
        elif next(element.iterancestors(f"{{{W}}}tc"), None) is None:
            paragraphs += 1
            found[element] = f"paragraph {paragraphs}"
    return found


def _face(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{{{W}}}rFonts")
    return "" if fonts is None else fonts.get(f"{{{W}}}eastAsia", "")


def _face_of_run(run: etree._Element, properties: etree._Element | None, styles: Styles) -> str:
    own = _face(properties)
    if own:
        return own
    character = None if properties is None else properties.find(f"{{{W}}}rStyle")
    paragraph = next(run.iterancestors(f"{{{W}}}p"), None)
    style = None if paragraph is None else paragraph.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    if character is not None:
        return styles.face(character.get(f"{{{W}}}val"))
    return styles.face(None if style is None else style.get(f"{{{W}}}val"))


def _chinese(properties: etree._Element | None, face: str) -> str:
    """The same look with the Chinese face in every slot: “ ” ‘ ’ — … · are Latin glyphs to Office otherwise."""
    if not face:
        return ""
    copy = etree.Element(f"{{{W}}}rPr", nsmap={"w": W})
    for child in properties if properties is not None else ():
        if child.tag != f"{{{W}}}rFonts":
            copy.append(etree.fromstring(etree.tostring(child, with_tail=False)))
    fonts = etree.Element(f"{{{W}}}rFonts")
    for slot in ("ascii", "eastAsia", "hAnsi", "cs"):
        fonts.set(f"{{{W}}}{slot}", face)
    fonts.set(f"{{{W}}}hint", "eastAsia")
    has_style = len(copy) > 0 and copy[0].tag == f"{{{W}}}rStyle"
    copy.insert(1 if has_style else 0, fonts)
    return properties_xml(copy)
