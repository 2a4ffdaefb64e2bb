"""Triton's model repository: a folder a model, with its config.pbtxt and 1/model.onnx."""

import hashlib
import re
from pathlib import Path

from .contract import (
    CLASSES,
    CLASSIFIER,
    CLASSIFIER_SIDE,
    DETECTOR,
    DETECTOR_SIDE,
    ENCODER,
    FEATURES,
    FINDINGS,
)

REPOSITORY = Path(__file__).resolve().parents[1] / "models"
FP32, INT32, STRING = "TYPE_FP32", "TYPE_INT32", "TYPE_STRING"

# Name: batch size, batching delay in ms, inputs, outputs, labels.
MODELS = {
    CLASSIFIER: (
        8,
        10,
        [("input", FP32, [3, CLASSIFIER_SIDE, CLASSIFIER_SIDE])],
        [("predictions", FP32, [len(CLASSES)]), ("confidence", FP32, [1])],
        CLASSES,
    ),
    DETECTOR: (
        4,
        15,
        [("input", FP32, [3, DETECTOR_SIDE, DETECTOR_SIDE])],
        [("boxes", FP32, [-1, 4]), ("scores", FP32, [-1]), ("labels", INT32, [-1])],
        FINDINGS,
    ),
    ENCODER: (
        2,
        20,
        [
            ("image", FP32, [3, CLASSIFIER_SIDE, CLASSIFIER_SIDE]),
            ("text", STRING, [1]),
        ],
        [(name + "_features", FP32, [FEATURES]) for name in ("image", "text", "joint")],
        None,
    ),
}


def write(name, model, repository=REPOSITORY):
    """Writes an ONNX model and its configuration."""
    file = repository / name / "1" / "model.onnx"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(model.SerializeToString(deterministic=True))
    (repository / name / "config.pbtxt").write_text(_config(name, digest(file)))


def digest(file):
    return "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()


def configured_digest(name, repository=REPOSITORY):
    """What a model's config.pbtxt says its file's digest is."""
    text = (repository / name / "config.pbtxt").read_text()
    return re.search(r"sha256:[0-9a-f]{64}", text).group()


def _config(name, file_digest):
    batch, delay_ms, inputs, outputs, labels = MODELS[name]
    parameters = {"digest": file_digest, "preprocessing": "plain"}
    if labels:
        parameters["labels"] = ",".join(labels)
    return "\n".join(
        [
            f'name: "{name}"',
            'backend: "onnxruntime"',
            'platform: "onnxruntime_onnx"',
            f"max_batch_size: {batch}",
            *(_tensor("input", *tensor) for tensor in inputs),
            *(_tensor("output", *tensor) for tensor in outputs),
            "dynamic_batching {",
            f"  max_queue_delay_microseconds: {delay_ms * 1000}",
            "}",
            *(_parameter(key, value) for key, value in parameters.items()),
            "",
        ]
    )


def _tensor(kind, name, datatype, dims):
    return f'{kind} {{\n  name: "{name}"\n  data_type: {datatype}\n  dims: {dims}\n}}'


def _parameter(key, value):
    return f'parameters {{\n  key: "{key}"\n  value {{\n    string_value: "{value}"\n  }}\n}}'
