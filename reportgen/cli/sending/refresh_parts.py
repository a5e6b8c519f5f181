"""`reportgen batch --refresh`: recipients' files that came back edited get the new numbers, matched by the map in each."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from reportgen.build.refresh.flow import RefreshResult, refresh_files
from reportgen.build.refresh.records import labels, rows
from reportgen.cli.printing import FINDINGS, FINE, print_json
from reportgen.cli.writing import on_change
from reportgen.distribute.shares.reprint import Reprinter
from reportgen.edition.file_map import read_map
from reportgen.edition.refresh.summary import Row, list_language, question_text, texts
from reportgen.errors import InputError, PackError, Problem, ReportgenError
from reportgen.files import save_file
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened

_OFFICE = (".docx", ".pptx")


@dataclass
class _Part:
    """One file of the folder: what came of it, or why nothing did."""

    path: Path
    recipient: str = ""
    written: Path | None = None
    why: str = ""
    result: RefreshResult | None = None

    def rows(self) -> list[Row]:
        return rows(self.result) if self.result is not None else []

    def questions(self) -> list[str]:
        if self.result is None:
            return []
        language = list_language(self.result.pack.language)
        return [question_text(one, labels(self.result.pack), language) for one in self.result.settled.open]


def refresh_parts(arguments: argparse.Namespace) -> int:
    """Refresh every file of a folder that is the part of a recipient, and print what changed in each."""
    folder: Path = arguments.refresh
    if not folder.is_dir():
        raise InputError(
            [Problem(str(folder), None, None, "is not a folder", "give the folder of files that came back")]
        )
    reprinter = Reprinter(arguments.pack, arguments.recipients, arguments.output)
    paths = sorted(
        path for path in folder.iterdir() if path.suffix.lower() in _OFFICE and not path.name.startswith("~$")
    )
    if not paths:
        raise PackError([Problem(str(folder), None, None, "holds no .docx or .pptx")])
    parts = [_refreshed(path, arguments, reprinter) for path in paths]
    _tell(parts, as_json=arguments.json)
    return FINDINGS if any(part.why or part.questions() for part in parts) else FINE


def _refreshed(path: Path, arguments: argparse.Namespace, reprinter: Reprinter) -> _Part:
    part = _Part(path)
    try:
        found = read_map(Opened.of(read_file(path, str(path)), str(path)), path.name)
        if found is None or not found.recipient:
            part.why = f"{path}: is the part of no recipient; refresh it with `reportgen refresh`"
            return part
        part.recipient = found.recipient
        part.result = refresh_files(
            [path], arguments.pack, output=arguments.output,
            printer=lambda pack, files: reprinter.printing(files[0].printed.recipient),
        )  # fmt: skip
        target = arguments.output / part.result.pack.id / "refreshed" / reprinter.file_name(found.recipient)
        content = part.result.files[0].content
        part.written = save_file(target, content, inputs=[path, arguments.pack], on_change=on_change(arguments))
    except ReportgenError as error:  # one file must not take the others along
        part.why = str(error)
    return part


def _tell(parts: list[_Part], *, as_json: bool) -> None:
    if as_json:
        print_json(files=[
            {"file": str(part.path), "recipient": part.recipient, "written": str(part.written or ""), "why": part.why,
             "questions": part.questions(), "rows": [row.as_data() for row in part.rows()]}
            for part in parts
        ])  # fmt: skip
        return
    for part in parts:
        if part.why:
            print(part.why, file=sys.stderr)
            continue
        print(f"{part.path} ({part.recipient}) -> {part.written}")
        assert part.result is not None
        for line in texts(part.rows(), list_language(part.result.pack.language)):
            print(f"  {line}")
        for question in part.questions():
            print(f"  ? {question}")
    done = sum(1 for part in parts if not part.why)
    print(f"{done} refreshed, {len(parts) - done} left out")
