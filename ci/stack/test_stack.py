"""./radstream stack as a person has it: up, a study put into the bucket, its result, down, and nothing left."""

import gzip
import json
import os
import signal
import socket
import subprocess
from pathlib import Path

import psutil
import pytest
from conftest import PATIENCE_S, ROOT, SIDECAR, assert_nothing_is_left, run, until

from stack import flink, ports, processes
from stack.folder import Folder
from stack.repository import java_eleven

TABLES = ("inference_results", "rejects", "telemetry_events", "latency_windows")


def listening(out: Path) -> set[tuple[str, int]]:
    """Where the stack's processes listen."""
    return {
        (connection.laddr.ip, connection.laddr.port)
        for process in processes.of(Folder(out))
        for connection in process.net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN
    }


@pytest.fixture
def out(tmp_path):
    """A stack's folder; whatever its test starts ends with it."""
    out = tmp_path / "stack"
    yield out
    run("down", "--out", out)


def test_tells_where_everything_is(stack):
    status = stack.status
    assert status["state"] == "up"
    for key in ("flink_url", "kinesis_endpoint", "s3_endpoint"):
        assert status[key].startswith("http://127.0.0.1:")
    assert status["stream"]
    assert {"images", "results"} <= set(status["buckets"])
    assert status["catalog"]["type"] == "glue"
    assert {"grpc", "http", "metrics"} <= set(status["triton"])
    assert all(psutil.pid_exists(pid) for pid in status["pids"].values())
    assert {"jobmanager", "taskmanager-1", "taskmanager-2"} <= set(status["pids"])
    printed = run("status", "--out", stack.out)
    assert all(name in printed for name in status["pids"])


def test_flink_runs_on_java_11_as_managed_flink_does(stack):
    eleven = java_eleven().resolve()
    for name in ("jobmanager", "taskmanager-1", "taskmanager-2"):
        runs = Path(psutil.Process(stack.status["pids"][name]).exe())
        assert eleven in runs.parents, f"{name} runs on {runs}"
    jvm = flink.ask(f"{stack.status['flink_url']}/jobmanager/environment")["jvm"]
    assert "11.0" in jvm["version"]


@pytest.mark.skipif(
    (os.uname().sysname, os.uname().machine) != ("Linux", "x86_64"),
    reason="Triton's package is for Linux on x86-64 alone",
)
def test_the_models_are_served_by_a_real_triton(stack):
    assert stack.status["triton"]["server"] == "triton"


def test_an_object_in_the_bucket_is_all_it_takes(stack):
    samples = sorted((ROOT / "samples").glob("*.jpeg"))
    images = [*samples, samples[0]]
    for number, image in enumerate(images):
        stack.land(f"study-{number}", image.read_bytes(), patient_id="CANARY-1")
    stack.put("broken/broken.jpeg", b"no image")
    stack.put("broken/broken.json", json.dumps({"study_id": "broken"}).encode())
    stack.s3.put_object(Bucket=stack.status["buckets"]["images"], Key="else", Body=b"")
    studies = {f"study-{number}" for number in range(len(images))}

    results = until(
        lambda: set(found := stack.results()) == studies and found, "five results"
    )
    ends = until(
        lambda: len(found := stack.ends()) == len(studies) + 1 and found,
        "a row for each",
    )

    assert ends.pop("broken") == ["sidecar_invalid"]
    assert ends == {study: ["result"] for study in studies}, "each once"
    for document in results.values():
        assert document["image"]["version_id"], "the event's own version was read"
        assert set(document["inference_results"]) == {
            "classifier",
            "detector",
            "encoder",
        }
        assert "CANARY" not in json.dumps(document)


def test_an_overwritten_object_is_a_new_version(stack):
    image = sorted((ROOT / "samples").glob("*.jpeg"))[1].read_bytes()
    stack.land("corrected", image, body_part="CHEST")
    until(lambda: "corrected" in stack.results(), "the first result")
    sidecar = {"study_id": "corrected", **SIDECAR, "body_part": "THORAX"}
    stack.put("corrected/corrected.json", json.dumps(sidecar).encode())

    until(
        lambda: stack.results()["corrected"]["metadata"]["body_part"] == "THORAX",
        "the corrected study's result",
    )


def test_up_starts_again_what_was_killed_and_the_job_goes_on(stack):
    killed = ["jobmanager", "relay", "taskmanager-1"]
    for name in killed:
        os.kill(stack.status["pids"][name], signal.SIGKILL)
    image = sorted((ROOT / "samples").glob("*.jpeg"))[2].read_bytes()
    stack.land("meanwhile", image)
    status = json.loads(run("status", "--out", stack.out, "--json", code=1))
    assert status["state"] == "broken"
    assert status["gone"] == killed

    printed = run("up", "--out", stack.out)

    assert all(f"{name} again" in printed for name in killed)
    before, stack.status = (
        stack.status,
        json.loads(run("status", "--out", stack.out, "--json")),
    )
    assert stack.status["job"]["id"] == before["job"]["id"]
    until(lambda: "meanwhile" in stack.results(), "the result of a study meanwhile")
    ends = until(
        lambda: {"meanwhile", "corrected"} <= set(found := stack.ends()) and found,
        "its row",
    )
    # Read again, both at once, the first version may be overtaken: it ends all the same.
    assert ends.pop("corrected") in (["result"] * 2, ["result", "superseded"])
    ends.pop("broken")
    assert all(ended == ["result"] for ended in ends.values()), ends


