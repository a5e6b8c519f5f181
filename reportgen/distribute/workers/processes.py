"""How worker processes begin and end: by fork where that is safe, and never outliving their parent."""

import multiprocessing
import os
import sys
import threading
from multiprocessing.connection import wait
from typing import Literal

Method = Literal["fork", "forkserver", "spawn"]


def start_method() -> Method:
    """Return how workers begin: fork on Linux while there is one thread, as locks of other threads stay locked in a fork.

    Elsewhere a fork server where there is one; macOS and Windows begin anew, for their libraries do not bear a fork.
    """
    methods = multiprocessing.get_all_start_methods()
    if sys.platform == "linux" and threading.active_count() == 1:
        return "fork"
    return "forkserver" if "forkserver" in methods and sys.platform == "linux" else "spawn"


def end_with_parent() -> None:
    """End this worker at once when its parent is gone, whatever ended it: a signal, the system short of memory, a crash."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True, name="watch-parent").start()


def _watch(sentinel: int) -> None:
    """The system closes the pipe behind a sentinel when the process at its other end is gone."""
    wait([sentinel])
    os._exit(1)


def end_children(before: set[int]) -> None:
    """End the worker processes that began since `before`, when their work is not waited for."""
    for child in multiprocessing.active_children():
        if child.pid not in before:
            child.terminate()


def children() -> set[int]:
    """Return the numbers of the worker processes that run now."""
    return {child.pid for child in multiprocessing.active_children() if child.pid}
