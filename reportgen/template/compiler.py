"""Owns turning the XML of one part into a program. In: XML and a grammar; out: a Program, or every fault of its tags at once.

Tags leave the tree as marks: processing instructions between elements, private characters inside text. When the tree has
become text, the marks become Jinja. So no tag is ever escaped, and nothing but tags is ever read as one.
"""

import re
from collections.abc import Callable

from lxml import etree

from reportgen.template.grammar import XML_SPACE, Grammar
from reportgen.template.lexer import Tag, has_tag, join_tags, split_tags
from reportgen.template.program import Geometry, Program, Repetition, TagPlace

_MARK = re.compile("<\\?rg (\\d+)\\?>|\ue010(\\d+)\ue011")
_LITERAL = re.compile(r"\{(?=[{%#])")
_NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_STATEMENTS = re.compile(r"^(for|if|elif|else|endif|endfor|set|with|endwith|macro|endmacro)\b")
_CELL_DIRECTIVE = re.compile(r"^(width|colspan|cellbg)\s+(.+)$", re.DOTALL)

Look = Callable[[etree._Element], tuple[str, str]]


class Compiler:
    """Compiles one part; shapes and pages of a format are prepared by the grammar's own module before `finish`."""

    def __init__(self, part: str, grammar: Grammar, place: Callable[[etree._Element], str]) -> None:
        self.part = part
        self.grammar = grammar
        self.place = place
        self.codes: list[tuple[str, int]] = []
        self.tags: list[TagPlace] = []
        self.repetitions: list[Repetition] = []
        self.geometries: list[Geometry] = []
        self.first_free_id = 1

    def tag(self, place: TagPlace) -> int:
        """Return the number of a new tag."""
        self.tags.append(place)
        return len(self.tags) - 1

    def instruction(self, code: str, number: int) -> etree._ProcessingInstruction:
        """Return a mark that stands for code between elements."""
        self.codes.append((code, number))
        return etree.ProcessingInstruction("rg", str(len(self.codes) - 1))

    def characters(self, code: str, number: int) -> str:
        """Return a mark that stands for code inside text or an attribute."""
        self.codes.append((code, number))
        return f"\ue010{len(self.codes) - 1}\ue011"

    def paragraphs(self, root: etree._Element, look: Look) -> None:
        """Compile the tags of all paragraphs and attributes."""
        for paragraph in list(root.iter(self.grammar.paragraph)):
            texts = self._texts(paragraph)
            joined = join_tags([text.text or "" for text in texts])
            if not any(has_tag(text) for text in joined):
                continue
            for element, text in zip(texts, joined, strict=True):
                element.text = text
            if self._lift(paragraph, texts):
                for element in texts:
                    self._outputs(element, look)
        self._attributes(root)

    def plain_text(self, element: etree._Element) -> None:
        """Compile the tags in the text of an element that knows no runs (document properties)."""
        if has_tag(element.text or ""):
            element.text = self._attribute(element, element.text or "")

    def finish(self, root: etree._Element) -> Program:
        """Return the program of the marked tree."""
        xml = _LITERAL.sub('{{ "{" }}', etree.tostring(root, encoding="unicode"))
        out: list[str] = []
        lines: dict[int, int] = {}
        line, end = 1, 0
        for match in _MARK.finditer(xml):
            before = xml[end : match.start()]
            code, number = self.codes[int(match.group(1) or match.group(2))]
            line += before.count("\n") + 1
            lines[line] = number
            line += code.count("\n")
            out += [before, code[:2], "\n", code[2:]]
            end = match.end()
        out.append(xml[end:])
        parts = tuple(self.tags), lines, tuple(self.repetitions), tuple(self.geometries)
        return Program(self.part, "".join(out), *parts, self.first_free_id)

    def _texts(self, paragraph: etree._Element) -> list[etree._Element]:
        """The text elements of a paragraph, without those of paragraphs inside it (text boxes)."""
        name = self.grammar.paragraph
        return [t for t in paragraph.iter(self.grammar.text) if next(t.iterancestors(name)) is paragraph]

    def _lift(self, paragraph: etree._Element, texts: list[etree._Element]) -> bool:
        """Move prefixed tags to the element that they govern; return whether the paragraph is still there."""
        pieces = split_tags("".join(text.text or "" for text in texts))
        tags = [piece for piece in pieces if isinstance(piece, Tag)]
        words = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
        if len(tags) == 1 and not words and _stands_alone(tags[0]):
            self._replace(paragraph, [tags[0]])
            return False
        for level in ("tr", "tc", "p"):
            mine = [tag for tag in tags if tag.prefix == level and tag.kind != "output"]
            if not mine:
                continue
            target = next(paragraph.iterancestors(self.grammar.levels[level]), None) if level != "p" else paragraph
            if target is None:
                continue
            if self._holds_only(target, mine):
                self._replace(target, mine)
                return False
            self._wrap(target, texts, mine)
        return True

    def _holds_only(self, target: etree._Element, tags: list[Tag]) -> bool:
        whole = "".join(text.text or "" for text in target.iter(self.grammar.text))
        for tag in tags:
            whole = whole.replace(tag.written, "", 1)
        return not whole.strip()

    def _replace(self, target: etree._Element, tags: list[Tag]) -> None:
        parent = target.getparent()
        assert parent is not None
        for tag in tags:
            number = self.tag(TagPlace(self.place(target), tag.written))
            parent.insert(parent.index(target), self.instruction(_block(tag), number))
        parent.remove(target)

    def _wrap(self, target: etree._Element, texts: list[etree._Element], tags: list[Tag]) -> None:
        parent = target.getparent()
        assert parent is not None
        for tag in tags:
            number = self.tag(TagPlace(self.place(target), tag.written))
            mark = self.instruction(_block(tag), number)
            after = tag.code.startswith("end")
            parent.insert(parent.index(target) + (1 if after else 0), mark)
            for text in texts:
                if tag.written in (text.text or ""):
                    text.text = (text.text or "").replace(tag.written, "", 1)
                    break

    def _outputs(self, element: etree._Element, look: Look) -> None:
        pieces = split_tags(element.text or "")
        if not any(isinstance(piece, Tag) for piece in pieces):
            return
        run = next(element.iterancestors(self.grammar.run), None)
        plain, chinese = ("", "") if run is None else look(run)
        place = self.place(element)
        out = []
        for piece in pieces:
            if isinstance(piece, str):
                out.append(piece)
            elif piece.kind != "comment" and not self._cell_directive(element, piece, place):
                number = self.tag(TagPlace(place, piece.written, plain, chinese))
                code = _output(piece, number) if piece.kind == "output" else _block(piece)
                out.append(self.characters(code, number))
        element.text = "".join(out)
        if self.grammar.keeps_space:
            element.set(XML_SPACE, "preserve")

    def _cell_directive(self, element: etree._Element, tag: Tag, place: str) -> bool:
        """{% width 1200 %}, {% colspan 2 %}, {% cellbg "F6EFE5" %}: a property of the cell around the tag."""
        match = _CELL_DIRECTIVE.match(tag.code) if tag.kind == "block" else None
        cell = next(element.iterancestors(self.grammar.cell), None)
        if match is None or cell is None or self.grammar.name != "Word":
            return False
        number = self.tag(TagPlace(place, tag.written))
        mark = self.characters(f"{{{{ _attr({match.group(2)}, {number}) }}}}", number)
        _set_cell_property(cell, match.group(1), mark)
        return True

    def _attributes(self, root: etree._Element) -> None:
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if isinstance(value, str) and has_tag(value):
                    element.set(name, self._attribute(element, value))

    def _attribute(self, element: etree._Element, value: str) -> str:
        out = []
        for piece in split_tags(value):
            if isinstance(piece, str):
                out.append(piece)
            elif piece.kind != "comment":
                number = self.tag(TagPlace(self.place(element), piece.written))
                code = f"{{{{ _attr({piece.code}, {number}) }}}}" if piece.kind == "output" else _block(piece)
                out.append(self.characters(code, number))
        return "".join(out)


