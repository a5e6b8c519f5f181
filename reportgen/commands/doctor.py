"""Owns `reportgen doctor`."""

import argparse

from reportgen.commands.printing import exit_code
from reportgen.doctor import examine


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
