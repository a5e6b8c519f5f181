"""Timing for the benchmarks: interleaved rounds, processor time, whole processes, and the table that all workloads share."""

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reportgen.ooxml import deflate

ROOT = Path(__file__).parents[2]
Job = Callable[[], float]  # returns ms of processor


@dataclass(frozen=True)
class Measured:
    """One engine at one workload: the least and the median ms of processor, and how many times ours the least is."""

    work: str
    engine: str
    least: float
    median: float
    ratio: float = 1.0
    megabytes: float | None = None  # the most that the process held, where it was a process of its own


@dataclass(frozen=True)
class Goal:
    """What one workload should reach, in ms or as a ratio, and what it did reach."""

    work: str
    wanted: float
    reached: float
    unit: str  # "ms" (at most), "×" (at least) or "MB" (at most)

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.reached >= self.wanted if self.unit == "×" else self.reached <= self.wanted

    def line(self) -> str:
        """The goal as a line of the table."""
        sign = "≥" if self.unit == "×" else "≤"
        word = "met" if self.met else "SHORT"
        return f"{self.work:<62}{sign}{self.wanted:>9,.1f} {self.unit:<3}{self.reached:>11,.2f}  {word}"


@contextmanager
def packing(name: str) -> Iterator[None]:
    """Pack with `isal` (level 1), `zlib_ng` (level 6) or `zlib` (level 6) instead of the installed default."""
    kept = deflate._library, deflate._level
    deflate._library, deflate._level = _library(name), 1 if name == "isal" else 6
    try:
        yield
    finally:
        deflate._library, deflate._level = kept


def _library(name: str) -> Any:
    if name == "isal":
        from isal import isal_zlib

        return isal_zlib
    if name == "zlib_ng":
        from zlib_ng import zlib_ng

        return zlib_ng
    import zlib

    return zlib


def timed(work: Callable[[], object], *, library: str | None = None) -> Job:
    """A job that returns the ms of processor of one call of `work`."""

    def run() -> float:
        gc.collect()
        if library is None:
            return _ms(work)
        with packing(library):
            return _ms(work)

    return run


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def process(command: Sequence[str], environment: Mapping[str, str] | None = None) -> tuple[float, float]:
    """Run a command; return the ms of processor of it and its children, and the MB that it held at most."""
    started = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        assert started.stderr is not None
        raise RuntimeError(f"{' '.join(command)}: {started.stderr.read().decode()[-400:]}")
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def python(code: str, *arguments: object) -> list[str]:
    """The command that runs code in a process of its own."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def compare(work: str, jobs: Mapping[str, Job], rounds: int, ours: str = "reportgen") -> list[Measured]:
    """Run the jobs in turn, so that a busy moment hits all; return what each took, with ratios to ours."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            times[name].append(job())
    base = min(times[ours]) if ours in times else 1.0
    found = [Measured(work, name, min(all_), statistics.median(all_), min(all_) / base) for name, all_ in times.items()]
    show(found)
    return found


def show(found: Sequence[Measured]) -> None:
    """Print one workload."""
    print(found[0].work, flush=True)
    for one in found:
        memory = f"{one.megabytes:7.0f} MB" if one.megabytes is not None else ""
        print(f"  {one.engine:<28}{one.least:10.2f} ms ({one.median:.2f}){one.ratio:9.1f} ×{memory}", flush=True)


def least(found: Sequence[Measured], engine: str) -> float:
    """Return the least ms of an engine; infinity if it was left out."""
    return next((one.least for one in found if one.engine == engine), float("inf"))


def as_json(found: Sequence[Measured], goals: Sequence[Goal]) -> str:
    """Return everything that was measured as JSON."""
    data = {
        "measured": [asdict(one) for one in found],
        "goals": [{**asdict(goal), "met": goal.met} for goal in goals],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
