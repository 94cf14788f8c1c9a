"""Who chooses a group has chosen its servers."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action, press
from tests.gui.servers.grouped import choose, chosen, shown
from tests.gui.servers.grouped import grouped as grouped  # noqa: PLC0414 - a fixture


def test_folding_is_a_command_too_and_what_was_chosen_stays_seen(grouped: MainWindow) -> None:
    choose(grouped, "q1")
    action(grouped, "actionFoldGroups").trigger()
    assert (shown(grouped), chosen(grouped)) == ("a [P] [Q]", "q1")
    action(grouped, "actionUnfoldGroups").trigger()
    assert shown(grouped) == "a [P] p1 p2 [Q] q1"
    action(grouped, "actionFoldGroup").trigger()
    assert shown(grouped) == "a [P] p1 p2 [Q]"
    choose(grouped, "a")
    assert not action(grouped, "actionFoldGroup").isEnabled()


def test_a_group_is_removed_duplicated_and_comes_back(grouped: MainWindow) -> None:
    choose(grouped, ("P",))
    grouped.workspace.panel.duplicate()
    assert shown(grouped) == "a [P] p1 p1 (copy) p2 p2 (copy) [Q] q1"
    grouped.workspace.panel.undo()
    choose(grouped, ("P",))
    press(grouped.workspace.panel.list, Qt.Key.Key_Delete)
    assert shown(grouped) == "a [Q] q1"
    grouped.workspace.panel.undo()
    assert (shown(grouped), chosen(grouped)) == ("a [P] p1 p2 [Q] q1", "p1 p2")
