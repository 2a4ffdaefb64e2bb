"""The embedded model server, asked by NVIDIA's own client.

mvn verify
pip install -r ci/requirements.txt
pytest ci/serving
"""

import os
import queue
import re
import shutil
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import tritonclient.grpc as triton

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "local/src/test/resources/io/radstream/local/serving/repository"
MAIN = "io.radstream.local.serving.ModelServerProcess"
PATIENCE_S = 60

# Nobody ever joins this one's requests, so a lone one waits for an hour.
PATIENT = """
max_batch_size: 2
dynamic_batching { max_queue_delay_microseconds: 3600000000 }
"""

# A full batch of eight goes at once; anything else waits for ten seconds.
EIGHT = """
max_batch_size: 8
dynamic_batching { max_queue_delay_microseconds: 10000000 }
"""


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def class_path():
    target = ROOT / "local" / "target"
    return os.pathsep.join(
        [
            str(target / "classes"),
            str(target / "test-classes"),
            str(ROOT / "udfs" / "target" / "classes"),
            (target / "classpath.txt").read_text().strip(),
        ]
    )


class Server:
    """The server as a process, on a port of its own choice."""

    def __init__(self, repository):
        self.process = subprocess.Popen(
            [java(), "-Xmx512m", MAIN, str(repository)],
            env={**os.environ, "CLASSPATH": class_path()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.address = self.await_address()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def await_address(self):
        seen = []
        while True:
            line = self.lines.get(timeout=PATIENCE_S)
            if line is None:
                raise AssertionError(f"expected a server, came {''.join(seen)}")
            seen.append(line)
            if found := re.match(r"models on (127\.0\.0\.1:\d+)", line):
                return found[1]

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    repository = tmp_path_factory.mktemp("models") / "repository"
    shutil.copytree(MODELS, repository)
    for name, config in [("patient", PATIENT), ("eight", EIGHT)]:
        shutil.copytree(MODELS / "affine", repository / name)
        (repository / name / "config.pbtxt").write_text(config)
    server = Server(repository)
    yield server
    server.stop()


@pytest.fixture
def client(server):
    with triton.InferenceServerClient(server.address) as client:
        yield client


def tensor(name, values, datatype=None):
    datatype = datatype or triton_type(values)
    made = triton.InferInput(name, values.shape, datatype)
    made.set_data_from_numpy(values)
    return made


def triton_type(values):
    kinds = {
        "bool": "BOOL",
        "uint8": "UINT8",
        "int8": "INT8",
        "int16": "INT16",
        "int32": "INT32",
        "int64": "INT64",
        "float16": "FP16",
        "float32": "FP32",
        "float64": "FP64",
        "object": "BYTES",
    }
    return kinds[values.dtype.name]


def rows(*rows):
    return np.array(rows, dtype=np.float32)


def statistics(client, model):
    return client.get_inference_statistics(model).model_stats[-1]


def test_health(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready("affine")
    assert client.is_model_ready("affine", "1")
    assert not client.is_model_ready("affine", "7")
    assert not client.is_model_ready("other")


def test_server_metadata(client):
    metadata = client.get_server_metadata(as_json=True)
    assert metadata["name"] == "radstream-onnxruntime"
    assert metadata["version"]
    assert "statistics" in metadata["extensions"]


def test_repository_index(client):
    index = client.get_model_repository_index().models
    versions = sorted((model.name, model.version, model.state) for model in index)
    assert versions[:3] == [
        ("affine", "1", "READY"),
        ("affine", "2", "READY"),
        ("boxes", "1", "READY"),
    ]
    assert len(versions) == 10


def test_model_metadata(client):
    metadata = client.get_model_metadata("affine", as_json=True)
    assert metadata == {
        "name": "affine",
        "versions": ["1", "2"],
        "platform": "onnxruntime_onnx",
        "inputs": [{"name": "x", "datatype": "FP32", "shape": ["-1", "4"]}],
        "outputs": [{"name": "y", "datatype": "FP32", "shape": ["-1", "4"]}],
    }


def test_model_config(client):
    config = client.get_model_config("affine").config
    assert config.name == "affine"
    assert config.backend == "onnxruntime"
    assert config.max_batch_size == 8
    assert list(config.input[0].dims) == [4]
    assert config.dynamic_batching.max_queue_delay_microseconds == 50_000
    assert config.instance_group[0].count == 1
    assert config.parameters["digest"].string_value == "sha256:00"
    assert client.get_model_config("total").config.max_batch_size == 0


def test_infer(client):
    result = client.infer(
        "affine", [tensor("x", rows([0, 1, 2, 3]))], request_id="call 7"
    )
    assert result.as_numpy("y").tolist() == [[-1, 2, 5, 8]]
    response = result.get_response()
    assert response.id == "call 7"
    assert response.model_name == "affine"
    assert response.model_version == "2"
    assert response.parameters["queue_ms"].double_param > 0
    assert response.parameters["compute_ms"].double_param > 0


def test_infer_in_a_version(client):
    result = client.infer(
        "affine", [tensor("x", rows([0, 1, 2, 3]))], model_version="1"
    )
    assert result.as_numpy("y").tolist() == [[1, 3, 5, 7]]


def test_infer_a_batch(client):
    values = np.arange(32, dtype=np.float32).reshape(8, 4)
    result = client.infer("affine", [tensor("x", values)])
    np.testing.assert_array_equal(result.as_numpy("y"), values * 3 - 1)


def test_infer_compressed(client):
    values = np.zeros((8, 4), dtype=np.float32)
    result = client.infer("affine", [tensor("x", values)], compression_algorithm="gzip")
    np.testing.assert_array_equal(result.as_numpy("y"), values - 1)


def test_infer_asynchronously(client):
    answers = queue.Queue()
    for i in range(5):
        client.async_infer(
            "affine",
            [tensor("x", rows([i, i, i, i]))],
            lambda result, error: answers.put((result, error)),
            request_id=str(i),
        )
    for _ in range(5):
        result, error = answers.get(timeout=PATIENCE_S)
        assert error is None
        i = int(result.get_response().id)
        assert result.as_numpy("y").tolist() == [[3 * i - 1] * 4]


def test_concurrent_calls_share_one_computation(client):
    before = statistics(client, "eight").execution_count
    answers = queue.Queue()
    for i in range(8):
        client.async_infer(
            "eight",
            [tensor("x", rows([i, i, i, i]))],
            lambda result, error: answers.put((result, error)),
            request_id=str(i),
        )
    for _ in range(8):
        result, error = answers.get(timeout=PATIENCE_S)
        assert error is None
        i = int(result.get_response().id)
        assert result.as_numpy("y").tolist() == [[3 * i - 1] * 4]
    after = statistics(client, "eight")
    assert after.execution_count - before == 1
    assert after.inference_count == 8
    assert [batch.batch_size for batch in after.batch_stats] == [8]
    assert after.inference_stats.success.count == 8
    assert after.inference_stats.queue.ns > 0


def test_bytes(client):
    texts = np.array([[b"PA CHEST"], ["Röntgen".encode()], [b""]], dtype=object)
    result = client.infer("shout", [tensor("text", texts)])
    assert result.as_numpy("shouted").tolist() == [
        [b"PA CHEST!"],
        ["Röntgen!".encode()],
        [b"!"],
    ]


def test_bytes_that_would_be_altered(client):
    with pytest.raises(triton.InferenceServerException) as refusal:
        client.infer("shout", [tensor("text", np.array([[b"a\0b"]], dtype=object))])
    assert refusal.value.status() == "StatusCode.INVALID_ARGUMENT"


def test_every_type(client):
    values = {
        "BOOL": np.array([[True, False]]),
        "UINT8": np.array([[0, 255]], dtype=np.uint8),
        "INT8": np.array([[-128, 127]], dtype=np.int8),
        "INT16": np.array([[-32768, 32767]], dtype=np.int16),
        "INT32": np.array([[-(2**31), 2**31 - 1]], dtype=np.int32),
        "INT64": np.array([[-(2**63), 2**63 - 1]], dtype=np.int64),
        "FP16": np.array([[65504, 2**-24]], dtype=np.float16),
        "FP32": np.array([[np.inf, -0.5]], dtype=np.float32),
        "FP64": np.array([[1e300, -1e-300]], dtype=np.float64),
        "STRING": np.array([[b"a", b"bc"]], dtype=object),
    }
    inputs = [tensor(f"in_{word}", value) for word, value in values.items()]
    result = client.infer("types", inputs)
    for word, value in values.items():
        answer = result.as_numpy(f"out_{word}")
        assert answer.dtype == value.dtype
        np.testing.assert_array_equal(answer, value)


def test_without_a_batch_dimension(client):
    result = client.infer("total", [tensor("values", rows(1, 2, 3.5))])
    assert result.as_numpy("sum").tolist() == [6.5]


def test_boxes_and_none(client):
    two = client.infer(
        "boxes", [tensor("rows", rows([2, 0, 0, 1], [-1, 0, 0, 1], [5, 0, 0, 1]))]
    )
    assert two.as_numpy("boxes").tolist() == [[2, 0, 0, 1], [5, 0, 0, 1]]
    assert two.as_numpy("scores").tolist() == [2, 5]
    assert two.as_numpy("labels").tolist() == [2, 5]
    none = client.infer("boxes", [tensor("rows", rows([-1, 0, 0, 1]))])
    assert none.as_numpy("boxes").shape == (0, 4)
    assert none.as_numpy("scores").shape == (0,)
    assert none.as_numpy("labels").shape == (0,)


def test_requested_outputs(client):
    result = client.infer(
        "boxes",
        [tensor("rows", rows([2, 0, 0, 1]))],
        outputs=[triton.InferRequestedOutput("labels")],
    )
    assert result.as_numpy("labels").tolist() == [2]
    assert result.as_numpy("boxes") is None


def refusal_of(client, model, inputs, **options):
    with pytest.raises(triton.InferenceServerException) as refusal:
        client.infer(model, inputs, **options)
    return refusal.value.status(), refusal.value.message()


ONE = rows([0, 0, 0, 0])


@pytest.mark.parametrize(
    ("model", "inputs", "options", "status", "message"),
    [
        ("other", [("x", ONE)], {}, "NOT_FOUND", "unknown model: 'other'"),
        ("affine", [("x", ONE)], {"model_version": "7"}, "NOT_FOUND", "version 7"),
        ("affine", [("x", ONE)], {"model_version": "x"}, "INVALID_ARGUMENT", "'x'"),
        ("affine", [("z", ONE)], {}, "INVALID_ARGUMENT", "inference input 'z'"),
        ("affine", [], {}, "INVALID_ARGUMENT", "expected 1 inputs but got 0"),
        ("affine", [("x", ONE), ("x", ONE)], {}, "INVALID_ARGUMENT", "already exists"),
        ("affine", [("x", ONE[:, :3])], {}, "INVALID_ARGUMENT", "got [1,3]"),
        ("affine", [("x", ONE[0])], {}, "INVALID_ARGUMENT", "got [4]"),
        ("affine", [("x", ONE.repeat(9, 0))], {}, "INVALID_ARGUMENT", "<= 8"),
        ("affine", [("x", ONE.astype(int))], {}, "INVALID_ARGUMENT", "'INT64'"),
        (
            "affine",
            [("x", ONE)],
            {"outputs": [triton.InferRequestedOutput("z")]},
            "INVALID_ARGUMENT",
            "inference output 'z'",
        ),
        (
            "affine",
            [("x", ONE)],
            {"outputs": [triton.InferRequestedOutput("y", class_count=1)]},
            "INVALID_ARGUMENT",
            "no classification",
        ),
        ("lookup", [("index", np.array([[7], [1]]))], {}, "INTERNAL", "onnx runtime"),
    ],
)
def test_refusals(client, model, inputs, options, status, message):
    tensors = [tensor(name, value) for name, value in inputs]
    came = refusal_of(client, model, tensors, **options)
    assert came[0] == f"StatusCode.{status}"
    assert message in came[1]


def test_too_few_bytes(client):
    short = triton.InferInput("x", [1, 4], "FP32")
    short._raw_content = b"\0" * 12
    status, message = refusal_of(client, "affine", [short])
    assert status == "StatusCode.INVALID_ARGUMENT"
    assert "Expected 16, got 12" in message


def two_end_unanswered(client) -> bool:
    """Were the first still in the queue, the second would make the batch full."""
    statuses = []
    for _ in range(2):
        try:
            client.infer("patient", [tensor("x", ONE)], client_timeout=0.5)
        except triton.InferenceServerException as refusal:
            statuses.append(refusal.status())
    return statuses == ["StatusCode.DEADLINE_EXCEEDED"] * 2


def test_a_deadline_takes_the_request_out_of_the_queue(client):
    # The server learns of it a moment later than the client: not every try has to do.
    assert any(two_end_unanswered(client) for _ in range(5))


def test_what_it_has_not(client):
    with pytest.raises(triton.InferenceServerException) as refusal:
        client.load_model("affine")
    assert refusal.value.status() == "StatusCode.UNIMPLEMENTED"
    with pytest.raises(triton.InferenceServerException) as refusal:
        client.get_system_shared_memory_status()
    assert refusal.value.status() == "StatusCode.UNIMPLEMENTED"


def test_a_stopped_server_is_unavailable(tmp_path):
    shutil.copytree(MODELS / "total", tmp_path / "total")
    server = Server(tmp_path)
    with triton.InferenceServerClient(server.address) as client:
        assert client.is_server_ready()
        began = time.monotonic()
        server.stop()
        assert server.process.returncode in (0, 143)
        assert time.monotonic() - began < PATIENCE_S
        status, _ = refusal_of(client, "total", [tensor("values", rows(1))])
        assert status == "StatusCode.UNAVAILABLE"
