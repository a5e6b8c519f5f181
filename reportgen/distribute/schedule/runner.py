"""One scheduled run: build, check, compare, batch, gate, deliver.

A run that ends with parcels that did not go out is a run; it remembers them, and the next one tries only those again, unless
facts have changed. What a mail server puts off waits: the report of the run has the moment of the next try.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reportgen.build.flow import build_pack
from reportgen.distribute.batch_manifest import Parcel
from reportgen.distribute.schedule.plan import PlannedJob
from reportgen.distribute.schedule.run_report import RunReport
from reportgen.distribute.send.channels import channels_by_environment
from reportgen.distribute.send.run import DeliveryOptions, DeliveryStep, deliver
from reportgen.distribute.send.secrets import Secrets
from reportgen.distribute.send.waiting import next_try, waiting
from reportgen.distribute.shares.evidence import list_hash
from reportgen.distribute.shares.executors import Executor, Inline
from reportgen.distribute.shares.run import run_batch
from reportgen.errors import ReportgenError
from reportgen.files import write_whole
from reportgen.load import load_pack
from reportgen.load.lists.recipients import load_recipients, load_sound_recipients, recipients_file
from reportgen.model import Pack

_LINES = 12
_SENT = ("sent", "already", "same facts")


class RunFailed(ReportgenError):
    """A scheduled run did not come to its end."""


def run_job(
    job: PlannedJob, secrets: Secrets, *, now: Callable[[], datetime], executor: Executor | None = None
) -> RunReport:
    """Do a job; whatever stops it is in the report, never raised."""
    lines: list[str] = []
    try:
        return _run(job, secrets, lines, now, executor or Inline())
    except ReportgenError as error:
        why = str(error)
    except Exception as error:  # the service goes on with its other jobs
        why = f"{type(error).__name__}: {error}"
    why = secrets.hide("\n".join(why.splitlines()[:_LINES]))
    return RunReport(job.id, (*lines, why), failed=True)


def _run(
    job: PlannedJob, secrets: Secrets, lines: list[str], now: Callable[[], datetime], executor: Executor
) -> RunReport:
    pack = load_pack(job.pack)
    content = _content(job, pack, now().date())
    memory = job.output / pack.id / f".{job.id}.last-run.json"
    before = _remembered(memory) or {}
    unfinished = before.pop("waiting", False)
    pending = tuple(before.pop("pending", ()))
    same = _is_same(before, content)
    if same and not unfinished:
        lines.append("no fact has changed since the last run; nothing was made, nothing sent")
        return RunReport(job.id, tuple(lines))
    if not same:
        _build(job, before, content, lines)
    steps: list[DeliveryStep] = []
    again = None
    if job.deliver:
        steps, again = _deliver(job, secrets, lines, now, executor, only=pending if same else ())
    left = [step.parcel.recipient for step in steps if step.what not in _SENT]
    write_whole(memory, json.dumps({**content, "waiting": bool(left), "pending": left}, ensure_ascii=False).encode())
    bad = [step for step in steps if step.what not in (*_SENT, "waiting")]
    return RunReport(
        job.id, tuple(lines), bad=tuple(f"{s.parcel.recipient}: {s.what}, {s.why}" for s in bad), again=again
    )


def _is_same(before: dict[str, Any], content: dict[str, Any]) -> bool:
    """Whether a run would make what the last one made; what an earlier version did not remember counts as unchanged."""
    return bool(before) and all(before.get(key, value) == value for key, value in content.items())


def _content(job: PlannedJob, pack: Pack, today: date) -> dict[str, Any]:
    """What a run is made of: facts, tables and texts as they are now, and who gets them today."""
    facts = {key: fact.model_dump_json() for key, fact in pack.facts.items()}
    tables = {key: table.model_dump_json() for key, table in pack.data.items()}
    texts = pack.model_dump_json(exclude={"facts", "data", "notices", "written"})
    content = {"facts": facts, "tables": tables, "texts": hashlib.sha256(texts.encode()).hexdigest(), "list": ""}
    if not job.deliver:
        return content
    file = job.recipients or recipients_file(job.pack)
    sound = load_sound_recipients(file, pack, job.pack).sound if job.skip_bad else None
    recipients = sound or load_recipients(file, pack, job.pack)
    due = [one.id for one in recipients if one.is_valid_on(today)]
    return {**content, "list": list_hash(recipients), "recipients": due, "only": list(job.only)}


def _build(job: PlannedJob, before: dict[str, Any], content: dict[str, Any], lines: list[str]) -> None:
    lines.append(_changes(before, content))
    built = build_pack(job.pack, output=job.output)
    errors = [str(finding) for finding in built.findings if finding.level == "error"]
    if errors:
        raise RunFailed("the checks found errors:\n" + "\n".join(errors))
    lines.append(f"built {built.edition_dir}")


def _deliver(
    job: PlannedJob,
    secrets: Secrets,
    lines: list[str],
    now: Callable[[], datetime],
    executor: Executor,
    only: tuple[str, ...],
) -> tuple[list[DeliveryStep], datetime | None]:
    """Make the parts and deliver them, or only those of some; return the steps, and the next try of those that wait."""
    batch = run_batch(
        job.pack,
        executor,
        output=job.output,
        recipients=job.recipients,
        resume=True,
        skip_bad=job.skip_bad,
        today=now().date(),
    )
    lines.append(f"{len(batch.made)} parts made, {len(batch.kept)} kept")
    if batch.older:
        lines.append(
            f"{len(batch.older)} of them made by an earlier program ({', '.join(sorted(set(batch.older.values())))})"
        )
    if batch.failed and not job.skip_bad:
        raise RunFailed("parts failed:\n" + "\n".join(f"{key}: {why}" for key, why in batch.failed.items()))
    there = {parcel.recipient for parcel in batch.manifest.parcels}
    chosen = tuple(name for name in only if name in there and (not job.only or name in job.only)) or job.only
    channels = channels_by_environment(job.to or str(batch.folder.parent / "delivered"), secrets, job.pack, send=True)
    store = batch.folder.parent / "receipts.sqlite"
    result = deliver(
        batch.folder,
        store,
        channels,
        secrets,
        DeliveryOptions(send=True, only=chosen, skip_bad=job.skip_bad),
        now=now,
        pack_dir=job.pack,
    )
    if result.refused:
        raise RunFailed("the gate refused:\n" + "\n".join(result.refused))
    lines.append(f"{result.count('sent')} sent, {result.count('already')} had theirs already")
    if result.count("same facts"):
        lines.append(
            f"{result.count('same facts')} have the same facts from another program or template; not sent again"
        )
    lines += [f"waiting: {step.parcel.recipient}: {step.why}" for step in waiting(result)]
    again = next_try(result)
    if again is not None:
        lines.append(f"next try at {again:%Y-%m-%d %H:%M}")
    return [*result.steps, *_left_out(batch.failed)], again


def _left_out(failed: Mapping[str, str]) -> Iterator[DeliveryStep]:
    """The steps of recipients who have no file, in a run that goes on without them."""
    for recipient, why in failed.items():
        yield DeliveryStep(Parcel(recipient, "", "", "", 0, "", "", ""), "skipped", why=why)


def _changes(before: dict[str, Any], content: dict[str, Any]) -> str:
    if not before:
        return "first run"
    old, new = before.get("facts", {}), content["facts"]
    changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    if before.get("tables") != content["tables"] and not changed:
        changed = [key for key, table in content["tables"].items() if before.get("tables", {}).get(key) != table]
    if not changed and before.get("texts", content["texts"]) != content["texts"]:
        changed = ["the texts of the pack"]
    return f"changed since the last run: {', '.join(changed) or 'the list of recipients'}"


def _remembered(path: Path) -> dict[str, Any] | None:
    """What the last run that came to its end was made of; None when there was none, or its note is broken."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
