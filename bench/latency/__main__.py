"""bench/run latency: the options, and one run."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from faults_run.cluster import Cluster, HarnessError
from faults_run.network import Network
from latency import landing, told
from latency.landing import Landing
from stack.errors import StackError

BURST_S = 60


def parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "bench/run latency",
        description="Measures the time from a study's arrival in Kinesis to its stored result on ./radstream stack, with"
        " every answer of S3 held back as long as AWS documents for it. The radiographs are those of samples/.",
    )
    options.add_argument(
        "--rate",
        type=float,
        default=5,
        metavar="N",
        help="Studies a second of the steady load. Default: 5.",
    )
    options.add_argument(
        "--seconds",
        type=float,
        default=60,
        metavar="S",
        help="How long it lasts. Default: 60.",
    )
    options.add_argument(
        "--burst",
        type=int,
        default=50,
        metavar="N",
        help="Studies that land within a minute, and then again as fast as they can. Default: 50.",
    )
    options.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="A folder for the stack, whose logs stay there. Default: none stay.",
    )
    return options


def measure(asked: argparse.Namespace, cluster: Cluster):
    record = cluster.record()
    network = Network(record, seed=1)
    began = time.time()
    cluster.reconfigure(network.settings())
    lands = Landing(cluster.client("s3"), record["buckets"]["images"])
    steady = landing.steadily(int(asked.rate * asked.seconds), asked.rate)
    # The JVM's compilers and the models' first calls: nobody's latency of every day.
    lands.land("warm-up", steady)
    told.rows(cluster, "warm-up", len(steady))
    cluster.wait_until_whole(began)
    loads = (
        ("steady", f"{asked.rate:g} studies/s for {asked.seconds:g} s", steady),
        (
            "burst",
            f"{asked.burst} studies within a minute, each at any moment of it",
            landing.scattered(asked.burst, BURST_S, seed=1),
        ),
        ("at-once", f"{asked.burst} studies at once", landing.at_once(asked.burst)),
    )
    for s3 in told.STANDARD, told.EXPRESS:
        network.http["s3"].delay(s3.first_byte_s)
        for name, load, moments in loads:
            studies = f"{s3.name}-{name}"
            took_s = lands.land(studies, moments)
            rows = told.rows(cluster, studies, len(moments))
            print(told.text(f"{load}, landed in {took_s:.1f} s", s3, rows), flush=True)


def main(arguments: list[str]) -> int:
    asked = parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="radstream-bench-") as temporary:
        cluster = Cluster(asked.keep or Path(temporary) / "stack")
        try:
            cluster.up()
            try:
                measure(asked, cluster)
            finally:
                cluster.down(keep=asked.keep is not None)
        except (HarnessError, StackError) as e:
            print(f"bench/run latency: {e}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
