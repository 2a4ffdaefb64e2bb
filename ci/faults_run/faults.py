"""Each fault by its name. A fault is done to a cluster and mended by the harness; it returns what it did, for the page."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from faults_run import kills, reshard, upgrade
from faults_run.cluster import Cluster

CHECKPOINTS_S = 12.0


@dataclass(frozen=True)
class Fault:
    """times: how often it is in the full schedule."""

    do: Callable[[Cluster, random.Random], str]
    times: int


FAULTS = {
    "upgrade": Fault(upgrade.upgrade, 1),
    "taskmanager": Fault(kills.task_manager, 10),
    "jobmanager": Fault(kills.job_manager, 1),
    "triton": Fault(kills.triton_away, 1),
    "reshard": Fault(reshard.reshard, 1),
}


@dataclass(frozen=True)
class Done:
    """One fault that was done: seconds since 1970. mended: when the harness had everything up again.
    whole: when a checkpoint had been made that began after that."""

    name: str
    did: str
    begin: float
    mended: float
    whole: float


def do(name: str, cluster: Cluster, chance: random.Random) -> Done:
    # At any point between two checkpoints, which are 10 s apart.
    time.sleep(chance.uniform(0, CHECKPOINTS_S))
    begin = time.time()
    did = FAULTS[name].do(cluster, chance)
    mended = time.time()
    cluster.wait_until_whole(mended)
    return Done(name, did, begin, mended, time.time())


def schedule(times: dict[str, int], seed: int) -> list[str]:
    """Each fault as often as told, in an order that only the seed decides."""
    names = [name for name in sorted(times) for _ in range(times[name])]
    random.Random(f"schedule {seed}").shuffle(names)
    return names