def properties_xml(element: etree._Element | None) -> str:
    """Return the XML of run properties as it may stand inside the part, where all prefixes are known."""
    if element is None:
        return ""
    return _NAMESPACES.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def _set_cell_property(cell: etree._Element, name: str, mark: str) -> None:
    space = str(cell.tag).rpartition("}")[0] + "}"
    properties = cell.find(space + "tcPr")
    if properties is None:
        properties = etree.Element(space + "tcPr")
        cell.insert(0, properties)
    child, attributes = {
        "width": ("tcW", {"w": mark, "type": "dxa"}),
        "colspan": ("gridSpan", {"val": mark}),
        "cellbg": ("shd", {"val": "clear", "color": "auto", "fill": mark}),
    }[name]
    order = ["cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd"]
    found = properties.find(space + child)
    if found is None:
        found = etree.Element(space + child)
        earlier = {space + item for item in order[: order.index(child)]}
        properties.insert(sum(1 for item in properties if item.tag in earlier), found)
    for key, value in attributes.items():
        found.set(space + key, value)


def _stands_alone(tag: Tag) -> bool:
    return tag.kind == "block" and tag.prefix in ("", "p") and _STATEMENTS.match(tag.code) is not None


def _block(tag: Tag) -> str:
    return f"{{% {tag.code} %}}"


def _output(tag: Tag, number: int) -> str:
    return f"{{{{ _put({tag.code}, {number}) }}}}"
