"""The deck templates are what their script makes, and have what the brief asks of a master."""

from pathlib import Path

import build_deck
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.model.layouts import LAYOUTS
from reportgen.ooxml.package import Member, read_package

FOLDER = Path(__file__).parents[1] / "templates"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@pytest.fixture(params=["A", "B"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def kept(theme: str) -> dict[str, Member]:
    return read_package(FOLDER / f"deck-{theme.lower()}.pptx", theme)


def test_the_file_is_what_the_script_makes(theme: str) -> None:
    made = read_package(build_deck.build(build_deck.THEMES[theme]), theme)
    assert {name: member.content for name, member in kept(theme).items()} == {n: m.content for n, m in made.items()}


def test_a_validator_finds_nothing(theme: str) -> None:
    assert OpenXmlValidator().validate(FOLDER / f"deck-{theme.lower()}.pptx").errors == []


def test_there_is_one_master_and_a_layout_and_a_prototype_for_every_layout_of_the_model(theme: str) -> None:
    parts = kept(theme)
    assert sum(name.startswith("ppt/slideMasters/slideMaster") for name in parts) == 1
    names = []
    for number in range(1, len(LAYOUTS) + 1):
        common = etree.fromstring(parts[f"ppt/slideLayouts/slideLayout{number}.xml"].content).find(f"{P}cSld")
        assert common is not None
        names.append(common.get("name"))
        assert f"ppt/slides/slide{number}.xml" in parts
    assert names == list(LAYOUTS)


def test_the_fonts_of_the_theme_are_named_for_latin_and_chinese(theme: str) -> None:
    fonts = etree.fromstring(kept(theme)["ppt/theme/theme1.xml"].content).find(f".//{A}fontScheme")
    assert fonts is not None
    for kind in ("majorFont", "minorFont"):
        for slot in ("latin", "ea"):
            face = fonts.find(f"{A}{kind}/{A}{slot}")
            assert face is not None
            assert face.get("typeface")


def test_placeholders_have_the_fixed_indexes(theme: str) -> None:
    expected = {"title": None, "ftr": "11", "sldNum": "12"}
    layout = etree.fromstring(kept(theme)["ppt/slideLayouts/slideLayout4.xml"].content)
    found = {holder.get("type"): holder.get("idx") for holder in layout.iter(f"{P}ph") if holder.get("type") != "body"}
    assert found == expected
    bodies = {holder.get("idx") for holder in layout.iter(f"{P}ph") if holder.get("type") == "body"}
    assert {"40", "41"} <= bodies


def test_no_drawn_shape_carries_a_style_that_would_give_it_a_shadow(theme: str) -> None:
    for name, member in kept(theme).items():
        if name.startswith("ppt/slides/slide"):
            assert b"<p:style>" not in member.content
