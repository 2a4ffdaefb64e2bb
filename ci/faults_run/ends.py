"""What came of the traffic: the rows of the tables and the objects of the results bucket."""

import json
from dataclasses import dataclass

from faults_run.ledger import End, Kept
from stack import query

ROWS = """
SELECT study_id, study_version, 'result', epoch_us("timestamp") / 1e6 FROM inference_results
UNION ALL
SELECT study_id, study_version, code, epoch_us("at") / 1e6 FROM rejects
"""


@dataclass(frozen=True)
class Row:
    """An end, and when it was: seconds since 1970."""

    end: End
    at: float


def rows(record: dict) -> list[Row]:
    """All that is committed in inference_results and rejects."""
    _, found = query.run(record, ROWS)
    return [Row(End(study, version, how), at) for study, version, how, at in found]


def kept(s3, bucket: str) -> list[Kept]:
    """All result objects."""
    found = []
    for page in s3.get_paginator("list_objects_v2").paginate(
        Bucket=bucket, Prefix="results/"
    ):
        for entry in page.get("Contents", []):
            content = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
            document = json.loads(content)
            found.append(
                Kept(
                    document["study_id"],
                    document["image"]["version_id"],
                    document["metadata"].get("body_part"),
                )
            )
    return found
