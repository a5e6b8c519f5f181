"""Recipients: a department or person, and its part of the pack."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from reportgen.model.base import ModelBase
from reportgen.model.recipients.channels import ChannelName

RecipientFormat = Literal["docx", "pptx", "pdf"]
_Language = Literal["zh", "en"]
# One component of a path, and none that hides, climbs or means something to a shell or to Windows.
Identity = Annotated[str, Field(pattern=r"^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]*$", max_length=64)]


class Choice(ModelBase):
    """Which of many a recipient sees: only those named (none named: all), without those excluded."""

    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names that are chosen, in the order given."""
        return tuple(name for name in names if name not in self.without and (not self.only or name in self.only))


class OwnNumber(ModelBase):
    """A number that one recipient alone is shown: its label, unit and value as the list has them."""

    label: str
    unit: str = ""
    value: str


class Recipient(ModelBase):
    """One recipient: what it sees, in what format, by which channel; `line` is where the list names it."""

    id: Identity
    name: str = Field(min_length=1, max_length=40)
    sections: Choice = Choice()
    facts: Choice = Choice()
    figures: Choice = Choice()
    tables: Choice = Choice()
    rows_without: tuple[str, ...] = ()  # rows of tables that it does not see, as `table/row`
    columns_without: tuple[str, ...] = ()  # and columns, as `table/column`
    own: tuple[OwnNumber, ...] = ()
    template: str | None = None
    format: RecipientFormat = "docx"
    language: _Language | None = None  # that of the pack where none is named
    channel: ChannelName = "folder"
    address: str = ""
    cc: tuple[str, ...] = ()
    file: str = "{name}-{title}"
    valid_from: date | None = None
    valid_to: date | None = None
    line: int = 0

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the recipient is to be served on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
