"""`reportgen figures`."""

import argparse
from pathlib import Path

from reportgen.build.figure_files import FORMATS, figure_files
from reportgen.cli.printing import exit_code, numbered, print_findings, print_json
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.files import save_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("pack", type=Path, help="the folder of the pack, such as data/lanzhou-12")
    parser.add_argument("--format", choices=FORMATS, default="svg", help="what to write (default: svg)")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("figures"), help="the folder to write to (default: figures)"
    )
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="draw this figure; may be repeated")
    parser.add_argument("--theme", choices=("A", "B"), help="colours: A red and gold, B blue and green")
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Draw the figures and tell what had to give way."""
    files, findings = figure_files(arguments.pack, arguments.format, arguments.theme, tuple(arguments.only))
    folder = save_files(arguments.output, files, inputs=[arguments.pack], on_change=on_change(arguments))
    if arguments.json:
        print_json(folder=str(folder), files=sorted(files), findings=[vars(found) for found in findings])
    else:
        print_findings(findings)
        print(f"{folder}: {numbered(len(files), 'file')}")
    return exit_code(findings)
