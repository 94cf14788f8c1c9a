"""Panes at the window's foot share its width, and one alone has all of it."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.foot import show_at_foot


def test_they_are_all_as_wide(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    window.resize(900, 600)
    window.show()
    docks = [QDockWidget(name, window) for name in ("one", "two", "three")]
    for dock, wanted in zip(docks, (700, 100, 100), strict=True):
        inside = QWidget()
        dock.setWidget(inside)
        dock.resize(wanted, 100)
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
        dock.hide()
    for shown in (1, 2, 3):
        show_at_foot(docks[shown - 1])
        QApplication.processEvents()
        assert all(abs(dock.width() - 900 // shown) < 20 for dock in docks[:shown])
