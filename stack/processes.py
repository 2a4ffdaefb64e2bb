"""The processes of a stack. Each carries the stack's mark in its environment, and so do its children: whatever
became of the one that started them, they are found again, and nobody else's are touched."""

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from stack.errors import StackError
from stack.folder import Folder

MARK = "RADSTREAM_STACK"
GRACE_S = 10
POLL_S = 0.1
TAIL_LINES = 15
EXEC_TRIES, EXEC_PAUSE_S = 10, 0.002


class Started:
    """A process that has just been started, and its log."""

    def __init__(
        self,
        name: str,
        process: subprocess.Popen,
        log: Path,
        command: list[str],
        environment: dict[str, str],
    ):
        self.name = name
        self.pid = process.pid
        self.log = log
        self.command = command
        self.environment = environment
        self._process = process

    def wait_until(self, ready: Callable[[], object], longest_s: float):
        """What the condition answers once it is true. Fails with the log's end where the process ends or the time does."""
        deadline = time.monotonic() + longest_s
        while not (answer := ready()):
            if self._process.poll() is not None:
                raise StackError(f"{self.name} ended while it started; {self.tail()}")
            if time.monotonic() > deadline:
                raise StackError(
                    f"{self.name} was not ready within {longest_s:.0f} s; {self.tail()}"
                )
            time.sleep(POLL_S)
        return answer

    def printed(self) -> str:
        return self.log.read_text(errors="replace")

    def tail(self) -> str:
        lines = self.printed().splitlines()[-TAIL_LINES:]
        return "\n  ".join([f"the end of its log {self.log}:", *lines])

    def stop(self):
        """With its children, at once."""
        with contextlib.suppress(psutil.NoSuchProcess):
            root = psutil.Process(self.pid)
            _end([root, *root.children(recursive=True)], {self.pid})
        self._process.wait(GRACE_S)


def mark(folder: Folder) -> dict[str, str]:
    """What makes a process one of the stack's, and keeps what it leaves behind in the stack's folder."""
    return {MARK: str(folder.path), "TMPDIR": str(folder.temporary())}


def start(
    folder: Folder,
    name: str,
    command: list,
    environment: Mapping[str, str] | None = None,
) -> Started:
    """Starts a process that outlives this one."""
    log = folder.log(name)
    words = [str(part) for part in command]
    own = {**(environment or {}), **mark(folder)}
    with log.open("ab") as out:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **own},
        )
    return Started(name, process, log, words, own)


def of(folder: Folder) -> list[psutil.Process]:
    """All that run, whether recorded or not."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if (
                _environment(process).get(MARK) == str(folder.path)
                and process.pid != os.getpid()
                and process.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(process)
    return found


def _environment(process: psutil.Process) -> dict[str, str]:
    """A process that is just becoming another program has none for a moment; the kernel's own, which run no program, never
    have."""
    for _ in range(EXEC_TRIES):
        found = process.environ()
        if found or not process.exe():
            break
        time.sleep(EXEC_PAUSE_S)
    return found


def stop_all(folder: Folder, at_once: set[int]):
    """Ends all of them, in order; those in at_once, and those that do not go, by force. Again, until none is left:
    one that was just being started may have come later."""
    deadline = time.monotonic() + 6 * GRACE_S
    while running := of(folder):
        if time.monotonic() > deadline:
            pids = ", ".join(str(process.pid) for process in running)
            raise StackError(f"expected all processes to end, came still there: {pids}")
        _end(running, at_once)


def _end(processes: list[psutil.Process], at_once: set[int]):
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.pid in at_once:
                process.kill()
            else:
                process.terminate()
    _, left = psutil.wait_procs(processes, timeout=GRACE_S)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=GRACE_S)
