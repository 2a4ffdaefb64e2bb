"""The relay: each version of an object becomes one event, whatever is told twice, lost or thrown back."""

import json

import pytest

from stack import aws, ports, processes
from stack.envelope import Envelopes
from stack.folder import Folder
from stack.relay import KinesisStream, Relay, SqsQueue

SENT_MS = 1_795_569_583_899


def told(key="images/s-1/s-1.json", version="v1", sent_ms=SENT_MS):
    """A message of moto's, as it came."""
    body = {
        "version": "0",
        "id": "17793124-05d4-b198-2fde-7ededc63b103",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": "123456789012",
        "time": "2026-11-25T01:19:43Z",
        "region": "us-east-1",
        "resources": ["arn:aws:s3:::radstream-images"],
        "detail": {
            "version": "0",
            "bucket": {"name": "radstream-images"},
            "object": {
                "key": key,
                "size": 2,
                "eTag": "99914b932bd37a50b983c5e7c90ae93b",
                "version-id": version,
                "sequencer": "617f08299329d189",
            },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "source-ip-address": "1.2.3.4",
            "reason": "ObjectCreated",
        },
    }
    return {
        "Body": json.dumps(body),
        "Attributes": {"SentTimestamp": str(sent_ms)},
        "ReceiptHandle": f"{key} {version}",
    }


class FakeQueue:
    def __init__(self, *batches):
        self.batches = list(batches)
        self.deleted = []

    def receive(self):
        return self.batches.pop(0) if self.batches else []

    def delete(self, messages):
        self.deleted += messages


class FakeStream:
    def __init__(self, failures=0):
        self.failures = failures
        self.events = []

    def put(self, events):
        if self.failures:
            self.failures -= 1
            raise OSError("the stream is away")
        self.events += events


def sequencers(events):
    return [event["detail"]["object"]["sequencer"] for event in events]


def relayed(*messages):
    stream = FakeStream()
    Relay(FakeQueue(list(messages)), stream).step()
    return stream.events


def test_an_event_is_eventbridges():
    (event,) = relayed(told(key="images/ü s/ü s.json"))
    described = event["detail"]["object"]
    assert set(described) == {"key", "size", "etag", "version-id", "sequencer"}
    assert described["key"] == "images/ü s/ü s.json", "not URL-encoded"
    assert described["etag"] == "99914b932bd37a50b983c5e7c90ae93b"
    int(described["sequencer"], 16)
    assert event["time"] == "2026-11-25T01:19:43Z", "whole seconds, as S3's"
    assert event["detail-type"] == "Object Created"
    assert event["detail"]["bucket"] == {"name": "radstream-images"}


def test_each_event_has_its_own_id():
    events = relayed(told(version="v1"), told(version="v2"), told(key="images/a/a.png"))
    assert len({event["id"] for event in events}) == 3


def test_told_twice_it_is_the_same_event():
    first, again = relayed(told(), told(sent_ms=SENT_MS + 5000))
    assert first == again


def test_told_again_to_a_new_relay_it_is_the_same_event():
    assert relayed(told()) == relayed(told())


def test_an_overwrite_has_a_higher_sequencer():
    events = relayed(
        told(version="v1"),
        told(version="v2"),
        told(version="v3", sent_ms=SENT_MS + 1),
    )
    came = sequencers(events)
    assert came == sorted(set(came)), "in order, also within a millisecond"
    assert {len(sequencer) for sequencer in came} == {18}, "compared as text"


def test_a_message_leaves_the_queue_only_once_its_event_is_in_the_stream():
    message = told()
    queue, stream = FakeQueue([message], [message]), FakeStream(failures=1)
    relay = Relay(queue, stream)

    with pytest.raises(OSError, match="away"):
        relay.step()
    assert queue.deleted == []

    assert relay.step() == 1
    assert queue.deleted == [message]
    assert len(stream.events) == 1
    assert relay.step() == 0


