"""The gallery and the figures command: files that open, templates that agree with their script, mistakes told in place."""

import shutil
from pathlib import Path

import build_gallery
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from reportgen.build.figure_files import figure_files
from reportgen.build.gallery.book import gallery
from reportgen.charts import DrawingCache, is_native
from reportgen.charts.samples import samples
from reportgen.cli.main import main
from reportgen.errors import PackError
from reportgen.files import RECORD
from reportgen.load import load_pack
from reportgen.model import THEMES
from reportgen.ooxml.package import read_package

ROOT = Path(__file__).parents[1]
FIGURE = """
  - id: fig-own
    kind: line
    head: 指标
    unit: 亿元
    categories: ["2021", "2022", "2023"]
    series:
      - {name: 示例, values: [1.5, null, 3.80]}
"""


pytestmark = pytest.mark.xdist_group("gallery")  # made once, which takes long


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    made, findings = gallery(DrawingCache(tmp_path_factory.mktemp("figures")))
    assert findings == []
    return made


@pytest.fixture
def pack(lanzhou: Path, tmp_path: Path) -> Path:
    copied = Path(shutil.copytree(lanzhou, tmp_path / "pack"))
    report = copied / "report.yaml"
    report.write_text(report.read_text("utf-8").replace("figures:\n", "figures:" + FIGURE, 1), "utf-8")
    return copied


@pytest.mark.parametrize("name", ["gallery-a.pptx", "gallery-b.pptx", "gallery-a.docx", "gallery-b.docx"])
def test_a_validator_finds_nothing_in_the_gallery(files: dict[str, bytes], name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(files[name])
    assert [error.description for error in OpenXmlValidator().validate(tmp_path / name).errors] == []


def test_the_deck_shows_every_figure_and_each_native_chart(files: dict[str, bytes]) -> None:
    members = read_package(files["gallery-a.pptx"], "gallery-a.pptx")
    slides = [name for name in members if name.startswith("ppt/slides/slide")]
    charts = [name for name in members if name.startswith("ppt/charts/chart")]
    assert len(slides) == 2 * len(samples()[1])
    panels = sum(len(figure.panels) for figure in samples()[1])
    assert len(charts) == panels + len([figure for figure in samples()[1] if is_native(figure)])
    text = "".join(etree.fromstring(members[name].content).xpath("string()") for name in slides)
    assert "示例" in text and "虚构" in text


@pytest.mark.parametrize("name", list(THEMES))
def test_script_and_templates_agree(name: str) -> None:
    for ending, make in (("pptx", build_gallery.deck), ("docx", build_gallery.report)):
        kept = read_package(ROOT / "templates" / f"gallery-{name.lower()}.{ending}", name)
        made = read_package(make(THEMES[name]), name)
        assert {part: member.content for part, member in kept.items()} == {k: m.content for k, m in made.items()}


@pytest.mark.parametrize(("form", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_figures_of_a_pack_come_as_files(pack: Path, form: str, start: bytes, tmp_path: Path) -> None:
    out = tmp_path / "figures"
    assert main(["figures", str(pack), "--format", form, "--only", "fig-own", "-o", str(out)]) == 0
    (made,) = (path for path in out.iterdir() if path.name != RECORD)
    assert made.name == f"fig-own.{form}"
    assert made.read_bytes().startswith(start)
    assert figure_files(pack, form, only=("fig-own",)) == figure_files(pack, form, only=("fig-own",))


def test_a_figure_that_is_not_there_is_told(pack: Path) -> None:
    with pytest.raises(PackError, match="no figure `fig-nowhere`; there are: fig-own"):
        figure_files(pack, "svg", only=("fig-nowhere",))


def test_columns_of_data_keep_their_digits_and_gaps(pack: Path) -> None:
    loaded = load_pack(pack)
    (series,) = loaded.figures["fig-own"].series
    values = [None if value is None else str(loaded.facts[str(value)].value) for value in series.values]
    assert values == ["1.5", None, "3.80"]


@pytest.mark.parametrize(
    ("wrong", "right", "what"),
    [
        ("[1.5, null, 3.80]", '[1.5, "1,2", 3.80]', "neither a number nor the id of a fact"),
        ("[1.5, null, 3.80]", "[1.5, 3.80]", "2 values for 3 categories"),
        ("[1.5, null, 3.80]", "[1.5, resident_pop, 3.80]", "no fact `resident_pop`"),
        ("kind: line", "kind: lime", "did you mean line"),
        ("kind: line", "kind: area", "invent a point"),
    ],
)
def test_a_mistake_in_a_figure_is_told_with_its_place(pack: Path, wrong: str, right: str, what: str) -> None:
    report = pack / "report.yaml"
    report.write_text(report.read_text("utf-8").replace(wrong, right, 1), "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(pack)
    (problem,) = caught.value.problems
    assert what in str(problem)
    assert problem.file.endswith("report.yaml")
    first = report.read_text("utf-8").split("\n").index("  - id: fig-own") + 1
    assert first <= (problem.line or 0) <= first + 6


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert main(["figures", str(ROOT / "data" / "lanzhou-12"), "-o", str(blocked / "in")]) == 2
    assert "choose another path" in capsys.readouterr().err
