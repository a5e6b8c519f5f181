"""`reportgen gallery`."""

import argparse
from pathlib import Path

from reportgen.build.gallery.book import gallery
from reportgen.charts import DrawingCache
from reportgen.cli.printing import exit_code, numbered, print_findings
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.files import cache_folder, save_files


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("gallery"), help="the folder to write to (default: gallery)"
    )
    add_overwrite_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the gallery."""
    cache = cache_folder()
    files, findings = gallery(DrawingCache(cache and cache / "figures"))
    folder = save_files(arguments.output, files, on_change=on_change(arguments))
    print_findings(findings)
    print(f"{folder}: {numbered(len(files), 'file')}")
    return exit_code(findings)
