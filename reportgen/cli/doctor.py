"""Telling what is there and what is missing. In: the machine; out: findings with what to do."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reportgen.files import template_path
from reportgen.findings import Finding, Place

_LIBRARIES = ("jinja2", "lxml", "matplotlib", "pydantic", "pyyaml", "ruamel.yaml", "fonttools", "rich")
_FONTS = ("FandolFang", "Noto Serif CJK SC", "Noto Sans CJK SC")


def examine() -> list[Finding]:
    """Return what reportgen needs or can use, each with its state."""
    return [*_python(), *_own_files(), *_libreoffice()]


def _python() -> Iterator[Finding]:
    yield Finding("python", "info", Place("Python"), f"{sys.version_info.major}.{sys.version_info.minor} is there")
    for name in _LIBRARIES:
        try:
            yield Finding("library", "info", Place(name), f"{version(name)} is there")
        except PackageNotFoundError:
            yield Finding("library", "error", Place(name), "is missing", f"pip install {name}")


def _own_files() -> Iterator[Finding]:
    fonts = Path(__file__).parents[1] / "charts" / "fonts"
    files = [fonts / "NotoSansSC-Regular.otf", fonts / "NotoSansSC-Bold.otf"]
    files += [
        template_path(kind, theme, None, Path()) for kind, theme in (("report", "A"), ("deck", "A"), ("deck", "B"))
    ]
    for path in files:
        if path.is_file():
            yield Finding("file", "info", Place(path.name), "is there")
        else:
            yield Finding("file", "error", Place(path.name), "is missing", "install reportgen again")


def _libreoffice() -> Iterator[Finding]:
    if shutil.which("soffice") is None:
        hint = "only needed for PDF and pictures of pages: apt-get install libreoffice-writer-nogui libreoffice-impress-nogui"
        yield Finding("libreoffice", "warning", Place("LibreOffice"), "is not there", hint)
        return
    yield Finding("libreoffice", "info", Place("LibreOffice"), "is there")
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False).stdout
        for name in _FONTS:
            if name not in listed:
                hint = "only LibreOffice pages look different; on Debian: fonts-noto-cjk-extra, texlive-lang-chinese"
                yield Finding("font", "warning", Place(name), "is not installed", hint)
