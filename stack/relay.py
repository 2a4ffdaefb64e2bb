"""From EventBridge to Kinesis, which no emulator does: a rule brings the events to a queue, and this puts them into the
stream, at least once, as EventBridge would. Run as python -m stack.relay S3_ENDPOINT KINESIS_ENDPOINT."""

import json
import logging
import sys
import time
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from stack import aws, kinesis
from stack.envelope import Envelopes

# What SQS gives at once, at most.
BATCH = 10
WAIT_S = 5
PAUSE_S = 1


class Queue(Protocol):
    """What the relay needs of SQS."""

    def receive(self) -> list[dict]: ...
    def delete(self, messages: list[dict]): ...


class Stream(Protocol):
    """What the relay needs of Kinesis."""

    def put(self, events: list[dict]): ...


class Relay:
    """A message leaves the queue once its event is in the stream, and not before."""

    def __init__(self, queue: Queue, stream: Stream):
        self._queue = queue
        self._stream = stream
        self._envelopes = Envelopes()

    def step(self) -> int:
        """How many messages went through."""
        messages = self._queue.receive()
        if messages:
            self._stream.put(
                [
                    self._envelopes.of(
                        json.loads(message["Body"]),
                        int(message["Attributes"]["SentTimestamp"]),
                    )
                    for message in messages
                ]
            )
            self._queue.delete(messages)
        return len(messages)


class SqsQueue:
    def __init__(self, endpoint: str):
        self._sqs = aws.client("sqs", endpoint)
        self._url = self._sqs.get_queue_url(QueueName=aws.QUEUE)["QueueUrl"]

    def receive(self) -> list[dict]:
        received = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=BATCH,
            WaitTimeSeconds=WAIT_S,
            AttributeNames=["SentTimestamp"],
        )
        return received.get("Messages", [])

    def delete(self, messages: list[dict]):
        entries = [
            {"Id": str(n), "ReceiptHandle": message["ReceiptHandle"]}
            for n, message in enumerate(messages)
        ]
        self._sqs.delete_message_batch(QueueUrl=self._url, Entries=entries)


class KinesisStream:
    """Records that the stream does not take, as when it throttles, are put again, alone."""

    def __init__(self, endpoint: str):
        self._kinesis = aws.client("kinesis", endpoint)

    def put(self, events: list[dict]):
        records = [
            {"Data": json.dumps(event).encode(), "PartitionKey": event["id"]}
            for event in events
        ]
        while records:
            put = self._kinesis.put_records(StreamName=kinesis.STREAM, Records=records)
            answers = zip(records, put["Records"], strict=True)
            records = [record for record, answer in answers if "ErrorCode" in answer]
            if records:
                time.sleep(PAUSE_S)


def run(relay: Relay):
    """Without end. What fails is tried again: its messages come again."""
    while True:
        try:
            count = relay.step()
            if count:
                logging.info("%d events into the stream", count)
        except (BotoCoreError, ClientError) as e:
            logging.warning("tried again in %d s: %s", PAUSE_S, e)
            time.sleep(PAUSE_S)


if __name__ == "__main__":
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    s3_endpoint, kinesis_endpoint = sys.argv[1:]
    run(Relay(SqsQueue(s3_endpoint), KinesisStream(kinesis_endpoint)))
