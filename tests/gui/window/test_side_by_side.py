"""Two poems are seen at once, and the one that has the keyboard is the one that commands are about."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.away_pane import AwayPane
from poetrygui.gui.poems.poem_pane import PoemPane
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.side_commands import NOTHING_BESIDE
from tests.gui.hands import action, press, said
from tests.gui.scripted import LoopbackServers, add, all_ended, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def two_tabs(window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot) -> None:
    """Open tabs of the lines ``first`` and ``second``, and have the window take keys."""
    add(window, *(servers.listen(sends(name.encode() + b"\n"), name, "lines") for name in ("first", "second")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 2))
    with qtbot.waitActive(window):
        window.activateWindow()


def beside(window: MainWindow) -> list[AwayPane]:
    work = window.workspace
    return [widget for index in range(work.count()) if isinstance(widget := work.widget(index), AwayPane)]


def test_a_poem_beside_the_tabs_is_the_current_one_while_it_has_the_keyboard(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    two_tabs(window, servers, wait_until, qtbot)
    tabs, (first, second) = window.workspace.tabs, tabs_of(window)
    tabs.setCurrentIndex(0)
    press(window, Qt.Key.Key_F6)
    assert said(window) == NOTHING_BESIDE
    width = window.workspace.sizes()[0]
    press(window, Qt.Key.Key_S, _CONTROL | _ALT)
    (pane,) = beside(window)
    assert abs(window.workspace.sizes()[0] - width) < 10, "the list has the width that it had"
    assert pane.accessibleName() == "first"
    assert first.view.hasFocus()
    tabs.setCurrentIndex(1)
    assert first.view.isVisible()
    assert second.view.isVisible()
    assert tabs.current() is first
    action(window, "actionSelectAll").trigger()
    action(window, "actionMark").trigger()
    assert (first.view.marks.lines, second.view.selection()) == ([0], (0, 0))
    press(window, Qt.Key.Key_F6)
    assert second.view.hasFocus()
    assert tabs.current() is second
    press(window, Qt.Key.Key_F6)
    assert tabs.current() is first
    press(window, Qt.Key.Key_S, _CONTROL | _ALT)
    assert beside(window) == []
    assert tabs.currentIndex() == 0
    assert tabs.current() is first
    assert first.findChild(PoemPane) is not None
    assert first.view.isVisible()


def test_a_poem_in_a_window_of_its_own_takes_keys_and_goes_back_when_that_is_closed(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    two_tabs(window, servers, wait_until, qtbot)
    tabs, (first, second) = window.workspace.tabs, tabs_of(window)
    tabs.setCurrentIndex(1)
    press(window, Qt.Key.Key_W, _CONTROL | _ALT)
    pane = second.view.parent()
    while not isinstance(pane, AwayPane):
        assert pane is not None
        pane = pane.parent()
    assert pane.isWindow()
    assert pane.windowTitle().startswith("second")
    wait_until(lambda: tabs.current() is second)
    press(pane, Qt.Key.Key_M, _CONTROL)
    assert second.view.marks.lines == [0]
    pane.close()
    assert tabs.current() is second
    assert second.isAncestorOf(second.view)
    assert first.isAncestorOf(first.view)


def test_what_is_beside_goes_with_its_tab(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    two_tabs(window, servers, wait_until, qtbot)
    tabs = window.workspace.tabs
    tabs.setCurrentIndex(0)
    action(window, "actionShowBeside").trigger()
    action(window, "actionCloseTab").trigger()
    wait_until(lambda: not beside(window))
    assert [tab.poem.info.name for tab in tabs_of(window)] == ["second"]
    action(window, "actionShowBeside").trigger()
    (pane,) = beside(window)
    back = pane.findChild(QToolButton, "backToTab")
    assert back is not None
    back.click()
    assert beside(window) == []
    assert tabs_of(window)[0].view.isVisible()
