"""The line at a terminal's foot: what is told stands above it, and on one that can but type nothing is drawn."""

from __future__ import annotations

from typing import Any, cast

import pytest

from poetrygui.commands.progress_line import ProgressLine
from tests.commands.told_error import Error


@pytest.fixture
def error(monkeypatch: pytest.MonkeyPatch) -> Error:
    monkeypatch.setenv("TERM", "xterm")
    return Error(is_terminal=True)


def drawn(error: Error) -> str:
    return b"".join(error.written).decode()


def test_it_says_how_far_things_are_until_it_is_closed(error: Error) -> None:
    line = ProgressLine(cast("Any", error))
    line.show("1 of 2 ended")
    line.close()
    assert "1 of 2 ended" in drawn(error)
    before = drawn(error)
    line.show("2 of 2 ended")
    assert drawn(error) == before


def test_what_is_told_stands_above_it(error: Error) -> None:
    line = ProgressLine(cast("Any", error))
    above: Any = error.say_above
    above("a line [not markup]\n")
    line.close()
    assert "a line [not markup]" in drawn(error)
    assert error.say_above is None


def test_on_a_terminal_that_can_but_type_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    error = Error(is_terminal=False)
    line = ProgressLine(cast("Any", error))
    line.show("1 of 2 ended")
    line.close()
    assert (error.written, error.say_above) == ([], None)


def test_it_can_be_hidden_while_somebody_types(error: Error) -> None:
    line = ProgressLine(cast("Any", error))
    line.hide()
    above: list[object] = [error.say_above]
    before = drawn(error)
    line.show("1 of 2 ended")
    assert drawn(error) == before
    line.unhide()
    above.append(error.say_above)
    line.close()
    line.unhide()
    above.append(error.say_above)
    assert [each is None for each in above] == [True, False, True]
    assert "1 of 2 ended" in drawn(error)
