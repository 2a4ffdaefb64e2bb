"""Processes that are killed with -9, and started again by ./radstream stack up."""

import random
import time

from faults_run.cluster import Cluster

TRITON_AWAY_S = 60


def task_manager(cluster: Cluster, chance: random.Random) -> str:
    """One of the two."""
    name = chance.choice(["taskmanager-1", "taskmanager-2"])
    cluster.kill(name)
    cluster.up()
    return f"{name} killed with -9, and started again"


def job_manager(cluster: Cluster, _: random.Random) -> str:
    """Its successor finds the job in ZooKeeper."""
    cluster.kill("jobmanager")
    cluster.up()
    return "killed with -9, and started again"


def triton_away(cluster: Cluster, _: random.Random) -> str:
    """Whatever serves the models."""
    name = "triton" if "triton" in cluster.record()["pids"] else "models"
    cluster.kill(name)
    time.sleep(TRITON_AWAY_S)
    cluster.up()
    return f"{name} killed with -9, away for {TRITON_AWAY_S} s, and started again"
