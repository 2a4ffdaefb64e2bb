"""The job against an independent pipeline: the same tensors, the same predictions."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from recorder import Recorder
from reference import grey_or_rgb, results, tensor

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "triton" / "models"
PHANTOMS = 50
ONE_LEVEL = 1 / 255 + 1e-6
PREDICTION = 1e-3


def radstream(*arguments):
    subprocess.run([ROOT / "radstream", *map(str, arguments)], check=True, timeout=600)


@pytest.fixture(scope="module")
def images(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parity") / "images"
    radstream("phantoms", "--out", folder, "--count", PHANTOMS, "--seed", 4242)
    for sample in sorted((ROOT / "samples").glob("*.jpeg")):
        study = folder / sample.stem
        study.mkdir()
        shutil.copy(sample, study / sample.name)
        sidecar = {
            "study_id": sample.stem,
            "view": "AP",
            "timestamp": "2026-01-02T03:04:05Z",
        }
        (study / f"{sample.stem}.json").write_text(json.dumps(sidecar))
    return folder


@pytest.fixture(scope="module")
def studies(images):
    """study_id -> (image, the text that the encoder is asked with)."""
    found = {}
    for folder in images.iterdir():
        sidecar = json.loads((folder / f"{folder.name}.json").read_text())
        (image,) = (path for path in folder.iterdir() if path.suffix != ".json")
        words = (sidecar.get(name) for name in ("view", "modality", "body_part"))
        found[folder.name] = (grey_or_rgb(image), " ".join(filter(None, words)))
    assert len(found) == PHANTOMS + 4
    return found


@pytest.fixture(scope="module")
def recorded(images, tmp_path_factory):
    """The server that a run was sent to, and the run's results by study."""
    out = tmp_path_factory.mktemp("recorded") / "out"
    with Recorder(MODELS) as recorder:
        target = f"127.0.0.1:{recorder.port}"
        radstream("run", "--images", images, "--out", out, "--once", "--models", target)
    return recorder, documents(out)


@pytest.fixture(scope="module")
def embedded(images, tmp_path_factory):
    """The results of a run with the embedded server, by study."""
    out = tmp_path_factory.mktemp("embedded") / "out"
    radstream("run", "--images", images, "--out", out, "--once")
    return documents(out)


def documents(out):
    paths = out.glob("results/*/*/*/*/*_results.json")
    return {
        document["study_id"]: document
        for document in map(json.loads, map(Path.read_text, paths))
    }


@pytest.mark.parametrize(("side", "times"), [(224, 2), (512, 1)])
def test_tensors_are_within_one_level(recorded, studies, side, times):
    came = np.concatenate(recorded[0].tensors[(1, 3, side, side)])
    assert len(came) == times * len(studies), "one a model and study"
    for study_id, (image, _) in studies.items():
        difference = np.abs(came - tensor(image, side)).max(axis=(1, 2, 3))
        assert (difference <= ONE_LEVEL).sum() == times, study_id


@pytest.mark.parametrize("server", ["recorded", "embedded"])
def test_results_are_the_same(server, request, recorded, studies):
    came = request.getfixturevalue(server)
    came = came[1] if server == "recorded" else came
    assert came.keys() == studies.keys()
    for study_id, (image, text) in studies.items():
        expected = results(recorded[0].models, image, text)
        compare(study_id, expected, came[study_id]["inference_results"], image)


def compare(study_id, expected, came, image):
    classifier = came["classifier"]
    assert classifier["predictions"] == pytest.approx(
        expected["predictions"], abs=PREDICTION
    ), study_id
    assert classifier["confidence"] == pytest.approx(
        expected["confidence"], abs=PREDICTION
    ), study_id
    detections = came["detector"]["detections"]
    assert len(detections) == len(expected["detections"]), study_id
    for found, (score, box) in zip(detections, expected["detections"], strict=True):
        assert found["score"] == pytest.approx(score, abs=PREDICTION), study_id
        within = PREDICTION * max(image.size)
        assert found["box"] == pytest.approx(box.tolist(), abs=within), study_id
    for name, vector in expected["features"].items():
        assert came["encoder"][name] == pytest.approx(
            vector.tolist(), abs=PREDICTION
        ), (study_id, name)
