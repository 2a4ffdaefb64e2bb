"""The detector: a heat map whose peaks are the middles of boxes (CenterNet, TTFNet)."""

import jax
import jax.numpy as jnp
import numpy as np

from .contract import DETECTOR, DETECTOR_SIDE, FINDINGS, MOST_DETECTIONS
from .layers import FLOAT, INT32, Jax, Onnx
from .networks import CELL, detector
from .optimise import Optimiser, batches
from .varied import vary

POOLING = 4
GRID = DETECTOR_SIDE // CELL
# No phantom has more findings.
MOST_BOXES = 6
# Of two boxes that overlap by more, the one of the lower score goes.
MOST_OVERLAP = 0.45


def targets(findings):
    """Boxes [n, 6, 4] as shares of the image, and kinds [n, 6], -1 where there is no box.

    :param findings: of each image, see phantoms.Study
    """
    boxes = np.zeros((len(findings), MOST_BOXES, 4), np.float32)
    kinds = np.full((len(findings), MOST_BOXES), -1, np.int32)
    for i, found in enumerate(findings):
        for k, (kind, *box) in enumerate(found):
            boxes[i, k] = box
            kinds[i, k] = kind
    return boxes, kinds


def train(images, boxes, kinds, epochs, draws, tell):
    """
    :param images: [n, 128, 128, 1], see tensors.pooled
    :param boxes: see targets(), as kinds
    """
    weights = {}
    detector(Jax(weights, draws), jnp.asarray(images[:1]))
    # At first nearly every cell is cold: the loss begins near its end, not at a peak.
    weights["heat.bias"] -= 4.0
    size = 32
    steps = epochs * (len(images) // size)
    optimiser = Optimiser(weights, _loss, steps, rate=3e-3)
    losses = []
    for step, batch in enumerate(batches(draws, len(images), size, epochs)):
        varied, moved = vary(images[batch], boxes[batch], draws, most_shift=8)
        losses.append(optimiser.step(varied, moved, kinds[batch]))
        if (step + 1) % (len(images) // size) == 0:
            tell(f"detector: {step + 1} of {steps}, loss {np.mean(losses):.3f}")
            losses = []
    return optimiser.weights()


def _loss(weights, images, boxes, kinds):
    heat, kind_logits, reaches = detector(Jax(weights), images)
    heat = heat[..., 0]
    there = (kinds >= 0).astype(jnp.float32)
    grid = jnp.clip(boxes, 0, 1) * GRID
    warm = _warmth(grid) * there[..., None, None]
    wanted = warm.max(axis=1)
    middle = (warm > 0.999).max(axis=1)

    # The focal loss of CornerNet.
    hot = jax.nn.sigmoid(heat)
    missed = jnp.where(middle, (1 - hot) ** 2 * jax.nn.log_sigmoid(heat), 0)
    wrong = jnp.where(middle, 0, (1 - wanted) ** 4 * hot**2 * jax.nn.log_sigmoid(-heat))
    count = jnp.maximum(1, there.sum())
    heat_loss = -(missed + wrong).sum() / count

    # A cell answers for the box that is warmest there, the more the nearer its middle.
    owner = warm.argmax(axis=1)
    weight = jnp.where(wanted > 0.3, wanted, 0)
    weight = weight / jnp.maximum(1, weight.sum())
    owned = jnp.take_along_axis(
        grid, owner.reshape(owner.shape[0], -1, 1), axis=1
    ).reshape(*owner.shape, 4)
    overlap = _generalised_overlap(_corners(reaches), owned)
    kind = jnp.take_along_axis(kinds, owner.reshape(owner.shape[0], -1), axis=1)
    told = jax.nn.log_softmax(kind_logits).reshape(*kind.shape, len(FINDINGS))
    told = jnp.take_along_axis(told, jnp.maximum(kind, 0)[..., None], axis=-1)
    kind_loss = -(weight * told.reshape(weight.shape)).sum()
    return heat_loss + 2 * (weight * (1 - overlap)).sum() + 0.5 * kind_loss


def _warmth(grid):
    """[n, boxes, 32, 32]: 1 in the cell of each box's middle, falling off with the box's size."""
    middle = (grid[..., :2] + grid[..., 2:]) / 2
    cell = jnp.clip(jnp.floor(middle), 0, GRID - 1)
    spread = jnp.maximum(0.7, 0.1 * (grid[..., 2:] - grid[..., :2]))
    place = jnp.arange(GRID)
    away = (place - cell[..., None]) / spread[..., None]
    warmth = jnp.exp(-0.5 * away**2)
    return warmth[..., 1, :, None] * warmth[..., 0, None, :]


def _corners(reaches):
    """Each cell's box, in cells, of how far it reaches to the left, up, right and down."""
    reach = jax.nn.softplus(reaches) * 4
    place = jnp.arange(GRID) + 0.5
    x = jnp.broadcast_to(place[None, :], (GRID, GRID))
    y = jnp.broadcast_to(place[:, None], (GRID, GRID))
    return jnp.stack(
        [x - reach[..., 0], y - reach[..., 1], x + reach[..., 2], y + reach[..., 3]],
        axis=-1,
    )


def _generalised_overlap(a, b):
    """GIoU (Rezatofighi et al., 2019)."""
    inside = jnp.maximum(
        0, jnp.minimum(a[..., 2:], b[..., 2:]) - jnp.maximum(a[..., :2], b[..., :2])
    )
    around = jnp.maximum(a[..., 2:], b[..., 2:]) - jnp.minimum(a[..., :2], b[..., :2])
    shared = inside[..., 0] * inside[..., 1]
    hull = around[..., 0] * around[..., 1] + 1e-6
    joined = _area(a) + _area(b) - shared + 1e-6
    return shared / joined - (hull - joined) / hull


def _area(box):
    return jnp.maximum(0, box[..., 2] - box[..., 0]) * jnp.maximum(
        0, box[..., 3] - box[..., 1]
    )


def export(weights, threshold):
    """The graph: input [n, 3, 512, 512] to boxes [n, 8, 4], scores [n, 8] and labels [n, 8].

    Peaks of the heat map, the hottest eight; of overlapping ones the hottest. What is below
    the threshold or overlaps has score 0, and is nothing.
    """
    ops = Onnx(weights)
    image = ops.input("input", FLOAT, ["n", 3, DETECTOR_SIDE, DETECTOR_SIDE])
    heat, kinds, reaches = detector(ops, ops.grey(image, POOLING))
    score, cell = _peaks(ops, heat)
    box = _boxes(ops, reaches, cell)
    kept = ops.node("Mul", score, _best_of_overlapping(ops, box))
    hot = ops.node("Greater", kept, ops.scalar(threshold))
    shown = ops.node("Cast", hot, to=FLOAT)
    kind = _pick(ops, ops.node("ArgMax", kinds, axis=1, keepdims=1), cell, 1)
    label = ops.node(
        "Mul", ops.node("Cast", hot, to=INT32), ops.node("Cast", kind, to=INT32)
    )
    clipped = ops.node("Clip", box, ops.scalar(0.0), ops.scalar(float(DETECTOR_SIDE)))
    most = "detections"
    ops.output(
        ops.node("Mul", clipped, ops.node("Unsqueeze", shown, ops.ints(2))),
        "boxes",
        FLOAT,
        ["n", most, 4],
    )
    ops.output(ops.node("Mul", kept, shown), "scores", FLOAT, ["n", most])
    ops.output(label, "labels", INT32, ["n", most])
    return ops.model(DETECTOR, "Trained on synthetic phantoms; not for diagnosis.")


def _peaks(ops, heat):
    hot = ops.node("Sigmoid", heat)
    hottest = ops.node(
        "MaxPool", hot, kernel_shape=[3, 3], strides=[1, 1], pads=[1, 1, 1, 1]
    )
    peak = ops.node("Cast", ops.node("Equal", hot, hottest), to=FLOAT)
    flat = ops.node("Reshape", ops.node("Mul", hot, peak), ops.ints(0, GRID * GRID))
    # Triton takes a model for the contract's [-1, 4] only if ONNX Runtime cannot tell before
    # a run that there are eight: so their number is computed.
    cells = ops.node(
        "Slice", ops.node("Shape", flat), ops.ints(1), ops.ints(2), ops.ints(0)
    )
    most = ops.node("Min", ops.ints(MOST_DETECTIONS), cells)
    return ops.node("TopK", flat, most, axis=1, outputs=2)


def _pick(ops, grid, cell, channels):
    """[n, channels, 32, 32] at the cells [n, 8]: [n, 8, channels], or [n, 8] of one channel."""
    flat = ops.node("Reshape", grid, ops.ints(0, channels, GRID * GRID))
    index = ops.node("Unsqueeze", cell, ops.ints(1))
    if channels > 1:
        index = ops.node("Concat", *[index] * channels, axis=1)
    picked = ops.node("GatherElements", flat, index, axis=2)
    if channels == 1:
        return ops.node("Squeeze", picked, ops.ints(1))
    return ops.node("Transpose", picked, perm=[0, 2, 1])


def _boxes(ops, reaches, cell):
    """In pixels of the input, [n, 8, 4]."""
    reach = ops.node(
        "Mul",
        ops.node("Softplus", _pick(ops, reaches, cell, 4)),
        ops.constant("directions", np.array([-4, -4, 4, 4], np.float32) * CELL),
    )
    width = ops.ints(GRID)
    row = ops.node("Div", cell, width)
    column = ops.node("Sub", cell, ops.node("Mul", row, width))
    x = ops.node("Unsqueeze", column, ops.ints(2))
    y = ops.node("Unsqueeze", row, ops.ints(2))
    corners = ops.node("Cast", ops.node("Concat", x, y, x, y, axis=2), to=FLOAT)
    middle = ops.node(
        "Mul", ops.node("Add", corners, ops.scalar(0.5)), ops.scalar(float(CELL))
    )
    return ops.node("Add", middle, reach)


def _best_of_overlapping(ops, box):
    """1 for a box that overlaps no hotter one, else 0: [n, 8]. Boxes come hottest first.

    All pairs at once, as in Fast NMS (Bolya et al., 2019).
    """
    x1, y1, x2, y2 = ops.node("Split", box, axis=2, num_outputs=4, outputs=4)

    def both(kind, edge):
        # [n, 8, 1] against [n, 1, 8].
        return ops.node(kind, edge, ops.node("Transpose", edge, perm=[0, 2, 1]))

    zero = ops.scalar(0.0)
    wide = ops.node("Max", ops.node("Sub", both("Min", x2), both("Max", x1)), zero)
    high = ops.node("Max", ops.node("Sub", both("Min", y2), both("Max", y1)), zero)
    shared = ops.node("Mul", wide, high)
    area = ops.node("Mul", ops.node("Sub", x2, x1), ops.node("Sub", y2, y1))
    joined = ops.node("Sub", both("Add", area), shared)
    overlap = ops.node("Div", shared, ops.node("Add", joined, ops.scalar(1e-6)))
    with_hotter = ops.node(
        "Trilu", overlap, ops.constant("below", np.int64(-1)), upper=0
    )
    most = ops.node("ReduceMax", with_hotter, ops.ints(2), keepdims=0)
    alone = ops.node("LessOrEqual", most, ops.scalar(MOST_OVERLAP))
    return ops.node("Cast", alone, to=FLOAT)
