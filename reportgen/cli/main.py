"""The command line: a name to its command, errors to words, results to exit codes.

0 fine, 1 findings of level error (with --strict: any finding that is no note), 2 bad input or use.
Each command is a module of `pack`, `sending` or `files` with arguments(parser) and run(arguments); only the one that is asked for
is imported.
"""

import argparse
import importlib
import os
import sys
import time
from collections.abc import Callable, Sequence

from reportgen.cli.failures import drop_output, explain, flush, is_about_output, make_streams_safe
from reportgen.cli.logs import LOG, log_error, start_logging
from reportgen.cli.presenting import Answer, add_output_options, fail, presented
from reportgen.errors import ReportgenError

BAD_INPUT = 2
# name: the folder of its module, and what it does
COMMANDS = {
    "audit": ("pack", "find what differs in finished files from the edition and the facts"),
    "batch": ("sending", "build each recipient's own part"),
    "build": ("pack", "build report and deck of a pack"),
    "bundle": ("files", "collect everything for an installation without a network"),
    "cache": ("files", "show or delete the caches"),
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
    return _guarded(lambda: _run(words), Answer())


def _run(words: Sequence[str]) -> int:
    start_logging(os.environ)
    arguments = _parser(words).parse_args(words)
    start, command = time.monotonic(), words[0]
    LOG.info("%s begins", command, extra={"fields": {"command": command}})
    with presented(arguments, command) as answer:
        answer.code = _guarded(lambda: _done(arguments), answer)
    flush()
    for line in answer.errors:
        log_error(line, command)
    fields = {"command": command, "exit": answer.code, "seconds": round(time.monotonic() - start, 3)}
    LOG.info("%s ends", command, extra={"fields": fields})
    return answer.code


def _done(arguments: argparse.Namespace) -> int:
    code: int = arguments.run(arguments)
    flush()
    return code


def _guarded(action: Callable[[], int], answer: Answer) -> int:
    """Return the exit code of an action; what stops it is printed as one line, and noted."""
    try:
        return action()
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        drop_output()
        return 0
    except KeyboardInterrupt:
        answer.errors.append("interrupted; the last good edition is as it was")
    except ReportgenError as error:
        answer.errors.append(str(error))
    except Exception as error:  # whatever a command did not foresee: one line, and a log file
        drop_output() if isinstance(error, OSError) and is_about_output(error) else None
        answer.errors.append(explain(error))
    fail(answer.errors[-1])
    return BAD_INPUT


class _Version(argparse.Action):
    """Prints the version; it is looked for only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and end."""
        from reportgen.installed import program_version

        print(program_version())
        parser.exit()


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reportgen", description="A Word report and a deck that agree, from one pack."
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="print the version, with the commit it was made from"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (folder, help_text) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text)
        if name in words[:1]:
            module = importlib.import_module(f"reportgen.cli.{folder}.{name}")
            module.arguments(command)
            add_output_options(command)
            command.set_defaults(run=module.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
