"""The committed models: files, digests, signatures, junk text, batches, and the card's numbers."""

import json
import re
from pathlib import Path

import numpy as np
import onnx
import pytest

from training.contract import (
    CLASSES,
    CLASSIFIER,
    DETECTOR,
    DETECTOR_SIDE,
    ENCODER,
    FEATURES,
    FINDINGS,
    MOST_DETECTIONS,
    describe,
)
from training.measure import JUNK, Seen, Server, batch_difference, measure
from training.phantoms import Generator
from training.repository import MODELS, REPOSITORY, configured_digest, digest

HERE = Path(__file__).resolve().parent
MOST_BYTES = 5_000_000
MOST_BATCH_DIFFERENCE = 1e-5
# Fresh phantoms of another seed than the card's, and how far their numbers may be from it: about
# three standard deviations of a share of 100.
PHANTOMS = 100
SEED = 77
TOLERANCE = 0.12

TYPES = {
    "TYPE_FP32": "tensor(float)",
    "TYPE_INT32": "tensor(int32)",
    "TYPE_STRING": "tensor(string)",
}
NUMBERS = [
    ("classifier", "accuracy"),
    ("detector", "iou_0.3", "precision"),
    ("detector", "iou_0.3", "recall"),
    ("detector", "iou_0.5", "precision"),
    ("detector", "iou_0.5", "recall"),
    ("encoder", "view_by_nearest_text"),
    ("encoder", "class_by_nearest_joint"),
    ("encoder", "class_by_nearest_image"),
]


@pytest.fixture(scope="module")
def server():
    return Server()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("phantoms")
    return Seen(Generator(folder).write(folder / "fresh", PHANTOMS, SEED))


@pytest.fixture(scope="module")
def measured(server, fresh):
    return measure(server, fresh)


@pytest.mark.parametrize("name", MODELS)
def test_the_file_is_small_sound_and_the_one_that_its_configuration_names(name):
    file = REPOSITORY / name / "1" / "model.onnx"

    assert file.stat().st_size < MOST_BYTES
    assert configured_digest(name) == digest(file)
    onnx.checker.check_model(onnx.load(file), full_check=True)


@pytest.mark.parametrize("name", MODELS)
def test_the_signature_is_the_contracts(server, name):
    _, _, inputs, outputs, _ = MODELS[name]
    session = server.session(name)

    assert [form(tensor) for tensor in session.get_inputs()] == list(
        map(wanted, inputs)
    )
    assert [form(tensor) for tensor in session.get_outputs()] == list(
        map(wanted, outputs)
    )


def wanted(tensor):
    name, datatype, dims = tensor
    return name, TYPES[datatype], [-1, *dims]


def form(tensor):
    """As Triton's onnxruntime backend sees it: -1 for what is known only in a run."""
    dims = [-1 if isinstance(size, str) else size for size in tensor.shape]
    return tensor.name, tensor.type, dims


@pytest.mark.parametrize("name", MODELS)
def test_the_configuration_batches_as_the_contract_says_and_tells_labels(name):
    batch, delay_ms, _, _, labels = MODELS[name]
    config = (REPOSITORY / name / "config.pbtxt").read_text()

    assert f"max_batch_size: {batch}\n" in config
    assert f"max_queue_delay_microseconds: {delay_ms}000\n" in config
    assert parameter(config, "preprocessing") == "plain"
    assert parameter(config, "labels") == (",".join(labels) if labels else None)


def parameter(config, key):
    told = re.search(rf'key: "{key}"\s+value {{\s+string_value: "([^"]*)"', config)
    return told.group(1) if told else None


@pytest.mark.parametrize("text", [*JUNK, b"\xff\xfe\x80 AP"], ids=range(len(JUNK) + 1))
def test_any_text_gives_unit_vectors(server, text):
    answer = said(server, text)

    for vector in answer.values():
        assert vector.shape == (1, FEATURES)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_case_does_not_matter_and_views_do(server):
    def vector(text):
        return said(server, text)["text_features"][0]

    upper = vector(describe("AP"))
    assert vector("ap x-ray chest") == pytest.approx(upper, abs=1e-6)
    assert vector("Ap X-ray Chest") == pytest.approx(upper, abs=1e-6)
    assert upper @ vector(describe("LATERAL")) < 0.9


def said(server, text):
    image = np.zeros((1, 3, 224, 224), np.float32)
    return server.infer(ENCODER, image=image, text=np.array([[text]], object))


def test_a_batch_answers_as_its_items_alone(server, fresh):
    difference = batch_difference(server, fresh, JUNK[:8])

    assert max(difference.values()) <= MOST_BATCH_DIFFERENCE, difference


def test_answers_are_sound(server, fresh):
    for small, large in zip(fresh.small[:20], fresh.large[:20]):
        probabilities, confidence = server.classify(small)
        assert probabilities.shape == (len(CLASSES),)
        assert probabilities.sum() == pytest.approx(1, abs=1e-5)
        assert confidence == probabilities.max()

        found = server.detect(large)
        assert len(found) <= MOST_DETECTIONS
        for score, kind, x1, y1, x2, y2 in found:
            assert 0 < score <= 1
            assert 0 <= kind < len(FINDINGS)
            assert 0 <= x1 < x2 <= 1
            assert 0 <= y1 < y2 <= 1


def test_what_fills_up_the_detections_is_all_zeros(server):
    blank = np.zeros((1, 3, DETECTOR_SIDE, DETECTOR_SIDE), np.float32)

    answer = server.infer(DETECTOR, input=blank)

    filler = answer["scores"] == 0
    assert answer["scores"].shape == (1, MOST_DETECTIONS)
    assert filler.any()
    assert not answer["boxes"][filler].any()
    assert not answer["labels"][filler].any()


@pytest.mark.parametrize("grey", [0, 1])
def test_an_image_of_one_grey_has_probabilities(server, grey):
    image = np.full((1, 3, 224, 224), grey, np.float32)

    assert np.isfinite(server.infer(CLASSIFIER, input=image)["predictions"]).all()


@pytest.mark.parametrize("path", NUMBERS, ids=" ".join)
def test_the_cards_numbers_hold_for_other_phantoms(measured, path):
    told = at(json.loads((HERE / "measured.json").read_text()), path)

    assert f"{100 * told:.1f} %" in (HERE / "MODEL_CARD.md").read_text()
    assert at(measured, path) == pytest.approx(told, abs=TOLERANCE)


def at(measured, path):
    for key in path:
        measured = measured[key]
    return measured
