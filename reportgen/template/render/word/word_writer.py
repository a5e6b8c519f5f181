"""How values are written in Word: runs, fields, bookmarks, pictures inside a line."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reportgen.errors import TemplateError
from reportgen.model.numbers.marks import Part, parts
from reportgen.template.program.program import TagPlace
from reportgen.template.render.chart_writer import ChartWriter
from reportgen.template.render.word.note_values import note_xml
from reportgen.template.render.writer import Object, plain_lines
from reportgen.template.tags.grammar import WORD, R
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.objects import Caption, Comment, ContentsEntry, Footnote, Heading, NativeChart
from reportgen.template.values.picture import Picture
from reportgen.template.values.plain_values import at_tag
from reportgen.template.values.rich import Link, Listing, PageBreak, Paragraphs, RichText, Span
from reportgen.template.values.subdocument import Subdocument

_AMBIGUOUS = re.compile("([“”‘’—…·]+)")
_DRAWING = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{w}" cy="{h}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
    '<wp:docPr id="{id}" name="{name}" descr="{alt}"{click}<wp:cNvGraphicFramePr>'
    '<a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/>'
    '</wp:cNvGraphicFramePr><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "{graphic}</a:graphic></wp:inline></w:drawing>"
)
_PICTURE = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
    '<pic:cNvPr id="{id}" name="{name}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{png}">{svg}</a:blip>'
    "{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
    '<a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData>"
)
_CHART = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{chart}"/></a:graphicData>'
)
SVG_BLIP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{svg}"/></a:ext></a:extLst>'
)
CLICK = (
    '<a:hlinkClick xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{link}"/>'
)
_NOTE = TagPlace("", "")
_DEFAULT_CHART = (5616000, 2700000)  # 156 mm by 75 mm


class _Label:
    """A label of a merged cell on its way to the first row that stays."""

    mine = False  # whether the row that was met last has the label

    def __init__(self) -> None:
        self._taken = False

    def take(self) -> str:
        """Return how the cell of the next row is merged: it begins the area, or goes on with it."""
        self.mine, self._taken = not self._taken, True
        return "restart" if self.mine else "continue"


class WordWriter(ChartWriter):
    """Values in Word."""

    grammar = WORD

    objects = (
        Picture, NativeChart, Caption, Heading, ContentsEntry, RichText, Link, Listing, PageBreak, Paragraphs, Subdocument,
        Footnote, Comment,
    )  # fmt: skip
    _drawn = 0  # pictures and charts of the part: a reader finds them by their count

    def names(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that compiled tags call: here also that for labels beside row loops."""
        return {**super().names(), "_label": _Label}

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return text in the run of the tag; punctuation that is Latin to Office by default gets a Chinese run of its own."""
        text = plain_lines(text)
        if self.as_docxtpl and ("\a" in text or "\f" in text):
            return self._listing(text, tag)
        if "\n" in text or "\t" in text:
            pieces = re.split("([\n\t])", text)
            marks = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
            return "".join(marks[p] if p in marks else self.text_xml(p, tag) for p in pieces)
        escaped = self.escape(text, tag)
        if not tag.cjk_properties:
            return escaped
        pieces = _AMBIGUOUS.split(escaped)
        for index in range(1, len(pieces), 2):
            pieces[index] = self.runs_xml(f"<w:r>{tag.cjk_properties}<w:t>{pieces[index]}</w:t></w:r>", tag)
        return "".join(pieces)

    def reference_xml(self, part: Part, tag: TagPlace) -> str:
        """Return a REF field to a bookmark with its cached text."""
        field = self._field(f" REF {part.key} \\h ", self.escape(part.text, tag), tag)
        return self.runs_xml(field, tag)

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return a picture, chart, caption, heading or entry of the contents inside a run."""
        if isinstance(value, Caption):
            return self._caption(value, tag)
        if isinstance(value, Heading):
            inner = f'</w:t></w:r>{self._bookmark_start(value.bookmark)}<w:r>{tag.properties}<w:t xml:space="preserve">'
            body = "".join(self._part_xml(part, tag) for part in parts(value.text))
            return f"{inner}{body}</w:t></w:r>{self._bookmark_end()}<w:r>{tag.properties}<w:t>"
        if isinstance(value, ContentsEntry):
            return self._entry(value, tag)
        if isinstance(value, RichText | Link):
            return self.runs_xml(self._rich(value.rich() if isinstance(value, Link) else value, tag), tag)
        if isinstance(value, Listing):
            return self._listing(value.text, tag)
        if isinstance(value, Footnote | Comment):
            return self.runs_xml(note_xml(value, self.renumbering, lambda text: self.text_xml(text, _NOTE)), tag)
        if isinstance(value, PageBreak):
            return self.runs_xml('<w:r><w:br w:type="page"/></w:r>', tag)
        if isinstance(value, Paragraphs | Subdocument):
            return self.between_xml(self.block_xml(value, tag), tag)
        value = value.within(tag.room) if isinstance(value, Picture) else value
        width, height = (value.width, value.height) if isinstance(value, Picture) else _DEFAULT_CHART
        return f'</w:t>{self._drawing(value, tag, width, height)}<w:t xml:space="preserve">'

    def laid_out(self, text: Formatted, tag: TagPlace) -> Object:
        """Return formatted text as rich text, or as a document with headings, lists and tables."""
        line = text.line
        if line is not None:
            return line
        from reportgen.template.render.word.formatted_word import picture_from, word_document  # with python-docx

        try:
            return word_document(text, picture_from(self.files))
        except (ValueError, TemplateError) as error:
            raise at_tag(error, tag.place, tag.written) from error

    def block_xml(self, value: Object, tag: TagPlace) -> str:
        """Return what takes the place of a whole paragraph."""
        if isinstance(value, Subdocument):
            return self.insert("subdocument", value)
        if isinstance(value, Paragraphs):
            return "".join(self._paragraph(rich, style, tag) for rich, style in value.items)
        inside = self.object_xml(value, tag) if isinstance(value, self.objects) else self.plain_xml(value, tag)
        return self.paragraph_xml(self.run_xml(inside, tag), tag)

    def paragraph_xml(self, runs: str, tag: TagPlace) -> str:
        """Return runs in a paragraph like that of the tag."""
        return f"<w:p>{tag.paragraph}{runs}</w:p>"

    def run_xml(self, text: str, tag: TagPlace) -> str:
        """Return the XML of text in a run like that of the tag."""
        return f'<w:r>{tag.properties}<w:t xml:space="preserve">{text}</w:t></w:r>'

    def _paragraph(self, rich: RichText, style: str | None, tag: TagPlace) -> str:
        properties = tag.paragraph if style is None else f'<w:pPr><w:pStyle w:val="{self.escape(style, tag)}"/></w:pPr>'
        return f"<w:p>{properties}{self._rich(rich, tag)}</w:p>"

    def _rich(self, value: RichText, tag: TagPlace) -> str:
        return "".join(self._span(span, tag) for span in value.spans)

    def _span(self, span: Span, tag: TagPlace) -> str:
        from reportgen.template.values.run_properties import word_look  # with the tree library

        properties = word_look("" if span.alone else tag.properties, span.look)
        own = replace(tag, properties=properties, cjk_properties="")
        pieces = re.split("([\a\f])", span.text)
        return "".join(
            self._span_break(piece, tag) if piece in ("\a", "\f") else self._span_run(piece, span.url, own)
            for piece in pieces
            if piece or len(pieces) == 1
        )

    def _span_run(self, text: str, url: str | None, tag: TagPlace) -> str:
        run = f'<w:r>{tag.properties}<w:t xml:space="preserve">{self.plain_xml(text, tag)}</w:t></w:r>'
        if url is None:
            return run
        return f'<w:hyperlink r:id="{self.insert("link", url)}" w:history="1" xmlns:r="{R}">{run}</w:hyperlink>'

    def _span_break(self, mark: str, tag: TagPlace) -> str:
        """A new paragraph inside rich text, on a new page for \\f."""
        self.check_free(tag)
        page = '<w:r><w:br w:type="page"/></w:r>' if mark == "\f" else ""
        return f"</w:p><w:p>{tag.paragraph}{page}"

    def _listing(self, text: str, tag: TagPlace) -> str:
        pieces = re.split("([\a\f])", text)
        return "".join(self._listing_break(p, tag) if p in ("\a", "\f") else self.text_xml(p, tag) for p in pieces)

    def _listing_break(self, mark: str, tag: TagPlace) -> str:
        page = '<w:r><w:br w:type="page"/></w:r>' if mark == "\f" else ""
        return self.between_xml("", tag, page) if tag.free else '</w:t><w:br/><w:t xml:space="preserve">'

    def runs_xml(self, xml: str, tag: TagPlace) -> str:
        """Close the run of the tag, put other runs, and open it again."""
        return WORD.next_run(tag.properties, xml)

    def between_xml(self, xml: str, tag: TagPlace, first: str = "") -> str:
        """Close the paragraph of the tag, put what stands between, and open the paragraph again."""
        self.check_free(tag)
        again = f'<w:p>{tag.paragraph}{first}<w:r>{tag.properties}<w:t xml:space="preserve">'
        return f"</w:t></w:r></w:p>{xml}{again}"

    def _drawing(self, value: Object, tag: TagPlace, width: int, height: int) -> str:
        number = self.new_id()
        self._drawn += 1
        points = "".join(self.note(fact_id, text) for fact_id, text in value.shown)
        alt = points + self.escape(value.alt, tag)
        if isinstance(value, Picture):
            svg = SVG_BLIP.format(svg=self.insert("svg", value)) if value.svg else ""
            graphic = _PICTURE.format(
                id=number, name=f"图片 {self._drawn}", alt="", png=self.insert("picture", value), svg=svg,
                crop=value.crop_xml(), w=width, h=height,
            )  # fmt: skip
        else:
            graphic = _CHART.format(chart=self.insert("chart", value))
        click = self._click(value.url if isinstance(value, Picture) else None)
        return _DRAWING.format(
            click=click, w=width, h=height, id=number, name=f"图 {self._drawn}", alt=alt, graphic=graphic
        )

    def _click(self, url: str | None) -> str:
        return "/>" if url is None else f">{CLICK.format(link=self.insert('link', url))}</wp:docPr>"

    def _caption(self, value: Caption, tag: TagPlace) -> str:
        text = "".join(self._part_xml(part, tag) for part in parts(value.text))
        number = self._field(f" SEQ {value.label.strip()} \\* ARABIC ", str(value.number), tag)
        label = f'<w:r>{tag.properties}<w:t xml:space="preserve">{value.label}</w:t></w:r>'
        head = f"</w:t></w:r>{self._bookmark_start(value.bookmark)}{label}{number}{self._bookmark_end()}"
        return f'{head}<w:r>{tag.properties}<w:t xml:space="preserve">\u3000{text}'

    def _entry(self, value: ContentsEntry, tag: TagPlace) -> str:
        look = tag.properties
        text = "".join(self._part_xml(part, tag) for part in parts(value.text))
        page = self._field(f" PAGEREF {value.bookmark} \\h ", str(value.page), tag)
        line = f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r><w:r>{look}<w:tab/></w:r>{page}'
        link = f'<w:hyperlink w:anchor="{value.bookmark}" w:history="1">{line}</w:hyperlink>'
        return self.runs_xml(link, tag)

    def _field(self, instruction: str, cached: str, tag: TagPlace) -> str:
        look = tag.properties
        return (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{look}<w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>{cached}</w:t></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def _bookmark_start(self, name: str) -> str:
        self._open_bookmark = self.new_id()
        return f'<w:bookmarkStart w:id="{self._open_bookmark}" w:name="{name}"/>'

    def _bookmark_end(self) -> str:
        return f'<w:bookmarkEnd w:id="{self._open_bookmark}"/>'
