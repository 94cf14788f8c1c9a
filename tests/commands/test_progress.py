"""What is told on standard error, and how far things are: a line only where there is a terminal for it."""

from __future__ import annotations

from typing import Any, cast

import pytest

from poetrygui.commands.progress import Progress, readable_size
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from tests.commands.told_error import Error

STATES: list[State] = [Connecting(), Receiving(1000, 3), Ended(Outcome.COMPLETE, "closed", 1048)]


@pytest.mark.parametrize(
    "size, words",
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1.0 KiB"),
        (1024**2 - 1, "1024.0 KiB"),
        (1024**2, "1.0 MiB"),
        (5 * 1024**3, "5.0 GiB"),
        (3 * 1024**4, "3.0 TiB"),
        (5000 * 1024**4, "5000.0 TiB"),
    ],
)
def test_a_size_in_the_unit_that_suits_it(size: int, words: str) -> None:
    assert readable_size(size) == words


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
    assert "1 of 3 ended, 2.0 KiB" in b"".join(error.written).decode()
