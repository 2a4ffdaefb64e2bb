"""What a fault is done to."""

import random
from dataclasses import dataclass, field

from faults_run.cluster import Cluster
from faults_run.network import Network


@dataclass(frozen=True)
class Scene:
    """network: None where no fault of the run is done to it. chance: the seed's. outage_s: how long an outage lasts.
    patience_s: the job's with orphans. wrong: what a fault found that no ledger tells."""

    cluster: Cluster
    network: Network | None
    chance: random.Random
    outage_s: float
    patience_s: float
    wrong: list[str] = field(default_factory=list)
