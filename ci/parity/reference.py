"""RadStream's preprocessing and its results, written a second time: Pillow, NumPy, onnxruntime."""

from pathlib import Path

import numpy as np
from PIL import Image

CLASSES = ["normal", "pneumonia", "covid", "tuberculosis", "other"]


def grey_or_rgb(path: Path) -> Image.Image:
    """The image as 8 bits a channel, RGB; 16-bit grey by value / 257."""
    image = Image.open(path)
    if image.mode.startswith("I;16") or image.mode == "I":
        wide = np.asarray(image, dtype=np.uint32)
        image = Image.fromarray(((wide + 128) // 257).astype(np.uint8))
    return image.convert("RGB")


def tensor(image: Image.Image, side: int) -> np.ndarray:
    """[1, 3, side, side], 0 to 1."""
    resized = image.resize((side, side), Image.Resampling.LANCZOS)
    planes = np.asarray(resized, dtype=np.float32).transpose(2, 0, 1) / np.float32(255)
    return planes[np.newaxis]


def results(models: dict, image: Image.Image, text: str) -> dict:
    """What the three models say, in the form of a result's inference_results."""
    small = tensor(image, 224)
    classified = models["radstream_classifier"].infer({"input": small})
    detected = models["radstream_detector"].infer({"input": tensor(image, 512)})
    encoded = models["radstream_encoder"].infer(
        {"image": small, "text": np.array([[text]], dtype=object)}
    )
    scale = np.array([image.width, image.height] * 2) / 512
    limit = np.array([image.width, image.height] * 2)
    scores, boxes = detected["scores"][0], detected["boxes"][0]
    found = [
        (float(score), np.clip(box * scale, 0, limit))
        for score, box in zip(scores, boxes, strict=True)
        if score > 0
    ]
    return {
        "predictions": dict(
            zip(CLASSES, classified["predictions"][0].tolist(), strict=True)
        ),
        "confidence": float(classified["confidence"].reshape(-1)[0]),
        "detections": sorted(found, key=lambda pair: -pair[0]),
        "features": {
            name: encoded[name].reshape(-1)
            for name in ("image_features", "text_features", "joint_features")
        },
    }
