"""For how long a server is waited for: seconds, and for ever where nothing is set."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.servers.time_limits import TimeLimits


def limits(qtbot: QtBot, connect: float, idle: float | None) -> TimeLimits:
    made = TimeLimits(connect, idle)
    for field in (made.connect_field, made.idle_field):
        qtbot.addWidget(field)
    return made


@pytest.mark.parametrize("connect, idle", [(30.0, None), (0.1, 0.5), (86_400.0, 86_400.0)])
def test_what_is_given_is_there_and_none_is_for_ever(qtbot: QtBot, connect: float, idle: float | None) -> None:
    made = limits(qtbot, connect, idle)
    assert (made.connect, made.idle) == (connect, idle)
    assert (made.idle_field.text() == "wait for ever") is (idle is None)


def test_nobody_waits_for_less_than_a_tenth_or_more_than_a_day(qtbot: QtBot) -> None:
    made = limits(qtbot, 0.0, 1e9)
    assert (made.connect, made.idle) == (0.1, 86_400.0)


def test_what_is_set_counts(qtbot: QtBot) -> None:
    made = limits(qtbot, 30.0, None)
    made.connect_field.setValue(5.5)
    made.idle_field.setValue(2.0)
    assert (made.connect, made.idle) == (5.5, 2.0)
    assert made.connect_field.text().endswith(" s")
    made.idle_field.setValue(0.0)
    assert made.idle is None
