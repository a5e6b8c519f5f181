"""The rule on contrast of a report's text (C01). In: Document; out: findings."""

from collections.abc import Iterator

from lxml import etree

from reportgen.check.places import on_block
from reportgen.check.profiles import Limits
from reportgen.check.slides.colours import CONTRAST
from reportgen.documents.theme import contrast
from reportgen.documents.word_blocks import WordBlock, WordDocument
from reportgen.documents.word_styles import W, value
from reportgen.findings import Finding, finds

_PAPER = "FFFFFF"


@finds(CONTRAST)
def text_contrast(file: str, document: WordDocument, limits: Limits) -> Iterator[Finding]:
    """Contrast of texts; a page on which something floats is left alone, for nobody knows what lies under its text."""
    limit = limits.of(CONTRAST)
    floating = {block.page for block in document.blocks() if any(picture.floats for picture in block.pictures)}
    for section, block in document.placed():
        coloured = [run for run in block.paragraph.runs if run.colour and len(run.colour) == 6 and run.text.strip()]
        ground = _ground(document, block) if coloured and block.page not in floating else None
        for run in coloured if ground is not None else ():
            large = run.size >= limit.size or (run.bold and run.size >= limit.bold)
            need, ratio = limit.large if large else limit.text, contrast(str(run.colour), str(ground))
            if ratio < need - 0.005:
                what = f"contrast {ratio:.2f} : 1 of #{run.colour} on #{ground}"
                yield on_block(CONTRAST, file, block, section, what, f"at least {need:g} : 1")
                break


def _ground(document: WordDocument, block: WordBlock) -> str | None:
    """The colour behind a paragraph; None where the style of a table may have coloured its cell."""
    own = document.styles.paragraph_chain(block.style, block.element.find(f"{W}pPr"))
    shade = _colour(value(own, "shd", "fill"))
    if shade:
        return shade
    cell = next(block.element.iterancestors(f"{W}tc"), None)
    if cell is None:
        return _PAPER
    properties = cell.find(f"{W}tcPr")
    shade = _colour(value([properties], "shd", "fill")) if properties is not None else None
    return shade or (None if _styled(document, cell) else _PAPER)


def _colour(fill: str | None) -> str | None:
    return fill.upper() if fill and fill != "auto" and len(fill) == 6 else None


def _styled(document: WordDocument, cell: etree._Element) -> bool:
    """Whether the style of its table colours cells."""
    table = next(cell.iterancestors(f"{W}tbl"), None)
    name = table.find(f"{W}tblPr/{W}tblStyle") if table is not None else None
    chain = document.styles.chain(name.get(f"{W}val")) if name is not None else ()
    return any(style.find(f".//{W}shd") is not None for style in chain)
