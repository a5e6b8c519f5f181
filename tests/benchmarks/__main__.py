"""Runs all benchmarks and prints what was measured beside the goals: python -m tests.benchmarks [--json FILE] [--only NAME …].

The peers that can be installed are set up first: those of Python come with the extra `test`, those of Node are installed into a
folder of the cache. What cannot be set up is left out with a word.
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import bench_batch, bench_charts, bench_commands, bench_fill, bench_load
from tests.benchmarks.harness import Goal, Measured, as_json
from tests.benchmarks.peers import modules

Found = tuple[list[Measured], list[Goal]]


def workloads(node: Path | None, folder: Path) -> dict[str, Callable[[], Found]]:
    """Every workload by its name."""
    return {
        "reports": lambda: bench_fill.reports(node, folder),
        "decks": bench_fill.decks,
        "growth": lambda: (bench_fill.growth(), []),
        "first": lambda: bench_fill.first_document(folder),
        "charts": bench_charts.charts,
        "commands": lambda: bench_commands.commands(folder),
        "batch": bench_batch.batches,
        "load": lambda: bench_load.loads(folder),
    }


def main() -> None:
    """Run the workloads that are asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.benchmarks")
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "reportgen-benchmarks"
    parser.add_argument("--node", type=Path, default=cache, help="where the packages of the peers on Node are kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured as JSON")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="run only these workloads")
    arguments = parser.parse_args()
    measured: list[Measured] = []
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory() as name:
        jobs = workloads(modules(arguments.node), Path(name))
        unknown = set(arguments.only or ()) - set(jobs)
        if unknown:
            parser.error(f"unknown workload {', '.join(sorted(unknown))}; choose from {', '.join(jobs)}")
        for job in arguments.only or jobs:
            found, wanted = jobs[job]()
            measured += found
            goals += wanted
    print(f"\n{'goal':<62}{'wanted':>10}    {'reached':>11}")
    for goal in goals:
        print(goal.line())
    if arguments.json:
        arguments.json.write_text(as_json(measured, goals), "utf-8")


if __name__ == "__main__":
    main()
