"""An upgrade as the documentation has it: flink stop with a savepoint, flink run from it."""

import random
import time

from faults_run.cluster import Cluster


def upgrade(cluster: Cluster, _: random.Random) -> str:
    settings = cluster.record()["job"]["settings"]
    began = time.monotonic()
    savepoint, well = cluster.stop()
    stopped = time.monotonic()
    cluster.run(savepoint, settings)
    failed = "" if well else ", after which the job failed instead of ending,"
    return (
        f"flink stop with a savepoint{failed} took {stopped - began:.0f} s,"
        f" flink run from it {time.monotonic() - stopped:.0f} s"
    )
