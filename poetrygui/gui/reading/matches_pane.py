"""All lines in which something was found, to go to any of them."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QFrame, QVBoxLayout, QWidget

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading.shown_lines import ShownLines
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.widgets.focus_line import FocusLine
from poetrygui.gui.widgets.plain_text import PlainLabel

_LINES, _FEWEST_LINES = 8, 3


class MatchesPane(QWidget):
    """Lists the lines of what a view shows that match, while that grows: of them, too, it reads what is seen only.

    The keys go from line to line, and the view with them; Enter goes there, and Esc leaves.
    """

    left = pyqtSignal()

    def __init__(self, view: PoemView) -> None:
        """List lines of what ``view`` shows, once :meth:`look_for` says which."""
        super().__init__()
        self.setObjectName("matchesPane")
        self._view = view
        self._list = PoemView()
        self._list.setObjectName("matchesList")
        self._list.setAccessibleName("Lines with matches")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.set_wrap(False)
        line = self._list.fontMetrics().lineSpacing()
        self._list.setMaximumHeight(line * _LINES)
        self._list.setMinimumHeight(line * _FEWEST_LINES)
        self._count = PlainLabel()
        self._count.setObjectName("matchesCount")
        self._count.setContentsMargins(6, 3, 6, 3)
        self._lines = ShownLines(self._list, lambda _bar: None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(FocusLine(self._list))
        layout.addWidget(self._count)
        layout.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._list.installEventFilter(self)
        canvas = self._list.viewport()
        assert canvas is not None
        canvas.installEventFilter(self)
        self._lines.changed.connect(self._tell)
        view.readerChanged.connect(self._read)

    def look_for(self, condition: Condition | None) -> None:
        """List the lines for which this holds; None lists nothing."""
        self._lines.set_reader(None)
        self._lines.set_conditions(() if condition is None else (condition,))
        self._read()
        self._tell()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the keys of a list, and clicks."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self._go_to(self._list.reader.line_at(self._list.row_map.offset_at(event.pos())))
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key, last = Qt.Key(event.key()), self._list.line_count() - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif step := self._step(key):
            self._go_to(self._line + step if self._has_line else 0 if step > 0 else last)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to(self._line)
        else:
            return False
        return True

    def _step(self, key: Qt.Key) -> int:
        """Return by how many lines a key goes, down or up; 0 for a key that does not."""
        page = max(self._list.height() // self._list.fontMetrics().lineSpacing() - 1, 1)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        return steps.get(key, 0)

    @property
    def _has_line(self) -> bool:
        start, stop = self._list.selection()
        return start < stop

    @property
    def _line(self) -> int:
        return self._list.reader.line_at(self._list.selection()[0])

    def _go_to(self, line: int) -> None:
        """Go to the match in a line of the list, or in the first or the last one."""
        reader = self._list.reader
        if not isinstance(reader, ChosenLines) or not reader.size:
            return
        line = min(max(line, reader.line_at(0)), reader.line_count - 1)
        try:
            start, stop = reader.line_start(line), reader.line_start(line + 1)
        except OSError as error:
            self._list.readFailed.emit(f"The poem cannot be read from disk: {error.strerror or error}.")
            return
        self._list.select_match(start, stop)
        self._view.select_match(*reader.stretch_in_whole(start, stop))

    def _read(self) -> None:
        """List lines of what the view shows now."""
        self._lines.set_reader(self._view.reader if self._lines.conditions else None)

    def _tell(self) -> None:
        self._count.setText(f"Lines with matches: {self._lines.words()}" if self._lines.conditions else "")
        self._list.set_placeholder("No line has a match." if self._lines.holding and not self._lines.is_working else "")
