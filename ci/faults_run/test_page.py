"""The page of a run, and the schedule that the seed decides."""

import dataclasses

import pytest

from faults_run import faults, page
from faults_run.__main__ import times
from faults_run.cluster import HarnessError
from faults_run.landed import Landed, LandedStudy
from faults_run.ledger import Findings
from faults_run.timing import Felt

STUDY = LandedStudy(
    "a", [Landed("a.png", "1", 0.0)], [Landed("a.json", "2", 0.0, "R0", valid=False)]
)
RUN = page.Run(
    began=1_750_000_000.0,
    ended=1_750_000_600.0,
    seed=7,
    command="ci/faults --seed 7",
    commit="abc1234",
    server="triton",
    rate=2.0,
    faults=[
        (
            faults.Done(
                "upgrade",
                "stopped",
                1_750_000_100.0,
                1_750_000_130.0,
                1_750_000_140.0,
            ),
            Felt(first_result=31.5, silence=30.0, recovery=None),
        )
    ],
    studies=[STUDY],
    repeated=3,
    ends={"sidecar_invalid": 1},
    objects=0,
    findings=Findings(),
    wrong=[],
    backlog_s=4.0,
    ended_by_themselves=[(1_750_000_200.0, "taskmanager-1")],
    usual={"p50": 1.0, "p95": 2.0},
)


def test_tells_what_was_done_and_how_long_it_was_felt():
    told = page.text(RUN)
    assert page.name(RUN) == "2025-06-15T1506Z-seed-7.md"
    assert "The ledger holds." in told
    assert "| 15:08:20 | upgrade | stopped | 30.0 | 31.5 | 30.0 | not yet |" in told
    assert (
        "| studies landed | 1, of them 0 overwritten, 1 with an invalid sidecar |"
        in told
    )


@pytest.mark.parametrize("kind", [field.name for field in dataclasses.fields(Findings)])
def test_tells_what_is_wrong(kind):
    findings = Findings(**{kind: [f"{kind} number {n}" for n in range(60)]})
    told = page.text(dataclasses.replace(RUN, findings=findings))
    assert "does not hold" in told
    assert f"- {kind} number 0\n" in told
    assert "- and 10 more" in told


def test_tells_what_no_ledger_tells():
    run = dataclasses.replace(RUN, wrong=["a stop took 70 s"])
    assert not run.holds()
    assert "| otherwise wrong | 1 |" in page.text(run)
    assert "- a stop took 70 s\n" in page.text(run)


def test_holds_where_nothing_is_wrong():
    assert RUN.holds()
    assert not dataclasses.replace(RUN, backlog_s=None).holds()


def test_each_is_every_fault_once():
    assert times(None, each=True) == dict.fromkeys(faults.FAULTS, 1)


def test_a_backlog_that_was_not_cleared_is_told():
    assert "not within its time" in page.text(dataclasses.replace(RUN, backlog_s=None))


def test_the_seed_alone_decides_the_order():
    full = times(None, each=False)
    assert faults.schedule(full, 3) == faults.schedule(full, 3)
    assert faults.schedule(full, 3) != faults.schedule(full, 4)
    assert faults.schedule(full, 3).count("taskmanager") == full["taskmanager"] == 10


def test_some_faults_as_often_as_asked():
    assert times("upgrade,taskmanager=2", each=False) == {
        "upgrade": 1,
        "taskmanager": 2,
    }
    assert not faults.need_network(["upgrade", "taskmanager"])
    assert faults.need_network(["upgrade", "s3-errors"])


@pytest.mark.parametrize("only", ["meteor", "upgrade=x", "upgrade,,triton"])
def test_a_fault_that_is_none_is_refused(only):
    with pytest.raises(HarnessError, match="expected some of upgrade"):
        times(only, each=False)
