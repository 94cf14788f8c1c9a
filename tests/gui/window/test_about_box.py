"""The box that says what this is."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from poetrygui import __version__
from poetrygui.gui.window.about_box import show_about


def test_it_says_which_version_this_is(qtbot: QtBot) -> None:
    parent = QWidget()
    box = show_about(parent)
    assert __version__ in box.text()
    assert "GPL 3" in box.informativeText()
    assert box.isVisible()
    box.close()
    parent.deleteLater()
