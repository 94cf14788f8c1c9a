"""The pauses before a server is connected to again: they grow, vary, and begin anew where something came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fetching.pauses import FIRST, LONGEST, Pauses
from poetrygui.core.outcomes import Ended, Outcome

REFUSED = Ended(Outcome.REFUSED, "nobody listens")
CUT = Ended(Outcome.CUT, "the server closed the connection inside a frame", received=3)


def test_they_grow_up_to_the_longest_and_begin_anew_when_something_came() -> None:
    pauses = Pauses(lambda: 0.5)
    assert [pauses.after(REFUSED) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [pauses.after(CUT), pauses.after(REFUSED), pauses.after(CUT)] == [1, 2, 1]


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=20))
def test_they_vary_by_a_quarter_and_are_never_longer_than_the_longest(chances: list[float]) -> None:
    given_out = iter(chances)
    pauses = Pauses(lambda: next(given_out))
    for number in range(len(chances)):
        pause = pauses.after(REFUSED)
        usual = min(FIRST * 2**number, LONGEST)
        assert pause is not None
        assert usual * 0.75 <= pause <= min(usual * 1.25, LONGEST)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_would_be_no_better_is_not_tried(outcome: Outcome) -> None:
    is_for_good = outcome in ("stopped", "plugin-fault", "plugin-hang", "disk-full", "disk-error")
    assert (Pauses().after(Ended(outcome, "so it ended")) is None) == is_for_good
