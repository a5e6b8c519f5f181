"""Doing a chunk of jobs, in whatever process it lands. In: Workshop, Chunk; out: files, an Outcome for each job.

A job that fails says why and stops nobody. What may pass by itself (a share that does not answer, a full queue) is tried again.
"""

import errno
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportgen.distribute.shares.draft import STAGES, ShareDraft, fits, make_draft, words_of
from reportgen.distribute.shares.shared_inputs import Share, SharedInputs, Shares
from reportgen.distribute.workers.job import Job, JobChunk, Outcome
from reportgen.distribute.workers.pdf import to_pdf
from reportgen.distribute.workers.stopwatch import Stopwatch
from reportgen.errors import ReportgenError
from reportgen.files import remember, sha256, write_whole

TRIES = 3
_PASSING = {errno.EAGAIN, errno.EBUSY, errno.EIO, errno.EINTR, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN}
_KEPT_DRAFTS = 8
Sleep = Callable[[float], None]


class Worker:
    """One process at work: the workshop, and the parts and drafts that it made last."""

    def __init__(self, workshop: SharedInputs, sleep: Sleep = time.sleep) -> None:
        self.workshop = workshop
        self.sleep = sleep
        self.parts = Shares(workshop)
        self.drafts: dict[tuple[str, str], ShareDraft] = {}
        self.watch = Stopwatch()

    def do(self, chunk: JobChunk) -> list[Outcome]:
        """Return what came of each job."""
        return [self._tried(job, Path(chunk.folder)) for job in chunk.jobs]

    def _tried(self, job: Job, folder: Path) -> Outcome:
        for attempt in range(1, TRIES + 1):
            self.watch = Stopwatch()
            try:
                return replace(self._one(job, folder), attempts=attempt)
            except (ReportgenError, OSError) as error:
                if getattr(error, "errno", 0) not in _PASSING or attempt == TRIES:
                    why = f"{job.file}: {error.strerror or error}" if isinstance(error, OSError) else str(error)
                    return Outcome(job.recipient.id, why=why, attempts=attempt)
                self.sleep(0.2 * 2**attempt)
            except Exception as error:  # whatever one recipient's data breaks must not take the others along
                return Outcome(job.recipient.id, why=f"{type(error).__name__}: {error}", attempts=attempt)
        raise AssertionError("unreachable")

    def _one(self, job: Job, folder: Path) -> Outcome:
        timed = self.watch.timed
        with timed("parts"):
            part = self.parts.of(job)
            words = words_of(job.recipient, part.pack)
        draft = self._draft(job, part, words)
        with timed("zip"):
            content = draft.address(words)
        with timed("pdf"):
            if job.recipient.format == "pdf":
                content = to_pdf(content)
        with timed("ledger"):
            ledger = zlib.compress(draft.ledger_for(words), 1)
        digest = sha256(content)
        with timed("disk"):
            remember(folder, {job.file: digest})
            write_whole(folder / job.file, content, durable=False)  # a file that a power cut cuts is found by its hash
        return Outcome(
            job.recipient.id, part.made_of(job.recipient), job.file, digest, len(content), ledger=ledger,
            findings=draft.findings, seconds=self.watch.seconds,
        )  # fmt: skip

    def _draft(self, job: Job, part: Share, words: dict[str, str]) -> ShareDraft:
        """The draft that recipients of a part share; one of its own for words that could break its lines."""
        name = f"{STAGES[job.kind]}.{job.kind}"
        if not fits(words):
            return make_draft(self.workshop, part, job.kind, name, words, self.watch)
        key = (job.part, job.kind)
        if key not in self.drafts:
            while len(self.drafts) >= _KEPT_DRAFTS:
                self.drafts.pop(next(iter(self.drafts)))
            self.drafts[key] = make_draft(self.workshop, part, job.kind, name, {}, self.watch)
        return self.drafts[key]
