"""The first cause of an end stands, and with it whether the protocol is still listened to."""

from __future__ import annotations

import pytest

from poetrygui.core.connection.ending import Ending
from poetrygui.core.outcomes import Outcome, Verdict

STOPPED = Verdict(Outcome.STOPPED, "stopped by the user")
FAULT = Verdict(Outcome.PLUGIN_FAULT, "it raised")
COMPLETE = Verdict(Outcome.COMPLETE, "the server closed the connection")


def test_of_two_causes_the_first_stands() -> None:
    ending = Ending()
    assert not ending.has_begun
    assert ending.take_cause(STOPPED)
    assert not ending.take_cause(FAULT)
    assert (ending.verdict, ending.has_begun, ending.is_lost) == (STOPPED, True, False)


def test_to_stop_what_is_lost_changes_nothing_of_how_it_ended() -> None:
    ending = Ending()
    ending.lose()
    assert not ending.take_cause(STOPPED)
    assert (ending.verdict, ending.finish(COMPLETE)) == (None, COMPLETE)


def test_a_connection_is_lost_once() -> None:
    ending = Ending()
    assert ending.lose()
    assert not ending.lose()
    assert (ending.verdict, ending.has_begun, ending.is_lost) == (None, True, True)


@pytest.mark.parametrize(
    "cause, is_trusted",
    [
        (STOPPED, True),
        (Verdict(Outcome.TIMEOUT, "silent"), True),
        (Verdict(Outcome.PROTOCOL_ERROR, "no netstring"), False),
        (FAULT, False),
        (Verdict(Outcome.PLUGIN_HANG, "it did not return"), False),
    ],
)
def test_what_is_still_held_is_taken_at_the_loss_unless_the_protocol_is_to_blame(
    cause: Verdict, is_trusted: bool
) -> None:
    ending = Ending()
    taken = [ending.takes_frames]
    for step in (lambda: ending.take_cause(cause), ending.lose, lambda: ending.finish(cause)):
        step()
        taken.append(ending.takes_frames)
    assert taken == [True, False, is_trusted, False]


@pytest.mark.parametrize("cause, takes_frames", [(STOPPED, True), (FAULT, False)])
def test_a_cause_that_comes_during_the_loss(cause: Verdict, takes_frames: bool) -> None:
    ending = Ending()
    ending.lose()
    assert ending.takes_frames
    ending.take_cause(cause)
    assert ending.takes_frames is takes_frames


def test_without_a_cause_it_ends_as_it_was_judged() -> None:
    ending = Ending()
    ending.lose()
    assert ending.finish(COMPLETE) is COMPLETE
    assert ending.verdict is COMPLETE


def test_a_cause_that_came_after_the_judgement_stands() -> None:
    ending = Ending()
    ending.lose()
    ending.take_cause(FAULT)
    assert ending.finish(COMPLETE) is FAULT


def test_what_was_added_to_the_cause_as_it_was_judged_is_kept() -> None:
    ending = Ending()
    ending.take_cause(FAULT)
    ending.lose()
    fuller = Verdict(Outcome.PLUGIN_FAULT, "it raised; byte 3 is the first not delivered")
    assert ending.finish(fuller) is fuller


def test_how_a_protocol_comes_to_close_is_looked_at_once_and_not_when_it_is_over() -> None:
    ending = Ending()
    assert ending.begin_own_close(ending, Ending.lose.__code__)
    first = ending.own_close
    assert first is not None
    assert not first.while_receiving
    assert ending.begin_own_close(ending, Ending.lose.__code__)
    assert ending.own_close is first
    ending.lose()
    assert not ending.begin_own_close(ending, Ending.lose.__code__)
