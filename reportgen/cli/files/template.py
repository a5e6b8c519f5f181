"""`reportgen template show|check`."""

import argparse
import json
from pathlib import Path

from reportgen.cli.files.fill import read_data
from reportgen.cli.printing import FINE, exit_code, numbered, print_findings
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.errors import TemplateError
from reportgen.files import OnChange, refuse_inputs, save_file
from reportgen.ooxml.package import read_file
from reportgen.template import Template
from reportgen.template.marking import marked


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", choices=("show", "check"), help="show the names that it asks for, or check it")
    parser.add_argument("template", type=Path, help="a Word or PowerPoint file with tags")
    parser.add_argument("--mark", type=Path, metavar="COPY", help="check: write a copy with each error as a comment")
    add_overwrite_options(parser)
    parser.add_argument("data", type=Path, nargs="?", help="check: a .json or .yaml file to hold against it")


def run(arguments: argparse.Namespace) -> int:
    """Print the tree of names, or every fault of the template and of the data."""
    if arguments.mark:
        refuse_inputs([arguments.mark], [arguments.template, *([arguments.data] if arguments.data else [])])
    try:
        template = Template.open(arguments.template)
        if arguments.what == "show":
            print(json.dumps(template.names(), ensure_ascii=False, indent=2))
            return FINE
        data = read_data(arguments.data) if arguments.data else None
        findings = [*template.findings, *(template.check(data) if data is not None else [])]
        if data is not None and arguments.mark:
            template.render(data)
    except TemplateError as error:
        if arguments.mark:
            _write_marked(arguments.template, arguments.mark, error, on_change(arguments))
        raise
    print_findings(findings)
    if not findings:
        print(f"{arguments.template}: every tag can be read" + (", and the data has every name" if data else ""))
    return exit_code(findings)


def _write_marked(template: Path, copy: Path, error: TemplateError, change: OnChange) -> None:
    content = marked(read_file(template, str(template)), template.name, error.problems)
    copy = save_file(copy, content, on_change=change)
    print(f"{copy}: {numbered(len(error.problems), 'error')} marked")
