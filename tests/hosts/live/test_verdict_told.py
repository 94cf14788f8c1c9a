"""How a connection ended, and was lost, is the same on either side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet import error
from twisted.python.failure import Failure

from poetrygui.core.connection.failures import meaning_of_loss
from poetrygui.core.outcomes import Outcome, Undelivered, Verdict
from poetrygui.core.transports.streams.ends import StreamDoneError
from poetrygui.hosts.live.verdict_told import loss_heard, loss_told, verdict_heard, verdict_told

left = st.none() | st.builds(Undelivered, st.integers(0, 2**40), st.binary(), st.booleans())
verdicts = st.builds(Verdict, st.sampled_from(Outcome), st.text(), st.text(), left)


@given(verdicts)
def test_a_verdict_goes_there_and_back(verdict: Verdict) -> None:
    assert verdict_heard(json.loads(json.dumps(verdict_told(verdict)))) == verdict


def test_a_long_one_is_cut() -> None:
    told = verdict_told(Verdict(Outcome.CUT, "x" * 10_000_000, "y" * 10_000_000))
    assert len(json.dumps(told)) < 256 * 1024
    assert len(verdict_heard({**told, "reason": "z" * 10_000_000}).reason) < 10_000


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"outcome": "odd", "reason": "", "details": ""},
        {"outcome": "cut", "reason": ""},
        {"outcome": "cut", "reason": "", "details": "", "left": "!", "at": "x", "exact": 1},
    ],
)
def test_what_is_none_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        verdict_heard(told)


@pytest.mark.parametrize("kind", [error.ConnectionDone, error.ConnectionLost, error.ConnectionAborted])
def test_a_loss_is_of_the_same_kind_there(kind: type[Exception]) -> None:
    assert loss_heard(loss_told(Failure(kind()), (None, "as it is"))).type is kind


@pytest.mark.parametrize(
    "loss, kind",
    [(OSError("a tunnel fell in"), error.ConnectionLost), (StreamDoneError("all was read"), error.ConnectionDone)],
)
def test_any_other_loss_is_told_with_what_it_means(loss: Exception, kind: type[Exception]) -> None:
    meaning = meaning_of_loss(Failure(loss), handshaking=False)
    heard = loss_heard(json.loads(json.dumps(loss_told(Failure(loss), meaning))))
    assert heard.check(kind)
    assert meaning_of_loss(heard, handshaking=False) == meaning
    assert str(loss) in str(heard.value)
