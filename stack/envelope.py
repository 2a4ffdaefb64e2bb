"""S3's "Object Created" event as EventBridge tells of it, from what moto says instead."""

import copy
import uuid
from collections import OrderedDict

# moto tells of a multipart upload twice; and what was sent is told again where its receipt was lost.
REMEMBERED = 100_000


class Envelopes:
    """Makes the event of each message: moto has the same id and sequencer for all, and misspells the entity tag.

    The sequencer is the time at which the message was sent, so that a message that is told again, even to a new
    process, becomes the same event; two versions of one key within a millisecond are told apart by their order.
    """

    def __init__(self):
        self._sequencers: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._newest: OrderedDict[str, int] = OrderedDict()

    def of(self, told: dict, sent_ms: int) -> dict:
        """The event; equal for equal versions of an object."""
        envelope = copy.deepcopy(told)
        described = envelope["detail"]["object"]
        sequencer = self._sequencer(described["key"], described["version-id"], sent_ms)
        described["etag"] = described.pop("eTag")
        described["sequencer"] = f"{sequencer:018X}"
        name = f"{described['key']} {described['version-id']}"
        envelope["id"] = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
        envelope["detail"]["request-id"] = envelope["id"]
        envelope["detail"]["source-ip-address"] = "127.0.0.1"
        envelope["detail"]["reason"] = "PutObject"
        return envelope

    def _sequencer(self, key: str, version: str, sent_ms: int) -> int:
        if (key, version) in self._sequencers:
            return self._sequencers[key, version]
        sequencer = max(sent_ms << 16, self._newest.get(key, 0) + 1)
        _remember(self._sequencers, (key, version), sequencer)
        _remember(self._newest, key, sequencer)
        return sequencer


def _remember(memory: OrderedDict, key, value):
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > REMEMBERED:
        memory.popitem(last=False)
