"""The encoder: image and text as unit vectors of one space, and both in one vector."""

import jax
import jax.numpy as jnp
import numpy as np

from .classifier import POOLING
from .contract import CLASSIFIER_SIDE, ENCODER, FEATURES, VIEWS, describe
from .layers import FLOAT, STRING, Jax, Onnx
from .networks import backbone, image_hidden, joint_vector, text_hidden
from .optimise import Optimiser

# Words that the text may hold; any other counts as unknown.
WORDS = [*VIEWS, "X-RAY", "XRAY", "CR", "DX", "RADIOGRAPH", "CHEST", "THORAX", "LUNG"]
UNKNOWN = 0
BEGINNING = len(WORDS) + 1
WORD_SIZE = 32
MOST_WORDS = 16
SHARPNESS = 10.0


def number(text):
    """A text's words as numbers, after the beginning's: what the graph does, in Python."""
    known = {word: i + 1 for i, word in enumerate(WORDS)}
    words = text.split()[:MOST_WORDS]
    return [BEGINNING] + [
        known.get(word, known.get(word.upper(), UNKNOWN))
        if word in _spellings(word.upper())
        else UNKNOWN
        for word in words
    ]


def _spellings(word):
    return {word, word.lower(), word.capitalize()}


def _bag(texts):
    """[n, words known]: how often each stands in a text, as shares."""
    bag = np.zeros((len(texts), BEGINNING + 1), np.float32)
    for i, text in enumerate(texts):
        numbers = number(text)
        for n in numbers:
            bag[i, n] += 1 / len(numbers)
    return bag


def train(backbone_weights, features, labels, views, steps, draws, tell):
    """
    :param features: [copies, n, 192]: the backbone's, of each image varied several times
    :return: weights of the backbone, which stays as it is, and of the encoder's own layers
    """
    weights = {}
    sample = jnp.asarray(_bag([describe("PA")]))
    _vectors(Jax(weights, draws), jnp.asarray(features[0, :1]), sample)
    candidates = _bag([describe(view) for view in VIEWS])

    def loss(weights, image, text, label, view):
        ops = Jax(weights)
        image_vector, text_vector, joint = _vectors(ops, image, text)
        shown = _vectors(ops, image[: len(VIEWS)], candidates)[1]
        to_view = jax.nn.log_softmax(SHARPNESS * image_vector @ shown.T)
        aligned = -jnp.take_along_axis(to_view, view[:, None], 1).mean()
        own = (text_vector * shown[view]).sum(-1)
        return (
            aligned
            + 0.3 * (1 - own).mean()
            + _together(joint, label)
            + 0.5 * _together(image_vector, label)
        )

    optimiser = Optimiser(weights, loss, steps, rate=3e-3)
    losses = []
    for step in range(steps):
        batch = draws.choice(features.shape[1], 200, replace=False)
        copy = draws.integers(features.shape[0], size=len(batch))
        texts = [_said_otherwise(views[i], draws) for i in batch]
        losses.append(
            optimiser.step(
                features[copy, batch], _bag(texts), labels[batch], views[batch]
            )
        )
        if (step + 1) % 200 == 0:
            tell(f"encoder: {step + 1} of {steps}, loss {np.mean(losses):.3f}")
            losses = []
    kept = {n: w for n, w in backbone_weights.items() if not n.startswith("classes.")}
    return kept | optimiser.weights()


def _vectors(ops, features, bag):
    words = bag @ ops.weight("words", (BEGINNING + 1, WORD_SIZE), 1.0)
    image = image_hidden(ops, features)
    text = text_hidden(ops, words)
    return (
        joint_vector(ops, image, None, "image.vector"),
        joint_vector(ops, None, text, "text.vector"),
        joint_vector(ops, image, text, "joint.vector"),
    )


def _together(vectors, labels):
    """Supervised contrastive loss (Khosla et al., 2020)."""
    alike = SHARPNESS * vectors @ vectors.T
    other = 1 - jnp.eye(len(vectors))
    log = alike - jnp.log((jnp.exp(alike) * other).sum(1, keepdims=True))
    same = (labels[:, None] == labels[None]) * other
    return -((same * log).sum(1) / jnp.maximum(1, same.sum(1))).mean()


def _said_otherwise(view, draws):
    words = [VIEWS[view]]
    if draws.random() < 0.8:
        words.append(draws.choice(["X-RAY", "X-RAY", "XRAY", "CR", "DX", "RADIOGRAPH"]))
    if draws.random() < 0.8:
        words.append(draws.choice(["CHEST", "CHEST", "THORAX", "LUNG"]))
    if draws.random() < 0.15:
        words.insert(draws.integers(len(words) + 1), "?")
    return " ".join(words)


def export(weights):
    """The graph: image [n, 3, 224, 224] and text [n, 1] to three vectors [n, 768]."""
    ops = Onnx(weights)
    picture = ops.input("image", FLOAT, ["n", 3, CLASSIFIER_SIDE, CLASSIFIER_SIDE])
    said = ops.input("text", STRING, ["n", 1])
    image = image_hidden(ops, backbone(ops, ops.grey(picture, POOLING)))
    text = text_hidden(ops, _mean_word(ops, said))
    for first, second, name in (
        (image, None, "image"),
        (None, text, "text"),
        (image, text, "joint"),
    ):
        vector = joint_vector(ops, first, second, name + ".vector")
        ops.output(vector, name + "_features", FLOAT, ["n", FEATURES])
    return ops.model(ENCODER, "Trained on synthetic phantoms; not for diagnosis.")


def _mean_word(ops, text):
    """The mean of the text's words [n, 32]; of no word, or of none that is known, too.

    Texts of one batch have different numbers of words: shorter ones are filled up with empty
    words, which the mask leaves out.
    """
    spelled = {
        s: i + 1 for i, word in enumerate(WORDS) for s in sorted(_spellings(word))
    }
    words, _ = ops.node("StringSplit", text, outputs=2, delimiter="")
    flat = ops.node("Squeeze", words, ops.ints(1))
    number = ops.node(
        "LabelEncoder",
        flat,
        domain="ai.onnx.ml",
        keys_strings=["", *spelled],
        values_int64s=[-1, *spelled.values()],
        default_int64=UNKNOWN,
    )
    number = ops.node(
        "Slice", number, ops.ints(0), ops.ints(MOST_WORDS), ops.ints(1), ops.ints(1)
    )
    # The beginning's word stands before every text, so that none is empty.
    count = ops.node(
        "Slice", ops.node("Shape", text), ops.ints(0), ops.ints(1), ops.ints(0)
    )
    beginning = ops.node(
        "Expand",
        ops.constant("beginning", np.array([[BEGINNING]], np.int64)),
        ops.node("Concat", count, ops.ints(1), axis=0),
    )
    number = ops.node("Concat", beginning, number, axis=1)
    there = ops.node(
        "Cast",
        ops.node("GreaterOrEqual", number, ops.constant("none", np.int64(0))),
        to=FLOAT,
    )
    safe = ops.node("Max", number, ops.constant("none", np.int64(0)))
    vectors = ops.node("Gather", ops.weight("words"), safe, axis=0)
    shown = ops.node("Mul", vectors, ops.node("Unsqueeze", there, ops.ints(2)))
    total = ops.node("ReduceSum", shown, ops.ints(1), keepdims=0)
    return ops.node("Div", total, ops.node("ReduceSum", there, ops.ints(1), keepdims=1))
