"""The one door to LibreOffice: many files to PDF in one process, with a profile and a font configuration of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.files import check_folder, write_whole
from reportgen.ooxml.package import read_package
from reportgen.render import supervised

SECONDS = 300
HOW_TO_GET_IT = (
    "LibreOffice is not installed, so no pages can be drawn; everything else works. On Debian or Ubuntu: apt-get install "
    "libreoffice-writer-nogui libreoffice-impress-nogui fonts-noto-cjk; elsewhere: https://www.libreoffice.org/download"
)
_OPTIONS = ("UseTaggedPDF", "ExportBookmarks", "PDFUACompliance")
# A face that documents name, and the free faces that stand for it, best first.
_ALIASES = (
    (
        ("方正小标宋简体", "方正小标宋_GBK", "华文中宋"),
        ("Noto Serif CJK SC SemiBold", "Noto Serif CJK SC", "FandolSong"),
    ),
    (("仿宋", "仿宋_GB2312", "FangSong", "华文仿宋"), ("FandolFang", "Noto Serif CJK SC")),
    (("楷体", "楷体_GB2312", "KaiTi", "华文楷体"), ("FandolKai", "LXGW WenKai", "Noto Serif CJK SC")),
    (("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian"), ("Noto Sans CJK SC", "FandolHei")),
    (("宋体", "SimSun", "NSimSun"), ("Noto Serif CJK SC", "FandolSong")),
    (("Times New Roman",), ("Liberation Serif",)),
    (("Arial", "Helvetica"), ("Liberation Sans",)),
    (("Courier New",), ("Liberation Mono",)),
    (("Calibri",), ("Carlito", "Liberation Sans")),
    (("Cambria",), ("Caladea", "Liberation Serif")),
    (("Symbol", "Wingdings"), ("OpenSymbol",)),
)


def find_soffice() -> str | None:
    """Return the path of LibreOffice, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_pdf(files: Sequence[Path], folder: Path) -> list[Path]:
    """Write the PDF of each file into a folder; an OutputError says how to get LibreOffice, or which file it does not open."""
    made = rendered(files, folder)
    missing = [file.name for file, pdf in zip(files, made, strict=True) if pdf is None]
    if missing:
        raise OutputError(f"LibreOffice made no PDF of {', '.join(missing)}; open the file in it by hand to see why")
    return [pdf for pdf in made if pdf is not None]


def rendered(files: Sequence[Path], folder: Path) -> list[Path | None]:
    """Write the PDF of each file into a folder, all in one process a kind; None stands for a file that it does not open."""
    program = find_soffice()
    if program is None:
        raise OutputError(HOW_TO_GET_IT)
    check_folder(folder)
    with tempfile.TemporaryDirectory(prefix="reportgen-") as own:
        fonts = Path(own) / "fonts.conf"
        fonts.write_text(fonts_conf(), "utf-8")
        options = "{" + ",".join(f'"{name}":{{"type":"boolean","value":"true"}}' for name in _OPTIONS) + "}"
        copies = _copies(files, Path(own) / "in")
        for kind, paths in _by_kind(copies).items():
            command = [
                program, f"-env:UserInstallation=file://{own}/profile", "--headless", "--norestore", "--convert-to",
                f"pdf:{kind}:{options}", "--outdir", str(Path(own) / "out"), *map(str, paths),
            ]  # fmt: skip
            _run(command, {**os.environ, "FONTCONFIG_FILE": str(fonts)})
        made = [Path(own) / "out" / f"{copy.stem}.pdf" for copy in copies]
        targets = [folder / f"{name}.pdf" for name in names_of(files)]
        return [_take(*item) for item in zip(made, targets, files, strict=True)]


def names_of(files: Sequence[Path]) -> list[str]:
    """Return a name for each file, different from all others: its own, with its kind where two share it."""
    found: list[str] = []
    for file in files:
        choices = (file.stem, f"{file.stem}-{file.suffix[1:]}", *(f"{file.stem}-{n}" for n in range(2, len(files) + 2)))
        found.append(next(name for name in choices if name not in found))
    return found


def stand_ins(family: str) -> tuple[str, ...]:
    """Return the faces that may stand for a family."""
    return tuple(face for names, faces in _ALIASES if family in names for face in faces)


def fonts_conf() -> str:
    """Return the font configuration: what the machine has, and a free face for each that documents name."""
    aliases = ""
    for names, faces in _ALIASES:
        prefer = "".join(f"<family>{face}</family>" for face in faces)
        for name in names:
            aliases += f'<alias binding="same"><family>{name}</family><prefer>{prefer}</prefer></alias>\n'
    include = os.environ.get("FONTCONFIG_FILE") or "/etc/fonts/fonts.conf"
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'<include ignore_missing="yes">{include}</include>\n{aliases}</fontconfig>\n'
    )


def _copies(files: Sequence[Path], folder: Path) -> list[Path]:
    """Copies under plain, different names: the program writes all PDFs into one folder."""
    folder.mkdir()
    return [Path(shutil.copy(file, folder / f"f{number}{file.suffix}")) for number, file in enumerate(files)]


def _by_kind(files: Sequence[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for file in files:
        kind = "impress_pdf_Export" if file.suffix == ".pptx" else "writer_pdf_Export"
        found.setdefault(kind, []).append(file)
    return found


def _run(command: list[str], environment: dict[str, str]) -> None:
    try:
        supervised.run(command, environment, SECONDS)  # a file that it does not open has no PDF afterwards
    except subprocess.TimeoutExpired as error:
        raise OutputError(f"LibreOffice did not finish in {SECONDS} s; try fewer files") from error
    except OSError as error:
        raise OutputError(f"LibreOffice cannot be started: {error}") from error


def _take(made: Path, target: Path, source: Path) -> Path | None:
    if not made.is_file():
        return None
    write_whole(target, _in_its_language(made.read_bytes(), source), durable=False)
    return target


def _in_its_language(pdf: bytes, source: Path) -> bytes:
    """The PDF with the language that the file names: LibreOffice takes that of the Latin letters."""
    core = read_package(source, source.name).get("docProps/core.xml")
    told = core.content.partition(b"<dc:language>")[2].partition(b"</dc:language>")[0].strip() if core else b""
    start = pdf.rfind(b"/Type/Catalog")
    at = pdf.find(b"/Lang(en-US)", start)
    if len(told) != len(b"en-US") or start < 0 or at < 0:  # another length would move all that follows
        return pdf
    return pdf[: at + 6] + told + pdf[at + 11 :]
