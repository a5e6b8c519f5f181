"""`reportgen refresh`."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reportgen.build.refresh.answers import answers_for, answers_yaml, read_answers
from reportgen.build.refresh.flow import Answers, Printer, RefreshResult, refresh_files
from reportgen.build.refresh.make_facts import make_facts
from reportgen.build.refresh.records import Checked, checked, labels, rows, write_edition
from reportgen.cli.pack.settings import settings_of
from reportgen.cli.printing import FINDINGS, FINE, numbered, print_findings, print_json
from reportgen.cli.writing import add_overwrite_options, on_change
from reportgen.edition.file_map import read_map
from reportgen.edition.history import NAME
from reportgen.edition.refresh.note import refresh_note
from reportgen.edition.refresh.settle import Question, Take
from reportgen.edition.refresh.summary import Row, list_language, question_text, texts
from reportgen.errors import PackError, Problem
from reportgen.files import refuse_folder, save_file
from reportgen.model import Pack
from reportgen.ooxml.package import read_file
from reportgen.ooxml.parsed_package import Opened

_OFFICE = (".docx", ".pptx")
_ROUNDS = 5  # each time numbers of persons become facts, all is merged anew


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", type=Path, nargs="+", metavar="EDITED", help="an edited report, a deck, or both")
    parser.add_argument("--pack", type=Path, required=True, help="the folder of the pack that has the new numbers")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="ID=VALUE",
        help="a fact's new value, such as resident_pop_now=72万人",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="NEW",
        help="file to write, or folder of the new edition [default: NAME.refreshed beside the edited file]",
    )  # fmt: skip
    parser.add_argument(
        "--edition", type=Path, metavar="DIR", help="edition that was edited [the one in the file's own map]"
    )
    parser.add_argument(
        "--list", type=Path, metavar="FILE", help="list of recipients, for the part of one [the pack's]"
    )
    parser.add_argument("--dry-run", action="store_true", help="list what would change, and write nothing")
    parser.add_argument("--tracked", action="store_true", help="write the new numbers as tracked changes (report only)")
    parser.add_argument(
        "--take", choices=("new", "mine", "ask"), default="ask",
        help="answer for numbers that you changed: the pack's, yours, or ask [default: ask]",
    )  # fmt: skip
    parser.add_argument("--answers", type=Path, metavar="FILE", help="kept answers [default: NEW.answers.yaml]")
    parser.add_argument("--note", type=Path, metavar="FILE", help="write the list as a Word note")
    parser.add_argument(
        "--visual", action="store_true", help="write framed pictures of the changed pages (needs LibreOffice)"
    )
    parser.add_argument("--by", metavar="NAME", help="who makes a number the fact [default: the user's name]")
    add_overwrite_options(parser)
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Merge the new numbers into edited files, print the list, and write the files, their edition and the answers."""
    target = _target(arguments)
    answers = arguments.answers or target.with_name(
        f"{target.stem if target.suffix in _OFFICE else target.name}.answers.yaml"
    )
    result = _refreshed(arguments, answers)
    said = checked(result)
    found = rows(result)
    written = [] if arguments.dry_run else _write(arguments, result, said, found, target, answers)
    _report(arguments, result, said, found, written)
    failed = any(file.applied.failed for file in result.files)
    errors = any(finding.level == "error" for finding in said.findings)
    return FINDINGS if result.settled.open or failed or errors else FINE


def _target(arguments: argparse.Namespace) -> Path:
    """The file or folder to write."""
    files: list[Path] = arguments.files
    output: Path | None = arguments.output
    if output is not None and output.suffix.lower() in _OFFICE:
        if len(files) > 1:
            raise PackError(
                [Problem(str(output), None, None, "is one file, and two are refreshed", "give a folder with -o")]
            )
        if output.suffix.lower() != files[0].suffix.lower():
            what = f"ends in {output.suffix}, and the edited file in {files[0].suffix}"
            raise PackError([Problem(str(output), None, None, what, f"end it in {files[0].suffix}")])
        return output
    if output is not None:
        refuse_folder(output, arguments.pack)
        return output
    first = files[0]
    return first.with_name(f"{first.stem}.refreshed{first.suffix if len(files) == 1 else ''}")


def _refreshed(arguments: argparse.Namespace, answers: Path) -> RefreshResult:
    """The merged files; where numbers become facts, they are written and all is merged anew."""
    kept = read_answers(answers)
    asker = _Asker(kept, arguments.take, ask=_may_ask(arguments))
    printer = _share_printer(arguments) if any(_recipient(path) for path in arguments.files) else None
    for _ in range(_ROUNDS):
        result = refresh_files(
            arguments.files, arguments.pack, settings=settings_of(arguments.set), output=_root(arguments.files),
            edition=arguments.edition, tracked=arguments.tracked, ask=asker, printer=printer,
        )  # fmt: skip
        facts = result.facts_to_write()
        if not facts or arguments.dry_run:
            break
        backup = make_facts(arguments.pack, result.pack, facts, arguments.by or _user(), date.today())
        print(f"{arguments.pack / 'facts.yaml'}: {len(facts)} changed; backup: {backup}", file=sys.stderr)
    return result


def _recipient(path: Path) -> str:
    """The id of the recipient whose part a file is; empty for a report or deck of the pack."""
    if path.suffix.lower() not in _OFFICE or not path.is_file():
        return ""
    found = read_map(Opened.of(read_file(path, str(path)), str(path)), path.name)
    return found.recipient if found is not None else ""


