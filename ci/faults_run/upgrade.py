"""Upgrades as the documentation has them, flink stop with a savepoint and flink run from it: in calm, while the models are
away for long, and from one source to another."""

import time
from datetime import UTC, datetime, timedelta

from faults_run import kills
from faults_run.scene import Scene

# Two hours are so many times the orphans' usual patience of 15 minutes.
PATIENCES = 8
# Promised for the stop within it.
LONGEST_STOP_S = 60
# How much is read twice.
OVERLAP = timedelta(seconds=60)


def upgrade(scene: Scene) -> str:
    did, _ = _upgraded(scene, {})
    return did


def upgrade_in_a_long_outage(scene: Scene) -> str:
    """In the middle of it."""
    outage_s = PATIENCES * scene.patience_s
    name = kills.models(scene.cluster)
    scene.cluster.kill(name)
    before = scene.cluster.checkpoints()
    time.sleep(outage_s / 2)
    made = scene.cluster.checkpoints() - before
    if not made:
        scene.wrong.append(f"expected checkpoints while {name} is away, came none")
    began = time.monotonic()
    did, stop_s = _upgraded(scene, {})
    if stop_s > LONGEST_STOP_S:
        scene.wrong.append(
            f"expected flink stop to end within {LONGEST_STOP_S} s, it took {stop_s:.0f} s"
        )
    time.sleep(max(0.0, outage_s / 2 - (time.monotonic() - began)))
    scene.cluster.up()
    return (
        f"{name} killed with -9, away for {outage_s:g} s; {made} checkpoints in the first half; then {did};"
        f" {name} started again at the end"
    )


def other_source(scene: Scene) -> str:
    """As for another connector: all but the source's own state goes on, and what is read twice is dropped."""
    before = scene.cluster.record()["job"]["settings"].get("source.uid", "source")
    uid = f"source-{int(before.partition('-')[2] or 1) + 1}"
    start = datetime.now(UTC) - OVERLAP
    settings = {
        "source.uid": uid,
        "source.start": start.isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    did, _ = _upgraded(scene, settings)
    return f"{did}, with {uid} in the place of {before}, from {OVERLAP.seconds} s before the stop"


def _upgraded(scene: Scene, changed: dict[str, str]) -> tuple[str, float]:
    """What was done, and how many seconds the stop took."""
    settings = {**scene.cluster.record()["job"]["settings"], **changed}
    began = time.monotonic()
    savepoint, well = scene.cluster.stop()
    stopped = time.monotonic()
    scene.cluster.run(savepoint, settings, leave_state="source.uid" in changed)
    failed = "" if well else ", after which the job failed instead of ending,"
    did = (
        f"flink stop with a savepoint{failed} took {stopped - began:.0f} s,"
        f" flink run from it {time.monotonic() - stopped:.0f} s"
    )
    return did, stopped - began
