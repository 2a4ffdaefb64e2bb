"""The stack that the faults are done to: ./radstream stack, and Flink's own command in it."""

import json
import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil

from stack import aws, flink, processes, status, triton
from stack.folder import Folder
from stack.repository import ROOT

LONGEST_COMMAND_S = 900
LONGEST_RECOVERY_S = 600
POLL_S = 1.0
TASK_MANAGERS = ("taskmanager-1", "taskmanager-2")


class HarnessError(Exception):
    """The run says nothing of the job: the harness could not do what it meant to."""


class Cluster:
    """One stack, in a folder of its own."""

    def __init__(self, out: Path):
        self.folder = Folder(out)
        # What the harness has not killed, and when it was missed: seconds since 1970.
        self.ended_by_themselves: list[tuple[float, str]] = []

    def up(self):
        """Brings it up, or brings up again what has ended."""
        self._radstream("up")

    def down(self, keep: bool):
        self._radstream("down", *(["--keep"] if keep else []))

    def record(self) -> dict:
        return self.folder.read()

    def client(self, service: str):
        record = self.record()
        name = "kinesis_endpoint" if service == "kinesis" else "s3_endpoint"
        return aws.client(service, record[name])

    def kill(self, name: str):
        """With -9, and the processes that it had started."""
        process = psutil.Process(self.record()["pids"][name])
        for one in [*process.children(recursive=True), process]:
            one.send_signal(signal.SIGKILL)
        psutil.wait_procs([process], timeout=processes.GRACE_S)
        if name == "triton":
            triton.clean(self.folder)

    def is_up(self, name: str) -> bool:
        return psutil.pid_exists(self.record()["pids"][name])

    def wait_until_whole(self, since: float):
        """Until a checkpoint has been made that began after this time, in seconds since 1970: only a job all of whose
        parts run makes one."""

        def checkpointed() -> bool:
            self.revive()
            latest = (
                (self._checkpoints().get("latest") or {}).get("completed") or {}
            ).get("trigger_timestamp", 0)
            return latest > since * 1000

        self.wait(checkpointed, "a checkpoint")

    def tasks(self) -> dict[str, int]:
        """Task manager -> how many of the job's tasks run there, of those with any."""
        found: Counter[str] = Counter()

        def placed() -> bool:
            record = self.record()
            job = f"{record['flink_url']}/jobs/{record['job']['id']}"
            found.clear()
            for vertex in flink.ask(job)["vertices"]:
                for task in flink.ask(f"{job}/vertices/{vertex['id']}")["subtasks"]:
                    if task["status"] == "RUNNING":
                        found[task["taskmanager-id"]] += 1
            return bool(found)

        self.wait(placed, "the job's tasks")
        return dict(found)

    def checkpoints(self) -> int:
        """How many the job has made since it was submitted."""
        return self._checkpoints().get("counts", {}).get("completed", 0)

    def _checkpoints(self) -> dict:
        record = self.record()
        return flink.ask(
            f"{record['flink_url']}/jobs/{record['job']['id']}/checkpoints"
        )

    def revive(self):
        """Starts again what has ended by itself, as an operator or a node would."""
        gone = status.of(self.folder)[status.GONE]
        if gone:
            self.ended_by_themselves += [(time.time(), name) for name in gone]
            self.up()

    def stop(self) -> tuple[str, bool]:
        """flink stop with a savepoint; returns where that is, and whether the job ended well. One that fails after its
        savepoint goes on from there, as Flink advises."""
        job = self.record()["job"]["id"]
        savepoints = self.folder.sub("flink", "savepoints").as_uri()
        try:
            printed, well = (
                self._flink("stop", "--savepointPath", savepoints, job),
                True,
            )
        except HarnessError as e:
            printed, well = str(e), False
        path = re.search(
            r"(?:Savepoint completed\. Path|created at): ([^\s,]+)", printed
        )
        if not path:
            raise HarnessError(
                f"expected flink stop to name its savepoint, came:\n{printed}"
            )
        return path[1], well

    def run(self, savepoint: str, settings: dict[str, str], leave_state: bool = False):
        """flink run of the jar, from the savepoint. The stack's record then tells of this job, so that up waits for it.

        leave_state: that of an operator which is no more.
        """
        record = self.record()
        source = ["--fromSavepoint", savepoint]
        if leave_state:
            source.append("--allowNonRestoredState")
        arguments = [
            part for key, value in settings.items() for part in (f"--{key}", value)
        ]
        printed = self._flink("run", "--detached", *source, record["jar"], *arguments)
        job = re.search(r"JobID ([0-9a-f]{32})", printed)
        if not job:
            raise HarnessError(f"expected flink run to name the job, came:\n{printed}")
        record = self.record()
        record["job"] = {"id": job[1], "settings": settings}
        self.folder.write(record)

    def reconfigure(self, settings: dict[str, str]):
        """The job with these settings besides. Where its way to S3 is among them, its files take it too, which is the
        cluster's to know."""
        if "s3.endpoint" in settings:
            self._lead_files_through(settings["s3.endpoint"])
        savepoint, _ = self.stop()
        self.run(savepoint, {**self.record()["job"]["settings"], **settings})

    def _lead_files_through(self, endpoint: str):
        began = time.time()
        conf = Path(self.record()["flink"]["conf"]) / "config.yaml"
        text = re.sub(
            r"(?m)^s3\.endpoint:.*$",
            f"s3.endpoint: {json.dumps(endpoint)}",
            conf.read_text(),
        )
        conf.write_text(text)
        for name in ("jobmanager", *TASK_MANAGERS):
            self.kill(name)
        self.up()
        self.wait_until_whole(began)

    def _flink(self, *arguments: str) -> str:
        record = self.record()
        environment = {
            "FLINK_CONF_DIR": record["flink"]["conf"],
            "FLINK_IDENT_STRING": "faults",
            "FLINK_LOG_DIR": str(self.folder.sub("logs")),
            **processes.mark(self.folder),
        }
        return _printed(
            [Path(record["flink"]["home"]) / "bin" / "flink", *arguments], environment
        )

    def _radstream(self, command: str, *arguments: str):
        _printed(
            [
                ROOT / "radstream",
                "stack",
                command,
                "--out",
                self.folder.path,
                *arguments,
            ],
            {},
        )

    @staticmethod
    def wait(condition: Callable[[], bool], what: str):
        """Until it is so; fails where that takes too long."""
        deadline = time.monotonic() + LONGEST_RECOVERY_S
        while not condition():
            if time.monotonic() > deadline:
                raise HarnessError(
                    f"expected {what} within {LONGEST_RECOVERY_S} s, came none"
                )
            time.sleep(POLL_S)


def _printed(command: list, environment: dict[str, str]) -> str:
    try:
        ended = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_COMMAND_S,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired as e:
        raise HarnessError(
            f"{' '.join(map(str, command[:3]))} did not end within {LONGEST_COMMAND_S} s"
        ) from e
    if ended.returncode:
        raise HarnessError(
            f"{' '.join(map(str, command[:3]))} failed:\n{ended.stdout.strip()}"
        )
    return ended.stdout
