"""The stream: kinesis-local."""

from stack import aws, ports, processes
from stack.folder import Folder
from stack.repository import ROOT

STREAM = "radstream-events"
SHARDS = 2
# It may be installed first.
LONGEST_START_S = 300


def start(folder: Folder, port: int) -> processes.Started:
    """Installed if need be, with nothing in it."""
    server = processes.start(
        folder, "kinesis", [ROOT / "ci" / "servers" / "kinesis.sh", port]
    )
    server.wait_until(lambda: ports.answers(port), LONGEST_START_S)
    return server


def make_stream(endpoint: str):
    """Returns once it takes records."""
    kinesis = aws.client("kinesis", endpoint)
    kinesis.create_stream(StreamName=STREAM, ShardCount=SHARDS)
    waiter = kinesis.get_waiter("stream_exists")
    waiter.wait(StreamName=STREAM, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
