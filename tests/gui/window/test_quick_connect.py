"""An address that is typed is seen at once, in the tab of the server of that address, which may be a new one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Outcome
from poetrygui.gui.poems.framing_hint import FramingHint
from poetrygui.gui.servers.guess_dialog import GuessDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, write
from tests.gui.scripted import LoopbackServers, add, all_ended, outcomes, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def type_address(window: MainWindow, address: str) -> QLineEdit:
    """Ctrl+L, the address, Enter."""
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    line = window.findChild(QLineEdit, "quickAddress")
    assert line is not None
    write(line, address)
    press(line, Qt.Key.Key_Return)
    return line


def test_an_address_is_fetched_by_two_steps_and_asked_for_its_framing(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    address = servers.listen(sends(b"3:one,3:two,")).address
    line = type_address(window, address)
    wait_until(all_ended(window, 1))
    (tab,) = tabs_of(window)
    assert tab.view.text_between(0, 0) == "3:one,3:two,"
    (server,) = window.workspace.model.servers
    assert (server.name, server.address, server.protocol) == (address, address, "raw")
    assert not line.hasFocus()
    assert tab.view.hasFocus()
    hint = tab.findChild(QAbstractButton, "guessQuickFraming")
    assert hint is not None
    press(hint, Qt.Key.Key_Space)
    wait_until(lambda: tab.findChild(GuessDialog) is not None)
    dialog = tab.findChild(GuessDialog)
    assert dialog is not None
    dialog.reject()


@pytest.mark.parametrize("is_listed", [True, False])
def test_an_answer_that_was_asked_for_elsewhere_ends_the_hint(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, is_listed: bool
) -> None:
    type_address(window, servers.listen(sends(b"3:one,3:two,")).address)
    wait_until(lambda: all_ended(window, 1)() and action(window, "actionGuessFraming").isEnabled())
    (tab,) = tabs_of(window)
    hint = tab.findChild(FramingHint)
    assert hint is not None
    if not is_listed:
        window.workspace.model.remove([server.id for server in window.workspace.model.servers])
    assert hint.isVisible()
    action(window, "actionGuessFraming").trigger()
    dialog = tab.findChild(GuessDialog)
    assert dialog is not None
    framings = dialog.findChild(QListWidget, "guessedFramings")
    assert framings is not None
    wait_until(lambda: framings.count() > 0)
    assert hint.isVisible(), "nothing is chosen yet"
    press(framings, Qt.Key.Key_Return)
    assert not hint.isVisible()


def test_the_same_address_again_is_the_same_server_and_the_same_tab(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    server = servers.listen(sends(b"verse"), "a feed", "lines")
    add(window, server)
    for count in (1, 2):
        type_address(window, server.address)
        wait_until(lambda count=count: all_ended(window, 1)() and tabs_of(window)[0].poem.stream.count == count)  # type: ignore[misc]
    assert window.workspace.model.servers == (server,)
    assert tabs_of(window)[0].findChild(QAbstractButton, "guessQuickFraming") is None, "its protocol is named"
    window.workspace.panel.quick.enter(server.address, "netstring")
    wait_until(all_ended(window, 2))
    assert [each.protocol for each in window.workspace.model.servers] == ["lines", "netstring"]


def test_what_is_no_address_changes_nothing_and_escape_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    line = type_address(window, "nowhere")
    told = window.findChild(QLabel, "quickProblem")
    assert told is not None
    assert told.isVisible()
    assert not window.workspace.model.servers
    press(line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.workspace.panel.list


def test_a_command_that_was_typed_is_run_without_a_question(window: MainWindow, wait_until: Until) -> None:
    type_address(window, "command:echo 'Tyger Tyger'")
    wait_until(all_ended(window, 1))
    assert outcomes(window) == [Outcome.COMPLETE]


def test_it_is_in_the_menu(window: MainWindow) -> None:
    assert action(window, "actionQuickConnect").shortcut().toString() == "Ctrl+L"
