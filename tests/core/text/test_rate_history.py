"""The last half minute, a rate for each second; a silence is told once and filled in later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.rate_history import LONGEST, RateHistory


def test_a_silence_ends_the_line_at_zero_and_is_filled_in_when_it_is_over() -> None:
    history = RateHistory()
    assert [history.note(second, 100 * second) for second in range(1, 4)] == [True] * 3
    assert list(history.rates) == [100, 100, 100]
    assert not history.note(4, 300)
    assert list(history.rates) == [100, 100, 100, 0, 0, 0]
    assert history.note(8, 350)
    assert list(history.rates) == [100, 100, 100, 0, 0, 0, 0, 50]
    assert history.note(9, 20), "another connection, which began with nothing"
    assert history.rates[-1] == 20
    assert history.note(1000, 30)
    assert list(history.rates) == [0] * (LONGEST - 1) + [10]


def test_ticks_that_come_late_tell_no_other_rate() -> None:
    history = RateHistory()
    history.note(0, 0)
    history.note(1.25, 125)
    assert history.rates[-1] == pytest.approx(100)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.integers(0, 10**12)), max_size=50))
def test_any_totals_give_rates_that_can_be_drawn(told: list[tuple[float, int]]) -> None:
    history, now = RateHistory(), 0.0
    for passed, total in told:
        now += passed
        history.note(now, total)
    assert len(history.rates) <= LONGEST
    assert all(rate >= 0 for rate in history.rates)
