"""The walk through the shapes of a slide, layout or master. In: a root; out: boxes in drawing order, groups opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.documents.boxes import PT, Box
from reportgen.documents.inheritance import TextStyle, paragraphs_of
from reportgen.documents.theme import A, OfficeTheme

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_KINDS = {f"{P}pic": "picture", f"{P}cxnSp": "line"}
_SHAPES = (f"{P}sp", f"{P}pic", f"{P}cxnSp", f"{P}graphicFrame", f"{P}grpSp")
_Ancestors = Callable[[etree._Element], tuple[etree._Element, ...]]
_Styles = Callable[[etree._Element, tuple[etree._Element, ...]], TextStyle]


@dataclass(frozen=True)
class _Frame:
    """How the coordinates inside a group become those of the slide."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    move_x: float = 0.0
    move_y: float = 0.0

    def place(self, x: float, y: float, width: float, height: float) -> tuple[float, float, float, float]:
        return (
            x * self.scale_x + self.move_x, y * self.scale_y + self.move_y, width * self.scale_x, height * self.scale_y
        )  # fmt: skip


class Walker:
    """Yields the boxes of one slide."""

    def __init__(self, slide: int, theme: OfficeTheme, ancestors: _Ancestors, styles: _Styles) -> None:
        self.slide = slide
        self.theme = theme
        self.ancestors = ancestors
        self.styles = styles
        self._groups = 0
        self._placeholders = True

    def boxes(self, root: etree._Element, *, placeholders: bool = True) -> Iterator[Box]:
        """Yield the boxes of a root, tables with a box for each cell; a layout shows its placeholders on no slide."""
        self._placeholders = placeholders
        tree = root.find(f"{P}cSld/{P}spTree")
        if tree is not None:
            yield from self._children(tree, _Frame(), (), figure=False)

    def _children(self, tree: etree._Element, frame: _Frame, group: tuple[int, ...], *, figure: bool) -> Iterator[Box]:
        for shape in tree.iterchildren(*_SHAPES):
            if shape.tag == f"{P}grpSp":
                self._groups += 1
                told = figure or bool(_alternative(shape))
                yield from self._children(shape, _inside(shape, frame), (*group, self._groups), figure=told)
            elif self._placeholders or shape.find(f"./*/{P}nvPr/{P}ph") is None:
                yield from (replace(box, figure=figure) for box in self._shape(shape, frame, group))

    def _shape(self, shape: etree._Element, frame: _Frame, group: tuple[int, ...]) -> Iterator[Box]:
        ancestors = self.ancestors(shape)
        place = next((found for element in (shape, *ancestors) if (found := _place(element))), None)
        if place is None:
            return
        x, y, width, height = frame.place(*place)
        table = shape.find(f"{A}graphic/{A}graphicData/{A}tbl")
        if table is not None:  # as high as its rows, whatever the frame says
            height = max(height, sum(int(row.get("h", "0")) for row in table.iterfind(f"{A}tr")) / PT)
        head = shape.find(f"./*/{P}cNvPr")
        holder = shape.find(f"./*/{P}nvPr/{P}ph")
        body = shape.find(f"{P}txBody")
        properties = shape.find(f"{P}spPr")
        style = self.styles(shape, ancestors)
        has_text = body is not None and bool("".join(t.text or "" for t in body.iter(f"{A}t")).strip())
        box = Box(
            self.slide, head.get("name", "") if head is not None else "", _kind(shape, has_text), x, y, width, height,
            shape, (holder.get("type", "obj"), holder.get("idx", "0")) if holder is not None else None,
            paragraphs_of(body, style, _scale(shape)) if has_text and body is not None else (),
            _insets(shape, ancestors), _body(shape, ancestors, "anchor") or "t",
            _body(shape, ancestors, "wrap") != "none", self._fill(properties), self._stroke(properties),
            head is not None and any(mark.get("val") != "0" for mark in head.iter(_DECORATIVE)),
            _place(shape) is not None, _rotated(shape), group,
        )  # fmt: skip
        yield box
        if table is not None:
            yield from self._cells(table, box, style)

    def _cells(self, table: etree._Element, box: Box, style: TextStyle) -> Iterator[Box]:
        widths = [int(column.get("w", "0")) / PT for column in table.iterfind(f"{A}tblGrid/{A}gridCol")]
        y = box.y
        for number, row in enumerate(table.iterfind(f"{A}tr"), 1):
            height = int(row.get("h", "0")) / PT
            x = box.x
            for column, cell in enumerate(row.iterfind(f"{A}tc")):
                width = widths[column] if column < len(widths) else 0.0
                body, properties = cell.find(f"{A}txBody"), cell.find(f"{A}tcPr")
                insets = tuple(
                    float(properties.get(name, default) if properties is not None else default) / PT
                    for name, default in (("marL", 91440), ("marT", 45720), ("marR", 91440), ("marB", 45720))
                )
                yield Box(
                    self.slide, f"{box.name}，第{number}行第{column + 1}列", "cell", x, y, width, height, cell,
                    paragraphs=paragraphs_of(body, style) if body is not None else (),
                    insets=(insets[0], insets[1], insets[2], insets[3]), fill=self._fill(properties), group=box.group,
                )  # fmt: skip
                x += width
            y += height

    def _fill(self, properties: etree._Element | None) -> str | None:
        if properties is None:
            return None
        pattern = properties.find(f"{A}pattFill/{A}bgClr")
        return self.theme.colour(properties.find(f"{A}solidFill")) or self.theme.colour(pattern)

    def _stroke(self, properties: etree._Element | None) -> str | None:
        return self.theme.colour(properties.find(f"{A}ln/{A}solidFill")) if properties is not None else None


