"""Telling what is there and what is missing. In: the machine; out: findings with what to do."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.cli.cache_state import state
from reportgen.errors import InputError
from reportgen.files import cache_folder, template_path
from reportgen.findings import Finding, Place, Rule
from reportgen.model import THEMES

_FOR_TEMPLATES = ("jinja2", "lxml", "markupsafe")
_FOR_PACKS = (
    "fonttools", "markdown-it-py", "matplotlib", "openpyxl", "pillow", "pydantic", "python-calamine", "python-docx", "python-pptx", "pyyaml",
    "rich", "ruamel.yaml", "zlib-ng",
)  # fmt: skip
_FONTS = ("FandolFang", "Noto Serif CJK SC", "Noto Sans CJK SC")


HERE = Rule("here", "info", "reportgen finds it")
LIBRARY = Rule("library", "error", "each library that reportgen needs is installed")
PACK_LIBRARY = Rule("pack-library", "warning", "each library that packs need is installed")
OWN_FILE = Rule("file", "error", "the files that come with reportgen are there")
LIBREOFFICE = Rule("libreoffice", "warning", "LibreOffice is installed, for PDF and pictures of pages")
FONT = Rule("font", "warning", "the fonts of the templates are installed, for LibreOffice")
CACHE = Rule("cache", "warning", "the limit of the caches can be read")
INSTALLED = (CACHE, HERE, LIBRARY, PACK_LIBRARY, OWN_FILE, LIBREOFFICE, FONT)


def examine() -> list[Finding]:
    """Return what reportgen needs or can use, each with its state."""
    return [*_python(), *_own_files(), *_caches(), *_libreoffice()]


def _python() -> Iterator[Finding]:
    yield HERE.at(Place("Python"), f"{sys.version_info.major}.{sys.version_info.minor} is there")
    for name in (*_FOR_TEMPLATES, *_FOR_PACKS):
        try:
            yield HERE.at(Place(name), f"{version(name)} is there")
        except PackageNotFoundError:
            if name in _FOR_TEMPLATES:
                yield LIBRARY.at(Place(name), "is missing", f"pip install {name}")
            else:
                hint = f"`fill` from JSON works without; for packs: pip install {name}"
                yield PACK_LIBRARY.at(Place(name), "is missing", hint)


def _own_files() -> Iterator[Finding]:
    fonts = Path(__file__).parents[1] / "charts" / "fonts"
    files = [fonts / "NotoSansSC-Regular.otf", fonts / "NotoSansSC-Bold.otf"]
    files += [template_path("deck", theme, None, Path()) for theme in THEMES]
    files += [template_path("report", theme, None, Path(), language) for theme in THEMES for language in ("zh", "en")]
    for path in files:
        if path.is_file():
            yield HERE.at(Place(path.name), "is there")
        else:
            yield OWN_FILE.at(Place(path.name), "is missing", "install reportgen again")


def _caches() -> Iterator[Finding]:
    folder = cache_folder()
    if folder is None:
        yield HERE.at(Place("cache"), "is off; templates are compiled and figures drawn anew each time")
        return
    try:
        yield HERE.at(Place("cache"), f"{folder}: {state()}")
    except InputError as error:
        yield CACHE.at(Place("cache"), str(error), "give REPORTGEN_CACHE_MAX such as 500MB or 2G")


def _libreoffice() -> Iterator[Finding]:
    if shutil.which("soffice") is None:
        hint = "only needed for PDF and pictures of pages: apt-get install libreoffice-writer-nogui libreoffice-impress-nogui"
        yield LIBREOFFICE.at(Place("LibreOffice"), "is not there", hint)
        return
    yield HERE.at(Place("LibreOffice"), "is there")
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
        for name in _FONTS:
            if name not in listed:
                hint = "only LibreOffice pages look different; on Debian: fonts-noto-cjk-extra, texlive-lang-chinese"
                yield FONT.at(Place(name), "is not installed", hint)
