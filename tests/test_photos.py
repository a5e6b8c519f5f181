"""Photos: rows of equal crops on a slide, plates alone or in pairs in the report, nothing where there is no file."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from reportgen.build.flow import build_pack
from reportgen.build.views.photos import paired, photo_rows, plate
from reportgen.load import load_pack
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
    assert [cell["text"] for cell in last["photos"]] == ["", "一句话", ""]


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Picture]:
    found = {}
    for key, size in (("P4", (1600, 1200)), ("P5", (1200, 1600)), ("P3", (1600, 900))):
        Image.new("RGB", size).save(tmp_path / f"{key}.png")
        found[key] = Picture.of(tmp_path / f"{key}.png")
    return found


def test_photos_that_follow_each_other_stand_side_by_side(lanzhou: Path, pictures: dict[str, Picture]) -> None:
    pack = load_pack(lanzhou)
    blocks = [block for key in ("P4", "P5", "P3", "P1") for block in plate(pack, key, pictures)]
    pair, alone = paired(blocks)
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
