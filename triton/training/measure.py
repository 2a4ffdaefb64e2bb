"""What the exported models do with phantoms that they have not seen; without JAX."""

import numpy as np
import onnxruntime

from .contract import (
    CLASSES,
    CLASSIFIER,
    CLASSIFIER_SIDE,
    DETECTOR,
    DETECTOR_SIDE,
    ENCODER,
    FINDINGS,
    VIEWS,
    describe,
)
from .repository import REPOSITORY
from .tensors import load, resize, tensor

# A detection that overlaps a finding by so much (IoU) has found it.
OVERLAPS = (0.3, 0.5)
NEIGHBOURS = 5


class Server:
    """The models of a repository, run by ONNX Runtime."""

    def __init__(self, repository=REPOSITORY):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        self._sessions = {
            name: onnxruntime.InferenceSession(
                repository / name / "1" / "model.onnx",
                options,
                providers=["CPUExecutionProvider"],
            )
            for name in (CLASSIFIER, DETECTOR, ENCODER)
        }

    def session(self, name):
        return self._sessions[name]

    def infer(self, name, **inputs):
        """One call: the outputs by name."""
        session = self._sessions[name]
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, inputs)))

    def classify(self, small):
        """Of an image of CLASSIFIER_SIDE, 8 bits: probabilities, confidence."""
        answer = self.infer(CLASSIFIER, input=tensor(small)[None])
        return answer["predictions"][0], float(answer["confidence"][0, 0])

    def detect(self, large):
        """Findings in an image of DETECTOR_SIDE, 8 bits, best first.

        Each is (score, kind, x1, y1, x2, y2); places are shares of the image.
        """
        answer = self.infer(DETECTOR, input=tensor(large)[None])
        found = zip(answer["scores"][0], answer["labels"][0], answer["boxes"][0])
        return [
            (float(score), int(kind), *(float(edge) / DETECTOR_SIDE for edge in box))
            for score, kind, box in found
            if score > 0
        ]

    def encode(self, small, text):
        """The vectors of an image of CLASSIFIER_SIDE, of a text, and of both."""
        answer = self.infer(
            ENCODER, image=tensor(small)[None], text=np.array([[text]], object)
        )
        return tuple(
            answer[f"{kind}_features"][0] for kind in ("image", "text", "joint")
        )


class Seen:
    """Studies with their images in the models' sizes, 8 bits."""

    def __init__(self, studies):
        self.labels = np.array([study.label for study in studies])
        self.views = np.array([study.view for study in studies])
        self.findings = [study.findings for study in studies]
        sizes = load(studies, in_both_sizes)
        self.small = [small for small, _ in sizes]
        self.large = [large for _, large in sizes]


def in_both_sizes(image):
    """An image of tensors.decode in the classifier's and in the detector's size."""
    return resize(image, CLASSIFIER_SIDE), resize(image, DETECTOR_SIDE)


def measure(server, seen):
    """All numbers of the model card."""
    return {
        "phantoms": len(seen.labels),
        "classifier": _classifier(server, seen),
        "detector": _detector(server, seen),
        "encoder": _encoder(server, seen),
    }


def _classifier(server, seen):
    labels, views = seen.labels, seen.views
    answers = [server.classify(small) for small in seen.small]
    predicted = np.array([probabilities.argmax() for probabilities, _ in answers])
    confidence = np.array([confidence for _, confidence in answers])
    right = predicted == labels
    confusion = np.zeros((len(CLASSES), len(CLASSES)), int)
    np.add.at(confusion, (labels, predicted), 1)
    return {
        "accuracy": _share(right),
        "accuracy_by_view": {
            view: _share(right[views == i])
            for i, view in enumerate(VIEWS)
            if (views == i).any()
        },
        "recall": {name: _share(right[labels == i]) for i, name in enumerate(CLASSES)},
        "confusion": confusion.tolist(),
        "mean_confidence": round(float(confidence.mean()), 4),
        "calibration_error": _calibration_error(confidence, right),
    }


def _calibration_error(confidence, right):
    """Expected calibration error over ten bins."""
    bins = np.minimum(9, (confidence * 10).astype(int))
    error = sum(
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in range(10)
        if (bins == b).any()
    )
    return round(float(error), 4)


