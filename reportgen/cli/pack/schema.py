"""`reportgen schema`."""

import argparse
import json
from pathlib import Path

from reportgen.cli.printing import FINE
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.distribute.schedule.plan_model import plan_schema
from reportgen.files import save_file
from reportgen.model.schema import json_schema


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "of",
        nargs="?",
        choices=("pack", "schedule"),
        default="pack",
        help="files of a pack, or schedule.yaml (default: pack)",
    )
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: print it)")
    add_overwrite_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write or print the schema."""
    schema = plan_schema() if arguments.of == "schedule" else json_schema()
    text = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if arguments.output is None:
        print(text, end="")
        return FINE
    save_file(arguments.output, text.encode(), on_change=on_change(arguments))
    return FINE
