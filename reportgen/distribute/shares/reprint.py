"""Printing the parts of recipients anew, one by one, for the refresh of a part that came back edited."""

from pathlib import Path

from reportgen.build.mapping import Mapped, Printing
from reportgen.distribute.shares.draft import STAGES, make_draft, with_words, words_of
from reportgen.distribute.shares.shared_inputs import Shares, plan_jobs, prepare
from reportgen.distribute.workers.job import Job
from reportgen.documents.reading.file_reader import passages
from reportgen.errors import PackError, Problem
from reportgen.ooxml.parsed_package import Opened
from reportgen.template import Document


class Reprinter:
    """Prints the part of any recipient of a pack as it would be sent now; all that parts share is prepared once."""

    def __init__(self, pack_dir: Path, list_file: Path | None = None, output: Path = Path("output")) -> None:
        self._workshop, recipients = prepare(pack_dir, list_file, output=output)
        self._parts = Shares(self._workshop)
        self._jobs = {job.recipient.id: job for job in plan_jobs(self._workshop, recipients)}

    def file_name(self, recipient: str) -> str:
        """Return the name under which the part of a recipient is sent."""
        return self._job(recipient).file

    def printing(self, recipient: str) -> Printing:
        """Return what the part of a recipient prints now; a PackError for one that is not in the list."""
        job = self._job(recipient)
        part = self._parts.of(job)
        words = words_of(job.recipient, part.pack)
        kind = STAGES[job.kind]
        name = f"{kind}.{job.kind}"
        content = make_draft(self._workshop, part, job.kind, name, words).address(words)
        members = Opened.of(content, name)
        document = Document(name, tuple(members.values()), ())
        made = Mapped({kind: document}, {name: members}, {name: passages(name, members)})
        return Printing(with_words(part.pack, words), made, {})

    def _job(self, recipient: str) -> Job:
        job = self._jobs.get(recipient)
        if job is None:
            what = f"the list of recipients has no {recipient}, whose part this file is"
            raise PackError([Problem(recipient, None, None, what, "give the list that it was made from (--list)")])
        return job
