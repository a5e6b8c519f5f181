"""No tag is left unread: layouts, masters, SmartArt, addresses, field codes, properties, alternative texts, comments, settings."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

from reportgen import Template, TemplateError
from tests.packages import HEAD, PACKAGE, REL, binary_members, changed, docx, members_of, para, part, run, zipped
from tests.random_templates import field
from tests.test_language import saved
from tests.whole import faults

LOOP, END = para("{%p for x in xs %}"), para("{%p endfor %}")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def filled(content: bytes, name: str = "t.docx", **data: object) -> dict[str, str]:
    made = Template.open(content, name).render(data).to_bytes()
    assert faults(made) == []
    return members_of(made)


def link(key: str, text: str = "官网") -> str:
    return f'<w:hyperlink r:id="{key}">{run(text)}</w:hyperlink>'


def targets(rels: str) -> list[str]:
    return re.findall(r'Target="([^"]*)" TargetMode="External"', rels)


def test_an_address_in_word_is_filled_for_each_round() -> None:
    content = docx(
        LOOP + para("", inside=link("rId7")) + END,
        links={"rId7": ("hyperlink", "https://e.org/?id=%7B%7B%20x.n%20%7D%7D")},
    )
    made = filled(content, xs=[{"n": "1 2"}, {"n": "甲"}])
    assert targets(made["word/_rels/document.xml.rels"]) == ["https://e.org/?id=1%202", "https://e.org/?id=%E7%94%B2"]


@pytest.mark.parametrize("written", ["{{ url }}", "%7B%7B%20url%20%7D%7D", "%7b%7burl%7d%7d", "｛｛ url ｝｝"])
def test_an_address_is_read_however_office_writes_it(written: str) -> None:
    made = filled(
        docx(para("", inside=link("rId7")), links={"rId7": ("hyperlink", written)}), url="https://e.org/a?b=c#d"
    )
    assert targets(made["word/_rels/document.xml.rels"]) == ["https://e.org/a?b=c#d"]


def test_a_block_in_an_address_is_told_with_its_place() -> None:
    content = docx(para("", inside=link("rId7")), links={"rId7": ("hyperlink", "{% if x %}a{% endif %}{{ x }}")})
    with pytest.raises(TemplateError, match=r"paragraph 1, address of a link.*takes values only"):
        Template.open(content, "t.docx")


def test_the_code_of_a_field_is_filled_though_it_is_cut() -> None:
    code = field(' HYPERLINK "{{ u', "官网").replace(
        "</w:instrText>", '</w:instrText></w:r><w:r><w:instrText>rl }}" </w:instrText>', 1
    )
    made = filled(docx(para("", inside=code)), url="https://e.org")
    assert 'HYPERLINK "https://e.org"' in re.sub("<[^>]*>", "", made["word/document.xml"]).replace("&quot;", '"')


PLACES: list[tuple[str, Callable[[], bytes], str]] = [
    ("an alternative text", lambda: docx(para("", inside=drawn('descr="{{ x }}"'))), 'descr="甲"'),
    ("an alternative title", lambda: docx(para("", inside=drawn('title="{{ x }}"'))), 'title="甲"'),
    ("a tooltip", lambda: docx(para("", inside=f'<w:hyperlink w:anchor="_a" w:tooltip="{{{{ x }}}}">{run("a")}</w:hyperlink><w:bookmarkStart w:id="1" w:name="_a"/><w:bookmarkEnd w:id="1"/>')), 'w:tooltip="甲"'),  # noqa: E501
    ("a simple field", lambda: docx(para("", inside=f'<w:fldSimple w:instr=" DOCPROPERTY {{{{ x }}}} ">{run("a")}</w:fldSimple>')), "DOCPROPERTY 甲"),
    ("deleted text", lambda: docx(para("", inside='<w:del w:id="1"><w:r><w:delText>{{ x }}</w:delText></w:r></w:del>')), "<w:delText>甲"),
    ("a document variable", lambda: settings('<w:docVars><w:docVar w:name="a" w:val="{{ x }}"/></w:docVars>'), 'w:val="甲"'),
    ("a custom property", lambda: custom_property("{{ x }}"), "<vt:lpwstr>甲</vt:lpwstr>"),
    ("data of a content control", lambda: bound("{{ x }}"), "<title>甲</title>"),
]  # fmt: skip


def drawn(attribute: str) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" {attribute}/></wp:inline></w:drawing></w:r>'


def settings(content: str) -> bytes:
    return docx(
        para("a"),
        parts={"word/settings.xml": part("settings", content)},
        related={"rId5": ("settings", "word/settings.xml")},
    )


def custom_property(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/"
    xml = f'{HEAD}<Properties xmlns="{space}custom-properties" xmlns:vt="{space}docPropsVTypes"><property name="a" pid="2"><vt:lpwstr>{text}</vt:lpwstr></property></Properties>'  # noqa: E501
    return zipped({**binary_members(docx(para("a"))), "docProps/custom.xml": xml.encode()})


def bound(text: str) -> bytes:
    control = '<w:sdt><w:sdtPr><w:id w:val="5"/><w:dataBinding w:storeItemID="{AB}" w:xpath="/a/title"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'  # noqa: E501
    properties = f'{HEAD}<ds:datastoreItem ds:itemID="{{AB}}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
    rels = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}customXmlProps" Target="itemProps1.xml"/></Relationships>'  # noqa: E501
    parts = {
        "customXml/item1.xml": f"{HEAD}<a><title>{text}</title></a>".encode(),
        "customXml/itemProps1.xml": properties.encode(),
        "customXml/_rels/item1.xml.rels": rels.encode(),
    }
    return docx(control.replace("{}", para("a")), parts=parts)


@pytest.mark.parametrize(("name", "make", "expected"), PLACES, ids=[place[0] for place in PLACES])
def test_a_tag_is_filled_wherever_it_stands(name: str, make: Callable[[], bytes], expected: str) -> None:
    assert any(expected in xml for xml in filled(make(), x="甲").values())


def test_own_xml_that_nobody_shows_is_left_and_told() -> None:
    content = docx(para("{{ x }}"), parts={"customXml/item9.xml": b'<a note="{{ guid }}">{{ y }}</a>'})
    template = Template.open(content, "t.docx")
    assert [str(finding.place) for finding in template.findings] == ["t.docx, customXml/item9.xml"]
    assert members_of(template.render({"x": 1}).to_bytes())["customXml/item9.xml"].count("{{") == 2


def deck(*texts: str, layout: str = "", master: str = "") -> bytes:
    file = Presentation()
    for text in texts:
        slide = file.slides.add_slide(file.slide_layouts[6])
        slide.shapes.add_textbox(Pt(9), Pt(9), Pt(300), Pt(50)).text_frame.text = text
    content = saved(file)
    box = '<p:sp><p:nvSpPr><p:cNvPr id="{}" name="机构"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>'  # noqa: E501
    changes = {}
    for name, text, number in (("slideLayouts/slideLayout7", layout, 91), ("slideMasters/slideMaster1", master, 92)):
        if text:
            changes[f"ppt/{name}.xml"] = lambda xml, n=number, t=text: xml.replace("</p:spTree>", box.format(n, t))  # type: ignore[misc]
    return changed(content, changes)


def test_layouts_and_masters_are_filled_with_the_values_of_the_deck() -> None:
    made = filled(
        deck("{{ t }}", layout="{{ org }}", master="{% if org %}总{% endif %}"), "t.pptx", t="题", org="示例单位"
    )
    assert "示例单位" in made["ppt/slideLayouts/slideLayout7.xml"] and "总" in made["ppt/slideMasters/slideMaster1.xml"]


def test_a_name_that_a_layout_misses_is_told_with_the_layout() -> None:
    with pytest.raises(TemplateError, match=r't\.pptx, slide layout "Blank", "机构".*org'):
        Template.open(deck("a", layout="{{ org }}"), "t.pptx").render({})


def test_the_names_of_layouts_are_names_of_the_template() -> None:
    assert set(Template.open(deck("{{ t }}", layout="{{ org }}"), "t.pptx").names()) == {"t", "org"}


def smart(content: bytes, text: str) -> bytes:
    """The deck with SmartArt of one text on its first slide."""
    data = f'{HEAD}<dgm:dataModel xmlns:dgm="{DGM}" xmlns:a="{DRAWING}"><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>'  # noqa: E501
    members = binary_members(content)
    members["ppt/diagrams/data1.xml"] = data.encode()
    rels = "ppt/slides/_rels/slide1.xml.rels"
    entry = f'<Relationship Id="rId50" Type="{REL}diagramData" Target="../diagrams/data1.xml"/></Relationships>'
    members[rels] = members[rels].decode().replace("</Relationships>", entry).encode()
    types = "[Content_Types].xml"
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    members[types] = (
        members[types]
        .decode()
        .replace("</Types>", f'<Override PartName="/ppt/diagrams/data1.xml" ContentType="{kind}"/></Types>')
        .encode()
    )
    return zipped(members)


def test_smartart_is_filled_and_each_copy_of_a_slide_has_its_own() -> None:
    assert "甲" in filled(smart(deck("a"), "{{ x }}"), "t.pptx", x="甲")["ppt/diagrams/data1.xml"]
    looped = smart(deck("{%slide for x in xs %}"), "{{ x }}")
    made = filled(looped, "t.pptx", xs=["甲", "乙"])
    found = {name: re.findall(r"<a:t>([^<]*)", xml) for name, xml in made.items() if "diagrams/data" in name}
    assert sorted(found.values()) == [["乙"], ["甲"]]


def test_an_address_on_a_slide_is_filled_for_each_slide() -> None:
    file = Presentation()
    frame = file.slides.add_slide(file.slide_layouts[6]).shapes.add_textbox(Pt(9), Pt(9), Pt(300), Pt(50)).text_frame
    frame.text = "{%slide for x in xs %}"
    link_run = frame.add_paragraph().add_run()
    link_run.text, link_run.hyperlink.address = "官网", "https://e.org/{{ x }}"
    made = filled(saved(file), "t.pptx", xs=["a", "b"])
    assert sorted(t for n, xml in made.items() if "slides/_rels" in n for t in targets(xml)) == [
        "https://e.org/a",
        "https://e.org/b",
    ]


def test_titles_that_powerpoint_has_listed_are_no_tags_to_fill() -> None:
    content = deck("{%slide for x in xs %}")
    app = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>{{ x.title }}</vt:lpstr></vt:vector></TitlesOfParts></Properties>'  # noqa: E501
    filled(zipped({**binary_members(content), "docProps/app.xml": app.encode()}), "t.pptx", xs=["甲"])


CUSTOM = '<p:custShowLst><p:custShow name="短" id="0"><p:sldLst>{}</p:sldLst></p:custShow></p:custShowLst>'


@pytest.mark.parametrize(("extra", "slides"), [(True, 3), (False, 2)])
def test_a_custom_show_has_the_slides_that_are_made(extra: bool, slides: int) -> None:
    content = deck("首", "{%slide if extra %}", "{%slide for x in xs %}")
    file = Presentation(io.BytesIO(content))
    keys = [item.rId for item in file.slides._sldIdLst]
    shows = CUSTOM.format("".join(f'<p:sld r:id="{key}"/>' for key in keys[:2]))
    content = changed(content, {"ppt/presentation.xml": lambda xml: xml.replace("<p:notesSz", shows + "<p:notesSz")})
    made = filled(content, "t.pptx", extra=extra, xs=["a"])["ppt/presentation.xml"]
    assert made.count("<p:sldId ") == slides
    assert made.count("<p:sld ") == slides - 1


def test_what_is_raw_may_leave_braces() -> None:
    made = members_of(Template.open(docx(para("{% raw %}{{ x }}{% endraw %}")), "t.docx").render({}).to_bytes())
    assert "{{ x }}" in made["word/document.xml"]


def test_a_template_of_the_cache_is_filled_the_same(tmp_path: Path) -> None:
    content = deck("{{ t }}", layout="{{ org }}")
    both = [Template.open(content, "t.pptx", cache=tmp_path).render({"t": 1, "org": 2}).to_bytes() for _ in range(2)]
    assert both[0] == both[1]


def test_tags_in_an_equation_are_filled_though_it_is_cut() -> None:
    letters = "".join(f"<m:r><m:t>{text}</m:t></m:r>" for text in ("x={", "{ a", " }}", "+1"))
    xml = f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{letters}</m:oMath>'
    made = filled(docx(para("{%p for a in xs %}") + para("", inside=xml) + para("{%p endfor %}")), xs=["甲<", 5])
    found = re.findall(r"<m:t[^>]*>([^<]*)", made["word/document.xml"])
    assert "".join(found) == "x=甲&lt;+1x=5+1"


def test_a_tag_in_the_data_of_a_chart_is_told_with_what_works() -> None:
    file = Presentation()
    data = CategoryChartData()
    data.categories = ["{{ x }}"]
    data.add_series("一", (1,))
    slide = file.slides.add_slide(file.slide_layouts[6])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Pt(90), Pt(90), data)
    (finding,) = Template.open(saved(file), "t.pptx").findings
    assert finding.rule in ("S05", "E05") and "ChartData" in finding.hint and "chart" in finding.what


def test_a_slide_tag_among_other_text_is_told_to_stand_alone() -> None:
    with pytest.raises(TemplateError, match=r"\{%slide for x in xs %\} is not alone in its paragraph"):
        Template.open(deck("一{%slide for x in xs %}二"), "t.pptx")
