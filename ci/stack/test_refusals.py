"""flink run with something that is not there: one line that names the setting, an exit code, and nothing runs."""

import re
import subprocess

import pytest
from conftest import PATIENCE_S

from stack import ports
from stack.flink import ask

NOBODY = {
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/none",
    "AWS_SHARED_CREDENTIALS_FILE": "/none",
}


def without_keys(environment: dict[str, str]) -> dict[str, str]:
    """Not those of who runs the tests; what is needed is told by settings, or by NOBODY."""
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith("AWS_") or name in NOBODY
    }


def jobs(stack) -> dict[str, str]:
    """id -> state, of all that the cluster knows."""
    found = ask(stack.status["flink_url"] + "/jobs")["jobs"]
    return {job["id"]: job["status"] for job in found}


def refused(stack, arguments, environment=None) -> list[str]:
    """What a submission tells on lines of its own; it has failed, and left the cluster as it was."""
    flink = f"{stack.status['flink']['home']}/bin/flink"
    before = jobs(stack)
    ended = subprocess.run(
        [flink, "run", "--detached", stack.status["jar"], *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_S,
        env=without_keys(stack.environment(environment)),
    )
    assert ended.returncode != 0, ended.stdout
    assert "JobID" not in ended.stdout
    assert jobs(stack) == before
    told = re.findall(r"(?m)^radstream: (.*)$", ended.stdout)
    assert told, ended.stdout
    return told


def arguments(settings: dict[str, str]) -> list[str]:
    return [part for key, value in settings.items() for part in (f"--{key}", value)]


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        (
            {"source.stream": "no-such-stream"},
            "source.stream: expected a stream that exists, came stream no-such-stream in us-east-1",
        ),
        (
            {"s3.images-bucket": "no-such-images"},
            "s3.images-bucket: expected a bucket that exists, came no-such-images",
        ),
        (
            {"s3.results-bucket": "no-such-results"},
            "s3.results-bucket: expected a bucket that exists, came no-such-results",
        ),
        (
            {"tables.warehouse": "s3://no-such-tables/warehouse"},
            "tables.warehouse: expected a bucket that exists, came no-such-tables",
        ),
        (
            {"tables.catalog": "jdbc", "tables.url": "jdbc:sqlite:/no/such/catalog.db"},
            "tables.url: expected a catalog that can be used, came the database jdbc:sqlite:/no/such/catalog.db",
        ),
        (
            {"models.detector": "no_such_detector"},
            "models.detector: expected a model that exists at 127.0.0.1",
        ),
        (
            {"phi.key": "secretsmanager:no-such-secret"},
            "phi.key: pseudonym key in secret no-such-secret: expected the secret no-such-secret, came none",
        ),
    ],
    ids=lambda case: next(iter(case)) if isinstance(case, dict) else "",
)
def test_what_does_not_exist_is_told_in_one_line(stack, wrong, line):
    told = refused(stack, arguments(stack.status["job"]["settings"] | wrong))

    assert len(told) == 1, told
    assert told[0].startswith(line)


def test_a_catalog_that_nobody_serves(stack):
    nowhere = f"http://{ports.HOST}:{ports.free(1)[0]}"
    wrong = {"tables.glue-endpoint": nowhere}

    told = refused(stack, arguments(stack.status["job"]["settings"] | wrong))

    assert len(told) == 1, told
    assert told[0].startswith(
        f"tables.glue-endpoint: expected a catalog that can be used, came Glue at {nowhere}"
    )


def test_missing_credentials_are_told_of_each_service(stack):
    settings = dict(stack.status["job"]["settings"])
    del settings["aws.credentials"]

    told = refused(stack, arguments(settings), NOBODY)

    assert len(told) == 4, told
    assert all(line.startswith("aws.credentials: ") for line in told)
    for service in ("stream", "S3", "catalog", "pseudonym key"):
        assert any(service in line for line in told), service


def test_a_file_of_settings_that_is_none(stack, tmp_path):
    file = tmp_path / "application-properties.json"
    file.write_text('{"source.stream": "radstream-events"}')

    told = refused(stack, ["--properties", file])

    assert len(told) == 1, told
    assert told[0].startswith(f"{file}: expected property groups such as [")
