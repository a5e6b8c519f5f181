"""Owns how values are written on slides: text in runs, charts and pictures in the box of a shape."""

import re
from dataclasses import replace

from markupsafe import Markup

from reportgen.errors import Problem, TemplateError
from reportgen.template.looks import slide_look
from reportgen.template.picture import Picture
from reportgen.template.program import Box, TagPlace
from reportgen.template.rich import Link, Listing, PageBreak, Paragraphs, RichText, Span
from reportgen.template.values import NativeChart
from reportgen.template.word_writer import SVG_BLIP
from reportgen.template.writer import Object, Writer

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
    '<p:pic><p:nvPicPr><p:cNvPr id="{id}" name="{name}" descr="{alt}"/><p:cNvPicPr>'
    '<a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{holder}</p:nvPr></p:nvPicPr><p:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{png}">{svg}</a:blip>'
    '{crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
    '<a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
)


_NAMES = {Picture: "picture", NativeChart: "chart", PageBreak: "page break"}


class SlideWriter(Writer):
    """Values on slides."""

    objects = (Picture, NativeChart, RichText, Link, Listing, PageBreak, Paragraphs)
    framed = (Picture, NativeChart)

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return text in the run of the tag; a line break ends the run and opens it again."""
        if "\n" not in text:
            return self.escape(text, tag)
        opened = f"</a:t></a:r><a:br>{tag.properties}</a:br><a:r>{tag.properties}<a:t>"
        return opened.join(self.escape(line, tag) for line in text.split("\n"))

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """Return rich text, a link, a listing inside a run; a chart or picture can not stand inside a line of text."""
        if isinstance(value, RichText | Link):
            rich = value.rich() if isinstance(value, Link) else value
            return f"</a:t></a:r>{self._rich(rich, tag)}<a:r>{tag.properties}<a:t>"
        if isinstance(value, Listing):
            return self._listing(value.text, tag)
        if isinstance(value, Paragraphs):
            inner = self.block_xml(value, tag)
            return f"</a:t></a:r></a:p>{inner}<a:p>{tag.paragraph}<a:r>{tag.properties}<a:t>"
        what = f"{tag.written} is a {_NAMES[type(value)]}, which can not stand among other text on a slide"
        raise TemplateError([Problem(tag.place, None, None, what, "give it a text box of its own", "place")])

    def block_xml(self, value: Object, tag: TagPlace) -> str:
        """Return what takes the place of a whole paragraph."""
        if isinstance(value, Markup) and value.startswith("<a:"):
            return str(value)  # what a macro made of paragraphs
        if isinstance(value, Paragraphs):
            return "".join(f"<a:p>{tag.paragraph}{self._rich(rich, tag)}</a:p>" for rich, _ in value.items)
        inside = self.object_xml(value, tag) if isinstance(value, self.objects) else self.plain_xml(value, tag)
        return f"<a:p>{tag.paragraph}<a:r>{tag.properties}<a:t>{inside}</a:t></a:r></a:p>"

    def _rich(self, value: RichText, tag: TagPlace) -> str:
        return "".join(self._span(span, tag) for span in value.spans)

    def _span(self, span: Span, tag: TagPlace) -> str:
        link = self.insert("link", span.url) if span.url is not None else ""
        properties = slide_look(tag.properties, span.look, link)
        inner = self.plain_xml(span.text, replace(tag, properties=properties))
        return f"<a:r>{properties}<a:t>{inner}</a:t></a:r>"

    def _listing(self, text: str, tag: TagPlace) -> str:
        again = f"</a:t></a:r></a:p><a:p>{tag.paragraph}<a:r>{tag.properties}<a:t>"
        return again.join(self.text_xml(piece, tag) for piece in re.split("[\a\f]", text))

    def frame_xml(self, value: Object, tag: TagPlace, box: Box) -> str:
        """Return a chart or picture in the box of the shape that held the tag."""
        number = self.new_id()
        points = "".join(self.note(fact_id, text) for fact_id, text in value.shown)
        common = {
            "id": number,
            "name": self.escape(tag.shape_name or "图", tag),
            "alt": points + self.escape(value.alt, tag),
            "holder": tag.placeholder,
        }
        if isinstance(value, NativeChart):
            x, y, width, height = box
            return _CHART.format(**common, x=x, y=y, w=width, h=height, chart=self.insert("chart", value))
        svg = SVG_BLIP.format(svg=self.insert("svg", value)) if value.svg else ""
        x, y, width, height = box
        crop = value.cropped(width, height).crop_xml()
        return _PICTURE.format(
            **common, png=self.insert("picture", value), svg=svg, crop=crop, x=x, y=y, w=width, h=height
        )
