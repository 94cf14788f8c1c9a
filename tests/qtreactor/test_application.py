"""Qt's side of a reactor: its application is the one that there is, and a loop within another can be ended."""

from __future__ import annotations

import os
import subprocess
import sys

from PyQt6.QtCore import QCoreApplication, QTimer
from PyQt6.QtWidgets import QApplication

from poetrygui.qtreactor.application import ensure_application, wait_for_qt_events
from tests.surroundings import PATIENCE

_LOOPS = """
from PyQt6.QtCore import QTimer
from poetrygui.qtreactor.application import ApplicationLoop, ensure_application
application = ensure_application()
outer, inner = ApplicationLoop(lambda: print("quits")), ApplicationLoop(print)
def within():
    print("within")
    QTimer.singleShot(0, inner.end)
    inner.run()
    print("inner ended")
    outer.end()
outer.watch()
outer.watch()
for _ in range(2):
    QTimer.singleShot(0, within)
    outer.run()
    outer.unwatch()
    outer.unwatch()
"""


def test_the_application_is_the_one_that_there_is(qapp: QApplication) -> None:
    assert ensure_application() is qapp is QCoreApplication.instance()


def test_waiting_ends_with_the_next_event(qapp: QApplication) -> None:
    told: list[str] = []
    QTimer.singleShot(0, lambda: told.append("fired"))
    while not told:
        wait_for_qt_events()


def test_a_loop_ends_when_it_is_told_to_within_another_and_when_the_application_quits() -> None:
    # In a process of its own: where the application of the tests quits, their reactor stops.
    done = subprocess.run(
        [sys.executable, "-c", _LOOPS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.splitlines() == ["within", "inner ended", "quits", "within", "inner ended"], done.stderr
