"""Trains the demonstration models on phantoms and writes them to triton/models.

    pip install -r triton/requirements.txt
    python triton/train.py

Needs a JDK 17 or newer, for the phantoms. The same seed on the same machine writes the same
bytes. Prints and writes down what the models do with phantoms that they have not seen:
MODEL_CARD.md and measured.json beside this file.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from training import card, classifier, detector, encoder, repository
from training.contract import (
    CLASSIFIER,
    DETECTOR,
    ENCODER,
)
from training.measure import (
    JUNK,
    Seen,
    Server,
    all_pairs,
    batch_difference,
    measure,
)
from training.phantoms import Generator
from training.tensors import pooled
from training.varied import vary

HERE = Path(__file__).resolve().parent
# Of the phantoms for training: how many, and how long their longer side is (0: any).
LOTS = [(2000, 560), (1000, 900)]
HELD_BACK = 300
FRESH = 600
EPOCHS = {"classifier": 14, "detector": 14}
ENCODER_STEPS = 800
COPIES = 3
MOST_BATCH_DIFFERENCE = 1e-5


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    began = time.monotonic()

    def tell(line):
        print(f"[{time.monotonic() - began:4.0f} s] {line}", flush=True)

    with tempfile.TemporaryDirectory(prefix="radstream-phantoms-") as folder:
        folder = Path(folder)
        generator = Generator(folder)
        studies = []
        for lot, (count, side) in enumerate(LOTS):
            studies += generator.write(
                folder / f"lot{lot}", count, 1000 * seed + lot, side
            )
        held_back = generator.write(folder / "held", HELD_BACK, 1000 * seed + 10)
        tell(f"drew {len(studies)} phantoms to train on, {HELD_BACK} to tune with")
        facts = train(studies, held_back, seed, tell)
        fresh = Seen(generator.write(folder / "fresh", FRESH, 1000 * seed + 20))
        server = Server()
        difference = batch_difference(server, fresh, JUNK[:8])
        tell(f"a batch differs from its items alone by {difference}")
        if max(difference.values()) > MOST_BATCH_DIFFERENCE:
            raise SystemExit(
                f"expected batches to differ by at most {MOST_BATCH_DIFFERENCE}, "
                f"came {difference}"
            )
        measured = measure(server, fresh)
    tell(f"measured on {FRESH} fresh phantoms:")
    print(json.dumps(measured, indent=2))
    said = card.radiographs(server)
    facts |= {
        "seed": seed,
        "fresh_seed": 1000 * seed + 20,
        "trained_on": len(studies),
        "held_back": HELD_BACK,
        "cpu_minutes": sum(os.times()[:4]) / 60,
        "epochs": EPOCHS,
    }
    (HERE / "measured.json").write_text(json.dumps(measured, indent=2) + "\n")
    card.write(HERE / "MODEL_CARD.md", facts, measured, said)
    tell("wrote the models, measured.json and MODEL_CARD.md")


def train(studies, held_back, seed, tell):
    """Trains and writes the three models; what the card tells of them."""
    seen, tuning = Seen(studies), Seen(held_back)
    labels, views = seen.labels, seen.views
    small, tuning_small = (
        np.stack([pooled(image, classifier.POOLING) for image in images])
        for images in (seen.small, tuning.small)
    )
    large = np.stack([pooled(image, detector.POOLING) for image in seen.large])
    tell("prepared tensors")

    draws = np.random.default_rng(seed)
    base = classifier.train(small, labels, views, EPOCHS["classifier"], draws, tell)
    warmth = classifier.temperature(base, tuning_small, tuning.labels)
    repository.write(CLASSIFIER, classifier.export(base, warmth))

    copies = [small] + [vary(small, None, draws, 7) for _ in range(COPIES)]
    features = np.stack([classifier.features(base, copy) for copy in copies])
    towers = encoder.train(base, features, labels, views, ENCODER_STEPS, draws, tell)
    repository.write(ENCODER, encoder.export(towers))

    boxes, kinds = detector.targets(seen.findings)
    found = detector.train(large, boxes, kinds, EPOCHS["detector"], draws, tell)
    repository.write(DETECTOR, detector.export(found, 0.05))
    threshold = best_threshold(tuning)
    repository.write(DETECTOR, detector.export(found, threshold))

    weights = {CLASSIFIER: base, DETECTOR: found, ENCODER: towers}
    return {
        "temperature": warmth,
        "threshold": threshold,
        "words": len(encoder.WORDS),
        "parameters": {
            n: sum(w.size for w in ws.values()) for n, ws in weights.items()
        },
        "kilobytes": {
            name: (repository.REPOSITORY / name / "1/model.onnx").stat().st_size // 1000
            for name in weights
        },
    }


def best_threshold(seen):
    """The score below which boxes are left out: the one of the best F1 at an overlap of 0.5."""
    server = Server()
    answers = [server.detect(large) for large in seen.large]
    wanted = sum(map(len, seen.findings))
    best = (0.0, 0.05)
    for threshold in np.arange(0.1, 0.61, 0.02):
        shown = [[f for f in found if f[0] > threshold] for found in answers]
        f1 = 2 * len(all_pairs(shown, seen.findings, 0.5))
        f1 /= max(1, wanted + sum(map(len, shown)))
        best = max(best, (f1, round(float(threshold), 2)))
    return best[1]


if __name__ == "__main__":
    main()
