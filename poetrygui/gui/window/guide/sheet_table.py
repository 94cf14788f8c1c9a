"""The table of the sheet of shortcuts: the menus, and in each its commands with their keys."""

from __future__ import annotations

from itertools import groupby

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QKeyEvent
from PyQt6.QtWidgets import QTreeWidget, QTreeWidgetItem

from poetrygui.core.text.word_search import match
from poetrygui.gui.window.guide.command_row import CommandRow

_COLUMNS = ("Command", "Keys", "What it does")
_WIDEST = ("Copy exact bytes as text (control", "Ctrl+PgDown, Ctrl+Shift+Tab")
_PADDING, _ABOVE = 12, 3  # pixels beside and above a text
_ROLE = Qt.ItemDataRole.UserRole


class SheetTable(QTreeWidget):
    """Shows rows below the titles of their menus, all of them or those that are looked for."""

    chosen_changed = pyqtSignal()
    opened = pyqtSignal()
    """The current row's keys are to be changed."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("shortcutTable")
        self.setAccessibleName("Commands and their keys")
        self.setHeaderLabels(_COLUMNS)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        assert header is not None
        header.setStretchLastSection(True)
        metrics = self.fontMetrics()
        for column, widest in enumerate(_WIDEST):
            header.resizeSection(column, metrics.horizontalAdvance(widest) + self.indentation() + _PADDING)
        header.setSectionsMovable(False)
        self.currentItemChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.itemDoubleClicked.connect(lambda _item, _column: self.opened.emit())

    def show_rows(self, rows: list[CommandRow]) -> None:
        """Show these, by the order of their menus; the current one stays current."""
        current = self.current()
        self.clear()
        again = None
        for menu, group in groupby(rows, lambda row: row.menu):
            heading = QTreeWidgetItem([menu])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold)
            heading.setFont(0, font)
            heading.setSizeHint(0, QSize(0, self.fontMetrics().height() + 4 * _ABOVE))
            self.addTopLevelItem(heading)
            heading.setFirstColumnSpanned(True)
            for row in group:
                item = QTreeWidgetItem([row.command.title, row.keys, row.command.tip])
                item.setData(0, _ROLE, row)
                item.setToolTip(0, row.command.title)
                item.setToolTip(2, row.command.tip)
                item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 2 * _ABOVE))
                heading.addChild(item)
                if current is not None and row.command is current.command:
                    again = item
        self.expandAll()
        if again is not None:
            self.setCurrentItem(again)

    def search(self, text: str) -> None:
        """Show those that are meant by ``text``, and choose the one that is meant the most."""
        worths: list[tuple[int, QTreeWidgetItem]] = []
        for heading in self._headings():
            found = 0
            for item in _children(heading):
                row = item.data(0, _ROLE)
                worth = match(text, row.command.title, row.more)
                item.setHidden(worth is None)
                if worth is not None:
                    worths.append((worth, item))
                    found += 1
            heading.setHidden(not found)
        self.setCurrentItem(max(worths, key=lambda one: one[0])[1] if worths else None)

    def current(self) -> CommandRow | None:
        """Return the row that is chosen."""
        item = self.currentItem()
        row = None if item is None else item.data(0, _ROLE)
        return row if isinstance(row, CommandRow) else None

    def shown(self) -> list[CommandRow]:
        """Return the rows that are shown, from above."""
        return [
            item.data(0, _ROLE) for heading in self._headings() for item in _children(heading) if not item.isHidden()
        ]

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Change keys by Return or F2; leave other keys to Qt."""
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _headings(self) -> list[QTreeWidgetItem]:
        return [item for place in range(self.topLevelItemCount()) if (item := self.topLevelItem(place)) is not None]


def _children(heading: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for place in range(heading.childCount()) if (item := heading.child(place)) is not None]
