"""Which poem gets a tab, and which one of a server's is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtWidgets import (
    QLabel,
)

from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, open_window, outcomes, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def test_hundreds_are_fetched_without_tabs_and_shown_when_they_are_chosen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.window.shown_poems.MOST_TABS", 2)
    work = window.workspace
    add(window, *(servers.listen(holds(name), "a poem") for name in (b"a", b"b", b"c")))
    add(window, servers.listen(sends(b"d")), Server("down", "127.0.0.1:1"))
    action(window, "actionFetchAll").trigger()
    states = ["Receiving · 1 byte"] * 3 + ["Complete · 1 byte", "Refused"]
    wait_until(lambda: [work.model.index(row, Column.STATE).data() for row in range(5)] == states)
    assert len(tabs_of(window)) == 2
    for row, text, word in ((2, "c", "Receiving"), (3, "d", "Complete"), (4, "", "Refused")):
        work.panel.select_row(row)
        work.panel.chosen.emit()
        tab = tabs_of(window)[row]
        assert work.current() is tab
        assert tab.view.text_between(0, 0) == text
        badge = tab.findChild(QLabel, "poemBadge")
        assert badge is not None
        assert badge.text() == word
    work.panel.select_row(3)
    work.panel.chosen.emit()
    wait_until(lambda: tabs_of(window)[3].poem.stream.count == 2 and len(work.library.running) == 3)
    assert len(tabs_of(window)) == 5
    work.panel.select_row(2)
    assert action(window, "actionStop").isEnabled()


def test_poems_come_back_at_the_next_start(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"one\ntwo\n"), "ended", "lines"), servers.listen(holds(b"half"), "stopped"))
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [2, 1])
        wait_until(lambda: outcomes(window) == [Outcome.COMPLETE, None])
    with open_window(profile, wait_for) as window:
        assert [tab.poem.info.name for tab in tabs_of(window)] == ["ended", "stopped"]
        assert outcomes(window) == [Outcome.COMPLETE, Outcome.STOPPED]
        for index, text in enumerate(("one\ntwo", "half")):
            window.workspace.tabs.setCurrentIndex(index)
            tab = tabs_of(window)[index]
            wait_until(lambda tab=tab: tab.view.line_count() > 0)  # type: ignore[misc]
            assert tab.view.text_between(0, 9) == text
        window.workspace.tabs.close_tab(0)
        wait_until(lambda: len(list((profile / "poems").iterdir())) == 1)


def test_a_poem_without_outcome_was_interrupted(profile: Path, wait_for: Any, wait_until: Until) -> None:
    folder = profile / "poems" / "20260101-000000-000000-aaaaaaaa"
    folder.mkdir(parents=True)
    (folder / "rows.000").write_bytes(b"half a poem")
    with open_window(profile, wait_for) as window:
        (tab,) = tabs_of(window)
        assert outcomes(window) == [Outcome.INTERRUPTED]
        wait_until(lambda: tab.view.text_between(0, 0) == "half a poem")
    assert json.loads((folder / "poem.json").read_text())["poem"]["ended"]["outcome"] == "interrupted"


def test_a_servers_newest_poem_is_shown_from_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(sends(b"verse")), servers.listen(sends(b"other")))
    show = action(window, "actionShowPoem")
    window.workspace.panel.select_row(0)
    assert not show.isEnabled()
    for count in (2, 4):
        window.workspace.panel.list.selectAll()
        action(window, "actionFetchAnew").trigger()
        wait_until(all_ended(window, count))
    for row in (0, 1):
        window.workspace.panel.select_row(row)
        assert show.isEnabled()
        show.trigger()
        assert window.workspace.tabs.currentIndex() == 2 + row
    window.workspace.panel.list.selectAll()
    assert not show.isEnabled()


def test_a_poem_is_shown_and_closed_by_its_name_whether_it_has_a_tab_or_not(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.window.shown_poems.MOST_TABS", 1)
    work = window.workspace
    add(window, *(servers.listen(sends(name.encode()), name) for name in "abc"))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: len(work.library.kept.in_use.open) == 3 and not work.is_busy)
    names = {poem.info.name: name for name, poem in work.library.kept.in_use.open.items()}
    work.shown.show_recording(names["b"])
    assert [tab.poem.info.name for tab in tabs_of(window)] == ["a", "b"]
    work.shown.show_recording(names["a"])
    assert work.tabs.currentIndex() == 0
    for name in "cba":
        work.shown.close_recording(names[name])
    assert tabs_of(window) == []
    assert work.library.kept.in_use.open == {}
    work.shown.show_recording(names["c"])
    wait_until(lambda: [tab.poem.info.name for tab in tabs_of(window)] == ["c"])


def test_a_connection_that_is_shown_with_others_is_shown_where_it_begins(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    lines = b"".join(b"line %03d\n" % number for number in range(300))
    server = servers.listen(sends(lines), "a feed", "lines")
    add(window, server)
    for _ in range(3):
        window.workspace.fetch([server])
        wait_until(lambda: outcomes(window) == [Outcome.COMPLETE] and not window.workspace.is_busy)
    (tab,) = tabs_of(window)
    assert tab.poem.stream.count == 3
    wait_until(lambda: tab.view.following and tab.view.top_offset() > 2 * len(lines))
    first, second = tab.poem.stream.names
    window.workspace.shown.show_recording(second)
    wait_until(lambda: tab.view.selection()[0] == tab.poem.stream.base_of(second))
    assert len(lines) < tab.view.selection()[0] < 2 * len(lines)
    assert tab.view.top_offset() <= tab.view.selection()[0] < tab.view.top_offset() + 1000
    window.workspace.shown.show_recording(first)
    wait_until(lambda: tab.view.top_offset() == 0)
    window.workspace.shown.show_recording(tab.poem.directory.name)
    assert tab.view.top_offset() == 0, "the last one, which the tab is about"
