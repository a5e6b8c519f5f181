"""What a channel is: it takes a parcel and hands it over, or says that it surely did not, or that it cannot know."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportgen.distribute.batch_manifest import BatchManifest, Parcel
from reportgen.distribute.send.secrets import Secrets
from reportgen.errors import ReportgenError

# Called by a channel right before the step that cannot be taken back; what comes after it and has no answer is in doubt.
PointOfNoReturn = Callable[[], None]


class NotSent(ReportgenError):
    """The parcel surely did not go out; `passing` says that trying again later can help."""

    def __init__(self, why: str, *, passing: bool = False) -> None:
        super().__init__(why)
        self.passing = passing


class InDoubt(ReportgenError):
    """The parcel may have gone out: the answer did not come."""


@dataclass(frozen=True)
class Acceptance:
    """What the other side said when it took the parcel, and what must be known about it."""

    reference: str
    note: str = ""


class Channel(Protocol):
    """One way to deliver."""

    repeatable: bool  # handing the same parcel over twice leaves one: what was in doubt is simply done again

    def where(self, parcel: Parcel) -> str:
        """Return where a parcel would go, in words for the dry run; no secrets."""
        ...

    def send(self, parcel: Parcel, content: bytes, round_: int, no_return: PointOfNoReturn) -> Acceptance:
        """Hand a parcel over; raises NotSent or InDoubt."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True)
class Surroundings:
    """What a channel is made from: the batch, the base folder or URL, credentials, the pack, and whether anything goes out."""

    batch: BatchManifest
    base: str
    secrets: Secrets
    pack_dir: Path | None
    send: bool


ChannelMaker = Callable[[Surroundings], Channel]
