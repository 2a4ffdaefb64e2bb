"""One run: the stack up, traffic, the faults, the backlog, the comparison, the stack down."""

import random
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from faults_run import ends, faults, page, timing
from faults_run.cluster import Cluster, HarnessError
from faults_run.landed import RESULT, LandedStudy
from faults_run.ledger import End, Ledger
from faults_run.network import Network
from faults_run.scene import Scene
from faults_run.stream import Echo, Stream
from faults_run.traffic import Mix, Traffic
from stack.repository import ROOT

REPEATED_SHARE = 0.1
WARM_UP_S = 20
# Without any fault, to know what is usual.
CALM_S = 15
LONGEST_BACKLOG_S = 900
# What is doubled or only in the files would come with the next; each is committed before the one after it.
SETTLING_CHECKPOINTS = 3
POLL_S = 5
PHANTOMS, PHANTOM_PIXELS = 24, 256


@dataclass(frozen=True)
class Plan:
    """times: how often each fault is done."""

    times: dict[str, int]
    seed: int
    mix: Mix
    pause_s: float
    outage_s: float
    patience_s: float
    command: str


def carry_out(plan: Plan, cluster: Cluster, temporary: Path, keep: bool) -> page.Run:
    """temporary: a folder for the images that are landed. keep: the stack's logs."""
    images = _phantoms(temporary / "phantoms", plan.seed)
    _say("the stack comes up")
    cluster.up()
    try:
        return _Course(plan, cluster, images).run()
    finally:
        cluster.down(keep)


class _Course:
    def __init__(self, plan: Plan, cluster: Cluster, images: list[Path]):
        record = cluster.record()
        self._plan = plan
        self._commit = _commit()
        self._cluster = cluster
        self._names = faults.schedule(plan.times, plan.seed)
        network = None
        settings = {"pipeline.orphan-patience": f"{plan.patience_s:g}s"}
        if faults.need_network(self._names):
            _say("the job by way of proxies")
            network = Network(record, plan.seed)
            settings |= network.settings()
        cluster.reconfigure(settings)
        self._scene = Scene(
            cluster,
            network,
            random.Random(f"faults {plan.seed}"),
            plan.outage_s,
            plan.patience_s,
        )
        self._s3 = cluster.client("s3")
        self._bucket = record["buckets"]["results"]
        stream = Stream(cluster.client("kinesis"), record["stream"])
        self._echo = Echo(stream, REPEATED_SHARE, plan.seed)
        self._traffic = Traffic(
            cluster.client("s3"),
            record["buckets"]["images"],
            images,
            plan.mix,
            plan.seed,
        )

    def run(self) -> page.Run:
        began = time.time()
        self._echo.start()
        self._traffic.start()
        time.sleep(WARM_UP_S)
        self._cluster.wait_until_whole(began)
        warm = time.time()
        time.sleep(CALM_S)
        calm = time.time()
        done = self._faults()
        studies = self._traffic.stop()
        stopped = time.time()
        wanted = {(o.key, o.version_id) for study in studies for o in study.objects()}
        self._echo.stop(wanted, LONGEST_BACKLOG_S)
        ledger = Ledger(studies, self._echo.sequencers)
        backlog_s = self._clear(ledger, stopped)
        _say("all that came is compared with all that landed")
        rows = ends.rows(self._cluster.record())
        kept = ends.kept(self._s3, self._bucket)
        told = {
            "tables": [row.end for row in rows],
            "files": ends.filed(self._s3, self._bucket),
        }
        ended = _first_results(rows)
        return page.Run(
            began=began,
            ended=time.time(),
            seed=self._plan.seed,
            command=self._plan.command,
            commit=self._commit,
            server=self._cluster.record()["triton"]["server"],
            rate=self._plan.mix.rate,
            faults=_felt(done, studies, ended, stopped),
            studies=studies,
            repeated=self._echo.repeated,
            ends=page.count([row.end.outcome for row in rows]),
            objects=len(kept),
            findings=ledger.findings(told, kept),
            wrong=self._scene.wrong,
            backlog_s=backlog_s,
            ended_by_themselves=self._cluster.ended_by_themselves,
            usual=_usual(studies, ended, warm, calm),
        )

    def _faults(self) -> list[faults.Done]:
        done = []
        for number, name in enumerate(self._names, 1):
            _say(f"{number} of {len(self._names)}: {name}")
            done.append(faults.do(name, self._scene))
            last = done[-1]
            _say(f"  {last.did}; whole again after {last.whole - last.begin:.0f} s")
            time.sleep(self._plan.pause_s)
            self._cluster.revive()
            if self._traffic.failure:
                raise HarnessError(f"the traffic ended: {self._traffic.failure}")
        return done

    def _clear(self, ledger: Ledger, stopped: float) -> float | None:
        """How long after the traffic's end all versions had ended; None where not within the patience."""
        _say("no more traffic; until all have ended")
        while ledger.findings({"tables": self._ends()}, None).lost:
            if time.time() - stopped > LONGEST_BACKLOG_S:
                return None
            time.sleep(POLL_S)
        cleared = time.time() - stopped
        for _ in range(SETTLING_CHECKPOINTS):
            self._cluster.wait_until_whole(time.time())
        return cleared

    def _ends(self) -> list[End]:
        return [row.end for row in ends.rows(self._cluster.record())]


def _felt(
    done, studies: list[LandedStudy], ended: dict[str, float], stopped: float
) -> list:
    landed = {
        study.study_id: study.complete_at()
        for study in studies
        if study.sidecars[0].valid
    }
    nexts = [*(fault.begin for fault in done[1:]), stopped]
    return [
        (fault, timing.felt(fault.begin, fault.mended, until, landed, ended))
        for fault, until in zip(done, nexts, strict=True)
    ]


def _first_results(rows: list[ends.Row]) -> dict[str, float]:
    """When each study first had a result. A reject says nothing: it needs no models."""
    first: dict[str, float] = {}
    for row in rows:
        if row.end.outcome == RESULT:
            first[row.end.study_id] = min(row.at, first.get(row.end.study_id, row.at))
    return first


def _usual(
    studies: list[LandedStudy], ended: dict[str, float], warm: float, calm: float
) -> dict[str, float]:
    """Seconds from landing to the result, of the studies that landed between the two."""
    waits = [
        ended[study.study_id] - study.complete_at()
        for study in studies
        if warm <= study.complete_at() < calm and study.study_id in ended
    ]
    if len(waits) < 2:
        return {"p50": float("nan"), "p95": float("nan")}
    return {
        "p50": statistics.median(waits),
        "p95": statistics.quantiles(waits, n=20)[-1],
    }


def _phantoms(folder: Path, seed: int) -> list[Path]:
    _say("phantoms to land")
    subprocess.run(
        [
            *(ROOT / "radstream", "phantoms", "--out", folder),
            *(
                "--count",
                str(PHANTOMS),
                "--size",
                str(PHANTOM_PIXELS),
                "--seed",
                str(seed),
            ),
        ],
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return sorted(path for path in folder.rglob("*") if path.suffix in {".png", ".jpg"})


def _commit() -> str:
    told = subprocess.run(
        ["git", "-C", ROOT, "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
    )
    return told.stdout.strip() or "unknown"


def _say(line: str):
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)
