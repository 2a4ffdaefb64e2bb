"""What each command does."""

import argparse
import contextlib
import json
import signal
import sys

from stack import cloud, processes
from stack import query as tables
from stack import status as states
from stack.errors import StackError, UsageError
from stack.folder import Folder
from stack.revival import revive


def up(folder: Folder, asked: argparse.Namespace) -> int:
    with folder.locked():
        state = states.of(folder)["state"]
        if state == "up":
            print("the stack is up already")
        elif state == "broken":
            _revive(folder)
        else:
            _bring(folder, asked)
    print(states.guide(folder))
    return 0


def _bring(folder: Folder, asked: argparse.Namespace):
    if processes.of(folder):
        raise UsageError(
            f"a stack is half up in {folder}: ./radstream stack status tells what runs,"
            " ./radstream stack down ends it"
        )
    folder.begin()
    with _undone(folder, "nothing is left running") as undo:
        undo.callback(cloud.down, folder, keep=True)
        cloud.Bringing(folder, _say).up(asked.models, asked.java)


def _revive(folder: Folder):
    with _undone(folder, "what was started again is ended") as undo:
        revive(folder, _say, lambda server: undo.callback(server.stop))


@contextlib.contextmanager
def _undone(folder: Folder, outcome: str):
    """Whatever ends this ends what it has begun; only kill -9 leaves that to down."""
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, lambda *_: sys.exit(1))
    undo = contextlib.ExitStack()
    try:
        yield undo
    except BaseException as e:
        for end in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(end, signal.SIG_IGN)
        undo.close()
        if isinstance(e, KeyboardInterrupt):
            raise StackError(f"interrupted; {outcome}") from e
        if isinstance(e, Exception) and not isinstance(e, StackError):
            raise StackError(
                f"{type(e).__name__}: {e}; {outcome}; the logs: {folder}/logs"
            ) from e
        raise


def _say(line: str):
    print(f"  {line}", flush=True)


def status(folder: Folder, asked: argparse.Namespace) -> int:
    found = states.of(folder)
    print(json.dumps(found, indent=2) if asked.json else states.text(folder))
    return 0 if found["state"] == "up" else 1


def query(folder: Folder, asked: argparse.Namespace) -> int:
    found = states.of(folder)
    if "catalog" not in found:
        raise UsageError(f"no stack is up in {folder}: ./radstream stack up starts one")
    columns, rows = tables.run(found, asked.sql)
    if asked.json:
        print(
            json.dumps(
                [dict(zip(columns, row, strict=True)) for row in rows], default=str
            )
        )
    else:
        print(_table([columns, *([str(cell) for cell in row] for row in rows)]))
    return 0


def down(folder: Folder, asked: argparse.Namespace) -> int:
    with folder.locked():
        if folder.read() is None and not processes.of(folder):
            print(f"no stack in {folder}")
            return 0
        cloud.down(folder, asked.keep)
    print(
        f"down; logs and checkpoints are in {folder}"
        if asked.keep
        else "down; nothing is left"
    )
    return 0


def _table(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )
