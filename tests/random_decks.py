"""Random templates of decks: repeated slides and shapes, tables, charts, pictures, links, animations, custom shows, notes."""

import io
import random
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.util import Pt

from reportgen.template import ChartData, Picture

P = "http://schemas.openxmlformats.org/presentationml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A16 = "http://schemas.microsoft.com/office/drawing/2014/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_ITEMS = [[{"v": f"值{i}", "in": list(range(i + 1)), "url": f"e.org/{i}"} for i in range(n)] for n in range(4)]


@cache
def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, "PNG")
    return out.getvalue()


def deck_data() -> dict[str, Any]:
    """What every random deck is filled with."""
    lists = {f"l{n}": items for n, items in enumerate(_ITEMS)}
    return {
        **lists, "top": "顶", "no": 0, "url": "e.org", "photo": Picture.of(png()),
        "data": ChartData(["甲", "乙", "丙"], {"一": [1, 2, 3], "二": [3, None, 1]}),
    }  # fmt: skip


class DeckMaker:
    """Makes one deck; shapes are added by python-pptx, and what it cannot do by XML."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.file = Presentation()
        self.number = 0

    def name(self) -> str:
        self.number += 1
        return f"x{self.number}"

    def list(self) -> str:
        return self.random.choice(["l0", "l1", "l2", "l3"])

    def value(self, scope: str) -> str:
        return f"{{{{ {scope}.v }}}}" if scope else self.random.choice(["{{ top }}", "{{ no }}", "定"])

    def make(self) -> bytes:
        for _ in range(self.random.randint(1, 4)):
            self.slide()
        self.links_between_slides()
        if self.random.random() < 0.4:
            self.custom_show()
        if self.random.random() < 0.4:
            self.sections()
        if self.random.random() < 0.3:
            self.file.slide_layouts[6].shapes._spTree.append(self.layout_box())
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def slide(self) -> None:
        slide = self.file.slides.add_slide(self.file.slide_layouts[6])
        scope = ""
        kind = self.random.choice(["plain", "plain", "for", "for", "if", "notes"])
        if kind == "for":
            scope = self.name()
            notes = f"{{%slide for {scope} in {self.list()} %}}\n备注 {{{{ {scope}.v }}}}"
        else:
            notes = (
                "{%slide if " + self.random.choice(["top", "no", "l0"]) + " %}" if kind == "if" else "备注 {{ top }}"
            )
        if kind != "plain":
            slide.notes_slide.notes_text_frame.text = notes
        kinds: list[Callable[[Any, str], Any]] = [
            self.box, self.paragraph_loop, self.sample, self.condition, self.table, self.chart, self.picture, self.tag_picture,
            self.connected, self.group, self.link,
        ]  # fmt: skip
        for make in self.random.choices(kinds, k=self.random.randint(1, 5)):
            make(slide, scope)
        if self.random.random() < 0.5:
            self.animate(slide)

    def box(self, slide: Any, scope: str, text: str = "") -> Any:
        place = (Pt(self.random.randint(0, 400)), Pt(self.random.randint(0, 300)), Pt(90), Pt(30))
        box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        box.text_frame.text = text or self.value(scope)
        return box

    def paragraph_loop(self, slide: Any, scope: str) -> None:
        name = self.name()
        box = self.box(slide, scope, f"{{%p for {name} in {self.list()} %}}")
        for text in (self.value(name), "{%p endfor %}"):
            box.text_frame.add_paragraph().text = text

    def describe(self, shape: Any, text: str) -> None:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", text)

    def sample(self, slide: Any, scope: str) -> None:
        """Samples of a shape loop: one, two, or a group."""
        name, source = self.name(), f"{scope}.in" if scope and self.random.random() < 0.4 else self.list()
        tag = f"{{% for {name} in {source} %}}"
        text = "{{ " + (name if source.endswith(".in") else f"{name}.v") + " }}"
        if self.random.random() < 0.3:
            shape = slide.shapes.add_group_shape([self.box(slide, "", text), self.box(slide, "", "固定")])
            self.describe(shape, tag)
            return
        for _ in range(self.random.randint(1, 2)):
            self.describe(self.box(slide, "", text), tag)

    def condition(self, slide: Any, scope: str) -> None:
        self.describe(self.box(slide, scope), "{% if " + self.random.choice(["top", "no"]) + " %}")

    def table(self, slide: Any, scope: str) -> None:
        name = self.name()
        table = slide.shapes.add_table(2, 2, Pt(10), Pt(10), Pt(200), Pt(60)).table
        table.cell(0, 0).text, table.cell(0, 1).text = self.value(scope), "头"
        if self.random.random() < 0.7:
            table.cell(1, 0).text = f"{{%tr for {name} in {self.list()} %}}{self.value(name)}"
            table.cell(1, 1).text = "{{ loop.index }}{%tr endfor %}"
        else:
            source = self.list()
            for row in (0, 1):
                table.cell(row, 1).text = f"{{%tc for {name} in {source} %}}{self.value(name)}{{%tc endfor %}}"
        for number, element in enumerate([*table._tbl.tr_lst, *table._tbl.tblGrid.gridCol_lst]):
            kind = "rowId" if element.tag.endswith("}tr") else "colId"
            element.append(extension(kind, 7000 + number))

    def chart(self, slide: Any, scope: str) -> None:
        del scope
        data = CategoryChartData()
        data.categories = ["a", "b"]
        data.add_series("一", (1, 2))
        kind = self.random.choice([XL_CHART_TYPE.COLUMN_CLUSTERED, XL_CHART_TYPE.LINE, XL_CHART_TYPE.BAR_STACKED])
        frame = slide.shapes.add_chart(kind, Pt(10), Pt(10), Pt(200), Pt(100), data)
        if self.random.random() < 0.7:
            self.describe(frame, "{{ data }}")

    def picture(self, slide: Any, scope: str) -> None:
        picture = slide.shapes.add_picture(io.BytesIO(png()), Pt(5), Pt(5))
        self.describe(picture, self.value(scope))

    def tag_picture(self, slide: Any, scope: str) -> None:
        del scope
        self.box(slide, "", "{{ photo }}")

    def connected(self, slide: Any, scope: str) -> None:
        first, second = self.box(slide, scope), self.box(slide, scope)
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, Pt(9), Pt(9))
        line.begin_connect(first, 0)
        line.end_connect(second, 1)
        if self.random.random() < 0.4:
            self.describe(second, "{% if " + self.random.choice(["top", "no"]) + " %}")
        if self.random.random() < 0.4:
            slide.shapes.add_group_shape([first, second, line])

    def group(self, slide: Any, scope: str) -> None:
        inner = [self.box(slide, scope), self.box(slide, scope)]
        group = slide.shapes.add_group_shape(inner)
        if self.random.random() < 0.3:
            self.describe(inner[0], "{% if no %}")
        if self.random.random() < 0.3:
            slide.shapes.add_group_shape([group, self.box(slide, scope)])

    def link(self, slide: Any, scope: str) -> None:
        run = self.box(slide, scope, "官网").text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "https://" + (f"{{{{ {scope}.url }}}}" if scope else "{{ url }}")

    def links_between_slides(self) -> None:
        slides = list(self.file.slides)
        for slide in slides:
            if self.random.random() < 0.4:
                self.box(slide, "", "跳转").click_action.target_slide = self.random.choice(slides)

    def animate(self, slide: Any) -> None:
        ids = [shape.shape_id for shape in slide.shapes]
        chosen = self.random.sample(ids, self.random.randint(1, len(ids)))
        effects = "".join(effect(number, 10 * n + 5) for n, number in enumerate(chosen))
        built = "".join(f'<p:bldP spid="{number}" grpId="0"/>' for number in chosen)
        tree = f'<p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par></p:tnLst>'
        slide._element.append(
            etree.fromstring(f'<p:timing xmlns:p="{P}">{tree}<p:bldLst>{built}</p:bldLst></p:timing>')
        )

    def custom_show(self) -> None:
        keys = [item.rId for item in self.file.slides._sldIdLst]
        entries = "".join(f'<p:sld r:id="{self.random.choice(keys)}"/>' for _ in range(self.random.randint(1, 4)))
        show = f'<p:custShow name="短" id="0"><p:sldLst>{entries}</p:sldLst></p:custShow>'
        element = etree.fromstring(f'<p:custShowLst xmlns:p="{P}" xmlns:r="{R}">{show}</p:custShowLst>')
        root = self.file.part._element
        root.insert(root.index(root.find(f"{{{P}}}notesSz")) + 1, element)

    def sections(self) -> None:
        ids = [item.id for item in self.file.slides._sldIdLst]
        cut = self.random.randint(0, len(ids))
        parts = "".join(
            f'<p14:section name="{name}" id="{{{name * 8}-0000-0000-0000-000000000000}}"><p14:sldIdLst>'
            + "".join(f'<p14:sldId id="{number}"/>' for number in some)
            + "</p14:sldIdLst></p14:section>"
            for name, some in (("1", ids[:cut]), ("2", ids[cut:]))
        )
        listed = f'<p14:sectionLst xmlns:p14="{P14}">{parts}</p14:sectionLst>'
        uri = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
        self.file.part._element.append(
            etree.fromstring(f'<p:extLst xmlns:p="{P}"><p:ext uri="{uri}">{listed}</p:ext></p:extLst>')
        )

    def layout_box(self) -> etree._Element:
        slide = self.file.slides[0]
        box = deepcopy(self.box(slide, "", "{{ top }}")._element)
        slide.shapes._spTree.remove(slide.shapes[-1]._element)
        return box


def effect(shape: int, number: int) -> str:
    target = f'<p:set><p:cBhvr><p:cTn id="{number + 2}"/><p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl></p:cBhvr></p:set>'
    inner = f'<p:par><p:cTn id="{number + 1}" presetClass="entr"><p:childTnLst>{target}</p:childTnLst></p:cTn></p:par>'
    return f'<p:par><p:cTn id="{number}"><p:childTnLst>{inner}</p:childTnLst></p:cTn></p:par>'


def extension(kind: str, number: int) -> etree._Element:
    uri = "{0D108BD9-81ED-4DB2-BD59-A6C34878D82A}"
    entry = f'<a:ext uri="{uri}"><a16:{kind} xmlns:a16="{A16}" val="{number}"/></a:ext>'
    return etree.fromstring(f'<a:extLst xmlns:a="{A}">{entry}</a:extLst>')


def random_deck(seed: int) -> bytes:
    """A deck of random content."""
    return DeckMaker(seed).make()
