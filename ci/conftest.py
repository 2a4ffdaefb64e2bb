"""For all checks."""

import signal
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
# It waits for most of its ten minutes.
LONGEST = ROOT / "ci" / "faults_run" / "test_schedule.py"

# Where a shell runs this in the background, Ctrl-C is ignored here and would be by every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]):
    """The longest begins first, so that the others run beside it."""
    items.sort(key=lambda item: item.path != LONGEST)


class ByFolder(LoadScopeScheduling):
    """A folder's checks run in one process, where they share what they start. pytest-xdist's own groups are for that too,
    and do nothing with pytest 9: they rename items, which it no longer heeds."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0].rpartition("/")[0]


def pytest_xdist_make_scheduler(config, log):
    """Where they run in several processes."""
    return ByFolder(config, log)
