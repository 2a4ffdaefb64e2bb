"""ci/faults: the options, and one run."""

import argparse
import sys
import tempfile
from pathlib import Path

from faults_run import page
from faults_run.cluster import Cluster, HarnessError
from faults_run.faults import FAULTS
from faults_run.run import Plan, carry_out
from faults_run.traffic import Mix
from faults_run.upgrade import PATIENCES
from stack.errors import StackError
from stack.repository import ROOT


def parser() -> argparse.ArgumentParser:
    full = ", ".join(f"{name} {fault.times}" for name, fault in FAULTS.items())
    options = argparse.ArgumentParser(
        "ci/faults",
        description="Faults against ./radstream stack under constant traffic, and the ledger of what became of every study."
        " Exit code 1 where it does not hold, 2 where the harness failed.",
        epilog=f"The full schedule: {full}.",
    )
    which = options.add_mutually_exclusive_group()
    which.add_argument(
        "--each",
        action="store_true",
        help="Each of them once.",
    )
    which.add_argument(
        "--only",
        metavar="FAULT,…",
        help=f"Some of {', '.join(FAULTS)}; taskmanager=2 for twice. Default: the full schedule.",
    )
    options.add_argument("--seed", type=int, default=1, help="Default: 1.")
    options.add_argument(
        "--rate", type=float, default=Mix.rate, help="Studies a second. Default: 2."
    )
    options.add_argument(
        "--pause",
        type=float,
        default=20,
        metavar="S",
        help="Between two faults. Default: 20.",
    )
    options.add_argument(
        "--outage",
        type=float,
        default=60,
        metavar="S",
        help="How long a server is away, cut off or refuses. Default: 60.",
    )
    options.add_argument(
        "--patience",
        type=float,
        default=60,
        metavar="S",
        help=f"The job's with orphans; the long outage lasts {PATIENCES} times as long. Default: 60.",
    )
    options.add_argument(
        "--docs",
        type=Path,
        default=ROOT / "docs" / "faults",
        metavar="DIR",
        help="Of the page. Default: docs/faults.",
    )
    options.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="A folder for the stack, whose logs stay there. Default: none stay.",
    )
    return options


def times(only: str | None, each: bool) -> dict[str, int]:
    """How often each fault is to be done."""
    if each:
        return dict.fromkeys(FAULTS, 1)
    if only is None:
        return {name: fault.times for name, fault in FAULTS.items()}
    found = {}
    for word in only.split(","):
        name, _, number = word.strip().partition("=")
        if name not in FAULTS or not (number or "1").isdigit():
            raise HarnessError(
                f"--only: expected some of {', '.join(FAULTS)}, each with =N or without, came {word.strip()!r}"
            )
        found[name] = int(number) if number else FAULTS[name].times
    return found


def _again(asked: argparse.Namespace) -> str:
    """What makes the same run anywhere."""
    which = " --each" if asked.each else f" --only {asked.only}" if asked.only else ""
    return (
        f"ci/faults{which} --seed {asked.seed} --rate {asked.rate:g} --pause {asked.pause:g}"
        f" --outage {asked.outage:g} --patience {asked.patience:g}"
    )


def main(arguments: list[str]) -> int:
    asked = parser().parse_args(arguments)
    try:
        plan = Plan(
            times=times(asked.only, asked.each),
            seed=asked.seed,
            mix=Mix(rate=asked.rate),
            pause_s=asked.pause,
            outage_s=asked.outage,
            patience_s=asked.patience,
            command=_again(asked),
        )
        with tempfile.TemporaryDirectory(prefix="radstream-faults-") as temporary:
            folder = asked.keep or Path(temporary) / "stack"
            run = carry_out(
                plan, Cluster(folder), Path(temporary), keep=asked.keep is not None
            )
    except (HarnessError, StackError) as e:
        print(f"ci/faults: {e}", file=sys.stderr)
        return 2
    asked.docs.mkdir(parents=True, exist_ok=True)
    written = asked.docs / page.name(run)
    written.write_text(page.text(run))
    print(page.text(run))
    print(f"written to {written}")
    return 0 if run.holds() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
