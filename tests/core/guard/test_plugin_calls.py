"""A call into the protocol: whatever comes of it is told in one place, and who is inside is known."""

from __future__ import annotations

import signal
import time
from functools import partial

import pytest

from poetrygui.core.guard.hang_guard import GUARD, HangError
from poetrygui.core.guard.plugin_calls import PluginCalls, current_calls
from poetrygui.core.outcomes import Outcome, Verdict


class Calls:
    """Calls whose verdicts and returns are noted."""

    def __init__(self) -> None:
        self.verdicts: list[Verdict] = []
        self.returns = 0
        self.calls = PluginCalls(self.verdicts.append, self._returned)

    def _returned(self) -> None:
        assert not self.calls.is_inside
        self.returns += 1


def raising(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    "error,outcome",
    [
        (HangError(0.5), Outcome.PLUGIN_HANG),
        (ValueError("odd"), Outcome.PLUGIN_FAULT),
        (SystemExit(1), Outcome.PLUGIN_FAULT),
        (KeyboardInterrupt(), Outcome.PLUGIN_FAULT),
    ],
)
def test_what_is_raised_is_told_and_goes_no_further(error: BaseException, outcome: Outcome) -> None:
    made = Calls()
    assert made.calls.call("dataReceived", raising, error) is None
    (verdict,) = made.verdicts
    assert verdict.outcome is outcome
    assert "dataReceived" in verdict.reason
    assert (made.calls.is_inside, current_calls(), made.returns) == (False, None, 1)


def test_a_call_within_a_call_is_inside_until_the_first_one_returns() -> None:
    made = Calls()

    def outer() -> str:
        assert made.calls.is_inside
        assert made.calls.call("encode", lambda: 7) == 7
        assert made.calls.is_inside
        assert made.returns == 0
        return "done"

    assert made.calls.call("dataReceived", outer) == "done"
    assert (made.verdicts, made.returns) == ([], 1)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="nothing can be interrupted here")
def test_a_timed_call_that_has_no_frame_of_its_own_is_interrupted_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GUARD, "limit", 0.05)
    made = Calls()
    made.calls.call_later(partial(time.sleep, 10))
    (verdict,) = made.verdicts
    assert verdict.outcome is Outcome.PLUGIN_HANG
