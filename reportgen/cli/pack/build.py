"""`reportgen build`."""

import argparse
from pathlib import Path

from reportgen.build.flow import STAGES, build_pack
from reportgen.cli.pack.refresh_edition import edited_files, refresh_edition
from reportgen.cli.pack.settings import settings_of
from reportgen.cli.printing import exit_code, numbered, print_findings, print_json, progress
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.installed import program_version


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("pack", type=Path, help="the folder of the pack, such as data/lanzhou-12")
    parser.add_argument("--only", choices=("report", "deck"), help="build one of the two")
    parser.add_argument(
        "-o", "--output", type=Path, default=Path("output"), help="folder for editions (default: output)"
    )
    parser.add_argument("--edition", help="name of the edition (default: that of the pack)")
    parser.add_argument("--theme", choices=("A", "B"), help="colours: A red and gold, B blue and green")
    parser.add_argument("--strict", action="store_true", help="a warning rejects the edition as an error does")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="ID=VALUE",
        help="a fact's new value, such as resident_pop_now=72万人",
    )
    add_overwrite_options(parser)
    parser.add_argument(
        "--refresh", action="store_true",
        help="put the new numbers into a report or deck that somebody edited, and keep a copy of it",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Build, print what the checks found, and tell where the edition is."""
    if arguments.refresh:
        edited = edited_files(arguments.pack, arguments.output, arguments.edition)
        if edited:
            return refresh_edition(arguments, edited)
    result = build_pack(
        arguments.pack, only=arguments.only, output=arguments.output, edition=arguments.edition,
        theme=arguments.theme, strict=arguments.strict, settings=settings_of(arguments.set), on_change=on_change(arguments),
        progress=progress(STAGES, quiet=arguments.json),
    )  # fmt: skip
    if arguments.json:
        print_json(
            edition=str(result.edition_dir), files=list(result.files), seconds=result.seconds, program=program_version(),
            findings=[finding.as_data() for finding in result.findings],
        )  # fmt: skip
    else:
        print_findings(result.findings)
        print(
            f"{result.edition_dir}: {numbered(len(result.files), 'file')}, {sum(result.seconds.values()):.2f} s, reportgen {program_version()}"
        )
    return exit_code(result.findings, strict=arguments.strict)
