"""The values that travel: a job for each recipient, chunks of jobs, and what came of each. Plain, picklable data."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from reportgen.distribute.workers.made_of import UNKNOWN, MadeOf
from reportgen.findings import Finding
from reportgen.model import Recipient


@dataclass(frozen=True)
class Job:
    """One recipient's file: whose, what it shows (the name of a part), and where it goes."""

    recipient: Recipient
    part: str
    file: str

    @property
    def kind(self) -> str:
        """The Office file behind it; a PDF is made of the Word report."""
        return "pptx" if self.recipient.format == "pptx" else "docx"

    @property
    def office_file(self) -> str:
        """The name of the Office file in findings and ledger."""
        return str(PurePosixPath(self.file).with_suffix(f".{self.kind}"))


@dataclass(frozen=True)
class JobChunk:
    """Jobs for one worker; those that share a part stand side by side, so that it is prepared once."""

    jobs: tuple[Job, ...]
    folder: str


@dataclass(frozen=True)
class Outcome:
    """What came of a job: the file by its hash and what it was made of, or why there is none; seconds by step."""

    recipient: str
    made_of: MadeOf = UNKNOWN
    file: str = ""
    sha256: str = ""
    size: int = 0
    why: str = ""
    attempts: int = 1
    ledger: bytes = b""
    findings: tuple[Finding, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Tell whether there is no file."""
        return bool(self.why)
