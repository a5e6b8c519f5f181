"""One scheduled run: build, check, compare, batch, gate, deliver. A failure goes to the owner.

What a mail server puts off waits: the report of the run has the moment of the next try, which delivers and builds nothing.
"""

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
from reportgen.distribute.send.waiting import next_try, waiting
from reportgen.distribute.shares.evidence import list_hash
from reportgen.distribute.shares.executors import Executor, Inline
from reportgen.distribute.shares.run import run_batch
from reportgen.errors import ReportgenError
from reportgen.files import write_whole
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_recipients, recipients_file
from reportgen.model import Pack

Notify = Callable[[str, str], None]  # subject, first lines of why
_LINES = 12


class RunFailed(ReportgenError):
    """A scheduled run did not come to its end."""


@dataclass(frozen=True)
class RunReport:
    """What a run did, in a line each; `again` is the moment at which parcels that wait are tried again."""

    job: str
    lines: tuple[str, ...]
    failed: bool = False
    again: datetime | None = None


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
        again = _run(job, secrets, lines, now, executor or Inline())
        return RunReport(job.id, tuple(lines), again=again)
    except ReportgenError as error:
        why = str(error)
    except Exception as error:  # the service goes on with its other jobs
        why = f"{type(error).__name__}: {error}"
    why = secrets.hide("\n".join(why.splitlines()[:_LINES]))
    moment = now().isoformat(timespec="minutes")
    try:
        notify(f"reportgen: {job.id} failed", f"{job.id} ({plan.path}), {moment}\n{why}")
    except Exception as error:  # a notice that does not go out is a line of the report, no second failure
        lines.append(secrets.hide(f"the owner was not notified: {error}"))
    return RunReport(job.id, (*lines, why), failed=True)


def _run(
    job: PlannedJob, secrets: Secrets, lines: list[str], now: Callable[[], datetime], executor: Executor
) -> datetime | None:
    pack = load_pack(job.pack)
    content = _content(job, pack)
    memory = job.output / pack.id / f".{job.id}.last-run.json"
    before = _remembered(memory) or {}
    unfinished = before.pop("waiting", False)
    if before == content and not unfinished:
        lines.append("no fact has changed since the last run; nothing was made, nothing sent")
        return None
    if before != content:
        _build(job, before, content, lines)
    again = _deliver(job, secrets, lines, now, executor) if job.deliver else None
    write_whole(memory, json.dumps({**content, "waiting": again is not None}, ensure_ascii=False).encode())
    return again


def _content(job: PlannedJob, pack: Pack) -> dict[str, Any]:
    """What a run is made of: the facts and tables as they are now, and who gets them."""
    facts = {key: fact.model_dump_json() for key, fact in pack.facts.items()}
    tables = {key: table.model_dump_json() for key, table in pack.data.items()}
    return {"facts": facts, "tables": tables, "list": _list_hash(job, pack) if job.deliver else ""}


def _build(job: PlannedJob, before: dict[str, Any], content: dict[str, Any], lines: list[str]) -> None:
    lines.append(_changes(before, content))
    built = build_pack(job.pack, output=job.output)
    errors = [str(finding) for finding in built.findings if finding.level == "error"]
    if errors:
        raise RunFailed("the checks found errors:\n" + "\n".join(errors))
    lines.append(f"built {built.edition_dir}")


def _deliver(
    job: PlannedJob, secrets: Secrets, lines: list[str], now: Callable[[], datetime], executor: Executor
) -> datetime | None:
    """Make the parts and deliver them; return the moment of the next try of those that wait."""
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
    lines += [f"waiting: {step.parcel.recipient}: {step.why}" for step in waiting(result)]
    bad = [step for step in result.steps if step.what not in ("sent", "already", "waiting")]
    if bad:
        raise RunFailed("not delivered:\n" + "\n".join(f"{s.parcel.recipient}: {s.what}, {s.why}" for s in bad))
    again = next_try(result)
    if again is not None:
        lines.append(f"next try at {again:%Y-%m-%d %H:%M}")
    return again


def _changes(before: dict[str, Any], content: dict[str, Any]) -> str:
    if not before:
        return "first run"
    old, new = before.get("facts", {}), content["facts"]
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if before.get("tables") != content["tables"] and not changed:
        changed = [key for key, table in content["tables"].items() if before.get("tables", {}).get(key) != table]
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
