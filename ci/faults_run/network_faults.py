"""Faults of the network: calls that are refused, and ways that are cut."""

import time
from collections.abc import Callable

from faults_run.http_proxy import SLOW_DOWN, THROTTLED, Refusal
from faults_run.scene import Scene


def s3_errors(scene: Scene) -> str:
    return _refused(scene, "s3", 0.2, SLOW_DOWN)


def kinesis_throttled(scene: Scene) -> str:
    return _refused(scene, "kinesis", 0.5, THROTTLED)


def blackhole(way: str) -> Callable[[Scene], str]:
    """Of one way of the network."""

    def cut(scene: Scene) -> str:
        wire = scene.network.wires[way]
        wire.cut()
        time.sleep(scene.outage_s)
        held = wire.held
        scene.network.mend()
        if not held:
            scene.wrong.append(
                f"expected the job to talk to {way} while it was cut off, came nothing"
            )
        return (
            f"nothing passed between the job and {way} for {scene.outage_s:g} s,"
            f" {held} ends of connections waited"
        )

    return cut


def _refused(scene: Scene, way: str, share: float, refusal: Refusal) -> str:
    proxy = scene.network.http[way]
    proxy.refuse(share, refusal)
    time.sleep(scene.outage_s)
    scene.network.mend()
    calls = proxy.refused + proxy.passed
    if not proxy.refused:
        scene.wrong.append(
            f"expected calls to {way} to refuse, came {calls} and none refused"
        )
    return (
        f"for {scene.outage_s:g} s, {proxy.refused} of {calls} calls answered with"
        f" {refusal.status}, drawn with {share:.0%}"
    )
