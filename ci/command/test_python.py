"""ci/python makes an environment once, whole, however many ask for it at the same time."""

import os
import subprocess

import pytest
from conftest import PATIENCE_S, ROOT


@pytest.mark.parametrize(
    ("variable", "folder"), [("RADSTREAM_CACHE", ""), ("XDG_CACHE_HOME", "radstream")]
)
def test_two_first_uses_at_once_make_one(tmp_path, variable, folder):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# nothing\n")
    environment = {**os.environ, variable: str(tmp_path / "cache")}
    if variable != "RADSTREAM_CACHE":
        environment.pop("RADSTREAM_CACHE", None)
    uses = [
        subprocess.Popen(
            [ROOT / "ci" / "python", requirements],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [use.communicate(timeout=PATIENCE_S) for use in uses]

    assert [use.returncode for use in uses] == [0, 0], ended
    assert sum("installing" in said for _, said in ended) == 1
    (python,) = {printed.strip() for printed, _ in ended}
    assert python.startswith(str(tmp_path / "cache" / folder))
    subprocess.run([python, "-m", "pip", "--version"], check=True, timeout=PATIENCE_S)
