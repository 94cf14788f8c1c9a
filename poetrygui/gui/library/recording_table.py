"""The table of recordings: chosen by keys and clicks, and what is chosen stays so while the list changes below it."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QItemSelection, QItemSelectionModel, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from poetrygui.gui.library.recording_model import NEWEST_FIRST, Column, RecordingModel, Row

_WIDEST = {
    Column.STARTED: "2026-12-28 23:58:58 ",
    Column.TOOK: "188 h 58 min",
    Column.SIZE: "888.8 bytes",
    Column.OUTCOME: "Connection reset ",
    Column.PROTOCOL: "length-prefixed",
    Column.KEPT: "Kept  ▾",
}
_PADDING = 14
_CHOOSE = QItemSelectionModel.SelectionFlag


class RecordingTable(QTreeView):
    """Shows a model; Enter and a double click open what is chosen, Del asks whether it is to go."""

    opened = pyqtSignal()
    delete_wanted = pyqtSignal()
    chosen_changed = pyqtSignal()
    """Something else is chosen, or stands differently."""

    def __init__(self, model: RecordingModel) -> None:
        """Show ``model``."""
        super().__init__()
        self._rows = model
        self._chosen: set[str] = set()
        self._current = ""
        self.setObjectName("recordingList")
        self.setAccessibleName("Recordings")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        self._lay_out_columns()
        self.setSortingEnabled(True)
        self.sortByColumn(*NEWEST_FIRST)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        model.dataChanged.connect(lambda *_: self.chosen_changed.emit())
        selection = self.selectionModel()
        assert selection is not None
        self._selection = selection
        selection.selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    def chosen(self) -> list[Row]:
        """Return the rows that are chosen, from the top."""
        # Asked for its rows one by one, a selection of thousands takes a twentieth of a second.
        selection = self._selection.selection()
        ranges = [selection[number] for number in range(len(selection))]
        stretches = sorted((each.top(), each.bottom()) for each in ranges)
        places = [place for top, bottom in stretches for place in range(top, bottom + 1)]
        return [self._rows.rows[place] for place in dict.fromkeys(places)]

    def choose_first(self) -> None:
        """Choose the first row, if nothing is chosen."""
        if self._rows.rows and not self._selection.hasSelection():
            self._selection.setCurrentIndex(self._rows.index(0, 0), _CHOOSE.ClearAndSelect | _CHOOSE.Rows)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Open, or ask; leave other keys to Qt."""
        key = None if event is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out_columns(self) -> None:
        header = self.header()
        assert header is not None
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        metrics = self.fontMetrics()
        for column, widest in _WIDEST.items():
            header.resizeSection(column, metrics.horizontalAdvance(widest) + _PADDING)

    def _remember(self) -> None:
        self._chosen = {row.listed.name for row in self.chosen()}
        current = self.currentIndex()
        self._current = self._rows.rows[current.row()].listed.name if current.isValid() else ""

    def _choose_again(self) -> None:
        places = [place for place, row in enumerate(self._rows.rows) if row.listed.name in self._chosen]
        current = [place for place in places if self._rows.rows[place].listed.name == self._current]
        for place in (current or places)[:1]:
            self._selection.setCurrentIndex(self._rows.index(place, 0), _CHOOSE.NoUpdate)
        selection = QItemSelection()
        for first, last in _stretches(places):
            selection.select(self._rows.index(first, 0), self._rows.index(last, len(Column) - 1))
        self._selection.select(selection, _CHOOSE.ClearAndSelect)
        if current:
            self.scrollTo(self._rows.index(current[0], 0))
        self.chosen_changed.emit()


def _stretches(places: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and the last of each stretch of numbers that follow each other."""
    stretches: list[tuple[int, int]] = []
    for place in places:
        if stretches and stretches[-1][1] == place - 1:
            stretches[-1] = stretches[-1][0], place
        else:
            stretches.append((place, place))
    return stretches
