"""The box that says what this is, and copies the versions of what runs."""

from __future__ import annotations

from PyQt6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from poetrygui import __version__
from poetrygui.gui.window.about_box import show_about, versions
from tests.gui.protocol_files import child, click


def test_it_says_which_versions_these_are_and_copies_them(qtbot: QtBot) -> None:
    parent = QWidget()
    box = show_about(parent)
    assert any("GPL 3" in label.text() for label in box.findChildren(QLabel))
    lines = child(box, QLabel, "versions").text().splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["Poetry", "CPython", "Qt", "Twisted"]
    assert __version__ in lines[0]
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.clear()
    click(box, "copyVersions")
    assert clipboard.text() == versions()
    assert box.isVisible()
    box.close()
    parent.deleteLater()
