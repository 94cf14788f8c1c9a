"""Groups of the list: named, filled, moved by keys and by mouse, and undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QModelIndex, Qt
from PyQt6.QtWidgets import QComboBox, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.servers.server_dialog import ServerDialog
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.servers.grouped import AT, NAMED, choose, chosen, current, shown
from tests.gui.servers.grouped import grouped as grouped  # noqa: PLC0414 - a fixture

ALT = Qt.KeyboardModifier.AltModifier


def drop(window: MainWindow, key: Any, row: int, onto: str = "") -> None:
    """Drag one row before another, or onto that of a group."""
    model = window.workspace.model
    data = model.mimeData([model.index(model.row_of(key), 0)])
    parent = model.index(model.row_of((onto,)), 0) if onto else QModelIndex()
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)


def test_groups_stand_behind_those_of_none_and_are_told(grouped: MainWindow) -> None:
    model = grouped.workspace.model
    assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    head = model.index(1, 0)
    assert head.data(Qt.ItemDataRole.AccessibleTextRole) == "group P, 2 servers, unfolded"
    assert model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("group P")
    model.set_state("p1", Receiving(5, 1))
    model.set_state("p2", Ended(Outcome.RESET, "why"))
    assert model.index(1, Column.STATE).data() == "1 of 2 running · 1 failed"
    model.set_state("p1", Ended(Outcome.COMPLETE, "why"))
    model.set_state("p2", Ended(Outcome.STOPPED, "why"))
    assert model.index(1, Column.STATE).data() == "2 servers"


def test_servers_go_from_group_to_group_by_key(grouped: MainWindow, tmp_path: Path) -> None:
    servers = grouped.workspace.panel.list
    choose(grouped, "a")
    steps = (
        "[P] a p1 p2 [Q] q1",
        "[P] p1 a p2 [Q] q1",
        "[P] p1 p2 a [Q] q1",
        "[P] p1 p2 [Q] a q1",
        "[P] p1 p2 [Q] q1 a",
    )
    for step in (*steps, steps[-1]):
        press(servers, Qt.Key.Key_Down, ALT)
        assert (shown(grouped), current(grouped)) == (step, "a")
    assert [(each.name, each.group) for each in ServerBook(tmp_path / "servers.json").servers][-1] == ("a", "Q")
    for step in (*reversed(steps[:-1]), "a [P] p1 p2 [Q] q1", "a [P] p1 p2 [Q] q1"):
        press(servers, Qt.Key.Key_Up, ALT)
        assert shown(grouped) == step
    for _ in range(10):
        grouped.workspace.panel.undo()
    assert grouped.workspace.model.servers == NAMED
    action(grouped, "actionFoldGroups").trigger()
    choose(grouped, "a")
    press(servers, Qt.Key.Key_Down, ALT)
    assert shown(grouped) == "[P] a p1 p2 [Q]"


def test_groups_are_moved_by_key_and_undone(grouped: MainWindow) -> None:
    servers = grouped.workspace.panel.list
    choose(grouped, ("Q",))
    for _ in range(2):
        press(servers, Qt.Key.Key_Up, ALT)
        assert (shown(grouped), chosen(grouped)) == ("a [Q] q1 [P] p1 p2", "q1")
    assert action(grouped, "actionUndo").text() == "&Undo moving the group “Q”"
    for _ in range(2):
        press(servers, Qt.Key.Key_Down, ALT)
        assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    grouped.workspace.panel.undo()
    assert shown(grouped) == "a [Q] q1 [P] p1 p2"


def test_rows_are_dropped_between_others_and_on_groups(grouped: MainWindow) -> None:
    drop(grouped, "a", -1, onto="P")
    assert shown(grouped) == "[P] p1 p2 a [Q] q1"
    drop(grouped, "a", -1, onto="Q")
    assert shown(grouped) == "[P] p1 p2 [Q] q1 a"
    drop(grouped, "p2", 5)
    assert shown(grouped) == "[P] p1 [Q] q1 p2 a"
    drop(grouped, "q1", 0)
    assert shown(grouped) == "q1 [P] p1 [Q] p2 a"
    drop(grouped, ("P",), 4)
    assert shown(grouped) == "q1 [Q] p2 a [P] p1"
    drop(grouped, ("P",), 0)
    assert shown(grouped) == "q1 [P] p1 [Q] p2 a"
    drop(grouped, ("P",), -1)
    assert shown(grouped) == "q1 [Q] p2 a [P] p1"
    for _ in range(7):
        grouped.workspace.panel.undo()
    assert grouped.workspace.model.servers == NAMED


def test_servers_are_put_into_a_group_that_is_asked_for(grouped: MainWindow) -> None:
    choose(grouped, "a")
    action(grouped, "actionMoveToGroup").trigger()
    dialog = grouped.findChild(QInputDialog, "groupDialog")
    assert dialog is not None
    assert dialog.comboBoxItems() == ["", "P", "Q"]
    dialog.setTextValue("  a new ▸ one ")
    dialog.accept()
    assert shown(grouped) == "[P] p1 p2 [Q] q1 [a new one] a"
    choose(grouped, ("P",))
    grouped.workspace.panel.group()
    second = grouped.workspace.panel.findChildren(QInputDialog, "groupDialog")[-1]
    assert (second.textValue(), second.labelText()) == ("P", "Group for 2 servers (leave it empty for none):")
    second.setTextValue("")
    second.accept()
    assert shown(grouped) == "p1 p2 [Q] q1 [a new one] a"
    assert action(grouped, "actionUndo").text() == "&Undo moving 2 servers"
    grouped.workspace.panel.undo()
    assert chosen(grouped) == "p1 p2"
    assert shown(grouped) == "[P] p1 p2 [Q] q1 [a new one] a"


def test_a_group_is_renamed_where_it_stands_and_keeps_its_fold(grouped: MainWindow, qtbot: QtBot) -> None:
    panel = grouped.workspace.panel
    choose(grouped, ("P",))
    press(panel.list, Qt.Key.Key_Left)
    press(panel.list, Qt.Key.Key_F2)
    line = panel.list.findChild(QLineEdit)
    assert line is not None
    assert line.text() == "P"
    line.setText("Plant")
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(grouped) == "a [Plant] [Q] q1")
    assert chosen(grouped) == "p1 p2"
    panel.groups.rename("Plant", "Q")
    assert shown(grouped) == "a [Q] p1 p2 q1"
    panel.groups.rename("Q", "")
    assert shown(grouped) == "a p1 p2 q1"
    for _ in range(3):
        panel.undo()
    assert grouped.workspace.model.servers == NAMED


def test_a_new_server_belongs_to_the_current_group_and_its_dialog_changes_that(grouped: MainWindow) -> None:
    choose(grouped, "p2")
    grouped.workspace.panel.add()
    dialog = grouped.findChildren(ServerDialog)[-1]
    group = dialog.findChild(QComboBox, "serverGroup")
    name, address = (dialog.findChild(QLineEdit, f"server{field}") for field in ("Name", "Address"))
    assert group is not None
    assert name is not None
    assert address is not None
    assert (group.currentText(), [group.itemText(place) for place in range(group.count())]) == ("P", ["", "P", "Q"])
    name.setText("new")
    address.setText("127.0.0.1:2")
    dialog.accept()
    assert shown(grouped) == "a [P] p1 p2 new [Q] q1"
    assert chosen(grouped) == "new"
    grouped.workspace.panel.edit()
    second = grouped.findChildren(ServerDialog)[-1]
    field = second.findChild(QComboBox, "serverGroup")
    assert field is not None
    field.setCurrentText(" Q ")
    second.accept()
    assert shown(grouped) == "a [P] p1 p2 [Q] new q1"


def test_two_windows_have_groups_of_one_list(grouped: MainWindow, tmp_path: Path) -> None:
    other = ServerBook(tmp_path / "servers.json")
    other.replace(Server("p1", AT, group="R", id="p1"))
    other.move(["a"], 3)
    choose(grouped, "q1")
    grouped.workspace.refresh_servers()
    assert (shown(grouped), chosen(grouped)) == ("a [R] p1 [P] p2 [Q] q1", "q1")


def test_all_groups_are_folded_at_once(grouped: MainWindow) -> None:
    panel, told = grouped.workspace.panel, list[int]()
    panel.model.folds_changed.connect(lambda: told.append(1))
    choose(grouped, "p2")
    action(grouped, "actionFoldGroups").trigger()
    assert (shown(grouped), current(grouped)) == ("a [P] [Q]", "")
    assert panel.choice.head == "P"
    action(grouped, "actionUnfoldGroups").trigger()
    assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    assert len(told) == 2, "of two hundred groups the list is looked at once"


def test_many_are_moved_in_a_time_that_grows_with_their_number(grouped: MainWindow) -> None:
    panel = grouped.workspace.panel
    compared = 0

    def equal(self: Server, other: object) -> bool:
        nonlocal compared
        compared += 1
        return before(self, other)

    many = [Server(f"s{number}", AT, id=f"s{number}") for number in range(300)]
    panel.model.change(panel.model.servers, (*panel.model.servers, *many))
    before = Server.__eq__
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Server, "__eq__", equal)
        panel.edits.put_into({server.id for server in many}, "P")
    assert len(panel.model.rows.members("P")) == 302
    assert compared < 30 * len(many)
