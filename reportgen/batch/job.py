"""Owns the values that travel: a job for each recipient, chunks of jobs, and what came of each. Plain, picklable data."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from reportgen.findings import Finding
from reportgen.model import Recipient


@dataclass(frozen=True)
class Job:
    """One recipient's file: whose, what it shows (the name of a part), where it goes, and the key of its content."""

    recipient: Recipient
    part: str
    file: str
    key: str

    @property
    def kind(self) -> str:
        """The Office file behind it; a PDF is made of the Word report."""
        return "pptx" if self.recipient.format == "pptx" else "docx"

    @property
    def office_file(self) -> str:
        """The name of the Office file in findings and ledger."""
        return str(PurePosixPath(self.file).with_suffix(f".{self.kind}"))


@dataclass(frozen=True)
class Chunk:
    """Jobs that share a part, so that one worker prepares it once."""

    jobs: tuple[Job, ...]
    folder: str


@dataclass(frozen=True)
class Outcome:
    """What came of a job: the file by its hash, or why there is none; seconds by step for the measurements."""

    recipient: str
    key: str
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
