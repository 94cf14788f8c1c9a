"""How a connection stands: a new phase is another kind of state, or another reason for which it waits."""

from __future__ import annotations

import pytest

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State, Undelivered, Verdict, is_new_phase

ENDED = Ended(Outcome.COMPLETE, "the server closed the connection")


@pytest.mark.parametrize(
    "before, after, is_new",
    [
        (Connecting(), Receiving(), True),
        (Receiving(5, 1), ENDED, True),
        (Connecting(), ENDED, True),
        (ENDED, Connecting(), True),
        (Connecting(), Connecting("others come first"), True),
        (Connecting("others come first"), Connecting(), True),
        (Connecting("others come first"), Connecting("others come first"), False),
        (Receiving(5, 1), Receiving(7, 2), False),
        (Receiving(), Receiving(waiting="the disk is full"), False),
        (ENDED, Ended(Outcome.CUT, "another"), False),
    ],
)
def test_what_begins_a_phase(before: State, after: State, is_new: bool) -> None:
    assert is_new_phase(before, after) is is_new


def test_what_came_is_in_no_log_by_accident() -> None:
    undelivered = Undelivered(7, b"secret")
    assert "secret" not in repr(undelivered)
    assert "secret" not in repr(Verdict(Outcome.PROTOCOL_ERROR, "a reason", "secret lines", undelivered))


def test_each_outcome_is_the_word_that_is_kept_and_typed() -> None:
    assert all(str(outcome) == outcome.value == outcome.name.lower().replace("_", "-") for outcome in Outcome)
