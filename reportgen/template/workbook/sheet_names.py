"""The names of sheets after filling, and the list of sheets and names of the workbook."""

import re
from collections.abc import Sequence

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Spot
from reportgen.ooxml.formats import main_part
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import parse_xml, xml_bytes
from reportgen.template.program.book import BookTemplate
from reportgen.template.render.engine import run
from reportgen.template.render.scope import Scope
from reportgen.template.workbook.book_parts import Sheet, X, sheets_of
from reportgen.template.workbook.moves import Moves
from reportgen.template.workbook.sheet_writer import SheetWriter

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
# What stands before calcPr in the list of a workbook, in the order of the schema.
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip


def new_names(
    book: BookTemplate, sheets: Sequence[Sheet], label: str, scope: Scope, problems: list[Problem]
) -> list[str]:
    """Return the names of the sheets, filled; one that Excel does not take is a problem."""
    old = [sheet.name for sheet in sheets]
    if book.names is None:
        return old
    writer = SheetWriter(book.names, lambda kind, value: "", scope.missing)
    try:
        member, _ = run(book.names, "scope", writer, scope, lambda content, at: iter([Spot(sheet=label)] * len(at)))
    except TemplateError as error:
        problems += error.problems
        return old
    found = [element.text or "" for element in parse_xml(member.content)]
    seen: set[str] = set()
    for before, name in zip(old, found, strict=True):
        what = _wrong(name, seen)
        seen.add(name.lower())
        if what:
            hint = "a name has 1 to 31 characters, none of [ ] : * ? / \\, and no sheet has that of another"
            problems.append(Problem(f"{label}, name of sheet “{before}”", None, None, what, hint, "value"))
    return found


def _wrong(name: str, seen: set[str]) -> str:
    if not name.strip():
        return "is empty when it is filled"
    if len(name) > _LONGEST:
        return f"has {len(name)} characters when it is filled: {name}"
    if _FORBIDDEN.search(name):
        return f"has a character that no sheet name may have when it is filled: {name}"
    return f"is that of another sheet when it is filled: {name}" if name.lower() in seen else ""


def rename_in_workbook(members: dict[str, Member], titles: Sequence[str], moves: Moves) -> None:
    """Write new names of sheets, move the areas of defined names, and have everything computed when the file is opened."""
    part = main_part(members)
    root = parse_xml(members[part].content)
    wanted = {sheet.name: title for sheet, title in zip(sheets_of(members), titles, strict=True)}
    entries = list(root.iter(f"{{{X}}}sheet"))
    every = [entry.get("name", "") for entry in entries]
    for entry in entries:
        entry.set("name", wanted.get(entry.get("name", ""), entry.get("name", "")))
    for name in root.iter(f"{{{X}}}definedName"):
        scope = name.get("localSheetId")
        own = every[int(scope)] if scope is not None and int(scope) < len(every) else None
        name.text = moves.formula(name.text or "", own, grows=True)
    calculation = root.find(f"{{{X}}}calcPr")
    if calculation is None:
        calculation = etree.Element(f"{{{X}}}calcPr")
        before = [e for e in root if etree.QName(e).localname in _BEFORE_CALC]
        root.insert(root.index(before[-1]) + 1 if before else len(root), calculation)
    calculation.set("fullCalcOnLoad", "1")
    members[part] = Member.of(part, xml_bytes(root))
