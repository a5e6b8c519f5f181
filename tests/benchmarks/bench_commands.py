"""Commands of the product as whole processes: start, build, fill, check, audit, compare; and a second build in one process."""

import shutil
import statistics
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import workloads
from tests.benchmarks.harness import ROOT, Goal, Measured, process, python, show

PACK = "data/lanzhou-12"
_RUN = """
import os, re, sys
from reportgen.cli.main import main
code = main(sys.argv[1:])
status = open("/proc/self/status").read()
open(os.environ["MOST_MEMORY"], "w").write(re.search(r"VmHWM:\\s+(\\d+)", status).group(1))
sys.exit(code)
"""  # what getrusage says of memory goes back to the process that started this one
_CLI = [sys.executable, "-c", _RUN]
_SECOND = """
import sys, time
from pathlib import Path
from reportgen.build.flow import build_pack
build_pack(Path(sys.argv[1]), output=Path(sys.argv[2]))
times = []
for _ in range(5):
    start = time.process_time()
    build_pack(Path(sys.argv[1]), output=Path(sys.argv[2]))
    times.append((time.process_time() - start) * 1000)
print(min(times), sorted(times)[2])
"""


def commands(folder: Path, rounds: int = 5) -> tuple[list[Measured], list[Goal]]:
    """Measure the commands in turn."""
    out, cache, cold = folder / "out", folder / "cache", folder / "cold"
    most = folder / "memory"
    warm = {"REPORTGEN_CACHE": str(cache), "MOST_MEMORY": str(most)}
    edition = out / "lanzhou-12" / "2"
    template, data = folder / "letter.docx", folder / "letter.json"
    template.write_bytes(workloads.letter())
    data.write_text('{"name": "李工"}', "utf-8")
    build = [*_CLI, "build", PACK, "-o", str(out)]
    process(build, warm)
    process([*_CLI, "fill", str(template), str(data), "-o", str(folder / "filled.docx")], warm)
    files = [str(edition / "report.docx"), str(edition / "deck.pptx")]
    jobs: dict[str, tuple[list[str], Mapping[str, str], Callable[[], None]]] = {
        "python -c pass": (python("pass"), warm, _nothing),
        "reportgen --help": ([*_CLI, "--help"], warm, _nothing),
        "build, warm": (build, warm, _nothing),
        "build, cold": (build, {**warm, "REPORTGEN_CACHE": str(cold)}, lambda: shutil.rmtree(cold, ignore_errors=True)),
        "fill, warm": ([*_CLI, "fill", str(template), str(data), "-o", str(folder / "f.docx")], warm, _nothing),
        "fill, cold": (
            [*_CLI, "fill", str(template), str(data), "-o", str(folder / "f.docx")],
            {**warm, "REPORTGEN_CACHE": str(cold)},
            lambda: shutil.rmtree(cold, ignore_errors=True),
        ),
        "check report and deck": ([*_CLI, "check", *files], warm, _nothing),
        "audit report and deck": ([*_CLI, "audit", *files, "--pack", PACK], warm, _nothing),
        "compare with the build before": ([*_CLI, "compare", f"{edition}@1", str(edition)], warm, _nothing),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, (command, environment, before) in jobs.items():
            before()
            most.write_text("0")
            used, _ = process(command, environment)
            times[name].append((used, int(most.read_text()) / 1024))
    found = [
        Measured(
            "whole processes, the first pack",
            name,
            min(one for one, _ in runs),
            statistics.median(one for one, _ in runs),
            megabytes=max(memory for _, memory in runs) or None,
        )
        for name, runs in times.items()
    ]
    show(found)
    second = _second_build(out, warm)
    show([second])
    return [*found, second], _goals({one.engine: one.least for one in [*found, second]})


def _second_build(out: Path, environment: Mapping[str, str]) -> Measured:
    import os
    import subprocess

    done = subprocess.run(
        python(_SECOND, PACK, out), cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )  # fmt: skip
    fastest, median = map(float, done.stdout.split())
    return Measured("second build in the same process", "second build", fastest, median)


def _goals(found: Mapping[str, float]) -> list[Goal]:
    wanted = {
        "build, warm": 450,
        "build, cold": 1100,
        "second build": 120,
        "fill, warm": 65,
        "fill, cold": 90,
        "check report and deck": 150,
        "audit report and deck": 250,
        "compare with the build before": 100,
    }
    return [Goal(name, most, found[name], "ms") for name, most in wanted.items()]


def _nothing() -> None:
    pass
