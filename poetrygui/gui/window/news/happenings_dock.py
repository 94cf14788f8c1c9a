"""The pane at the window's foot that lists what happened: searched, copied, and led back to its tabs."""

from __future__ import annotations

from PyQt6.QtCore import QItemSelectionModel, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from poetrygui.gui.widgets.end_follower import EndFollower
from poetrygui.gui.widgets.foot_content import FootContent
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.window.news.happening_log import HappeningLog
from poetrygui.gui.window.news.happenings_model import Column, HappeningsModel

_INTERVAL = 200  # milliseconds between two looks at what happened
_WIDEST = {Column.AT: "2026-12-28 23:59:59", Column.SERVER: "a name of some length"}
_PADDING, _SIDE, _ABOVE, _FEWEST = 24, 8, 4, 3


class HappeningsDock(QDockWidget):
    """Shows a log and keeps up with it. While it is hidden it does nothing."""

    left = pyqtSignal()
    """Esc was pressed: the keyboard goes back to where it was."""
    show_wanted = pyqtSignal(str)
    """The recording in the folder of that name is to be seen."""

    def __init__(self, log: HappeningLog, parent: QWidget) -> None:
        """Show what is in ``log``."""
        super().__init__("What happened", parent)
        self.setObjectName("happeningsDock")
        self._model = HappeningsModel(log)
        self._model.setParent(self)
        self._search = QLineEdit()
        self._search.setObjectName("happeningSearch")
        self._search.setPlaceholderText("Search times, servers and what happened")
        self._search.setAccessibleName("Search what happened")
        self._search.setClearButtonEnabled(True)
        self._copy = QPushButton("Co&py all")
        self._copy.setObjectName("copyHappenings")
        self.table = self._make_table()
        row = QHBoxLayout()
        row.addWidget(self._search, 1)
        row.addWidget(self._copy)
        inside = FootContent()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        layout.addLayout(row)
        layout.addWidget(self.table)
        self.setWidget(inside)
        self.setFocusProxy(self.table)
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.setInterval(_INTERVAL)
        self._next_look.timeout.connect(self._look)
        listen(self, log.added, self._look_soon)
        self._search.textChanged.connect(self._model.search)
        self._copy.clicked.connect(lambda _=False: self._put(range(len(self._model.rows))))
        self.table.activated.connect(lambda index: self._show(index.row()))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Copy what is chosen; give the keyboard back at Esc."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy_chosen()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up."""
        super().showEvent(event)
        self._look()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._next_look.stop()

    def _make_table(self) -> QTreeView:
        table = QTreeView()
        table.setObjectName("happenings")
        table.setAccessibleName("What happened")
        table.setModel(self._model)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        metrics, header = table.fontMetrics(), table.header()
        assert header is not None
        for column, widest in _WIDEST.items():
            header.resizeSection(column, metrics.horizontalAdvance(widest) + _PADDING)
        # Small where there is little room: the poem matters more.
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        table.setMinimumHeight(_FEWEST * metrics.lineSpacing() + _SIDE)
        EndFollower(table)
        return table

    def _look_soon(self) -> None:
        if self.isVisible() and not self._next_look.isActive():
            self._next_look.start()

    def _look(self) -> None:
        self._model.catch_up()
        selection, last = self.table.selectionModel(), self._model.index(len(self._model.rows) - 1, 0)
        if selection is not None and not selection.currentIndex().isValid():
            selection.setCurrentIndex(last, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _copy_chosen(self) -> None:
        selection = self.table.selectionModel()
        if selection is not None:
            self._put(sorted(index.row() for index in selection.selectedRows()))

    def _put(self, places: range | list[int]) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None and places:
            clipboard.setText("\n".join(self._model.rows[place].line for place in places) + "\n")

    def _show(self, place: int) -> None:
        recording = self._model.rows[place].recording
        if recording:
            self.show_wanted.emit(recording)
