"""The classifier, and the backbone that it shares with the encoder."""

import jax
import jax.numpy as jnp
import numpy as np

from .contract import CLASSES, CLASSIFIER, CLASSIFIER_SIDE, VIEWS
from .layers import FLOAT, Jax, Onnx
from .networks import backbone, class_logits
from .optimise import Optimiser, batches
from .varied import vary

POOLING = 2
SMOOTHING = 0.05


def train(images, labels, views, epochs, draws, tell):
    """
    :param images: [n, 112, 112, 1], see tensors.pooled
    :return: the weights of backbone and classes; the views' are needed no more
    """
    weights = {}
    _outputs(Jax(weights, draws), jnp.asarray(images[:1]))

    def loss(weights, images, labels, views):
        classes, seen_views = _outputs(Jax(weights), images)
        return _entropy(classes, labels) + 0.3 * _entropy(seen_views, views)

    size = 32
    steps = epochs * (len(images) // size)
    optimiser = Optimiser(weights, loss, steps, rate=3e-3)
    losses = []
    for step, batch in enumerate(batches(draws, len(images), size, epochs)):
        varied = vary(images[batch], None, draws, most_shift=7)
        losses.append(optimiser.step(varied, labels[batch], views[batch]))
        if (step + 1) % (len(images) // size) == 0:
            tell(f"classifier: {step + 1} of {steps}, loss {np.mean(losses):.3f}")
            losses = []
    trained = optimiser.weights()
    return {name: w for name, w in trained.items() if not name.startswith("views.")}


def _outputs(ops, images):
    features = backbone(ops, images)
    return class_logits(ops, features), ops.dense(features, "views", len(VIEWS))


def _entropy(logits, labels):
    wanted = jax.nn.one_hot(labels, logits.shape[-1])
    wanted = wanted * (1 - SMOOTHING) + SMOOTHING / logits.shape[-1]
    return -(wanted * jax.nn.log_softmax(logits)).sum(-1).mean()


@jax.jit
def _features(weights, images):
    return backbone(Jax(weights), images)


def features(weights, images):
    """[n, 192], of images as in train()."""
    parts = [
        np.asarray(_features(weights, images[i : i + 100]))
        for i in range(0, len(images), 100)
    ]
    return np.concatenate(parts)


def temperature(weights, images, labels):
    """What logits are divided by, so that a confidence of 0.8 is right in 8 of 10 images."""
    logits = np.asarray(class_logits(Jax(weights), features(weights, images)))
    best = None
    for candidate in np.geomspace(0.3, 3, 47):
        scaled = logits / candidate
        scaled = scaled - scaled.max(1, keepdims=True)
        log = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        loss = -log[np.arange(len(labels)), labels].mean()
        if best is None or loss < best[0]:
            best = (loss, float(candidate))
    return best[1]


def export(weights, temperature):
    """The graph: input [n, 3, 224, 224] to predictions [n, 5] and confidence [n, 1]."""
    ops = Onnx(weights)
    image = ops.input("input", FLOAT, ["n", 3, CLASSIFIER_SIDE, CLASSIFIER_SIDE])
    logits = class_logits(ops, backbone(ops, ops.grey(image, POOLING)))
    scaled = ops.node("Div", logits, ops.scalar(temperature))
    shares = ops.node("Softmax", scaled, axis=1)
    ops.output(shares, "predictions", FLOAT, ["n", len(CLASSES)])
    ops.output(
        ops.node("ReduceMax", shares, ops.ints(1), keepdims=1),
        "confidence",
        FLOAT,
        ["n", 1],
    )
    return ops.model(CLASSIFIER, "Trained on synthetic phantoms; not for diagnosis.")
