"""What commands print: findings, JSON, progress. In: values; out: lines on the terminal."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.findings import Finding

FINE, FINDINGS = 0, 1
Mode = Literal["plain", "quiet", "json"]


@dataclass
class _Presented:
    """How a command is to answer, and the findings of an answer as JSON."""

    mode: Mode = "plain"
    found: list[dict[str, Any]] = field(default_factory=list)


_presented: ContextVar[_Presented] = ContextVar("presented")


def _now() -> _Presented:
    return _presented.get(_Presented())


@contextmanager
def mode(chosen: Mode, found: list[dict[str, Any]]) -> Iterator[None]:
    """Answer in a mode for a block: without progress, findings into a list (json) or only errors (quiet)."""
    token = _presented.set(_Presented(chosen, found))
    try:
        yield
    finally:
        _presented.reset(token)


def numbered(count: int, noun: str) -> str:
    """Return a count with its noun: 1 fact, 3 facts."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings to the error stream, a line each."""
    for finding in findings:
        if _now().mode == "json":
            _now().found.append(finding.as_data())
        elif _now().mode == "plain" or finding.level == "error":
            print(finding, file=sys.stderr)


def print_json(**content: Any) -> None:
    """Print a result for other programs."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their heads: a drawn table on a terminal, tabs elsewhere."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(cell.replace("\n", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(*heads)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def exit_code(findings: Iterable[Finding], *, strict: bool = False) -> int:
    """Return 1 when there is a finding of level error, or, if strict, a warning."""
    stops = ("error", "warning") if strict else ("error",)
    return FINDINGS if any(finding.level in stops for finding in findings) else FINE


def progress(stages: Sequence[str], *, quiet: bool) -> Callable[[str], None]:
    """Return a function that tells the stage: on a terminal one line that changes, elsewhere a plain line a stage."""
    if quiet or _now().mode != "plain":
        return lambda stage: None
    if not sys.stderr.isatty():
        return lambda stage: print(stage, file=sys.stderr)
    from rich.console import Console

    console = Console(stderr=True)

    def show(stage: str) -> None:
        done = stages.index(stage) + 1 if stage in stages else 0
        end = "\r" if done < len(stages) else "\n"
        console.print(f"[bold]{'█' * done}{'░' * (len(stages) - done)}[/] {stage:<10}", end=end)

    return show


def rate() -> Callable[[int, int], None]:
    """Return a function that tells how many are done, how fast, and how long it will take."""
    if _now().mode != "plain":
        return lambda done, total: None
    start = time.monotonic()
    live = sys.stderr.isatty()
    told = 0.0

    def show(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if not done or (not live and done < total and now - told < 5):
            return
        told = now
        speed = done / max(now - start, 0.001)
        left = f", {(total - done) / speed:.0f} s left" if done < total else ""
        line = f"{done}/{total}, {speed:.0f} a second{left}"
        print(f"\r{line:<60}" if live else line, end="\n" if done == total or not live else "", file=sys.stderr)

    return show