def _share_printer(arguments: argparse.Namespace) -> Printer:
    """The printer for the part of a recipient."""
    from reportgen.distribute.shares.reprint import Reprinter

    if arguments.set:
        hint = "write the new values into facts.yaml or a source of the pack"
        raise PackError([Problem("--set", None, None, "does not apply to the parts of recipients", hint)])
    if len(arguments.files) > 1:
        what = "is the part of a recipient, and such parts are refreshed one by one"
        hint = "give one file, or refresh a folder of them: reportgen batch PACK --refresh FOLDER"
        raise PackError([Problem(str(arguments.files[0]), None, None, what, hint)])
    reprinter = Reprinter(arguments.pack, arguments.list, _root(arguments.files))
    return lambda pack, files: reprinter.printing(files[0].printed.recipient)


def _may_ask(arguments: argparse.Namespace) -> bool:
    return bool(arguments.take == "ask" and not arguments.json and not arguments.dry_run and sys.stdin.isatty())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for the user of a container
        return "reportgen"


def _root(files: Sequence[Path]) -> Path:
    """The folder of editions that the files belong to: that around them, else the usual one."""
    for path in files:
        folder = path.resolve().parent
        if (folder.parent / NAME).is_file():
            return folder.parent.parent
    return Path("output")


class _Asker:
    """Answers questions: from what is kept, from --take, or at the terminal."""

    def __init__(self, kept: Answers, take: str, *, ask: bool) -> None:
        self.kept = dict(kept)
        self.take: Take | None = None if take == "ask" else take  # type: ignore[assignment]
        self.ask = ask

    def __call__(self, questions: Sequence[Question], pack: Pack) -> Answers:
        """Return the answers to questions."""
        if self.ask:
            for question in questions:
                if question.key not in self.kept:
                    answer = _ask(question, pack)
                    if answer is not None:
                        self.kept[question.key] = answer
        return answers_for(questions, self.kept, self.take)


def _ask(question: Question, pack: Pack) -> Take | None:
    chinese = list_language(pack.language) == "zh"
    print(question_text(question, labels(pack), list_language(pack.language)))
    fact = not question.why
    if chinese:
        prompt = f"用新数 n，保留您的数 m{'，以您的数为准并写入资料包 f' if fact else ''}，暂不决定 回车："
    else:
        prompt = f"new n, mine m{', make mine the fact f' if fact else ''}, later Enter: "
    takes: dict[str, Take] = {"n": "new", "m": "mine", **({"f": "fact"} if fact else {})}
    while True:
        answer = input(prompt).strip().lower()
        if not answer:
            return None
        if answer[0] in takes:
            return takes[answer[0]]


def _write(
    arguments: argparse.Namespace,
    result: RefreshResult,
    said: Checked,
    found: Sequence[Row],
    target: Path,
    answers: Path,
) -> list[Path]:
    """Write the file or the edition, its records, the answers and the note; return what was written."""
    written: list[Path] = []
    single = target.suffix.lower() in _OFFICE
    sources = [arguments.pack, *arguments.files]
    change = on_change(arguments)
    if single:
        written.append(save_file(target, result.files[0].content, inputs=sources, on_change=change))
    folder = target.with_name(f"{target.stem}.edition") if single else target
    if result.files[0].edited.printed.recipient:  # a part is no edition of the pack
        written += (
            []
            if single
            else [
                save_file(target / arguments.files[0].name, result.files[0].content, inputs=sources, on_change=change)
            ]
        )
    else:
        history = _root(arguments.files) / result.pack.id
        written.append(write_edition(result, said, folder, history, sources, on_change=change))
    if result.settled.questions:
        content = answers_yaml(result.settled.questions, labels(result.pack))
        written.append(save_file(answers, content, on_change="force"))
    if arguments.note is not None:
        note = refresh_note(found, result.settled.questions, labels(result.pack), list_language(result.pack.language))
        written.append(save_file(arguments.note, note, inputs=sources, on_change=change))
    if arguments.visual:
        written += _pictures(arguments, target, folder)
    return written


def _pictures(arguments: argparse.Namespace, target: Path, folder: Path) -> list[Path]:
    """Framed pictures of the pages that look other than in the edited files."""
    from reportgen.files import save_files
    from reportgen.render.visual_comparison import compare_looks, pictures_of

    found: list[Path] = []
    for path in arguments.files:
        name = "report.docx" if path.suffix.lower() == ".docx" else "deck.pptx"
        _, changes = compare_looks(path, folder / name)
        pictures = pictures_of(changes)
        where = save_files(target.with_name(f"{target.stem}.pages"), pictures, on_change=on_change(arguments))
        found += [where / picture for picture in pictures]
    return found


def _report(
    arguments: argparse.Namespace, result: RefreshResult, said: Checked, found: Sequence[Row], written: Sequence[Path]
) -> None:
    names, language = labels(result.pack), list_language(result.pack.language)
    if arguments.json:
        print_json(
            files=[str(path) for path in written], edition=result.edition,
            questions=[
                {"facts": list(q.facts), "mine": q.mine, "old": q.old, "new": q.new, "why": q.why, "take": take or "open",
                 "held": len(q.held), "question": question_text(q, names, language)}
                for q, take in result.settled.questions
            ],
            rows=[row.as_data() for row in found], findings=[finding.as_data() for finding in said.findings],
            base={str(file.edited.path): file.edited.origin for file in result.files},
        )  # fmt: skip
        return
    listed = {(row.file, row.place.inside) for row in found}
    print_findings(one for one in said.findings if (one.place.file, one.place.inside) not in listed)
    for line in texts(found, language):
        print(line)
    for question in result.settled.open:
        print(f"? {question_text(question, names, language)}")
    counts = [sum(1 for row in found if row.part == part) for part in ("changed", "look", "typed")]
    opened = len(result.settled.open)
    print(
        f"{counts[0]} changed, {counts[1]} to look at, {counts[2]} typed"
        + (f", {numbered(opened, 'open question')}" if opened else "")
    )
    for path in written:
        print(path)
