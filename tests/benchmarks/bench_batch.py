"""Measures batches of many recipients and prints rates, shares and memory: python -m tests.benchmarks.bench_batch [COUNT …].

Three lists: departments that share 36 selections, the same with two numbers of their own for each, and one in which no two see
the same. Each run is a process of its own, so that its memory is its own. On a machine that others use too, only the seconds
of processor hold: what two processors could do at most is told beside what they did.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportgen.distribute.shares.executors import Pool
from reportgen.distribute.shares.run import run_batch
from tests.benchmarks.harness import Goal, Measured
from tests.many_recipients import write_recipients

ROOT = Path(__file__).parent.parent.parent
PACK = ROOT / "data" / "lanzhou-12"
LISTS: dict[str, dict[str, bool]] = {"36 shared": {}, "own numbers": {"own": True}, "no two alike": {"distinct": True}}
PROCESSES = 2
STEPS = ("parts", "template", "search", "zip", "checks", "ledger", "disk")


def seconds_of_processor() -> float:
    """User and system time of this process and of those that it has waited for."""
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in found)


def reference() -> float:
    """Seconds of processor for a fixed piece of work: how fast this machine is at the moment."""
    start = time.process_time()
    total = 0
    for number in range(2_000_000):
        total += number
    return time.process_time() - start


def one(name: str, count: int) -> dict[str, Any]:
    """Run one batch here, figures cached, and tell what it took."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        warm = write_recipients(folder / "warm.csv", 2)
        run_batch(PACK, Pool(PROCESSES), output=folder / "warm", recipients=warm)
        recipients = write_recipients(folder / "list.csv", count, **LISTS[name])  # type: ignore[arg-type]
        before, speed, start = seconds_of_processor(), reference(), time.perf_counter()
        result = run_batch(PACK, Pool(PROCESSES), output=folder / "out", recipients=recipients)
        wall, used = time.perf_counter() - start, seconds_of_processor() - before - speed
        assert len(result.made) == count and not result.failed
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "list": name, "count": count, "wall": wall, "used": used, "speed": speed, "seconds": result.seconds,
        "megabytes": [round(peak / 1024) for peak in peaks],
    }  # fmt: skip


def in_a_process(name: str, count: int) -> dict[str, Any]:
    """Run one batch in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_batch", "--one", name, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lines(found: dict[str, Any]) -> Iterator[str]:
    """What one run took, for people."""
    count, steps = found["count"], {step: found["seconds"].get(step, 0.0) for step in STEPS}
    total = sum(steps.values()) + found["seconds"]["prepare"]
    shares = {"prepare, figures": found["seconds"]["prepare"], **steps}
    told = ", ".join(f"{step} {100 * seconds / total:.0f}%" for step, seconds in shares.items())
    yield (
        f"{found['list']:<13}{count:>5}: {count / found['wall']:6.0f} docs/s, {1000 * found['used'] / count:6.2f} ms of "
        f"processor a doc ({found['used'] / count / found['speed']:.3f} of the reference), so at most "
        f"{PROCESSES * count / found['used']:.0f} docs/s; peak {found['megabytes'][0]} MB, worker {found['megabytes'][1]} MB"
    )
    yield f"{'':<20}{told}"


def batches(counts: tuple[int, ...] = (300, 3000)) -> tuple[list[Measured], list[Goal]]:
    """Run all lists in all sizes; the ms are those of processor of the whole batch, without starting the process."""
    found = []
    for name in LISTS:
        for count in counts:
            run = in_a_process(name, count)
            print("\n".join(lines(run)), flush=True)
            used = run["used"] * 1000
            found.append(Measured("batch", f"{count}, {name}", used, used, megabytes=max(run["megabytes"])))
    wanted = {
        "300, 36 shared": 700,
        "300, no two alike": 3000,
        "3000, 36 shared": 3000,
        "3000, no two alike": 30_000,
    }
    goals = [
        Goal(f"batch of {name}", wanted[one.engine], one.least, "ms") for one in found if (name := one.engine) in wanted
    ]
    return found, goals


def main(counts: list[int]) -> None:
    """Run all lists in all sizes, the sizes in turn, and tell the ratio of the largest to that of a tenth of it."""
    for name in LISTS:
        found = {count: in_a_process(name, count) for count in counts}
        for run in found.values():
            print("\n".join(lines(run)), flush=True)
        for count in counts:
            if count * 10 in found:
                large, small = found[count * 10], found[count]
                ratio = large["used"] / large["speed"] / (small["used"] / small["speed"])
                print(f"{'':<20}{count * 10} / {count}: {ratio:.1f} times the work")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(one(sys.argv[2], int(sys.argv[3]))))
    else:
        main([int(word) for word in sys.argv[1:]] or [100, 300, 3000])