def _alternative(group: etree._Element) -> str:
    head = group.find(f"./*/{P}cNvPr")
    return head.get("descr", "") if head is not None else ""


def _kind(shape: etree._Element, has_text: bool) -> str:
    if shape.tag in _KINDS:
        return _KINDS[str(shape.tag)]
    if shape.tag == f"{P}graphicFrame":
        data = shape.find(f"{A}graphic/{A}graphicData")
        uri = data.get("uri", "") if data is not None else ""
        return "chart" if uri == _C else "table" if uri.endswith("/table") else "shape"
    return "text" if has_text else "shape"


def _place(shape: etree._Element) -> tuple[float, float, float, float] | None:
    frame = shape.find(f"{P}xfrm")
    if frame is None:
        frame = shape.find(f"{P}spPr/{A}xfrm")
    if frame is None:
        return None
    offset, extent = frame.find(f"{A}off"), frame.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    numbers = [
        int(offset.get("x", "0")),
        int(offset.get("y", "0")),
        int(extent.get("cx", "0")),
        int(extent.get("cy", "0")),
    ]
    return numbers[0] / PT, numbers[1] / PT, numbers[2] / PT, numbers[3] / PT


def _rotated(shape: etree._Element) -> bool:
    frame = shape.find(f"{P}spPr/{A}xfrm")
    return frame is not None and frame.get("rot", "0") != "0"


def _inside(group: etree._Element, frame: _Frame) -> _Frame:
    inner = group.find(f"{P}grpSpPr/{A}xfrm")
    if inner is None:
        return frame
    found = {etree.QName(child).localname: child for child in inner}
    if not {"off", "ext", "chOff", "chExt"} <= found.keys():
        return frame
    wide, wide_in = int(found["ext"].get("cx", "0")), int(found["chExt"].get("cx", "0"))
    high, high_in = int(found["ext"].get("cy", "0")), int(found["chExt"].get("cy", "0"))
    scale_x = wide / wide_in if wide_in else 1.0
    scale_y = high / high_in if high_in else 1.0
    x = int(found["off"].get("x", "0")) / PT - int(found["chOff"].get("x", "0")) / PT * scale_x
    y = int(found["off"].get("y", "0")) / PT - int(found["chOff"].get("y", "0")) / PT * scale_y
    return _Frame(
        frame.scale_x * scale_x, frame.scale_y * scale_y, frame.scale_x * x + frame.move_x, frame.scale_y * y + frame.move_y
    )  # fmt: skip


def _body(shape: etree._Element, ancestors: tuple[etree._Element, ...], name: str) -> str | None:
    for element in (shape, *ancestors):
        body = element.find(f"{P}txBody/{A}bodyPr")
        if body is not None and body.get(name) is not None:
            return body.get(name)
    return None


def _insets(shape: etree._Element, ancestors: tuple[etree._Element, ...]) -> tuple[float, float, float, float]:
    defaults = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
    values = [float(_body(shape, ancestors, name) or default) / PT for name, default in defaults]
    return values[0], values[1], values[2], values[3]


def _scale(shape: etree._Element) -> float:
    fit = shape.find(f"{P}txBody/{A}bodyPr/{A}normAutofit")
    return int(fit.get("fontScale", "100000").rstrip("%")) / 100000 if fit is not None else 1.0
