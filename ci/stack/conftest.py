"""One stack for all checks of it; and ./radstream stack as a person runs it."""

import json
import os
import re
import subprocess
import time
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

from stack import processes
from stack.folder import Folder

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 600
SIDECAR = {"view": "PA", "timestamp": "2026-01-02T03:04:05Z"}


def run(*arguments, code=0, environment=None) -> str:
    """What ./radstream stack prints, once it has ended as expected."""
    ended = subprocess.run(
        [ROOT / "radstream", "stack", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env={**os.environ, **(environment or {})},
    )
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout + (ended.stderr if code else "")


def until(condition, what: str):
    """What the condition answers once it is true; fails where it does not become so."""
    deadline = time.monotonic() + PATIENCE_S
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen in {PATIENCE_S} s"
        time.sleep(0.2)
    return answer


def assert_nothing_is_left(out: Path):
    assert processes.of(Folder(out)) == []
    assert not out.exists()
    assert list(out.parent.iterdir()) == []
    shared = Path("/dev/shm")
    # Not the name of its folder alone, which a stack of other tests at the same time has too.
    name = re.sub(r"\W", "_", str(out))[-40:]
    assert not (shared.is_dir() and list(shared.glob(f"*{name}*")))


class Stack:
    """One that is up, and a client of its S3."""

    def __init__(self, out: Path):
        self.out = out
        self.status = json.loads(run("status", "--out", out, "--json"))
        self.s3 = boto3.client(
            "s3",
            endpoint_url=self.status["s3_endpoint"],
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(s3={"addressing_style": "path"}),
        )

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        """For Flink's own scripts and the job's jar; what they leave behind is the stack's."""
        own = self.status["started"]["jobmanager"]["environment"]
        return {**os.environ, **own, **(more or {})}

    def put(self, name: str, content: bytes):
        key = f"images/{name}"
        bucket = self.status["buckets"]["images"]
        self.s3.put_object(Bucket=bucket, Key=key, Body=content)

    def land(self, study: str, image: bytes, **fields):
        self.put(f"{study}/{study}.jpeg", image)
        sidecar = {"study_id": study, **SIDECAR, **fields}
        self.put(f"{study}/{study}.json", json.dumps(sidecar).encode())

    def results(self) -> dict[str, dict]:
        """study_id -> result document."""
        bucket = self.status["buckets"]["results"]
        listed = self.s3.list_objects_v2(Bucket=bucket, Prefix="results/")
        found = {}
        for entry in listed.get("Contents", []):
            content = self.s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
            document = json.loads(content)
            found[document["study_id"]] = document
        return found

    def query(self, sql: str) -> list[dict]:
        return json.loads(run("query", "--out", self.out, "--json", sql))

    def ends(self) -> dict[str, list[str]]:
        """study_id -> how each of its versions ended: result, or the code of its reject."""
        found = {}
        for row in self.query(
            "SELECT study_id, 'result' AS ended FROM inference_results"
            " UNION ALL SELECT study_id, code FROM rejects ORDER BY ALL"
        ):
            found.setdefault(row["study_id"], []).append(row["ended"])
        return found


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    out = tmp_path_factory.mktemp("cloud") / "stack"
    run("up", "--out", out, "--java", "11")
    yield Stack(out)
    run("down", "--out", out)
    assert_nothing_is_left(out)
