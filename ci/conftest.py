"""For all checks."""

import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# It waits for most of its ten minutes; the others run beside it.
LONGEST = ROOT / "ci" / "faults_run" / "test_schedule.py"

# Where a shell runs this in the background, Ctrl-C is ignored here and would be by every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


# Before that of pytest-xdist, which reads the marks.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]):
    """A folder's checks run in one process, where they share what they start; the longest begins first."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(str(item.path.parent)))
    items.sort(key=lambda item: item.path != LONGEST)
