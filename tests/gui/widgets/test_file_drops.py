"""What is dropped onto a widget is taken where it is wanted, as a copy; other files are left to others."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.file_drops import FileDrops

BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def drop(widget: QWidget, *urls: str) -> bool:
    """Drag what has these addresses onto the widget, and drop it there if that takes it; tell whether it does."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    enter = QDragEnterEvent(QPoint(1, 1), BOTH, data, LEFT, NO_KEYS)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(1, 1), BOTH, data, LEFT, NO_KEYS)
    event.setDropAction(Qt.DropAction.MoveAction)
    QApplication.sendEvent(widget, event)
    assert event.dropAction() is Qt.DropAction.CopyAction
    return event.isAccepted()


def test_each_takes_its_own_and_nobody_the_rest(widget: QWidget) -> None:
    texts: list[list[Path]] = []
    sources: list[list[Path]] = []
    FileDrops(widget, lambda path: path.suffix == ".txt", texts.append)
    FileDrops(widget, lambda path: path.suffix == ".py", sources.append)
    assert drop(widget, "file:///a/one.txt", "file:///a/two.png", "file:///a/three.txt")
    assert drop(widget, "file:///a/own.py")
    assert not drop(widget, "file:///a/two.png")
    assert not drop(widget, "https://host.test/one.txt")
    assert not drop(widget)
    assert texts == [[Path("/a/one.txt"), Path("/a/three.txt")]]
    assert sources == [[Path("/a/own.py")]]
