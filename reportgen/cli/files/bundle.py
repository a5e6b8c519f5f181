"""`reportgen bundle`."""

import argparse
import shutil
from pathlib import Path

from reportgen.cli.printing import FINE, numbered
from reportgen.cli.sbom import sbom
from reportgen.cli.wheelhouse import collect, requirements
from reportgen.errors import OutputError
from reportgen.files import cannot_write, write_files

_FONTS = Path(__file__).parents[2] / "charts" / "fonts"
_INSTALL = "pip install --no-index --find-links wheels --require-hashes -r requirements.txt"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
    parser.add_argument(
        "--extras", default="", metavar="NAMES", help="optional parts to bring along, such as deliver,schedule,sources"
    )
    parser.add_argument(
        "--wheels", type=Path, metavar="DIR", help="take wheels from this folder only (default: from the package index)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Fill the folder with wheels, fonts, hashes and a bill of materials, and print how to install from it."""
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: is not empty; give a new folder")
    extras = [name.strip() for name in arguments.extras.split(",") if name.strip()]
    wheels = collect(folder / "wheels", extras, arguments.wheels)
    fonts = {path.name: path for path in sorted(_FONTS.iterdir()) if path.suffix == ".otf" or path.name == "OFL.txt"}
    try:
        (folder / "fonts").mkdir()
        for name, path in fonts.items():
            shutil.copyfile(path, folder / "fonts" / name)
    except OSError as error:
        raise cannot_write(folder / "fonts", error) from error
    files = {"requirements.txt": requirements(wheels).encode(), "sbom.cdx.json": sbom(wheels, fonts)}
    write_files(folder, {**files, "INSTALL.txt": f"{_INSTALL}\n".encode()})
    print(f"{folder}: {numbered(len(wheels), 'wheel')}, {numbered(len(fonts), 'font file')}; to install: {_INSTALL}")
    return FINE
