"""`reportgen doctor`."""

import argparse

from reportgen.cli.doctor import examine
from reportgen.cli.printing import exit_code


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Print what is there and what is missing, with what to do about it."""
    del arguments
    findings = examine()
    for finding in findings:
        hint = f": {finding.hint}" if finding.hint else ""
        print(f"{'ok' if finding.level == 'info' else finding.level:<8}{finding.place} {finding.what}{hint}")
    return exit_code(findings)
