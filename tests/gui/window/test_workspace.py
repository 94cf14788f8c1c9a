"""The list, the tabs and the library joined: what one asks of all three."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import press, said
from tests.gui.scripted import LoopbackServers, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def state_of(window: MainWindow, row: int) -> str:
    model = window.workspace.model
    return str(model.index(row, Column.STATE).data())


def test_putting_servers_adds_those_that_are_not_there_and_changes_the_others(window: MainWindow) -> None:
    work = window.workspace
    work.put([Server("one", "127.0.0.1:1", id="1"), Server("two", "127.0.0.1:2", id="2")])
    work.panel.select_row(1)
    work.put([Server("deux", "127.0.0.1:22", id="2"), Server("three", "127.0.0.1:3", id="3")])
    assert [(server.id, server.name) for server in work.panel.servers()] == [
        ("1", "one"),
        ("2", "deux"),
        ("3", "three"),
    ]
    assert [server.id for server in work.panel.selected()] == ["1"]


def test_only_what_this_window_fetched_counts_as_fetched(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    work.fetch([servers.listen(sends(b"one"), "one"), servers.listen(holds(b"two"), "two")])
    assert work.is_busy
    wait_until(lambda: len(work.fetched()) == 2 and work.running() == (1, 0))
    assert [poem.info.name for poem in work.fetched()] == ["one", "two"]
    count = window.findChild(QLabel, "fetchCount")
    assert count is not None
    assert count.text() == "1 running"
    assert len(work.connections()) == 1


def test_the_keyboard_goes_to_the_poem_that_is_seen_or_else_to_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    work.take_focus()
    assert work.panel.list is window.focusWidget()
    work.fetch([servers.listen(sends(b"verse"))])
    wait_until(lambda: bool(tabs_of(window)))
    work.take_focus()
    assert tabs_of(window)[0].view is window.focusWidget()


def test_the_list_tells_how_a_fetch_stands_while_it_runs_and_when_it_has_ended(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    work = window.workspace
    server = evolve(servers.listen(holds(b"verse")), id="held")
    work.put([server])
    work.fetch([server])
    wait_until(lambda: "5 bytes" in state_of(window, 0))
    press(work.panel.list, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: not work.is_busy)
    assert "Stopped" in state_of(window, 0)
    (poem,) = work.fetched()
    assert isinstance(poem.state, Ended)
    assert poem.state.outcome is Outcome.STOPPED


def test_closing_a_tab_says_how_it_comes_back(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    window.workspace.fetch([servers.listen(sends(b"verse"), "mine")])
    wait_until(lambda: bool(tabs_of(window)) and not window.workspace.is_busy)
    window.workspace.tabs.close_current_tab()
    assert said(window) == "Closed “mine”: Ctrl+Shift+T brings it back, and Ctrl+O lists all recordings."
