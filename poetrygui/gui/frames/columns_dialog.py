"""Choosing which fields have columns in a table, and in which order."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QShowEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.text.display_text import label_text
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.widgets.plain_text import PlainLabel

_SIZE = 360, 420  # pixels
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_NAME = Qt.ItemDataRole.UserRole


def choose_columns(fields: TableFields, protocol: str, parent: QWidget) -> None:
    """Ask, over ``parent``, which ``fields`` of the frames of a ``protocol`` are to have columns."""
    dialog = ColumnsDialog(fields.seen(protocol), fields.columns(protocol), parent)
    dialog.chosen.connect(lambda names: fields.choose(protocol, names))
    dialog.open()


class _MovableList(QListWidget):
    """A list of which Alt+Up and Alt+Down move the current item."""

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move the item, or do what a list does."""
        rows = _MOVES.get(Qt.Key(event.key())) if event is not None else None
        if event is None or rows is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        row = self.currentRow()
        to = min(max(row + rows, 0), self.count() - 1)
        if row >= 0 and to != row:
            self.insertItem(to, self.takeItem(row))
            self.setCurrentRow(to)


class ColumnsDialog(QDialog):
    """Lists the fields that were seen; those that are checked have columns, in the order in which they stand."""

    chosen = pyqtSignal(object)
    """The names of the fields that are to have columns."""

    def __init__(self, seen: tuple[str, ...], columns: tuple[str, ...], parent: QWidget) -> None:
        """Offer the fields that were ``seen``, of which ``columns`` are shown now."""
        super().__init__(parent)
        self.setObjectName("columnsDialog")
        self.setWindowTitle("Columns of the table")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = "Fields that are checked have columns. Space checks one, Alt+Up and Alt+Down move it."
        heading = PlainLabel(words if seen else "No field was seen yet: its protocol tells none, or nothing has come.")
        heading.setWordWrap(True)
        self.list = _MovableList()
        self.list.setAccessibleName("Fields")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        for name in dict.fromkeys([*columns, *seen]):
            item = QListWidgetItem(label_text(name, 100))
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in columns else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (heading, self.list, buttons):
            layout.addWidget(widget)
        self.list.setCurrentRow(0)
        self.resize(*_SIZE)
        self.list.setFocus()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Give rows the height that they have here: Qt has laid them out by the style's own measures."""
        super().showEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def accept(self) -> None:
        """Say what was chosen."""
        items = [item for row in range(self.list.count()) if (item := self.list.item(row)) is not None]
        self.chosen.emit(tuple(item.data(_NAME) for item in items if item.checkState() is Qt.CheckState.Checked))
        super().accept()
