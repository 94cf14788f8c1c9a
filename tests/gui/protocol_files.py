"""A window on a profile whose folder of protocols a test fills, and what it looks for in there."""

from __future__ import annotations

from typing import TypeVar

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTreeWidget, QWidget

from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog
from poetrygui.gui.window.main_window import MainWindow
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry

T = TypeVar("T", bound=QObject)


def child(parent: QObject, kind: type[T], name: str) -> T:
    """Return the child of that name."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def click(parent: QWidget, name: str) -> None:
    """Click on a button that can be seen."""
    button = child(parent, QAbstractButton, name)
    assert button.isVisible(), name
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # a static method with a self


def text(parent: QWidget, name: str) -> str:
    """Return a label's text."""
    return child(parent, QLabel, name).text()


def registry_of(window: MainWindow) -> ProtocolRegistry:
    return window.protocols.registry


def entry_of(window: MainWindow, name: str) -> ProtocolEntry | None:
    return next((each for each in registry_of(window).entries if each.name == name), None)


def all_read(window: MainWindow) -> bool:
    """Tell whether it is known of all protocols what they offer."""
    return not any(entry.is_being_read for entry in registry_of(window).entries)


def dialog_of(window: MainWindow) -> ProtocolsDialog:
    return child(window, ProtocolsDialog, "protocolsDialog")


def rows(dialog: ProtocolsDialog) -> dict[str, str]:
    """Return the state of each listed protocol, by its name."""
    tree = child(dialog, QTreeWidget, "protocolList")
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {item.text(0): item.text(2) for item in items if item is not None}


def current_row(dialog: ProtocolsDialog) -> str:
    item = child(dialog, QTreeWidget, "protocolList").currentItem()
    return "" if item is None else item.text(0)


def choices(combo: QComboBox) -> list[str]:
    return [str(combo.itemData(index)) for index in range(combo.count())]


def state_of(window: MainWindow, name: str) -> str | None:
    """Return the word for how a protocol stands, or none where it is not listed."""
    entry = entry_of(window, name)
    return None if entry is None else entry.state.word
