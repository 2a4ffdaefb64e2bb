"""Each fault by its name: done to a scene, and mended by the harness."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from faults_run import kills, network_faults, reshard, upgrade
from faults_run.scene import Scene

CHECKPOINTS_S = 12.0


@dataclass(frozen=True)
class Fault:
    """do: returns what it did, for the page. times: how often it is in the full schedule. to_network: whether the job has to
    be led through proxies for it."""

    do: Callable[[Scene], str]
    times: int = 1
    to_network: bool = False


FAULTS = {
    "upgrade": Fault(upgrade.upgrade),
    "other-source": Fault(upgrade.other_source),
    "upgrade-in-outage": Fault(upgrade.upgrade_in_a_long_outage),
    "taskmanager": Fault(kills.task_manager, times=10),
    "before-commit": Fault(kills.at_commit(passed=False), to_network=True),
    "after-commit": Fault(kills.at_commit(passed=True), to_network=True),
    "jobmanager": Fault(kills.job_manager),
    "triton": Fault(kills.triton_away),
    "reshard": Fault(reshard.reshard),
    "s3-errors": Fault(network_faults.s3_errors, to_network=True),
    "kinesis-throttled": Fault(network_faults.kinesis_throttled, to_network=True),
    "s3-blackhole": Fault(network_faults.blackhole("s3"), to_network=True),
    "kinesis-blackhole": Fault(network_faults.blackhole("kinesis"), to_network=True),
    "triton-blackhole": Fault(network_faults.blackhole("triton"), to_network=True),
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


def do(name: str, scene: Scene) -> Done:
    # At any point between two checkpoints, which are 10 s apart.
    time.sleep(scene.chance.uniform(0, CHECKPOINTS_S))
    begin = time.time()
    did = FAULTS[name].do(scene)
    mended = time.time()
    scene.cluster.wait_until_whole(mended)
    return Done(name, did, begin, mended, time.time())


def schedule(times: dict[str, int], seed: int) -> list[str]:
    """Each fault as often as told, in an order that only the seed decides."""
    names = [name for name in sorted(times) for _ in range(times[name])]
    random.Random(f"schedule {seed}").shuffle(names)
    return names
