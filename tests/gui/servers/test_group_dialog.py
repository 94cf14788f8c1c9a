"""Asking for a group."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.servers.group_dialog import GroupDialog


def test_it_offers_what_there_is_and_takes_what_is_written(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = GroupDialog(parent, 3, "b", ["a", "b"])
    assert dialog.comboBoxItems() == ["b", "", "a"]
    assert "3 servers" in dialog.labelText()
    assert dialog.group == "b"
    dialog.setTextValue(" ")
    assert dialog.group == ""
