"""What the blocks of a report's view become on paper: paragraphs and tables with their heights, before any is written."""

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.build.paging.styles import ReportStyles
from reportgen.documents.word_blocks import WordBlock, WordTable
from reportgen.model.numbers.marks import plain
from reportgen.template import Caption

View = dict[str, Any]
Items = list[WordBlock | WordTable]
_EMU_PER_PT = 12700
_TWIPS_PER_PT = 20
_PITCH = 28.95  # pt, of a line of the body
_BAND_GAP = 13.05  # pt between the band and the first heading
_BAND_PADDING = 5.5  # pt
_FULL_WIDTH = "\u3000"
_ALIGNED = {"right": "Right", "center": "Centre"}
_ROWS = {"pair": ("left", "right"), "triple": ("left", "middle", "right"), "double": ("left", "right")}


def items_of(styles: ReportStyles, block: Mapping[str, Any], *, last: bool = False) -> Items:
    """Return the paragraphs and tables of a block; `last` says that the text stays with what ends the report."""
    kind = block["kind"]
    if kind == "heading":
        return [
            styles.block(
                f"Heading{block['level']}", f"（一）{plain(block['text'].text)}", bookmark=block["text"].bookmark
            )
        ]
    if kind == "text":
        return [styles.block("Body", plain(block["text"]), kept=last)]
    if kind == "table":
        return list(_table(styles, block))
    if kind in _ROWS:
        return list(_row(styles, block, _ROWS[kind]))
    noted = bool(block["note"])
    found: Items = [
        styles.block("FigurePara", "", heights=(block["picture"].height / _EMU_PER_PT,)),
        styles.block("Caption", _caption(block["caption"]), kept=noted),
    ]
    return [*found, styles.block("SourceNote", plain(block["note"]))] if noted else found


def heading_items(styles: ReportStyles, section: Mapping[str, Any], *, below_band: bool = False) -> Items:
    """Return the heading of a section."""
    text, before = f"一、{plain(section['heading'].text)}", _BAND_GAP if below_band else None
    return [styles.block("Heading1", text, bookmark=section["heading"].bookmark, before=before)]


def opening_items(styles: ReportStyles, view: Mapping[str, Any]) -> Items:
    """Return what stands above the first section: title, subtitle and the band of key numbers."""
    found: Items = [styles.block("Title", plain(view["title"]), kept=False)]
    if view["subtitle"]:
        found.append(styles.block("Subtitle", plain(view["subtitle"]), kept=False))
    if view["band"]:
        cells = [_number(styles, cell) for cell in view["band"]]
        found.append(styles.table([cells], [styles.upright.text_width / len(cells)] * len(cells), _BAND_PADDING))
    return found


def _number(styles: ReportStyles, cell: Mapping[str, Any]) -> tuple[WordBlock, ...]:
    """One number of the band, its name, and what it is measured against."""
    found = (styles.block("KeyNumber", "1"), styles.block("KeyLabel", plain(cell["label"])))
    return (*found, styles.block("KeyNote", plain(cell["note"]))) if cell["note"] else found


def closing_items(styles: ReportStyles, view: Mapping[str, Any]) -> Items:
    """Return what ends the report before its annex: the note of the annex, office and date."""
    found: Items = []
    if view["annex"] is not None:
        found.append(styles.block("AnnexNote", f"附件：{plain(view['annex']['title'])}"))
    if view["office"]:
        date = view["cover"]["date"]
        found.append(styles.block("SignOff", plain(view["office"]), kept=bool(date), before=_PITCH))
        found += [styles.block("SignOff", plain(date))] if date else []
    return found


def annex_items(styles: ReportStyles, view: Mapping[str, Any]) -> Items:
    """Return the head of the annex, which begins a page."""
    title = styles.block("AnnexTitle", plain(view["annex"]["title"]), bookmark=view["annex"]["heading"].bookmark)
    return [styles.block("AnnexMark", "附件"), title]


def _table(styles: ReportStyles, block: Mapping[str, Any]) -> Iterator[WordBlock | WordTable]:
    yield styles.block("Caption", _caption(block["caption"]), kept=True)
    head = [(styles.block("TableHead", plain(column["head"])),) for column in block["columns"]]
    rows = [[(_cell(styles, cell, row["loose"]),) for cell in row["cells"]] for row in block["rows"]]
    yield styles.table([head, *rows], [column["width"] / _TWIPS_PER_PT for column in block["columns"]])
    yield styles.block("TableNote", plain(block["note"]))


def _cell(styles: ReportStyles, cell: Mapping[str, Any], loose: bool) -> WordBlock:
    return styles.block(f"TableCell{_ALIGNED.get(cell['align'], '')}", plain(cell["text"]), kept=not loose)


def _row(styles: ReportStyles, block: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[WordBlock | WordTable]:
    kind = "Triple" if len(names) > 2 else "Pair"
    yield styles.block(f"Plate{kind}", "", heights=tuple(block[name]["picture"].height / _EMU_PER_PT for name in names))
    noted = block["kind"] == "double"
    yield styles.block(f"Caption{kind}", "", kept=noted)
    if noted:
        yield styles.block("SourceNote", plain(block["note"]))


def _caption(value: Caption | str) -> str:
    if isinstance(value, Caption):
        return f"{value.label}{value.number}{_FULL_WIDTH}{plain(value.text)}"
    return plain(value)
