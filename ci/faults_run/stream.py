"""Reads the stream beside the job: it learns each object's sequencer, and tells some events a second time."""

import json
import random
import threading
import time

from botocore.exceptions import BotoCoreError, ClientError

POLL_S = 1.0


class Stream:
    """All records of all shards from the first on, whether the shard is open or was closed by a reshard."""

    def __init__(self, kinesis, name: str):
        self._kinesis = kinesis
        self._name = name
        self._iterators: dict[str, str | None] = {}

    def read(self) -> list[dict]:
        """The events since the last call."""
        for shard in self.shards():
            if shard["ShardId"] not in self._iterators:
                self._iterators[shard["ShardId"]] = self._kinesis.get_shard_iterator(
                    StreamName=self._name,
                    ShardId=shard["ShardId"],
                    ShardIteratorType="TRIM_HORIZON",
                )["ShardIterator"]
        events = []
        for shard_id, iterator in self._iterators.items():
            if iterator:
                answer = self._kinesis.get_records(ShardIterator=iterator)
                self._iterators[shard_id] = answer.get("NextShardIterator")
                events += [json.loads(record["Data"]) for record in answer["Records"]]
        return events

    def shards(self) -> list[dict]:
        return self._kinesis.list_shards(StreamName=self._name)["Shards"]

    def put(self, event: dict):
        self._kinesis.put_record(
            StreamName=self._name,
            Data=json.dumps(event).encode(),
            PartitionKey=event["id"],
        )


class Echo(threading.Thread):
    """Tells a share of the events again, as EventBridge may, until it is told to stop."""

    def __init__(self, stream: Stream, share: float, seed: int):
        super().__init__(name="echo", daemon=True)
        # By key and version id.
        self.sequencers: dict[tuple[str, str], str] = {}
        self.repeated = 0
        self._stream = stream
        self._share = share
        self._seed = seed
        self._stopped = threading.Event()

    def run(self):
        while not self._stopped.wait(POLL_S):
            try:
                for event in self._stream.read():
                    self._take(event)
            except (BotoCoreError, ClientError):
                # The emulator is busy; the iterators stay where they are.
                continue

    def stop(self, wanted: set[tuple[str, str]], patience_s: float):
        """Once all wanted objects have been told, or the patience has ended."""
        deadline = time.monotonic() + patience_s
        while not wanted <= set(self.sequencers) and time.monotonic() < deadline:
            time.sleep(POLL_S)
        self._stopped.set()
        self.join()

    def _take(self, event: dict):
        described = event["detail"]["object"]
        identity = described["key"], described["version-id"]
        if identity in self.sequencers:
            return
        self.sequencers[identity] = described["sequencer"]
        if random.Random(f"{self._seed} {identity[0]}").random() < self._share:
            self._stream.put(event)
            self.repeated += 1
