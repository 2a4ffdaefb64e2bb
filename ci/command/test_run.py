"""`radstream run` on a folder: once, continuously, stopped, killed, resumed, and asked for nonsense."""

import json
import re
import shutil
import socket
import subprocess

import pytest
from conftest import ROOT, query, results, run, study, summary, until


def three_studies(folder, radiograph):
    for number in range(3):
        study(folder, f"study-{number}", radiograph)
    return folder


@pytest.fixture
def images(tmp_path, radiograph):
    return three_studies(tmp_path / "images", radiograph)


@pytest.fixture(scope="module")
def finished(tmp_path_factory, radiograph):
    """The images and the --out of a run that has finished; its tests leave both as they are."""
    folder = tmp_path_factory.mktemp("finished")
    images, out = three_studies(folder / "images", radiograph), folder / "out"
    run("run", "--images", images, "--out", out, "--once", "--resume")
    return images, out


def test_resume_with_nothing_to_resume_starts(finished):
    _, out = finished
    assert len(results(out)) == 3
    assert summary(out)["studies"] == summary(out)["results"] == 3
    assert summary(out)["rejects"] == {}


def test_resumed_after_its_end_it_adds_nothing(finished):
    images, out = finished
    first = summary(out)

    printed = run("run", "--images", images, "--out", out, "--once", "--resume")

    assert "finished already" in printed
    assert query(out, "SELECT count(*) AS n FROM inference_results")[0]["n"] == 3
    assert summary(out) == first

    run("tables", "create", "--out", out)
    printed = run("maintain", "--out", out)
    assert re.search(r"^inference_results: data files", printed, re.MULTILINE)
    assert query(out, "SELECT count(*) AS n FROM inference_results")[0]["n"] == 3


def test_sees_new_and_overwritten_files_and_stops_in_order(
    radstream, images, tmp_path, radiograph
):
    out = tmp_path / "out"
    running = radstream("run", "--images", images, "--out", out)
    until(lambda: len(results(out)) == 3, "the first results")

    study(images, "late", radiograph, body_part="CHEST")
    until(lambda: "late" in results(out), "the new study's result")
    sidecar = images / "late" / "late.json"
    corrected = json.loads(sidecar.read_text()) | {"body_part": "THORAX"}
    sidecar.write_text(json.dumps(corrected))
    until(
        lambda: results(out)["late"]["metadata"]["body_part"] == "THORAX",
        "the corrected study's result",
    )

    assert running.interrupt() == 0
    assert "--resume" in running.printed()
    assert summary(out)["results"] == 5

    study(images, "later", radiograph)
    run("run", "--images", images, "--out", out, "--once", "--resume")
    assert summary(out)["results"] == 6
    assert set(results(out)) == {"study-0", "study-1", "study-2", "late", "later"}


def test_goes_on_after_a_kill(radstream, images, tmp_path, radiograph):
    out = tmp_path / "out"
    for number in range(3, 40):
        study(images, f"study-{number}", radiograph)
    command = ["run", "--images", images, "--out", out, "--once"]
    first = radstream(*command, "--rate", 8)
    until(lambda: list(out.glob("checkpoints/*/chk-*/_metadata")), "a checkpoint")
    first.kill()

    printed = run(*command, "--resume")

    assert "going on from checkpoint" in printed
    rows = query(out, "SELECT study_id FROM inference_results ORDER BY study_id")
    assert [row["study_id"] for row in rows] == sorted(
        f"study-{number}" for number in range(40)
    )


def test_waits_for_models_that_are_away_and_says_so(radstream, images, tmp_path):
    out = tmp_path / "out"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    target = f"127.0.0.1:{port}"
    running = radstream(
        "run", "--images", images, "--out", out, "--once", "--models", target
    )
    until(lambda: "is away" in running.printed(), "the word that the models are away")

    models = radstream("models", "--port", port)
    until(lambda: "serving" in models.printed(), "the models")

    assert running.wait() == 0
    assert summary(out)["rejects"] == {}
    assert len(results(out)) == 3


def test_loses_nothing_when_the_models_are_killed(
    radstream, images, tmp_path, radiograph
):
    out = tmp_path / "out"
    for number in range(3, 60):
        study(images, f"study-{number}", radiograph)
    models = radstream("models", "--port", 0)
    printed = until(
        lambda: re.search(r"127\.0\.0\.1:(\d+)", models.printed()), "the models"
    )
    port = printed[1]
    running = radstream(
        "run",
        *("--images", images, "--out", out, "--once"),
        *("--models", f"127.0.0.1:{port}", "--rate", 10),
    )
    until(lambda: len(results(out)) > 5, "the first results")
    models.kill()
    until(lambda: "is away" in running.printed(), "the word that the models are away")
    radstream("models", "--port", port)

    assert running.wait() == 0
    assert summary(out)["rejects"] == {}
    assert len(results(out)) == 60


