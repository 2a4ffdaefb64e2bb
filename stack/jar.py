"""The job's jar, built where it is missing or older than what it is made of."""

import subprocess
import sys
import zipfile
from pathlib import Path

from stack.errors import StackError
from stack.repository import ROOT

JAR = ROOT / "dist" / "target" / "radstream.jar"
MODULES = ("udfs", "job", "dist")
LONGEST_BUILD_S = 1800


def built() -> Path:
    if not is_whole(JAR) or _newest_source() > JAR.stat().st_mtime:
        _build()
    return JAR


def is_whole(jar: Path) -> bool:
    """A build that was ended half way, or left the parts out, leaves a jar without the job."""
    try:
        with zipfile.ZipFile(jar) as content:
            return "io/radstream/job/RadStreamJob.class" in content.namelist()
    except (FileNotFoundError, zipfile.BadZipFile):
        return False


def _newest_source() -> float:
    sources = [ROOT / "pom.xml", *(ROOT / module / "pom.xml" for module in MODULES)]
    for module in MODULES:
        sources += (path for path in (ROOT / module / "src" / "main").rglob("*"))
    return max(path.stat().st_mtime for path in sources)


def _build():
    log = JAR.parent / "build.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    print(f"building the job's jar; the log: {log}", file=sys.stderr)
    command = ["mvn", "-B", "-ntp", "-Dquick", "-Pjob-jar", "-DskipTests"]
    with log.open("w") as out:
        try:
            ended = subprocess.run(
                [*command, "-pl", "dist", "-am", "package"],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=LONGEST_BUILD_S,
            )
        except subprocess.TimeoutExpired as e:
            raise StackError(f"the build did not end in time; the log: {log}") from e
    if ended.returncode:
        raise StackError(f"the build failed; the log: {log}")
    # Maven leaves an artefact alone that would come out the same.
    JAR.touch()
