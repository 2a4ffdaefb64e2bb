"""./radstream stack: up, status, query, down."""

import argparse
import sys
from pathlib import Path

from stack.errors import StackError
from stack.folder import DEFAULT, Folder


class PicocliLike(argparse.RawDescriptionHelpFormatter):
    """Help as the other commands of ./radstream have it."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(
            usage, actions, groups, "Usage: " if prefix is None else prefix
        )


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "radstream stack",
        formatter_class=PicocliLike,
        description=(
            "A cloud on this machine, with the job on a real Flink cluster in it.\n"
            "Emulators of S3, Glue, Secrets Manager and Kinesis; Triton on the CPU; Flink with two\n"
            "task managers. All of it on loopback. Linux or macOS; 6 GB of memory."
        ),
    )
    commands = options.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name, help=text, description=text, formatter_class=PicocliLike
        )
        added.add_argument(
            "--out",
            type=Path,
            default=DEFAULT,
            metavar="DIR",
            help="The folder of the stack. Default: out/stack.",
        )
        return added

    up = command(
        "up", "Installs what is missing, starts everything and submits the job."
    )
    up.add_argument(
        "--models",
        choices=("auto", "triton", "embedded"),
        default="auto",
        help="The model server. Default: auto, which is Triton where it runs.",
    )
    up.add_argument(
        "--java",
        choices=("11",),
        help="Runs Flink on a Java 11 runtime, as Managed Flink 1.20 has it, which is installed. Default: on the JDK at"
        " hand.",
    )
    status = command(
        "status", "Tells what runs and where. Exit code 1 where not all does."
    )
    status.add_argument("--json", action="store_true", help="For a program.")
    query = command(
        "query",
        "Prints what SQL finds in the tables: inference_results, rejects, telemetry_events, latency_windows.",
    )
    query.add_argument(
        "--json", action="store_true", help="For a program: a list of objects."
    )
    query.add_argument("sql", metavar="SQL", help="One statement in DuckDB's dialect.")
    down = command("down", "Ends everything, and deletes the folder.")
    down.add_argument(
        "--keep", action="store_true", help="Keeps the folder, with its logs."
    )
    return options


def main(arguments: list[str]) -> int:
    asked = parser().parse_args(arguments)
    folder = Folder(asked.out)
    try:
        # Only now: the help needs nothing that is not Python's own.
        from stack import commands

        return getattr(commands, asked.command)(folder, asked)
    except StackError as e:
        print(f"radstream: {e}", file=sys.stderr)
        return e.exit_code
    except KeyboardInterrupt:
        print("radstream: interrupted", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
