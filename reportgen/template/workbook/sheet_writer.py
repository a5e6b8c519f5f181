"""What a value becomes in a cell: a number, a date, a truth value or a text; and in formulas, headers and footers."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from numbers import Real
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.errors import Problem, TemplateError
from reportgen.model.numbers.gaps import is_gap
from reportgen.template.language.block_value import BlockValue
from reportgen.template.program.program import TagPlace
from reportgen.template.render.given import not_text
from reportgen.template.render.writer import LoopVariables, Object, Writer, plain_lines
from reportgen.template.tags.grammar import Grammar
from reportgen.template.user_charts.chart_data import ChartData
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.objects import NativeChart
from reportgen.template.values.picture import Picture
from reportgen.template.values.rich import Link, Listing, PageBreak, Paragraphs, RichText, RunProperties
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.workbook.book_parts import DATE, GENERAL, TEXT, TIME, X

LONGEST_TEXT = 32_767  # characters of one cell
_LIKE_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # to Excel _x0041_ is the letter A
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$")
_EPOCH = datetime(1899, 12, 30)
_FIRST_DAY = datetime(1900, 3, 1)  # before it Excel counts a day that never was
_MOST_DIGITS = 15
_SHEETS = Grammar(
    name="Excel", run=f"{{{X}}}r", run_properties=f"{{{X}}}rPr", paragraph=f"{{{X}}}is", text=f"{{{X}}}t",
    table=f"{{{X}}}sheetData", row=f"{{{X}}}row", cell=f"{{{X}}}c", keeps_space=True, paragraph_properties=(f"{{{X}}}pPr",),
    paragraph_end="", prefix="x",
)  # fmt: skip


class SheetWriter(Writer):
    """Values in a sheet; `prefix` stands before the names of its elements."""

    grammar = _SHEETS
    objects = (RichText, Link, Listing, Paragraphs, PageBreak, Picture, NativeChart, Subdocument)
    prefix = ""
    epoch = _EPOCH

    def emit(self, value: object, number: int, level: str, rounds: LoopVariables = None) -> str:
        """Return a whole cell, or text inside a formula, a header or a footer."""
        tag = self.program.tags[number]
        if isinstance(value, Undefined):
            text = self._instead(value, tag, rounds)
            return text if level != "cell" else self._text_cell(text, tag)
        value = self.given(value, tag)
        if level == "cell":
            return self._cell(value, tag)
        text = self.text_of(value)
        return self.escape(text.replace('"', '""') if level == "formula" else text.replace("&", "&&"), tag)

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return an object among other text: its words."""
        return self.text_xml(self._words(value, tag), tag)

    def laid_out(self, text: Formatted, tag: TagPlace) -> Object:
        """Return formatted text as rich text: a line for each paragraph."""
        found = RichText()
        for block in text.blocks:
            if block.kind == "picture" or block.rows:
                raise self._refused(tag, f"holds a {block.kind}, which no cell can hold", "give text alone")
            found.add("\n" if str(found) else "").add(block.text)
        return found

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return text as a cell holds it."""
        return self.escape(_LIKE_CODE.sub("_x005F_", plain_lines(text)), tag)

    def _cell(self, value: Any, tag: TagPlace) -> str:
        if type(value) is BlockValue:
            return self._text_cell(value.xml, tag)
        if isinstance(value, RichText):
            return self._rich_cell(value, tag)
        if isinstance(value, self.objects):
            xml = self.text_xml(self._words(value, tag), tag)
            return self._text_cell(
                xml, tag, f' rglink="{self.escape(value.url, tag)}"' if isinstance(value, Link) else ""
            )
        if isinstance(value, bytes | ChartData):
            raise not_text(value, tag)
        if value is None or (not isinstance(value, str) and is_gap(value)):
            return self._made(tag, "", "")
        if tag.shape_name != TEXT:
            found = self._typed(value, tag)
            if found is not None:
                return found
        return self._text_cell(self.plain_xml(value, tag), tag)

    def _typed(self, value: Any, tag: TagPlace) -> str | None:
        """The cell of a truth value, a number or a moment; None for what is text."""
        if isinstance(value, bool) or type(value).__name__ == "bool_":
            return self._made(tag, ' t="b"', self._value(str(int(value))))
        if isinstance(value, str) and tag.shape_name in (DATE, TIME) and _ISO.match(value):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return None
        moment = self._serial(value)
        if moment is not None:
            number, kind = moment
            wanted = f' rgdate="{kind}"' if tag.shape_name == GENERAL else ""
            return self._made(tag, wanted, self._value(f"{number!r}"))
        if isinstance(value, Decimal | Real):
            return self._number(value, tag)
        return None

    def _number(self, value: Any, tag: TagPlace) -> str | None:
        if isinstance(value, int) and len(str(abs(value))) > _MOST_DIGITS and value % 10 ** (len(str(abs(value))) - 15):
            return None  # Excel keeps fifteen digits: the number of an account stays whole as text
        number = float(value)
        if number in (float("inf"), float("-inf")):
            raise self._refused(tag, "is infinite, which no cell can hold", "leave it out of the data")
        return self._made(
            tag, "", self._value(repr(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number))
        )

    def _serial(self, value: Any) -> tuple[float | int, str] | None:
        """The number by which Excel knows a moment, and its kind: date, moment, time or span."""
        if isinstance(value, date) and not isinstance(value, datetime):
            value, kind = datetime(value.year, value.month, value.day), "date"
        elif isinstance(value, datetime):
            kind = "moment" if value.time() != time(0) else "date"
        elif isinstance(value, time):
            return _days(datetime.combine(_EPOCH, value.replace(tzinfo=None)) - _EPOCH), "time"
        elif isinstance(value, timedelta):
            return _days(value), "span"
        else:
            return None
        value = value.replace(tzinfo=None)
        return None if value < _FIRST_DAY else (_days(value - self.epoch), kind)

    def _rich_cell(self, value: RichText, tag: TagPlace) -> str:
        q = self.prefix
        runs = "".join(
            f'<{q}r>{_look_xml(span.look, q) or tag.cjk_properties}<{q}t xml:space="preserve">{self.text_xml(span.text, tag)}</{q}t></{q}r>'
            for span in value.spans
            if span.text
        )
        return self._made(tag, ' t="inlineStr"', f"<{q}is>{runs}</{q}is>") if runs else self._made(tag, "", "")

    def _text_cell(self, xml: str, tag: TagPlace, more: str = "") -> str:
        q = self.prefix
        if not xml:
            return self._made(tag, "", "")
        text = f'<{q}t xml:space="preserve">{xml}</{q}t>'
        if tag.cjk_properties:
            text = f"<{q}r>{tag.cjk_properties}{text}</{q}r>"
        return self._made(tag, f' t="inlineStr"{more}', f"<{q}is>{text}</{q}is>")

    def _made(self, tag: TagPlace, kind: str, inside: str) -> str:
        return f"<{self.prefix}c {tag.properties}{kind}>{inside}</{self.prefix}c>"

    def _value(self, text: str) -> str:
        return f"<{self.prefix}v>{text}</{self.prefix}v>"

    def _words(self, value: Object, tag: TagPlace) -> str:
        if isinstance(value, PageBreak):
            raise self._refused(tag, "is a page break, which no cell can hold", "set page breaks in Excel")
        what = {Picture: "a picture", NativeChart: "a chart", Subdocument: "a document"}.get(type(value))
        if what:
            raise self._refused(tag, f"is {what}, which is not written into cells", "put it into the workbook in Excel")
        return str(value).replace("\a", "\n")

    def _refused(self, tag: TagPlace, what: str, hint: str) -> TemplateError:
        return TemplateError([Problem(tag.place, None, None, f"{tag.written} {what}", hint, "value")])

    def plain_xml(self, value: object, tag: TagPlace) -> str:
        """Return a value that is text, no longer than a cell may be."""
        found = super().plain_xml(value.unescape() if isinstance(value, Markup) else value, tag)
        if len(found) > LONGEST_TEXT and len(str(value)) > LONGEST_TEXT:
            what = f"has {len(str(value)):,} characters, and a cell holds {LONGEST_TEXT:,}"
            raise self._refused(tag, what, "shorten it, or part it over rows")
        return found


def _days(span: timedelta) -> float | int:
    days = span / timedelta(days=1)
    return int(days) if days == int(days) else days


def _look_xml(look: RunProperties, q: str) -> str:
    """The look of a stretch of rich text, in the order of the schema."""
    out = [f"<{q}{name}/>" for name, on in (("b", look.bold), ("i", look.italic), ("strike", look.strike)) if on]
    if look.colour:
        out.append(f'<{q}color rgb="FF{look.colour}"/>')
    if look.size:
        out.append(f'<{q}sz val="{look.size:g}"/>')
    out += [f"<{q}u/>"] if look.underline else []
    if look.font:
        out.append(f'<{q}rFont val="{look.font}"/>')
    if look.superscript or look.subscript:
        out.append(f'<{q}vertAlign val="{"superscript" if look.superscript else "subscript"}"/>')
    return f"<{q}rPr>{''.join(out)}</{q}rPr>" if out else ""
