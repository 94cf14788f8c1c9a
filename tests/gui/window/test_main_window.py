"""The window: its fixed names, what is enabled when, and what it remembers and finds at its next start."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.app import create_window
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.poems.save_poem import EXACT_FILTER, ROWS_FILTER
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.servers.server_model import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, said
from tests.gui.scripted import LoopbackServers, holds, open_window, sends, tabs_of

ACTIONS = (
    *("actionAddServer", "actionEditServer", "actionRemoveServer", "actionFetch", "actionFetchAll", "actionStop"),
    *("actionFind", "actionProtocols", "actionSavePoem", "actionQuit"),
)
Until = Callable[[Callable[[], bool]], None]


def all_ended(window: MainWindow, count: int) -> Callable[[], bool]:
    return lambda: len(ended := outcomes(window)) == count and None not in ended


def outcomes(window: MainWindow) -> list[Outcome | None]:
    states = [tab.poem.state for tab in tabs_of(window)]
    return [state.outcome if isinstance(state, Ended) else None for state in states]


def add(window: MainWindow, *servers: Server) -> None:
    for server in servers:
        window.workspace.model.add(server)


def test_the_fixed_names_are_there(window: MainWindow) -> None:
    view = window.findChild(QAbstractItemView, "serverList")
    assert view is not None
    assert view.model() is not None
    assert window.findChild(QTabWidget, "poemTabs") is not None
    assert all(window.findChild(QAction, name) is not None for name in ACTIONS)


def test_a_fresh_profile_says_what_to_do_first(window: MainWindow, qtbot: QtBot) -> None:
    texts = [label.text() for label in window.workspace.panel.findChildren(QWidget) if hasattr(label, "text")]
    assert any("Add" in text for text in texts)
    assert not action(window, "actionFetchAll").isEnabled()
    assert not action(window, "actionStop").isEnabled()


def test_from_adding_a_server_to_reading_its_poem(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    server = servers.listen(sends(b"3:one,3:two,"))
    action(window, "actionAddServer").trigger()
    dialog = window.findChild(ServerDialog)
    assert dialog is not None
    for name, text in (("serverName", "A & B"), ("serverAddress", server.address)):
        field = dialog.findChild(QLineEdit, name)
        assert field is not None
        field.setText(text)
    protocol = dialog.findChild(QComboBox, "serverProtocol")
    assert protocol is not None
    protocol.setCurrentIndex(protocol.findData("netstring"))
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons is not None
    save = buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert save is not None
    save.click()
    assert [server.name for server in ServerBook(profile / "servers.json").servers] == ["A & B"]
    action(window, "actionFetch").trigger()
    wait_until(all_ended(window, 1))
    (tab,) = tabs_of(window)
    assert outcomes(window) == [Outcome.COMPLETE]
    assert tab.view.text_between(0, 1) == "one\ntwo"
    assert window.workspace.tabs.tabText(0) == "A && B"
    assert window.workspace.tabs.currentWidget() is tab


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


def test_an_idle_window_has_no_timer_until_something_comes(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, reactor: Any
) -> None:
    def active_timers() -> list[QTimer]:
        return [timer for timer in window.findChildren(QTimer) if timer.isActive()]

    def state_line() -> str:
        found = tabs_of(window)[0].findChild(QLabel, "poemState")
        assert found is not None
        return found.text()

    add(window, *(servers.listen(holds(b"a")) for _ in range(3)))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1] * 3)
    for poem in window.workspace.library.running:
        assert poem.fetch is not None
        poem.fetch.last_received = reactor.seconds() - 60
    wait_until(lambda: "silent since " in state_line())
    wait_until(lambda: not active_timers() and not reactor.getDelayedCalls())
    servers.connections[0].transport.write(b"bc")  # type: ignore[union-attr]  # it stands
    wait_until(lambda: bool(active_timers()))
    model = window.workspace.model
    wait_until(lambda: model.index(0, Column.STATE).data() == "Receiving · 3 bytes")
    assert "silent" not in state_line()


def test_a_tab_beyond_the_first_ones_is_made_when_it_is_shown(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.poems.poem_tabs._BUILT_AT_ONCE", 1)
    add(window, *(servers.listen(holds(name.encode()), name, "netstring") for name in ("1:a,", "1:b,", "1:c,")))
    window.workspace.tabs.set_wrap(False)
    window.workspace.tabs.show_send_bars(True)
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [p.store.exact_size for p in window.workspace.library.running if p.store] == [1] * 3)
    assert [tab.is_built for tab in tabs_of(window)] == [True, False, False]
    window.workspace.tabs.setCurrentIndex(2)
    assert [tab.is_built for tab in tabs_of(window)] == [True, False, True]
    view = tabs_of(window)[2].findChild(QWidget, "poemView")
    assert view is tabs_of(window)[2].view
    assert view.isVisible()
    assert view.text_between(0, 0) == "c"
    assert not tabs_of(window)[2].view.wraps
    assert tabs_of(window)[2].send_bar.isVisible()
    window.workspace.tabs.close_tab(1)
    wait_until(lambda: len(window.workspace.library.running) == 2)


def test_hundreds_are_fetched_without_tabs_and_shown_when_they_are_chosen(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.window.shown_poems._MOST_TABS", 2)
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
    wait_until(lambda: len(tabs_of(window)) == 6 and len(work.library.running) == 3)
    work.panel.select_row(2)
    assert action(window, "actionStop").isEnabled()


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


def test_removing_asks_only_where_something_runs(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, Server("idle", "127.0.0.1:1"), servers.listen(holds(b"a"), "<b>busy</b>"))
    window.workspace.panel.select_row(0)
    action(window, "actionRemoveServer").trigger()
    assert [server.name for server in window.workspace.model.servers] == ["<b>busy</b>"]
    action(window, "actionFetch").trigger()
    wait_until(lambda: len(servers.connections) == 1)
    action(window, "actionRemoveServer").trigger()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<b>busy</b>" in box.text()
    assert window.workspace.model.servers
    next(button for button in box.buttons() if button.text() == "Stop and remove").click()
    assert not window.workspace.model.servers
    wait_until(lambda: outcomes(window) == [Outcome.STOPPED])


@pytest.mark.parametrize("exact, saved", [(True, b"onetwo"), (False, b"one\ntwo\n")])
def test_a_poem_is_saved_as_rows_or_exactly(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path, exact: bool, saved: bytes
) -> None:
    add(window, servers.listen(sends(b"3:one,3:two,"), protocol="netstring"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    action(window, "actionSavePoem").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectNameFilter(EXACT_FILTER if exact else ROWS_FILTER)
    target = tmp_path / "saved"
    target.write_bytes(b"what was there before, and is longer")
    dialog.fileSelected.emit(str(target))
    wait_until(lambda: target.read_bytes() == saved)
    dialog.close()
    wait_until(lambda: [path.name for path in tmp_path.iterdir() if path.is_file()] == ["saved"])


def test_a_poem_that_cannot_be_saved_leaves_what_was_there(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, tmp_path: Path
) -> None:
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    window._saver.save(tabs_of(window)[0].poem, tmp_path / "no such folder" / "poem", exact=True)
    wait_until(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "could not be written" in box.text()
    box.close()


def test_poems_come_back_at_the_next_start(
    servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    with open_window(profile, wait_for) as window:
        add(window, servers.listen(sends(b"one\ntwo\n"), "ended", "lines"), servers.listen(holds(b"half"), "stopped"))
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [2, 1])
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


def test_a_second_window_leaves_poems_to_the_first(
    window: MainWindow, servers: LoopbackServers, profile: Path, wait_for: Any, wait_until: Until
) -> None:
    add(window, servers.listen(holds(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: tabs_of(window)[0].view.line_count() == 1)
    with open_window(profile, wait_for) as second:
        assert not tabs_of(second)
        assert "open already" in said(second)
    assert outcomes(window) == [None]


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 100, b"[" * 100_000, b'{"version": 99}', b"\xff", b"[1, 2]"])
def test_damaged_files_are_set_aside_and_said(profile: Path, wait_for: Any, damage: bytes) -> None:
    profile.mkdir()
    for name in ("servers.json", "settings.json"):
        (profile / name).write_bytes(damage)
    with open_window(profile, wait_for) as window:
        assert window.workspace.model.rowCount() == 0
        for name in ("servers.json", "settings.json"):
            (aside,) = profile.glob(f"{name}.bad-*")
            assert aside.read_bytes() == damage
            assert any(aside.name in problem.sentence for problem in window.report.problems)
        button = window.findChild(QToolButton, "problemsButton")
        assert button is not None
        assert button.isVisible()


def test_the_layout_is_remembered(servers: LoopbackServers, profile: Path, wait_for: Any) -> None:
    with open_window(profile, wait_for) as window:
        window.resize(760, 500)
        window.workspace.setSizes([250, 500])
        sizes = window.workspace.sizes()
        action(window, "actionSendBar").trigger()
    with open_window(profile, wait_for) as window:
        assert (window.width(), window.height()) == (760, 500)
        assert window.workspace.sizes() == sizes
        assert action(window, "actionSendBar").isChecked()


def test_closing_stops_everything_and_then_closes(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path
) -> None:
    add(window, *[servers.listen(holds(b"verse")) for _ in range(20)])
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1] * 20)
    action(window, "actionQuit").trigger()
    wait_until(lambda: not window.isVisible())
    assert outcomes(window) == [Outcome.STOPPED] * 20
    assert not window.was_forced
    noted = [json.loads(path.read_text())["poem"]["ended"]["outcome"] for path in profile.glob("poems/*/poem.json")]
    assert noted == ["stopped"] * 20


def test_a_window_that_is_deleted_at_once_leaves_nothing_running(
    servers: LoopbackServers, profile: Path, wait_until: Until
) -> None:
    window = create_window(profile)
    window.show()
    add(window, *[servers.listen(holds(b"verse")) for _ in range(3)])
    action(window, "actionFetchAll").trigger()
    wait_until(lambda: [tab.view.line_count() for tab in tabs_of(window)] == [1] * 3)
    window.close()
    window.deleteLater()
    wait_until(lambda: not servers.connections)
    wait_until(lambda: not list((profile / "running").iterdir()))


def test_enter_fetches_the_chosen_server(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, qtbot: QtBot
) -> None:
    add(window, servers.listen(sends(b"verse")), servers.listen(sends(b"other")))
    window.workspace.panel.select_row(1)
    qtbot.keyClick(window.workspace.panel.list, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]
    wait_until(all_ended(window, 1))
    assert tabs_of(window)[0].view.text_between(0, 0) == "other"


def test_a_servers_newest_poem_is_shown_from_the_list(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    add(window, servers.listen(sends(b"verse")), servers.listen(sends(b"other")))
    show = action(window, "actionShowPoem")
    window.workspace.panel.select_row(0)
    assert not show.isEnabled()
    for count in (2, 4):
        action(window, "actionFetchAll").trigger()
        wait_until(all_ended(window, count))
    for row in (0, 1):
        window.workspace.panel.select_row(row)
        assert show.isEnabled()
        show.trigger()
        assert window.workspace.tabs.currentIndex() == 2 + row
    window.workspace.panel.list.selectAll()
    assert not show.isEnabled()


def test_what_is_too_much_to_copy_is_said(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.rows.copying.COPY_LIMIT", 4)
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    tabs_of(window)[0].view.selectAll()
    action(window, "actionCopy").trigger()
    assert "The selection has 6 bytes" in said(window)


def test_find_opens_the_bar_of_the_current_tab(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"verse")))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    (tab,) = tabs_of(window)
    assert not tab.find_bar.isVisible()
    action(window, "actionFind").trigger()
    assert tab.find_bar.isVisible()


def test_follow_shows_what_the_view_does(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    add(window, servers.listen(sends(b"verse\n" * 1000), protocol="lines"))
    action(window, "actionFetchAll").trigger()
    wait_until(all_ended(window, 1))
    (tab,) = tabs_of(window)
    follow = action(window, "actionFollow")
    assert follow.isChecked()
    tab.view.show_offset(0)
    assert not follow.isChecked()
    follow.trigger()
    assert tab.view.following


def test_errors_are_gathered_and_not_shown_one_by_one(window: MainWindow) -> None:
    for _ in range(50):
        window.report.add("An error: <b>x</b>", "Traceback\n  line\u202e")
    window.report.add("Another error")
    button = window.findChild(QToolButton, "problemsButton")
    assert button is not None
    assert "2 problems" in button.text()
    assert window.findChild(QMessageBox) is None
    assert "(50 times)" in window.report.text()
    assert "\u202e" not in window.report.text()
