"""The parts around sheets that name their cells: tables, drawings, comments, charts, pivot tables, names of the workbook."""

import copy
import re
from collections.abc import Iterator

from lxml import etree

from reportgen.ooxml.columns import column_letters, column_number
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import Relationships, parse_xml, xml_bytes
from reportgen.template.workbook.book_parts import X
from reportgen.template.workbook.finish_sheet import MadeSheet, cells_of
from reportgen.template.workbook.moves import Moves, areas_of, grown
from reportgen.template.workbook.references import split_cell
from reportgen.template.workbook.row_map import RowMap

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_VML = "urn:schemas-microsoft-com:vml"
_NUMBER = re.compile(r"\d+")


def follow_sheet(sheet: MadeSheet, part: str, members: dict[str, Member], moves: Moves) -> None:
    """Move everything that the parts of a sheet say of its cells."""
    for item in Relationships.of(part, members).items:
        handler = _OF_SHEET.get(item.type.rpartition("/")[2])
        if handler is not None and item.target in members:
            root = parse_xml(members[item.target].content)
            if handler(root, sheet, moves):
                members[item.target] = Member.of(item.target, xml_bytes(root))


def follow_everywhere(members: dict[str, Member], moves: Moves) -> None:
    """Move the references of charts and pivot tables, wherever they are."""
    for name, member in list(members.items()):
        if not name.endswith(".xml"):
            continue
        if b"/chart" in member.content[:4096] and "/charts/" in name:
            root = parse_xml(member.content)
            if _charts(root, moves):
                members[name] = Member.of(name, xml_bytes(root))
        elif "pivotCacheDefinition" in name:
            root = parse_xml(member.content)
            if _pivot(root, moves):
                members[name] = Member.of(name, xml_bytes(root))


def _table(root: etree._Element, sheet: MadeSheet, moves: Moves) -> bool:
    for element in [root, *root.iter(f"{{{X}}}autoFilter", f"{{{X}}}sortState", f"{{{X}}}sortCondition")]:
        ref = grown(element.get("ref", "A1"), sheet.map)
        if ref is not None:
            element.set("ref", ref)
    for formula in root.iter(f"{{{X}}}calculatedColumnFormula", f"{{{X}}}totalsRowFormula"):
        formula.text = moves.formula(formula.text or "", sheet.name)
    if root.get("headerRowCount", "1") != "0":
        _name_columns(root, sheet)
    return True


def _name_columns(root: etree._Element, sheet: MadeSheet) -> None:
    """The names of columns are what their heads say."""
    left, top = split_cell(root.get("ref", "A1").partition(":")[0])
    heads = {
        cell.get("r"): "".join(map(str, cell.itertext())) for cell in cells_of(sheet) if cell.get("t") == "inlineStr"
    }
    for number, column in enumerate(root.iter(f"{{{X}}}tableColumn"), column_number(left)):
        head = heads.get(f"{column_letters(number)}{top}")
        if head:
            column.set("name", head)


def _drawing(root: etree._Element, sheet: MadeSheet, moves: Moves) -> bool:
    changed = False
    for anchor in root:
        start, end = anchor.find(f"{{{_XDR}}}from/{{{_XDR}}}row"), anchor.find(f"{{{_XDR}}}to/{{{_XDR}}}row")
        if start is None or anchor.get("editAs") == "absolute":
            continue
        old, before = int(start.text or "0"), int(end.text or "0") if end is not None else 0
        new = _row_now(old, sheet.map)
        start.text = str(new)
        if end is not None:
            fixed = anchor.get("editAs") == "oneCell"
            end.text = str(new + before - old if fixed else max(_row_now(before, sheet.map, last=True), new))
        changed = changed or new != old or (end is not None and end.text != str(before))
    return changed


def _row_now(row: int, rows: RowMap, *, last: bool = False) -> int:
    """Where a row counted from 0 is now; the next one that is there, where it is gone."""
    found = rows.span(row + 1, row + 1_000, (), None, (False, False)) or (row + 1, row + 1)
    mine = rows.of(row + 1, (), 0)
    return (mine[1] if mine and last else mine[0] if mine else found[0]) - 1


