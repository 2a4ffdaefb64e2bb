"""The demo, whole: every kind of input ends where it must, and nobody's name is left anywhere."""

import gzip
import json
import re
from pathlib import Path

import pytest
from conftest import query, results, run, summary

PHANTOMS = 30
STAGES = {
    "queue",
    "source_lag",
    "pair",
    "fetch_sidecar",
    "validate_metadata",
    "admit",
    "fetch_image",
    "prepare_tensors",
    "inference",
    "store_results",
    "end_to_end",
}
REJECTS = {
    "event_malformed": 2,
    "key_unrecognised": 3,
    "sidecar_malformed": 4,
    "sidecar_invalid": 3,
    "sidecar_missing": 1,
    "image_missing": 1,
    "image_undecodable": 3,
    "image_unsupported": 1,
    "image_too_large": 1,
    "object_gone": 1,
}
ODD_BUT_GOOD = 2
RADIOGRAPHS = 4


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    out = tmp_path_factory.mktemp("demo") / "out"
    return out, run("demo", "--out", out, "--phantoms", PHANTOMS)


def test_ends_every_study_where_it_must(demo):
    out, _ = demo
    found = summary(out)
    assert found["rejects"] == REJECTS
    assert found["results"] == RADIOGRAPHS + PHANTOMS + ODD_BUT_GOOD
    without_study = REJECTS["event_malformed"] + REJECTS["key_unrecognised"]
    assert found["studies"] == found["results"] + sum(REJECTS.values()) - without_study


def test_each_kind_of_bad_input_has_its_own_cause(demo):
    out, _ = demo
    rows = query(out, "SELECT study_id, code FROM rejects WHERE study_id IS NOT NULL")
    ended = {row["study_id"]: row["code"] for row in rows}
    assert ended == {
        "bad-sidecar-empty": "sidecar_malformed",
        "bad-sidecar-huge": "sidecar_malformed",
        "bad-sidecar-nested": "sidecar_malformed",
        "bad-sidecar-twice": "sidecar_malformed",
        "bad-sidecar-all-wrong": "sidecar_invalid",
        "bad-sidecar-other-study": "sidecar_invalid",
        "bad-sidecar-future": "sidecar_invalid",
        "bad-image-empty": "image_undecodable",
        "bad-image-truncated": "image_undecodable",
        "bad-image-text": "image_undecodable",
        "bad-image-cmyk": "image_unsupported",
        "bad-image-bomb": "image_too_large",
        "bad-image-gone": "object_gone",
        "bad-no-sidecar": "sidecar_missing",
        "bad-no-image": "image_missing",
    }


def test_a_sidecar_with_every_field_wrong_is_told_of_each(demo):
    out, _ = demo
    (row,) = query(
        out, "SELECT message FROM rejects WHERE study_id = 'bad-sidecar-all-wrong'"
    )
    fields = re.findall(r"(?:^|; )([a-z_]+): expected", row["message"])
    assert set(fields) == {
        "study_id",
        "view",
        "timestamp",
        "patient_id",
        "study_date",
        "modality",
        "body_part",
        "image_size",
        "priority",
        "annotations",
        "test_data",
    }


def test_says_what_cut_the_wait_for_a_half(demo):
    out, _ = demo
    rows = query(out, "SELECT message FROM rejects WHERE code LIKE '%_missing'")
    assert [row["message"].endswith("before the input ended") for row in rows] == [
        True,
        True,
    ]


def test_a_nested_sidecar_is_refused_for_its_depth(demo):
    out, _ = demo
    (row,) = query(
        out, "SELECT message FROM rejects WHERE study_id = 'bad-sidecar-nested'"
    )
    assert "deep" in row["message"]


def test_measures_every_stage(demo):
    out, _ = demo
    stages = summary(out)["stages"]
    assert set(stages) == STAGES
    assert stages["inference"]["count"] == 3 * summary(out)["results"]
    for latency in stages.values():
        assert latency["p50_ms"] <= latency["p95_ms"] <= latency["p99_ms"]
    windows = query(
        out,
        "SELECT sum(count) AS n FROM latency_windows WHERE stage = 'end_to_end' AND window_size = '1m'",
    )
    assert windows[0]["n"] == summary(out)["results"]


def test_finds_what_was_drawn_into_most_phantoms(demo):
    out, _ = demo
    found = [
        document
        for study_id, document in results(out).items()
        if study_id.startswith("phantom")
    ]
    assert len(found) == PHANTOMS
    with_boxes = [d for d in found if d["inference_results"]["detector"]["detections"]]
    assert len(with_boxes) > PHANTOMS / 2


def test_prints_what_came_and_where_to_go_on(demo):
    out, printed = demo
    assert f"{summary(out)['results']} results" in printed
    for code, count in REJECTS.items():
        assert re.search(rf"^{code} +{count}$", printed, re.M)
    assert len(re.findall(r"^  \./radstream ", printed, re.M)) == 3


TABLES = ("inference_results", "rejects", "telemetry_events", "latency_windows")


def test_its_report_tells_that_it_has_finished(demo):
    out, _ = demo
    page = (out / "report" / "index.html").read_text()
    assert "not finished" not in page
    assert re.search(r"UTC · finished · RadStream", page)


def left_behind(out: Path) -> dict[str, bytes]:
    """What a reader finds in each file but the images, unpacked, and in every column of each table."""
    found = {}
    for path in out.rglob("*"):
        if path.is_file() and out / "images" not in path.parents:
            content = path.read_bytes()
            packed = path.suffix == ".gz"
            found[str(path.relative_to(out))] = (
                gzip.decompress(content) if packed else content
            )
    for table in TABLES:
        rows = query(out, f"SELECT * FROM {table}")
        found[f"table {table}"] = json.dumps(rows).encode()
    return found


def test_leaves_no_patient_anywhere(demo):
    """Phantoms have patients: their ids are in the sidecars, and nowhere else."""
    out, printed = demo
    sidecars = "\n".join(
        path.read_text() for path in out.glob("images/phantom-*/*.json")
    )
    patients = set(re.findall(r'"patient_id": ?"([^"]+)"', sidecars))
    assert len(patients) > 5
    found = left_behind(out)
    for name, content in found.items():
        assert not [p for p in patients if p.encode() in content], name
    assert not [p for p in patients if p in printed]

    def told_of(study_id: str) -> set[str]:
        names = [name for name in found if study_id.encode() in found[name]]
        return {name.partition("/")[0] for name in names}

    # The same search finds what is there.
    assert {"archive", "results", "table inference_results"} <= told_of("phantom-0000")
    assert {"rejects", "table rejects"} <= told_of("bad-sidecar-all-wrong")
    assert "table telemetry_events" in told_of("phantom-0000")
    assert b"end_to_end" in found["table latency_windows"]


def test_runs_again_in_the_same_folder(demo):
    out, _ = demo
    run("demo", "--out", out, "--phantoms", 1)
    assert summary(out)["results"] == RADIOGRAPHS + 1 + ODD_BUT_GOOD


def test_leaves_the_files_of_others_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    printed = run("demo", "--out", tmp_path, code=2)
    assert "--out" in printed
    assert (tmp_path / "thesis.txt").read_text() == "mine"