def test_remembers_a_bounded_number(monkeypatch):
    monkeypatch.setattr("stack.envelope.REMEMBERED", 10)
    envelopes = Envelopes()
    for number in range(100):
        message = told(key=f"images/s/{number}")
        envelopes.of(json.loads(message["Body"]), SENT_MS)
    assert len(envelopes._sequencers) == len(envelopes._newest) == 10


@pytest.fixture
def moto(tmp_path):
    """The address of a moto with all that a stack has in it."""
    folder = Folder(tmp_path / "stack")
    folder.begin()
    (port,) = ports.free(1)
    try:
        aws.start(folder, port)
        endpoint = f"http://{ports.HOST}:{port}"
        aws.furnish(endpoint)
        yield endpoint
    finally:
        processes.stop_all(folder, at_once=set())


def test_objects_below_the_prefix_are_told_of_by_their_own_version(moto):
    s3 = aws.client("s3", moto)

    def put(key, content=b"{}"):
        s3.put_object(Bucket=aws.IMAGES, Key=key, Body=content)

    put("images/ü s/ü s+1.json")
    put("results/s-1/s-1.json")
    put("images/s-1/s-1.json", b"{1}")
    put("images/s-1/s-1.json", b"{22}")
    whole = {"Bucket": aws.IMAGES, "Key": "images/s-1/s-1.png"}
    upload = {**whole, "UploadId": s3.create_multipart_upload(**whole)["UploadId"]}
    part = s3.upload_part(**upload, PartNumber=1, Body=b"pixels")
    parts = [{"PartNumber": 1, "ETag": part["ETag"]}]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})

    stream = FakeStream()
    relay = Relay(SqsQueue(moto), stream)
    while "images/s-1/s-1.png" not in [
        event["detail"]["object"]["key"] for event in stream.events
    ]:
        relay.step()

    events = {event["id"]: event["detail"]["object"] for event in stream.events}
    assert [(o["key"], o["size"]) for o in events.values()] == [
        ("images/ü s/ü s+1.json", 2),
        ("images/s-1/s-1.json", 3),
        ("images/s-1/s-1.json", 4),
        ("images/s-1/s-1.png", 6),
    ]
    for described in events.values():
        read = s3.get_object(
            Bucket=aws.IMAGES,
            Key=described["key"],
            VersionId=described["version-id"],
            IfMatch=described["etag"],
        )
        assert read["ContentLength"] == described["size"]


def test_what_moto_tells_needs_mending(moto):
    """What Envelopes is for: where this fails, some of it can go."""
    s3 = aws.client("s3", moto)
    for study in ("s-1", "s-2"):
        s3.put_object(Bucket=aws.IMAGES, Key=f"images/{study}/{study}.json", Body=b"{}")
    queue, messages = SqsQueue(moto), []
    while len(messages) < 2:
        messages += queue.receive()

    events = [json.loads(message["Body"]) for message in messages]
    described = [event["detail"]["object"] for event in events]
    assert len({event["id"] for event in events}) == 1
    assert len({one["sequencer"] for one in described}) == 1
    assert all("eTag" in one and "etag" not in one for one in described)


class ThrottlingKinesis:
    """Takes one record a call."""

    def __init__(self):
        self.taken = []

    def put_records(self, StreamName, Records):
        self.taken.append(Records[0])
        refused = {"ErrorCode": "ProvisionedThroughputExceededException"}
        return {"Records": [{"ShardId": "0"}, *[refused] * (len(Records) - 1)]}


def test_what_the_stream_throws_back_is_put_again_alone(monkeypatch):
    monkeypatch.setattr("stack.relay.PAUSE_S", 0)
    throttling = ThrottlingKinesis()
    stream = KinesisStream("http://127.0.0.1:1")
    stream._kinesis = throttling
    events = relayed(*(told(version=f"v{number}") for number in range(3)))

    stream.put(events)

    assert [json.loads(record["Data"]) for record in throttling.taken] == events
