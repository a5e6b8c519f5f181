"""The last steps of a filled sheet: rows get their numbers, and everything of the sheet that names cells follows."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from reportgen.template.workbook.book_parts import CELL_TAG, ROW_TAG, X
from reportgen.template.workbook.moves import Moves, areas_of, grown, joined
from reportgen.template.workbook.references import looks_outside, split_cell
from reportgen.template.workbook.row_blocks import BLOCK
from reportgen.template.workbook.row_map import MadeRow, Path, RowMap

_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_OWN_LISTS = ("mergeCell", "hyperlink", "protectedRange", "ignoredError")  # each copy of a row has its own
_SHARED = ("conditionalFormatting", "dataValidation")  # one for all copies
_NEXT_ROWS = 1_000  # so far a row that is there is looked for
_GROWING = ("autoFilter", "sortState", "sortCondition")


@dataclass
class MadeSheet:
    """A sheet on its way: its tree, its rows with the rounds that made them, and where they are."""

    name: str
    root: etree._Element
    rows: list[tuple[etree._Element, MadeRow]]
    map: RowMap


def made_rows(root: etree._Element) -> list[tuple[etree._Element, MadeRow]]:
    """Take the blocks of loops out of a filled sheet; return its rows and the rounds that made each."""
    data = root.find(f"{{{X}}}sheetData")
    if data is None:
        return []
    found: list[tuple[etree._Element, MadeRow]] = []
    count = 0

    def walk(holder: etree._Element, path: Path) -> None:
        nonlocal count
        for child in holder:
            if child.tag == ROW_TAG:
                found.append((child, MadeRow(int(child.get("r", "0")), path)))
            elif isinstance(child.tag, str) and etree.QName(child).localname == BLOCK:
                count += 1
                walk(child, (*path, count))

    walk(data, ())
    for child in list(data):
        data.remove(child)
    data.extend(row for row, _ in found)
    data.text = None
    return found


def finish_sheet(sheet: MadeSheet, moves: Moves) -> None:
    """Number the rows and cells, move the formulas and all areas of the sheet, and forget what was computed before."""
    for (row, made), number in zip(sheet.rows, sheet.map.numbers, strict=True):
        row.set("r", str(number))
        row.tail = None
        for cell in row.iter(CELL_TAG):
            cell.set("r", f"{split_cell(cell.get('r', 'A1'))[0]}{number}")
            _move_formula(cell, sheet, moves, made)
    for dimension in sheet.root.findall(f"{{{X}}}dimension"):
        sheet.root.remove(dimension)
    for element in [e for e in sheet.root.iter(etree.Element) if _place_in_tree(e)]:
        name = etree.QName(element).localname
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(element, sheet, moves)
    for name in ("mergeCells", "hyperlinks", "dataValidations", "protectedRanges", "ignoredErrors", "rowBreaks"):
        for holder in list(sheet.root.iter(f"{{{X}}}{name}")):
            _count(holder)


def _place_in_tree(element: etree._Element) -> bool:
    return element.tag not in (ROW_TAG, CELL_TAG)


def follow_elsewhere(root: etree._Element, name: str, moves: Moves) -> bool:
    """Move what a sheet without tags says of other sheets; return whether it has changed."""
    changed = False
    for formula in [e for e in root.iter(etree.Element) if etree.QName(e).localname in _FORMULA_NAMES]:
        text = formula.text or ""
        if not text or not looks_outside(text, moves.names):
            continue
        formula.text = moves.formula(text, name)
        cell = formula.getparent()
        value = None if cell is None else cell.find(f"{{{X}}}v")
        if cell is not None and value is not None:
            cell.remove(value)
            cell.attrib.pop("t", None)
            changed = True
        changed = changed or formula.text != text
    for link in root.iter(f"{{{X}}}hyperlink"):
        changed = _move_location(link, name, moves) or changed
    return changed


_FORMULA_NAMES = ("f", "formula", "formula1", "formula2")


def _move_formula(cell: etree._Element, sheet: MadeSheet, moves: Moves, made: MadeRow) -> None:
    formula = cell.find(f"{{{X}}}f")
    if formula is None:
        return
    for value in cell.findall(f"{{{X}}}v"):
        cell.remove(value)
    cell.attrib.pop("t", None)
    if formula.text:
        formula.text = moves.formula(
            formula.text, sheet.name, made.old, made.path, column=split_cell(cell.get("r", "A1"))[0]
        )
    for key in ("ref", "r1", "r2"):
        if formula.get(key):
            formula.set(key, moves.formula(formula.get(key, ""), sheet.name, made.old, made.path))


def _copies(element: etree._Element, sheet: MadeSheet, moves: Moves) -> None:
    """Give each copy of an area its own element."""
    parent = element.getparent()
    assert parent is not None
    key = "sqref" if element.get("sqref") else "ref"
    for ref, _, _ in areas_of(element.get(key, ""), sheet.map):
        if element.tag == f"{{{X}}}mergeCell" and ":" not in ref:
            continue
        new = copy.deepcopy(element)
        new.set(key, ref)
        _move_location(new, sheet.name, moves)
        element.addprevious(new)
    parent.remove(element)


def _shared(element: etree._Element, sheet: MadeSheet, moves: Moves) -> None:
    """Stretch a rule over all copies of its areas; its formulas are those of the first cell."""
    inner = next(element.iter(f"{{{_XM}}}sqref"), None)
    refs = element.get("sqref") or (inner.text if inner is not None else "") or ""
    found = list(areas_of(refs, sheet.map))
    if not found:
        _remove(element)
        return
    text = " ".join(joined([ref for ref, _, _ in found]))
    if inner is not None:
        inner.text = text
    else:
        element.set("sqref", text)
    _, path, top = found[0]
    for formula in [e for e in element.iter(etree.Element) if etree.QName(e).localname in _FORMULA_NAMES]:
        if formula.text and not len(formula):
            formula.text = moves.formula(formula.text, sheet.name, top, path)


def _grow(element: etree._Element, sheet: MadeSheet, moves: Moves) -> None:
    ref = grown(element.get("ref", "A1"), sheet.map)
    if ref is None:
        _remove(element)
    else:
        element.set("ref", ref)


def _view(element: etree._Element, sheet: MadeSheet, moves: Moves) -> None:
    """Move the cell at the top and the selection; a cell that is gone gives way to the next one that is there."""
    for key in ("topLeftCell", "activeCell", "sqref"):
        if element.get(key):
            column, row = split_cell(element.get(key, "").split()[0].partition(":")[0])
            found = sheet.map.span(row, row + _NEXT_ROWS, (), None, (False, False))
            element.set(key, f"{column}{found[0] if found else 1}")


def _break(element: etree._Element, sheet: MadeSheet, moves: Moves) -> None:
    parent = element.getparent()
    if parent is None or parent.tag != f"{{{X}}}rowBreaks":
        return
    row = int(element.get("id", "0"))
    for _, number, _ in sheet.map.areas(row, row):
        new = copy.deepcopy(element)
        new.set("id", str(number))
        element.addprevious(new)
    parent.remove(element)


def _move_location(link: etree._Element, name: str, moves: Moves) -> bool:
    location = link.get("location")
    if not location:
        return False
    moved = moves.formula(location, name)
    link.set("location", moved)
    return moved != location


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _count(holder: etree._Element) -> None:
    """An empty list may not stand; another says how many it has."""
    if not len(holder):
        _remove(holder)
        return
    for key, children in (("count", list(holder)), ("manualBreakCount", [e for e in holder if e.get("man") == "1"])):
        if holder.get(key):
            holder.set(key, str(len(children)))


Handler = Callable[[etree._Element, MadeSheet, Moves], None]
_HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_OWN_LISTS, _copies),
    **dict.fromkeys(_SHARED, _shared),
    **dict.fromkeys(_GROWING, _grow),
    **dict.fromkeys(("sheetView", "pane", "selection"), _view),
    "brk": _break,
}


def cells_of(sheet: MadeSheet) -> Iterator[etree._Element]:
    """Yield the cells of a finished sheet."""
    for row, _ in sheet.rows:
        yield from row.iter(CELL_TAG)
