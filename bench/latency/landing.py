"""Studies that land, each with one of the sample radiographs."""

import itertools
import json
import random
import time
from collections.abc import Sequence

from stack.repository import ROOT


def steadily(count: int, rate: float) -> list[float]:
    """The moments of so many studies a second."""
    return [number / rate for number in range(count)]


def scattered(count: int, seconds: float, seed: int) -> list[float]:
    """Moments that know nothing of each other, as those of several scanners."""
    chance = random.Random(seed)
    return sorted(chance.uniform(0, seconds) for _ in range(count))


def at_once(count: int) -> list[float]:
    """One after the other, as fast as they land."""
    return [0.0] * count


class Landing:
    """Lands into one bucket. s3: a client that goes to it directly, so that what holds the job back does not hold this."""

    def __init__(self, s3, bucket: str):
        self._s3 = s3
        self._bucket = bucket
        self._images = [
            path.read_bytes() for path in sorted((ROOT / "samples").glob("*.jpeg"))
        ]

    def land(self, name: str, moments: Sequence[float]) -> float:
        """A study at each of these moments, seconds from now, or as soon after it as can be; their ids begin with the name.
        Returns how many seconds it took."""
        began = time.monotonic()
        for number, (moment, image) in enumerate(
            zip(moments, itertools.cycle(self._images))
        ):
            time.sleep(max(0.0, began + moment - time.monotonic()))
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
