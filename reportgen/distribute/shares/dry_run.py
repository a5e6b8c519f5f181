"""What a batch would hide, leave out and still let compute, for each recipient, before anything is made."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reportgen.distribute.shares.redaction.computable import Computable, computable
from reportgen.distribute.shares.redaction.hidden_facts import PackIndex, hidden_facts
from reportgen.distribute.shares.redaction.left_out import LeftOut, left_out, said
from reportgen.distribute.shares.share import redaction_of
from reportgen.distribute.shares.shared_inputs import Share, SharedInputs, Shares, plan_jobs, prepare
from reportgen.distribute.workers.job import Job
from reportgen.model import Pack, Recipient


@dataclass(frozen=True)
class HiddenFact:
    """A fact that a recipient does not see: its name, how it would be printed, and why it is hidden."""

    fact_id: str
    label: str
    text: str
    why: str


@dataclass(frozen=True)
class Doubt:
    """A number in a text that stays, which may be a hidden one: where, how it stands, both facts that it can be."""

    where: str
    text: str
    hidden: str
    visible: str


@dataclass(frozen=True)
class SharePlan:
    """What one recipient would get: what is hidden, what goes with it, what refers to that, what could still be computed."""

    recipient: str
    name: str
    file: str
    hidden: tuple[HiddenFact, ...]
    left_out: tuple[LeftOut, ...]
    computable: tuple[Computable, ...]
    doubts: tuple[Doubt, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the plan as plain data, for JSON."""
        return {
            "recipient": self.recipient, "name": self.name, "file": self.file,
            "hidden": [asdict(one) for one in self.hidden],
            "left_out": [{"where": one.where, "text": one.text} for one in self.left_out if not one.refers],
            "refers_to_what_is_gone": [{"where": one.where, "text": one.text} for one in self.left_out if one.refers],
            "still_computable": [asdict(one) for one in self.computable],
            "looks_alike": [asdict(one) for one in self.doubts],
        }  # fmt: skip


def dry_run(
    pack_dir: Path, recipients: Path | None = None, theme: str | None = None, output: Path = Path("output")
) -> list[SharePlan]:
    """Return the plan of every recipient of a list; mistakes of pack and list are raised as a batch raises them."""
    workshop, everyone = prepare(pack_dir, recipients, theme, output)
    return plans(workshop, everyone)


def plans(workshop: SharedInputs, recipients: Sequence[Recipient]) -> list[SharePlan]:
    """Return the plan of each recipient; those who see the same share the work."""
    parts = Shares(workshop)
    known: dict[str, SharePlan] = {}
    found = []
    for job in plan_jobs(workshop, recipients):
        if job.part not in known:
            known[job.part] = _plan(workshop, job, parts.of(job))
        one, plan = job.recipient, known[job.part]
        found.append(SharePlan(one.id, one.name, job.file, plan.hidden, plan.left_out, plan.computable, plan.doubts))
    return found


def _plan(workshop: SharedInputs, job: Job, part: Share) -> SharePlan:
    one, pack = job.recipient, workshop.packs[part.language]
    reasons = hidden_facts(pack, one.facts)
    hidden = tuple(HiddenFact(key, pack.facts[key].label, pack.facts[key].prose(), why) for key, why in reasons.items())
    chosen = one.sections.of(section.id for section in pack.sections)
    gone = left_out(pack, part.pack, chosen, reasons, part.shown, deck=job.kind == "pptx")
    leaks = computable(PackIndex.of(pack), reasons, part.shown) if reasons else []
    doubts = tuple(_doubts(pack, part.pack, one, job.kind)) if reasons else ()
    return SharePlan(one.id, one.name, job.file, hidden, tuple(gone), tuple(leaks), doubts)


def _doubts(pack: Pack, share: Pack, recipient: Recipient, kind: str) -> Iterator[Doubt]:
    """Numbers written out in texts that stay, which look like a hidden fact and like a visible one."""
    redaction = redaction_of(pack, recipient)
    whole = share.model_dump(mode="json", include={"slides"} if kind == "pptx" else {"sections", "annex", "tables"})
    for where, text in _texts(whole, ""):
        for hit in redaction.written(text):
            if hit.like:
                yield Doubt(where, said(text, pack.facts), hit.fact_id, hit.like)


def _texts(value: Any, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _texts(one, f"{where} {number}")
