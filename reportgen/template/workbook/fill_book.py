"""Filling a workbook: every sheet with tags, then all that names cells which have moved."""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from reportgen.errors import Problem, TemplateError
from reportgen.findings import Spot
from reportgen.ooxml.formats import main_part, parse_part, to_strict
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import DAMAGE, Relationships, parse_xml, xml_bytes
from reportgen.template.program.book import BookTemplate, SheetTemplate
from reportgen.template.render.engine import run
from reportgen.template.render.insertion import Insertions
from reportgen.template.render.scope import Scope
from reportgen.template.values.objects import ShownFact
from reportgen.template.workbook.book_parts import Sheet, X, part_of_kind, sheets_of
from reportgen.template.workbook.cell_texts import string_has_tag
from reportgen.template.workbook.date_styles import DateStyles
from reportgen.template.workbook.finish_sheet import MadeSheet, cells_of, finish_sheet, follow_elsewhere, made_rows
from reportgen.template.workbook.followers import follow_everywhere, follow_sheet
from reportgen.template.workbook.links import add_links
from reportgen.template.workbook.moves import MovedSheet, Moves
from reportgen.template.workbook.references import LAST_ROW
from reportgen.template.workbook.row_map import RowMap
from reportgen.template.workbook.sheet_names import new_names, rename_in_workbook
from reportgen.template.workbook.sheet_writer import SheetWriter
from reportgen.template.workbook.tables import with_table_rows


@dataclass
class _Filling:
    """What filling the sheets of one workbook shares."""

    label: str
    insertions: Insertions
    scope: Scope
    problems: list[Problem]
    epoch: datetime
    shown: list[ShownFact] = field(default_factory=list)


def fill_book(
    book: BookTemplate, label: str, insertions: Insertions, scope: Scope, problems: list[Problem]
) -> list[ShownFact]:
    """Fill the sheets; what goes wrong goes to the problems, and the next sheet is tried."""
    if not book.sheets and book.names is None:
        return []
    try:
        return _fill(book, label, insertions, scope, problems)
    except DAMAGE as error:  # of a part without tags, which is first read when it has to follow
        what, hint = f"is damaged: {str(error) or type(error).__name__}", "open it in Excel and save it again"
        raise TemplateError([Problem(label, None, None, what, hint, "package")]) from error


def _fill(
    book: BookTemplate, label: str, insertions: Insertions, scope: Scope, problems: list[Problem]
) -> list[ShownFact]:
    members = insertions.members
    sheets = sheets_of(members)
    filling = _Filling(label, insertions, scope, problems, _epoch(members))
    titles = new_names(book, sheets, label, scope, problems)
    made = {sheet.part: _filled(book.sheets[sheet.part], filling) for sheet in sheets if sheet.part in book.sheets}
    if problems:
        return []
    moves = _moves(label, sheets, titles, {part: sheet.map for part, sheet in made.items() if sheet}, members)
    styles = DateStyles(members)
    for sheet in sheets:
        mine = made.get(sheet.part)
        if mine is None:
            _follow(sheet, members, moves)
            continue
        finish_sheet(mine, moves)
        styles.apply(cells_of(mine))
        add_links(mine, sheet.part, members)
        xml = xml_bytes(mine.root)
        strict = book.sheets[sheet.part].strict
        members[sheet.part] = Member.of(sheet.part, to_strict(xml.decode()).encode() if strict else xml)
        follow_sheet(mine, sheet.part, members, moves)
    styles.store(members)
    follow_everywhere(members, moves)
    rename_in_workbook(members, titles, moves)
    _forget(insertions)
    return filling.shown


def _filled(sheet: SheetTemplate, filling: _Filling) -> MadeSheet | None:
    relationships = Relationships.of(sheet.part, filling.insertions.members)
    writer = SheetWriter(sheet.program, filling.insertions.into(relationships), filling.scope.missing)
    writer.prefix = f"{sheet.prefix}:" if sheet.prefix else ""
    writer.epoch = filling.epoch
    try:
        member, shown = run(
            sheet.program,
            sheet.part,
            writer,
            filling.scope,
            lambda content, at: iter([Spot(sheet=sheet.name)] * len(at)),
        )
    except TemplateError as error:
        filling.problems += error.problems
        return None
    filling.shown += shown
    root = parse_part(member.content)
    rows = with_table_rows(made_rows(root), sheet, filling.insertions.members)
    place = RowMap(sheet.rows, sheet.blocks, [made for _, made in rows])
    if place.numbers and place.numbers[-1] > LAST_ROW:
        what = f"needs {place.numbers[-1]:,} rows, and a sheet holds {LAST_ROW:,}"
        where = f"{filling.label}, sheet “{sheet.name}”"
        filling.problems.append(Problem(where, None, None, what, "fill fewer rows, or several workbooks", "limit"))
        return None
    return MadeSheet(sheet.name, root, rows, place)


def _moves(
    label: str, sheets: list[Sheet], titles: list[str], maps: dict[str, RowMap], members: dict[str, Member]
) -> Moves:
    defined = parse_xml(members[main_part(members)].content).iter(f"{{{X}}}definedName")
    moved: dict[str, MovedSheet] = {}
    for sheet, title in zip(sheets, titles, strict=True):
        found = MovedSheet(title, maps.get(sheet.part))
        moved[title.lower()] = moved[sheet.name.lower()] = found
    return Moves(label, moved, frozenset(name.get("name", "").lower() for name in defined))


def _follow(sheet: Sheet, members: dict[str, Member], moves: Moves) -> None:
    root = parse_part(members[sheet.part].content)
    if follow_elsewhere(root, sheet.name, moves):
        members[sheet.part] = Member.of(sheet.part, xml_bytes(root))


def _epoch(members: dict[str, Member]) -> datetime:
    """The day 0 of the workbook: one of an old Mac counts from 1904."""
    root = parse_part(members[main_part(members)].content)
    properties = root.find(f"{{{X}}}workbookPr")
    old = properties is not None and properties.get("date1904") in ("1", "true")
    return datetime(1904, 1, 1) if old else datetime(1899, 12, 30)


def _forget(insertions: Insertions) -> None:
    """Take out the order of computing, which is that of the template, and the strings of cells that were filled."""
    members = insertions.members
    chain = part_of_kind(members, "calcChain")
    if chain is not None:
        relationships = Relationships.of(main_part(members), members)
        relationships.items = [item for item in relationships.items if item.target != chain]
        rels = relationships.member()
        members[rels.name] = rels
        insertions.types.drop(chain)
        del members[chain]
    strings = part_of_kind(members, "sharedStrings")
    if strings is None:
        return
    root = parse_part(members[strings].content)
    tagged = [string for string in root.iter(f"{{{X}}}si") if string_has_tag(string)]
    for string in tagged:
        string[:] = [etree.Element(f"{{{X}}}t")]
    if tagged:
        members[strings] = Member.of(strings, xml_bytes(root))
