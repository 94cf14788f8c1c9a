"""Fetching and stopping what is chosen, in the list or by the tab that is seen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.framed_anew import frame_with
from tests.gui.hands import action, press
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, outcomes, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_one_server_down_lets_the_others_go_on(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"1")), Server("down", "127.0.0.1:1"), servers.listen(sends(b"22")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 3))
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.REFUSED, Outcome.COMPLETE]
    assert [tab.view.text_between(0, 0) for tab in tabs_of(window)] == ["1", "", "22"]


def test_fetching_again_opens_another_tab(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"verse")))
    window.workspace.panel.select_row(0)
    for count in (1, 2):
        action(window, "actionFetch").trigger()
        wait_until(all_ended(window, count))
    assert window.workspace.tabs.currentIndex() == 1


def test_stop_ends_the_current_tabs_fetch_and_no_other(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"a")), servers.listen(holds(b"b")))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1, 1])
    window.workspace.panel.list.clearSelection()
    window.workspace.tabs.setCurrentIndex(1)
    assert action(window, "actionStop").isEnabled()
    action(window, "actionStop").trigger()
    wait_until(lambda: outcomes(window) == [None, Outcome.STOPPED])
    assert not action(window, "actionStop").isEnabled()


def test_stop_ends_those_that_are_chosen_in_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, *[servers.listen(holds(b"a")) for _ in range(3)])
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: len(servers.connections) == 3)
    panel = window.workspace.panel
    panel.select_row(0)
    with qtbot.waitActive(window):
        window.activateWindow()
    panel.list.setFocus()
    panel.list.selectAll()
    action(window, "actionStop").trigger()
    wait_until(lambda: outcomes(window) == [Outcome.STOPPED] * 3)


def test_stop_ends_a_framing_in_the_tab_that_is_seen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(holds(b"3:one,"), name="feed")])
    wait_until(lambda: bool(tabs_of(window)) and tabs_of(window)[0].view.line_count() == 1)
    own = frame_with(window, "netstring")  # it follows the recording, which still grows
    wait_until(lambda: own.view.line_count() == 1)
    assert action(window, "actionStop").isEnabled()
    press(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert outcomes(window) == [None, Outcome.STOPPED]
    assert isinstance(own.poem.state, Ended)
    assert own.poem.state.reason == "stopped by the user"
    assert not action(window, "actionStop").isEnabled()
    window.workspace.tabs.setCurrentIndex(0)
    action(window, "actionStop").trigger()
    wait_until(lambda: outcomes(window) == [Outcome.STOPPED] * 2)


def test_enter_fetches_the_chosen_server(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, servers.listen(sends(b"verse")), servers.listen(sends(b"other")))
    window.workspace.panel.select_row(1)
    qtbot.keyClick(window.workspace.panel.list, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    wait_until(all_ended(window, 1))
    assert tabs_of(window)[0].view.text_between(0, 0) == "other"


def test_a_command_shows_its_poem_and_standard_input_says_what_to_use_instead(
    window: MainWindow, wait_until: Until
) -> None:
    program = Server("a program", "command:echo 'Tyger Tyger'", "lines")
    window.workspace.panel.acts.typed(None, program)
    add(window, program, Server("a pipe", "stdin:"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 2))
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.UNREACHABLE]
    assert tabs_of(window)[0].view.text_between(0, 0) == "Tyger Tyger"
    ended = [tab.poem.state for tab in tabs_of(window)]
    reasons = [state.reason for state in ended if isinstance(state, Ended)]
    assert reasons[0] == "the command ended with status 0"
    assert reasons[1].startswith("A window has no standard input: read it with")
