"""One of each fault, as ci/faults does them to a stack of its own."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 1800


def test_the_ledger_holds_through_one_of_each_fault(tmp_path):
    ended = subprocess.run(
        [
            ROOT / "ci" / "faults",
            *("--each", "--seed", "1", "--pause", "2"),
            *("--outage", "15", "--patience", "8"),
            *("--docs", tmp_path),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_S,
    )
    print(ended.stdout)
    assert ended.returncode == 0
    (written,) = tmp_path.iterdir()
    assert "The ledger holds." in written.read_text()
