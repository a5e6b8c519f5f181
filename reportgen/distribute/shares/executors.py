"""Where jobs run: in line, in a pool of processes, or on a Dask cluster. In: Workshop, Chunks; out: Outcomes as they come.

The workshop goes to each worker once: inherited where the system can fork, else pickled when the worker starts, on a cluster
broadcast. A worker that dies takes no job along: its chunk is cut up and done again, and the job that kills is found out.
"""

import contextlib
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from reportgen.distribute.shares.shared_inputs import SharedInputs
from reportgen.distribute.shares.work import Worker
from reportgen.distribute.workers.job import JobChunk, Outcome
from reportgen.distribute.workers.processes import children, end_children, end_with_parent, start_method
from reportgen.errors import InputError, OutputError, Problem

DEATHS = 3  # a job that was running in so many workers when they died is not tried again
_worker: Worker | None = None
_inherited: SharedInputs | None = None


class Executor(Protocol):
    """Runs chunks of jobs."""

    def run(self, workshop: SharedInputs, chunks: Sequence[JobChunk]) -> Iterator[Outcome]:
        """Yield an outcome for every job, in the order in which they are done."""
        ...


class Inline:
    """One after the other, here."""

    def run(self, workshop: SharedInputs, chunks: Sequence[JobChunk]) -> Iterator[Outcome]:
        """Yield an outcome for every job."""
        worker = Worker(workshop)
        for chunk in chunks:
            yield from worker.do(chunk)


class Pool:
    """A pool of processes on this machine."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or os.cpu_count() or 1

    def run(self, workshop: SharedInputs, chunks: Sequence[JobChunk]) -> Iterator[Outcome]:
        """Yield an outcome for every job; when a worker dies, what was running is done again, a job at a time."""
        left = list(reversed(chunks))
        while left:
            running: dict[Future[list[Outcome]], JobChunk] = {}
            with _pool(workshop, self.processes) as pool:
                try:
                    while left or running:
                        while left and len(running) < 2 * self.processes:
                            running[pool.submit(_do, left[-1])] = left[-1]
                            left.pop()
                        done, _ = wait(running, return_when=FIRST_COMPLETED)
                        for future in done:
                            outcomes = future.result()
                            del running[future]
                            yield from outcomes
                except BrokenProcessPool:
                    if left and not running:  # it broke while it was given the last chunk
                        running = {Future(): left.pop()}
            suspects = [JobChunk((job,), chunk.folder) for chunk in running.values() for job in chunk.jobs]
            yield from _alone(workshop, suspects)


def _alone(workshop: SharedInputs, suspects: list[JobChunk]) -> Iterator[Outcome]:
    """Each job in a process of its own turn, so that one that kills its worker is known; it gets a few tries."""
    deaths: Counter[str] = Counter()
    while suspects:
        with _pool(workshop, 1) as pool:
            try:
                while suspects:
                    outcomes = pool.submit(_do, suspects[-1]).result()
                    suspects.pop()
                    yield from outcomes
            except BrokenProcessPool:
                job = suspects[-1].jobs[0]
                deaths[job.recipient.id] += 1
                if deaths[job.recipient.id] == DEATHS:
                    suspects.pop()
                    why = f"its worker died {DEATHS} times; the system log may say why"
                    yield Outcome(job.recipient.id, why=why, attempts=DEATHS)


class Cluster:
    """A Dask cluster whose workers write to the same storage."""

    def __init__(self, address: str, patience: float = 5) -> None:
        self.address, self.patience = address, patience

    def run(self, workshop: SharedInputs, chunks: Sequence[JobChunk]) -> Iterator[Outcome]:
        """Yield an outcome for every job; the scheduler gives the work of a lost worker to another."""
        dask = _distributed()
        try:
            client = dask.Client(self.address, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise OutputError(f"{self.address}: no Dask scheduler answers; start one with `dask scheduler`") from error
        with client:
            shared = client.scatter(workshop, broadcast=True, hash=False)
            futures = {client.submit(_do_with, shared, chunk, pure=False, retries=2): chunk for chunk in chunks}
            for future in dask.as_completed(list(futures), loop=client.loop):
                chunk = futures.pop(future)
                try:
                    outcomes = future.result()
                except Exception as error:  # a worker that was lost too often, or whatever its process raised
                    why = f"the cluster gave it up: {type(error).__name__}: {str(error)[:200]}"
                    outcomes = [Outcome(job.recipient.id, why=why) for job in chunk.jobs]
                future.release()
                yield from outcomes


def executor_for(on: str | None, processes: int | None) -> Executor:
    """Return the executor that the words ask for: an address, one process, or a pool."""
    if on is not None:
        return Cluster(on)
    return Inline() if processes == 1 else Pool(processes)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        problem = Problem("--on", None, None, "a cluster needs Dask", "pip install 'reportgen[cluster]'")
        raise InputError([problem]) from error
    return distributed


@contextlib.contextmanager
def _pool(workshop: SharedInputs, processes: int) -> Iterator[ProcessPoolExecutor]:
    global _inherited
    method = start_method()
    _inherited = workshop if method == "fork" else None
    before = children()
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context(method),
        initializer=_begin,
        initargs=() if method == "fork" else (workshop,),
    )
    try:
        yield pool
    except BaseException:  # an interrupt: nobody waits for what the workers do
        end_children(before)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _inherited = None


def _begin(workshop: SharedInputs | None = None) -> None:
    global _worker
    end_with_parent()
    _worker = Worker(workshop or _inherited or _nothing())


def _nothing() -> SharedInputs:
    raise AssertionError("a worker began without a workshop")


def _do(chunk: JobChunk) -> list[Outcome]:
    assert _worker is not None
    return _worker.do(chunk)


def _do_with(workshop: SharedInputs, chunk: JobChunk) -> list[Outcome]:
    """On a cluster: the worker keeps its drafts as long as it is given the same workshop."""
    global _worker
    if _worker is None or _worker.workshop is not workshop:
        _worker = Worker(workshop)
    return _worker.do(chunk)
