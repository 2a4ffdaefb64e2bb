"""All of it, brought up in the order in which one needs the other; and taken down."""

import sys
import time
from collections.abc import Callable
from dataclasses import asdict

from stack import aws, jar, kinesis, ports, processes, triton
from stack.errors import StackError
from stack.flink import TASK_MANAGERS, Cluster
from stack.folder import Folder
from stack.repository import java_eleven

LONGEST_START_OF_JOB_S = 120


class Bringing:
    """One stack that comes up. Each process is recorded as soon as it is there."""

    def __init__(self, folder: Folder, say: Callable[[str], None]):
        self._folder = folder
        self._say = say
        self._record: dict = {"state": "starting", "pids": {}, "started": {}}

    def up(self, models: str, java: str | None) -> dict:
        """Everything up and the job running; returns the record of it.

        models: triton, embedded, or auto for whichever there is.
        java: 11 for a Flink on Java 11; none for one on the JDK at hand.
        """
        job_jar = jar.built()
        s3, kinesis_endpoint = self._servers()
        cluster = Cluster(self._folder, s3, java_eleven() if java else None)
        flink = self._flink(cluster)
        endpoints = self._models(models)
        cluster.wait(flink)
        self._note(
            flink_url=cluster.url,
            flink={"home": str(cluster.home), "conf": str(cluster.conf)},
            kinesis_endpoint=kinesis_endpoint,
            stream=kinesis.STREAM,
            s3_endpoint=s3,
            region=aws.REGION,
            credentials={
                "access_key_id": aws.KEY["aws_access_key_id"],
                "secret_access_key": aws.KEY["aws_secret_access_key"],
            },
            buckets={
                "images": aws.IMAGES,
                "results": aws.RESULTS,
                "archive": aws.RESULTS,
                "rejects": aws.RESULTS,
                "tables": aws.TABLES,
            },
            catalog={
                "type": "glue",
                "endpoint": s3,
                "database": aws.DATABASE,
                "warehouse": aws.WAREHOUSE,
            },
            triton=asdict(endpoints),
            jar=str(job_jar),
        )
        settings = job_settings(s3, kinesis_endpoint, endpoints.grpc)
        self._submit(cluster, job_jar, settings)
        self._start_relay(s3, kinesis_endpoint)
        self._note(state="up")
        return self._record

    def _servers(self) -> tuple[str, str]:
        self._say(
            "an S3, Glue and Secrets Manager emulator (moto), a Kinesis emulator (kinesis-local)"
        )
        s3_port, kinesis_port = ports.free(2)
        self._take("aws", aws.start(self._folder, s3_port))
        self._take("kinesis", kinesis.start(self._folder, kinesis_port))
        s3, stream = (f"http://{ports.HOST}:{port}" for port in (s3_port, kinesis_port))
        aws.furnish(s3)
        kinesis.make_stream(stream)
        return s3, stream

    def _models(self, wanted: str) -> triton.Endpoints:
        reason = triton.why_not() if wanted != "embedded" else "as asked"
        if not reason:
            try:
                self._say("Triton on the CPU, with the demonstration models")
                server, endpoints = triton.start(self._folder)
                self._take("triton", server)
                return endpoints
            except StackError as e:
                reason = f"it did not come up: {e}"
        if wanted == "triton":
            raise StackError(f"Triton was asked for, and {reason}")
        self._say(f"the embedded model server instead of Triton: {reason}")
        server, endpoints = triton.start_embedded(self._folder)
        self._take("models", server)
        return endpoints

    def _flink(self, cluster: Cluster) -> list[processes.Started]:
        """Not waited for: the models take as long to come up."""
        self._say(f"Flink: a job manager and {TASK_MANAGERS} task managers")
        self._take("zookeeper", cluster.start_zookeeper())
        started = [cluster.start_job_manager()]
        self._take("jobmanager", started[0])
        for number in range(1, TASK_MANAGERS + 1):
            started.append(cluster.start_task_manager(number))
            self._take(f"taskmanager-{number}", started[-1])
        return started

    def _submit(self, cluster: Cluster, job_jar, settings: dict[str, str]):
        self._say("the job, by flink run")
        self._note(job={"settings": settings})
        job = cluster.submit(job_jar, settings)
        self._note(job={"id": job, "settings": settings})
        deadline = time.monotonic() + LONGEST_START_OF_JOB_S
        while not cluster.runs(job):
            if time.monotonic() > deadline:
                raise StackError(
                    f"the job {job} did not run within {LONGEST_START_OF_JOB_S} s;"
                    f" its logs: {self._folder.sub('logs')}"
                )
            time.sleep(processes.POLL_S)

    def _start_relay(self, s3: str, stream: str):
        command = [sys.executable, "-m", "stack.relay", s3, stream]
        self._take("relay", processes.start(self._folder, "relay", command))

    def _take(self, name: str, server: processes.Started):
        record(self._record, name, server)
        self._folder.write(self._record)

    def _note(self, **known):
        self._record.update(known)
        self._folder.write(self._record)


def record(into: dict, name: str, server: processes.Started):
    """Its process, and how it was started, so that it can be again."""
    into["pids"][name] = server.pid
    into["started"][name] = {
        "command": server.command,
        "environment": server.environment,
    }


def job_settings(s3: str, stream: str, models: str) -> dict[str, str]:
    """The job's own settings, as docs/configuration.md has them."""
    return {
        "aws.region": aws.REGION,
        "aws.credentials": "emulator",
        "source.stream": kinesis.STREAM,
        "source.endpoint": stream,
        "source.discovery-interval": "2s",
        "s3.images-bucket": aws.IMAGES,
        "s3.results-bucket": aws.RESULTS,
        "s3.endpoint": s3,
        "s3.path-style": "true",
        "tables.warehouse": aws.WAREHOUSE,
        "tables.glue-endpoint": s3,
        "tables.s3-endpoint": s3,
        "tables.s3-path-style": "true",
        "models.target": models,
        "phi.key": f"secretsmanager:{aws.SECRET}",
        "phi.secrets-endpoint": s3,
        "pipeline.orphan-patience": "1m",
        "arms.deployment": "stack",
    }


def down(folder: Folder, keep: bool):
    """Ends every process of the stack, however far it came, and takes its folder away."""
    record = folder.read() or {}
    # The Kinesis emulator waits for its readers, and has nothing to keep.
    processes.stop_all(folder, at_once={record.get("pids", {}).get("kinesis")} - {None})
    triton.clean(folder)
    if keep:
        folder.write({"state": "down"})
    else:
        folder.delete()
