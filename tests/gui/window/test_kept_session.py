"""The next window has the tabs of the last one, in their order and as they were, and fetches what ran."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve
from pytestqt.qtbot import QtBot

from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.session import Session, SessionTab, read_session, write_session
from poetrygui.core.outcomes import Receiving
from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.poems.poem_tabs import LARGEST
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]


def names(window: MainWindow) -> list[str]:
    return [tab.poem.info.name for tab in tabs_of(window)]


def test_tabs_their_order_the_current_one_and_how_they_look_come_back(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    lines = b"".join(b"line %d\n" % number for number in range(500))
    with open_window(profile, wait_for) as window:
        add(window, *(servers.listen(sends(lines), name, "lines") for name in "abc"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 3))
        tabs = window.workspace.tabs
        bar = tabs.tabBar()
        assert bar is not None
        bar.moveTab(0, 2)
        tabs.setCurrentIndex(1)
        action(window, "actionWrap").trigger()
        for _ in range(3):
            action(window, "actionZoomIn").trigger()
        action(window, "actionZoomOut").trigger()
        tabs_of(window)[1].view.select_match(700, 707)
        filters = (Condition("9"), Condition("^line 1", is_pattern=True, is_negated=True))
        tabs_of(window)[2].lines.set_conditions(filters)
        size = tabs_of(window)[0].view.font().pointSizeF()
        window.workspace.panel.quick.offer(["127.0.0.1:1"])
        assert names(window) == ["b", "c", "a"]
    with open_window(profile, wait_for) as window:
        work = window.workspace
        assert (names(window), work.tabs.currentIndex()) == (["b", "c", "a"], 1)
        assert (work.tabs.wraps, work.tabs.zoom) == (False, 2)
        assert [tab.view.font().pointSizeF() for tab in tabs_of(window)] == [size] * 3
        wait_until(lambda: tabs_of(window)[1].view.selection() == (700, 707))
        assert not tabs_of(window)[1].view.following
        assert [tab.lines.conditions for tab in tabs_of(window)] == [(), (), filters]
        work.tabs.setCurrentIndex(2)
        wait_until(lambda: tabs_of(window)[2].view.line_count() == 75)
        assert work.panel.quick.recent == ("127.0.0.1:1",)
        action(window, "actionZoomReset").trigger()
        assert tabs_of(window)[2].view.font().pointSizeF() < size


def test_what_ran_runs_again_in_its_tab_if_its_server_says_so(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        resumes = [evolve(servers.listen(holds(b"verse\n"), name, "lines"), resumes=True) for name in ("one", "two")]
        add(window, *resumes, servers.listen(holds(b"verse\n"), "three", "lines"))
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1] * 3)
        work = window.workspace
        work.tabs.setCurrentIndex(2)
        work.library.stop(tabs_of(window)[1].poem)  # then it did not run
        wait_until(lambda: work.running() == (2, 0))
    wait_until(lambda: not servers.connections)
    with open_window(profile, wait_for) as window:
        wait_until(lambda: tabs_of(window)[0].view.line_count() == 3)
        assert (names(window), window.workspace.tabs.currentIndex()) == (["one", "two", "three"], 2)
        assert [isinstance(tab.poem.state, Receiving) for tab in tabs_of(window)] == [True, False, False]
        rows = tabs_of(window)[0].view.text_between(0, 9).splitlines()
        assert (rows[0], rows[2]) == ("verse", "verse")
        assert "because the program was quit" in rows[1]


def test_it_is_noted_while_the_window_is_open_too(
    window: MainWindow, servers: LoopbackServers, profile: Path, wait_until: Until
) -> None:
    server = servers.listen(holds(b"verse"))
    add(window, server)
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: read_session(profile / "session.json")[0].running == (server.id,))
    assert len(read_session(profile / "session.json")[0].tabs) == 1


def test_a_tab_that_came_after_the_last_note_is_there_too(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, *(servers.listen(sends(b"verse"), name) for name in "ab"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 2))
    noted, _ = read_session(profile / "session.json")
    write_session(profile / "session.json", evolve(noted, tabs=noted.tabs[:1], current=noted.tabs[0].stream))
    with open_window(profile, wait_for) as window:
        assert (names(window), window.workspace.tabs.currentIndex()) == (["a", "b"], 0)


def test_damage_is_told_and_the_newest_poems_are_there(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"verse"), "a"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
    (profile / "session.json").write_text("{")
    with open_window(profile, wait_for) as window:
        assert names(window) == ["a"]
        assert any("The list of tabs" in problem.sentence for problem in window.report.problems)


def test_places_and_sizes_beyond_all_bounds_do_no_harm(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"one\ntwo\n"), "a", "lines"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
    noted, _ = read_session(profile / "session.json")
    far = TabPlace(-7, 10**18, following=False, anchor=-(10**18), caret=10**18)
    odd = evolve(
        noted, tabs=(SessionTab("none"), evolve(noted.tabs[0], place=far)), current="none", zoom=10**9, recent=("\0",)
    )
    write_session(profile / "session.json", odd)
    with open_window(profile, wait_for) as window:
        (tab,) = tabs_of(window)
        wait_until(lambda: tab.view.line_count() == 2 and not tab.view.following)
        window.grab()
        assert window.workspace.tabs.zoom == LARGEST
        tab.view.copy()
        tab.view.select(0, 0)
        tab.view.follow()
        assert tab.view.text_between(0, 9) == "one\ntwo"


def test_a_second_window_leaves_it_to_the_first(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until, qtbot: QtBot
) -> None:
    del qtbot
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"verse"), "a"))
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, 1))
        with open_window(profile, wait_for) as second:
            assert not tabs_of(second)
    assert read_session(profile / "session.json")[0] != Session()
    assert len(read_session(profile / "session.json")[0].tabs) == 1
