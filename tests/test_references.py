"""What is copied or inserted gets values of its own: ids, references, notes, comments, lists, captions."""

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest

from reportgen import Template
from reportgen.template import Subdocument
from tests.packages import binary_members, docx, members_of, para, part, run
from tests.random_decks import DeckMaker, deck_data, random_deck
from tests.random_templates import LIST_STYLE, LISTS, field, random_template
from tests.whole import faults

ROWS = {"xs": [{"n": "甲", "v": 1}, {"n": "乙", "v": 2}, {"n": "丙", "v": 3}]}
LOOP, END = para("{%p for x in xs %}"), para("{%p endfor %}")


def notes_part(kind: str, text: str) -> dict[str, Any]:
    name = f"word/{kind}s.xml"
    return {
        "parts": {name: part(f"{kind}s", f'<w:{kind} w:id="1">{para(text)}</w:{kind}>')},
        "related": {"rId5": (f"{kind}s", name)},
    }


def reference(kind: str) -> str:
    return f'<w:r><w:{kind}Reference w:id="1"/></w:r>'


def filled(content: bytes, data: dict[str, Any], **options: Any) -> dict[str, str]:
    made = Template.open(content, "t.docx").render(data, **options).to_bytes()
    assert faults(made) == []
    return members_of(made)


def texts(xml: str) -> list[str]:
    return re.findall(r"<w:t(?: [^>]*)?>([^<]+)</w:t>", xml)


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_note_in_a_loop_has_a_text_and_an_id_for_each_item(kind: str) -> None:
    content = docx(LOOP + para("{{ x.n }}", inside=reference(kind)) + END, **notes_part(kind, "来源 {{ x.v }}"))
    assert texts(filled(content, ROWS)[f"word/{kind}s.xml"]) == ["来源 1", "来源 2", "来源 3"]


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_a_note_without_a_tag_is_copied_for_each_item(kind: str) -> None:
    content = docx(LOOP + para("{{ x.n }}", inside=reference(kind)) + END, **notes_part(kind, "来源"))
    assert texts(filled(content, ROWS)[f"word/{kind}s.xml"]) == ["来源"] * 3
    assert texts(filled(content, {"xs": []})[f"word/{kind}s.xml"]) == []


def test_a_wrong_name_in_a_note_is_told_at_the_note() -> None:
    content = docx(LOOP + para("{{ x.n }}", inside=reference("comment")) + END, **notes_part("comment", "{{ x.w }}"))
    with pytest.raises(Exception, match=r"paragraph 2, comment 1.*no attribute 'w'"):
        Template.open(content, "t.docx").render(ROWS)


