"""Passages: the pieces that a finished file is read into, each with its place."""

from dataclasses import dataclass

from reportgen.findings import Place

TEXT_KINDS = ("text", "notes", "alt", "chart text", "property", "comment", "label", "diagram")
DATA_KINDS = ("chart value", "workbook")
NUMBERLESS = (
    "picture",
    "chart setting",
    "label",
    "order",
    "program",
)  # they are compared, and say no number of their own


@dataclass(frozen=True)
class Passage:
    """One piece of a file.

    kind: text, notes, comment, diagram, label (of a list), alt, property, chart text, chart value, chart setting, workbook,
    workbook text, picture, order (hidden slides, custom shows), program (that saved the file). The text of a setting is what is
    set (min 0), of a picture the hash of its bytes.
    """

    place: Place
    kind: str
    text: str
    part: str = ""
    spot: str = ""  # as the engine knows it: `paragraph 4` in Word, the name of the shape on a slide
    chart: str = ""  # the part of the chart, for what belongs to a chart
    anchor: str = ""  # what holds an object: its paragraph in Word, its shape on a slide

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.place.file


@dataclass(frozen=True)
class Unread:
    """Something in a file that no reader here understands."""

    place: Place
    what: str


@dataclass(frozen=True)
class FileText:
    """A file as it was read: its passages in reading order, and what could not be read."""

    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...]
