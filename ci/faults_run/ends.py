"""What came of the traffic: the rows of the tables, the files of the archive and the rejects, the result objects."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass

from faults_run.landed import RESULT
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


def filed(s3, bucket: str) -> list[End]:
    """All lines of the archive and of the rejects."""
    found = []
    for prefix in ("archive/", "rejects/"):
        for content in _contents(s3, bucket, prefix):
            for line in gzip.decompress(content).splitlines():
                told = json.loads(line)
                how = told.get("code", RESULT)
                found.append(End(told["study_id"], told["study_version"], how))
    return found


def kept(s3, bucket: str) -> list[Kept]:
    """All result objects."""
    found = []
    for content in _contents(s3, bucket, "results/"):
        told = json.loads(content)
        revision = told["metadata"].get("body_part")
        found.append(Kept(told["study_id"], told["image"]["version_id"], revision))
    return found


def _contents(s3, bucket: str, prefix: str) -> Iterator[bytes]:
    """Of what a reader sees: names that begin with _ are not yet whole."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    for page in pages:
        for entry in page.get("Contents", []):
            if not entry["Key"].rpartition("/")[2].startswith(("_", ".")):
                yield s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
