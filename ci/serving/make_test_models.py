"""Writes the model repository that io.radstream.local.serving is tested with.

    pip install -r ci/requirements.txt
    python ci/serving/make_test_models.py

Each model is a few nodes with constants: the same version of onnx writes the same
bytes.
"""

import sys
from pathlib import Path

from onnx import TensorProto, checker, helper

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "local/src/test/resources/io/radstream/local/serving/repository"

# What ONNX Runtime 1.29 reads, and StringConcat needs.
IR_VERSION = 9
OPSET = 20

TYPES = {
    "BOOL": TensorProto.BOOL,
    "UINT8": TensorProto.UINT8,
    "INT8": TensorProto.INT8,
    "INT16": TensorProto.INT16,
    "INT32": TensorProto.INT32,
    "INT64": TensorProto.INT64,
    "FP16": TensorProto.FLOAT16,
    "FP32": TensorProto.FLOAT,
    "FP64": TensorProto.DOUBLE,
    "STRING": TensorProto.STRING,
}


def model(name, nodes, inputs, outputs, constants=()):
    """Tensors are (name, type, shape); a shape's None is any size."""
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info(n, TYPES[t], s) for n, t, s in inputs],
        [helper.make_tensor_value_info(n, TYPES[t], s) for n, t, s in outputs],
        [helper.make_tensor(n, TYPES[t], s, v) for n, t, s, v in constants],
    )
    proto = helper.make_model(
        graph,
        producer_name="radstream",
        ir_version=IR_VERSION,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    checker.check_model(proto, full_check=True)
    return proto


def affine(scale, offset):
    """y = x * scale + offset."""
    return model(
        "affine",
        [
            helper.make_node("Mul", ["x", "scale"], ["scaled"]),
            helper.make_node("Add", ["scaled", "offset"], ["y"]),
        ],
        [("x", "FP32", ["batch", 4])],
        [("y", "FP32", ["batch", 4])],
        [("scale", "FP32", [1], [scale]), ("offset", "FP32", [1], [offset])],
    )


def shout():
    """An exclamation mark behind each text."""
    return model(
        "shout",
        [helper.make_node("StringConcat", ["text", "mark"], ["shouted"])],
        [("text", "STRING", ["batch", 1])],
        [("shouted", "STRING", ["batch", 1])],
        [("mark", "STRING", [1], [b"!"])],
    )


def total():
    """The sum of a vector; without a batch dimension."""
    return model(
        "total",
        [helper.make_node("ReduceSum", ["values"], ["sum"], keepdims=1)],
        [("values", "FP32", [None])],
        [("sum", "FP32", [1])],
    )


def boxes():
    """Rows whose first number is above 0, which may be none; without a batch."""
    return model(
        "boxes",
        [
            helper.make_node("Slice", ["rows", "zero", "one", "one"], ["first"]),
            helper.make_node("Squeeze", ["first", "one"], ["score"]),
            helper.make_node("Greater", ["score", "limit"], ["kept"]),
            helper.make_node("Compress", ["rows", "kept"], ["boxes"], axis=0),
            helper.make_node("Compress", ["score", "kept"], ["scores"], axis=0),
            helper.make_node("Cast", ["scores"], ["labels"], to=TensorProto.INT32),
        ],
        [("rows", "FP32", [None, 4])],
        [
            ("boxes", "FP32", [None, 4]),
            ("scores", "FP32", [None]),
            ("labels", "INT32", [None]),
        ],
        [
            ("zero", "INT64", [1], [0]),
            ("one", "INT64", [1], [1]),
            ("limit", "FP32", [1], [0.0]),
        ],
    )


def types():
    """Every data type that is served, out as it came in."""
    return model(
        "types",
        [helper.make_node("Identity", [f"in_{t}"], [f"out_{t}"]) for t in TYPES],
        [(f"in_{t}", t, ["batch", 2]) for t in TYPES],
        [(f"out_{t}", t, ["batch", 2]) for t in TYPES],
    )


def ragged():
    """Twice its input, whose items may have any number of rows."""
    return model(
        "ragged",
        [helper.make_node("Add", ["x", "x"], ["y"])],
        [("x", "FP32", ["batch", None, 4])],
        [("y", "FP32", ["batch", None, 4])],
    )


def lookup():
    """An entry of a table of three; another index fails while it computes."""
    return model(
        "lookup",
        [helper.make_node("Gather", ["table", "index"], ["entry"])],
        [("index", "INT64", ["batch", 1])],
        [("entry", "FP32", ["batch", 1])],
        [("table", "FP32", [3], [10.0, 20.0, 30.0])],
    )


AFFINE = """\
name: "affine"
platform: "onnxruntime_onnx"
max_batch_size: 8
version_policy { all {} }
input [ { name: "x", data_type: TYPE_FP32, dims: [ 4 ] } ]
output [ { name: "y", data_type: TYPE_FP32, dims: [ 4 ] } ]
dynamic_batching { max_queue_delay_microseconds: 50000 }
instance_group [ { count: 1, kind: KIND_CPU } ]
parameters { key: "digest", value: { string_value: "sha256:00" } }
"""

SHOUT = """\
backend: "onnxruntime"
max_batch_size: 4
input [ { name: "text", data_type: TYPE_STRING, dims: [ 1 ] } ]
output [ { name: "shouted", data_type: TYPE_STRING, dims: [ 1 ] } ]
"""

TOTAL = """\
input [ { name: "values", data_type: TYPE_FP32, dims: [ -1 ] } ]
output [ { name: "sum", data_type: TYPE_FP32, dims: [ 1 ] } ]
"""

BOXES = """\
# Tensors come from the ONNX file.
max_batch_size: 0
"""

TYPES_CONFIG = """\
max_batch_size: 2
"""

RAGGED = """\
max_batch_size: 4
dynamic_batching { preferred_batch_size: [ 2 ], max_queue_delay_microseconds: 20000000 }
"""

LOOKUP = """\
max_batch_size: 4
dynamic_batching { preferred_batch_size: [ 2 ], max_queue_delay_microseconds: 20000000 }
"""


def files():
    """Each file's path in the repository with its bytes."""
    configs = {
        "affine": AFFINE,
        "boxes": BOXES,
        "lookup": LOOKUP,
        "ragged": RAGGED,
        "shout": SHOUT,
        "total": TOTAL,
        "types": TYPES_CONFIG,
    }
    onnx_files = {
        "affine/1": affine(2.0, 1.0),
        "affine/2": affine(3.0, -1.0),
        "boxes/1": boxes(),
        "lookup/1": lookup(),
        "ragged/1": ragged(),
        "shout/1": shout(),
        "total/1": total(),
        "types/1": types(),
    }
    written = {f"{name}/config.pbtxt": c.encode() for name, c in configs.items()}
    for folder, proto in onnx_files.items():
        written[f"{folder}/model.onnx"] = proto.SerializeToString(deterministic=True)
    return written


def write(folder):
    for path, content in files().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
