"""All that is done to the list can be undone and done again: order, entries and outcomes come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PyQt6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press, said, write
from tests.gui.scripted import LoopbackServers, open_window, sends, tabs_of

Until = Callable[[Callable[[], bool]], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(servers: LoopbackServers, tmp_path: Path, wait_for: Any, qtbot: QtBot) -> Iterator[MainWindow]:
    with open_window(tmp_path, wait_for) as window:
        with qtbot.waitActive(window):
            window.activateWindow()
        for name in "abcde":
            window.workspace.model.add(Server(name, "127.0.0.1:1", id=name))
        yield window


def shown(window: MainWindow) -> str:
    return "".join(server.name for server in window.workspace.model.servers)


def choose(window: MainWindow, *rows: int) -> None:
    panel = window.workspace.panel
    panel.select_row(rows[0])
    selection = panel.list.selectionModel()
    assert selection is not None
    for row in rows[1:]:
        selection.select(panel.model.index(row, 0), QItemSelectionModel.SelectionFlag.Select)


def test_servers_come_back_to_their_places_and_go_again(window: MainWindow, tmp_path: Path) -> None:
    undo, redo = action(window, "actionUndo"), action(window, "actionRedo")
    servers = window.workspace.model.servers
    assert not undo.isEnabled()
    choose(window, 0, 2, 3)
    press(window.workspace.panel.list, Qt.Key.Key_Delete)
    assert shown(window) == "be"
    assert undo.text() == "&Undo removing 3 servers"
    assert "Ctrl+Z" in said(window)
    choose(window, 0)
    press(window.workspace.panel.list, Qt.Key.Key_Delete)
    assert undo.text() == "&Undo removing 1 server"
    window.workspace.model.add(Server("f", "127.0.0.1:1"))
    press(window, Qt.Key.Key_Z, CONTROL)
    assert shown(window) == "bef"
    assert redo.text() == "&Redo removing 1 server"
    press(window, Qt.Key.Key_Z, CONTROL)
    assert shown(window) == "abcdef"
    assert window.workspace.model.servers[:5] == servers == ServerBook(tmp_path / "servers.json").servers[:5]
    assert [server.name for server in window.workspace.panel.selected()] == ["a", "c", "d"]
    assert not undo.isEnabled()
    press(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert shown(window) == "bef"
    press(window, Qt.Key.Key_Z, CONTROL)
    choose(window, 5)
    press(window.workspace.panel.list, Qt.Key.Key_Delete)
    assert not redo.isEnabled()


def test_the_last_outcome_comes_back_with_its_server(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    model = window.workspace.model
    model.add(servers.listen(sends(b"verse")))
    window.workspace.panel.select_row(5)
    window.workspace.fetches.fetch_chosen()
    wait_until(lambda: not window.workspace.library.is_busy)
    outcome = model.index(5, Column.STATE).data()
    assert outcome == "Complete · 5 bytes"
    action(window, "actionRemoveServer").trigger()
    action(window, "actionUndo").trigger()
    assert model.index(5, Column.STATE).data() == outcome


def test_what_cannot_be_saved_can_be_undone_later(window: MainWindow, tmp_path: Path) -> None:
    choose(window, 1)
    action(window, "actionRemoveServer").trigger()
    saved = (tmp_path / "servers.json").read_bytes()
    (tmp_path / "servers.json").unlink()
    (tmp_path / "servers.json").mkdir()
    action(window, "actionUndo").trigger()
    assert shown(window) == "acde"
    box = window.findChild(QMessageBox)
    assert box is not None
    box.close()
    (tmp_path / "servers.json").rmdir()
    (tmp_path / "servers.json").write_bytes(saved)
    action(window, "actionUndo").trigger()
    assert shown(window) == "abcde"


def test_two_windows_on_one_profile_lose_nothing_of_each_other(
    window: MainWindow, tmp_path: Path, wait_for: Any
) -> None:
    with open_window(tmp_path, wait_for) as other:
        window.workspace.model.add(Server("f", "127.0.0.1:1"))
        other.workspace.model.add(Server("g", "127.0.0.1:1"))
        assert shown(other) == "abcdefg"
        window.workspace.model.refresh()
        assert shown(window) == "abcdefg"
        choose(window, 1)
        action(window, "actionRemoveServer").trigger()
        other.workspace.model.move(["a"], 4)
        action(window, "actionUndo").trigger()
        assert shown(window) == "cdabefg"
    assert "".join(server.name for server in ServerBook(tmp_path / "servers.json").servers) == "cdabefg"


def test_undoing_works_from_the_poem_too(window: MainWindow, servers: LoopbackServers, wait_until: Until) -> None:
    window.workspace.fetch([servers.listen(sends(b"verse"))])
    wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
    choose(window, 0)
    action(window, "actionRemoveServer").trigger()
    view = tabs_of(window)[0].view
    view.setFocus()
    press(view, Qt.Key.Key_Z, CONTROL)
    assert shown(window) == "abcde"


def test_a_server_is_renamed_where_it_stands(window: MainWindow, tmp_path: Path, wait_until: Until) -> None:
    choose(window, 1)
    servers = window.workspace.panel.list
    press(servers, Qt.Key.Key_F2, SHIFT)
    line = servers.findChild(QLineEdit)
    assert line is not None
    assert (line.text(), line.accessibleName()) == ("b", "Name")
    write(line, "another name")
    press(line, Qt.Key.Key_Return)
    wait_until(lambda: window.workspace.model.servers[1].name == "another name")
    assert ServerBook(tmp_path / "servers.json").servers == window.workspace.model.servers
    assert action(window, "actionUndo").text() == "&Undo renaming “another name”"
    action(window, "actionUndo").trigger()
    assert shown(window) == "abcde"
    action(window, "actionRedo").trigger()
    assert [server.name for server in window.workspace.panel.selected()] == ["another name"]


def test_servers_are_duplicated_behind_themselves(window: MainWindow) -> None:
    choose(window, 1, 3)
    action(window, "actionDuplicateServer").trigger()
    names = ["a", "b", "b (copy)", "c", "d", "d (copy)", "e"]
    assert [server.name for server in window.workspace.model.servers] == names
    assert [server.name for server in window.workspace.panel.selected()] == ["b (copy)", "d (copy)"]
    assert len({server.id for server in window.workspace.model.servers}) == 7
    action(window, "actionUndo").trigger()
    assert shown(window) == "abcde"


def test_servers_are_moved_by_key_and_dragged_together(window: MainWindow) -> None:
    panel = window.workspace.panel
    choose(window, 0)
    press(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert shown(window) == "bacde"
    choose(window, 0, 3)
    data = panel.model.mimeData(panel.list.selectedIndexes())
    assert panel.model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, QModelIndex())
    assert shown(window) == "acbde"
    assert [server.name for server in panel.selected()] == ["b", "d"]
    assert panel.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert shown(window) == "acebd"
    for expected in ("acbde", "bacde", "abcde"):
        action(window, "actionUndo").trigger()
        assert shown(window) == expected
    for _ in range(3):
        action(window, "actionRedo").trigger()
    assert shown(window) == "acebd"


def test_adding_and_editing_can_be_undone(window: MainWindow, wait_until: Until) -> None:
    window.workspace.panel.quick.enter("127.0.0.1:9")
    assert shown(window) == "abcde127.0.0.1:9"
    assert "adding “127.0.0.1:9”" in action(window, "actionUndo").text()
    wait_until(lambda: not window.workspace.library.is_busy)
    window.workspace.panel.edits.replace(evolve(window.workspace.model.servers[0], protocol="lines"))
    action(window, "actionUndo").trigger()
    assert window.workspace.model.servers[0].protocol == "raw"
    action(window, "actionUndo").trigger()
    assert shown(window) == "abcde"
    assert not action(window, "actionUndo").isEnabled()
