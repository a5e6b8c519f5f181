"""The table styles of the report, and the rules of tables. Out: elements of styles.xml and borders."""

from collections.abc import Iterator

from word_xml import Element, el, val


def table_styles(red: str) -> Iterator[Element]:
    """Yield the table styles: that of Word, three lines, and the band of key numbers."""
    margins = el("w:tblCellMar", *(el(f"w:{side}", w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    yield el(
        "w:style",
        val("w:name", "Normal Table"),
        val("w:uiPriority", 99),
        el("w:semiHidden"),
        el("w:tblPr", el("w:tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    yield _ruled("ThreeLine", "三线表", "auto", 12, 12, 80)
    yield _ruled("KeyBand", "关键数字带", red, 12, 6, 110)


def _ruled(key: str, name: str, colour: str, top: int, bottom: int, padding: int) -> Element:
    rules = el("w:tblBorders", rule("top", top, colour), rule("bottom", bottom, colour))
    margins = el(
        "w:tblCellMar",
        el("w:top", w=padding, type="dxa"),
        el("w:left", w=0, type="dxa"),
        el("w:bottom", w=padding, type="dxa"),
        el("w:right", w=0, type="dxa"),
    )
    node = el(
        "w:style",
        val("w:name", name),
        val("w:basedOn", "TableNormal"),
        val("w:uiPriority", 4),
        el("w:qFormat"),
        el("w:tblPr", rules, margins),
        type="table",
        customStyle=1,
        styleId=key,
    )
    if key == "ThreeLine":
        head = el("w:tcPr", el("w:tcBorders", rule("bottom", 6)))
        node.append(el("w:tblStylePr", el("w:tblPr"), head, type="firstRow"))
    return node


def rule(side: str, eighths: int, colour: str = "auto") -> Element:
    """Return a border of a table or cell, its width in eighths of a point."""
    return el(f"w:{side}", val="single", sz=eighths, space=0, color=colour)
