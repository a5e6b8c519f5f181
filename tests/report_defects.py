"""The kinds of defects that are planted in reports."""

import random
from copy import deepcopy

from lxml import etree

from tests.defects import WP, Parts, W, kind, set_text, text

MAIN = "word/document.xml"


def body(parts: Parts) -> etree._Element:
    return parts.root(MAIN).find(f"{W}body")


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def styled(parts: Parts, *styles: str, plain: bool = False) -> list[etree._Element]:
    """The paragraphs of a style; plain ones have no fields."""
    found = [item for item in body(parts).iterfind(f"{W}p") if style_of(item) in styles]
    return [item for item in found if item.find(f".//{W}fldChar") is None and len(text(item)) > 3] if plain else found


def first_words(paragraph: etree._Element) -> str:
    return f"“{text(paragraph)[:6]}"


def restyle(paragraph: etree._Element, style: str) -> None:
    paragraph.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)


def property_of(paragraph: etree._Element, name: str, **values: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    element = etree.Element(f"{W}{name}")
    for key, value in values.items():
        element.set(f"{W}{key}", value)
    properties.insert(1, element)


@kind("report", "W02")
def a_heading_level_is_skipped(parts: Parts, rng: random.Random) -> str:
    first = [item for item in styled(parts, "Heading1", "Heading2") if style_of(item) == "Heading2"]
    following = [item for item in first if style_of(item.getprevious()) == "Heading1"]
    chosen = rng.choice(following)
    restyle(chosen, rng.choice(["Heading3", "Heading4"]))
    return first_words(chosen)


@kind("report", "W02")
def a_heading_is_empty(parts: Parts, rng: random.Random) -> str:
    set_text(rng.choice(styled(parts, "Heading1", "Heading2")), "")
    return "paragraph"


@kind("report", "W02")
def a_heading_is_made_by_hand(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    copy = deepcopy(chosen)
    set_text(copy, "关于下一步工作")
    for run in copy.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        properties.append(etree.Element(f"{W}b"))
    chosen.addprevious(copy)
    return "“关于下一步工作”"


@kind("report", "W02")
def a_heading_does_not_keep_its_text(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Heading1", "Heading2"))
    property_of(chosen, "keepNext", val="0")
    return first_words(chosen)


def captions(parts: Parts, letter: str) -> list[etree._Element]:
    return [item for item in styled(parts, "Caption") if text(item).startswith(letter)]


@kind("report", "W03")
def a_caption_is_separated(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(captions(parts, "图"))
    following = chosen.getnext().getnext()
    following.addnext(chosen)
    return "page"


@kind("report", "W03")
def a_caption_is_gone(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(captions(parts, rng.choice("图表")))
    chosen.getparent().remove(chosen)
    return "page"


@kind("report", "W03")
def a_caption_has_the_wrong_number(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(captions(parts, rng.choice("图表")))
    number = next(t for t in chosen.iter(f"{W}t") if (t.text or "").strip().isdigit())
    number.text = str(int(number.text or 0) + 3)
    return "page"


@kind("report", "W03")
def a_figure_is_not_mentioned(parts: Parts, rng: random.Random) -> str:
    label = text(rng.choice(captions(parts, "图")))[:2]
    for paragraph in styled(parts, "Body"):
        if label in text(paragraph):
            set_text(paragraph, text(paragraph).replace(f"（见{label}）", "").replace(label, ""))
            for mark in [*paragraph.iter(f"{W}fldChar"), *paragraph.iter(f"{W}instrText")]:
                mark.getparent().remove(mark)
    return label


@kind("report", "F08")
def a_source_is_gone(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "SourceNote", "TableNote"))
    chosen.getparent().remove(chosen)
    return "page"


def data_tables(parts: Parts) -> list[etree._Element]:
    return [table for table in body(parts).iterfind(f"{W}tbl") if len(table.findall(f"{W}tr")) > 1]


@kind("report", "D03")
def a_table_has_no_head(parts: Parts, rng: random.Random) -> str:
    for mark in list(rng.choice(data_tables(parts)).iter(f"{W}tblHeader")):
        mark.getparent().remove(mark)
    return "table"


@kind("report", "W05")
def a_table_is_narrowed(parts: Parts, rng: random.Random) -> str:
    column = rng.choice(list(rng.choice(data_tables(parts)).iter(f"{W}gridCol")))
    column.set(f"{W}w", str(int(column.get(f"{W}w")) + rng.choice([-200, 200])))
    return "table"


@kind("report", "W05")
def a_row_may_split(parts: Parts, rng: random.Random) -> str:
    mark = rng.choice(list(rng.choice(data_tables(parts)).iter(f"{W}cantSplit")))
    mark.getparent().remove(mark)
    return "table"


@kind("report", "W05")
def a_picture_is_too_wide(parts: Parts, rng: random.Random) -> str:
    extent = rng.choice([drawing.find(f"{WP}extent") for drawing in body(parts).iter(f"{WP}inline")])
    extent.set("cx", str(int(extent.get("cx")) + 200000))
    extent.set("cy", str(round(int(extent.get("cy")) * 1.0356)))
    return "page"


@kind("report", "D06")
def a_picture_is_stretched(parts: Parts, rng: random.Random) -> str:
    extent = rng.choice([drawing.find(f"{WP}extent") for drawing in body(parts).iter(f"{WP}inline")])
    extent.set("cy", str(round(int(extent.get("cy")) * 0.9)))
    return "page"


@kind("report", "D02")
def the_text_of_a_picture_is_dropped(parts: Parts, rng: random.Random) -> str:
    head = rng.choice([drawing.find(f"{WP}docPr") for drawing in body(parts).iter(f"{WP}inline")])
    head.set("descr", rng.choice(["", "image1.png"]))
    return "page"


@kind("report", "W01")
def a_margin_is_changed(parts: Parts, rng: random.Random) -> str:
    margins = rng.choice(list(parts.root(MAIN).iter(f"{W}pgMar")))
    side = rng.choice(["left", "right", "top", "bottom"])
    margins.set(f"{W}{side}", str(int(margins.get(f"{W}{side}")) + 60))
    return "section"


@kind("report", "W01")
def a_pitch_is_changed(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice([item for item in styled(parts, "Body") if len(text(item)) > 90])
    property_of(chosen, "spacing", line="480", lineRule="auto")
    return first_words(chosen)


@kind("report", "W04")
def the_contents_say_another_page(parts: Parts, rng: random.Random) -> str:
    entry = rng.choice(styled(parts, "TOC1", "TOC2"))
    number = [t for t in entry.iter(f"{W}t") if (t.text or "").strip().isdigit()][-1]
    number.text = str(int(number.text or 0) + 1)
    return first_words(entry)


@kind("report", "W04")
def a_heading_is_renamed(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Heading1", "Heading2"))
    set_text(chosen, "改过名字的标题")
    return "page 2"


@kind("report", "W04")
def a_reference_says_something_else(parts: Parts, rng: random.Random) -> str:
    found = [
        t for item in styled(parts, "Body") for t in item.iter(f"{W}t")
        if len(t.text or "") == 2 and (t.text or "")[0] in "图表" and (t.text or "")[1].isdigit()
    ]  # fmt: skip
    chosen = rng.choice(found)
    chosen.text = (chosen.text or "")[0] + "9"
    return "page"


@kind("report", "W04")
def fields_are_updated_on_opening(parts: Parts, rng: random.Random) -> str:
    etree.SubElement(parts.root("word/settings.xml"), f"{W}updateFields").set(f"{W}val", "true")
    return "settings"


@kind("report", "W07")
def elements_are_out_of_order(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body"))
    properties = chosen.find(f"{W}pPr")
    properties.insert(0, etree.Element(f"{W}jc", {f"{W}val": "left"}))
    return "document"


@kind("report", "W07")
def two_bookmarks_share_an_id(parts: Parts, rng: random.Random) -> str:
    one, other = rng.sample(list(parts.root(MAIN).iter(f"{W}bookmarkStart")), 2)
    one.set(f"{W}id", other.get(f"{W}id"))
    return "document"


@kind("report", "T01")
def a_text_of_the_report_is_small(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    for run in chosen.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        properties.append(etree.Element(f"{W}sz", {f"{W}val": rng.choice(["18", "20"])}))
    return first_words(chosen)


@kind("report", "T13")
def a_number_is_parted_from_its_unit(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    # 26 characters fit the first line: 24 and two digits do, the unit after them does not
    set_text(
        chosen,
        "本项工作在各方面共同努力下稳步推进取得良好成效目前"[:24]
        + rng.choice(["70万人", "45公里", "38亿元"])
        + "，完成预定的阶段性任务目标。",
    )
    return "“本项工作在各方面共同"


@kind("report", "T14")
def punctuation_is_half_wide(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    first = next(t for t in chosen.iter(f"{W}t") if "，" in (t.text or ""))
    first.text = (first.text or "").replace("，", ",", 1)
    return "page"


@kind("report", "T07")
def a_space_is_typed_in_the_report(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    set_text(chosen, "目前常住人口达到 70万人，继续保持增长。")
    return "“目前常住人口达到"


@kind("report", "T09")
def a_tag_is_left(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body", plain=True))
    set_text(chosen, rng.choice(["目前常住人口达到{{ f.x }}。", "目前常住人口达到×××。", "目前常住人口待补。"]))
    return "“目前常住人口"


@kind("report", "D08")
def blank_lines_make_space(parts: Parts, rng: random.Random) -> str:
    chosen = rng.choice(styled(parts, "Body"))
    for _ in range(3):
        empty = deepcopy(chosen)
        for run in [*empty.iter(f"{W}r"), *empty.iter(f"{W}bookmarkStart"), *empty.iter(f"{W}bookmarkEnd")]:
            run.getparent().remove(run)
        chosen.addprevious(empty)
    return "page"


@kind("report", "T08")
def no_chinese_font_is_named(parts: Parts, rng: random.Random) -> str:
    for fonts in parts.root("word/styles.xml").iter(f"{W}rFonts"):
        fonts.attrib.pop(f"{W}eastAsia", None)
    return "page"
