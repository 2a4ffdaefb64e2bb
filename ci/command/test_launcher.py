"""./radstream finds its JDK by itself, or says which it needs."""

import os
import shutil
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


@pytest.mark.skipif(
    not shutil.which("flock"), reason="without flock, as on macOS, both build"
)
def test_builds_once_where_two_first_uses_meet(tmp_path):
    """With a Maven of which only the looks are left: what it does is count, slowly."""
    (tmp_path / "radstream").write_text((ROOT / "radstream").read_text())
    (tmp_path / "radstream").chmod(0o755)
    jdk = fake_jdk(tmp_path / "jdk", "17.0.1")
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text(
        "#!/bin/sh\necho build >> builds\nsleep 2\necho BUILD SUCCESS\n"
        "mkdir -p udfs/src/main job/src/main local/src/main\n"
        "mkdir -p udfs/target/classes/io job/target/classes/io local/target/classes/io\n"
        "touch pom.xml udfs/pom.xml job/pom.xml local/pom.xml local/target/classpath.txt\n"
    )
    maven.chmod(0o755)
    environment = {
        **os.environ,
        "JAVA_HOME": str(jdk),
        "PATH": f"{maven.parent}:{os.environ['PATH']}",
    }
    uses = [
        subprocess.Popen(
            [tmp_path / "radstream", "version"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for use in uses:
        assert "ran the JDK 17" in use.communicate(timeout=60)[0]
    assert (tmp_path / "builds").read_text() == "build\n"


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
