"""A model of Triton's Python backend that runs the ONNX file beside it. Copied into the repository that Triton serves;
runs in Triton's own Python, not in this package's."""

import json
import os

import numpy
import onnxruntime
import triton_python_backend_utils as triton


class TritonPythonModel:
    """One instance; its inputs and outputs are those of its config.pbtxt."""

    def initialize(self, args):
        config = json.loads(args["model_config"])
        self._inputs = [(i["name"], i["data_type"]) for i in config["input"]]
        self._outputs = [
            (o["name"], triton.triton_string_to_numpy(o["data_type"]))
            for o in config["output"]
        ]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, max(1, (os.cpu_count() or 1) // 2))
        # Threads that wait by spinning take the cores from the other models.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        folder = os.path.join(args["model_repository"], args["model_version"])
        self._session = onnxruntime.InferenceSession(
            os.path.join(folder, "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
        )

    def execute(self, requests):
        """Requests that were batched together are computed together, where their shapes allow it."""
        feeds = [
            {name: self._tensor(request, name, kind) for name, kind in self._inputs}
            for request in requests
        ]
        if (
            len({tuple(array.shape[1:] for array in feed.values()) for feed in feeds})
            == 1
        ):
            return self._answers(feeds)
        return [answer for feed in feeds for answer in self._answers([feed])]

    @staticmethod
    def _tensor(request, name, kind):
        array = triton.get_input_tensor_by_name(request, name).as_numpy()
        if kind != "TYPE_STRING":
            return array
        texts = [value.decode("utf-8", "replace") for value in array.ravel()]
        return numpy.array(texts, dtype=object).reshape(array.shape)

    def _answers(self, feeds):
        batch = {
            name: numpy.concatenate([feed[name] for feed in feeds])
            for name, _ in self._inputs
        }
        try:
            computed = self._session.run([name for name, _ in self._outputs], batch)
        except Exception as e:  # ONNX Runtime's own have no common class.
            return [
                triton.InferenceResponse(error=triton.TritonError(str(e)))
                for _ in feeds
            ]
        answers, start = [], 0
        for feed in feeds:
            end = start + len(next(iter(feed.values())))
            tensors = [
                triton.Tensor(name, numpy.ascontiguousarray(array[start:end], dtype))
                for (name, dtype), array in zip(self._outputs, computed, strict=True)
            ]
            answers.append(triton.InferenceResponse(output_tensors=tensors))
            start = end
        return answers
