"""Owns the outline of the report: sections, the annex, and blocks."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.model.base import Noun


class TextBlock(Noun):
    """A paragraph; its text is Jinja over facts."""

    kind: Literal["text"]
    text: str


class HeadingBlock(Noun):
    """A heading inside a section."""

    kind: Literal["heading"]
    text: str
    level: Annotated[int, Field(ge=2, le=4)] = 2


class FigureBlock(Noun):
    """A figure by id."""

    kind: Literal["figure"]
    figure: str


class TableBlock(Noun):
    """A table by id."""

    kind: Literal["table"]
    table: str


class PhotoBlock(Noun):
    """A photo plate by id; without a file it leaves no trace."""

    kind: Literal["photo"]
    photo: str


Block = Annotated[TextBlock | HeadingBlock | FigureBlock | TableBlock | PhotoBlock, Field(discriminator="kind")]


class Section(Noun):
    """A section of the report: heading, one-sentence message, blocks."""

    id: str
    heading: str
    message: str = ""
    blocks: tuple[Block, ...] = ()


class Annex(Noun):
    """The annex behind the report."""

    title: str
    blocks: tuple[Block, ...] = ()
