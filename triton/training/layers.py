"""The same layers twice: computed by JAX to train them, and as nodes of an ONNX graph.

A network is a function of an object of one of these classes, so that what is exported
cannot differ from what was trained.
"""

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
IR_VERSION = 9


class Jax:
    """Layers on arrays [batch, height, width, channels], or [batch, channels]."""

    def __init__(self, weights, draws=None):
        """
        :param draws: a NumPy generator: weights that are missing are made by it
        """
        self.weights = weights
        self._draws = draws

    def weight(self, name, shape, deviation):
        if name not in self.weights and self._draws is not None:
            drawn = self._draws.normal(0, 1, shape) * deviation
            self.weights[name] = drawn.astype(np.float32)
        return self.weights[name]

    def conv(self, x, name, size, channels, stride=1, gain=2.0):
        inputs = x.shape[-1]
        deviation = np.sqrt(gain / (size * size * inputs))
        kernel = self.weight(
            name + ".kernel", (channels, inputs, size, size), deviation
        )
        bias = self.weight(name + ".bias", (channels,), 0.0)
        pad = size // 2
        convolved = lax.conv_general_dilated(
            x,
            kernel,
            (stride, stride),
            ((pad, pad), (pad, pad)),
            dimension_numbers=("NHWC", "OIHW", "NHWC"),
        )
        return convolved + bias

    def dense(self, x, name, channels, gain=2.0):
        deviation = np.sqrt(gain / x.shape[-1])
        matrix = self.weight(name + ".matrix", (x.shape[-1], channels), deviation)
        return x @ matrix + self.weight(name + ".bias", (channels,), 0.0)

    def relu(self, x):
        return jax.nn.relu(x)

    def add(self, x, y):
        return x + y

    def beside(self, *parts):
        return jnp.concatenate(parts, axis=-1)

    def twice(self, x):
        return jnp.repeat(jnp.repeat(x, 2, axis=1), 2, axis=2)

    def average(self, x):
        return x.mean(axis=(1, 2))

    def peak(self, x):
        return x.max(axis=(1, 2))

    def standard(self, x):
        """Mean 0 and deviation 1 an image: how it was exposed does not matter."""
        centred = x - x.mean(axis=(1, 2, 3), keepdims=True)
        return centred / (
            jnp.sqrt((centred * centred).mean(axis=(1, 2, 3), keepdims=True)) + 1e-3
        )

    def unit(self, x):
        return x / (jnp.sqrt((x * x).sum(axis=-1, keepdims=True)) + 1e-9)


class Onnx:
    """Layers as nodes of one graph; tensors are names, images [batch, channels, height, width]."""

    def __init__(self, weights):
        self.weights = weights
        self._nodes = []
        self._constants = {}
        self._inputs = []
        self._outputs = []

    def input(self, name, kind, shape):
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, tensor, name, kind, shape):
        self.node("Identity", tensor, name=name)
        self._outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def node(self, kind, *inputs, name=None, domain="", outputs=1, **attributes):
        first = name or f"t{len(self._nodes)}"
        names = [first] + [f"{first}.{i}" for i in range(1, outputs)]
        self._nodes.append(
            helper.make_node(kind, list(inputs), names, domain=domain, **attributes)
        )
        return first if outputs == 1 else names

    def constant(self, name, values):
        self._constants[name] = numpy_helper.from_array(np.asarray(values), name)
        return name

    def floats(self, *values):
        return self._literal(np.float32, values)

    def ints(self, *values):
        return self._literal(np.int64, values)

    def scalar(self, value):
        name = f"scalar_{value}"
        return self.constant(name, np.float32(value))

    def _literal(self, kind, values):
        name = f"{kind.__name__}_" + "_".join(str(value) for value in values)
        return self.constant(name, np.array(values, kind))

    def model(self, name, description):
        graph = helper.make_graph(
            self._nodes,
            name,
            self._inputs,
            self._outputs,
            [self._constants[key] for key in sorted(self._constants)],
            doc_string=description,
        )
        return helper.make_model(
            graph,
            producer_name="radstream",
            ir_version=IR_VERSION,
            opset_imports=[
                helper.make_opsetid("", OPSET),
                helper.make_opsetid("ai.onnx.ml", 4),
            ],
        )

    def weight(self, name, *_):
        return self.constant(name, np.asarray(self.weights[name]))

    def conv(self, x, name, size, channels, stride=1, gain=2.0):
        pad = size // 2
        return self.node(
            "Conv",
            x,
            self.weight(name + ".kernel"),
            self.weight(name + ".bias"),
            kernel_shape=[size, size],
            strides=[stride, stride],
            pads=[pad] * 4,
        )

    def dense(self, x, name, channels, gain=2.0):
        return self.node(
            "Gemm", x, self.weight(name + ".matrix"), self.weight(name + ".bias")
        )

    def relu(self, x):
        return self.node("Relu", x)

    def add(self, x, y):
        return self.node("Add", x, y)

    def beside(self, *parts):
        return self.node("Concat", *parts, axis=1)

    def twice(self, x):
        scales = self.floats(1, 1, 2, 2)
        return self.node(
            "Resize",
            x,
            "",
            scales,
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        )

    def average(self, x):
        return self.node("ReduceMean", x, self.ints(2, 3), keepdims=0)

    def peak(self, x):
        return self.node("ReduceMax", x, self.ints(2, 3), keepdims=0)

    def grey(self, image, by):
        """An RGB input as one channel, smaller by this factor: see tensors.pooled."""
        grey = self.node("ReduceMean", image, self.ints(1), keepdims=1)
        return self.node("AveragePool", grey, kernel_shape=[by, by], strides=[by, by])

    def standard(self, x):
        axes = self.ints(1, 2, 3)
        centred = self.node("Sub", x, self.node("ReduceMean", x, axes, keepdims=1))
        square = self.node("Mul", centred, centred)
        deviation = self.node("Sqrt", self.node("ReduceMean", square, axes, keepdims=1))
        return self.node("Div", centred, self.node("Add", deviation, self.scalar(1e-3)))

    def unit(self, x):
        square = self.node("Mul", x, x)
        length = self.node(
            "Sqrt", self.node("ReduceSum", square, self.ints(-1), keepdims=1)
        )
        return self.node("Div", x, self.node("Add", length, self.scalar(1e-9)))


FLOAT = TensorProto.FLOAT
INT32 = TensorProto.INT32
STRING = TensorProto.STRING