def _comments(root: etree._Element, sheet: MadeSheet, moves: Moves) -> bool:
    for comment in [e for e in root.iter(etree.Element) if e.get("ref") and not e.get("name")]:
        parent = comment.getparent()
        if parent is None:
            continue
        for ref, _, _ in list(areas_of(comment.get("ref", ""), sheet.map))[: None if comment.get("id") is None else 1]:
            new = copy.deepcopy(comment)
            new.set("ref", ref)
            comment.addprevious(new)
        parent.remove(comment)
    for holder in root.iter(f"{{{X}}}commentList"):
        holder[:] = sorted(
            holder, key=lambda e: (split_cell(e.get("ref", "A1"))[1], column_number(split_cell(e.get("ref", "A1"))[0]))
        )
    return True


def _notes_drawing(root: etree._Element, sheet: MadeSheet, moves: Moves) -> bool:
    """The boxes of comments: one for each copy of the cell, with an id of its own."""
    shapes = [e for e in root.iter(f"{{{_VML}}}shape") if e.find(f"{{{_EXCEL}}}ClientData/{{{_EXCEL}}}Row") is not None]
    taken = {int(found[-1]) for e in root.iter(f"{{{_VML}}}shape") if (found := _NUMBER.findall(e.get("id", "")))}
    numbers = iter(range(max(taken, default=1024) + 1, 10**9))
    for shape in shapes:
        parent = shape.getparent()
        assert parent is not None
        old = int(shape.findtext(f"{{{_EXCEL}}}ClientData/{{{_EXCEL}}}Row") or "0")
        for count, (new, _, _) in enumerate(sheet.map.areas(old + 1, old + 1)):
            made = copy.deepcopy(shape)
            _move_note(made, new - 1 - old)
            if count:
                made.set("id", f"_x0000_s{next(numbers)}")
            shape.addprevious(made)
        parent.remove(shape)
    return bool(shapes)


def _move_note(shape: etree._Element, by: int) -> None:
    data = shape.find(f"{{{_EXCEL}}}ClientData")
    assert data is not None
    row, anchor = data.find(f"{{{_EXCEL}}}Row"), data.find(f"{{{_EXCEL}}}Anchor")
    if row is not None:
        row.text = str(int(row.text or "0") + by)
    if anchor is not None:
        numbers = [int(number) for number in (anchor.text or "").split(",")]
        for at in (2, 6):
            if at < len(numbers):
                numbers[at] = max(numbers[at] + by, 0)
        anchor.text = ", ".join(map(str, numbers))


def _charts(root: etree._Element, moves: Moves) -> bool:
    """Move the ranges of a chart; what it has cached of cells that moved or changed goes, and Office reads it anew."""
    changed = False
    for formula in [e for e in root.iter(etree.Element) if etree.QName(e).localname == "f" and e.text]:
        parent, text = formula.getparent(), formula.text or ""
        title = parent is not None and any(e.tag == f"{{{_C}}}tx" for e in parent.iterancestors())
        formula.text = moves.formula(text, None, grows=not title)
        if parent is not None and any(f"{name}!" in text.lower().replace("'", "") for name in _filled(moves)):
            for cache in [e for e in parent if etree.QName(e).localname.endswith("Cache")]:
                parent.remove(cache)
            changed = True
        changed = changed or formula.text != text
    return changed


def _filled(moves: Moves) -> Iterator[str]:
    return (name for name, sheet in moves.sheets.items() if sheet.rows is not None)


def _pivot(root: etree._Element, moves: Moves) -> bool:
    source = root.find(f"{{{X}}}cacheSource/{{{X}}}worksheetSource")
    if source is None:
        return False
    sheet = moves.sheets.get(source.get("sheet", "").lower())
    if sheet is not None:
        source.set("sheet", sheet.name)
        ref = grown(source.get("ref", ""), sheet.rows) if sheet.rows is not None and source.get("ref") else None
        if ref is not None:
            source.set("ref", ref)
    root.set("refreshOnLoad", "1")
    return True


_OF_SHEET = {
    "table": _table,
    "drawing": _drawing,
    "comments": _comments,
    "threadedComment": _comments,
    "vmlDrawing": _notes_drawing,
}
