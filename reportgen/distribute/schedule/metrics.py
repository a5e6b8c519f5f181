"""The state of a plan as a text file for the node exporter of Prometheus (folder of its textfile collector)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from reportgen.distribute.schedule.status import JobStatus, PackStatus, PlanStatus
from reportgen.installed import program_version

_Sample = tuple[dict[str, str], float]
_HELP = {
    "reportgen_info": "Version of reportgen.",
    "reportgen_status_timestamp_seconds": "When this file was written.",
    "reportgen_sound": "1 if there is nothing for a person to do.",
    "reportgen_job_sound": "1 if the last run of a job ended well and nothing is overdue or asked.",
    "reportgen_job_last_run_timestamp_seconds": "When the last run of a job began.",
    "reportgen_job_last_end_timestamp_seconds": "When the last run of a job ended.",
    "reportgen_job_failed_parcels": "Recipients whose parcel the last run could not send.",
    "reportgen_job_next_run_timestamp_seconds": "When a job runs next.",
    "reportgen_job_overdue_seconds": "For how long a due run was not looked at; 0 if none is overdue.",
    "reportgen_pack_missing_recipients": "Recipients without a delivery of their current part.",
    "reportgen_pack_stale_facts": "Facts older than they are good for.",
    "reportgen_pack_oldest_fact_days": "Age of the oldest fact with a date of measurement.",
    "reportgen_pack_readable": "1 if the pack can be read.",
}


def metrics(status: PlanStatus, now: datetime) -> bytes:
    """Return the metrics of a plan in the text format of Prometheus."""
    found: dict[str, list[_Sample]] = {name: [] for name in _HELP}
    found["reportgen_info"].append(({"version": program_version()}, 1))
    found["reportgen_status_timestamp_seconds"].append(({}, now.timestamp()))
    found["reportgen_sound"].append(({}, status.is_sound))
    for job in status.jobs:
        for name, value in _of_job(job, now):
            found[name].append(({"job": job.job.id}, value))
    for pack in status.packs:
        for name, value in _of_pack(pack):
            found[name].append(({"pack": str(pack.folder)}, value))
    return "".join(_lines(found.items())).encode()


def _of_job(status: JobStatus, now: datetime) -> Iterator[tuple[str, float]]:
    yield "reportgen_job_sound", status.is_sound
    yield "reportgen_job_overdue_seconds", (now - status.overdue).total_seconds() if status.overdue else 0
    if status.next is not None:
        yield "reportgen_job_next_run_timestamp_seconds", status.next.timestamp()
    if status.last is not None:
        yield "reportgen_job_last_run_timestamp_seconds", status.last.began.timestamp()
        yield "reportgen_job_failed_parcels", len(status.last.failed)
        if status.last.ended is not None:
            yield "reportgen_job_last_end_timestamp_seconds", status.last.ended.timestamp()


def _of_pack(status: PackStatus) -> Iterator[tuple[str, float]]:
    yield "reportgen_pack_readable", not status.fault
    if status.fault:
        return
    yield "reportgen_pack_missing_recipients", len(status.missing)
    yield "reportgen_pack_stale_facts", len(status.stale)
    if status.ages:
        yield "reportgen_pack_oldest_fact_days", max(status.ages.values())


def _lines(found: Iterable[tuple[str, list[_Sample]]]) -> Iterator[str]:
    for name, samples in found:
        if samples:
            yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n"
        for labels, value in samples:
            inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
            yield f"{name}{{{inside}}} {_number(value)}\n" if inside else f"{name} {_number(value)}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.3f}"
