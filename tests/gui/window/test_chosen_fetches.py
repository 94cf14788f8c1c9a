"""Fetching and stopping what is chosen, in the list or by the tab that is seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.framed_anew import frame_with
from tests.gui.hands import action, click, press, said
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, open_window, outcomes, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_one_server_down_lets_the_others_go_on(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"1")), Server("down", "127.0.0.1:1"), servers.listen(sends(b"22")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 3))
    assert outcomes(window) == [Outcome.COMPLETE, Outcome.REFUSED, Outcome.COMPLETE]
    assert [tab.view.text_between(0, 0) for tab in tabs_of(window)] == ["1", "", "22"]


def test_fetching_again_goes_on_in_the_same_tab_and_another_is_for_who_asks(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(sends(b"verse")))
    window.workspace.panel.select_row(0)
    for lines in (1, 3, 5):
        action(window, "actionFetch").trigger()
        wait_until(lambda lines=lines: all_ended(window, 1)() and tabs_of(window)[0].view.line_count() == lines)  # type: ignore[misc]
    rows = tabs_of(window)[0].view.text_between(0, 9).splitlines()
    assert rows[::2] == ["verse"] * 3
    assert all(row.startswith("── ") for row in rows[1::2])
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_until(all_ended(window, 2))
    assert window.workspace.tabs.currentIndex() == 1


def test_what_runs_is_shown_and_no_second_one_begun(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"one"), "feed"), servers.listen(holds(b"two")))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: len(servers.connections) == 2)
    window.workspace.tabs.setCurrentIndex(0)
    window.workspace.fetch(window.workspace.panel.servers()[1:])
    assert window.workspace.tabs.currentIndex() == 1
    assert "is being fetched already" in said(window)
    assert (len(servers.connections), len(tabs_of(window))) == (2, 2)


def test_choosing_a_server_shows_its_stream_by_keys_and_clicks(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, servers.listen(sends(b"one")), servers.listen(sends(b"two")), Server("never fetched", "127.0.0.1:1"))
    for row in (0, 1):
        window.workspace.panel.select_row(row)
        action(window, "actionFetch").trigger()
    wait_until(all_ended(window, 2))
    panel, tabs = window.workspace.panel, window.workspace.tabs
    with qtbot.waitActive(window):
        window.activateWindow()
    panel.list.setFocus()
    press(panel.list, Qt.Key.Key_Home)
    assert tabs.currentIndex() == 0
    press(panel.list, Qt.Key.Key_Down)
    assert tabs.currentIndex() == 1
    click(panel.list.viewport(), panel.list.visualRect(panel.model.index(0, 0)).center())
    assert tabs.currentIndex() == 0
    click(panel.list.viewport(), panel.list.visualRect(panel.model.index(2, 0)).center())
    assert tabs.currentIndex() == 0, "there is nothing of it to be shown"
    assert panel.list.hasFocus()
    press(panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert tabs.currentIndex() == 0, "of several, none is meant"


def test_showing_a_tab_chooses_its_server_but_not_while_several_are_chosen_in_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, servers.listen(sends(b"one"), "one"), servers.listen(sends(b"two"), "two"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 2))
    panel, tabs = window.workspace.panel, window.workspace.tabs
    with qtbot.waitActive(window):
        window.activateWindow()
    tabs_of(window)[0].view.setFocus()
    for index, name in ((1, "two"), (0, "one")):
        tabs.setCurrentIndex(index)
        assert [server.name for server in panel.selected()] == [name]
    panel.list.selectAll()
    tabs.setCurrentIndex(1)
    assert len(panel.selected()) == 2, "it is among them"
    panel.select_row(0)
    panel.list.setFocus()
    for index, name in ((0, "one"), (1, "two")):
        tabs.setCurrentIndex(index)
        assert [server.name for server in panel.selected()] == [name], "list and tabs tell of one server"
    add(window, Server("three", "127.0.0.1:1"), Server("four", "127.0.0.1:1"))
    for row in (2, 3):
        panel.choice.selection.select(panel.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    panel.choice.selection.select(panel.model.index(1, 0), QItemSelectionModel.SelectionFlag.Deselect)
    tabs.setCurrentIndex(0)
    assert [server.name for server in panel.selected()] == ["three", "four"]


def test_going_to_a_tab_by_key_or_click_chooses_its_server_also_from_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    one, two = servers.listen(sends(b"one"), "one"), servers.listen(sends(b"two"), "two")
    add(window, one, two)
    work, panel = window.workspace, window.workspace.panel
    work.library.start([one, two, two])
    wait_until(all_ended(window, 3))
    with qtbot.waitActive(window):
        window.activateWindow()
    panel.list.setFocus()
    panel.select_row(0)
    assert work.tabs.currentIndex() == 0
    bar = work.tabs.tabBar()
    assert bar is not None
    went = []
    for _ in range(3):
        press(panel.list, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        went.append((work.tabs.currentIndex(), [server.name for server in panel.selected()]))
    assert went == [(1, ["two"]), (2, ["two"]), (0, ["one"])], "the older one of a server's tabs, too"
    click(bar, bar.tabRect(1).center())
    assert panel.list.hasFocus()
    assert (work.tabs.currentIndex(), [server.name for server in panel.selected()]) == (1, ["two"])


def test_what_an_earlier_run_left_is_gone_on_with(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"verse")))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
    with open_window(profile, wait_for, shown=False) as window:
        (tab,) = tabs_of(window)
        assert tab.poem.store is None, "nobody has looked at it"
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: all_ended(window, 1)() and tab.poem.stream.count == 2)
        assert [row[:5] for row in tab.view.text_between(0, 9).splitlines()] == ["verse", "── 20", "verse"]


def test_where_what_was_left_cannot_be_read_there_is_another_tab(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"verse")))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
    (folder,) = (profile / "poems").iterdir()
    shutil.rmtree(folder / "log.000", ignore_errors=True)
    for name in ("log.000", "rows.000"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).mkdir()
    with open_window(profile, wait_for, shown=False) as window:
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: len(tabs_of(window)) == 2 and all_ended(window, 2)())
        assert tabs_of(window)[1].view.text_between(0, 9) == "verse"


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
