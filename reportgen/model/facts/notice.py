"""What loading a pack saw that is not wrong but should be known: rows that match nothing, hidden columns, empty cells."""

from reportgen.model.base import ModelBase


class Notice(ModelBase):
    """One such thing: the place in its source, what was seen, what would help."""

    place: str
    what: str
    hint: str = ""
