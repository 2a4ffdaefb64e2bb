"""The page of one run."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from faults_run.faults import Done
from faults_run.landed import LandedStudy
from faults_run.ledger import Findings
from faults_run.timing import Felt

MOST_LINES = 50


@dataclass(frozen=True)
class Run:
    """All that a page tells of."""

    began: float
    ended: float
    seed: int
    command: str
    commit: str
    server: str
    rate: float
    faults: list[tuple[Done, Felt]]
    studies: list[LandedStudy]
    repeated: int
    ends: Mapping[str, int]
    objects: int
    findings: Findings
    wrong: list[str]
    backlog_s: float | None
    ended_by_themselves: list[tuple[float, str]]
    usual: Mapping[str, float]

    def holds(self) -> bool:
        """Whether all is as it must be, and the backlog was cleared."""
        return self.findings.holds() and not self.wrong and self.backlog_s is not None


def name(run: Run) -> str:
    return f"{_at(run.began):%Y-%m-%dT%H%MZ}-seed-{run.seed}.md"


def text(run: Run) -> str:
    verdict = (
        "The ledger holds." if run.findings.holds() else "**The ledger does not hold.**"
    )
    return "\n".join(
        [
            f"# Faults, {_at(run.began):%Y-%m-%d %H:%M} UTC, seed {run.seed}",
            "",
            f"{verdict} Made by `{run.command}` at commit {run.commit}, on the stack of one machine"
            f" (models: {run.server}), {run.rate:g} studies/s, {run.ended - run.began:.0f} s.",
            "",
            *_counts(run),
            "",
            "## What was done, and how long it was felt",
            "",
            "| at (UTC) | fault | what was done | mended after | first result | longest silence | recovered |",
            "|---|---|---|---:|---:|---:|---:|",
            *(_row(done, felt) for done, felt in run.faults),
            "",
            "Seconds. Mended: until the harness had everything up again, from the fault's begin. First result: from the begin"
            " to the first result of a study that landed after it. Longest silence: between two results, from the begin to the next"
            " fault; for an upgrade, its gap. Recovered: from mended until no study waited longer than 10 s.",
            "",
            f"Where nothing was wrong, a study took {run.usual['p50']:.1f} s (median) and {run.usual['p95']:.1f} s (p95)"
            " from landing to its result.",
            "",
            *_found([*run.findings.all(), *run.wrong]),
        ]
    )


def _counts(run: Run) -> list[str]:
    landed = [o for study in run.studies for o in study.objects()]
    invalid = sum(not s.sidecars[0].valid for s in run.studies)
    overwritten = sum(len(s.objects()) > 2 for s in run.studies)
    ends = ", ".join(f"{count} {how}" for how, count in sorted(run.ends.items()))
    found = run.findings
    backlog = (
        "not within its time"
        if run.backlog_s is None
        else f"after {run.backlog_s:.0f} s"
    )
    ended = ", ".join(
        f"{name} at {_at(at):%H:%M:%S}" for at, name in run.ended_by_themselves
    )
    lines = {
        "studies landed": f"{len(run.studies)}, of them {overwritten} overwritten, {invalid} with an invalid sidecar",
        "objects, events told twice": f"{len(landed)}, {run.repeated}",
        "ended": f"{sum(run.ends.values())}: {ends}",
        "result objects": run.objects,
        "lost": len(found.lost),
        "twice": len(found.twice),
        "rejected for a fault": len(found.rejected),
        "otherwise wrong": len(found.wrong) + len(found.untold) + len(run.wrong),
        "backlog cleared after the traffic": backlog,
        "processes that ended by themselves": ended or "none",
    }
    return [
        "| | |",
        "|---|---|",
        *(f"| {what} | {value} |" for what, value in lines.items()),
    ]


def _row(done: Done, felt: Felt) -> str:
    cells = [
        f"{_at(done.begin):%H:%M:%S}",
        done.name,
        done.did,
        f"{done.mended - done.begin:.1f}",
        _seconds(felt.first_result),
        _seconds(felt.silence),
        _seconds(felt.recovery),
    ]
    return f"| {' | '.join(cells)} |"


def _seconds(value: float | None) -> str:
    return "not yet" if value is None else f"{value:.1f}"


def _found(lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [f"- and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return [
        "## What is wrong",
        "",
        *(f"- {line}" for line in lines[:MOST_LINES]),
        *more,
        "",
    ]


def _at(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC)


def count(outcomes: list[str]) -> dict[str, int]:
    return dict(Counter(outcomes))
