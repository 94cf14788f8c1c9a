"""The end of a list is followed, however little room there is for it, until somebody looks elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.end_follower import EndFollower


def test_the_end_is_followed_until_somebody_scrolls(
    qtbot: QtBot, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    bar = rows.verticalScrollBar()
    assert bar is not None
    EndFollower(rows)
    rows.resize(200, 300)
    rows.show()
    rows.addItems(f"line {number}" for number in range(50))
    wait_until(lambda: bar.maximum() > 0 and bar.value() == bar.maximum())
    most = bar.maximum()
    rows.resize(200, 100)
    wait_until(lambda: bar.maximum() > most and bar.value() == bar.maximum())
    rows.addItem("more")
    wait_until(lambda: bar.maximum() > most and bar.value() == bar.maximum())
    bar.setValue(3)
    rows.addItems(["and", "more"])
    rows.resize(200, 80)
    assert bar.value() == 3
    bar.setValue(bar.maximum())
    rows.addItem("and more")
    wait_until(lambda: bar.value() == bar.maximum())