def left_behind(stack) -> dict[str, bytes]:
    """What a reader finds in each file of the stack's, in each object that the job has written, unpacked, and in every
    column of each table."""
    files = (path for path in stack.out.rglob("*") if path.is_file())
    found = {
        str(path.relative_to(stack.out)): path.read_bytes()
        for path in files
        if path.suffix not in {".jar", ".onnx"}
    }
    buckets = set(stack.status["buckets"].values())
    for bucket in buckets - {stack.status["buckets"]["images"]}:
        for page in stack.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for key in (entry["Key"] for entry in page.get("Contents", [])):
                content = stack.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
                found[f"{bucket}/{key}"] = (
                    gzip.decompress(content) if key.endswith(".gz") else content
                )
    for table in TABLES:
        rows = stack.query(f"SELECT * FROM {table}")
        found[f"table {table}"] = json.dumps(rows).encode()
    return found


def test_leaves_no_patient_anywhere(stack):
    """What test_an_object_in_the_bucket_is_all_it_takes has landed; in the logs, checkpoints and state of Flink too."""
    found = left_behind(stack)
    assert not [name for name in found if b"CANARY" in found[name]]

    def tell_of(study: bytes) -> str:
        return "\n".join(name for name in found if study in found[name])

    # The same search finds what is there.
    for place in ("results/", "archive/", "table inference_results"):
        assert place in tell_of(b"study-0"), place
    for place in ("rejects/", "table rejects"):
        assert place in tell_of(b"broken"), place
    assert any(name.startswith("flink/checkpoints") for name in found)
    assert any(name.startswith("logs/") for name in found)


def test_everything_is_on_loopback(stack):
    where = listening(stack.out)
    assert len(where) >= len(stack.status["pids"]) - 1, "all but the relay listen"
    assert {address.removeprefix("::ffff:") for address, _ in where} <= {
        "127.0.0.1",
        "::1",
    }


def test_up_twice_is_up_once(stack):
    printed = run("up", "--out", stack.out)
    assert "up already" in printed
    assert stack.status["flink_url"] in printed
    assert json.loads(run("status", "--out", stack.out, "--json")) == stack.status


def test_sql_that_is_none_is_refused_in_a_line(stack):
    printed = run("query", "--out", stack.out, "SELECT x FROM nowhere", code=2)
    assert "nowhere" in printed
    assert "Traceback" not in printed


def begin(out: Path) -> subprocess.Popen:
    """An up whose servers come up; it has some way to go yet."""
    command = [ROOT / "radstream", "stack", "up", "--out", out, "--models", "embedded"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until(
        lambda: "kinesis" in (Folder(out).read() or {}).get("pids", {}),
        "the first servers",
    )
    return process


def test_down_after_an_up_that_was_killed_half_way(out):
    up = begin(out)
    up.kill()
    up.wait()
    where = listening(out)
    assert where, "its servers run on"
    assert "half up" in run("up", "--out", out, code=2)
    assert "starting" in run("status", "--out", out, code=1)

    run("down", "--out", out, "--keep")
    assert processes.of(Folder(out)) == []
    assert (out / "logs" / "aws.log").exists(), "the logs stay where asked"
    run("down", "--out", out)

    assert_nothing_is_left(out)
    assert not any(ports.answers(port) for _, port in where)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_up_that_is_ended_takes_its_servers_along(out, end):
    up = begin(out)
    up.send_signal(end)

    assert up.wait(PATIENCE_S) == 1
    assert processes.of(Folder(out)) == []
    assert json.loads(run("status", "--out", out, "--json", code=1))["state"] == "down"
    assert list((out / "logs").iterdir()), "the logs stay"


def test_an_up_that_fails_says_why_and_takes_its_servers_along(out, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "node").write_text("#!/bin/sh\necho no such engine >&2\nexit 3\n")
    (tools / "node").chmod(0o755)
    path = f"{tools}:{os.environ['PATH']}"

    printed = run("up", "--out", out, code=1, environment={"PATH": path})

    assert "no such engine" in printed
    assert "Traceback" not in printed
    assert processes.of(Folder(out)) == []


def test_nothing_is_up_where_nothing_was_started(tmp_path):
    out = tmp_path / "stack"
    assert "no stack" in run("status", "--out", out, code=1)
    assert "no stack" in run("down", "--out", out)
    assert "no stack" in run("query", "--out", out, "SELECT 1", code=2)
    assert list(tmp_path.iterdir()) == []


def test_somebody_elses_folder_is_refused(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    assert "something else" in run("up", "--out", tmp_path, code=2)
    run("down", "--out", tmp_path)
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_a_port_that_is_taken_is_not_given_away():
    with socket.socket() as taken:
        taken.bind((ports.HOST, ports.RANGE.start))
        assert ports.RANGE.start not in ports.free(len(ports.RANGE) // 2)


@pytest.mark.parametrize("command", ["", "up", "status", "query", "down"])
def test_explains_itself(command):
    printed = run(*filter(None, [command]), "--help")
    assert printed.startswith(f"Usage: radstream stack {command}".rstrip())
