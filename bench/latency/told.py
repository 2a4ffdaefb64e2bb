"""What telemetry_events tells of a load, and the text of it."""

import time
from dataclasses import dataclass

from faults_run.cluster import Cluster, HarnessError
from stack import query

LONGEST_S = 300
POLL_S = 5
# As docs/contracts.md has them; they add up to the last.
STAGES = (
    "source_lag",
    "fetch_sidecar",
    "validate_metadata",
    "admit",
    "fetch_image",
    "prepare_tensors",
    "inference",
    "store_results",
    "end_to_end",
)
# The inference has a row a model, each from the stage's beginning: the last of them is its end.
ROWS = """
WITH ended AS (
  SELECT study_id, stage, max(latency_ms) AS ms FROM telemetry_events
  WHERE starts_with(study_id, '{name}-') AND status = 'success' GROUP BY ALL
)
SELECT stage, count(*), quantile_cont(ms, 0.5), quantile_cont(ms, 0.95), quantile_cont(ms, 0.99), avg(ms)
FROM ended GROUP BY stage
"""


@dataclass(frozen=True)
class S3:
    """A storage class: the time to the first byte that AWS documents, and the p95 that is aimed at with it."""

    name: str
    first_byte_s: float
    aim_ms: float


STANDARD = S3("standard", 0.150, 1000)
EXPRESS = S3("express", 0.008, 400)


@dataclass(frozen=True)
class Row:
    """One stage, milliseconds."""

    count: int
    p50: float
    p95: float
    p99: float
    mean: float


def rows(cluster: Cluster, name: str, count: int) -> dict[str, Row]:
    """Stage to row, once all studies of this name have ended and that is committed."""
    deadline = time.monotonic() + LONGEST_S
    while True:
        _, found = query.run(cluster.record(), ROWS.format(name=name))
        told = {stage: Row(*numbers) for stage, *numbers in found}
        ended = told["end_to_end"].count if told else 0
        if ended == count:
            return told
        if time.monotonic() > deadline:
            raise HarnessError(
                f"expected {count} results of {name} within {LONGEST_S} s, came {ended}"
            )
        time.sleep(POLL_S)


def text(load: str, s3: S3, found: dict[str, Row]) -> str:
    """A table, and the verdict under it."""
    p95 = found["end_to_end"].p95
    return "\n".join(
        [
            f"{load}; S3 {s3.name}, {s3.first_byte_s * 1000:g} ms to the first byte",
            f"  {'ms':<18}{'p50':>8}{'p95':>8}{'p99':>8}{'mean':>8}",
            *(
                f"  {stage:<18}{row.p50:>8.0f}{row.p95:>8.0f}{row.p99:>8.0f}{row.mean:>8.0f}"
                for stage in STAGES
                if (row := found.get(stage))
            ),
            f"  p95 {p95:.0f} ms, which is {p95 / s3.aim_ms:.2f} of the aim of {s3.aim_ms:g} ms",
        ]
    )
