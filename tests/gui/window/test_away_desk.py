"""What happens in a real window: noted, marked, and told to the desktop where nobody looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PyQt6.QtCore import Qt

from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.gui.window.news import notice_gate
from poetrygui.gui.window.news.happenings_dock import HappeningsDock
from tests.gui.hands import action, press
from tests.gui.scripted import LoopbackServers, all_ended, holds, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def desk_of(window: MainWindow) -> AwayDesk:
    (desk,) = window.findChildren(AwayDesk)
    return desk


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the desktop is told."""
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr("poetrygui.gui.window.news.show_notice", lambda *said: shown.append(said), raising=False)
    return shown


def look_away(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)


def test_many_failures_are_one_notice_and_marks_and_lines(
    window: MainWindow,
    servers: LoopbackServers,
    wait_until: Until,
    told: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    look_away(window, monkeypatch)
    for name in ("QUIET", "LONGEST_WAIT"):  # however long they take, they are told of once
        monkeypatch.setattr(notice_gate, name, 1e6)
    cut = [servers.listen(sends(b"3:on"), f"server {number}", "netstring") for number in range(5)]
    window.workspace.fetch([*cut, servers.listen(sends(b"verse"), "whole")])
    wait_until(all_ended(window, 6))
    assert desk_of(window).unseen.count == 6
    assert told == []
    monkeypatch.setattr(notice_gate, "QUIET", 0.0)
    desk_of(window).gate.add("another", "Cut off", "It ended.")
    wait_until(lambda: bool(told))
    assert told == [("6 connections ended", "Cut off: 6.")]
    ends = [each for each in desk_of(window).log.since(0) if "closed" in each.sentence]
    assert sorted(each.server for each in ends) == [*(f"server {number}" for number in range(5)), "whole"]
    assert sum(each.is_bad for each in ends) == 5
    wait_until(lambda: window.windowTitle() == "(6) Poetry GUI")


def test_what_somebody_stopped_is_no_news_to_anybody(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_away(window, monkeypatch)
    window.workspace.fetch([servers.listen(holds(b"verse"))])
    wait_until(lambda: len(servers.connections) == 1)
    action(window, "actionStop").trigger()
    wait_until(all_ended(window, 1))
    assert desk_of(window).unseen.count == 0
    assert desk_of(window).log.since(0)[-1].sentence.startswith("Stopped")


def test_a_line_leads_to_its_tab_also_where_that_was_closed(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    window.workspace.fetch([servers.listen(sends(b"verse"), "mine")])
    wait_until(all_ended(window, 1))
    action(window, "actionCloseTab").trigger()
    action(window, "actionHappenings").trigger()
    (dock,) = window.findChildren(HappeningsDock)
    assert dock.isVisible()
    dock.show_wanted.emit(desk_of(window).log.since(0)[0].recording)
    wait_until(lambda: len(tabs_of(window)) == 1)
    press(dock.table, Qt.Key.Key_Escape)
    action(window, "actionHappenings").trigger()
    assert not dock.isVisible()
    action(window, "actionHappenings").trigger()
    assert dock.isVisible()


def test_problems_and_notes_are_listed_too(window: MainWindow) -> None:
    before = len(desk_of(window).log.since(0))
    window.workspace.problem.emit("It went wrong.")
    window.workspace.note.emit("It is good to know.")
    new = desk_of(window).log.since(before)
    assert [(each.sentence, each.is_bad) for each in new] == [
        ("It went wrong.", True),
        ("It is good to know.", False),
    ]


def test_nothing_is_told_once_the_window_closes(window: MainWindow, wait_for: Any, told: list[Any]) -> None:
    desk = desk_of(window)
    desk.gate.add("mine", "Cut off", "It ended.")
    wait_for(window.shut_down())
    assert told == []


def test_escape_leads_out_of_a_pane_that_is_a_window_of_its_own(window: MainWindow, wait_until: Until) -> None:
    action(window, "actionHappenings").trigger()
    (dock,) = window.findChildren(HappeningsDock)
    dock.setFloating(True)
    dock.activateWindow()
    dock.table.setFocus()
    wait_until(lambda: dock.isActiveWindow() and dock.table.hasFocus())
    press(dock.table, Qt.Key.Key_Escape)
    wait_until(lambda: window.isActiveWindow() and not dock.table.hasFocus())
