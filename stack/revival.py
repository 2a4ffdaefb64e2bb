"""What has ended since, started again as it was."""

import time
from collections.abc import Callable

from stack import cloud, processes, status
from stack.errors import StackError, UsageError
from stack.folder import Folder

# What they held is gone with them.
FORGETFUL = {"aws", "kinesis"}
LONGEST_REVIVAL_S = 300


def revive(
    folder: Folder,
    say: Callable[[str], None],
    began: Callable[[processes.Started], object],
):
    """Starts what has ended, telling each, and waits until the job runs. The job goes on from its last checkpoint."""
    found = status.of(folder)
    if lost := FORGETFUL.intersection(found[status.GONE]):
        raise UsageError(
            f"{' and '.join(sorted(lost))} ended, with all that was in it:"
            " ./radstream stack down, and up again"
        )
    record = folder.read()
    for name in found[status.GONE]:
        say(f"{name} again")
        how = record["started"][name]
        server = processes.start(folder, name, how["command"], how["environment"])
        began(server)
        cloud.record(record, name, server)
        folder.write(record)
    deadline = time.monotonic() + LONGEST_REVIVAL_S
    while (found := status.of(folder))["state"] != "up":
        if found[status.GONE] or time.monotonic() > deadline:
            raise StackError(
                f"the stack did not come up again ({', '.join(found[status.GONE]) or 'the job'});"
                f" the logs: {folder}/logs"
            )
        time.sleep(processes.POLL_S)
