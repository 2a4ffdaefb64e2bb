"""What a stack is made of, each for itself: its folder, its processes, its model server, its configuration."""

import argparse
import json
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import psutil
import pytest

from stack import cloud, commands, flink, jar, ports, processes, revival, triton
from stack.errors import StackError, UsageError
from stack.folder import Folder
from stack.repository import FLINK_CONFIGURATION, ROOT

FOR_EVER = "import signal, time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


@pytest.fixture
def folder(tmp_path):
    """Of a stack that has begun; whatever its test starts ends with it."""
    folder = Folder(tmp_path / "stack")
    folder.begin()
    yield folder
    for process in processes.of(folder):
        process.kill()


def python(folder, name, program):
    return processes.start(folder, name, [sys.executable, "-c", program])


def test_somebody_elses_folder_is_refused_and_never_deleted(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else"):
        Folder(tmp_path).begin()
    Folder(tmp_path).delete()
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path):
    folder = Folder(tmp_path)
    folder.begin()
    assert folder.read() == {"state": "starting"}


def test_the_folder_of_a_stack_that_was_kept_is_taken_again(folder):
    folder.log("old").write_text("of before")
    folder.begin()
    assert folder.read() == {"state": "starting"}
    assert not folder.log("old").exists()


def test_one_command_at_a_time(folder):
    with folder.locked(), pytest.raises(UsageError, match="at work"), folder.locked():
        pass
    with folder.locked():
        pass


def test_finds_processes_that_nobody_recorded_and_their_children(folder):
    parent = python(
        folder,
        "parent",
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {FOR_EVER!r}])",
    )
    parent.wait_until(lambda: len(processes.of(folder)) == 2, 30)
    bystander = subprocess.Popen([sys.executable, "-c", FOR_EVER])
    try:
        processes.stop_all(folder, at_once=set())
        assert processes.of(folder) == []
        assert bystander.poll() is None, "somebody else's process is left alone"
    finally:
        bystander.kill()
        bystander.wait()


def test_finds_a_process_that_is_just_becoming_another_program(folder):
    again = "import os, sys; os.execv(sys.executable, sys.orig_argv)"
    process = processes.start(folder, "again", [sys.executable, "-S", "-c", again])
    try:
        looks = [processes.of(folder) for _ in range(300)]
    finally:
        processes.stop_all(folder, at_once=set())
    assert [[one.pid for one in look] for look in looks] == [[process.pid]] * len(looks)


def test_a_process_that_heeds_nothing_is_ended_by_force(folder, monkeypatch):
    monkeypatch.setattr(processes, "GRACE_S", 1)
    deaf = python(folder, "deaf", STUBBORN)
    deaf.wait_until(lambda: "deaf" in deaf.printed(), 30)
    processes.stop_all(folder, at_once=set())
    assert not psutil.pid_exists(deaf.pid) or processes.of(folder) == []


def test_tells_the_end_of_the_log_of_what_does_not_start(folder):
    failing = python(folder, "failing", "raise SystemExit('no such model')")
    with pytest.raises(StackError, match="no such model"):
        failing.wait_until(lambda: False, 30)
    slow = python(folder, "slow", FOR_EVER)
    with pytest.raises(StackError, match="not ready within 0 s"):
        slow.wait_until(lambda: False, 0.2)


@pytest.fixture
def broken(folder):
    """A stack of which one process runs and another has ended, and whose job does not run again."""
    bystander = python(folder, "zookeeper", FOR_EVER)
    relay = python(folder, "relay", FOR_EVER)
    record = {
        "state": "up",
        "flink_url": f"http://{ports.HOST}:{ports.free(1)[0]}",
        "job": {"id": "0"},
        "pids": {},
        "started": {},
    }
    cloud.record(record, "zookeeper", bystander)
    cloud.record(record, "relay", relay)
    relay.stop()
    folder.write(record)
    return folder, bystander.pid, relay.pid


