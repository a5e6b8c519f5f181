"""Owns `reportgen gallery`."""

import argparse
from pathlib import Path

from reportgen.build.gallery.book import gallery
from reportgen.charts import DrawingCache
from reportgen.cli.printing import exit_code, print_findings
from reportgen.cli.writing import write_files
from reportgen.files import cache_folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-o", "--output", type=Path, default=Path("gallery"), help="where to (default: gallery)")


def run(arguments: argparse.Namespace) -> int:
    """Write the gallery."""
    cache = cache_folder()
    files, findings = gallery(DrawingCache(cache and cache / "figures"))
    write_files(arguments.output, files)
    print_findings(findings)
    print(f"{arguments.output}: {len(files)} files")
    return exit_code(findings)
