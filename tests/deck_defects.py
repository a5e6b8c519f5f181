"""The kinds of defects that are planted in decks."""

import random

from lxml import etree

from tests.defects import A, C, P, Parts, kind, move, name_of, place_of, set_text, shapes, some_box, text


def a_chart(parts: Parts, rng: random.Random) -> tuple[str, etree._Element]:
    part = rng.choice(sorted(name for name in parts.members if name.startswith("ppt/charts/chart")))
    return part, parts.root(part)


@kind("deck", "G01")
def text_is_lengthened(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    set_text(shape, (text(shape) + "并且还有更多需要说明的情况") * 12)
    return place_of(number)


@kind("deck", "G06", "G07")
def a_box_is_moved_sideways(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    move(shape, x=rng.choice([-3, 3]))
    return place_of(number)


@kind("deck", "G06", "G07")
def a_box_is_moved_down(parts: Parts, rng: random.Random) -> str:
    while True:
        number, shape = some_box(parts, rng)
        if sum(name_of(other) == name_of(shape) for other in shapes(parts.slide(number), placed=True)) > 1:
            break
    move(shape, y=3)
    return place_of(number)


@kind("deck", "G03")
def a_box_leaves_the_slide(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    move(shape, x=960)
    return place_of(number)


@kind("deck", "G04")
def a_box_enters_the_margin(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    offset = shape.find(f"{P}spPr/{A}xfrm/{A}off")
    offset.set("x", str(20 * 12700))
    return place_of(number)


@kind("deck", "G05")
def two_texts_overlap(parts: Parts, rng: random.Random) -> str:
    while True:
        number = rng.choice(parts.slides())
        found = shapes(parts.slide(number), placed=True, words=2)
        if len(found) > 1:
            break
    one, other = rng.sample(found, 2)
    source, target = one.find(f"{P}spPr/{A}xfrm/{A}off"), other.find(f"{P}spPr/{A}xfrm/{A}off")
    target.set("x", source.get("x"))
    target.set("y", source.get("y"))
    return place_of(number)


@kind("deck", "C01")
def a_colour_is_lightened(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    ground = shape.find(f"{P}spPr/{A}solidFill") is not None
    for colour in shape.iter(f"{A}rPr"):
        for scheme in colour.iter(f"{A}schemeClr"):
            dark = scheme.get("val") == "bg1" or len(scheme) > 0  # white, or gold made lighter: text on a dark ground
            scheme.set("val", "accent1" if dark and not ground else "accent6")
            for change in list(scheme):
                scheme.remove(change)
    return place_of(number)


@kind("deck", "C02")
def a_colour_is_foreign(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    fill = next(shape.iter(f"{A}solidFill"))
    for child in list(fill):
        fill.remove(child)
    etree.SubElement(fill, f"{A}srgbClr").set("val", rng.choice(["2E2E8B", "00502F", "4B0082"]))
    return place_of(number)


@kind("deck", "T01", "T02")
def a_text_is_small(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    for run in shape.iter(f"{A}rPr"):
        run.set("sz", rng.choice(["900", "1000", "1100"]))
    return place_of(number)


@kind("deck", "D02")
def an_alternative_text_is_dropped(parts: Parts, rng: random.Random) -> str:
    framed = [(number, frame) for number in parts.slides() for frame in parts.slide(number).iter(f"{P}graphicFrame")]
    number, frame = rng.choice(framed)
    del frame.find(f"./*/{P}cNvPr").attrib["descr"]
    return place_of(number)


@kind("deck", "D01")
def the_notes_are_gone(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    for element in parts.root(f"ppt/notesSlides/notesSlide{number}.xml").iter(f"{A}t"):
        element.text = ""
    return place_of(number)


def title(parts: Parts, number: int) -> etree._Element:
    return next(
        shape for shape in shapes(parts.slide(number)) if shape.find(f"./*/{P}nvPr/{P}ph[@type='title']") is not None
    )


@kind("deck", "T04", "D01")
def the_title_is_gone(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    set_text(title(parts, number), "")
    return place_of(number)


@kind("deck", "T04")
def two_titles_are_the_same(parts: Parts, rng: random.Random) -> str:
    one, other = sorted(rng.sample(parts.slides(), 2))
    set_text(title(parts, other), text(title(parts, one)))
    return place_of(other)


@kind("deck", "T04", "G01")
def a_title_is_too_long(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    set_text(title(parts, number), text(title(parts, number)) + "，并且在此基础上继续推进各方面工作取得新的更大成效")
    return place_of(number)


@kind("deck", "T14")
def a_comma_is_half_wide(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    set_text(shape, "改革,开放")
    return place_of(number)


@kind("deck", "T07")
def a_space_is_typed(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    set_text(shape, rng.choice(["增至 70万人", "共70 万人", "改革 开放"]))
    return place_of(number)


@kind("deck", "T14")
def a_quote_is_straight(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng)
    set_text(shape, '"双进"项目')
    return place_of(number)


@kind("deck", "T09")
def something_is_left_to_fill(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng, words=4)
    set_text(shape, rng.choice(["待补", "TODO", "{{ x }}", "×××万人", "None"]))
    return place_of(number)


@kind("deck", "D01")
def a_placeholder_is_empty(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    holders = [s for s in shapes(parts.slide(number)) if s.find(f"./*/{P}nvPr/{P}ph[@idx='41']") is not None]
    set_text(holders[0], "")
    return place_of(number)


@kind("deck", "F08")
def the_source_is_gone(parts: Parts, rng: random.Random) -> str:
    numbers = [
        number for number in parts.slides() if next(parts.slide(number).iter(f"{P}graphicFrame"), None) is not None
    ]
    number = rng.choice(numbers)
    for shape in shapes(parts.slide(number)):
        if shape.find(f"./*/{P}nvPr/{P}ph[@idx='40']") is not None:
            shape.getparent().remove(shape)
    return place_of(number)


@kind("deck", "D04")
def a_chart_shows_another_value(parts: Parts, rng: random.Random) -> str:
    _, chart = a_chart(parts, rng)
    point = rng.choice(list(chart.iter(f"{C}val")))
    value = next(point.iter(f"{C}v"))
    value.text = str(float(value.text or 0) + rng.randint(1, 9))
    return "slide"


@kind("deck", "D04")
def a_workbook_is_lost(parts: Parts, rng: random.Random) -> str:
    part, _ = a_chart(parts, rng)
    rels = parts.root(part.replace("charts/", "charts/_rels/") + ".rels")
    for arrow in list(rels):
        rels.remove(arrow)
    return "slide"


@kind("deck", "D05")
def a_legend_is_added(parts: Parts, rng: random.Random) -> str:
    _, chart = a_chart(parts, rng)
    plot = chart.find(f"{C}chart/{C}plotArea")
    legend = etree.Element(f"{C}legend")
    etree.SubElement(legend, f"{C}legendPos").set("val", "b")
    plot.addnext(legend)
    return "slide"


@kind("deck", "D12")
def an_axis_does_not_begin_at_zero(parts: Parts, rng: random.Random) -> str:
    _, chart = a_chart(parts, rng)
    scaling = next(chart.iter(f"{C}valAx")).find(f"{C}scaling")
    least = scaling.find(f"{C}min")
    least = least if least is not None else etree.SubElement(scaling, f"{C}min")
    least.set("val", "5")
    return "slide"


@kind("deck", "W07")
def two_shapes_share_an_id(parts: Parts, rng: random.Random) -> str:
    number = rng.choice(parts.slides())
    heads = list(parts.slide(number).iter(f"{P}cNvPr"))
    heads[-1].set("id", heads[1].get("id"))
    return place_of(number)


@kind("deck", "T08")
def the_chinese_font_is_removed(parts: Parts, rng: random.Random) -> str:
    theme = parts.root("ppt/theme/theme1.xml")
    for font in theme.iter(f"{A}{rng.choice(['minorFont', 'majorFont'])}"):
        font.find(f"{A}ea").set("typeface", "")
    return "slide"


@kind("deck", "T03")
def a_slide_says_too_much(parts: Parts, rng: random.Random) -> str:
    number, shape = some_box(parts, rng, words=6)
    while number in (2, 13):
        number, shape = some_box(parts, rng, words=6)
    set_text(shape, "逐项说明各方面工作的进展情况" * 10)
    return place_of(number)
