"""A reshard of the stream under load: one shard split, and two neighbours merged."""

import time

from faults_run.cluster import HarnessError
from faults_run.scene import Scene

BETWEEN_S = 15
LONGEST_CHANGE_S = 60
POLL_S = 0.5


def reshard(scene: Scene) -> str:
    kinesis = scene.cluster.client("kinesis")
    stream = scene.cluster.record()["stream"]
    shard = scene.chance.choice(_open(kinesis, stream))
    start, end = _range(shard)
    kinesis.split_shard(
        StreamName=stream,
        ShardToSplit=shard["ShardId"],
        NewStartingHashKey=str((start + end) // 2),
    )
    _wait_until_active(kinesis, stream)
    time.sleep(BETWEEN_S)
    left, right = sorted(_open(kinesis, stream), key=_range)[:2]
    kinesis.merge_shards(
        StreamName=stream,
        ShardToMerge=left["ShardId"],
        AdjacentShardToMerge=right["ShardId"],
    )
    _wait_until_active(kinesis, stream)
    return (
        f"{_short(shard)} split, {BETWEEN_S} s later {_short(left)} and {_short(right)} merged;"
        f" {len(_open(kinesis, stream))} shards are open"
    )


def _open(kinesis, stream: str) -> list[dict]:
    shards = kinesis.list_shards(StreamName=stream)["Shards"]
    return [s for s in shards if "EndingSequenceNumber" not in s["SequenceNumberRange"]]


def _range(shard: dict) -> tuple[int, int]:
    keys = shard["HashKeyRange"]
    return int(keys["StartingHashKey"]), int(keys["EndingHashKey"])


def _short(shard: dict) -> str:
    return f"shard {int(shard['ShardId'].rpartition('-')[2])}"


def _wait_until_active(kinesis, stream: str):
    deadline = time.monotonic() + LONGEST_CHANGE_S
    while (
        kinesis.describe_stream_summary(StreamName=stream)["StreamDescriptionSummary"][
            "StreamStatus"
        ]
        != "ACTIVE"
    ):
        if time.monotonic() > deadline:
            raise HarnessError(
                f"expected the stream to be active within {LONGEST_CHANGE_S} s"
            )
        time.sleep(POLL_S)
