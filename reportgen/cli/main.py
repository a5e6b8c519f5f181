"""The command line: a name to its command, errors to words, results to exit codes.

0 fine, 1 findings of level error (with --strict: any finding that is no note), 2 bad input or use.
Each command is a module of `pack`, `sending` or `files` with arguments(parser) and run(arguments); only the one that is asked for
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
# name: the folder of its module, and what it does
COMMANDS = {
    "audit": ("pack", "find what differs in finished files from the edition and the facts"),
    "batch": ("sending", "build each recipient's own part"),
    "build": ("pack", "build report and deck of a pack"),
    "check": ("files", "check any .docx or .pptx"),
    "compare": ("pack", "show what changed between two editions"),
    "deliver": ("sending", "send each recipient its part, once"),
    "doctor": ("files", "check the installation and list what is missing"),
    "facts": ("pack", "export the facts as a workbook for clerks, import it, or check the facts"),
    "figures": ("pack", "draw the figures of a pack as SVG, PNG or PDF"),
    "fill": ("files", "fill one template from a JSON or YAML file"),
    "gallery": ("pack", "write a deck and a report that show every kind of figure"),
    "layouts": ("pack", "list the layouts of slides, or show what one takes"),
    "new": ("pack", "create a small pack to start from"),
    "preview": ("pack", "render the pages as PDF and pictures"),
    "receipts": ("sending", "list who received what, and who is missing"),
    "refresh": ("pack", "put new numbers into a report and a deck that a person edited"),
    "schedule": ("sending", "build and send editions on a schedule"),
    "schema": ("pack", "write the JSON Schema of pack files or schedule.yaml"),
    "status": ("sending", "show last and next runs, what failed, who is missing, and how old facts are"),
    "template": ("files", "list the names in a template, or check it"),
    "trace": ("pack", "show where a number comes from and where it is used"),
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
    for name, (folder, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if name in words[:1]:
            module = importlib.import_module(f"reportgen.cli.{folder}.{name}")
            module.arguments(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
