"""Another program that ends with us: LibreOffice runs under a small process that ends it when we are gone or out of patience.

Run as a program: `python supervised.py COMMAND …`. Its standard input is a pipe from its parent; the system closes the pipe when
the parent is gone, and then the program and all that it began are ended.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence


def run(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> int:
    """Run a program and return its exit code; it does not outlive this process.

    Raises an OSError when the program cannot be started, a subprocess.TimeoutExpired when it takes longer.
    """
    if os.name != "posix":
        return subprocess.run(command, env=environment, capture_output=True, check=False, timeout=seconds).returncode
    words = [sys.executable, "-I", "-S", __file__, *command]
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return process.wait(seconds)
        except BaseException:
            process.stdin.close()  # type: ignore[union-attr]
            process.wait()
            raise


def _supervise(command: list[str]) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # ours to pass on: the end of the pipe says when
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_end_with_parent, args=(process.pid,), daemon=True).start()
    return process.wait()


def _end_with_parent(group: int) -> None:
    while os.read(0, 1):
        pass
    os.killpg(group, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(_supervise(sys.argv[1:]))
