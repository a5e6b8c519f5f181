"""The outline of the report: sections, the annex, and blocks."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.model.base import ModelBase


class Needing(ModelBase):
    """Something that stands only where the facts, figures and tables that it needs are shown."""

    needs: tuple[str, ...] = ()


class TextBlock(Needing):
    """A paragraph; its text is Jinja over facts."""

    kind: Literal["text"]
    text: str


class HeadingBlock(Needing):
    """A heading inside a section."""

    kind: Literal["heading"]
    text: str
    level: Annotated[int, Field(ge=2, le=4)] = 2


class FigureBlock(Needing):
    """A figure by id."""

    kind: Literal["figure"]
    figure: str


class TableBlock(Needing):
    """A table by id."""

    kind: Literal["table"]
    table: str


class PhotoBlock(Needing):
    """A photo plate by id; without a file it leaves no trace."""

    kind: Literal["photo"]
    photo: str


class SourcesBlock(Needing):
    """The list of the sources of all facts that the report shows."""

    kind: Literal["sources"]


Block = Annotated[
    TextBlock | HeadingBlock | FigureBlock | TableBlock | PhotoBlock | SourcesBlock, Field(discriminator="kind")
]


class Section(ModelBase):
    """A section of the report: heading, one-sentence message, blocks."""

    id: str
    heading: str
    message: str = ""
    blocks: tuple[Block, ...] = ()


class Annex(ModelBase):
    """The annex behind the report; it ends with the list of sources where the report has two or more, `sources: false` for none."""

    title: str
    blocks: tuple[Block, ...] = ()
    sources: bool = True
