"""Each fault by its name. A fault is done to the cluster or to the network, and mended by the harness; it returns what it
did, for the page."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from faults_run import kills, network_faults, reshard, upgrade
from faults_run.cluster import Cluster
from faults_run.network import Network

CHECKPOINTS_S = 12.0


@dataclass(frozen=True)
class Fault:
    """times: how often it is in the full schedule."""

    times: int
    to_cluster: Callable[[Cluster, random.Random], str] | None = None
    to_network: Callable[[Network, random.Random], str] | None = None


FAULTS = {
    "upgrade": Fault(1, to_cluster=upgrade.upgrade),
    "taskmanager": Fault(10, to_cluster=kills.task_manager),
    "jobmanager": Fault(1, to_cluster=kills.job_manager),
    "triton": Fault(1, to_cluster=kills.triton_away),
    "reshard": Fault(1, to_cluster=reshard.reshard),
    "s3-errors": Fault(1, to_network=network_faults.s3_errors),
    "kinesis-throttled": Fault(1, to_network=network_faults.kinesis_throttled),
    "s3-blackhole": Fault(1, to_network=network_faults.blackhole("s3")),
    "kinesis-blackhole": Fault(1, to_network=network_faults.blackhole("kinesis")),
    "triton-blackhole": Fault(1, to_network=network_faults.blackhole("triton")),
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


def need_network(names: list[str]) -> bool:
    return any(FAULTS[name].to_network for name in names)


def do(
    name: str, cluster: Cluster, network: Network | None, chance: random.Random
) -> Done:
    """network: not None where the fault is done to it."""
    fault = FAULTS[name]
    # At any point between two checkpoints, which are 10 s apart.
    time.sleep(chance.uniform(0, CHECKPOINTS_S))
    begin = time.time()
    if fault.to_network:
        did = fault.to_network(network, chance)
    else:
        did = fault.to_cluster(cluster, chance)
    mended = time.time()
    cluster.wait_until_whole(mended)
    return Done(name, did, begin, mended, time.time())


def schedule(times: dict[str, int], seed: int) -> list[str]:
    """Each fault as often as told, in an order that only the seed decides."""
    names = [name for name in sorted(times) for _ in range(times[name])]
    random.Random(f"schedule {seed}").shuffle(names)
    return names
