"""Paragraphs as the reader of documents sees them, beside their elements in a tree that may be changed."""

from collections.abc import Iterator

from lxml import etree

from reportgen.build.contents.fields import W
from reportgen.documents.word_blocks import WordBlock, WordDocument


def paired(root: etree._Element, document: WordDocument) -> Iterator[tuple[WordBlock, etree._Element]]:
    """Yield each paragraph of a document with its element in another tree of the same part."""
    own = dict(zip(document.root.iter(f"{W}p"), root.iter(f"{W}p"), strict=True))
    for block in document.blocks():
        yield block, own[block.element]
