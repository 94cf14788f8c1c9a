"""What is told on standard error, and how far things are: a line only where there is a terminal for it."""

from __future__ import annotations

from typing import Any, cast

import pytest

from poetrygui.commands.progress import Progress
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from tests.commands.told_error import Error

STATES: list[State] = [Connecting(), Receiving(1000, 3), Ended(Outcome.COMPLETE, "closed", 1048)]


@pytest.mark.parametrize("enabled, is_terminal", [(True, False), (False, True)])
def test_without_a_terminal_or_a_wish_there_is_no_line(enabled: bool, is_terminal: bool) -> None:
    error = Error(is_terminal)
    progress = Progress(cast("Any", error), enabled=enabled)
    progress.show(1, STATES[1], 3)
    progress.hide()
    progress.unhide()
    progress.tell("told")
    progress.tell_lines("one\ntwo\n\n")
    progress.close()
    assert error.told == ["told", "one\ntwo\n"]
    assert error.written == []


def test_on_a_terminal_the_sum_of_all_is_shown_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    error = Error(is_terminal=True)
    progress = Progress(cast("Any", error), enabled=True)
    for number, state in enumerate(STATES, 1):
        progress.show(number, Receiving(10**9), 3)
        progress.show(number, state, 3)
    assert error.say_above is not None
    progress.close()
    progress.close()
    assert error.say_above is None
    assert "1 of 3 ended, 2.0 kB" in b"".join(error.written).decode()
