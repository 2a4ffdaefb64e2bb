"""Studies that land, each with one of the sample radiographs."""

import itertools
import json
import time

from stack.repository import ROOT


class Landing:
    """Lands into one bucket. s3: a client that goes to it directly, so that what holds the job back does not hold this."""

    def __init__(self, s3, bucket: str):
        self._s3 = s3
        self._bucket = bucket
        self._images = [
            path.read_bytes() for path in sorted((ROOT / "samples").glob("*.jpeg"))
        ]

    def land(self, name: str, count: int, rate: float | None) -> float:
        """So many studies, their ids beginning with the name; so many a second, or one after the other. Returns how many
        seconds it took."""
        began = time.monotonic()
        for number, image in zip(range(count), itertools.cycle(self._images)):
            if rate:
                time.sleep(max(0.0, began + number / rate - time.monotonic()))
            study = f"{name}-{number:05d}"
            self._put(f"{study}/{study}.jpeg", image)
            sidecar = {
                "study_id": study,
                "view": "PA",
                "timestamp": "2026-01-02T03:04:05Z",
                "patient_id": f"patient {number}",
            }
            self._put(f"{study}/{study}.json", json.dumps(sidecar).encode())
        return time.monotonic() - began

    def _put(self, name: str, content: bytes):
        self._s3.put_object(Bucket=self._bucket, Key=f"images/{name}", Body=content)
