"""Phantoms by the project's Java generator, which needs nothing but a JDK."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .contract import CLASSES, FINDINGS, VIEWS

SOURCES = (
    Path(__file__).resolve().parents[2]
    / "local/src/main/java/io/radstream/local/phantom"
)


@dataclass(frozen=True)
class Study:
    """One radiograph: its file, and what is known of it. Boxes are shares of its size."""

    image: Path
    label: int
    view: int
    findings: tuple  # of (kind, x1, y1, x2, y2)


class Generator:
    """The generator, compiled into a folder of its own."""

    def __init__(self, folder):
        self._classes = Path(folder) / "classes"
        self._classes.mkdir(parents=True)
        sources = sorted(str(source) for source in SOURCES.glob("*.java"))
        subprocess.run([tool("javac"), "-d", str(self._classes), *sources], check=True)

    def write(self, folder, count, seed, long_side=0):
        """Phantoms 0 to count - 1 of a seed; of sizes of their own where long_side is 0."""
        subprocess.run(
            [
                tool("java"),
                "-Xmx1g",
                "-cp",
                str(self._classes),
                "io.radstream.local.phantom.PhantomFolder",
                str(folder),
                str(count),
                str(seed),
                str(long_side),
            ],
            check=True,
        )
        return read(folder)


def tool(name):
    """A program of the JDK: JAVA_HOME's, or the first on PATH."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(name, path=str(Path(home) / "bin") if home else None)
    if not found:
        raise SystemExit(
            f"expected {name} of a JDK 17 or newer on PATH or in JAVA_HOME, came none"
        )
    return found


def read(folder):
    """The studies of a folder, in the order of their names."""
    return [_study(path) for path in sorted(Path(folder).glob("*/*.json"))]


def _study(path):
    sidecar = json.loads(path.read_text())
    size = sidecar["image_size"]
    label, *findings = sidecar["annotations"]
    image = next(p for p in path.parent.glob(path.stem + ".*") if p.suffix != ".json")
    return Study(
        image,
        CLASSES.index(label["label"]),
        VIEWS.index(sidecar["view"]),
        tuple(_finding(finding, size["width"], size["height"]) for finding in findings),
    )


def _finding(finding, width, height):
    x1, y1, x2, y2 = finding["box"]
    kind = FINDINGS.index(finding["finding"])
    return kind, x1 / width, y1 / height, x2 / width, y2 / height
