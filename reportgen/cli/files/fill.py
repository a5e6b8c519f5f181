"""`reportgen fill`."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from reportgen.build.filling import filled
from reportgen.cli.printing import FINDINGS, FINE, numbered, print_findings, rate
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.errors import PackError, Problem
from reportgen.files import refuse_inputs, save_file
from reportgen.limits import in_words, too_large


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("template", type=Path, help="a .docx, .pptx or .xlsx with tags")
    parser.add_argument(
        "data", type=Path, help="a .json or .yaml file; with --each a .csv, .xlsx, .json, .jsonl or .sql"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")
    parser.add_argument(
        "--each", action="store_true",
        help="fill the template for each row of the data: -o 'out/{name}.docx' into files of their own (.pdf too), "
        "-o all.docx into one, a page break between rows",
    )  # fmt: skip
    parser.add_argument(
        "--resume", action="store_true", help="with --each: skip files that are complete and up to date"
    )
    parser.add_argument(
        "--processes", type=int, default=None, metavar="N", help="with --each: worker processes (default: one per core)"
    )
    parser.add_argument(
        "--missing", choices=("error", "keep", "empty"), default="error",
        help="value missing from the data: report an error, keep its tag, or leave it empty",
    )  # fmt: skip
    add_overwrite_options(parser)
    parser.add_argument("--strict-links", action="store_true", help="refuse a template that links to files outside it")
    parser.add_argument("--parts", type=Path, metavar="FOLDER", help="the Word files that the template may include")


def run(arguments: argparse.Namespace) -> int:
    """Fill the template and print the path of the new file, or of each."""
    if arguments.each:
        return _merge(arguments)
    data = read_data(arguments.data)
    inputs = [path for path in (arguments.template, arguments.data, arguments.parts) if path]
    refuse_inputs([arguments.output], inputs)
    content, found = filled(
        arguments.template, data, arguments.output.name,
        missing=arguments.missing, parts=arguments.parts, files=arguments.data.parent, strict_links=arguments.strict_links,
    )  # fmt: skip
    path = save_file(arguments.output, content, on_change=on_change(arguments))
    print_findings(found)
    print(path)
    return FINE


def _merge(arguments: argparse.Namespace) -> int:
    from reportgen.distribute.merge.mail_merge import MergeJob, is_pattern, merge_files, merge_into_one
    from reportgen.distribute.merge.rows import read_rows

    rows = read_rows(arguments.data)
    job = MergeJob(arguments.template, arguments.data.parent, arguments.missing, arguments.parts)
    if not is_pattern(str(arguments.output)):
        refuse_inputs([arguments.output], [arguments.template, arguments.data])
        content, count = merge_into_one(job, rows, arguments.output)
        print(save_file(arguments.output, content, on_change=on_change(arguments)))
        print(f"{numbered(count, 'row')} in one file", file=sys.stderr)
        return FINE
    result = merge_files(
        job, rows, str(arguments.output), str(arguments.data), processes=arguments.processes or os.cpu_count() or 1,
        resume=arguments.resume, on_change=on_change(arguments), progress=rate(),
    )  # fmt: skip
    for path in result.written:
        print(path)
    for error in result.failed.values():
        print(error, file=sys.stderr)
    counts = {"written": len(result.written), "as they were": len(result.kept), "failed": len(result.failed)}
    print(", ".join(f"{count} {word}" for word, count in counts.items() if count), file=sys.stderr)
    return FINDINGS if result.failed else FINE


def read_data(path: Path) -> dict[str, Any]:
    """Return the mapping in a JSON or YAML file; NaN, which data frames write for a gap, is nothing."""
    if path.suffix.lower() != ".json":
        from reportgen.load.yaml_files.yaml_file import read_yaml

        return read_yaml(path, str(path), numbers=True).data
    return _json(path)


def _json(path: Path) -> dict[str, Any]:
    from reportgen.load.written.text_file import decoded

    large = too_large(path, str(path))
    if large is not None:
        raise PackError([large])
    try:
        text = decoded(path.read_bytes())
        if text is None:
            raise ValueError("it is neither UTF-8, UTF-16 nor GB 18030")
        loaded = json.loads(text, parse_constant=lambda name: None)
    except OSError as error:
        raise PackError(
            [Problem(str(path), None, None, f"cannot be read: {error.strerror}", "check the path")]
        ) from error
    except RecursionError as error:
        problem = Problem(str(path), None, None, "is nested too deeply", "use at most about 900 levels", "limit")
        raise PackError([problem]) from error
    except ValueError as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        what = f"is not JSON: {getattr(error, 'msg', '') or in_words(error)}"
        raise PackError([Problem(str(path), line, column, what, "give a JSON file")]) from error
    if not isinstance(loaded, dict):
        raise PackError([Problem(str(path), None, None, "holds no object", 'begin with {"name": …}')])
    return loaded
