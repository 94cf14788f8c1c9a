"""Going from tab to tab by keys, from wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.scripted import LoopbackServers, all_ended, sends, tabs_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "forward": [(Qt.Key.Key_PageDown, CONTROL), (Qt.Key.Key_Tab, CONTROL)],
    "backward": [(Qt.Key.Key_PageUp, CONTROL), (Qt.Key.Key_Backtab, CONTROL | SHIFT)],
}
Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def tabs(window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot) -> MainWindow:
    """Return a window with three tabs, the first one seen."""
    server = servers.listen(sends(b"verse\n" * 200))
    window.workspace.tabs.show_send_bars(True)
    window.workspace.fetch([server, server, server])
    wait_until(all_ended(window, 3))
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def places(window: MainWindow) -> list[Callable[[], QWidget]]:
    """Return what gives the keyboard to each part of the window, and returns it."""
    work = window.workspace

    def find() -> QWidget:
        action(window, "actionFind").trigger()
        return work.tabs.currentWidget().find_bar  # type: ignore[union-attr,no-any-return]  # a tab is there

    return [
        lambda: work.panel.list,
        lambda: work.panel.quick.line,
        lambda: tabs_of(window)[work.tabs.currentIndex()].view,
        lambda: work.tabs.tabBar() or work.tabs,
        find,
    ]


def test_from_anywhere_and_round(tabs: MainWindow) -> None:
    work = tabs.workspace
    assert work.tabs.currentIndex() == 0
    for give in places(tabs):
        for way, step in (("forward", 1), ("backward", -1)):
            for key, modifiers in KEYS[way]:
                place = give()
                place.setFocus()
                focused = tabs.focusWidget()
                assert focused is not None
                before = work.tabs.currentIndex()
                press(focused, key, modifiers)
                assert work.tabs.currentIndex() == (before + step) % 3, (focused, key)


def test_there_is_nowhere_to_go_without_another_tab(window: MainWindow) -> None:
    assert not action(window, "actionNextTab").isEnabled()
    assert not action(window, "actionPreviousTab").isEnabled()
