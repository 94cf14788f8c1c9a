"""Work in slices goes on at once, or in a moment where an answer is waited for, until there is none."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from poetrygui.gui.reading.slice_timer import SliceTimer

Until = Callable[[Callable[[], bool]], None]


def test_it_calls_until_there_is_nothing_to_do(qapp: QApplication, wait_until: Until) -> None:
    parent = QObject()
    intervals: list[int] = []

    def work() -> None:
        intervals.append(timer.interval())
        timer.go_on(len(intervals) < 4, waits=len(intervals) == 2)

    timer = SliceTimer(work, parent)
    assert not timer.isActive()
    timer.wake()
    timer.wake()
    wait_until(lambda: not timer.isActive())
    assert [interval > 0 for interval in intervals] == [False, False, True, False]
