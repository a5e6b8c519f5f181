"""Owns `reportgen preview`."""

import argparse
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.render.preview import make_preview, office_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("output", type=Path, help="an edition, such as output/lanzhou-12/2, or one file")
    parser.add_argument("-o", "--to", type=Path, help="the folder to write to (default: preview/ beside the files)")
    parser.add_argument("--dpi", type=int, default=110, help="dots per inch of the pictures (default: 110)")


def run(arguments: argparse.Namespace) -> int:
    """Make PDFs and pictures and print their paths."""
    files = office_files(arguments.output)
    folder = arguments.to or files[0].parent / "preview"
    written = make_preview(files, folder, arguments.dpi)
    for path in written:
        if path.suffix == ".pdf" or path is written[-1]:
            print(path)
    print(f"{len(written)} files")
    return FINE
