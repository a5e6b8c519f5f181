"""`reportgen check`."""

import argparse
import sys
import tempfile
from pathlib import Path

from reportgen import __version__
from reportgen.check.files import check_file, is_office_name
from reportgen.check.output.formats import as_json, as_sarif, as_text
from reportgen.check.profiles import PROFILES
from reportgen.cli.printing import FINE, exit_code
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.errors import InputError, Problem
from reportgen.files import save_file
from reportgen.findings import Finding
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="files or folders to check, made anywhere")
    parser.add_argument("--pack", type=Path, metavar="DIR", help="the pack whose suppressions hold")
    parser.add_argument(
        "--profile", choices=PROFILES,
        help="deck: for a meeting room; reading: to be read alone; gongwen: a report by GB/T 9704; any: made elsewhere "
        "(default: the one that fits)",
    )  # fmt: skip
    parser.add_argument("--format", choices=("text", "json", "sarif", "html"), default="text", help="default: text")
    parser.add_argument("-o", "--output", type=Path, help="the file to write (default: print)")
    parser.add_argument(
        "--render",
        action="store_true",
        help="check the rendered pages too: number of pages, margins, glyphs, fonts (needs LibreOffice)",
    )
    parser.add_argument("--strict", action="store_true", help="exit 1 for warnings too")
    parser.add_argument(
        "--fix", action="store_true",
        help="make the safe changes and list them: in the texts of --pack, and in a copy NAME-fixed of each FILE",
    )  # fmt: skip
    parser.add_argument("--explain", metavar="RULE", help="print what a rule asks for and its limits, for example G01")
    add_overwrite_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="with --fix: list the changes and make none")


def run(arguments: argparse.Namespace) -> int:
    """Check the files and write what was found, or explain a rule."""
    if arguments.json and not arguments.explain:
        arguments.format = "json"
    if arguments.explain:
        return _explain(arguments.explain)
    if arguments.fix:
        paths = _fix(arguments)
        if not paths or arguments.dry_run:
            return FINE
    else:
        paths = _office_files(arguments.files)
    opened = {path: Opened.of(read_file(path, str(path)), str(path)) for path in paths}
    findings = [found for path in paths for found in check_file(str(path), opened[path], arguments.profile)]
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        pdfs = _drawn(arguments, paths, Path(folder))
        if arguments.render:
            from reportgen.check.rendered.rules import check_rendered

            for path, pdf in zip(paths, pdfs, strict=True):
                findings += check_rendered(str(path), opened[path], pdf, arguments.profile)
        if arguments.pack:
            from reportgen.check.suppress import suppressed
            from reportgen.load import load_pack

            findings = suppressed(findings, load_pack(arguments.pack).suppress, {path.stem for path in paths})
        if arguments.format == "html":
            from reportgen.check.output.page_report import page_report

            text = page_report(paths, findings, pdfs)
        else:
            text = _written(arguments.format, findings, [str(path) for path in paths])
    if arguments.output is None:
        sys.stdout.write(text)
    else:
        named = [path for path in arguments.files if path.is_file()]
        inputs = [*paths, *named, *([arguments.pack] if arguments.pack else [])]
        save_file(
            arguments.output, text.encode("utf-8", "backslashreplace"), inputs=inputs, on_change=on_change(arguments)
        )
    return exit_code(findings, strict=arguments.strict)


def _explain(name: str) -> int:
    from reportgen.check.output.explained import explained
    from reportgen.cli.every_rule import rule_named

    sys.stdout.write(explained(rule_named(name)))
    return FINE


def _drawn(arguments: argparse.Namespace, paths: list[Path], folder: Path) -> list[Path | None]:
    """The PDF of each file where pages are asked for; for pictures alone, none where there is no renderer."""
    if not (arguments.render or arguments.format == "html"):
        return []
    from reportgen.render import libreoffice

    if not arguments.render and libreoffice.find_soffice() is None:
        return []
    return libreoffice.rendered(paths, folder)


def _written(form: str, findings: list[Finding], names: list[str]) -> str:
    if form == "json":
        return as_json(findings, names)
    return as_sarif(findings, __version__) if form == "sarif" else as_text(findings)


def _office_files(given: list[Path]) -> list[Path]:
    """The files that were named, and those in the folders that were."""
    found: list[Path] = []
    for path in given:
        inside = sorted(item for item in path.iterdir() if is_office_name(item.name)) if path.is_dir() else [path]
        if not inside:
            raise InputError([Problem(str(path), None, None, "holds no .docx and no .pptx", "name the files")])
        found += inside
    if not found:
        raise InputError(
            [Problem("check", None, None, "no file is named", "give a .docx, a .pptx or a folder of them")]
        )
    return found


def _fix(arguments: argparse.Namespace) -> list[Path]:
    """Make the safe changes and print them; return the files to be checked, the copies in place of what was mended."""
    from reportgen.check.fix.office_file import mended
    from reportgen.check.fix.pack import fix_pack

    if arguments.pack is None and not arguments.files:
        what = "--fix expects --pack DIR or a file"
        raise InputError([Problem("--fix", None, None, what, "name --pack DIR, a .docx or a .pptx")])
    changes = fix_pack(arguments.pack, write=not arguments.dry_run) if arguments.pack else []
    paths: list[Path] = []
    for path in _office_files(arguments.files) if arguments.files else ():
        content, made = mended(str(path), read_file(path, str(path)))
        changes += made
        paths.append(path.with_stem(f"{path.stem}-fixed") if made else path)
        if made and not arguments.dry_run:
            paths[-1] = save_file(paths[-1], content, inputs=[path], on_change=on_change(arguments))
    stream = sys.stdout if arguments.format == "text" else sys.stderr
    for change in changes:
        print(change, file=stream)
    print(f"{len(changes)} changes" + (", none made" if arguments.dry_run else ""), file=stream)
    return paths
