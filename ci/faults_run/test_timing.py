"""How long a fault was felt, on studies that land once a second."""

import pytest

from faults_run.timing import felt

BEGIN, MENDED, UNTIL = 100.0, 130.0, 200.0
LANDED = {f"s{at}": float(at) for at in range(50, 200)}


def outage(begin: float, end: float) -> dict[str, float]:
    """Each study ends a second after it landed, but nobody does from begin to end."""
    return {
        study: end if begin <= at + 1 <= end else at + 1 for study, at in LANDED.items()
    }


def test_tells_the_silence_the_first_result_and_the_recovery():
    found = felt(BEGIN, MENDED, UNTIL, LANDED, outage(101.5, 141.5))
    assert found.first_result == pytest.approx(1.0)
    assert found.silence == pytest.approx(40.5)
    assert found.recovery == pytest.approx(11.5)


def test_waits_for_a_study_that_landed_after_the_fault_began():
    found = felt(BEGIN, MENDED, UNTIL, LANDED, outage(99.5, 141.5))
    assert found.first_result == pytest.approx(41.5)


def test_nothing_is_felt_where_nothing_happened():
    found = felt(BEGIN, MENDED, UNTIL, LANDED, outage(0, 0))
    assert (found.silence, found.recovery) == (1.0, 0.0)


def test_a_backlog_that_is_not_cleared_is_no_recovery():
    ended = {study: at for study, at in outage(0, 0).items() if at < BEGIN}
    found = felt(BEGIN, MENDED, UNTIL, LANDED, ended)
    assert found.first_result is None
    assert found.recovery is None
    assert found.silence == pytest.approx(101.0)
