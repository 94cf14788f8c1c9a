"""The window: its fixed names, what is enabled when, and what it remembers and finds at its next start."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.app import create_window
from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers.server_book import ServerBook
from poetrygui.gui.poems.next_tabs import NextTabs
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, said
from tests.gui.scripted import LoopbackServers, add, all_ended, holds, open_window, outcomes, sends, tabs_of

ACTIONS = (
    *("actionAddServer", "actionEditServer", "actionRemoveServer", "actionFetch", "actionFetchAll", "actionStop"),
    *("actionFind", "actionProtocols", "actionSavePoem", "actionQuit"),
)
Until = Callable[[Callable[[], bool]], None]


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


def test_a_tab_beyond_the_first_ones_is_made_when_it_is_shown(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.gui.poems.poem_tabs.BUILT_AT_ONCE", 1)
    window.workspace.tabs.findChildren(NextTabs)[0].blockSignals(True)  # those beside it come later
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


def test_no_two_commands_have_the_same_keys(window: MainWindow) -> None:
    # Qt runs neither of two actions that have them.
    keys = [key for command in window.commands if command.keys is not None for key in command.keys.all]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
