"""Searching the list of servers: a line to type into what they are to have."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QWidget

from poetrygui.gui.servers.chosen_servers import chosen_rows
from poetrygui.gui.servers.hidden_rows import HiddenRows
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

MANY = 12
"""Servers from which on the line is there without being asked for."""


class ServerSearch(QWidget):
    """A line above a list, whose rows are hidden that do not fit what is typed."""

    def __init__(self, view: QListView, model: ServerModel) -> None:
        """Search ``view``, which shows ``model``."""
        super().__init__()
        self._view = view
        self._model = model
        self.rows = HiddenRows(view, model)
        """What is hidden."""
        self._is_wanted = False
        self.line = QLineEdit()
        self.line.setObjectName("serverSearch")
        self.line.setPlaceholderText("Search servers")
        self.line.setAccessibleName("Search servers")
        self.line.setToolTip("Show those servers only whose name, address, protocol or state has these words")
        self.line.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, 0, GAP, GAP_SMALL)
        layout.addWidget(self.line)
        self.line.textChanged.connect(lambda _: self._search())
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._rows_changed)
        self._rows_changed()

    def take_keyboard(self) -> None:
        """Be there, ready to be typed into."""
        self._is_wanted = True
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go to the list with the arrow down or Enter, and show all again with Esc."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._is_wanted = False
            self.line.clear()
            self._rows_changed()
            self._view.scrollTo(self._view.currentIndex())
        elif event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _rows_changed(self, *_: object) -> None:
        self.setVisible(self._is_wanted or bool(self.line.text()) or self._model.rowCount() >= MANY)

    def _search(self) -> None:
        self.rows.search(self.line.text())
        if all(map(self._view.isRowHidden, chosen_rows(self._view.selectionModel()))):
            shown = (row for row in range(self._model.rowCount()) if self._is_found(row))
            self._view.setCurrentIndex(self._model.index(next(shown, -1), 0))
            self.rows.changed.emit()

    def _is_found(self, row: int) -> bool:
        return not self._view.isRowHidden(row) and self._model.rows.server_at(row) is not None
