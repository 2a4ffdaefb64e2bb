"""The folder that a stack keeps everything in: logs, checkpoints, configuration, and the record of what runs."""

import contextlib
import fcntl
import json
import os
import shutil
from pathlib import Path

from stack.errors import UsageError
from stack.repository import ROOT

DEFAULT = ROOT / "out" / "stack"
RECORD = "stack.json"


class Folder:
    """One stack's folder. Its record makes it a stack's: nothing else is ever deleted."""

    def __init__(self, path: Path):
        self.path = path.resolve()

    def __str__(self):
        """As a person in this folder would write it."""
        try:
            return str(self.path.relative_to(Path.cwd()))
        except ValueError:
            return str(self.path)

    def is_default(self) -> bool:
        return self.path == DEFAULT

    def sub(self, *names: str) -> Path:
        """A folder in it, made where it is missing."""
        path = self.path.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def temporary(self) -> Path:
        """For what processes would leave in the system's own."""
        return self.sub("tmp")

    def log(self, name: str) -> Path:
        return self.sub("logs") / f"{name}.log"

    def read(self) -> dict | None:
        """What is recorded; None where no stack was ever here."""
        try:
            return json.loads((self.path / RECORD).read_text())
        except FileNotFoundError:
            return None

    def write(self, record: dict):
        """Whole or not at all: whoever is killed here leaves the record before."""
        new = self.path / f"{RECORD}.new"
        new.write_text(json.dumps(record, indent=2) + "\n")
        os.replace(new, self.path / RECORD)

    def begin(self):
        """Makes it empty, for a new stack. A folder of somebody else's is refused."""
        if self.path.exists() and self.read() is None and any(self.path.iterdir()):
            raise UsageError(
                f"expected a new folder or a stack's, came {self}, which holds something else"
            )
        self.delete()
        self.path.mkdir(parents=True, exist_ok=True)
        self.write({"state": "starting"})

    def delete(self):
        """The record goes last, so that what was half deleted is still known as a stack's."""
        if self.read() is None:
            return
        for entry in self.path.iterdir():
            if entry.name != RECORD:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        (self.path / RECORD).unlink()
        self.path.rmdir()

    @contextlib.contextmanager
    def locked(self):
        """For one command at a time. The lock is the parent folder's: it leaves no file,
        and ends with its process, however that ends."""
        parent = self.path.parent
        parent.mkdir(parents=True, exist_ok=True)
        held = os.open(parent, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as e:
            raise UsageError(
                f"another ./radstream stack is at work in {parent}: wait for it, or end it"
            ) from e
        finally:
            os.close(held)
