"""The model card, of what was measured."""

from pathlib import Path

from .contract import CLASSES, FINDINGS
from .measure import in_both_sizes
from .tensors import decode

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def radiographs(server):
    """What the models say of the real radiographs that ship with the project."""
    said = []
    for path in sorted(SAMPLES.glob("*.jpeg")):
        small, large = in_both_sizes(decode(path))
        probabilities, confidence = server.classify(small)
        said.append(
            {
                "file": path.name,
                "is": "normal" if path.name.startswith("NORMAL") else "pneumonia",
                "top": CLASSES[int(probabilities.argmax())],
                "confidence": round(confidence, 2),
                "boxes": [
                    f"{FINDINGS[kind]} {score:.2f}"
                    for score, kind, *_ in server.detect(large)
                ],
            }
        )
    return said


def write(path, facts, measured, said):
    classifier, detector, encoder = (
        measured[name] for name in ("classifier", "detector", "encoder")
    )
    path.write_text(
        f"""# The demonstration models

Three small networks that show RadStream at work: `radstream_classifier`, `radstream_detector` and
`radstream_encoder`. They were trained on **synthetic phantoms** alone, which the project draws
itself (`local/src/main/java/io/radstream/local/phantom`). No radiograph of a patient took part.

**They are a demonstration on synthetic phantoms, not a diagnosis.** Their numbers say how well
they tell phantoms apart, and nothing about patients. A phantom of "pneumonia" has one dense
region, of "covid" hazy patches at both lungs' rims, of "tuberculosis" nodules or a cavity near a
lung's tip, of "other" fluid, a mass or a large heart: caricatures, each with its own kind of
opacity, so that there is something to learn. Every result made with these models carries
`intended_use: demonstration`.

## What was measured

On {measured["phantoms"]} fresh phantoms (seed {facts["fresh_seed"]}, of which training saw none),
with the exported ONNX files, the contract's preprocessing and ONNX Runtime on CPU. Of so many, a
share is uncertain by about 2 points, one by view or kind by more.

### Classifier ({facts["parameters"]["radstream_classifier"]:,} parameters, {facts["kilobytes"]["radstream_classifier"]} KB)

Accuracy **{_percent(classifier["accuracy"])}** over five classes of equal size (chance: 20 %); by view
{", ".join(f"{view} {_percent(share)}" for view, share in classifier["accuracy_by_view"].items())}.

| is | found | {" | ".join("said " + name for name in CLASSES)} |
|---|---|{"---|" * len(CLASSES)}
{_confusion(classifier)}

`confidence` is the probability of the top class, after the logits were divided by a temperature
({facts["temperature"]:.2f}) that was fitted on {facts["held_back"]} other phantoms. Mean {_percent(classifier["mean_confidence"])};
expected calibration error {_percent(classifier["calibration_error"])}, on phantoms.

### Detector ({facts["parameters"]["radstream_detector"]:,} parameters, {facts["kilobytes"]["radstream_detector"]} KB)

| overlap (IoU) of at least | precision | recall |
|---|---|---|
| 0.3 | {_percent(detector["iou_0.3"]["precision"])} | {_percent(detector["iou_0.3"]["recall"])} |
| 0.5 | {_percent(detector["iou_0.5"]["precision"])} | {_percent(detector["iou_0.5"]["recall"])} |

Recall at 0.5 by kind: {", ".join(f"{name} {_percent(share)}" for name, share in detector["recall_by_kind"].items())}.
The kind of a box that fits is right in {_percent(detector["kind_of_matched_is_right"])}; {_percent(detector["normal_without_a_box"])} of normal phantoms get no box.
Boxes below a score of {facts["threshold"]:.2f} are left out in the graph: the threshold with the best F1 on the {facts["held_back"]}.

### Encoder ({facts["parameters"]["radstream_encoder"]:,} parameters, {facts["kilobytes"]["radstream_encoder"]} KB)

- The nearest of five texts (`PA X-RAY CHEST` and so on) names the image's view: {_percent(encoder["view_by_nearest_text"])}.
- The five nearest other phantoms name its class: {_percent(encoder["class_by_nearest_joint"])} by `joint_features`, {_percent(encoder["class_by_nearest_image"])} by `image_features`.

Its text side knows {facts["words"]} words, in upper, lower and capitalised spelling; any other text is taken
as unknown words and never fails.

## Real radiographs

What the models say of the four in `samples/` (children, AP; two normal, two with bacterial
pneumonia): {sum(one["is"] == one["top"] for one in said)} of 4 classes are right. The models know only phantoms. Outside of them
neither class nor confidence means anything, and four images measure nothing.

| file | is | classifier says | confidence | boxes |
|---|---|---|---|---|
{_radiographs(said)}

## How they were made

`python triton/train.py` (seed {facts["seed"]}): {facts["trained_on"]:,} phantoms, JAX on CPU, about {facts["cpu_minutes"]:.0f} minutes of CPU time.
Again with the same seed, versions (`requirements.txt`) and machine, it writes the same bytes (seen
with a shortened training, run twice); on another kind of CPU it need not, since sums round otherwise.
`python -m pytest triton` compares files, digests and signatures with the contract and measures
again on 100 phantoms.

- Classifier: {facts["epochs"]["classifier"]} epochs, AdamW with a cosine and averaged weights; images shifted, mirrored and
  exposed otherwise. A second head learns the view.
- Encoder: the classifier's backbone, as it is, with an image tower, a text tower (mean of word
  vectors) and a joint layer: views against texts (as CLIP) and classes together (supervised
  contrastive loss).
- Detector: a heat map whose peaks are boxes' middles (CenterNet, TTFNet), at most eight, overlapping
  ones suppressed in the graph. What fills up the eight has score 0.
"""
    )


def _percent(share):
    return f"{100 * share:.1f} %"


def _confusion(classifier):
    return "\n".join(
        f"| {name} | {_percent(classifier['recall'][name])} | "
        + " | ".join(str(count) for count in classifier["confusion"][i])
        + " |"
        for i, name in enumerate(CLASSES)
    )


def _radiographs(said):
    return "\n".join(
        f"| {one['file']} | {one['is']} | {one['top']} | {one['confidence']:.2f} "
        f"| {', '.join(one['boxes']) or 'none'} |"
        for one in said
    )
