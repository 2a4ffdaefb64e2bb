"""Faults of the network: calls that are refused, and ways that are cut."""

import random
import time
from collections.abc import Callable

from faults_run.network import Network
from faults_run.refusals import SLOW_DOWN, THROTTLED, Refusal

LASTS_S = 60


def s3_errors(network: Network, _: random.Random) -> str:
    return _refused(network, "s3", 0.2, SLOW_DOWN)


def kinesis_throttled(network: Network, _: random.Random) -> str:
    return _refused(network, "kinesis", 0.5, THROTTLED)


def blackhole(way: str) -> Callable[[Network, random.Random], str]:
    """Of one way of the network."""

    def cut(network: Network, _: random.Random) -> str:
        network.wires[way].cut()
        time.sleep(LASTS_S)
        network.mend()
        return f"nothing passed between the job and {way} for {LASTS_S} s"

    return cut


def _refused(network: Network, way: str, share: float, refusal: Refusal) -> str:
    refusals = network.refusals[way]
    refusals.refuse(share, refusal)
    time.sleep(LASTS_S)
    network.mend()
    calls = refusals.refused + refusals.passed
    return (
        f"for {LASTS_S} s, {refusals.refused} of {calls} calls answered with"
        f" {refusal.status}, drawn with {share:.0%}"
    )