def test_a_heap_of_1_gb_is_enough_for_large_images(tmp_path):
    images, out = tmp_path / "images", tmp_path / "out"
    run("phantoms", "--out", images, "--count", 12, "--size", 4096)
    run(
        *("run", "--images", images, "--out", out, "--once"),
        environment={"RADSTREAM_HEAP": "1g"},
    )
    found = results(out)
    assert len(found) == 12
    assert {max(d["image"]["width"], d["image"]["height"]) for d in found.values()} == {
        4096
    }


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run"], "--images"),
        (["run", "--images", "nowhere", "--out", "x"], "does not exist"),
        (["run", "--images", "README.md", "--out", "x"], "is a file"),
        (["run", "--images", ".", "--out", "out/x"], "outside of --images"),
        (["run", "--images", "ci", "--out", "x", "--models", "nonsense"], "HOST:PORT"),
        (["run", "--images", "ci", "--out", "x", "--orphan-patience", "a"], "duration"),
        (["run", "--images", "ci", "--out", "x", "--models", "h:70000"], "65535"),
        (["run", "--images", "ci", "--out", "x", "--rate", "-1"], "--rate"),
        (["run", "--images", "ci", "--out", "x", "--rate", "0"], "--rate"),
        (["run", "--images", "ci", "--out", "x", "--rate", "NaN"], "--rate"),
        (["models", "--port", "70000"], "--port"),
        (["models", "--port", "-1"], "--port"),
        (["query", "--out", "ci", "SELECT 1"], "none has begun"),
        (["report", "--out", "ci"], "none has begun"),
        (["phantoms", "--out", "x", "--count", "0"], "--count"),
        (["demo", "--out", "x", "--phantoms=-1"], "expected 0 or more, came -1"),
        (["demo", "--out", "x", "--phantoms", "many"], "'many'"),
        (["run", "--images", "ci", "--out", "x", "--onec"], "--once"),
        (["models", "--port", "0", "--repository", "ci"], "expected"),
        (["fly"], "fly"),
    ],
)
def test_says_what_is_wrong_in_a_line(arguments, says):
    ended = subprocess.run(
        [ROOT / "radstream", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode != 0
    assert says in ended.stderr
    assert ended.stderr.startswith("radstream: ")
    assert "\tat " not in ended.stderr, "no stack trace"
    assert "Usage: " not in ended.stderr, "not all options"
    assert not (ROOT / "x").exists()


def test_says_that_a_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        printed = run("models", "--port", port, code=1)
    assert f"127.0.0.1:{port} to be a free address" in printed
    assert "\tat " not in printed


def test_says_that_others_can_read_the_key(images, tmp_path):
    key = tmp_path / "out.pseudonym-key"
    key.write_text("c2VjcmV0\n")
    key.chmod(0o644)
    printed = run("run", "--images", images, "--out", tmp_path / "out", code=1)
    assert "chmod 600" in printed
    assert "\tat " not in printed


def test_refuses_a_used_folder(finished, tmp_path):
    images, out = finished
    printed = run("run", "--images", images, "--out", out, "--once", code=2)
    assert "a run has begun before; add --resume" in printed
    assert "models:" not in printed, "refused before anything starts"
    other = tmp_path / "other"
    shutil.copytree(images, other)
    printed = run("run", "--images", other, "--out", out, "--resume", code=2)
    assert "--images" in printed


def test_refuses_sql_that_is_none(finished):
    _, out = finished
    printed = run("query", "--out", out, "SELECT nothing FROM nowhere", code=2)
    assert "nowhere" in printed
    printed = run("query", "--out", out, "SELECT nothing FROM rejects", code=2)
    assert printed.startswith("radstream: SQL: Binder Error: ")
    assert '"nothing"' in printed
    printed = run("query", "--out", out, "drop table rejects", code=2)
    assert "read only; came DROP" in printed
    assert "rejects" in run("query", "--out", out), "the tables"


def test_who_asks_for_nothing_is_shown_what_there_is():
    assert run(code=2).startswith("Usage: radstream")


@pytest.mark.parametrize(
    "command", ["", "demo", "run", "query", "report", "models", "phantoms", "version"]
)
def test_explains_itself(command):
    printed = run(*filter(None, [command]), "--help")
    assert printed.startswith(f"Usage: radstream {command}".rstrip())
