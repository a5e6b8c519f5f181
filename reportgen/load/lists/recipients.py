"""The list of recipients of a pack. In: departments.csv, .xlsx or .sql, and the pack; out: Recipients, or all mistakes at once."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from reportgen.errors import PackError, Problem
from reportgen.load.lists.query_sheet import read_query
from reportgen.load.lists.sheet import Rows, read_sheet
from reportgen.load.table_names import column_names, row_names
from reportgen.load.translation import Translations
from reportgen.model import Pack, Recipient
from reportgen.model.characters import hidden_character
from reportgen.model.recipients.addresses import mail_fault
from reportgen.model.recipients.channels import CHANNELS, address_fault, channel_names
from reportgen.model.recipients.file_names import file_name_fault, file_of
from reportgen.model.recipients.recipient import Choice, OwnNumber

NAMES = ("departments.csv", "departments.xlsx", "departments.sql")
_LISTS = ("sections", "facts", "figures", "tables")
_CUTS = ("rows_without", "columns_without")
_COLUMNS = (
    "id", "name", *_LISTS, *(f"{name}_without" for name in _LISTS), *_CUTS, "template", "format", "language", "channel", "address", "cc",
    "file", "valid_from", "valid_to", "note",
)  # fmt: skip
_OWN = re.compile(r"own:\s*([^（(]+?)\s*(?:[（(](.+)[)）])?$")
_SPLIT = re.compile(r"[;；、\s]+")


def recipients_file(folder: Path) -> Path:
    """Return the list of a pack; a PackError if it has none."""
    for name in NAMES:
        if (folder / name).is_file():
            return folder / name
    hint = "write one with the columns id, name, sections, format, channel, address"
    raise PackError([Problem(str(folder / NAMES[0]), None, None, "no such file", hint)])


@dataclass(frozen=True)
class RecipientList:
    """The sound recipients of a list, and the mistakes of the others by their ids; a row without one is `row N`."""

    sound: tuple[Recipient, ...]
    bad: dict[str, str]


def load_recipients(path: Path, pack: Pack, folder: Path) -> tuple[Recipient, ...]:
    """Return the recipients in a list; a PackError tells every mistake with its row and column."""
    found, problems, _ = _read(path, pack, folder)
    if problems:
        raise PackError(problems)
    return found


def load_sound_recipients(path: Path, pack: Pack, folder: Path) -> RecipientList:
    """Return the recipients whose rows have no mistake, and the mistakes of the others.

    A PackError for mistakes that are of no single row: columns, an unreadable list, no sound row at all.
    """
    found, problems, names = _read(path, pack, folder)
    general = [problem for problem in problems if problem.line not in names]
    rows: dict[int, list[str]] = {}
    for problem in problems:
        rows.setdefault(problem.line or 0, []).append(str(problem))
    sound = tuple(one for one in found if one.line not in rows)
    if general or not sound:
        raise PackError(problems)
    return RecipientList(sound, {_free_name(names[line], line, sound): "\n".join(rows[line]) for line in rows})


def _free_name(name: str, line: int, sound: tuple[Recipient, ...]) -> str:
    """The name of a bad row; one with the id of a sound row is known by its number."""
    return f"row {line}" if not name or any(one.id.casefold() == name.casefold() for one in sound) else name


def _read(path: Path, pack: Pack, folder: Path) -> tuple[tuple[Recipient, ...], list[Problem], dict[int, str]]:
    """The recipients of a list, all mistakes in it, and the id in each row."""
    sheet = read_query(path) if path.suffix.lower() == ".sql" else read_sheet(path)
    problems = list(_column_problems(sheet))
    found = []
    spoken = Translations(pack, folder)
    for line, row in sheet.rows:
        recipient = _recipient(sheet, line, row, problems)
        if recipient is not None:
            fault = spoken.fault(recipient)
            if fault:
                problems.append(sheet.problem(line, "language", *fault))
                continue
            problems += _references(sheet, recipient, spoken.pack_for(recipient), folder)
            problems += _cuts(sheet, recipient, spoken.pack_for(recipient))
            problems += _addresses(sheet, recipient)
            found.append(recipient)
    problems += spoken.problems
    problems += _clashes(sheet, found, spoken)
    if not sheet.rows:
        problems.append(Problem(sheet.name, 2, None, "names no recipient", "add a row for each"))
    problems.sort(key=lambda problem: (problem.line or 0, problem.column or 0))
    return tuple(found), problems, {line: row.get("id", "").strip() for line, row in sheet.rows}


def _column_problems(sheet: Rows) -> Iterable[Problem]:
    for name in sheet.columns:
        if name not in _COLUMNS and not _OWN.match(name):
            near = difflib.get_close_matches(name, _COLUMNS, 1)
            hint = f"did you mean {near[0]}?" if near else "there are: " + ", ".join(_COLUMNS) + ", own:LABEL(UNIT)"
            yield sheet.problem(1, name, f"the column `{name}` is not known", hint)
    for name in ("id", "name"):
        if name not in sheet.columns:
            yield sheet.problem(1, name, f"the column `{name}` is missing", "add it")


def _recipient(sheet: Rows, line: int, row: dict[str, str], problems: list[Problem]) -> Recipient | None:
    before = len(problems)
    data: dict[str, object] = {key: row[key] for key in _COLUMNS if row.get(key) and key != "note"}
    for key in _LISTS:
        only, without = _split(row.get(key, "")), _split(row.get(f"{key}_without", ""))
        data[key] = _choice(only, without)
        data.pop(f"{key}_without", None)
    for key in ("cc", *_CUTS):
        data[key] = _split(row.get(key, ""))
    for key in ("valid_from", "valid_to"):
        if key in data and (day := _date(str(data[key]))) is None:
            problems.append(sheet.problem(line, key, f"{data.pop(key)!r} is not a date", "write it as 2026-08-20"))
        elif key in data:
            data[key] = day
    data["own"] = tuple(_own(sheet, line, row, problems))
    try:
        recipient = Recipient.model_validate({"id": "", "name": "", **data, "line": line})
    except ValidationError as error:
        for item in error.errors(include_url=False):
            key = str(item["loc"][0])
            problems.append(
                sheet.problem(line, key, f"`{key}` is {str(item['input'])!r}", _HINTS.get(key, item["msg"]))
            )
        return None
    hidden = hidden_character(recipient.name)
    if hidden:
        problems.append(sheet.problem(line, "name", f"`name` holds {hidden}, which is invisible", "type it again"))
    if recipient.valid_from and recipient.valid_to and recipient.valid_to < recipient.valid_from:
        problems.append(sheet.problem(line, "valid_to", "ends before it begins", "exchange the two dates"))
    return recipient if len(problems) == before else None


@lru_cache(maxsize=1024)
def _choice(only: tuple[str, ...], without: tuple[str, ...]) -> Choice:
    """Many rows choose the same: one value for all of them."""
    return Choice(only=only, without=without)


_HINTS = {
    "id": "letters, digits, Chinese, - and _, beginning with no mark; it becomes part of file names",
    "name": "give the name of the recipient, at most 40 characters",
    "format": "it can be docx, pptx or pdf",
    "language": "it can be zh or en",
    "channel": f"it can be {channel_names()}",
}


def _own(sheet: Rows, line: int, row: dict[str, str], problems: list[Problem]) -> Iterable[OwnNumber]:
    for column in sheet.columns:
        match = _OWN.match(column)
        if match and row.get(column):
            try:
                finite = Decimal(row[column]).is_finite()
            except InvalidOperation:
                finite = False
            if finite:
                yield OwnNumber(label=match.group(1), unit=match.group(2) or "", value=row[column])
            else:
                what = f"{row[column]!r} in `{column}` is not a number"
                problems.append(sheet.problem(line, column, what, "write a plain number such as 70 or 3.8"))


def _references(sheet: Rows, recipient: Recipient, pack: Pack, folder: Path) -> Iterable[Problem]:
    known = {
        "sections": [s.id for s in pack.sections], "facts": list(pack.facts), "figures": list(pack.figures),
        "tables": list(pack.tables),
    }  # fmt: skip
    for kind, names in known.items():
        choice: Choice = getattr(recipient, kind)
        for column, chosen in ((kind, choice.only), (f"{kind}_without", choice.without)):
            for name in chosen:
                if name not in names:
                    near = difflib.get_close_matches(name, names, 3, 0.5)
                    hint = f"did you mean {', '.join(near)}?" if near else "there are: " + ", ".join(names[:8])
                    yield sheet.problem(recipient.line, column, f"no {kind.rstrip('s')} `{name}`", hint)
        both = sorted(set(choice.only) & set(choice.without))
        if both:
            yield sheet.problem(
                recipient.line, f"{kind}_without", f"{', '.join(both)} both named and excluded", "drop one"
            )
    if not recipient.sections.of(known["sections"]) and known["sections"]:
        yield sheet.problem(recipient.line, "sections", "no section is left to show", "name at least one")
    if recipient.template is not None:
        path = (folder / recipient.template).resolve()
        if not path.is_relative_to(folder.resolve()):
            yield sheet.problem(recipient.line, "template", "lies outside the pack", "put it into the pack folder")
        elif not path.is_file():
            yield sheet.problem(recipient.line, "template", f"{recipient.template} is not there", "a path in the pack")


def _cuts(sheet: Rows, recipient: Recipient, pack: Pack) -> Iterable[Problem]:
    """What is wrong with the rows and columns of tables that a recipient does not see."""
    for key in _CUTS:
        for chosen in getattr(recipient, key):
            table, _, name = chosen.partition("/")
            read = row_names if key == "rows_without" else column_names
            names = read(pack.tables[table], pack.facts) if table in pack.tables else []
            if table not in pack.tables:
                what, there = f"no table `{table}`", list(pack.tables)
            elif name not in names:
                what, there = f"the table {table} has no {key.removesuffix('s_without')} `{name}`", names
            else:
                continue
            hint = "write table/name; there are: " + ", ".join(there[:8])
            yield sheet.problem(recipient.line, key, what, hint)


def _addresses(sheet: Rows, recipient: Recipient) -> Iterable[Problem]:
    fault = address_fault(recipient.channel, recipient.address)
    if fault:
        yield sheet.problem(recipient.line, "address", *fault)
    for copy in recipient.cc:
        fault = mail_fault(copy)
        if fault:
            yield sheet.problem(recipient.line, "cc", *fault)
    if recipient.cc and not CHANNELS[recipient.channel].copies:
        yield sheet.problem(
            recipient.line,
            "cc",
            f"{recipient.channel} takes no copies",
            f"leave it empty or set the channel to {_with_copies()}",
        )


def _with_copies() -> str:
    return " or ".join(kind.name for kind in CHANNELS.values() if kind.copies)


def _clashes(sheet: Rows, recipients: list[Recipient], spoken: Translations) -> Iterable[Problem]:
    ids: dict[str, int] = {}
    files: dict[str, int] = {}
    for one in recipients:
        first = ids.setdefault(one.id.casefold(), one.line)
        if first != one.line:
            yield sheet.problem(one.line, "id", f"`{one.id}` is also in row {first}", "give each its own")
        pack = spoken.pack_for(one)
        fault = file_name_fault(one, pack)
        if fault:
            yield sheet.problem(one.line, "file", *fault)
            continue
        name = file_of(one, pack)
        first = files.setdefault(name.casefold(), one.line)
        if first != one.line:
            yield sheet.problem(one.line, "file", f"writes {name}, as row {first} does", "put {id} into the pattern")


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(text) if part)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        return None
