"""The tables made and maintained from the job's jar, as a person of a cluster does it."""

import datetime
import json
import os
import subprocess

import pytest
from conftest import PATIENCE_S, ROOT, until

MAIN = "io.radstream.job.RadStreamTables"


@pytest.fixture
def properties(stack, tmp_path):
    """The job's own settings as a file of property groups."""
    groups = {}
    for key, value in stack.status["job"]["settings"].items():
        group, name = key.split(".", 1)
        groups.setdefault(group, {})[name] = value
    file = tmp_path / "application-properties.json"
    file.write_text(
        json.dumps(
            [
                {"PropertyGroupId": group, "PropertyMap": properties}
                for group, properties in groups.items()
            ]
        )
    )
    return file


def by_java(stack) -> list[str]:
    java = os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "java")
    classes = f"{stack.status['jar']}:{stack.status['flink']['home']}/lib/*"
    return [java if os.path.exists(java) else "java", "-cp", classes, MAIN]


def by_flink(stack) -> list[str]:
    flink = f"{stack.status['flink']['home']}/bin/flink"
    return [flink, "run", "-c", MAIN, stack.status["jar"]]


def ran(stack, command, code=0) -> subprocess.CompletedProcess:
    ended = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=stack.environment(),
    )
    assert ended.returncode == code, ended.stdout + ended.stderr
    return ended


@pytest.mark.parametrize("how", [by_java, by_flink])
def test_the_jar_makes_and_maintains_the_tables_beside_the_job(stack, properties, how):
    study = f"maintained-{how.__name__}"
    image = sorted((ROOT / "samples").glob("*.jpeg"))[0].read_bytes()
    stack.land(study, image)
    before = until(lambda: study in (found := stack.ends()) and found, "its row")
    created = ran(stack, [*how(stack), "create", "--properties", properties])
    assert "the tables of radstream_analytics in Glue at http" in created.stdout

    now = datetime.datetime.now(datetime.UTC)
    since = f"--maintain.restorable-since={now:%Y-%m-%dT%H:%M:%SZ}"
    maintained = ran(
        stack, [*how(stack), "maintain", "--properties", properties, since]
    )

    tables = [line for line in maintained.stdout.splitlines() if "expired" in line]
    assert len(tables) == 4, maintained.stdout
    assert stack.ends() == before, "no row is lost, none doubled"
    stack.land(f"{study}-after", image)
    until(lambda: f"{study}-after" in stack.ends(), "a row of the job's after it")


@pytest.mark.parametrize("how", [by_java, by_flink])
def test_a_catalog_that_is_not_there_is_told_in_one_line(stack, properties, how):
    wrong = ["--tables.catalog", "jdbc", "--tables.url", "jdbc:sqlite:/no/such/file.db"]

    ended = ran(
        stack, [*how(stack), "create", "--properties", properties, *wrong], code=1
    )

    told = [
        line for line in ended.stderr.splitlines() if line.startswith("radstream: ")
    ]
    assert len(told) == 1, ended.stderr
    assert told[0].startswith(
        "radstream: tables.url: expected a catalog that can be used, came the database"
    )
