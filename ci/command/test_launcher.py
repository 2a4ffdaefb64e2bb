"""./radstream finds its JDK by itself, or says which it needs."""

import os
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, run


def fake_jdk(folder: Path, version: str) -> Path:
    """A JDK by its looks; whoever runs it finds out."""
    (folder / "bin").mkdir(parents=True)
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n')
    for name in ("java", "javac"):
        program = folder / "bin" / name
        program.write_text(f'#!/bin/sh\necho "ran the JDK {version}"\nexit 9\n')
        program.chmod(0o755)
    return folder


@pytest.mark.parametrize("version", ["25.0.1", "11.0.2", "8"])
def test_takes_17_whatever_is_first_on_the_path(tmp_path, version):
    other = fake_jdk(tmp_path / "jdk", version)
    path = f"{other}/bin:{os.environ['PATH']}"
    environment = {"PATH": path, "JAVA_HOME": str(other)}
    assert "Java 17" in run("version", environment=environment)


def test_says_in_a_line_what_to_install(tmp_path):
    """Where nothing is installed: a machine of which only the folders of the shell are left."""
    script = (ROOT / "radstream").read_text()
    lookups = [line for line in script.splitlines() if "/usr/lib/jvm/" in line]
    assert lookups, "the script looks for JDKs somewhere else now"
    alone = tmp_path / "radstream"
    alone.write_text(script.replace("/usr/lib/jvm/", f"{tmp_path}/none/"))
    alone.chmod(0o755)
    path = tmp_path / "bin"
    path.mkdir()
    for tool in ("bash", "dirname", "sed", "readlink", "env"):
        (path / tool).symlink_to(f"/usr/bin/{tool}")
    ended = subprocess.run(
        [alone, "version"],
        env={"PATH": str(path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert "JDK 17 or 21" in ended.stderr
    assert "apt install" in ended.stderr


@pytest.mark.parametrize("version", ["25.0.1", "1.8.0_402"])
def test_the_benchmark_says_in_a_line_which_jdk_it_needs(tmp_path, version):
    other = fake_jdk(tmp_path / "jdk", version)
    (other / "bin" / "java").write_text(
        f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n"
    )
    ended = subprocess.run(
        [ROOT / "bench" / "run", "events", "--help"],
        env={**os.environ, "JAVA_HOME": str(other)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert f"expected a JDK 17 or 21 in JAVA_HOME or on the PATH, came {other}" in (
        ended.stderr
    )
