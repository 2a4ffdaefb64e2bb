"""./radstream as a person runs it: a process, its exit code, what it prints, what it leaves behind."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300


class Command:
    """A running ./radstream, which ends with its test."""

    def __init__(self, *arguments, log: Path, environment=None):
        self.log = log
        self._out = log.open("w")
        self.process = subprocess.Popen(
            [ROOT / "radstream", *map(str, arguments)],
            stdout=self._out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )

    def printed(self) -> str:
        return self.log.read_text()

    def wait(self) -> int:
        return self.process.wait(PATIENCE_S)

    def interrupt(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()
        self._out.close()


@pytest.fixture
def radstream(tmp_path):
    """Starts commands; those that still run at the test's end are killed."""
    started = []

    def start(*arguments, **options):
        log = tmp_path / f"console-{len(started)}.txt"
        started.append(Command(*arguments, log=log, **options))
        return started[-1]

    yield start
    for command in started:
        command.kill()


def run(*arguments, code=0, environment=None) -> str:
    """What a command prints on both its ends, once it has ended as expected."""
    ended = subprocess.run(
        [ROOT / "radstream", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_S,
        env={**os.environ, **(environment or {})},
    )
    assert ended.returncode == code, ended.stdout
    return ended.stdout


def query(out: Path, sql: str) -> list[dict]:
    printed = run("query", "--out", out, "--format", "json", sql)
    return json.loads(printed[printed.index("[") :])


def summary(out: Path) -> dict:
    return json.loads((out / "summary.json").read_text())


def results(out: Path) -> dict[str, dict]:
    """study_id -> result document."""
    paths = out.glob("results/*/*/*/*/*_results.json")
    documents = (json.loads(path.read_text()) for path in paths)
    return {document["study_id"]: document for document in documents}


def until(condition, what: str):
    """Waits for a condition; fails where it does not come true within the tests' patience."""
    deadline = time.monotonic() + PATIENCE_S
    while not (value := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen in {PATIENCE_S} s"
        time.sleep(0.05)
    return value


def study(images: Path, study_id: str, image: Path, **fields):
    """Lands a study as a bucket would get it: its image, and its sidecar beside it."""
    folder = images / study_id
    folder.mkdir(parents=True)
    (folder / f"{study_id}{image.suffix}").write_bytes(image.read_bytes())
    sidecar = {"study_id": study_id, "view": "PA", "timestamp": "2026-01-02T03:04:05Z"}
    (folder / f"{study_id}.json").write_text(json.dumps(sidecar | fields))


@pytest.fixture(scope="session")
def radiograph() -> Path:
    return sorted((ROOT / "samples").glob("*.jpeg"))[0]
