"""The way out `build --refresh`: an edition whose files somebody edited gets the new numbers and keeps the edits."""

import argparse
from pathlib import Path

from reportgen.build.refresh.flow import refresh_files
from reportgen.build.refresh.records import checked, labels, rows, write_edition
from reportgen.cli.pack.settings import settings_of
from reportgen.cli.printing import FINDINGS, FINE, print_findings, print_json
from reportgen.edition.history import history_under
from reportgen.edition.manifest import outputs_of
from reportgen.edition.refresh.summary import list_language, question_text, texts
from reportgen.files import changed
from reportgen.load import load_pack

_FILES = ("report.docx", "deck.pptx")


def edited_files(pack_dir: Path, output: Path, edition: str | None) -> list[Path]:
    """Return the report and deck of an edition when somebody edited one of them, else nothing."""
    pack = load_pack(pack_dir, None, history_under(output, edition))
    folder = output / pack.id / (edition or pack.edition)
    wrote = {name: [digest] for name, digest in outputs_of(folder).items()}
    there = [name for name in _FILES if (folder / name).is_file()]
    return [folder / name for name in there] if changed(folder, there, wrote) else []


def _untouched(files: list[Path]) -> list[str]:
    folder = files[0].parent
    wrote = {name: [digest] for name, digest in outputs_of(folder).items()}
    return [path.name for path in files if not changed(folder, [path.name], wrote)]


def refresh_edition(arguments: argparse.Namespace, files: list[Path]) -> int:
    """Refresh the files of an edition in its folder, with a copy of each edited one, and print the list."""
    result = refresh_files(files, arguments.pack, settings=settings_of(arguments.set), output=arguments.output)
    said, found = checked(result), rows(result)
    folder = files[0].parent
    write_edition(result, said, folder, folder.parent, [arguments.pack], untouched=_untouched(files), on_change="force")
    language = list_language(result.pack.language)
    if arguments.json:
        print_json(
            edition=str(folder), rows=[row.as_data() for row in found],
            findings=[finding.as_data() for finding in said.findings],
            questions=[question_text(question, labels(result.pack), language) for question in result.settled.open],
        )  # fmt: skip
    else:
        print_findings(said.findings)
        print("\n".join(texts(found, language)))
        for question in result.settled.open:
            print(f"? {question_text(question, labels(result.pack), language)}")
        print(f"{folder}: refreshed")
    errors = any(finding.level == "error" for finding in said.findings)
    return FINDINGS if errors or result.settled.open else FINE
