"""The palette: every command of the window, found by a few letters, and run."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from poetrygui.gui.widgets.key_steps import step_of
from poetrygui.gui.widgets.plain_text import ElidedLabel
from poetrygui.gui.window.guide.command_row import CommandRow
from poetrygui.gui.window.guide.palette_model import PaletteModel
from poetrygui.gui.window.guide.palette_rows import PaletteRows

_WIDTH, _MOST_ROWS, _BELOW_TOP = 640, 12, 48
_MARGIN = 8
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: 1 - _MOST_ROWS, Qt.Key.Key_PageDown: _MOST_ROWS - 1}


class CommandPalette(QDialog):
    """Lists commands below a line that is typed in; the keyboard stays in that line."""

    run_wanted = pyqtSignal(object)
    """A Command is to be run; the palette is closed by then."""

    def __init__(
        self, window: QWidget, rows: list[CommandRow], recent: tuple[str, ...] = (), keys: Sequence[str] = ()
    ) -> None:
        """Stand over ``window`` and list ``rows``, those named in ``recent`` first; any of ``keys`` closes it."""
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("commandPalette")
        self.setWindowTitle("Commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = PaletteModel(rows, recent)
        self._model.setParent(self)
        self._line = QLineEdit()
        self._list = QListView()
        self._about = ElidedLabel()
        self._lay_out()
        self._line.textChanged.connect(self._search)
        self._line.returnPressed.connect(self._run)
        self._list.clicked.connect(lambda _index: self._run())
        for each in keys:
            QShortcut(QKeySequence(each), self, self.reject)
        self._line.installEventFilter(self)
        self._choose(0)

    @property
    def rows(self) -> list[CommandRow]:
        """What is listed, from above."""
        return self._model.rows

    def place(self) -> None:
        """Take its place below the top of the window, in its middle."""
        window = self.parentWidget()
        assert window is not None
        self.resize(min(_WIDTH, window.width() - 2 * _MARGIN), self.sizeHint().height())
        left = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(left, min(_BELOW_TOP, max(window.height() - self.height(), 0)))))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go up and down in the list while the keyboard is in the line."""
        if (step := step_of(event, _STEPS)) is None:
            return False
        count, place = len(self._model.rows), self._list.currentIndex().row() + step
        if count:
            # One step beyond an end leads to the other; a page stops there.
            self._choose(place % count if abs(step) == 1 else min(max(place, 0), count - 1))
        return True

    # Building

    def _lay_out(self) -> None:
        self._line.setObjectName("paletteSearch")
        self._line.setPlaceholderText("What do you want to do?")
        self._line.setAccessibleName("Command")
        self._list.setObjectName("paletteList")
        self._list.setAccessibleName("Commands")
        self._list.setModel(self._model)
        self._list.setItemDelegate(PaletteRows(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(_MOST_ROWS * max(self._list.sizeHintForRow(0), 1))
        self._about.setObjectName("paletteAbout")
        selection = self._list.selectionModel()
        assert selection is not None
        selection.currentChanged.connect(self._tell)
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        inner.setSpacing(_MARGIN)
        for widget in (self._line, self._list, self._about):
            inner.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    # What is typed

    def _search(self, text: str) -> None:
        self._model.search(text)
        self._choose(0)
        if not self._model.rows:
            self._say("No command has all of these words.")

    def _choose(self, place: int) -> None:
        self._list.setCurrentIndex(self._model.index(place, 0))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self._model.rows[index.row()]
            self._say(f"Not now: {row.why_not}." if row.why_not else f"{row.command.tip}.")
            # The keyboard is in the line: what is chosen in the list is said as what belongs to that.
            self._line.setAccessibleDescription(row.spoken)

    def _say(self, sentence: str) -> None:
        self._about.setText(sentence)

    def _run(self) -> None:
        index = self._list.currentIndex()
        row = self._model.rows[index.row()] if index.isValid() else None
        if row is None or row.why_not:
            return  # it is said below the list why
        self.accept()
        self.run_wanted.emit(row.command)
