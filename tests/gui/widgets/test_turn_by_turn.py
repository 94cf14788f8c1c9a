"""Steps are taken in turns of their own, whatever a turn takes, and none once they are stopped or through."""

from __future__ import annotations

import time

from PyQt6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.turn_by_turn import TurnByTurn


def test_each_step_has_a_turn_of_its_own(qtbot: QtBot) -> None:
    parent, taken = QObject(), list[int]()
    work = TurnByTurn(lambda: taken.append(1) is None and len(taken) < 4, parent)

    def begin() -> None:
        work.start()
        end = time.monotonic() + 0.003
        while time.monotonic() < end:  # so that timers that are started here are due in this turn
            pass

    QTimer.singleShot(0, begin)
    QTimer.singleShot(0, lambda: None)
    by_turn = []
    while work.is_active or not by_turn or not taken:
        QCoreApplication.processEvents()
        by_turn.append(len(taken))
        assert len(by_turn) < 1000
    assert sorted({*by_turn} - {0}) == [1, 2, 3, 4], "never two in one turn"
    qtbot.wait(1)
    assert len(taken) == 4


def test_none_is_taken_once_they_are_stopped(qtbot: QtBot) -> None:
    parent, taken = QObject(), list[int]()
    work = TurnByTurn(lambda: taken.append(1) is None, parent)
    work.start()
    assert work.is_active
    work.stop()
    assert not work.is_active
    qtbot.wait(1)
    assert not taken
    work.start(1)
    qtbot.waitUntil(lambda: len(taken) > 2)
    work.stop()
    count = len(taken)
    qtbot.wait(1)
    assert len(taken) == count
