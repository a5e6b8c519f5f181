"""What many tests share: the first pack, built once, and its texts."""

import csv
import io
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import etree
from PIL import Image

from reportgen.build.flow import BuildResult, build_pack
from reportgen.documents.reading.file_reader import text_of_file
from reportgen.findings import Finding
from reportgen.ooxml.package import read_package
from reportgen.render.libreoffice import to_pdf
from tests.rendered_samples import broken_deck, broken_document, made_document

settings.register_profile("reportgen", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("reportgen")

ROOT = Path(__file__).parent.parent
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class Built:
    """A built edition and what can be read in it."""

    folder: Path
    report_text: str
    deck_texts: list[str]
    ledger: list[dict[str, str]]
    words: str
    findings: tuple[Finding, ...] = ()


def paragraphs(content: bytes, paragraph: str, text: str) -> str:
    """Return the text of a part, a line a paragraph."""
    root = etree.fromstring(content)
    lines = ("".join(t.text or "" for t in p.iter(text)) for p in root.iter(paragraph))
    return "\n".join(line for line in lines if line)


def read_built(result: BuildResult) -> Built:
    """Return the texts of an edition."""
    folder = result.edition_dir
    report = read_package(folder / "report.docx", "report.docx")
    deck = read_package(folder / "deck.pptx", "deck.pptx")
    count = sum(1 for name in deck if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    slides = []
    for number in range(1, count + 1):
        parts = [f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"]
        slides.append("\n".join(paragraphs(deck[part].content, f"{_A}p", f"{_A}t") for part in parts))
    ledger = list(csv.DictReader(io.StringIO((folder / "ledger.csv").read_text("utf-8-sig"))))
    text = paragraphs(report["word/document.xml"].content, f"{_W}p", f"{_W}t")
    words = "\n".join(text_of_file(name, (folder / name).read_bytes()) for name in ("report.docx", "deck.pptx"))
    return Built(folder, text, slides, ledger, words, result.findings)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches of the tests lie apart from those of the user, and start empty."""
    os.environ["REPORTGEN_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    del os.environ["REPORTGEN_CACHE"]


@pytest.fixture(scope="session")
def lanzhou() -> Path:
    """The folder of the first pack."""
    return ROOT / "data" / "lanzhou-12"


@pytest.fixture(scope="session")
def built(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The first pack, built."""
    return read_built(build_pack(lanzhou, output=tmp_path_factory.mktemp("output")))


@pytest.fixture(scope="session")
def built_with_photos(lanzhou: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The first pack with five photo files, built."""
    pack = Path(shutil.copytree(lanzhou, tmp_path_factory.mktemp("photos") / lanzhou.name))
    text = (pack / "pack.yaml").read_text("utf-8")
    for number in range(1, 6):
        Image.new("RGB", (1500, 1000), (40 * number, 120, 160)).save(pack / f"P{number}.jpg")
        text = text.replace("file: null", f"file: P{number}.jpg", 1)
    (pack / "pack.yaml").write_text(text, "utf-8")
    return read_built(build_pack(pack, output=pack.parent / "output"))


@pytest.fixture(scope="session")
def rendered(built: Built, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the first pack, of texts to be counted and of broken pages, each with its PDF, all made in one call.

    Of several workers the first makes it and the others wait: a renderer takes longer than all tests that look at its pages.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "rendered"
    try:
        folder.mkdir()
    except FileExistsError:
        return _when_done(folder)
    try:
        _render(folder, built)
    finally:
        (folder / "done").touch()
    return folder


def _when_done(folder: Path) -> Path:
    for _ in range(600):
        if (folder / "done").exists():
            return folder
        time.sleep(0.2)
    raise TimeoutError(f"nobody finished {folder}")


def _render(folder: Path, built: Built) -> None:
    for name in ("deck.pptx", "report.docx"):
        shutil.copy(built.folder / name, folder / name)
    (folder / "made.docx").write_bytes(made_document())
    (folder / "broken.docx").write_bytes(broken_document())
    (folder / "bad.pptx").write_bytes(broken_deck())
    to_pdf(sorted(folder.iterdir()), folder)


@pytest.fixture(scope="session")
def harbour() -> Path:
    """The folder of the second pack: another city, other layouts, long names, no photos."""
    return ROOT / "tests" / "packs" / "harbour"


def changed_pack(pack: Path, folder: Path, file: str, old: str, new: str) -> Path:
    """Return a copy of a pack in which a text of one file is another."""
    copy = Path(shutil.copytree(pack, folder / pack.name))
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), "utf-8")
    return copy
