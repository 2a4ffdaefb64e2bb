"""A model server in Python: answers with onnxruntime, and keeps what it was sent.

Speaks the KServe v2 protocol by the descriptors of NVIDIA's tritonclient, so it
shares no code with RadStream.
"""

from concurrent import futures
from pathlib import Path
from threading import Lock

import grpc
import numpy as np
import onnxruntime
from google.protobuf import text_format
from tritonclient.grpc import model_config_pb2, service_pb2, service_pb2_grpc
from tritonclient.utils import (
    deserialize_bytes_tensor,
    np_to_triton_dtype,
    triton_to_np_dtype,
)

MOST_BYTES = 64 << 20


class Model:
    """One model of a repository in Triton's layout; its greatest version."""

    def __init__(self, folder: Path):
        self.config = text_format.Parse(
            (folder / "config.pbtxt").read_text(), model_config_pb2.ModelConfig()
        )
        versions = [int(path.name) for path in folder.iterdir() if path.name.isdigit()]
        self.version = str(max(versions))
        self.session = onnxruntime.InferenceSession(
            folder / self.version / "model.onnx", providers=["CPUExecutionProvider"]
        )

    def infer(self, inputs: dict) -> dict:
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, inputs), strict=True))


class Recorder(service_pb2_grpc.GRPCInferenceServiceServicer):
    """Serves a repository; `tensors` holds every image tensor that came, by its shape."""

    def __init__(self, repository: Path):
        self.models = {
            path.parent.name: Model(path.parent)
            for path in sorted(repository.glob("*/config.pbtxt"))
        }
        self.tensors: dict[tuple, list[np.ndarray]] = {}
        self._lock = Lock()
        self._server = grpc.server(
            futures.ThreadPoolExecutor(4),
            options=[
                ("grpc.max_receive_message_length", MOST_BYTES),
                ("grpc.max_send_message_length", MOST_BYTES),
            ],
        )
        service_pb2_grpc.add_GRPCInferenceServiceServicer_to_server(self, self._server)
        self.port = self._server.add_insecure_port("127.0.0.1:0")

    def __enter__(self):
        self._server.start()
        return self

    def __exit__(self, *failure):
        self._server.stop(grace=0).wait(10)

    def ServerLive(self, request, context):
        return service_pb2.ServerLiveResponse(live=True)

    def ServerReady(self, request, context):
        return service_pb2.ServerReadyResponse(ready=True)

    def ModelReady(self, request, context):
        return service_pb2.ModelReadyResponse(ready=request.name in self.models)

    def ModelConfig(self, request, context):
        return service_pb2.ModelConfigResponse(config=self.models[request.name].config)

    def ModelMetadata(self, request, context):
        model = self.models[request.name]
        metadata = service_pb2.ModelMetadataResponse(
            name=request.name, versions=[model.version], platform="onnxruntime_onnx"
        )
        batch = [-1] if model.config.max_batch_size else []
        for tensors, declared in (
            (metadata.inputs, model.config.input),
            (metadata.outputs, model.config.output),
        ):
            for tensor in declared:
                datatype = model_config_pb2.DataType.Name(tensor.data_type)[
                    len("TYPE_") :
                ]
                tensors.add(
                    name=tensor.name,
                    datatype={"STRING": "BYTES"}.get(datatype, datatype),
                    shape=batch + list(tensor.dims),
                )
        return metadata

    def ModelInfer(self, request, context):
        model = self.models[request.model_name]
        inputs = {}
        for tensor, raw in zip(request.inputs, request.raw_input_contents, strict=True):
            shape = tuple(tensor.shape)
            if tensor.datatype == "BYTES":
                words = [value.decode() for value in deserialize_bytes_tensor(raw)]
                inputs[tensor.name] = np.array(words, dtype=object).reshape(shape)
            else:
                dtype = triton_to_np_dtype(tensor.datatype)
                array = np.frombuffer(raw, dtype).reshape(shape)
                inputs[tensor.name] = array
                with self._lock:
                    self.tensors.setdefault(shape, []).append(array)
        response = service_pb2.ModelInferResponse(
            model_name=request.model_name, model_version=model.version, id=request.id
        )
        for name, array in model.infer(inputs).items():
            response.outputs.add(
                name=name, datatype=np_to_triton_dtype(array.dtype), shape=array.shape
            )
            response.raw_output_contents.append(array.tobytes())
        return response
