"""The container of the job. It is not built here: there is no container engine."""

import re
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

import manifests
import pytest

DOCKERFILE = manifests.ROOT / "deploy/flink/Dockerfile"
HADOLINT = Path(sys.executable).parent / "hadolint"


def copied() -> list[str]:
    """What it takes from the context."""
    files = []
    for line in DOCKERFILE.read_text().splitlines():
        if line.startswith("COPY "):
            files += [word for word in line.split()[1:-1] if not word.startswith("--")]
    return files


def flink_version() -> str:
    """The parent's."""
    pom = xml.etree.ElementTree.parse(manifests.ROOT / "pom.xml")
    return pom.findtext(".//{*}flink.version")


def test_it_has_no_fault_that_hadolint_finds():
    found = subprocess.run(
        [HADOLINT, DOCKERFILE], stdout=subprocess.PIPE, text=True, timeout=60
    )

    assert found.returncode == 0, found.stdout


def test_hadolint_finds_faults(tmp_path):
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM flink\nRUN cd /tmp\n")

    found = subprocess.run(
        [HADOLINT, bad], stdout=subprocess.PIPE, text=True, timeout=60
    )

    assert "DL3006" in found.stdout
    assert found.returncode != 0


@pytest.mark.parametrize("file", copied())
def test_what_it_copies_is_there_after_the_build(file):
    assert (manifests.ROOT / file).is_file()


def test_it_copies_the_jar_the_configuration_and_the_licences():
    assert {Path(file).name for file in copied()} == {
        "radstream.jar",
        "radstream.cdx.json",
        "config.yaml",
        "LICENSE",
        "NOTICE",
    }


def test_its_flink_is_the_one_that_the_job_is_built_for_on_java_11():
    text = DOCKERFILE.read_text()
    (base,) = re.findall(r"^FROM (\S+)", text, re.MULTILINE)

    assert base == f"flink:{flink_version()}-scala_2.12-java11"
    assert set(re.findall(r"flink-s3-fs-hadoop-([\d.]+)\.jar", text)) == {
        flink_version()
    }
