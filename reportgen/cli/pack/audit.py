"""`reportgen audit`."""

import argparse
from pathlib import Path

from reportgen.build.auditing import audit_files
from reportgen.cli.printing import exit_code, print_findings, print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", type=Path, nargs="+", help="a .docx, a .pptx, or both")
    parser.add_argument("--pack", type=Path, required=True, help="the folder of the pack that they must agree with")
    parser.add_argument(
        "--edition", type=Path, metavar="DIR", help="edition to compare with (default: the one that the file carries)"
    )
    parser.add_argument("--facts-only", action="store_true", help="compare with the facts alone, not with an edition")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print every number that is not a fact of the pack; 1 when there is one."""
    result = audit_files(arguments.files, arguments.pack, facts_only=arguments.facts_only, edition=arguments.edition)
    if arguments.json:
        print_json(numbers=result.counts, findings=[finding.as_data() for finding in result.findings])
    else:
        print_findings(result.findings)
        counts = result.counts
        print(
            f"{counts['numbers']} numbers: {counts['facts']} facts, {counts['allowed']} allowed, {counts['unknown']} unknown;"
            f" {len(result.findings)} findings"
        )
        for file in arguments.files:
            if file.name not in result.compared and not arguments.facts_only:
                print(f"{file}: carries no map of its edition; compared with the facts alone (--edition DIR names one)")
    return exit_code(result.findings)
