"""More kinds of defects: of letters and colours of reports, of links and sections, of what an alternative text leaves out."""

import random

from lxml import etree

from reportgen.ooxml.relationships import RELATIONSHIPS
from tests.deck_defects import a_chart, title
from tests.defects import A, C, P, Parts, W, kind, place_of, set_text, shapes, some_box, text
from tests.report_defects import MAIN, body, first_words, property_of, styled

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def link(parts: Parts, part: str) -> str:
    """The id of a new arrow to the outside."""
    arrow = etree.SubElement(parts.root(part), f"{{{RELATIONSHIPS}}}Relationship")
    arrow.set("Id", "rIdOut")
    arrow.set("Type", LINK)
    arrow.set("Target", "https://example.org/")
    arrow.set("TargetMode", "External")
    return "rIdOut"


def run_property(run: etree._Element, name: str, **values: str) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    element = etree.SubElement(properties, f"{W}{name}")
    for key, value in values.items():
        element.set(f"{W}{key}", value)


@kind("report", "C01")
def a_text_of_the_report_is_pale(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    for run in chosen.iter(f"{W}r"):
        run_property(run, "color", val=rng.choice(["A0A0A0", "C9C2B6", "8C8C8C"]))
    return first_words(chosen)


@kind("report", "W08")
def a_heading_has_another_face(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Heading1", "Heading2"))
    face = rng.choice(["宋体", "微软雅黑", "华文彩云"])
    for run in chosen.iter(f"{W}r"):
        run_property(run, "rFonts", eastAsia=face, ascii=face, hAnsi=face)
    return first_words(chosen)


@kind("report", "W08")
def a_heading_has_another_size(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Heading1", "Heading2"))
    for run in chosen.iter(f"{W}r"):
        run_property(run, "sz", val=rng.choice(["28", "36", "30"]))
    return first_words(chosen)


@kind("report", "W08")
def a_level_is_numbered_in_another_way(parts: Parts, rng: random.Random) -> str:
    level = rng.choice(
        [item for item in parts.root("word/numbering.xml").iter(f"{W}lvl") if item.get(f"{W}ilvl") in "01"]
    )
    level.find(f"{W}numFmt").set(f"{W}val", "decimal")
    level.find(f"{W}lvlText").set(f"{W}val", rng.choice(["%1.%2.", "%1)", "第%1章"]))
    return "page"


@kind("report", "W08")
def page_numbers_are_written_in_another_way(parts: Parts, rng: random.Random) -> str:
    footer = parts.root(rng.choice(["word/footer1.xml", "word/footer2.xml"]))
    first, *rest = list(footer.iter(f"{W}t"))
    first.text, rest[-1].text = rng.choice([("第", "页"), ("", ""), ("- ", "/ 11")])
    return "footer"


@kind("report", "W08")
def the_pages_have_no_number(parts: Parts, rng: random.Random) -> str:
    for name in ("word/footer1.xml", "word/footer2.xml"):
        for element in [*parts.root(name).iter(f"{W}instrText")]:
            element.text = " DATE "
    return "footer"


@kind("report", "D13")
def the_report_is_protected(parts: Parts, rng: random.Random) -> str:
    guard = etree.Element(f"{W}documentProtection")
    guard.set(f"{W}edit", rng.choice(["readOnly", "forms", "comments"]))
    guard.set(f"{W}enforcement", "1")
    parts.root("word/settings.xml").insert(0, guard)
    return "settings"


@kind("report", "D09")
def a_link_of_the_report_says_nothing(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    run = list(chosen.iter(f"{W}r"))[-1]
    around = etree.SubElement(chosen, f"{W}hyperlink")
    around.set(f"{R}id", link(parts, "word/_rels/document.xml.rels"))
    around.append(run)
    set_text(run, rng.choice(["点击这里", "查看详情", "https://example.org/a/b"]))
    return "page"


@kind("report", "W06")
def two_figures_follow_each_other(parts: Parts, rng: random.Random) -> str:
    """A figure with its caption and its source is moved right behind another."""
    one, other = rng.sample(styled(parts, "FigurePara"), 2)
    source = one.getnext().getnext()
    for item in reversed([other, other.getnext(), other.getnext().getnext()]):
        source.addnext(item)
    return "page"


@kind("deck", "D09")
def a_section_has_the_name_of_the_program(parts: Parts, rng: random.Random) -> str:
    name = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"
    section = rng.choice(list(parts.root("ppt/presentation.xml").iter(name)))
    section.set("name", rng.choice(["默认节", "无标题节", "Default Section", "Untitled Section"]))
    return "sections"


@kind("deck", "D13")
def the_deck_is_protected(parts: Parts, rng: random.Random) -> str:
    root = parts.root("ppt/presentation.xml")
    etree.SubElement(root, f"{P}modifyVerifier").set("algorithmName", rng.choice(["SHA-512", "SHA-256"]))
    return "presentation"


@kind("deck", "D09")
def a_link_of_a_slide_says_nothing(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng, words=4)
    run = next(shape.iter(f"{A}r"))
    properties = run.find(f"{A}rPr")
    arrow = etree.SubElement(properties, f"{A}hlinkClick")
    arrow.set(f"{R}id", link(parts, f"ppt/slides/_rels/slide{number}.xml.rels"))
    run.find(f"{A}t").text = rng.choice(["点击这里", "更多", "http://example.org"])
    return place_of(number)


@kind("deck", "D02")
def an_alternative_text_loses_a_bound(parts: Parts, rng: random.Random) -> str:
    framed = [(number, frame) for number in parts.slides() for frame in parts.slide(number).iter(f"{P}graphicFrame")]
    bounded = [(number, frame.find(f"./*/{P}cNvPr")) for number, frame in framed]
    number, head = rng.choice([item for item in bounded if "不足10" in item[1].get("descr", "")])
    head.set("descr", head.get("descr").replace("不足10", rng.choice(["10", "约10", "超过10"])))
    return place_of(number)


@kind("deck", "D02")
def an_alternative_text_is_too_long(parts: Parts, rng: random.Random) -> str:
    framed = [(number, frame) for number in parts.slides() for frame in parts.slide(number).iter(f"{P}graphicFrame")]
    number, frame = rng.choice(framed)
    head = frame.find(f"./*/{P}cNvPr")
    head.set("descr", (head.get("descr") or "") * 9)
    return place_of(number)


@kind("deck", "T05")
def a_slide_has_four_weights(parts: Parts, rng: random.Random) -> str:
    number = rng.choice([number for number in parts.slides() if len(shapes(parts.slide(number), words=2)) > 5])
    faces = ["思源黑体 Light", "思源黑体 Medium", "思源黑体 Heavy", "思源黑体 DemiLight"]
    for shape, face in zip(shapes(parts.slide(number), words=2)[1:], faces, strict=False):
        for run in shape.iter(f"{A}rPr"):
            for old in run.findall(f"{A}ea"):
                run.remove(old)
            etree.SubElement(run, f"{A}ea").set("typeface", face)
    return place_of(number)


@kind("deck", "T12")
def a_title_begins_with_a_quote(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    set_text(title(parts, number), rng.choice(["“", "（"]) + text(title(parts, number))[:18])
    return place_of(number)


@kind("deck", "D05")
def a_chart_has_grid_lines_and_labels(parts: Parts, rng: random.Random) -> str:
    _, chart = a_chart(parts, rng)
    for series in chart.iter(f"{C}ser"):
        labels = series.find(f"{C}dLbls")
        labels = labels if labels is not None else etree.SubElement(series, f"{C}dLbls")
        for old in labels.findall(f"{C}showVal"):
            labels.remove(old)
        etree.SubElement(labels, f"{C}showVal").set("val", "1")
    etree.SubElement(next(chart.iter(f"{C}valAx")), f"{C}majorGridlines")
    return "slide"


@kind("deck", "D05")
def a_chart_has_a_shadow(parts: Parts, rng: random.Random) -> str:
    _, chart = a_chart(parts, rng)
    properties = next(chart.iter(f"{C}spPr"))
    effects = etree.SubElement(properties, f"{A}effectLst")
    etree.SubElement(effects, f"{A}{rng.choice(['outerShdw', 'innerShdw'])}")
    return "slide"


@kind("report", "T14")
def a_quote_of_the_report_is_straight(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    set_text(chosen, '新区实施"双进"行动，' + text(chosen)[:30] + "。")
    return "page"


@kind("report", "W07")
def a_part_has_no_type(parts: Parts, rng: random.Random) -> str:
    types = parts.root("[Content_Types].xml")
    names = [
        item
        for item in types
        if item.get("PartName") in ("/word/numbering.xml", "/word/footer1.xml", "/word/fontTable.xml")
    ]
    chosen = rng.choice(names)
    types.remove(chosen)
    for default in list(types):
        if default.get("Extension") == "xml":
            types.remove(default)
    return str(chosen.get("PartName"))[1:]


@kind("report", "W01")
def the_grid_is_gone(parts: Parts, rng: random.Random) -> str:
    grid = list(parts.root(MAIN).iter(f"{W}docGrid"))[-1]
    grid.set(f"{W}linePitch", rng.choice(["312", "600", "580"]))
    assert body(parts) is not None
    return "section"


@kind("report", "W10")
def a_heading_ends_with_a_stop(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Heading1", "Heading2"))
    set_text(chosen, text(chosen) + rng.choice("。；："))
    property_of(chosen, "keepNext")
    return first_words(chosen)


@kind("deck", "D05")
def a_shape_has_a_shadow(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    properties = shape.find(f"{P}spPr")
    if rng.random() < 0.5:
        etree.SubElement(etree.SubElement(properties, f"{A}effectLst"), f"{A}outerShdw")
    else:
        etree.SubElement(properties, f"{A}gradFill")
    return place_of(number)
