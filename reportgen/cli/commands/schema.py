"""Owns `reportgen schema`."""

import argparse
import json
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.errors import OutputError
from reportgen.model.schema import json_schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: print it)")


def run(arguments: argparse.Namespace) -> int:
    """Write or print the schema."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if arguments.output is None:
        print(text, end="")
        return FINE
    try:
        arguments.output.write_text(text, "utf-8")
    except OSError as error:
        raise OutputError(f"{arguments.output}: cannot be written ({error.strerror}); choose another path") from error
    return FINE
