"""Owns `reportgen template show|check`."""

import argparse
import json
from pathlib import Path

from reportgen.commands.fill import read_data
from reportgen.commands.printing import FINE, exit_code, print_findings
from reportgen.template import Template


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=("show", "check"), help="show the names that it asks for, or check it")
    parser.add_argument("template", type=Path, help="a Word or PowerPoint file with tags")
    parser.add_argument("data", type=Path, nargs="?", help="check: a .json or .yaml file to hold against it")


def run(arguments: argparse.Namespace) -> int:
    """Print the tree of names, or every fault of the template and of the data."""
    template = Template.open(arguments.template)
    if arguments.what == "show":
        print(json.dumps(template.names(), ensure_ascii=False, indent=2))
        return FINE
    findings = [*template.findings, *(template.check(read_data(arguments.data)) if arguments.data else [])]
    print_findings(findings)
    if not findings:
        print(
            f"{arguments.template}: every tag can be read" + (", and the data has every name" if arguments.data else "")
        )
    return exit_code(findings)
