"""What clients of the models rely on: names, orders and sizes (see docs and the job's code)."""

CLASSES = ["normal", "pneumonia", "covid", "tuberculosis", "other"]
FINDINGS = [
    "consolidation",
    "ground_glass",
    "nodules",
    "cavity",
    "effusion",
    "mass",
    "cardiomegaly",
]
VIEWS = ["PA", "AP", "LATERAL", "OBLIQUE", "OTHER"]

CLASSIFIER_SIDE = 224
DETECTOR_SIDE = 512
FEATURES = 768
MOST_DETECTIONS = 8

CLASSIFIER = "radstream_classifier"
DETECTOR = "radstream_detector"
ENCODER = "radstream_encoder"


def describe(view, modality="X-RAY", body_part="CHEST"):
    """The encoder's text, as the job writes it."""
    return " ".join(part for part in (view, modality, body_part) if part)
