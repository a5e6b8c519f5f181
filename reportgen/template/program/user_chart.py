"""A designer's chart as the compiled template keeps it: the chart in the file, and its tags. Plain, picklable data."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.ooxml.formats import parse_part
from reportgen.ooxml.package import Member

if TYPE_CHECKING:
    from lxml import etree


@dataclass(frozen=True)
class Sample:
    """A chart of the template: its part, and that part with all it needs; types are those of the template."""

    part: str
    source: dict[str, Member]
    types: bytes
    strict: bool

    def root(self) -> "etree._Element":
        """Return the tree of the chart, in the transitional dialect."""
        return parse_part(self.source[self.part].content)


@dataclass(frozen=True)
class DesignedChart:
    """A chart about to be filled: its XML with numbers for tags, its alt text as words and numbers, the tags as written.

    `lone` are the tags that are all of the alt text, or all of the title: those that should give the data.
    """

    sample: Sample
    xml: bytes
    alt: tuple[str | int, ...]
    written: tuple[str, ...]
    lone: tuple[int, ...]
