"""A Flink cluster of one job manager and two task managers, highly available by a ZooKeeper, and the job on it."""

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

from stack import aws, ports, processes
from stack.errors import StackError
from stack.folder import Folder
from stack.repository import FLINK_CONFIGURATION, installed

TASK_MANAGERS = 2
# Room for the whole job on one, so that it goes on where the other is killed.
SLOTS = 2
PARALLELISM = 2
# gRPC's buffers are outside of the heap: tensors of 5 MB for each study in flight, 16 of them a slot; and S3's.
TASK_OFF_HEAP_MB = 256
LONGEST_START_S = 120
LONGEST_SUBMISSION_S = 180


class Cluster:
    """One cluster: its distribution, its folder, its address; on a Java of its own, where it is given one."""

    def __init__(self, folder: Folder, s3_endpoint: str, java_home: Path | None = None):
        self.home = installed("flink")
        self.conf = folder.sub("flink", "conf")
        self._folder = folder
        self._java = {"JAVA_HOME": str(java_home)} if java_home else {}
        rest, rpc, blobs, self._zookeeper = ports.free(4)
        self.url = f"http://{ports.HOST}:{rest}"
        for file in (self.home / "conf").glob("log4j*.properties"):
            shutil.copy(file, self.conf)
        modules = opened_modules((self.home / "conf" / "config.yaml").read_text())
        settings = {
            **without_reporters(shipped(FLINK_CONFIGURATION.read_text())),
            **self._own(s3_endpoint, rest, rpc, blobs),
            "env.java.opts.all": f"{modules} -Djava.io.tmpdir={folder.temporary()}",
        }
        (self.conf / "zoo.cfg").write_text(
            f"dataDir={folder.sub('flink', 'zookeeper')}\nclientPort={self._zookeeper}\n"
            f"clientPortAddress={ports.HOST}\ntickTime=2000\nadmin.enableServer=false\n"
        )
        text = "".join(
            f"{key}: {json.dumps(str(value))}\n" for key, value in settings.items()
        )
        (self.conf / "config.yaml").write_text(text)

    def _own(self, s3_endpoint: str, rest: int, rpc: int, blobs: int) -> dict:
        """What differs from the cluster of docs/packaging.md: where, how large, how often."""
        return {
            "jobmanager.rpc.address": ports.HOST,
            "jobmanager.bind-host": ports.HOST,
            "jobmanager.rpc.port": rpc,
            "jobmanager.memory.process.size": "1024m",
            # A job manager that was killed and is started again goes on with the job.
            "high-availability.type": "zookeeper",
            "high-availability.zookeeper.quorum": f"{ports.HOST}:{self._zookeeper}",
            "high-availability.storageDir": self._folder.sub("flink", "ha").as_uri(),
            "high-availability.jobmanager.port": rpc,
            "blob.server.port": blobs,
            "rest.address": ports.HOST,
            "rest.bind-address": ports.HOST,
            "rest.port": rest,
            "taskmanager.host": ports.HOST,
            "taskmanager.bind-host": ports.HOST,
            "taskmanager.memory.process.size": "2304m",
            # The job's classes are 130 MB, and stay after it was submitted again or its job manager was killed.
            "taskmanager.memory.jvm-metaspace.size": "512m",
            "taskmanager.memory.task.off-heap.size": f"{TASK_OFF_HEAP_MB}m",
            "taskmanager.memory.managed.fraction": 0.2,
            "taskmanager.numberOfTaskSlots": SLOTS,
            "taskmanager.load-balance.mode": "SLOTS",
            "parallelism.default": PARALLELISM,
            "io.tmp.dirs": self._folder.sub("flink", "tmp"),
            "execution.checkpointing.interval": "10 s",
            "execution.checkpointing.min-pause": "2 s",
            "execution.checkpointing.dir": self._folder.sub(
                "flink", "checkpoints"
            ).as_uri(),
            "execution.checkpointing.savepoint-dir": self._folder.sub(
                "flink", "savepoints"
            ).as_uri(),
            "state.backend.rocksdb.log.dir": self._folder.sub("logs", "rocksdb"),
            "s3.endpoint": s3_endpoint,
            "s3.path.style.access": "true",
            "s3.access-key": aws.KEY["aws_access_key_id"],
            "s3.secret-key": aws.KEY["aws_secret_access_key"],
        }

    def environment(self) -> dict[str, str]:
        """For Flink's own scripts, such as bin/flink."""
        return {
            **self._java,
            "FLINK_CONF_DIR": str(self.conf),
            "FLINK_IDENT_STRING": "stack",
            "FLINK_LOG_DIR": str(self._folder.sub("logs")),
            "FLINK_PID_DIR": str(self._folder.sub("flink", "pids")),
        }

    def start_zookeeper(self) -> processes.Started:
        arguments = ["--zkConfigFile", self.conf / "zoo.cfg", "--peerId", "1"]
        command = [self.home / "bin" / "flink-console.sh", "zookeeper", *arguments]
        heap = {"JVM_ARGS": "-Xmx64m -Dzookeeper.jmx.log4j.disable=true"}
        server = processes.start(
            self._folder, "zookeeper", command, {**self.environment(), **heap}
        )
        server.wait_until(lambda: ports.answers(self._zookeeper), LONGEST_START_S)
        return server

    def start_job_manager(self) -> processes.Started:
        return self._start("jobmanager", "jobmanager.sh", [])

    def start_task_manager(self, number: int) -> processes.Started:
        name = f"taskmanager-{number}"
        return self._start(
            name, "taskmanager.sh", ["-D", f"taskmanager.resource-id={name}"]
        )

    def wait(self, started: list[processes.Started]):
        """Until all task managers have registered."""
        for server in started:
            server.wait_until(
                lambda: (
                    len(self.ask("/taskmanagers").get("taskmanagers", []))
                    == TASK_MANAGERS
                ),
                LONGEST_START_S,
            )

    def submit(self, jar: Path, settings: dict[str, str]) -> str:
        """Submits the job as a person would, and returns its id once it has been taken."""
        arguments = [
            part for key, value in settings.items() for part in (f"--{key}", value)
        ]
        command = [self.home / "bin" / "flink", "run", "--detached", jar, *arguments]
        try:
            ended = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=LONGEST_SUBMISSION_S,
                env={
                    **os.environ,
                    **self.environment(),
                    **processes.mark(self._folder),
                },
            )
        except subprocess.TimeoutExpired as e:
            raise StackError(
                f"flink run did not end within {LONGEST_SUBMISSION_S} s"
            ) from e
        self._folder.log("flink-run").write_text(ended.stdout)
        job = re.search(r"JobID ([0-9a-f]{32})", ended.stdout)
        if ended.returncode or not job:
            raise StackError(f"flink run failed:\n{ended.stdout.strip()}")
        return job[1]

    def runs(self, job: str) -> bool:
        """Whether every part of it does."""
        vertices = self.ask(f"/jobs/{job}").get("vertices", [])
        return bool(vertices) and all(
            vertex["status"] == "RUNNING" for vertex in vertices
        )

    def ask(self, path: str) -> dict:
        return ask(self.url + path)

    def _start(self, name: str, script: str, arguments: list[str]) -> processes.Started:
        command = [self.home / "bin" / script, "start-foreground", *arguments]
        return processes.start(self._folder, name, command, self.environment())


def ask(url: str) -> dict:
    """What Flink answers; nothing where it does not."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return json.load(answer)
    except (urllib.error.URLError, OSError, json.JSONDecodeError):
        return {}


def shipped(text: str) -> dict[str, str]:
    """The settings of a config.yaml with flat keys, one a line."""
    pairs = re.findall(r"(?m)^([a-z][A-Za-z0-9.-]*):[ ]*(.*?)[ ]*$", text)
    return {key: value.strip("\"'") for key, value in pairs}


def without_reporters(settings: dict[str, str]) -> dict[str, str]:
    """Without those of metrics: their servers take no address, and would listen to the whole network."""
    return {
        key: value for key, value in settings.items() if "metrics.reporter" not in key
    }


def opened_modules(text: str) -> str:
    """What Flink's own config.yaml opens of the JDK, without which it does not run on 17."""
    found = re.search(r"(?m)^\s+all: (--add-exports.*)$", text)
    if not found:
        raise StackError(
            "expected Flink's config.yaml to hold env.java.opts.all, came none"
        )
    return found[1].strip()
