"""S3, Glue, Secrets Manager, EventBridge and SQS: moto, with what a stack needs in it."""

import base64
import json
import secrets
import sys

import boto3
from botocore.config import Config

from stack import ports, processes
from stack.folder import Folder
from stack.repository import installed

REGION = "us-east-1"
# Fixed in the job too, for its credentials `emulator`.
KEY = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
IMAGES, RESULTS, TABLES = "radstream-images", "radstream-results", "radstream-tables"
PREFIX = "images/"
WAREHOUSE = f"s3://{TABLES}/warehouse"
DATABASE = "radstream_analytics"
SECRET = "radstream/pseudonym-key"
QUEUE = "radstream-object-created"
LONGEST_START_S = 60


def client(service: str, endpoint: str):
    """A client that waits for no emulator for long."""
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        config=Config(
            connect_timeout=5,
            read_timeout=60,
            retries={"mode": "standard", "total_max_attempts": 3},
            s3={"addressing_style": "path"},
        ),
        **KEY,
    )


def start(folder: Folder, port: int) -> processes.Started:
    """Installed if need be, and empty."""
    packages = installed("install", "moto")
    server = processes.start(
        folder,
        "aws",
        [sys.executable, "-m", "moto.server", "-H", ports.HOST, "-p", port],
        {"PYTHONPATH": str(packages)},
    )
    server.wait_until(lambda: ports.answers(port), LONGEST_START_S)
    return server


def furnish(endpoint: str):
    """Buckets; a rule by which EventBridge tells a queue of each new image; the key of the pseudonyms."""
    s3 = client("s3", endpoint)
    for bucket in (IMAGES, RESULTS, TABLES):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(
        Bucket=IMAGES, VersioningConfiguration={"Status": "Enabled"}
    )
    s3.put_bucket_notification_configuration(
        Bucket=IMAGES, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    sqs, events = client("sqs", endpoint), client("events", endpoint)
    queue = sqs.create_queue(QueueName=QUEUE)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
    events.put_rule(Name=QUEUE, EventPattern=json.dumps(_pattern()))
    events.put_targets(
        Rule=QUEUE,
        Targets=[{"Id": "queue", "Arn": attributes["Attributes"]["QueueArn"]}],
    )
    client("secretsmanager", endpoint).create_secret(
        Name=SECRET,
        SecretString=json.dumps(
            {"id": "stack", "key": base64.b64encode(secrets.token_bytes(32)).decode()}
        ),
    )


def _pattern() -> dict:
    return {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {
            "bucket": {"name": [IMAGES]},
            "object": {"key": [{"prefix": PREFIX}]},
        },
    }
