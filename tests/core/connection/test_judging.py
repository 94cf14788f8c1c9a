"""The word for each manner of a close, and its sentence."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from poetrygui.core.connection.judging import Close, judge
from poetrygui.core.connection.own_close import OwnClose
from poetrygui.core.outcomes import Outcome, Verdict

DECIDED, LATER = OwnClose(while_receiving=True), OwnClose(while_receiving=False)
TROUBLE = OwnClose(False, Verdict(Outcome.TIMEOUT, "its own time-out", "lines of the author"))
REST = "3 of 10 bytes"


def judged(reason: Exception | None = None, own: OwnClose | None = None, **more: Any) -> Verdict:
    known = {"handshaking": False, "inside_frame": False, "unfinished": None, **more}
    return judge(Close(Failure(reason or ConnectionDone()), own, **known))


@pytest.mark.parametrize(
    "own,more,outcome,sentence",
    [
        (None, {}, Outcome.COMPLETE, "the server closed the connection"),
        (DECIDED, {}, Outcome.COMPLETE, "the protocol closed the connection"),
        (LATER, {}, Outcome.COMPLETE, "the protocol closed the connection"),
        (None, {"unfinished": REST}, Outcome.CUT, f"the server closed the connection inside a frame: {REST}"),
        (LATER, {"unfinished": REST}, Outcome.CUT, f"the protocol closed the connection inside a frame: {REST}"),
        (DECIDED, {"unfinished": REST}, Outcome.COMPLETE, f"the protocol closed the connection; left unread: {REST}"),
        (None, {"inside_frame": True}, Outcome.CUT, "the server closed the connection inside a frame"),
        (DECIDED, {"inside_frame": True}, Outcome.CUT, "the protocol closed the connection inside a frame"),
        (TROUBLE, {"unfinished": REST}, Outcome.TIMEOUT, "its own time-out"),
    ],
)
def test_a_clean_close(own: OwnClose | None, more: dict[str, Any], outcome: Outcome, sentence: str) -> None:
    verdict = judged(own=own, **more)
    assert (verdict.outcome, verdict.reason) == (outcome, sentence)
    remarked = judged(own=own, **more, remarks=("one", "two"))
    assert (remarked.outcome, remarked.reason) == (outcome, f"{sentence}; one; two")


def test_the_authors_lines_go_with_the_trouble() -> None:
    assert judged(own=TROUBLE).details == "lines of the author"
    assert judged(own=DECIDED).details == ""


def test_a_loss_says_where_it_was() -> None:
    verdict = judged(ConnectionLost())
    assert verdict.outcome is Outcome.RESET
    inside = judged(ConnectionLost(), unfinished=REST)
    assert (inside.outcome, inside.reason) == (Outcome.RESET, f"{verdict.reason}, inside a frame: {REST}")


@pytest.mark.parametrize("reason", [ConnectionDone(), ConnectionAborted(), ConnectionLost()])
def test_a_close_that_was_asked_for_is_one_however_the_transport_tells_it(reason: Exception) -> None:
    assert judged(reason, own=LATER).outcome is Outcome.COMPLETE


@pytest.mark.parametrize(
    "reason,is_as_asked", [(ConnectionDone(), True), (ConnectionAborted(), True), (ConnectionLost(), False)]
)
def test_a_handshake_that_failed_is_told_all_the_same(reason: Exception, is_as_asked: bool) -> None:
    asked = judged(reason, own=LATER, handshaking=True)
    assert (asked.outcome is Outcome.COMPLETE) is is_as_asked
    assert judged(reason, handshaking=True).outcome is not Outcome.COMPLETE
