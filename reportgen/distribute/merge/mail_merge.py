"""A template filled for every row: names, filling in a pool, files written whole, a manifest by which a run is resumed."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from reportgen.build.contents import with_contents
from reportgen.distribute.merge.names import is_pattern, names_of
from reportgen.distribute.merge.rows import MergeRow
from reportgen.distribute.workers.pdf import to_pdf
from reportgen.distribute.workers.processes import end_with_parent, start_method
from reportgen.errors import InputError, Problem, ReportgenError
from reportgen.files import (
    OnChange,
    cache_folder,
    changed,
    changed_by_hand,
    refuse_inputs,
    save_file,
    sha256,
    write_whole,
)
from reportgen.template import Missing, Template

MANIFEST = "merge.json"
_Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class MergeJob:
    """Everything that all rows of a run share; plain data, so that a worker can take it."""

    template: Path
    files: Path
    missing: Missing = "error"
    parts: Path | None = None


@dataclass(frozen=True)
class MergeResult:
    """What came of a run: files written, files that were there already, and for each row that failed why."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    failed: dict[int, ReportgenError]


def merge_files(
    job: MergeJob,
    rows: Sequence[MergeRow],
    pattern: str,
    source: str,
    *,
    processes: int = 1,
    resume: bool = False,
    on_change: OnChange = "stop",
    progress: _Progress = lambda done, total: None,
) -> MergeResult:
    """Fill the template for each row into a file of its own; a row that fails stops no other.

    With `resume` a row whose file lies there as this template and this row make it is left alone. A file that somebody changed
    stops the run before anything is written, unless `on_change` says otherwise.
    """
    names = names_of(pattern, rows, source)
    folder = names[0].parent
    refuse_inputs(names, [job.template, *([job.parts] if job.parts else [])])
    known = _known(folder / MANIFEST) if resume else {}
    keys = [_key(job, row) for row in rows]
    done = [known.get(path.name) == (key, _digest(path)) for key, path in zip(keys, names, strict=True)]
    tasks = [_Task(job, n, rows[n], names[n], on_change) for n, ready in enumerate(done) if not ready]
    mine = changed(folder, [task.path.name for task in tasks])
    if mine and on_change == "stop":
        raise changed_by_hand(folder, mine)
    written: list[Path] = []
    failed: dict[int, ReportgenError] = {}
    for count, (number, outcome) in enumerate(_filled(tasks, processes), 1):
        if isinstance(outcome, Path):
            written.append(outcome)
        else:
            failed[number + 1] = outcome
        progress(count, len(tasks))
    kept = tuple(path for path, ready in zip(names, done, strict=True) if ready)
    _record(
        folder, {path.name: key for n, (key, path) in enumerate(zip(keys, names, strict=True)) if n + 1 not in failed}
    )
    return MergeResult(tuple(written), kept, failed)


def _record(folder: Path, keys: dict[str, str]) -> None:
    """Write the manifest: the key of its row and the hash of each file."""
    listed = {name: [key, _digest(folder / name)] for name, key in keys.items()}
    write_whole(folder / MANIFEST, (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode())


def merge_into_one(job: MergeJob, rows: Sequence[MergeRow], path: Path) -> tuple[bytes, int]:
    """Return one document of all rows, each on a page of its own, and how many; raises what the first bad row raises."""
    from reportgen.distribute.merge.join import joined

    template = _template(job)
    if template.deck is not None or template.book is not None:
        what = "all rows in one file need a Word template"
        hint = f"name a file for each row: -o 'out/{{name}}{job.template.suffix}'"
        raise InputError([Problem(job.template.name, None, None, what, hint)])
    documents = []
    for number, row in enumerate(rows, 1):
        try:
            documents.append(template.render(row, missing=job.missing, parts=job.parts, files=job.files))
        except InputError as error:
            raise _of_row(number, error) from error
    document = joined(job.template, documents, rows[0], job.missing)
    document = with_contents(replace(document, findings=documents[0].findings))
    if path.suffix.lower() == ".pdf":
        return to_pdf(document.to_bytes()), len(rows)
    return document.file(path.name)[0], len(rows)


@dataclass(frozen=True)
class _Task:
    """One row to fill; plain data, so that a worker can take it."""

    job: MergeJob
    number: int
    row: MergeRow
    path: Path
    on_change: OnChange


def _filled(tasks: Sequence[_Task], processes: int) -> Iterator[tuple[int, Path | ReportgenError]]:
    if processes < 2 or len(tasks) < 2:
        yield from map(_fill_one, tasks)
        return
    context = get_context(start_method())
    with ProcessPoolExecutor(processes, mp_context=context, initializer=end_with_parent) as pool:
        yield from pool.map(_fill_one, tasks, chunksize=max(len(tasks) // (processes * 8), 1))


def _fill_one(task: _Task) -> tuple[int, Path | ReportgenError]:
    job, path = task.job, task.path
    try:
        document = with_contents(_template(job).render(task.row, missing=job.missing, parts=job.parts, files=job.files))
        content = to_pdf(document.to_bytes()) if path.suffix.lower() == ".pdf" else document.file(path.name)[0]
        return task.number, save_file(path, content, on_change=task.on_change)
    except InputError as error:
        return task.number, _of_row(task.number + 1, error)
    except ReportgenError as error:
        return task.number, error


def _of_row(number: int, error: InputError) -> InputError:
    found = [Problem(f"row {number}, {p.file}", p.line, p.column, p.what, p.hint, p.code) for p in error.problems]
    return type(error)(found)


@cache
def _template(job: MergeJob) -> Template:
    folder = cache_folder()
    return Template.open(job.template, cache=folder and folder / "templates")


def _key(job: MergeJob, row: MergeRow) -> str:
    said: Any = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(job.template.read_bytes() + f"{job.missing}{said}".encode()).hexdigest()


def _known(path: Path) -> dict[str, tuple[str, str]]:
    """The key of its row and the hash of each file by its name; none where there is no manifest or it is damaged."""
    try:
        return {name: (str(key), str(digest)) for name, (key, digest) in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


__all__ = ["MANIFEST", "MergeJob", "MergeResult", "is_pattern", "merge_files", "merge_into_one"]
