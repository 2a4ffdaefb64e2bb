"""Processes that are killed with -9, and started again by ./radstream stack up."""

import time

from faults_run.cluster import Cluster
from faults_run.scene import Scene


def task_manager(scene: Scene) -> str:
    """One of those that run the job."""
    tasks = scene.cluster.tasks()
    name = scene.chance.choice(sorted(tasks))
    scene.cluster.kill(name)
    scene.cluster.up()
    return (
        f"{name}, which ran {tasks[name]} of the job's {sum(tasks.values())} tasks, killed with -9,"
        " and started again"
    )


def job_manager(scene: Scene) -> str:
    """Its successor finds the job in ZooKeeper."""
    scene.cluster.kill("jobmanager")
    scene.cluster.up()
    return "killed with -9, and started again"


def triton_away(scene: Scene) -> str:
    name = models(scene.cluster)
    scene.cluster.kill(name)
    time.sleep(scene.outage_s)
    scene.cluster.up()
    return f"{name} killed with -9, away for {scene.outage_s:g} s, and started again"


def models(cluster: Cluster) -> str:
    """Whatever serves them."""
    return "triton" if "triton" in cluster.record()["pids"] else "models"
