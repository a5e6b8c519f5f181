"""Who only fills templates needs lxml and jinja2: everything else may be missing, and says so in words."""

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Mm

ROOT = Path(__file__).parent.parent
# Blocks the import of everything that is installed but what filling needs.
LIGHT = """
import importlib.machinery, sys, sysconfig
allowed = {"lxml", "jinja2", "markupsafe", "reportgen"}
finder = importlib.machinery.PathFinder
class Block:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in allowed or top in sys.stdlib_module_names:
            return None
        if path is None and finder.find_spec(top) is not None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Block())
from reportgen.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def light(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command where only lxml, jinja2 and markupsafe can be imported."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", LIGHT, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Templates of the three kinds, one with a chart, and their data."""
    folder = tmp_path_factory.mktemp("light")
    document = docx.Document()
    document.add_paragraph("{{ name }}：{% for x in rows %}{{ x.a | thousands }}，{% endfor %}")
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "{% for x in rows %}{{ x.a }}{% endfor %}"
    document.save(str(folder / "t.docx"))
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "{{ name }}"
    data = CategoryChartData()
    data.categories = ["一季度", "二季度"]
    data.add_series("数", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Mm(20), Mm(60), Mm(200), Mm(100), data)
    deck.save(str(folder / "t.pptx"))
    book = openpyxl.Workbook()
    book.active["A1"] = "{{ name }}"
    book.save(folder / "t.xlsx")
    (folder / "d.json").write_text(json.dumps({"name": "甲", "rows": [{"a": 1}, {"a": 12000}]}), "utf-8")
    (folder / "d.yaml").write_text("name: 甲\nrows: [{a: 1}]\n", "utf-8")
    return folder


def test_templates_of_all_kinds_are_filled_without_anything_heavy_as_they_are_with_it(folder: Path) -> None:
    for ending in ("docx", "pptx", "xlsx"):
        run = light(folder, "fill", f"t.{ending}", "d.json", "-o", f"light.{ending}")
        assert run.returncode == 0, run.stderr
        whole = [sys.executable, "-m", "reportgen", "fill", f"t.{ending}", "d.json", "-o", f"whole.{ending}"]
        subprocess.run(whole, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
        assert members(folder / f"light.{ending}") == members(folder / f"whole.{ending}")  # packed by another library
    assert "甲：1，12,000，" in docx.Document(str(folder / "light.docx")).paragraphs[0].text


@pytest.mark.parametrize(
    ("words", "library"),
    [
        (("fill", "t.docx", "d.yaml", "-o", "y.docx"), "pyyaml"), (("build", "pack"), "pydantic"), (("check", "t.docx"), "pillow"),
    ],
)  # fmt: skip
def test_what_needs_more_says_which_library_is_missing(folder: Path, words: tuple[str, ...], library: str) -> None:
    run = light(folder, *words)
    assert run.returncode == 2
    assert run.stderr == (
        f"this needs {library}, which is not installed; pip install {library} (`pip install reportgen` brings everything)\n"
    )


def test_checking_a_template_and_looking_after_the_cache_need_nothing_more(folder: Path) -> None:
    for words in (("template", "check", "t.docx", "d.json"), ("doctor",)):
        assert light(folder, *words).returncode == 0, words


@pytest.mark.skipif("REPORTGEN_CAMPAIGN" not in os.environ, reason="downloads two packages; REPORTGEN_CAMPAIGN=1")
def test_a_real_environment_with_lxml_and_jinja2_alone_fills_templates(folder: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "-q"]
    subprocess.run([*install, "lxml", "jinja2"], check=True)
    source = Path(shutil.copytree(ROOT, tmp_path / "source", ignore=shutil.ignore_patterns(".git", "tests", "output")))
    subprocess.run([*install, "--no-deps", str(source)], check=True)
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    for ending in ("docx", "pptx", "xlsx"):
        words = [python, "-m", "reportgen", "fill", f"t.{ending}", "d.json", "-o", f"real.{ending}"]
        subprocess.run(words, cwd=folder, env=clean, check=True)
        assert (folder / f"real.{ending}").read_bytes()
    run = subprocess.run(
        [python, "-m", "reportgen", "build", "x"], cwd=folder, env=clean, capture_output=True, text=True
    )
    assert run.returncode == 2 and "this needs pydantic" in run.stderr
    doctor = subprocess.run(
        [python, "-m", "reportgen", "doctor"], cwd=folder, env=clean, capture_output=True, text=True
    )
    assert doctor.returncode == 0 and "pydantic is missing: `fill` from JSON works without" in doctor.stdout
