"""The styles and pages of a report's template, for measuring what will be filled into it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from reportgen.documents.word import looks_of
from reportgen.documents.word_blocks import WordBlock, WordCell, WordPicture, WordSection, WordTable
from reportgen.documents.word_formats import Looks
from reportgen.documents.word_runs import section_of
from reportgen.documents.word_styles import W
from reportgen.ooxml.package import Member
from reportgen.ooxml.relationships import shared_xml
from reportgen.template import Template

_NEEDED = frozenset({"Body", "Heading1", "Heading2", "Caption", "FigurePara", "SourceNote", "TableCell", "TableHead"})
_NO_ELEMENT = etree.Element("none")


@dataclass(frozen=True, eq=False)
class ReportStyles:
    """The looks of the styles of a report's template, its upright page, and the one that lies on its side, if it has one."""

    looks: Looks
    upright: WordSection
    turned: WordSection | None
    kinds: frozenset[str]  # of blocks that the template has tags for: pair, triple, double, turned

    @classmethod
    def of(cls, template: Template) -> "ReportStyles | None":
        """Return the styles of a template; None for one that does not have those of the shipped report."""
        looks = looks_of(template.members)
        if not looks.styles.by_id.keys() >= _NEEDED or "word/document.xml" not in template.members:
            return None
        upright, turned = _pages(template.members["word/document.xml"])
        kinds = {kind for kind in ("pair", "triple", "double") if template.mentions(f'"{kind}"')}
        if turned is not None and template.mentions("turn_before"):
            kinds.add("turned")
        return cls(looks, upright, turned, frozenset(kinds))

    def block(
        self,
        style: str,
        text: str,
        *,
        kept: bool | None = None,
        heights: tuple[float, ...] = (),
        bookmark: str = "",
        before: float | None = None,
    ) -> WordBlock:
        """Return a paragraph of a style; `heights` are those of its pictures in pt, `before` the room above it."""
        look = self.looks.paragraph(_properties(style))
        paragraph = look.paragraph((self.looks.run(style, None).run(text),))
        if before is not None:
            paragraph = replace(paragraph, before=before)
        pictures = tuple(WordPicture(1.0, height, "", "", False, _NO_ELEMENT) for height in heights)
        kept = look.keep_next if kept is None else kept
        return WordBlock(
            _NO_ELEMENT, look.style_id, look.style_name, paragraph, look.outline, bookmark, kept, look.keep_lines,
            look.break_before, look.widow_control, look.snap, pictures, False,
        )  # fmt: skip

    def table(
        self, rows: Sequence[Sequence[tuple[WordBlock, ...]]], widths: Sequence[float], padding: float = 4.0
    ) -> WordTable:
        """Return a table with one head row; widths, and the padding above and below each cell, in pt."""
        cells = tuple(tuple(WordCell(width, blocks) for blocks, width in zip(row, widths, strict=True)) for row in rows)
        count, margins = len(rows), (0.0, padding, 0.0, padding)
        return WordTable(_NO_ELEMENT, cells, 1, tuple(widths), 0.0, (0.0,) * count, (True,) * count, "", margins)


@lru_cache(maxsize=256)
def _properties(style: str) -> etree._Element:
    own = etree.Element(f"{W}pPr")
    etree.SubElement(own, f"{W}pStyle").set(f"{W}val", style)
    return own


@lru_cache(maxsize=8)
def _pages(document: Member) -> tuple[WordSection, WordSection | None]:
    """The last upright page setting of a document, and the first that lies on its side."""
    sections = [section_of(element) for element in shared_xml(document.content).iter(f"{W}sectPr")]
    upright = next(
        (one for one in reversed(sections) if one.width <= one.height), section_of(etree.Element(f"{W}sectPr"))
    )
    return upright, next((one for one in sections if one.width > one.height), None)
