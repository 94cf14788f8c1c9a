"""Keys and clicks in the list: a group is folded and unfolded where it stands."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QPoint, Qt

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import click, press
from tests.gui.servers.grouped import choose, chosen, current, shown
from tests.gui.servers.grouped import grouped as grouped  # noqa: PLC0414 - a fixture


def test_a_group_is_folded_by_keys_and_stays_so(grouped: MainWindow, tmp_path: Path) -> None:
    servers = grouped.workspace.panel.list
    choose(grouped, "p2")
    press(servers, Qt.Key.Key_Left)
    assert chosen(grouped) == "p1 p2"  # by way of their group
    press(servers, Qt.Key.Key_Left)
    assert shown(grouped) == "a [P] [Q] q1"
    assert servers.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "group P, 2 servers, folded"
    assert "P" in (tmp_path / "folded.json").read_text("utf-8")
    press(servers, Qt.Key.Key_Down)
    assert current(grouped) == ""
    press(servers, Qt.Key.Key_Up)
    press(servers, Qt.Key.Key_Right)
    assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    press(servers, Qt.Key.Key_Return)
    assert shown(grouped) == "a [P] [Q] q1"
    assert not grouped.workspace.library.running
    # A server of it that is to be seen unfolds it, until the next start.
    choose(grouped, "a")
    grouped.workspace.panel.choose("p1")
    assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    assert "P" in (tmp_path / "folded.json").read_text("utf-8")


def test_a_click_on_the_arrow_folds_and_one_on_the_name_chooses(grouped: MainWindow) -> None:
    servers = grouped.workspace.panel.list
    row = servers.visualRect(grouped.workspace.model.index(1, 0))
    click(servers.viewport(), row.center())
    assert (shown(grouped), chosen(grouped)) == ("a [P] p1 p2 [Q] q1", "p1 p2")
    click(servers.viewport(), QPoint(row.left() + 20, row.center().y()))
    assert shown(grouped) == "a [P] [Q] q1"


def test_enter_means_the_current_server_where_none_is_chosen(grouped: MainWindow) -> None:
    servers, told = grouped.workspace.panel.list, []
    servers.chosen.disconnect()
    servers.chosen.connect(lambda: told.append(chosen(grouped)))
    servers.clearSelection()
    servers.setFocus()
    assert chosen(grouped) == ""
    press(servers, Qt.Key.Key_Home)
    press(servers, Qt.Key.Key_Return)
    assert told == ["a"]
