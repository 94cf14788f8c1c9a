"""What can be done in the tab that is seen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QContextMenuEvent, QGuiApplication
from PyQt6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def fetched(window: MainWindow, servers: LoopbackServers, wait_until: Until, data: bytes) -> PoemTab:
    server = servers.listen(sends(data), protocol="lines")
    window.workspace.fetch([server])
    wait_until(lambda: bool(tabs_of(window)) and not window.workspace.library.is_busy)
    return tabs_of(window)[-1]


def clipboard() -> str:
    found = QGuiApplication.clipboard()
    assert found is not None
    return found.text()


def test_copying_can_be_chosen_as_soon_as_something_is_selected_and_no_longer(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tab = fetched(window, servers, wait_until, b"one\x01\ntwo\n")
    copy, exact = action(window, "actionCopy"), action(window, "actionCopyExact")
    assert not copy.isEnabled()
    assert not exact.isEnabled()
    press(tab.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copy.isEnabled()
    copy.trigger()
    assert clipboard() == tab.view.text_between(0, 1) + "\n"
    exact.trigger()
    assert clipboard() == "one\x01\ntwo\n"
    assert "\x01" not in tab.view.text_between(0, 0)
    tab.view.select(0, 0)
    assert not copy.isEnabled()
    action(window, "actionSelectAll").trigger()
    assert tab.view.selection() == (0, tab.view.reader.size)


def test_the_menu_of_the_view_has_the_windows_own_commands(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tab = fetched(window, servers, wait_until, b"verse\n")
    where = tab.view.mapToGlobal(QPoint(20, 10))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(20, 10), where)
    QApplication.sendEvent(tab.view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.objectName() or "|" for each in menu.actions()] == [
        *("actionCopy", "actionCopyExact", "actionSelectAll", "actionSaveSelection", "actionSendAgain", "|"),
        *("actionWrap", "actionFollow"),
        *(
            "actionHighlight",
            "actionClearView",
            "actionShowCleared",
            "actionFold",
            "actionEncoding",
            "actionShowTable",
            "|",
            "actionReplay",
            "actionFrameWith",
            "actionGuessFraming",
        ),
    ]
    menu.close()


def menu_of_tab(window: MainWindow, index: int, reason: QContextMenuEvent.Reason) -> QMenu:
    """Open the menu of the tab at an index, or by key that of the current one."""
    bar = window.workspace.tabs.tabBar()
    assert bar is not None
    place = bar.tabRect(index).center()
    QApplication.sendEvent(bar, QContextMenuEvent(reason, place, bar.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_of_a_tab_is_about_the_one_below_the_mouse(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tabs = [fetched(window, servers, wait_until, b"verse\n") for _ in range(3)]
    window.workspace.tabs.setCurrentIndex(0)
    menu = menu_of_tab(window, 1, QContextMenuEvent.Reason.Mouse)
    assert window.workspace.current() is tabs[1]
    assert [each.objectName() or "|" for each in menu.actions()] == [
        *("actionSavePoem", "actionExportRecording", "actionShowFolder", "|"),
        *("actionStop", "actionReplay", "actionShowBeside", "actionShowInWindow", "actionFrameWith", "|"),
        *("actionCloseTab", "actionCloseOtherTabs"),
    ]
    press(menu, Qt.Key.Key_O)  # the letter of “Close other tabs”
    assert tabs_of(window) == [tabs[1]]
    assert not action(window, "actionCloseOtherTabs").isEnabled()
    for _ in range(2):
        action(window, "actionReopenTab").trigger()
    wait_until(lambda: len(tabs_of(window)) == 3)


def test_the_menu_key_opens_that_of_the_tab_that_is_seen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tabs = [fetched(window, servers, wait_until, b"verse\n") for _ in range(2)]
    window.workspace.tabs.setCurrentIndex(1)
    menu = menu_of_tab(window, 0, QContextMenuEvent.Reason.Keyboard)
    press(menu, Qt.Key.Key_T)  # the letter of “Close tab”
    assert tabs_of(window) == [tabs[0]]


def test_beside_the_tabs_there_is_no_menu(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    fetched(window, servers, wait_until, b"verse\n")
    bar = window.workspace.tabs.tabBar()
    assert bar is not None
    place = bar.tabRect(0).bottomRight() + QPoint(50, 0)
    QApplication.sendEvent(bar, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, bar.mapToGlobal(place)))
    assert QApplication.activePopupWidget() is None


def test_wrapping_from_the_views_menu_is_wrapping_in_every_tab(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tabs = [fetched(window, servers, wait_until, b"verse\n") for _ in range(2)]
    wrap = action(window, "actionWrap")
    stood = [(wrap.isChecked(), *(tab.view.wraps for tab in tabs))]
    for _ in range(2):
        wrap.trigger()
        stood.append((wrap.isChecked(), *(tab.view.wraps for tab in tabs)))
    assert stood == [(True, True, True), (False, False, False), (True, True, True)]


def test_letting_the_end_go_and_following_it_again(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    tab = fetched(window, servers, wait_until, b"verse\n" * 1000)
    follow = action(window, "actionFollow")
    stood = [(tab.view.following, follow.isChecked())]
    for _ in range(2):
        follow.trigger()
        stood.append((tab.view.following, follow.isChecked()))
    assert stood == [(True, True), (False, False), (True, True)]


def test_keys_find_on_from_wherever_one_is_in_the_window(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    assert not action(window, "actionFindNext").isEnabled()
    tab = fetched(window, servers, wait_until, b"one\ntwo\none\ntwo\none\n")
    press(tab.view, Qt.Key.Key_F3)
    field = child(tab, QLineEdit, "findText")
    assert field.hasFocus(), "there is nothing to find yet"
    write(field, "one")
    wait_until(lambda: tab.view.selection() == (0, 3))
    places = (field, tab.view, window.workspace.panel.list)
    for place, (start, shift) in zip(places, ((8, False), (16, False), (8, True)), strict=True):
        place.setFocus()
        press(place, Qt.Key.Key_F3, SHIFT if shift else Qt.KeyboardModifier.NoModifier)
        selected = start, start + 3
        wait_until(lambda wanted=selected: tab.view.selection() == wanted)  # type: ignore[misc]  # a default has no type
    field.clear()
    press(tab.view, Qt.Key.Key_F3, SHIFT)
    assert field.hasFocus()


def test_the_line_for_sending_is_typed_into_as_it_is_shown(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    window.workspace.fetch([servers.listen(holds(), "mine", "netstring")])
    wait_until(lambda: len(servers.connections) == 1 and tabs_of(window)[0].poem.can_speak)
    with qtbot.waitActive(window):
        window.activateWindow()
    action(window, "actionSendBar").trigger()
    assert window.focusWidget() is tabs_of(window)[0].findChild(QLineEdit, "sendLine")
    action(window, "actionSendBar").trigger()
    assert window.focusWidget() is tabs_of(window)[0].view
