"""The list of differences between two framings, at the window's foot: each leads to its place in both tabs."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDockWidget, QSizePolicy, QVBoxLayout, QWidget

from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.foot_content import FootContent
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.row_table import RowTable
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL
from poetrygui.recordings.difference_words import bytes_words, frames_words, kind_words
from poetrygui.recordings.differences import Differences

_NO_INDEX = QModelIndex()
_INTERVAL = 100  # milliseconds between two looks at what was found
_FEWEST_ROWS = 4
_NOTHING = "Nothing is compared here: Frame it with … in the menu Stream makes another stream of a recording."


class DifferenceTable(QAbstractTableModel):
    """A row for each difference that was kept; rows are made when they are looked at."""

    def __init__(self, differences: Differences, parent: QObject) -> None:
        """Show ``differences``, as many as there are by :meth:`catch_up`."""
        super().__init__(parent)
        self._differences = differences
        self._count = len(differences)

    def catch_up(self) -> None:
        """Show those that were found since, or from the beginning those of another comparison."""
        count = len(self._differences)
        if count > self._count:
            self.beginInsertRows(_NO_INDEX, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginResetModel()
            self._count = count
            self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how much is told of each."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return what a column tells, or which difference a row is."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if orientation is Qt.Orientation.Horizontal else f"{section + 1:,}"

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return what stands in a cell; for a screen reader, with the column's heading."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if index.row() >= len(self._differences):
            return None
        hunk = self._differences[index.row()]
        texts = kind_words(hunk), bytes_words(hunk), frames_words(hunk.ours), frames_words(hunk.theirs)
        text = texts[index.column()]
        return f"{self._headings[index.column()]}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    @property
    def _headings(self) -> tuple[str, ...]:
        ours, theirs = self._differences.names
        return "What differs", "Bytes of the wire", f"By {ours}", f"By {theirs}"


class DifferencesDock(QDockWidget):
    """Shows one comparison at a time. Enter, a click or an arrow key lead to a difference; Escape leads back."""

    went = pyqtSignal(int)
    """To the difference of that number, from 0."""
    left = pyqtSignal()
    """Esc was pressed: the keyboard goes back to where it was."""

    def __init__(self, parent: QWidget) -> None:
        """Compare nothing yet."""
        super().__init__("Differences", parent)
        self.setObjectName("differencesDock")
        self._rows: DifferenceTable | None = None
        self._differences: Differences | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._summary = PlainLabel(selectable=True)
        self._summary.setObjectName("differencesSummary")
        self._summary.setWordWrap(True)
        self.table = RowTable()
        self.table.setObjectName("differencesTable")
        self.table.installEventFilter(self)
        self.table.clicked.connect(lambda _: self._go())
        # Small at first: the poem matters more.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(_FEWEST_ROWS * self.table.fontMetrics().lineSpacing())
        inside = FootContent()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addWidget(self._summary)
        layout.addWidget(self.table, 1)
        self.setWidget(inside)
        self.setFocusProxy(self.table)
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.setInterval(_INTERVAL)
        self._next_look.timeout.connect(self._look)
        self.show_differences(None)

    def show_differences(self, differences: Differences | None) -> None:
        """Show another comparison; None where nothing is compared."""
        if differences is self._differences and self._rows is not None:
            return
        self._unsubscribe()
        self._differences = differences
        before, self._rows = self._rows, None
        self.table.setVisible(differences is not None)
        if differences is None:
            self.table.setModel(None)
            self._unsubscribe = lambda: None
        else:
            self._rows = DifferenceTable(differences, self)
            self.table.setModel(self._rows)
            self._unsubscribe = differences.changed.subscribe(self._look_soon)
        if before is not None:
            before.deleteLater()
        self._look()

    def choose(self, number: int) -> None:
        """Make a difference the current one."""
        if self._rows is not None:
            self._rows.catch_up()
            self.table.setCurrentIndex(self._rows.index(number, 0))

    def close_listening(self) -> None:
        """Hear of nothing more: the window is about to close."""
        self._next_look.stop()
        self._unsubscribe()

    @property
    def summary(self) -> str:
        """What stands above the list."""
        return self._summary.text()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Enter and Esc, and what has moved in the list by keys."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            return False
        return True

    def _go(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.went.emit(row)

    def _look_soon(self) -> None:
        if not self._next_look.isActive():
            self._next_look.start()

    def _look(self) -> None:
        if self._rows is not None:
            self._rows.catch_up()
        text = _NOTHING if self._differences is None else self._differences.sentence
        self._summary.setText(label_text(text, 1000))
        self.table.setAccessibleName(self._summary.text())
