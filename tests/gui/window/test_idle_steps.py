"""Steps that a window takes while nothing else is to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.idle_steps import IdleSteps


@pytest.fixture
def parent() -> Iterator[QObject]:
    parent = QObject()
    yield parent
    parent.deleteLater()


def test_each_step_is_asked_for_in_its_turn_and_others_have_theirs_between(qtbot: QtBot, parent: QObject) -> None:
    told: list[str] = []

    def steps() -> Iterator[Callable[[], object]]:
        told.append("asked for the first")
        yield lambda: QTimer.singleShot(0, lambda: told.append("somebody else"))
        told.append("asked for the second")
        yield lambda: told.append("second")
        yield lambda: told.append("third")

    idle = IdleSteps(steps(), parent)
    assert told == []
    idle.start(0)
    qtbot.waitUntil(lambda: "third" in told)
    assert told.index("somebody else") < told.index("third")
    told.remove("somebody else")
    assert told == ["asked for the first", "asked for the second", "second", "third"]


def test_no_step_is_taken_once_it_is_stopped_be_that_by_one_of_them(qtbot: QtBot, parent: QObject) -> None:
    told: list[str] = []

    def stop() -> None:
        told.append("stopped")
        idle.stop()

    idle = IdleSteps([lambda: told.append("first"), stop, lambda: told.append("needless")], parent)
    idle.start(0)
    qtbot.waitUntil(lambda: "stopped" in told)
    others = IdleSteps([lambda: None, lambda: None, lambda: told.append("others")], parent)
    others.start(0)
    qtbot.waitUntil(lambda: "others" in told)
    assert told == ["first", "stopped", "others"]


def test_a_step_that_fails_keeps_no_other_from_being_taken(qtbot: QtBot, parent: QObject) -> None:
    told: list[str] = []

    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        IdleSteps([fail, lambda: told.append("next")], parent).start(0)
        qtbot.waitUntil(lambda: "next" in told)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
