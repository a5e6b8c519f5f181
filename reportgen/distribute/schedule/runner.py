"""Owns one scheduled run: build, check, compare, batch, gate, deliver. In: a job; out: what happened; a failure goes to the owner."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reportgen.build.flow import build_pack
from reportgen.distribute.schedule.plan import Plan, PlannedJob
from reportgen.distribute.send.channels import channels_by_environment
from reportgen.distribute.send.run import Wishes, deliver
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.shares.evidence import list_hash
from reportgen.distribute.shares.executors import Executor, Inline
from reportgen.distribute.shares.run import run_batch
from reportgen.errors import ReportgenError
from reportgen.files import write_whole
from reportgen.load import load_pack
from reportgen.load.recipients import load_recipients, recipients_file
from reportgen.model import Pack

Notify = Callable[[str, str], None]  # subject, first lines of why
_LINES = 12


class RunFailed(ReportgenError):
    """A scheduled run did not come to its end."""


@dataclass(frozen=True)
class RunReport:
    """What a run did, in a line each."""

    job: str
    lines: tuple[str, ...]
    failed: bool = False


def run_job(
    plan: Plan,
    job: PlannedJob,
    secrets: Secrets,
    notify: Notify,
    *,
    now: Callable[[], datetime],
    executor: Executor | None = None,
) -> RunReport:
    """Do a job; whatever stops it is told to the owner and returned, never raised."""
    lines: list[str] = []
    try:
        _run(job, secrets, lines, now, executor or Inline())
        return RunReport(job.id, tuple(lines))
    except ReportgenError as error:
        why = str(error)
    except Exception as error:  # the service goes on with its other jobs
        why = f"{type(error).__name__}: {error}"
    why = secrets.hide("\n".join(why.splitlines()[:_LINES]))
    moment = now().isoformat(timespec="minutes")
    try:
        notify(f"reportgen: {job.id} failed", f"{job.id} ({plan.path}), {moment}\n{why}")
    except Exception as error:  # a notice that does not go out is a line of the report, no second failure
        lines.append(secrets.hide(f"the owner could not be told: {error}"))
    return RunReport(job.id, (*lines, why), failed=True)


def _run(job: PlannedJob, secrets: Secrets, lines: list[str], now: Callable[[], datetime], executor: Executor) -> None:
    pack = load_pack(job.pack)
    told = {key: fact.model_dump_json() for key, fact in pack.facts.items()}
    content = {"facts": told, "list": _list_hash(job, pack) if job.deliver else ""}
    memory = job.output / pack.id / f".{job.id}.last-run.json"
    before = _remembered(memory)
    if before == content:
        lines.append("no fact has changed since the last run; nothing was made, nothing sent")
        return
    lines.append(_changes(before, content))
    built = build_pack(job.pack, output=job.output)
    errors = [str(finding) for finding in built.findings if finding.level == "error"]
    if errors:
        raise RunFailed("the checks found errors:\n" + "\n".join(errors))
    lines.append(f"built {built.edition_dir}")
    if job.deliver:
        _deliver(job, secrets, lines, now, executor)
    write_whole(memory, json.dumps(content, ensure_ascii=False).encode())


def _deliver(
    job: PlannedJob, secrets: Secrets, lines: list[str], now: Callable[[], datetime], executor: Executor
) -> None:
    batch = run_batch(job.pack, executor, output=job.output, recipients=job.recipients, resume=True, today=now().date())
    lines.append(f"{len(batch.made)} parts made, {len(batch.kept)} kept")
    if batch.failed:
        raise RunFailed("parts failed:\n" + "\n".join(f"{key}: {why}" for key, why in batch.failed.items()))
    channels = channels_by_environment(job.to or str(batch.folder.parent / "delivered"), secrets, job.pack, send=True)
    store = batch.folder.parent / "receipts.sqlite"
    result = deliver(batch.folder, store, channels, secrets, Wishes(send=True), now=now, pack_dir=job.pack)
    if result.refused:
        raise RunFailed("the gate refused:\n" + "\n".join(result.refused))
    lines.append(f"{result.count('sent')} sent, {result.count('already')} had theirs already")
    bad = [step for step in result.steps if step.what not in ("sent", "already")]
    if bad:
        raise RunFailed("not delivered:\n" + "\n".join(f"{s.parcel.recipient}: {s.what}, {s.why}" for s in bad))


def _changes(before: dict[str, Any] | None, content: dict[str, Any]) -> str:
    if before is None:
        return "first run"
    old, new = before.get("facts", {}), content["facts"]
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return f"changed since the last run: {', '.join(changed) or 'the list of recipients'}"


def _remembered(path: Path) -> dict[str, Any] | None:
    """What the last run that came to its end was made of; None when there was none, or its note is broken."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _list_hash(job: PlannedJob, pack: Pack) -> str:
    return list_hash(load_recipients(job.recipients or recipients_file(job.pack), pack, job.pack))
