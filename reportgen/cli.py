"""Owns the command line: arguments to one call, results to words and exit codes.

0 fine, 1 findings of level error (with --strict: any finding that is no note), 2 bad input or use.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.errors import PackError, Problem, ReportgenError
from reportgen.findings import Finding

FINE, FINDINGS, BAD_INPUT = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        arguments = _parser().parse_args(argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except ReportgenError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("interrupted; the last good edition is as it was", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="reportgen", description="A Word report and a deck that agree, from one pack."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="build report and deck of a pack")
    build.add_argument("pack", type=Path, help="the folder of the pack, such as data/lanzhou-12")
    build.add_argument("--only", choices=("report", "deck"), help="build one of the two")
    build.add_argument("-o", "--output", type=Path, default=Path("output"), help="where editions go (default: output)")
    build.add_argument("--edition", help="name of the edition (default: that of the pack)")
    build.add_argument("--theme", choices=("A", "B"), help="colours: A red and gold, B blue and green")
    build.add_argument("--strict", action="store_true", help="a warning rejects the edition as an error does")
    build.add_argument("--json", action="store_true", help="print the result as JSON")
    build.set_defaults(run=_build)
    fill = commands.add_parser("fill", help="fill one template from a JSON or YAML file")
    fill.add_argument("template", type=Path)
    fill.add_argument("data", type=Path)
    fill.add_argument("-o", "--output", type=Path, required=True)
    fill.set_defaults(run=_fill)
    new = commands.add_parser("new", help="write a small pack to start from")
    new.add_argument("folder", type=Path)
    new.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="write the JSON Schema of pack files")
    schema.add_argument("-o", "--output", type=Path)
    schema.set_defaults(run=_schema)
    commands.add_parser("doctor", help="say what is there and what is missing").set_defaults(run=_doctor)
    return parser


def _build(arguments: argparse.Namespace) -> int:
    from reportgen.build import build_pack

    result = build_pack(
        arguments.pack, only=arguments.only, output=arguments.output, edition=arguments.edition,
        theme=arguments.theme, strict=arguments.strict, progress=_progress(quiet=arguments.json),
    )  # fmt: skip
    failed = any(
        finding.level == "error" or (arguments.strict and finding.level == "warning") for finding in result.findings
    )
    if arguments.json:
        _print_json(
            edition=str(result.edition_dir), files=list(result.files), seconds=result.seconds,
            findings=[vars(finding) for finding in result.findings],
        )  # fmt: skip
    else:
        _print_findings(result.findings)
        state = f"{result.edition_dir}: {len(result.files)} files" if result.files else "nothing was written"
        print(f"{state}, {sum(result.seconds.values()):.2f} s")
    return FINDINGS if failed else FINE


def _progress(*, quiet: bool) -> Callable[[str], None]:
    """On a terminal one line that changes, elsewhere a plain line a stage."""
    if quiet:
        return lambda stage: None
    if not sys.stderr.isatty():
        return lambda stage: print(stage, file=sys.stderr)
    from rich.console import Console

    console = Console(stderr=True)
    stages = ("load", "preflight", "draw", "fill", "check", "write")

    def show(stage: str) -> None:
        done = stages.index(stage) + 1 if stage in stages else 0
        console.print(
            f"[bold]{'█' * done}{'░' * (len(stages) - done)}[/] {stage:<10}", end="\r" if done < len(stages) else "\n"
        )

    return show


def _fill(arguments: argparse.Namespace) -> int:
    from reportgen.filling import fill

    print(fill(arguments.template, _data(arguments.data), arguments.output))
    return FINE


def _data(path: Path) -> dict[str, Any]:
    """JSON is YAML, but its numbers are numbers."""
    if path.suffix == ".json":
        try:
            loaded = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise PackError([Problem(str(path), None, None, f"cannot be read: {error}", "give a JSON file")]) from error
        if not isinstance(loaded, dict):
            raise PackError([Problem(str(path), None, None, "holds no object", 'begin with {"name": …}')])
        return loaded
    from reportgen.load.yaml_file import read_yaml

    return read_yaml(path, str(path)).data


def _new(arguments: argparse.Namespace) -> int:
    from reportgen.starting import write_starter

    print(f"{arguments.folder}: " + ", ".join(write_starter(arguments.folder)))
    print(f"next: reportgen build {arguments.folder}")
    return FINE


def _schema(arguments: argparse.Namespace) -> int:
    from reportgen.model.schema import json_schema

    text = json.dumps(json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if arguments.output is None:
        print(text, end="")
        return FINE
    try:
        arguments.output.write_text(text, "utf-8")
    except OSError as error:
        problem = Problem(
            str(arguments.output), None, None, f"cannot be written: {error.strerror}", "choose another path"
        )
        raise PackError([problem]) from error
    return FINE


def _doctor(arguments: argparse.Namespace) -> int:
    from reportgen.doctor import examine

    del arguments
    findings = examine()
    for finding in findings:
        hint = f": {finding.hint}" if finding.hint else ""
        print(f"{'ok' if finding.level == 'info' else finding.level:<8}{finding.place} {finding.what}{hint}")
    return FINDINGS if any(finding.level == "error" for finding in findings) else FINE


def _print_findings(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)


def _print_json(**content: Any) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
