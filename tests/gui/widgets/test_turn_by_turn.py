"""Steps are taken in turns of their own, whatever a turn takes, and none once they are stopped or through."""

from __future__ import annotations

import time

from PyQt6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.turn_by_turn import TurnByTurn


class Taken:
    """Steps of which there are so many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.count = 0

    def __call__(self) -> bool:
        self.count += 1
        return self.count < self.most


def test_each_step_has_a_turn_of_its_own(qtbot: QtBot) -> None:
    parent, taken = QObject(), Taken(4)
    work = TurnByTurn(taken, parent)

    def begin() -> None:
        work.start()
        end = time.monotonic() + 0.003
        while time.monotonic() < end:  # so that timers that are started here are due in this turn
            pass

    QTimer.singleShot(0, begin)
    QTimer.singleShot(0, lambda: None)
    by_turn: list[int] = []
    while work.is_active or not taken.count:
        QCoreApplication.processEvents()
        by_turn.append(taken.count)
        assert len(by_turn) < 1000
    assert sorted({*by_turn} - {0}) == [1, 2, 3, 4], "never two in one turn"
    qtbot.wait(1)
    assert taken.count == 4


def test_none_is_taken_once_they_are_stopped(qtbot: QtBot) -> None:
    parent, taken = QObject(), Taken(1_000_000)
    work = TurnByTurn(taken, parent)
    work.start()
    begun = work.is_active
    work.stop()
    qtbot.wait(1)
    assert (begun, work.is_active, taken.count) == (True, False, 0)
    work.start(1)
    qtbot.waitUntil(lambda: taken.count > 2)
    work.stop()
    count = taken.count
    qtbot.wait(1)
    assert taken.count == count
