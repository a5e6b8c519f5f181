"""The command line: a name to its command, errors to words, results to exit codes.

0 fine, 1 findings of level error (with --strict: any finding that is no note), 2 bad input or use.
Each command is a module of `reportgen.cli.commands` with arguments(parser) and run(arguments); only the one that is asked for
is imported.
"""

import argparse
import contextlib
import importlib
import sys
from collections.abc import Sequence

from reportgen import __version__
from reportgen.cli.failures import drop_output, explain, flush, is_about_output, make_streams_safe
from reportgen.errors import ReportgenError

BAD_INPUT = 2
COMMANDS = {
    "audit": "find numbers in finished files that are no facts of the pack",
    "batch": "build each recipient's own part",
    "build": "build report and deck of a pack",
    "check": "check any .docx or .pptx",
    "compare": "tell what moved between two editions",
    "deliver": "send each recipient its part, once",
    "doctor": "say what is there and what is missing",
    "facts": "give the facts to clerks as a workbook, and read it back",
    "figures": "draw the figures of a pack as SVG, PNG or PDF",
    "fill": "fill one template from a JSON or YAML file",
    "gallery": "write a deck and a report that show every kind of figure",
    "new": "write a small pack to start from",
    "preview": "make PDF and pictures of the pages",
    "receipts": "tell who got what, and who is missing",
    "schedule": "make and send editions at their times",
    "schema": "write the JSON Schema of pack files",
    "template": "show the names that a template asks for, or check it",
    "trace": "tell where a number comes from and where it is used",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    make_streams_safe()
    try:
        return _run(words)
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        drop_output()
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted; the last good edition is as it was")
    except ReportgenError as error:
        return _fail(str(error))
    except Exception as error:  # whatever a command did not foresee: one line, and a log file
        drop_output() if isinstance(error, OSError) and is_about_output(error) else None
        return _fail(explain(error))


def _run(words: Sequence[str]) -> int:
    arguments = _parser(words).parse_args(words)
    code: int = arguments.run(arguments)
    flush()
    return code


def _fail(line: str) -> int:
    with contextlib.suppress(OSError, ValueError):  # a closed or full error stream
        print(line, file=sys.stderr, flush=True)
    return BAD_INPUT


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reportgen", description="A Word report and a deck that agree, from one pack."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if name in words[:1]:
            module = importlib.import_module(f"reportgen.cli.commands.{name}")
            module.arguments(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