def test_a_revival_that_fails_ends_what_it_started_and_nothing_else(
    broken, monkeypatch
):
    folder, bystander, ended = broken
    monkeypatch.setattr(revival, "LONGEST_REVIVAL_S", 0)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    with pytest.raises(StackError, match="did not come up again"):
        commands.up(folder, argparse.Namespace(models="auto"))
    assert folder.read()["pids"]["relay"] != ended
    assert [process.pid for process in processes.of(folder)] == [bystander]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_revival_that_is_ended_takes_what_it_started_along(broken, end):
    folder, bystander, ended = broken
    up = subprocess.Popen(
        [sys.executable, "-m", "stack", "up", "--out", folder.path],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while folder.read()["pids"]["relay"] == ended:
        assert time.monotonic() < deadline, "the relay was not started again"
        time.sleep(processes.POLL_S)
    up.send_signal(end)
    _, said = up.communicate(timeout=60)
    assert up.returncode == 1
    assert "Traceback" not in said
    assert said.count("\n") == (1 if end == signal.SIGINT else 0)
    assert [process.pid for process in processes.of(folder)] == [bystander]


def test_ports_are_free_and_different():
    found = ports.free(20)
    assert len(set(found)) == 20
    assert not any(ports.answers(port) for port in found)


@pytest.mark.parametrize(
    ("system", "machine"),
    [("darwin", "arm64"), ("darwin", "x86_64"), ("linux", "aarch64")],
)
def test_knows_where_triton_has_no_package(monkeypatch, system, machine):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert f"{system} on {machine}" in triton.why_not()


def test_the_embedded_server_stands_in_for_a_triton_that_does_not_come_up_and_it_says_so(
    folder, monkeypatch
):
    def broken(folder):
        raise StackError("its library is missing")

    monkeypatch.setattr(triton, "start", broken)
    said = []
    endpoints = cloud.Bringing(folder, said.append)._models("auto")

    assert endpoints.server == "embedded"
    assert ports.answers(int(endpoints.grpc.rpartition(":")[2]))
    assert any("embedded" in line and "library is missing" in line for line in said)
    assert "models" in folder.read()["pids"]
    processes.stop_all(folder, at_once=set())

    with pytest.raises(StackError, match="library is missing"):
        cloud.Bringing(folder, said.append)._models("triton")


def test_cleans_the_memory_of_its_own_triton_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(triton, "SHARED_MEMORY", tmp_path)
    names = ("stack", "stack2", "stack/2", "stack_2", "stack-")
    own, *others = (Folder(Path("/out") / name) for name in names)
    for folder in (own, *others):
        (tmp_path / f"{triton._region(folder)}0a1b").touch()

    triton.clean(own)

    left = {region.name for region in tmp_path.iterdir()}
    assert left == {f"{triton._region(folder)}0a1b" for folder in others}


def test_takes_the_shipped_configuration_of_flink():
    settings = flink.shipped(FLINK_CONFIGURATION.read_text())
    assert settings["state.backend.type"] == "rocksdb"
    assert settings["execution.checkpointing.interval"] == "60 s"
    assert len(settings) > 20


def test_a_jar_without_the_job_is_none(tmp_path):
    path = tmp_path / "job.jar"
    assert not jar.is_whole(path)
    path.write_bytes(b"half")
    assert not jar.is_whole(path)
    with zipfile.ZipFile(path, "w") as content:
        content.writestr("META-INF/MANIFEST.MF", "")
    assert not jar.is_whole(path)


def test_the_record_is_json_for_anybody(folder):
    python(folder, "one", FOR_EVER)
    json.loads((folder.path / "stack.json").read_text())


def test_a_task_manager_has_room_outside_of_the_heap_for_all_that_is_in_flight():
    page = (ROOT / "docs" / "configuration.md").read_text()
    (studies,) = re.findall(
        r"`pipeline\.studies-in-flight` \| `(\d+)` .* about (\d+) MB", page
    )
    in_flight, megabytes = map(int, studies)
    assert flink.SLOTS * in_flight * megabytes <= flink.TASK_OFF_HEAP_MB
