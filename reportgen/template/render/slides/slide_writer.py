"""How values are written on slides: text in runs, charts and pictures in the box of a shape."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.errors import Problem, TemplateError
from reportgen.template.program.program import ShapeBox, TagPlace, cell_box, fit
from reportgen.template.render.chart_writer import ChartWriter
from reportgen.template.render.slides.formatted_slide import slide_paragraphs
from reportgen.template.render.word.word_writer import CLICK, SVG_BLIP
from reportgen.template.render.writer import Object, plain_lines
from reportgen.template.tags.grammar import SLIDES
from reportgen.template.values.formatted import Formatted
from reportgen.template.values.objects import NativeChart, NativeShapes, SlideBox
from reportgen.template.values.picture import Picture
from reportgen.template.values.rich import Link, Listing, PageBreak, Paragraphs, RichText, Span

_CHART = (
    "<p:graphicFrame><p:nvGraphicFramePr>"
    '<p:cNvPr id="{id}" name="{name}" descr="{alt}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
    "</p:cNvGraphicFramePr><p:nvPr>{holder}</p:nvPr></p:nvGraphicFramePr>"
    '<p:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></p:xfrm><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{chart}"/>'
    "</a:graphicData></a:graphic></p:graphicFrame>"
)
_PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="{id}" name="{name}" descr="{alt}"{click}<p:cNvPicPr>'
    '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{holder}</p:nvPr></p:nvPicPr><p:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{png}">{svg}</a:blip>'
    '{crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
)


_GROUP = (
    '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{id}" name="{name}" descr="{alt}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/>'
    '<a:chExt cx="{w}" cy="{h}"/></a:xfrm></p:grpSpPr>{shapes}</p:grpSp>'
)


_ANYWHERE = TagPlace("", "")
_NAMES = {Picture: "picture", NativeChart: "chart", NativeShapes: "group of shapes", PageBreak: "page break"}


class SlideWriter(ChartWriter):
    """Values on slides."""

    grammar = SLIDES

    objects = (Picture, NativeChart, NativeShapes, RichText, Link, Listing, PageBreak, Paragraphs)
    framed = (Picture, NativeChart, NativeShapes)  # those that take the place of a shape

    def names(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that compiled tags call: here also those that place shapes."""
        return {
            **super().names(),
            "_cell": self._cell,
            "_xfrm": self._transform,
            "_box": self._box,
            "_is_object": lambda value: isinstance(self.given(value, _ANYWHERE), self.framed),
            "_is_there": self._is_there,
            "_frame": self._frame,
        }

    def _include_place(self, number: int) -> TagPlace:
        tag = self.program.tags[number]
        what = f"{tag.written} puts a Word document in, and a slide takes none"
        raise TemplateError([Problem(tag.place, None, None, what, "include it in a .docx", "include")])

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return text in the run of the tag; a line break ends the run and opens it again."""
        text = plain_lines(text)
        if "\n" not in text:
            return self.escape(text, tag)
        if not tag.free:  # a field, such as the number of the slide, is one line
            return self.escape(text.replace("\n", " "), tag)
        opened = f"</a:t></a:r><a:br>{tag.properties}</a:br><a:r>{tag.properties}<a:t>"
        return opened.join(self.escape(line, tag) for line in text.split("\n"))

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return rich text, a link, a listing inside a run; a chart or picture cannot stand inside a line of text."""
        if isinstance(value, RichText | Link):
            rich = value.rich() if isinstance(value, Link) else value
            return self.runs_xml(self._rich(rich, tag), tag)
        if isinstance(value, Listing):
            return self._listing(value.text, tag)
        if isinstance(value, Paragraphs):
            return self.between_xml(self.block_xml(value, tag), tag)
        what = f"{tag.written} is a {_NAMES[type(value)]}, which cannot stand among other text on a slide"
        raise TemplateError([Problem(tag.place, None, None, what, "give it a text box of its own", "place")])

    def laid_out(self, text: Formatted, tag: TagPlace) -> Object:
        """Return formatted text as rich text, or as paragraphs with signs before the items of lists."""
        return text.line or slide_paragraphs(text, tag)

    def block_xml(self, value: Object, tag: TagPlace) -> str:
        """Return what takes the place of a whole paragraph."""
        if isinstance(value, Paragraphs):
            return "".join(f"<a:p>{tag.paragraph}{self._rich(rich, tag)}</a:p>" for rich, _ in value.items)
        inside = self.object_xml(value, tag) if isinstance(value, self.objects) else self.plain_xml(value, tag)
        return self.paragraph_xml(self.run_xml(inside, tag), tag)

    def paragraph_xml(self, runs: str, tag: TagPlace) -> str:
        """Return runs in a paragraph like that of the tag."""
        return f"<a:p>{tag.paragraph}{runs}</a:p>"

    def run_xml(self, text: str, tag: TagPlace) -> str:
        """Return the XML of text in a run like that of the tag."""
        return f"<a:r>{tag.properties}<a:t>{text}</a:t></a:r>"

    def runs_xml(self, xml: str, tag: TagPlace) -> str:
        """Close the run of the tag, put other runs, and open it again."""
        self.check_free(tag)
        return SLIDES.next_run(tag.properties, xml)

    def between_xml(self, xml: str, tag: TagPlace, first: str = "") -> str:
        """Close the paragraph of the tag, put what stands between, and open the paragraph again."""
        self.check_free(tag)
        return f"</a:t></a:r></a:p>{xml}<a:p>{tag.paragraph}{first}<a:r>{tag.properties}<a:t>"

    def _rich(self, value: RichText, tag: TagPlace) -> str:
        return "".join(self._span(span, tag) for span in value.spans)

    def _span(self, span: Span, tag: TagPlace) -> str:
        from reportgen.template.values.run_properties import slide_look  # with the tree library

        link = self.insert("link", span.url) if span.url is not None else ""
        properties = slide_look(tag.properties, span.look, link)
        own = replace(tag, properties=properties)
        pieces = re.split("[\a\f]", span.text)
        if len(pieces) > 1:
            self.check_free(tag)
        return f"</a:p><a:p>{tag.paragraph}".join(
            f"<a:r>{properties}<a:t>{self.plain_xml(piece, own)}</a:t></a:r>" for piece in pieces
        )

    def _listing(self, text: str, tag: TagPlace) -> str:
        pieces = re.split("[\a\f]", text)
        again = self.between_xml("", tag) if len(pieces) > 1 else ""
        return again.join(self.text_xml(piece, tag) for piece in pieces)

    def frame_xml(self, value: Object, tag: TagPlace, box: ShapeBox) -> str:
        """Return a chart or picture in the box of the shape that held the tag."""
        number = self.new_id()
        points = "".join(self.note(fact_id, text) for fact_id, text in value.shown)
        common = {
            "id": number,
            "name": self.escape(tag.shape_name or "图", tag),
            "alt": points + self.escape(value.alt, tag),
            "holder": tag.placeholder,
        }
        x, y, width, height = box
        if isinstance(value, NativeShapes):
            plain = replace(tag, placeholder="")  # a group fills no placeholder

            def place(chart: NativeChart, at: SlideBox) -> str:
                return self.frame_xml(chart, plain, at)

            shapes = value.draw(box, self.new_id, place)
            return _GROUP.format(**common, x=x, y=y, w=width, h=height, shapes=shapes)
        if isinstance(value, NativeChart):
            return _CHART.format(**common, x=x, y=y, w=width, h=height, chart=self.insert("chart", value))
        svg = SVG_BLIP.format(svg=self.insert("svg", value)) if value.svg else ""
        crop = value.cropped(width, height).crop_xml()
        click = f">{CLICK.format(link=self.insert('link', value.url))}</p:cNvPr>" if value.url else "/>"
        return _PICTURE.format(
            **common, click=click, png=self.insert("picture", value), svg=svg, crop=crop, x=x, y=y, w=width, h=height
        )

    def _is_there(self, value: object) -> bool:
        if isinstance(value, Undefined):
            return self.on_missing == "keep" or bool(str(value))
        value = self.given(value, _ANYWHERE)
        return value is not None and (isinstance(value, self.framed) or self.text_of(value) != "")

    def _cell(self, spec: int, index: int, count: int, parent: ShapeBox | None) -> ShapeBox:
        return cell_box(self.program.repetitions[spec], index, count, parent)

    def _box(self, cell: ShapeBox, number: int) -> ShapeBox:
        geometry = self.program.geometries[number]
        return fit(geometry.box, geometry.parent, cell)

    def _transform(self, cell: ShapeBox, number: int) -> Markup:
        x, y, width, height = self._box(cell, number)
        own = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        inner = f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/>'
        return Markup(own + inner if self.program.geometries[number].group else own)

    def _frame(self, value: Object, number: int, box: ShapeBox | None) -> Markup:
        tag = self.program.tags[number]
        return Markup(self.frame_xml(self.given(value, tag), tag, box or tag.box))
