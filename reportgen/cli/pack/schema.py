"""`reportgen schema`."""

import argparse
import json
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.files import save_file
from reportgen.model.schema import json_schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: print it)")
    add_overwrite_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write or print the schema."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if arguments.output is None:
        print(text, end="")
        return FINE
    save_file(arguments.output, text.encode(), on_change=on_change(arguments))
    return FINE
