"""When studies land."""

import itertools

from latency import landing


def test_a_steady_load_has_its_rate():
    assert landing.steadily(4, 2) == [0, 0.5, 1, 1.5]


def test_a_burst_lies_within_its_time_and_comes_in_clumps():
    moments = landing.scattered(50, 60, seed=1)
    assert len(moments) == 50
    assert moments[0] >= 0
    assert moments[-1] <= 60
    apart = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert min(apart) < 0.2 < 3 < max(apart)


def test_a_burst_is_the_same_each_time():
    assert landing.scattered(50, 60, seed=1) == landing.scattered(50, 60, seed=1)
