"""How long a fault was felt, from when studies landed and when they had results. All times in seconds since 1970."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A study that has waited for longer belongs to a backlog.
BACKLOG_AGE_S = 10.0
STEP_S = 0.5


@dataclass(frozen=True)
class Felt:
    """In seconds; None where it did not come.

    first_result: from the fault's begin to the first result of a study that landed after it.
    silence: the longest time without any result, from the fault's begin on.
    recovery: from the end of the fault's cause until nobody waited any longer than usual.
    """

    first_result: float | None
    silence: float
    recovery: float | None


def felt(
    begin: float,
    mended: float,
    until: float,
    landed: Mapping[str, float],
    ended: Mapping[str, float],
) -> Felt:
    """Of one fault.

    landed, ended: when each study was complete, and when it first had a result.
    until: when the next fault began, or the run ended.
    """
    after = [
        ended[study] for study, at in landed.items() if at >= begin and study in ended
    ]
    waits = [(at, ended.get(study, float("inf"))) for study, at in landed.items()]
    return Felt(
        first_result=min(after) - begin if after else None,
        silence=_longest_silence(sorted(ended.values()), begin, until),
        recovery=_recovery(waits, mended, until),
    )


def _longest_silence(ends: Sequence[float], begin: float, until: float) -> float:
    before = max((at for at in ends if at <= begin), default=begin)
    moments = [before, *(at for at in ends if begin < at < until), until]
    return max(later - earlier for earlier, later in pairwise(moments))


def _recovery(
    waits: list[tuple[float, float]], mended: float, until: float
) -> float | None:
    at = mended
    while at <= until:
        oldest = min(
            (landed for landed, ended in waits if landed <= at < ended), default=at
        )
        if at - oldest < BACKLOG_AGE_S:
            return at - mended
        at += STEP_S
    return None
