"""The contract's preprocessing: 8 bits, Lanczos as Pillow does it, 0 to 1, planar RGB."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image


def decode(path):
    """A grey or RGB image of 8 bits; 16 bits by value / 257."""
    image = Image.open(path)
    if image.mode.startswith("I"):
        wide = np.asarray(image).astype(int)
        return Image.fromarray(((wide + 128) // 257).astype(np.uint8))
    return image if image.mode == "L" else image.convert("RGB")


def resize(image, side):
    """[side, side] or [side, side, 3], 8 bits."""
    return np.asarray(image.resize((side, side), Image.Resampling.LANCZOS))


def tensor(resized):
    """[3, side, side] of FP32."""
    values = resized.astype(np.float32) / np.float32(255)
    if values.ndim == 2:
        return np.repeat(values[None], 3, axis=0)
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def pooled(resized, by):
    """[side / by, side / by, 1]: what the networks see after the graph's first step."""
    side = resized.shape[0] // by
    values = resized.astype(np.float32) / np.float32(255)
    return values.reshape(side, by, side, by).mean(axis=(1, 3))[..., None]


def load(studies, make):
    """make(image) for each study's image, in order."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda study: make(decode(study.image)), studies))