def test_a_list_begins_anew_in_each_group_and_goes_on_over_items() -> None:
    item = para("{{ i }}", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
    inner = para("{%p for i in x.is %}") + item + END
    lists = {
        "parts": {
            "word/numbering.xml": part(
                "numbering", LIST_STYLE + '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
            )
        },
        "related": {"rId5": ("numbering", "word/numbering.xml")},
    }
    groups = {"xs": [{"n": "甲", "is": [1, 2]}, {"n": "乙", "is": [3, 4]}]}
    made = filled(docx(LOOP + para("{{ x.n }}") + inner + END, **lists), groups)
    used = re.findall(r'<w:numId w:val="(\d+)"', made["word/document.xml"])
    assert used[0] == used[1] == "7" and used[2] == used[3] != "7"
    assert f'w:numId="{used[2]}"' in made["word/numbering.xml"] and "startOverride" in made["word/numbering.xml"]
    flat = filled(docx(LOOP + item.replace("{{ i }}", "{{ x.n }}") + para("{{ x.n }}") + END, **lists), groups)
    assert set(re.findall(r'<w:numId w:val="(\d+)"', flat["word/document.xml"])) == {"7"}, "the items of one list"
    fixed = filled(docx(LOOP + para("{{ x.n }}") + item.replace("{{ i }}", "一") * 2 + END, **lists), groups)
    assert len(set(re.findall(r'<w:numId w:val="(\d+)"', fixed["word/document.xml"]))) == 2, "two fixed items a group"


def test_captions_are_counted_and_what_refers_to_them_follows() -> None:
    marks = '<w:bookmarkStart w:id="3" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="3"/>'
    caption = para("", inside=marks.format(run("图") + field(" SEQ 图 \\* ARABIC ", "1")) + run("{{ x.n }}"))
    content = docx(LOOP + para("见", inside=field(" REF _Ref1 \\h ", "图1")) + caption + END)
    xml = filled(content, ROWS)["word/document.xml"]
    assert "".join(texts(xml)) == "见图1图1甲见图2图2乙见图3图3丙"
    assert re.findall(r"REF (\S+)", xml) == re.findall(r'w:name="([^"]*)"', xml)


def test_a_document_brings_its_notes_comments_bookmarks_and_captions() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="_Ref1"/>{}<w:bookmarkEnd w:id="1"/>'
    body = para("", inside=marks.format(field(" SEQ 图 ", "1")) + reference("footnote"))
    inner = docx(body + para("", inside=field(" REF _Ref1 ", "1")), **notes_part("footnote", "财政局"))
    around = docx(body + para("{{p sub }}") + LOOP + para("{{p sub }}") + END, **notes_part("footnote", "统计局"))
    made = filled(around, {**ROWS, "sub": Subdocument.of(inner)})
    assert texts(made["word/footnotes.xml"]) == ["统计局", *["财政局"] * 4]
    assert texts(made["word/document.xml"]) == ["1", "2", "2", "3", "3", "4", "4", "5", "5"]


def test_notes_of_a_document_come_into_a_file_without_notes(tmp_path: Path) -> None:
    (tmp_path / "part.docx").write_bytes(
        docx(para("分", inside=reference("endnote")), **notes_part("endnote", "源 {{ x }}"))
    )
    made = filled(docx(para("{% include 'part.docx' %}")), {"x": 5}, parts=tmp_path)
    assert texts(made["word/endnotes.xml"]) == ["源 5"]


def test_a_reference_that_a_condition_takes_away_takes_its_note_along() -> None:
    content = docx(
        para("{%p if x %}") + para("甲", inside=reference("footnote")) + END.replace("for", "if"),
        **notes_part("footnote", "源"),
    )
    assert texts(filled(content, {"x": 0})["word/footnotes.xml"]) == []
    assert texts(filled(content, {"x": 1})["word/footnotes.xml"]) == ["源"]


def test_the_first_round_keeps_the_values_of_the_template() -> None:
    content = docx(LOOP + para("", inside='<w:bookmarkStart w:id="4" w:name="甲"/><w:bookmarkEnd w:id="4"/>') + END)
    assert re.findall(r'w:name="([^"]*)"', filled(content, ROWS)["word/document.xml"]) == ["甲", "甲_2", "甲_3"]


CAMPAIGN = 5000 if os.environ.get("REPORTGEN_CAMPAIGN") else 60


@pytest.mark.parametrize("start", range(0, CAMPAIGN, 20))
def test_random_templates_have_unique_ids_and_whole_references(start: int) -> None:
    for seed in range(start, start + 20):
        made = Template.open(random_template(seed), "t.docx").render({**LISTS, "top": "顶", "no": 0}).to_bytes()
        assert faults(made) == [], f"seed {seed}"


CHART = '<w:r><w:drawing><wp:inline><wp:docPr id="5" name="c"/><a:graphic><a:graphicData uri="c"><c:chart r:id="rIdC"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'  # noqa: E501
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
SMART = f'<w:r><w:drawing><wp:inline><wp:docPr id="6" name="s"/><dgm:relIds xmlns:dgm="{DGM}" r:dm="rIdM"/></wp:inline></w:drawing></w:r>'
DATA = f'<dgm:dataModel xmlns:dgm="{DGM}"><dsp:dataModelExt xmlns:dsp="d" relId="rIdW"/></dgm:dataModel>'


def test_a_chart_and_smartart_in_a_loop_have_parts_of_their_own() -> None:
    parts = {
        "word/charts/chart1.xml": b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>',
        "word/diagrams/data1.xml": DATA.encode(),
        "word/diagrams/drawing1.xml": b"<d/>",
    }
    related = {
        "rIdC": ("chart", "word/charts/chart1.xml"), "rIdM": ("diagramData", "word/diagrams/data1.xml"),
        "rIdW": ("diagramDrawing", "word/diagrams/drawing1.xml"),
    }  # fmt: skip
    made = filled(docx(LOOP + para("{{ x.n }}", inside=CHART + SMART) + END, parts=parts, related=related), ROWS)
    assert sorted(name for name in made if "charts/chart" in name) == [f"word/charts/chart{n}.xml" for n in (1, 2, 3)]
    models = {name: xml for name, xml in made.items() if "diagrams/data" in name}
    drawings = {re.findall(r'relId="([^"]*)"', xml)[0] for xml in models.values()}
    assert len(models) == len(drawings) == 3
    assert all(f'Id="{key}"' in made["word/_rels/document.xml.rels"] for key in drawings)
    assert filled(docx(LOOP + para("", inside=CHART) + END, parts=parts, related=related), {"xs": []})


def slide_deck(shapes: str, timing: str) -> bytes:
    from tests.packages import deck_with

    return deck_with(
        "题", lambda xml: xml.replace("</p:spTree>", f"{shapes}</p:spTree>").replace("</p:sld>", f"{timing}</p:sld>")
    )


def shape(number: int, descr: str = "", text: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="形{number}" descr="{descr}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="900" cy="90"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>'
        f"{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def effect(number: int) -> str:
    target = f'<p:set><p:cBhvr><p:cTn id="{number}9"/><p:tgtEl><p:spTgt spid="{number}"/></p:tgtEl></p:cBhvr></p:set>'
    inner = f'<p:par><p:cTn id="{number}8" presetClass="entr"><p:childTnLst>{target}</p:childTnLst></p:cTn></p:par>'
    return f'<p:par><p:cTn id="{number}7"><p:childTnLst>{inner}</p:childTnLst></p:cTn></p:par>'


def timing(*numbers: int) -> str:
    effects = "".join(map(effect, numbers))
    built = "".join(f'<p:bldP spid="{number}" grpId="0"/>' for number in numbers)
    tree = f'<p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par></p:tnLst>'
    return f"<p:timing>{tree}<p:bldLst>{built}</p:bldLst></p:timing>"


def deck_filled(content: bytes, data: dict[str, Any]) -> str:
    made = Template.open(content, "t.pptx").render(data).to_bytes()
    assert faults(made) == []
    return members_of(made)["ppt/slides/slide1.xml"]


def test_a_repeated_shape_keeps_its_animation_and_copies_have_ids_of_their_own() -> None:
    xml = deck_filled(slide_deck(shape(71, "{% for x in xs %}", "{{ x.n }}"), timing(71)), ROWS)
    assert len(set(re.findall(r'<p:cNvPr id="(\d+)" name="形71"', xml))) == 3
    assert 'spTgt spid="71"' in xml


def test_an_animation_of_a_shape_that_is_left_out_goes_with_it() -> None:
    content = slide_deck(shape(71, "{% if x %}", "甲") + shape(72, "", "{{ y }}"), timing(71, 72))
    xml = deck_filled(content, {"x": 0, "y": "乙"})
    assert re.findall(r'spid="(\d+)"', xml) == ["72", "72"]
    assert len(re.findall(r'spid="(\d+)"', deck_filled(content, {"x": 1, "y": "乙"}))) == 4
    assert "<p:timing" not in deck_filled(slide_deck(shape(71, "{% if x %}", "甲"), timing(71)), {"x": 0})


def test_the_connectors_of_a_group_follow_its_shapes() -> None:
    line = (
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="75" name="线"/><p:cNvCxnSpPr><a:stCxn id="73" idx="0"/><a:endCxn id="74" idx="0"/>'
        "</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr/></p:cxnSp>"
    )
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="70" name="组" descr="{% for x in xs %}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900" cy="90"/><a:chOff x="0" y="0"/><a:chExt cx="900" cy="90"/></a:xfrm></p:grpSpPr>'
        f"{shape(73, '', '{{ x.n }}')}{shape(74)}{line}</p:grpSp>"
    )
    xml = deck_filled(slide_deck(group, ""), ROWS)
    ends = re.findall(r'<a:(?:st|end)Cxn id="(\d+)"', xml)
    assert len(set(ends)) == 6


DECKS = 5000 if os.environ.get("REPORTGEN_CAMPAIGN") else 15


@pytest.mark.parametrize("start", range(0, DECKS, 15))
def test_random_decks_have_unique_ids_and_whole_references(start: int) -> None:
    for seed in range(start, start + 15):
        made = Template.open(random_deck(seed), "t.pptx").render(deck_data()).to_bytes()
        assert faults(made) == [], f"seed {seed}"


def test_what_only_a_slide_that_is_left_out_has_is_not_in_the_file() -> None:
    maker = DeckMaker(1)
    for notes in ("", "{%slide if no %}"):
        slide = maker.file.slides.add_slide(maker.file.slide_layouts[6])
        maker.chart(slide, "")
        slide.notes_slide.notes_text_frame.text = notes
    out = io.BytesIO()
    maker.file.save(out)
    names = binary_members(Template.open(out.getvalue(), "t.pptx").render(deck_data()).to_bytes())
    assert [sum(name.endswith(end) for name in names) for end in (".xlsx", "slides/slide1.xml")] == [1, 1]
    assert not [name for name in names if "slide2" in name or "notesSlide2" in name]
