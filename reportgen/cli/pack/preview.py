"""`reportgen preview`."""

import argparse
from pathlib import Path

from reportgen.cli.printing import FINE, numbered
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.files import save_files
from reportgen.render.preview import SHEET, make_preview, office_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("output", type=Path, help="an edition, such as output/lanzhou-12/2, or one file")
    parser.add_argument("-o", "--to", type=Path, help="the folder to write to (default: preview/ beside the files)")
    add_overwrite_options(parser)
    parser.add_argument("--dpi", type=int, default=110, help="dots per inch of the pictures (default: 110)")


def run(arguments: argparse.Namespace) -> int:
    """Make PDFs and pictures and print their paths."""
    files = office_files(arguments.output)
    folder = arguments.to or files[0].parent / "preview"
    made = make_preview(files, arguments.dpi)
    folder = save_files(folder, made, inputs=files, on_change=on_change(arguments))
    for name in made:
        if name.endswith(".pdf") or name == SHEET:
            print(folder / name)
    print(f"{numbered(len(made), 'file')}")
    return FINE
