"""Photos: rows of equal crops on a slide, plates alone or in pairs in the report, nothing where there is no file."""

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from reportgen.build.flow import build_pack
from reportgen.build.paging.rows import in_rows
from reportgen.build.views.photos import photo_rows, plate
from reportgen.load import load_pack
from reportgen.model.photo import Focus, Photo
from reportgen.template import Picture
from tests.conftest import read_built
from tests.test_packs import P, slides, title_of

MM = 36000


def photos(count: int) -> list[dict[str, Any]]:
    return [{"picture": f"p{number}", "caption": f"图{number}", "text": ""} for number in range(count)]


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [2, 2]), (5, [3, 3]), (6, [3, 3])])
def test_photos_stand_in_rows_of_equal_crops(count: int, rows: list[int]) -> None:
    assert [len(row["photos"]) for row in photo_rows(photos(count), "一句话")] == rows


def test_a_free_cell_holds_the_text_once() -> None:
    *_, last = photo_rows(photos(5), "一句话")
    assert [cell["text"] for cell in last["photos"]] == ["", "", "一句话"]
    *_, last = photo_rows(photos(7), "一句话")
    assert [cell["text"] for cell in last["photos"]] == ["", "", "", "一句话"]


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Picture]:
    found = {}
    for key, size in (("P4", (1600, 1200)), ("P5", (1200, 1600)), ("P3", (1600, 900))):
        Image.new("RGB", size).save(tmp_path / f"{key}.png")
        found[key] = Picture.of(tmp_path / f"{key}.png")
    return found


ROWS = frozenset({"pair", "triple"})


def plates(pictures: dict[str, Picture], *captions: str) -> list[dict[str, Any]]:
    return [
        {"kind": "photo", "whole": pictures["P4"], "picture": pictures["P4"], "caption": one, "note": ""}
        for one in captions
    ]


@pytest.mark.parametrize(("count", "kinds"), [
    (1, ["photo"]), (2, ["pair"]), (3, ["triple"]), (4, ["pair", "pair"]), (5, ["triple", "pair"]), (6, ["triple", "triple"]),
    (7, ["triple", "pair", "pair"]),
])  # fmt: skip
def test_photos_that_follow_each_other_stand_in_rows(
    pictures: dict[str, Picture], count: int, kinds: list[str]
) -> None:
    assert [block["kind"] for block in in_rows(plates(pictures, *["湖景"] * count), ROWS)] == kinds


def test_photos_stand_alone_where_their_captions_do_not_fit_beside_each_other(pictures: dict[str, Picture]) -> None:
    long, longer = "位于云陂市的青岬国家湿地公园", "位于云陂市青岬区东部的石塘镇国家湿地公园北门"
    assert [block["kind"] for block in in_rows(plates(pictures, long, long, long), ROWS)] == ["pair", "photo"]
    assert [block["kind"] for block in in_rows(plates(pictures, longer, longer), ROWS)] == ["photo", "photo"]
    assert [block["kind"] for block in in_rows(plates(pictures, "湖", "湖"), frozenset())] == ["photo", "photo"]


def test_photos_of_a_row_are_cropped_and_not_stretched(lanzhou: Path, pictures: dict[str, Picture]) -> None:
    pack = load_pack(lanzhou)
    pair, alone = in_rows([block for key in ("P4", "P5", "P3") for block in plate(pack, key, pictures)], {"pair"})
    assert [pair[side]["caption"] for side in ("left", "right")] == [
        "位于兰州新区的秦皇川国家湿地公园",
        "兰州新区栖霞湖风光",
    ]
    assert (pair["left"]["picture"].width, pair["left"]["picture"].height) == (75 * MM, 50 * MM)
    assert alone["picture"].width == 156 * MM
    for picture, (across, down) in ((pair["left"]["picture"], (1600, 1200)), (pair["right"]["picture"], (1200, 1600))):
        left, top, right, bottom = (side / 100000 for side in picture.crop)
        shown = across * (1 - left - right) / (down * (1 - top - bottom))
        assert shown == pytest.approx(1.5, rel=0.001), "nothing is stretched"


@pytest.mark.parametrize(("focus", "crop"), [
    ("left", (0, 0, 50000, 0)), ("right", (50000, 0, 0, 0)), ("center", (25000, 0, 25000, 0)), ("top left", (0, 0, 50000, 0)),
])  # fmt: skip
def test_a_crop_keeps_the_side_where_the_subject_is(tmp_path: Path, focus: Focus, crop: tuple[int, ...]) -> None:
    Image.new("RGB", (2000, 1000)).save(tmp_path / "a.png")
    point = Photo(id="a", caption="a", focus=focus).focal_point()
    picture = replace(Picture.of(tmp_path / "a.png"), focus=point)
    assert picture.cropped(1000, 1000).crop == crop


@given(st.integers(1, 8))
def test_a_photo_stands_as_its_camera_was_held(orientation: int) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste("red", (0, 0, 10, 10))
    exif = image.getexif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, quality=95)
    picture = Picture.of(out.getvalue())
    shown = ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue())))
    stored = Image.open(io.BytesIO(picture.content))
    assert stored.size == shown.size and (picture.width > picture.height) == (shown.width > shown.height)
    assert stored.getexif().get(0x0112, 1) == 1
    assert ImageChops.difference(stored.convert("RGB"), shown.convert("RGB")).convert("L").getextrema()[1] < 60


@pytest.mark.parametrize(("files", "title"), [((1, 3, 4), "三个画面：空港、乐园、湿地"), ((1, 2), None)])
def test_a_photo_slide_names_those_that_have_files(
    lanzhou: Path, tmp_path: Path, files: tuple[int, ...], title: str | None
) -> None:
    pack = Path(shutil.copytree(lanzhou, tmp_path / lanzhou.name))
    lines = (pack / "pack.yaml").read_text("utf-8").splitlines()
    for number in files:
        Image.new("RGB", (1500, 1000), (40 * number, 120, 160)).save(pack / f"P{number}.jpg")
        lines = [
            line.replace("file: null", f"file: P{number}.jpg") if f"{{id: P{number}," in line else line
            for line in lines
        ]
    (pack / "pack.yaml").write_text("\n".join(lines), "utf-8")
    deck = slides(read_built(build_pack(pack, output=tmp_path / "output")))
    shown = [slide for slide in deck if list(slide.iter(f"{P}pic"))]
    assert [title_of(slide) for slide in shown] == ([title] if title else [])
    assert all(len(list(slide.iter(f"{P}pic"))) == len(files) for slide in shown)
