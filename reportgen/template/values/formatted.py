"""Formatted text of several blocks: headings, paragraphs, lists, tables, quotes, pictures; from Markdown or HTML."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.template.values.rich import RichText
from reportgen.template.values.text_block import FormattedBlock


@dataclass(frozen=True)
class Formatted:
    """Blocks of formatted text; one paragraph alone can stand inside a line."""

    blocks: tuple[FormattedBlock, ...]

    @classmethod
    def of_html(cls, html: str) -> "Formatted":
        """Return the blocks of an HTML fragment; what it does not know is taken as its text, scripts and styles are left out."""
        from reportgen.template.values.markup import html_blocks

        return cls(tuple(html_blocks(html)))

    @classmethod
    def of_markdown(cls, text: str) -> "Formatted":
        """Return the blocks of a text in CommonMark with tables; HTML in it is text."""
        from reportgen.template.values.markup import markdown_blocks

        return cls(tuple(markdown_blocks(text)))

    def __str__(self) -> str:
        return "\n".join(_texts(self.blocks))

    @property
    def line(self) -> RichText | None:
        """The text, where it is one paragraph or nothing; None where it needs blocks of its own."""
        if not self.blocks:
            return RichText()
        only = self.blocks[0]
        return only.text if len(self.blocks) == 1 and only.kind == "paragraph" else None


def _texts(blocks: tuple[FormattedBlock, ...]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "table":
            yield from ("\t".join(map(str, row)) for row in block.rows)
        elif str(block.text):
            yield str(block.text)
