"""Owns how values are written on slides: text in runs, charts and pictures in the box of a shape."""

from reportgen.errors import Problem, TemplateError
from reportgen.template.picture import Picture
from reportgen.template.program import Box, TagPlace
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


class SlideWriter(Writer):
    """Values on slides."""

    objects = (Picture, NativeChart)

    def text_xml(self, text: str, tag: TagPlace) -> str:
        """Return text in the run of the tag; a line break ends the run and opens it again."""
        if "\n" not in text:
            return self.escape(text, tag)
        opened = f"</a:t></a:r><a:br>{tag.properties}</a:br><a:r>{tag.properties}<a:t>"
        return opened.join(self.escape(line, tag) for line in text.split("\n"))

    def object_xml(self, value: Object, tag: TagPlace) -> str:
        """A chart or picture can not stand inside a line of text on a slide."""
        what = f"{tag.written} is a chart or picture, and stands among other text"
        raise TemplateError([Problem(tag.place, None, None, what, "give it a text box of its own")])

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
