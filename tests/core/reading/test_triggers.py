"""Triggers are kept, and chosen for a server; what each is called says what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.reading.conditions import Condition, in_force
from poetrygui.core.reading.triggers import (
    LONGEST_PAUSE,
    Trigger,
    read_triggers,
    trigger_sentence,
    trigger_words,
    write_triggers,
)

ERRORS = Trigger(Condition("ERROR"), marks=True, pause=5)
PINGS = Trigger(
    Condition("^PING", is_pattern=True), server="one", name="alive", notifies=False, sends=r"PONG\r\n", put="RAW"
)
OFF = Trigger(Condition("x", is_on=False), stops=True)


def test_they_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "triggers.json"
    assert read_triggers(path) == ((), "")
    write_triggers(path, (ERRORS, PINGS, OFF))
    assert read_triggers(path) == ((ERRORS, PINGS, OFF), "")
    path.write_bytes(b'{"version": 1, "triggers": [{"condition": {"text": "x"}, "pause": 0}]}')
    found, problem = read_triggers(path)
    assert found == ()
    assert "set aside" in problem


def test_those_that_are_on_are_for_a_server_or_for_all() -> None:
    assert in_force((ERRORS, PINGS, OFF, Trigger(Condition(""))), "one") == (ERRORS, PINGS)
    assert in_force((ERRORS, PINGS), "two") == (ERRORS,)


def test_what_one_is_called_says_what_it_does() -> None:
    assert trigger_words(ERRORS) == "“ERROR”"
    assert trigger_sentence(ERRORS) == "“ERROR” – notifies, marks, once in 5 s"
    assert trigger_sentence(PINGS) == "alive – sends, once in 10 s"
    assert trigger_sentence(OFF).endswith("notifies, stops, once in 10 s")
    assert "is listed" in trigger_sentence(Trigger(Condition("x"), notifies=False))
    with pytest.raises(ValueError, match="pause"):
        Trigger(Condition("x"), pause=LONGEST_PAUSE + 1)
