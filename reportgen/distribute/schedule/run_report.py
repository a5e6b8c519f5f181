"""What a run did, for the record, the log and the owner."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RunReport:
    """What a run did, in a line each; `failed` if it did not come to its end.

    `bad` are the parcels of a run that did and were not sent, `again` is the moment at which those that wait are tried again.
    """

    job: str
    lines: tuple[str, ...]
    failed: bool = False
    bad: tuple[str, ...] = ()
    again: datetime | None = None
