"""An upgrade as the documentation has it: flink stop with a savepoint, flink run from it."""

import random
import time

from faults_run.cluster import Cluster


def upgrade(cluster: Cluster, _: random.Random) -> str:
    settings = cluster.record()["job"]["settings"]
    began = time.monotonic()
    savepoint = cluster.stop()
    stopped = time.monotonic()
    cluster.run(savepoint, settings)
    return (
        f"flink stop with a savepoint took {stopped - began:.0f} s,"
        f" flink run from it {time.monotonic() - stopped:.0f} s"
    )
