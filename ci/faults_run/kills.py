"""Processes that are killed with -9, and started again by ./radstream stack up."""

import time
from collections.abc import Callable

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


def at_commit(passed: bool) -> Callable[[Scene], str]:
    """While a commit to a table is on its way: its checkpoint is complete, and the job never hears how the commit ended.

    passed: whether Glue has made it.
    """

    def kill(scene: Scene) -> str:
        glue = scene.network.http["glue"]
        commits = glue.hold("UpdateTable", passed)
        scene.cluster.wait(lambda: commits.held > 0, "a commit")
        names = sorted(scene.cluster.tasks())
        for name in names:
            scene.cluster.kill(name)
        held = commits.held
        glue.accept()
        scene.cluster.up()
        where = (
            "made, their answers held back"
            if passed
            else "held back on their way to Glue"
        )
        return f"{held} commits {where}; {' and '.join(names)} killed with -9, and started again"

    return kill


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
