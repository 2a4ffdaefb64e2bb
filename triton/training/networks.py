"""The networks, written once for both kinds of layers."""

from .contract import CLASSES, FEATURES, FINDINGS

# Pixels of the detector's input to one cell of its grid.
CELL = 16


def _down(ops, x, name, channels):
    return ops.relu(ops.conv(x, name, 3, channels, stride=2))


def _residual(ops, x, name, channels):
    inner = ops.relu(ops.conv(x, name + ".a", 3, channels))
    # A small gain: each block begins as hardly more than its input.
    return ops.relu(ops.add(x, ops.conv(inner, name + ".b", 3, channels, gain=0.05)))


def backbone(ops, grey):
    """[112, 112, 1] to 192 features: the classifier's and the encoder's."""
    x = ops.standard(grey)
    x = ops.relu(ops.conv(x, "stem", 5, 16, stride=2))
    x = _residual(ops, _down(ops, x, "down1", 24), "block1", 24)
    x = _residual(ops, _down(ops, x, "down2", 48), "block2", 48)
    x = _residual(ops, _down(ops, x, "down3", 96), "block3", 96)
    return ops.beside(ops.average(x), ops.peak(x))


def class_logits(ops, features):
    return ops.dense(features, "classes", len(CLASSES), gain=0.5)


def detector(ops, grey):
    """[128, 128, 1] to a grid of 32 x 32 cells: heat [1], kinds, and the box's reaches [4]."""
    x = ops.standard(grey)
    x = ops.relu(ops.conv(x, "stem", 5, 16, stride=2))
    fine = _residual(ops, _down(ops, x, "down1", 24), "block1", 24)
    middle = _residual(ops, _down(ops, fine, "down2", 48), "block2", 48)
    coarse = _residual(ops, _down(ops, middle, "down3", 64), "block3", 64)
    middle = ops.add(
        ops.conv(middle, "side2", 1, 48, gain=1.0),
        ops.twice(ops.conv(coarse, "up3", 1, 48, gain=1.0)),
    )
    middle = ops.relu(ops.conv(ops.relu(middle), "merge2", 3, 48))
    fine = ops.add(
        ops.conv(fine, "side1", 1, 32, gain=1.0),
        ops.twice(ops.conv(middle, "up2", 1, 32, gain=1.0)),
    )
    fine = ops.relu(ops.conv(ops.relu(fine), "merge1", 3, 32))
    fine = ops.relu(ops.conv(fine, "head", 3, 32))
    return (
        ops.conv(fine, "heat", 1, 1, gain=0.1),
        ops.conv(fine, "kinds", 1, len(FINDINGS), gain=0.1),
        ops.conv(fine, "reaches", 1, 4, gain=0.1),
    )


def image_hidden(ops, features):
    return ops.relu(ops.dense(features, "image.hidden", 128))


def text_hidden(ops, words):
    return ops.relu(ops.dense(words, "text.hidden", 64))


def joint_vector(ops, image, text, name):
    """The unit vectors of the encoder, of what its towers hold."""
    parts = (
        image if text is None else text if image is None else ops.beside(image, text)
    )
    return ops.unit(ops.dense(parts, name, FEATURES, gain=1.0))
