"""Holds templates/report.docx to its script, to the page of GB/T 9704 and to the styles of the house."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from build_report import TARGETS, report_template
from lxml import etree
from word_styles import STYLES

from reportgen.model import THEMES
from reportgen.ooxml.package import read_package
from reportgen.ooxml.relationships import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILE = Path(__file__).parents[1] / "templates" / "report.docx"
# style, Chinese face, size in half points, line height in twentieths of a point
TABLE = [
    ("Title", "方正小标宋简体", 44, 700),
    ("Subtitle", "楷体", 32, 579),
    ("Heading1", "黑体", 32, 579),
    ("Heading2", "楷体", 32, 579),
    ("Heading3", "仿宋", 32, 579),
    ("Heading4", "仿宋", 32, 579),
    ("Body", "仿宋", 32, 579),
    ("Caption", "黑体", 24, 400),
    ("SourceNote", "楷体", 21, 320),
    ("TableHead", "黑体", 24, 340),
    ("TableCell", "仿宋", 24, 340),
    ("KeyNumber", "黑体", 56, 640),
    ("KeyLabel", "黑体", 24, 320),
    ("TOC1", "仿宋", 32, 579),
    ("TOC2", "仿宋", 32, 579),
]
PARAGRAPH_ORDER = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"]
PARAGRAPH_ORDER += ["pBdr", "shd", "tabs", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"]
PARAGRAPH_ORDER += ["autoSpaceDE", "autoSpaceDN"]
PARAGRAPH_ORDER += ["adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"]


def part(name: str) -> etree._Element:
    return parse_xml(read_package(FILE, FILE.name)[f"word/{name}.xml"].content)


def style(key: str) -> etree._Element:
    found = part("styles").find(f"{W}style[@{W}styleId='{key}']")
    assert found is not None, key
    return found


def value(node: etree._Element, path: str, name: str = "val") -> str | None:
    found = node.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


@pytest.mark.parametrize("key", TARGETS)
def test_the_file_is_what_the_script_makes(key: tuple[str, str]) -> None:
    made, kept = read_package(report_template(*key), "made"), read_package(TARGETS[key], "kept")
    assert list(made) == list(kept)
    for name, member in made.items():
        assert member.content == kept[name].content, name


def test_the_script_gives_the_same_bytes_twice() -> None:
    assert report_template() == report_template()


def test_office_opens_it_without_a_finding(assert_valid_docx: Callable[[Path], None]) -> None:
    assert_valid_docx(FILE)


def upright_sections() -> list[etree._Element]:
    return [one for one in part("document").iter(f"{W}sectPr") if value(one, "pgSz", "orient") is None]


@pytest.mark.parametrize("key", TARGETS)
def test_the_file_of_each_theme_has_the_colours_of_its_theme(key: tuple[str, str]) -> None:
    theme, _ = key
    xml = read_package(TARGETS[key], "report")["word/styles.xml"].content
    assert f'"{THEMES[theme].primary}"'.encode() in xml
    assert f'"{THEMES["B" if theme == "A" else "A"].primary}"'.encode() not in xml


def test_a_turned_page_is_the_page_of_the_standard_on_its_side() -> None:
    turned = [one for one in part("document").iter(f"{W}sectPr") if value(one, "pgSz", "orient") == "landscape"]
    assert turned
    for section in turned:
        assert [value(section, "pgSz", name) for name in ("w", "h")] == ["16838", "11906"]
        assert [value(section, "pgMar", name) for name in ("top", "bottom", "left", "right")] == [
            "1588",
            "1474",
            "1984",
            "2098",
        ]
        assert section.find(f"{W}footerReference") is not None


def test_every_section_has_the_page_of_the_standard() -> None:
    for section in upright_sections():
        assert [value(section, "pgSz", name) for name in ("w", "h")] == ["11906", "16838"]
        edges = [value(section, "pgMar", name) for name in ("top", "bottom", "left", "right", "footer")]
        assert edges == ["2098", "1984", "1588", "1474", "1417"]
        assert [value(section, "docGrid", name) for name in ("type", "linePitch")] == ["lines", "579"]


def test_only_the_body_has_page_numbers_and_starts_at_1() -> None:
    sections = list(part("document").iter(f"{W}sectPr"))
    body = sections[-1]
    front = [section for section in sections if section.find(f"{W}footerReference") is None]
    assert front[0] is sections[0] and len(front) == 4, (
        "the cover, and the contents, whose last entry is the first, of level 1, or of level 2"
    )
    assert sections[: len(front)] == front
    assert [item.get(f"{W}type") for item in body.findall(f"{W}footerReference")] == ["default", "even"]
    assert value(body, "pgNumType", "start") == "1"
    for footer in ("footer1", "footer2"):
        assert "".join(part(footer).itertext()).replace(" PAGE ", "") == "— 1 —"


@pytest.mark.parametrize(("key", "face", "size", "line"), TABLE)
def test_style_has_the_face_size_and_line_of_the_brief(key: str, face: str, size: int, line: int) -> None:
    node = style(key)
    assert value(node, "rPr/rFonts", "eastAsia") == face
    assert value(node, "rPr/sz") == str(size)
    assert [value(node, "pPr/spacing", name) for name in ("line", "lineRule")] == [str(line), "exact"]
    assert value(node, "pPr/snapToGrid") == ("1" if line == 579 else "0")


def test_every_face_stands_in_all_slots() -> None:
    for node in part("styles").iter(f"{W}rFonts"):
        assert {f"{W}{slot}" for slot in ("hint", "ascii", "eastAsia", "hAnsi", "cs")} == set(node.attrib)


def test_a_picture_line_grows_with_the_picture() -> None:
    assert value(style("FigurePara"), "pPr/spacing", "lineRule") == "auto"


def test_headings_are_numbered_by_one_list() -> None:
    levels = part("numbering").findall(f"{W}abstractNum/{W}lvl")
    assert [value(level, "lvlText") for level in levels] == ["%1、", "（%2）", "%3.", "（%4）"]
    assert [value(level, "pStyle") for level in levels] == [f"Heading{n}" for n in range(1, 5)]
    assert {value(level, "suff") for level in levels} == {"nothing"}


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    for name in ("document", "styles", "footer1", "footer2"):
        for properties in part(name).iter(f"{W}pPr"):
            places = [PARAGRAPH_ORDER.index(etree.QName(child).localname) for child in properties]
            assert places == sorted(places), etree.tostring(properties)


def test_paragraphs_use_only_styles_that_are_there() -> None:
    used = {item.get(f"{W}val") for item in part("document").iter(f"{W}pStyle")}
    assert used <= {item.id for item in STYLES}


def test_a_tag_that_governs_paragraphs_stands_alone_and_can_be_read() -> None:
    for paragraph in part("document").iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if text.startswith(("{%p ", "{%tr ", "{%tc ")):
            assert value(paragraph, "pPr/pStyle") == "Tag"
            assert len(paragraph.findall(f"{W}r")) == 1
            assert text.endswith(" %}") and text.count("{") == 1


def test_no_tag_hides_in_an_attribute() -> None:
    for node in part("document").iter(etree.Element):
        assert not any("{{" in str(found) or "{%" in str(found) for found in node.attrib.values())


def test_tables_are_as_wide_as_the_text_and_repeat_their_head() -> None:
    for table in part("document").iter(f"{W}tbl"):
        assert value(table, "tblPr/tblW", "w") in ("8844", "12756")
        assert value(table, "tblPr/tblLayout", "type") == "fixed"
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_the_hills_are_shapes_behind_the_text_and_decorative() -> None:
    xml = etree.tostring(part("document"), encoding="unicode")
    assert xml.count("<wp:anchor") == 1 and 'behindDoc="1"' in xml
    assert xml.count("<wps:wsp>") == 4 and "decorative" in xml and "<pic:pic" not in xml


def test_fields_carry_a_result_and_nothing_asks_to_update_them() -> None:
    settings = part("settings")
    assert settings.find(f"{W}updateFields") is None
    assert settings.find(f"{W}evenAndOddHeaders") is not None
    kinds = [node.get(f"{W}fldCharType") for node in part("document").iter(f"{W}fldChar")]
    assert kinds[:3] == ["begin", "separate", "end"]
    assert kinds.count("begin") == kinds.count("separate") == 2, (
        "an entry that is first and last, and one that is first"
    )


def test_the_english_template_says_nothing_in_chinese() -> None:
    members = read_package(TARGETS["A", "en"], "english")
    text = "".join(parse_xml(members["word/document.xml"].content).itertext())
    assert not [char for char in re.sub(r"\\t \S+,1", "", text) if "\u4e00" <= char <= "\u9fff"]
    levels = parse_xml(members["word/numbering.xml"].content).iter(f"{W}lvlText")
    assert [level.get(f"{W}val") for level in levels] == ["%1. ", "(%2) ", "(%3) ", "%4. "]
    faces = {font.get(f"{W}ascii") for font in parse_xml(members["word/styles.xml"].content).iter(f"{W}rFonts")}
    assert faces == {"Arial", "Times New Roman"}
