"""`reportgen new`."""

import argparse
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.load.starter import write_starter


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", type=Path, help="a new or empty folder")


def run(arguments: argparse.Namespace) -> int:
    """Write the pack and say what comes next."""
    print(f"{arguments.folder}: " + ", ".join(write_starter(arguments.folder)))
    print(f"next: reportgen build {arguments.folder}")
    return FINE
