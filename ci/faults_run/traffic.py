"""Studies that land at a steady rate, some of them overwritten soon after, some with an invalid sidecar."""

import heapq
import json
import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from faults_run.landed import Landed, LandedStudy

OVERWRITE_WITHIN_S = 10.0


@dataclass(frozen=True)
class Mix:
    """Studies a second, and the shares of them that are overwritten and invalid."""

    rate: float = 2.0
    overwritten: float = 0.08
    invalid: float = 0.04


class Traffic(threading.Thread):
    """Lands studies until it is told to stop. images: files to choose from."""

    def __init__(self, s3, bucket: str, images: list[Path], mix: Mix, seed: int):
        super().__init__(name="traffic", daemon=True)
        self.studies: dict[str, LandedStudy] = {}
        self.failure: Exception | None = None
        self._s3 = s3
        self._bucket = bucket
        self._images = [(path.suffix, path.read_bytes()) for path in images]
        self._mix = mix
        self._seed = seed
        self._random = random.Random(f"traffic {seed}")
        self._overwrites: list[tuple[float, str]] = []
        self._stopped = threading.Event()

    def run(self):
        try:
            due = time.monotonic()
            while not self._stopped.is_set():
                self._land(f"fault-{self._seed}-{len(self.studies):06d}")
                while self._overwrites and self._overwrites[0][0] <= time.time():
                    self._overwrite(heapq.heappop(self._overwrites)[1])
                due += 1 / self._mix.rate
                self._stopped.wait(max(0.0, due - time.monotonic()))
            for _, study_id in self._overwrites:
                self._overwrite(study_id)
        except (BotoCoreError, ClientError) as e:
            self.failure = e

    def stop(self) -> list[LandedStudy]:
        """All that landed. Fails where it could not land what it meant to: then the run says nothing of the job."""
        self._stopped.set()
        self.join()
        if self.failure:
            raise self.failure
        return list(self.studies.values())

    def _land(self, study_id: str):
        ending, content = self._random.choice(self._images)
        study = LandedStudy(study_id)
        valid = self._random.random() >= self._mix.invalid
        study.images.append(self._put(study_id, ending, content))
        study.sidecars.append(self._put_sidecar(study, valid))
        self.studies[study_id] = study
        if self._random.random() < self._mix.overwritten:
            within = self._random.uniform(0, OVERWRITE_WITHIN_S)
            heapq.heappush(self._overwrites, (time.time() + within, study_id))

    def _overwrite(self, study_id: str):
        """With another sidecar, or another image of the same kind; a corrected sidecar is valid."""
        study = self.studies[study_id]
        if self._random.random() < 0.5:
            study.sidecars.append(self._put_sidecar(study, valid=True))
            return
        ending = "." + study.images[0].key.rpartition(".")[2]
        content = self._random.choice([c for e, c in self._images if e == ending])
        study.images.append(self._put(study_id, ending, content))

    def _put_sidecar(self, study: LandedStudy, valid: bool) -> Landed:
        revision = f"R{len(study.sidecars)}"
        sidecar = {
            "study_id": study.study_id,
            "view": "PA" if valid else "SIDEWAYS",
            "timestamp": "2026-01-02T03:04:05Z",
            "patient_id": f"patient of {study.study_id}",
            "body_part": revision,
        }
        content = json.dumps(sidecar).encode()
        return self._put(study.study_id, ".json", content, revision, valid)

    def _put(self, study_id, ending, content, revision=None, valid=True) -> Landed:
        key = f"images/{study_id}/{study_id}{ending}"
        put = self._s3.put_object(Bucket=self._bucket, Key=key, Body=content)
        return Landed(key, put["VersionId"], time.time(), revision, valid)
