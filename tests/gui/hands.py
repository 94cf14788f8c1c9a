"""What a user's hands do: keys and clicks, as Qt's own test functions send them."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QMainWindow, QMessageBox, QWidget

_test: Any = QTest  # its stubs give static methods a self

_NONE = Qt.KeyboardModifier.NoModifier


def action(window: QMainWindow, name: str) -> QAction:
    """Return what a window's menus call by that object name."""
    found = window.findChild(QAction, name)
    assert found is not None, name
    return found


def said(window: QMainWindow) -> str:
    """Return what the status bar says."""
    bar = window.statusBar()
    assert bar is not None
    return bar.currentMessage()


def sentence(box: QMessageBox) -> str:
    """Return what a box says, without the places at which a path that is long may be broken."""
    return box.text().replace("\u200b", "")


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """Press a key and let it go."""
    _test.keyClick(widget, key, modifiers)


def write(widget: QWidget, text: str) -> None:
    """Type a text."""
    _test.keyClicks(widget, text)


def double_click(widget: QWidget | None, place: QPoint) -> None:
    """Click twice, quickly."""
    _test.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)


def press_mouse(widget: QWidget | None, place: QPoint) -> None:
    """Press the left button."""
    _test.mousePress(widget, Qt.MouseButton.LeftButton, pos=place)


def drag(widget: QWidget | None, start: QPoint, stop: QPoint) -> None:
    """Press the left button at one place and let it go at another."""
    press_mouse(widget, start)
    _test.mouseMove(widget, stop)
    _test.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=stop)


def click(widget: QWidget | None, place: QPoint, modifiers: Qt.KeyboardModifier = _NONE) -> None:
    """Press the left button and let it go."""
    _test.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, place)
