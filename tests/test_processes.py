"""Workers end with their parent, whatever ends it, and begin in a way that threads bear."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reportgen.distribute.shares.executors import Pool
from reportgen.distribute.shares.run import run_batch
from reportgen.distribute.workers import processes
from reportgen.render import supervised
from tests.many_recipients import write_recipients

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
WORKERS = """
import multiprocessing, os, sys, time
from concurrent.futures import ProcessPoolExecutor
from reportgen.distribute.workers.processes import end_with_parent

def main():
    pool = ProcessPoolExecutor(3, multiprocessing.get_context({method!r}), end_with_parent)
    pids = {{pool.submit(os.getpid).result() for _ in range(60)}}
    for _ in range(6):
        pool.submit(time.sleep, 600)
    print(*pids, flush=True)
    time.sleep(600)

if __name__ == "__main__":
    main()
"""


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def left_after(seconds: float, pids: list[int]) -> list[int]:
    end = time.monotonic() + seconds
    while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < end:
        time.sleep(0.02)
    return left


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_workers_end_with_their_parent(tmp_path: Path, method: str, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored here, as below nohup")
    script = tmp_path / "workers.py"
    script.write_text(WORKERS.format(method=method))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment)
    assert parent.stdout is not None
    pids = [int(word) for word in parent.stdout.readline().split()]
    assert pids
    parent.send_signal(number)
    parent.wait(60)
    parent.stdout.close()
    assert left_after(5, pids) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="counts processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_another_program_ends_with_us(tmp_path: Path, number: signal.Signals) -> None:
    """A program that begins a child of its own, as the start script of LibreOffice does."""
    inner = "sleep 600 & echo $! > pids; echo $$ >> pids; wait"
    script = (
        f"from reportgen.render import supervised; import os; supervised.run(['sh', '-c', {inner!r}], os.environ, 99)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, env=environment)
    while not (tmp_path / "pids").exists() or (tmp_path / "pids").read_text().count("\n") < 2:
        time.sleep(0.02)
    pids = [int(word) for word in (tmp_path / "pids").read_text().split()]
    parent.send_signal(number)
    parent.wait()
    assert left_after(5, pids) == []


def test_another_program_is_ended_when_it_takes_too_long_and_its_exit_code_comes_back() -> None:
    assert supervised.run(["sh", "-c", "exit 7"], os.environ, 20) == 7
    start = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        supervised.run(["sh", "-c", "sleep 600"], os.environ, 0.3)
    assert time.monotonic() - start < 10


def test_beside_another_thread_workers_do_not_fork(lanzhou: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait, daemon=True)
    other.start()
    try:
        assert processes.start_method() != "fork"
        result = run_batch(lanzhou, Pool(2), output=tmp_path, recipients=write_recipients(tmp_path / "l.csv", 4))
    finally:
        stop.set()
        other.join()
    assert len(result.made) == 4 and not result.failed
