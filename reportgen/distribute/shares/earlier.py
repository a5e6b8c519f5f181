"""Parts that an earlier program made: which of them say what they would say now, and which program made them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.distribute.batch_manifest import FILE, read_manifest, read_program
from reportgen.distribute.batch_store import BatchRecord
from reportgen.distribute.shares.shared_inputs import SharedInputs, made_of
from reportgen.distribute.workers.job import Job
from reportgen.distribute.workers.made_of import MadeOf
from reportgen.errors import ReportgenError


def adopt(
    folder: Path, record: BatchRecord, workshop: SharedInputs, jobs: Sequence[Job], inputs: Mapping[str, str]
) -> None:
    """Record what parts are made of that an earlier program made, which did not record it.

    They say what they would say now if the batch was made of the very inputs that there are now; numbers of editions before are
    no such input. Others stay unknown, and are made and sent again.
    """
    unknown = {item.recipient: item for item in record.done() if not item.made_of.facts}
    if not unknown or any(fact.edition is not None for fact in workshop.pack.facts.values()):
        return
    try:
        before = read_manifest(folder)
    except ReportgenError:  # a batch that was stopped, or that somebody damaged
        return
    if before.inputs != dict(inputs):
        return
    sent = {parcel.recipient: parcel.sha256 for parcel in before.parcels}
    same = [
        job
        for job in jobs
        if job.recipient.id in unknown and sent.get(job.recipient.id) == unknown[job.recipient.id].sha256
    ]
    program = read_program(folder / FILE)
    for recipient, now in made_of(workshop, same).items():
        record.adopt(recipient, unknown[recipient].sha256, MadeOf(now.facts, now.template, program))
