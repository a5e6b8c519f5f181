"""What a value becomes at a tag: escaped text in the format of its run, or the XML of an object.

Facts come in marks: they are taken off, and leave a point in the text that says the place when the part is done.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.errors import Problem, TemplateError
from reportgen.model.numbers.forms import prints_itself
from reportgen.model.numbers.marks import Part, parts
from reportgen.private_use import CAUGHT_FACT, FACT, GRID, OF_WRITERS, POINT, POINT_END
from reportgen.template.language.block_value import BlockValue, misplaced
from reportgen.template.language.budget import counted
from reportgen.template.language.language import Missing
from reportgen.template.program.levels import CELLS, LINES, OBJECT, PARAGRAPHS, ROWS, RUNS, TEXT
from reportgen.template.program.program import Program, TagPlace
from reportgen.template.render.absences import Absent, bound
from reportgen.template.render.addresses import address_of
from reportgen.template.render.given import PlainValues, not_text
from reportgen.template.render.including import included
from reportgen.template.render.renumber import Identities, Renumbering
from reportgen.template.tags.grammar import Grammar
from reportgen.template.user_charts.chart_data import ChartData
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.native import native
from reportgen.template.values.objects import ShownFact
from reportgen.template.values.plain_values import misplaced_mapping

if TYPE_CHECKING:
    from reportgen.template.render.scope import Scope
from reportgen.model.numbers.gaps import text_unless_gap

_OWN_MARK = re.compile(f"{CAUGHT_FACT}(\\d+){CAUGHT_FACT}|[{CAUGHT_FACT}{OF_WRITERS}]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TEMPLATE = TagPlace("", "")
Object = Any
LoopVariables = Mapping[str, Any] | None  # the variables of the loops around a tag, where its value is absent


def plain_lines(text: str) -> str:
    """Return text whose lines end as ours do: those of Windows and of old Macs are one line break each."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Writer:
    """Writes the values of one part while it is rendered; each format has its own kind."""

    objects: tuple[type, ...] = ()
    files: Path | None = None  # the folder of the files that plain data may name
    as_docxtpl = False  # whether plain values are written as docxtpl does
    grammar: Grammar

    def __init__(
        self,
        program: Program,
        insert: Callable[[str, Object], str],
        on_missing: Missing = "error",
        renumbering: Renumbering | None = None,
    ) -> None:
        self.program = program
        self.insert = insert
        self.on_missing = on_missing
        self.absent: list[Absent] = []
        self.included: list[ShownFact] = []
        self._plain = PlainValues()
        self.shown: list[tuple[str, str]] = []
        self.renumbering = renumbering or Renumbering(Identities({}, count(program.first_free_id)), program.scopes)

    def names(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that compiled tags call."""
        return {
            "_put": self.put,
            "_attr": self.attribute,
            "_id": self.new_id,
            "_emit": self.emit,
            "_link": self._link,
            "_said": self.said,
            "_literal": self._literal,
            "_aside": lambda text: BlockValue.of(text, ""),
            "_opens": lambda level: BlockValue.of("", "", level),
            "_counted": counted,
            "_grid": lambda width="": Markup(f"{GRID}{width}{GRID}"),
        }

    def _link(self, number: int, *pieces: object, local: LoopVariables = None) -> str:
        """Return the relationship of a link, new for each address."""
        tag = self.program.tags[number]
        found = [self._instead(v, tag, local) if isinstance(v, Undefined) else self.text_of(native(v)) for v in pieces]
        return self.insert("link", address_of(found))

    def put(self, value: object, number: int, rounds: LoopVariables = None) -> str:
        """Return the XML that a value becomes inside the text of a run."""
        tag = self.program.tags[number]
        if type(value) is str and FACT not in value and CAUGHT_FACT not in value:
            return self.text_xml(value, tag)
        if isinstance(value, Undefined):
            return self._instead(value, tag, rounds)
        value = self.given(value, tag)
        if type(value) is BlockValue:
            return self._caught_xml(value, tag)
        if isinstance(value, self.objects):
            return self.object_xml(value, tag)
        if isinstance(value, bytes | ChartData):
            raise not_text(value, tag)
        return self.plain_xml(value, tag)

    def given(self, value: object, tag: TagPlace) -> Any:
        """Return what a value stands for: that of another library, or a mapping of plain data with a $ key."""
        value = native(self._plain.value_of(value, self.files, tag) if type(value) is dict else value)
        return self.laid_out(value, tag) if isinstance(value, Formatted) else value

    def laid_out(self, text: Formatted, tag: TagPlace) -> Object:
        """Return formatted text as the format has it: rich text, paragraphs, or a document."""
        raise NotImplementedError

    def emit(self, value: object, number: int, level: str, rounds: LoopVariables = None) -> str:
        """Return the XML that a value becomes where whole runs, paragraphs, rows or cells stand."""
        tag = self.program.tags[number]
        value = self.given(value, tag)
        if type(value) is BlockValue and (not value.xml or value.level == level):
            return value.xml
        if isinstance(value, Undefined):
            value = self._instead(value, tag, rounds)
        made_of = value.level or TEXT if type(value) is BlockValue else TEXT
        if level == RUNS and made_of == TEXT:
            return self.run_xml(self.put(value, number), tag)
        if level != PARAGRAPHS or made_of in (ROWS, CELLS):
            raise misplaced(value, tag, f"{level} are expected")
        if type(value) is not BlockValue:
            return self.block_xml(value, tag)
        return self.paragraph_xml(value.xml if made_of == RUNS else self.run_xml(value.xml, tag), tag)

    def _caught_xml(self, value: BlockValue, tag: TagPlace) -> str:
        """Return what a block has caught, inside the text of a run."""
        if not value.xml or value.level in (TEXT, LINES, ""):
            if value.level == LINES:
                self.check_free(tag)
            return value.xml + (self.runs_xml("", tag) if "<" in value.xml else "")  # the text behind has its own look
        if value.level == RUNS:
            return self.runs_xml(value.xml, tag)
        if value.level == PARAGRAPHS:
            return self.between_xml(value.xml, tag)
        raise misplaced(value, tag, "text is expected")

    def including(self, scope: "Scope") -> Callable[..., object]:
        """Return the function that gives what {% include %} names, seen from its place in the code."""

        def include(value: object, number: int, optional: bool = False, *, local: LoopVariables = None) -> object:
            tag = self._include_place(number)
            document, shown = included(native(value), tag, scope, bound(local), optional=optional)
            self.included += shown
            return "" if document is None else document

        return include

    def _include_place(self, number: int) -> TagPlace:
        return self.program.tags[number]

    def said(self, xml: str, value: object) -> BlockValue:
        """Return a value that a block catches: the XML that it has become, and its text."""
        value = self.given(value, _TEMPLATE)
        level = LINES if self.grammar.paragraph_end_tag in xml else ""
        if isinstance(value, Undefined):
            return BlockValue.of("", xml, level)
        if isinstance(value, self.objects) and type(value).__str__ is object.__str__:
            return BlockValue.of("", xml, OBJECT)
        return BlockValue.of("".join(self._said_part(part) for part in parts(self.text_of(value))), xml, level)

    def _said_part(self, part: Part) -> str:
        """A fact in the text of a block goes on to be a fact, whatever filters do to the text."""
        if part.kind != "fact":
            return part.text.replace("\a", "\n").replace("\f", "\n")
        self.shown.append((part.key or "", part.text))
        return f"{CAUGHT_FACT}{len(self.shown) - 1}{CAUGHT_FACT}{part.text}"

    def check_free(self, tag: TagPlace) -> None:
        """Raise a TemplateError where the paragraph of a tag cannot be ended at the tag."""
        if not tag.free:
            what = f"{tag.written} is more than text, and stands inside a link or field"
            raise TemplateError([Problem(tag.place, None, None, what, "give it a paragraph of its own", "place")])

    def runs_xml(self, xml: str, tag: TagPlace) -> str:
        """Close the run of the tag, put other runs, and open it again."""
        raise NotImplementedError

    def between_xml(self, xml: str, tag: TagPlace, first: str = "") -> str:
        """Close the paragraph of the tag, put what stands between, and open the paragraph again."""
        raise NotImplementedError

    def paragraph_xml(self, runs: str, tag: TagPlace) -> str:
        """Return runs in a paragraph like that of the tag."""
        raise NotImplementedError

    def run_xml(self, text: str, tag: TagPlace) -> str:
        """Return the XML of text in a run like that of the tag."""
        raise NotImplementedError

    def attribute(self, value: object, number: int, rounds: LoopVariables = None) -> Markup:
        """Return the XML that a value becomes inside an attribute."""
        tag = self.program.tags[number]
        if isinstance(value, Undefined):
            return Markup(self._instead(value, tag, rounds))
        return Markup("".join(self._pointed(part, tag) for part in parts(self.text_of(value))))

    def plain_xml(self, value: object, tag: TagPlace) -> str:
        """Return a value that is text, with its facts marked."""
        return "".join(self._part_xml(part, tag) for part in parts(self.text_of(value)))

    def block_xml(self, value: Object, tag: TagPlace) -> str:
        """Return what takes the place of a whole paragraph."""
        raise NotImplementedError

    def new_id(self) -> int:
        """Return an id that nothing else in this part has; in Word, nothing in the whole file."""
        return next(self.renumbering.identities.numbers)

    def text_of(self, value: object) -> str:
        """Return a value as text; one that is not there raises, and the engine tells at which tag."""
        if value is None:
            return ""
        if isinstance(value, Mapping) and not self.as_docxtpl:
            raise TypeError(misplaced_mapping(value))
        if isinstance(value, Markup):
            return value.unescape()  # a filter has escaped it; the writer does that itself
        if prints_itself(value):
            return str(value.show("prose"))  # type: ignore[attr-defined]
        if callable(value) or isinstance(value, Iterator):
            what = "a function" if callable(value) else "a sequence that is not there yet"
            raise TypeError(f"this is {what}, not a value; call it, or join it with | join")
        return text_unless_gap(value)

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return the XML of an object inside the text of a run."""
        raise NotImplementedError

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return escaped text as it stands inside a text element."""
        return self.escape(text, tag)

    def reference_xml(self, part: Part, tag: TagPlace) -> str:
        """Return a cross-reference; plain text where the format has none."""
        return self.text_xml(part.text, tag)

    def escape(self, text: str, tag: TagPlace) -> str:
        """Return text that can be nothing but text; characters that XML does not know are an error."""
        bad = _FORBIDDEN.search(text)
        if bad:
            what = f"the value of {tag.written} holds the character U+{ord(bad.group()):04X}, which no Office file can hold"
            raise TemplateError([Problem(tag.place, None, None, what, "remove it from the data", "character")])
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
        return _OWN_MARK.sub(self._mark_or_character, text) if _OWN_MARK.search(text) else text

    def note(self, fact_id: str, text: str) -> str:
        """Remember that a fact is shown here and return the point that marks the place."""
        self.shown.append((fact_id, text))
        return f"{POINT}{len(self.shown) - 1}{POINT_END}"

    def _literal(self, text: str) -> BlockValue:
        """Text that a block catches as it stands in the template."""
        return BlockValue.of(text, self.escape(text, _TEMPLATE))

    def _mark_or_character(self, match: re.Match[str]) -> str:
        """A fact that went through a filter is shown here; a private character that data holds stays what it is."""
        if match.group(1) and int(match.group(1)) < len(self.shown):
            return f"{POINT}{match.group(1)}{POINT_END}"
        return "".join(f"&#{ord(character)};" if not character.isdigit() else character for character in match.group())

    def _part_xml(self, part: Part, tag: TagPlace) -> str:
        if part.kind == "ref":
            return self.reference_xml(part, tag)
        point = self.note(part.key or "", part.text) if part.kind == "fact" else ""
        return point + self.text_xml(part.text, tag)

    def _pointed(self, part: Part, tag: TagPlace) -> str:
        point = self.note(part.key or "", part.text) if part.kind == "fact" else ""
        return point + self.escape(part.text, tag)

    def _instead(self, value: Undefined, tag: TagPlace, rounds: LoopVariables) -> str:
        """What stands where a value is missing; every such place is remembered, and told at once."""
        if type(value) is Undefined:  # {{ x if y }} without an else is meant to be nothing
            return ""
        if self.on_missing == "error":
            self.absent.append(Absent(tag, str(value._undefined_message), bound(rounds)))
        return self.escape(tag.written, tag) if self.on_missing == "keep" else ""