def _detector(server, seen):
    answers = [server.detect(large) for large in seen.large]
    wanted = [finding for findings in seen.findings for finding in findings]
    result = {}
    for overlap in OVERLAPS:
        pairs = all_pairs(answers, seen.findings, overlap)
        result[f"iou_{overlap}"] = {
            "precision": round(len(pairs) / max(1, sum(map(len, answers))), 4),
            "recall": round(len(pairs) / max(1, len(wanted)), 4),
        }
    # Of the pairs at the largest overlap.
    result["kind_of_matched_is_right"] = _share(
        [found[1] == finding[0] for found, finding in pairs]
    )
    result["recall_by_kind"] = {
        name: round(
            sum(finding[0] == kind for _, finding in pairs)
            / max(1, sum(finding[0] == kind for finding in wanted)),
            4,
        )
        for kind, name in enumerate(FINDINGS)
    }
    result["normal_without_a_box"] = _share(
        [not found for found, label in zip(answers, seen.labels) if label == 0]
    )
    return result


def all_pairs(answers, findings, overlap):
    """match() over several images."""
    return [
        pair
        for found, wanted in zip(answers, findings)
        for pair in match(found, wanted, overlap)
    ]


def match(found, findings, overlap):
    """Pairs of a detection and the finding that it has found, best detections first."""
    left = list(findings)
    pairs = []
    for detection in found:
        best = max(left, key=lambda f: iou(detection[2:], f[1:]), default=None)
        if best is not None and iou(detection[2:], best[1:]) >= overlap:
            left.remove(best)
            pairs.append((detection, best))
    return pairs


def iou(a, b):
    wide = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    shared = wide * high
    joined = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared
    return shared / joined if joined > 0 else 0


def _encoder(server, seen):
    labels, views = seen.labels, seen.views
    vectors = [
        server.encode(small, describe(VIEWS[view]))
        for small, view in zip(seen.small, views)
    ]
    image, _, joint = (np.stack(part) for part in zip(*vectors))
    texts = np.stack(
        [server.encode(seen.small[0], describe(view))[1] for view in VIEWS]
    )
    return {
        "view_by_nearest_text": _share((image @ texts.T).argmax(1) == views),
        "class_by_nearest_joint": _share(_nearest(joint, labels) == labels),
        "class_by_nearest_image": _share(_nearest(image, labels) == labels),
    }


def _nearest(vectors, labels):
    """The most frequent class among each vector's five nearest others."""
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -np.inf)
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :NEIGHBOURS]
    votes = np.zeros((len(labels), len(CLASSES)))
    for rank in range(NEIGHBOURS):
        # A little more for the nearer one, so that no two classes are equal.
        np.add.at(
            votes,
            (np.arange(len(labels)), labels[nearest[:, rank]]),
            1 - 0.01 * rank,
        )
    return votes.argmax(1)


def _share(right):
    return round(float(np.mean(right)), 4) if len(right) else 0.0


def batch_difference(server, seen, texts):
    """How much an answer depends on what else is in its batch: the most, by model.

    :param texts: as many as images are taken
    """
    small = np.stack([tensor(image) for image in seen.small[: len(texts)]])
    large = np.stack([tensor(image) for image in seen.large[: len(texts)]])
    words = np.array(texts, object)[:, None]
    return {
        CLASSIFIER: _difference(server, CLASSIFIER, 8, input=small),
        DETECTOR: _difference(server, DETECTOR, 4, input=large),
        ENCODER: _difference(server, ENCODER, 2, image=small, text=words),
    }


def _difference(server, name, size, **inputs):
    count = len(next(iter(inputs.values())))
    most = 0.0
    for start in range(0, count - size + 1, size):
        together = server.infer(
            name, **{key: value[start : start + size] for key, value in inputs.items()}
        )
        for i in range(size):
            row = slice(start + i, start + i + 1)
            alone = server.infer(name, **{k: value[row] for k, value in inputs.items()})
            for key, value in alone.items():
                # Boxes are in pixels: measured as shares of the input's side.
                scale = DETECTOR_SIDE if key == "boxes" else 1
                difference = np.abs(together[key][i : i + 1] - value).max() / scale
                most = max(most, float(difference))
    return most


JUNK = [
    "",
    " ",
    "\t\n",
    "AP",
    "ap x-ray chest",
    "AP X-RAY CHEST",
    "überhaupt \u202enichts \U0001fa7b \u0000 \ufffd",
    "DROP TABLE",
    "x" * 10_000,
    "LATERAL " * 5_000,
]
