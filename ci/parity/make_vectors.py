"""Writes the images and checksums that io.radstream.image is tested against.

    pip install -r ci/requirements.txt
    python ci/parity/make_vectors.py

Everything is seeded: the same versions write the same bytes. Expected pixels and
tensors are kept as SHA-256 of their bytes (rows of interleaved 8-bit samples;
little-endian planes), made by Pillow and NumPy alone.
"""

import csv
import hashlib
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
OUT = ROOT / "udfs" / "src" / "test" / "resources" / "io" / "radstream" / "image"

MODEL_SIZES = [(224, 224), (512, 512)]
ADAM7 = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
]
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
PNG_KINDS = {
    GREY: (1, 2, 4, 8, 16),
    RGB: (8, 16),
    PALETTE: (1, 2, 4, 8),
    GREY_ALPHA: (8, 16),
    RGB_ALPHA: (8, 16),
}
STORED_CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGB_ALPHA: 4}


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def pattern(width, height, channels):
    """Ramps with sharp edges, without a random generator: Java makes the same."""
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    samples = (
        x * x * 7 + y * 13 + x * y * 3 + c * 61 + (x // 5 + y // 3) % 2 * 128
    ) & 255
    return samples.astype(np.uint8).reshape(
        (height, width) if channels == 1 else (height, width, channels)
    )


def smooth(width, height, channels):
    """What a JPEG is made for, with some noise and a saturated corner."""
    rng = np.random.default_rng(width * 1000 + height * 10 + channels)
    y, x, c = np.mgrid[0:height, 0:width, 0:channels]
    samples = (
        128
        + 100 * np.sin(x / 7 + c) * np.cos(y / 5 - c)
        + rng.normal(0, 6, (height, width, channels))
    )
    samples[: height // 4, : width // 4] = 255
    samples = samples.clip(0, 255).astype(np.uint8)
    return Image.fromarray(samples[:, :, 0] if channels == 1 else samples)


def decoded(path):
    """The pixels by the contract: alpha dropped, 16 bits by value / 257."""
    with Image.open(path) as image:
        image.load()
        if image.mode.startswith("I;16"):
            return ((np.asarray(image).astype(int) + 128) // 257).astype(np.uint8)
        grey = image.mode in ("1", "L", "LA")
        return np.asarray(image.convert("L" if grey else "RGB"))


def chunk(kind, data):
    return (
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
    )


def packed(row, depth):
    if depth >= 8:
        return row.astype(">u2" if depth == 16 else np.uint8).tobytes()
    bits = ((row[:, None] >> np.arange(depth - 1, -1, -1)) & 1).astype(np.uint8)
    return np.packbits(bits.reshape(-1)).tobytes()


def filtered(kind, row, prior, step):
    left = bytes(step) + row[:-step] if len(row) > step else bytes(len(row))
    corner = bytes(step) + prior[:-step] if len(row) > step else bytes(len(row))
    result = bytearray([kind])
    for value, a, b, c in zip(row, left, prior, corner, strict=True):
        nearest = min((a, b, c), key=lambda neighbour: abs(a + b - c - neighbour))
        predicted = (0, a, b, (a + b) // 2, nearest)[kind]
        result.append((value - predicted) & 255)
    return bytes(result)


def write_png(path, samples, depth, kind, interlaced, palette):
    height, width, channels = samples.shape
    step = max(1, channels * depth // 8)
    data = b""
    for left, top, across, down in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        rows = samples[top::down, left::across]
        prior = None
        for y, row in enumerate(rows if rows.size else []):
            raw = packed(row.reshape(-1), depth)
            data += filtered(y % 5, raw, prior or bytes(len(raw)), step)
            prior = raw
    data = zlib.compress(data)
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    chunks = chunk(b"IHDR", header) + chunk(b"tEXt", b"Comment\0not a pixel")
    if kind == PALETTE:
        chunks += chunk(b"PLTE", palette.tobytes())
    chunks += b"".join(
        chunk(b"IDAT", data[i : i + 97]) for i in range(0, len(data), 97)
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks + chunk(b"IEND", b""))


def write_pngs(folder):
    """Every colour type, depth and interlacing. Yields path and pixels."""
    rng = np.random.default_rng(1)
    for kind, depths in PNG_KINDS.items():
        for depth in depths:
            for interlaced in (False, True):
                path = (
                    folder
                    / f"type{kind}_{depth}bit{'_interlaced' if interlaced else ''}.png"
                )
                samples = rng.integers(0, 1 << depth, (13, 19, STORED_CHANNELS[kind]))
                palette = (
                    rng.integers(0, 256, (1 << depth, 3)).astype(np.uint8)
                    if kind == PALETTE
                    else None
                )
                write_png(path, samples, depth, kind, interlaced, palette)
                if depth == 16:
                    kept = samples[:, :, : 1 if kind in (GREY, GREY_ALPHA) else 3]
                    yield path, ((kept + 128) // 257).astype(np.uint8)
                else:
                    yield path, decoded(path)


def write_jpegs(folder):
    """Every kind of JPEG that is read. Yields path and pixels."""
    grey, colour = smooth(61, 43, 1), smooth(61, 43, 3)
    kinds = {
        "grey": (grey, {}),
        "grey_progressive": (grey, {"progressive": True}),
        "grey_restart": (grey, {"restart_marker_blocks": 3}),
        "grey_8x8": (smooth(8, 8, 1), {}),
        "grey_1x1": (smooth(1, 1, 1), {}),
        "colour_444": (colour, {"subsampling": "4:4:4"}),
        "colour_422": (colour, {"subsampling": "4:2:2"}),
        "colour_420": (colour, {"subsampling": "4:2:0"}),
        "colour_411": (colour, {"subsampling": "4:1:1"}),
        "colour_progressive": (colour, {"progressive": True, "subsampling": "4:2:0"}),
        "colour_restart": (colour, {"restart_marker_blocks": 2}),
        "rgb_adobe": (colour, {"keep_rgb": True}),
    }
    for name, (image, options) in kinds.items():
        path = folder / f"{name}.jpg"
        image.save(path, quality=90, **options)
        yield path, decoded(path)
    colour.convert("CMYK").save(folder / "cmyk.jpg", quality=90)


def resized(pixels, size):
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def tensor(pixels, kind, profile):
    """[3, height, width] as the contract has it."""
    values = pixels.astype(np.float64) / 255
    if profile == "lung_ct_window":
        values = ((values * 4095 - 1024 - (-600 - 750)) / 1500).clip(0, 1)
    planes = (
        np.repeat(values[None], 3, 0) if values.ndim == 2 else values.transpose(2, 0, 1)
    )
    if kind == "UINT8":
        return np.floor(planes * 255 + 0.5).astype(np.uint8)
    return planes.astype("<f4").astype("<f2" if kind == "FP16" else "<f4")


def write_table(name, header, rows):
    with (OUT / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def decode_rows():
    folder = OUT / "vectors"
    folder.mkdir(exist_ok=True)
    for path, pixels in [*write_pngs(folder), *write_jpegs(folder)]:
        height, width = pixels.shape[:2]
        channels = 3 if pixels.ndim == 3 and pixels.shape[2] == 3 else 1
        yield path.name, width, height, channels, sha256(pixels)


def radiograph_rows():
    for path in sorted(SAMPLES.glob("*.jpeg")):
        pixels = decoded(path)
        height, width = pixels.shape
        yield path.name, width, height, sha256(pixels)
        for size in MODEL_SIZES:
            yield path.name, *size, sha256(resized(pixels, size))


def resize_rows():
    rng = np.random.default_rng(2)
    shapes = [
        (1, 1),
        (1, 9),
        (9, 1),
        (2, 3),
        (5, 5),
        (224, 224),
        (300, 200),
        (200, 300),
        (641, 479),
    ]
    shapes += [tuple(int(n) for n in rng.integers(1, 400, 2)) for _ in range(15)]
    for width, height in shapes:
        for channels in (1, 3):
            sizes = [
                *MODEL_SIZES,
                (1, 1),
                (width, 17),
                (17, height),
                (width + 1, height + 1),
            ]
            sizes.append(tuple(int(n) for n in rng.integers(1, 600, 2)))
            for to in sizes:
                expected = resized(pattern(width, height, channels), to)
                yield width, height, channels, *to, sha256(expected)


def tensor_rows():
    for channels in (1, 3):
        for kind in ("FP32", "FP16", "UINT8"):
            for profile in ("plain", "lung_ct_window"):
                yield (
                    channels,
                    kind,
                    profile,
                    sha256(tensor(pattern(64, 48, channels), kind, profile)),
                )


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write_table(
        "vectors.csv", ["file", "width", "height", "channels", "sha256"], decode_rows()
    )
    write_table(
        "radiographs.csv", ["file", "width", "height", "sha256"], radiograph_rows()
    )
    write_table(
        "resize.csv",
        ["width", "height", "channels", "to_width", "to_height", "sha256"],
        resize_rows(),
    )
    write_table("tensors.csv", ["channels", "type", "profile", "sha256"], tensor_rows())
