"""What is closed can be brought back: again and again, at its place, after a restart, and while it still ran."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from poetrygui.core.library.closed_poems import ClosedPoems, TabPlace, closed_name
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
VERSE = b"".join(b"Tyger number %d, burning bright\n" % number for number in range(2000))


def names(window: MainWindow) -> list[str]:
    return [tab.poem.info.name for tab in tabs_of(window)]


def fetch(window: MainWindow, wait_until: Until, *servers: Server) -> None:
    for server in servers:
        window.workspace.model.add(server)
    window.workspace.fetch(list(servers))
    wait_until(lambda: len(tabs_of(window)) == len(servers) and not window.workspace.library.is_busy)


def folders(profile: Path, name: str) -> list[str]:
    return sorted(path.name for path in (profile / name).iterdir()) if (profile / name).exists() else []


def middle_click(window: MainWindow, index: int) -> None:
    bar = window.workspace.tabs.tabBar()
    assert isinstance(bar, QTabBar)
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(index).center())  # type: ignore[call-overload]


def test_closing_deletes_nothing_and_each_comes_back_to_its_place(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    assert not action(window, "actionReopenTab").isEnabled()
    fetch(window, wait_until, *(servers.listen(sends(name.encode()), name) for name in "abc"))
    kept = folders(profile, "poems")
    middle_click(window, 1)
    assert names(window) == ["a", "c"]
    assert "Ctrl+Shift+T" in said(window)
    window.workspace.tabs.setCurrentIndex(0)
    action(window, "actionCloseTab").trigger()
    wait_until(lambda: len(folders(profile, "closed")) == 2)
    assert folders(profile, "poems") == [kept[2]]
    action(window, "actionReopenTab").trigger()
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: names(window) == ["a", "b", "c"])
    assert window.workspace.tabs.currentIndex() == 1
    assert folders(profile, "poems") == kept
    assert folders(profile, "closed") == []
    assert not action(window, "actionReopenTab").isEnabled()
    for index, text in enumerate("abc"):
        window.workspace.tabs.setCurrentIndex(index)
        tab = tabs_of(window)[index]
        wait_until(lambda tab=tab, text=text: tab.view.text_between(0, 0) == text)  # type: ignore[misc]
        assert isinstance(tab.poem.state, Ended)
        assert tab.poem.state.outcome is Outcome.COMPLETE


def test_what_runs_is_stopped_and_kept_whole(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    server = servers.listen(holds(b"verse"), "running")
    window.workspace.model.add(server)
    window.workspace.fetch([server])
    wait_until(lambda: tabs_of(window)[0].view.line_count() == 1)
    action(window, "actionCloseTab").trigger()
    wait_until(lambda: not servers.connections and len(folders(profile, "closed")) == 1)
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: names(window) == ["running"])
    (tab,) = tabs_of(window)
    wait_until(lambda: tab.view.text_between(0, 0) == "verse")
    assert isinstance(tab.poem.state, Ended)
    assert (tab.poem.state.outcome, tab.poem.state.bytes) == (Outcome.STOPPED, 5)
    assert "tab was closed" in tab.poem.state.reason


def test_closed_and_brought_back_in_one_breath(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    server = servers.listen(holds(b"verse"), "running")
    window.workspace.model.add(server)
    window.workspace.fetch([server])
    wait_until(lambda: tabs_of(window)[0].view.line_count() == 1)
    for _ in range(3):
        action(window, "actionCloseTab").trigger()
        action(window, "actionReopenTab").trigger()
        wait_until(lambda: names(window) == ["running"])
    wait_until(lambda: not window.workspace.library.running)
    wait_until(lambda: tabs_of(window)[0].view.text_between(0, 0) == "verse")
    assert len(folders(profile, "poems")) == 1
    assert folders(profile, "closed") == []


def test_a_poem_in_which_nothing_came_comes_back_too(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    fetch(window, wait_until, Server("down", "127.0.0.1:1"), servers.listen(sends(b"b"), "b"))
    for _ in range(2):
        window.workspace.tabs.close_tab(0)
    wait_until(lambda: len(folders(profile, "closed")) == 1)
    action(window, "actionReopenTab").trigger()
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: names(window) == ["down", "b"])
    state = tabs_of(window)[0].poem.state
    assert isinstance(state, Ended)
    assert state.outcome is Outcome.REFUSED


@pytest.mark.parametrize("follows", [True, False])
def test_it_comes_back_after_a_restart_as_it_stood(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, qtbot: QtBot, follows: bool
) -> None:
    with open_window(profile, wait_for) as window:
        fetch(window, wait_until, *(servers.listen(sends(VERSE), name) for name in "abc"))
        window.workspace.tabs.setCurrentIndex(1)
        view = tabs_of(window)[1].view
        if not follows:
            view.show_offset(VERSE.index(b"number 700,"))
            start = VERSE.index(b"number 702,")
            view.select(start, start + 10)
        top = view.top_offset()
        window.workspace.tabs.close_tab(1)
    with open_window(profile, wait_for) as window:
        assert names(window) == ["a", "c"]
        with qtbot.waitActive(window):
            window.activateWindow()
        press(window, Qt.Key.Key_T, CONTROL | SHIFT)
        wait_until(lambda: names(window) == ["a", "b", "c"])
        view = tabs_of(window)[1].view
        assert window.workspace.tabs.currentIndex() == 1
        wait_until(lambda: view.line_count() == 2000 and view.following is follows)
        wait_until(lambda: view.top_offset() == top)
        assert follows or VERSE[slice(*view.selection())] == b"number 702"
    assert not list((profile / "poems").glob("*/place.json"))


def test_where_the_folder_of_closed_ones_cannot_be_made_a_poem_stays_where_it_is(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    fetch(window, wait_until, servers.listen(sends(b"a"), "a"))
    (profile / "closed").write_text("no folder")
    window.workspace.tabs.close_tab(0)
    wait_until(lambda: any("stays in" in problem.sentence for problem in window.report.problems))
    assert len(folders(profile, "poems")) == 1
    action(window, "actionReopenTab").trigger()
    wait_until(lambda: names(window) == ["a"])
    assert tabs_of(window)[0].view.text_between(0, 0) == "a"


def put_away(shelf: ClosedPoems, poems: Path, number: int, size: int = 1) -> str:
    poem = poems / f"20260101-000000-{number:06}-aaaaaaaa"
    poem.mkdir(parents=True)
    (poem / "rows.000").write_bytes(b"x")
    os.truncate(poem / "rows.000", size)
    name = closed_name(poem)
    assert shelf.put_away(name, poem, TabPlace())
    return name


@pytest.mark.parametrize("damage", ["", "{", "[" * 5000, '{"index": "x"}', '{"index": -5, "top": 99999999999}'])
def test_a_damaged_place_loses_no_poem(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, damage: str
) -> None:
    shelf = ClosedPoems(profile / "closed", profile / "poems")
    name = put_away(shelf, profile / "poems", 1)
    (profile / "closed" / name / "place.json").write_text(damage)
    with open_window(profile, wait_for) as window:
        action(window, "actionReopenTab").trigger()
        wait_until(lambda: len(tabs_of(window)) == 1 and tabs_of(window)[0].view.line_count() == 1)
    assert json.loads(next((profile / "poems").glob("*/poem.json")).read_text())["poem"]["ended"]
