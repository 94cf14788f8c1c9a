"""What the ruler draws, as a table that can be read row by row: all that happened, and the frames of one chunk."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.moments import since_start_text, wait_text
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.row_table import RowTable
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_picture import FrameBar
from poetrygui.recordings.ruler_words import framing_words, happening_words

_MOST_ROWS = 0x7FFFFFFF
_MOST_TEXT = 200  # bytes of a frame
_SIZE = 960, 460  # pixels
_NO_INDEX = QModelIndex()


class _Table(QAbstractTableModel):
    """Rows that are made when they are looked at; ``headings`` name the columns."""

    headings: tuple[str, ...] = ()

    def __init__(self, model: RulerModel, parent: QObject) -> None:
        super().__init__(parent)
        self.model = model

    def columnCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.headings[section] if orientation is Qt.Orientation.Horizontal else f"{section + 1:,}"

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        try:
            text = self.texts(index.row())[index.column()]
        except OSError as error:
            text = f"cannot be read: {error.strerror or error}"
        return f"{self.headings[index.column()]}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text

    def texts(self, row: int) -> tuple[str, ...]:
        """Return what stands in a row. Raises OSError."""
        raise NotImplementedError


class RecordTable(_Table):
    """A row for each chunk, for what was sent and for each event of the connection, in the order of their times."""

    headings = ("What", "From byte", "Bytes", "Time", "Wait before", "Frames completed", "Ends inside a frame")

    def __init__(self, model: RulerModel, parent: QObject) -> None:
        """Show those that ``model`` knows of by now."""
        super().__init__(model, parent)
        self._count = min(model.records.count, _MOST_ROWS)

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else self._count

    def texts(self, row: int) -> tuple[str, ...]:
        """Return what is known of one. Raises OSError."""
        happening = self.model.records.at(row)
        if happening is None:
            word = "not kept" if row < self.model.recording.dropped.records else "damaged"
            return (word, *[""] * (len(self.headings) - 1))
        chunk = happening.chunk
        size = happening.sent if chunk is None else chunk.stop - chunk.start
        return (
            happening_words(happening),
            f"{happening.wire:,}",
            f"{size:,}" if size else "",
            since_start_text(happening.record.time),
            wait_text(happening.wait),
            "" if chunk is None else f"{chunk.frames_after - chunk.frames_before:,}",
            "yes" if chunk is not None and self.model.is_torn(chunk) else "",
        )


class FrameTable(_Table):
    """A row for each frame that one chunk completed."""

    headings = ("Frame", "From byte", "Bytes", "Framing", "Text")

    def __init__(self, model: RulerModel, chunk: Chunk, parent: QObject) -> None:
        """Show those of ``chunk``."""
        super().__init__(model, parent)
        self._chunk = chunk

    def rowCount(self, parent: QModelIndex = _NO_INDEX) -> int:
        """Return how many frames the chunk completed."""
        return 0 if parent.isValid() else self._chunk.frames_after - self._chunk.frames_before

    def bar(self, row: int) -> FrameBar | None:
        """Return where the frame of a row is. Raises OSError."""
        return self.model.frame(self._chunk.frames_before + row)

    def texts(self, row: int) -> tuple[str, ...]:
        """Return what is known of a frame. Raises OSError."""
        number = f"{self._chunk.frames_before + row + 1:,}"
        bar = self.bar(row)
        if bar is None or not bar.exact:
            return number, "not known", "not known", "", ""
        start, stop = bar.payload
        data = self.model.recording.wire(start, min(stop, start + _MOST_TEXT))
        text = label_text(data.decode("utf-8", "replace"), _MOST_TEXT)
        return number, f"{bar.start:,}", f"{bar.stop - bar.start:,}", framing_words(bar), text


class RulerTable(QDialog):
    """Shows what happened in a recording; Enter leads to the frames of a chunk and out to one of them, Escape back.

    From what was sent, or happened else, it leads to its place at once.
    """

    went = pyqtSignal(object, object)
    """To a stretch of the wire, and to the frame of that number, from 0; None where it is no frame."""

    def __init__(self, model: RulerModel, offset: int, parent: QWidget) -> None:
        """Show the recording of ``model``, with the chunk that holds a byte as the current one. Raises OSError."""
        super().__init__(parent)
        self.setObjectName("rulerTable")
        self.setWindowTitle("Chunks and frames")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model = model
        self._chunk: int | None = None
        self.heading = PlainLabel()
        self.heading.setWordWrap(True)
        self.table = RowTable()
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _: self._enter())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.heading, self.table, buttons):
            layout.addWidget(widget)
        self.resize(*_SIZE)
        chunk = model.chunk_at(offset)
        self.show_all(0 if chunk is None else chunk.number)
        self.table.setFocus()

    def show_all(self, at: int) -> None:
        """Show all that happened, the chunk of that number as the current row. Raises OSError."""
        self._chunk = None
        what = (
            "All chunks, what was sent, and the events of the connection. Enter: the frames of a chunk. Escape: close."
        )
        self._show(RecordTable(self._model, self), what, self._model.records.number_of_chunk(at))

    def show_frames(self, number: int) -> None:
        """Show the frames that the chunk of that number completed."""
        chunk = self._model.blocks.chunk(number)
        if chunk is None or chunk.frames_after == chunk.frames_before:
            self.heading.setText(f"Chunk {number + 1:,} completed no frame.")
            return
        self._chunk = number
        what = f"The frames that chunk {number + 1:,} completed. Enter: go to one. Escape: all chunks."
        self._show(FrameTable(self._model, chunk, self), what, 0)

    def reject(self) -> None:
        """Go back to the chunks, or close."""
        if self._chunk is None:
            super().reject()
        else:
            self.show_all(self._chunk)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Enter, which the dialog's button would."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        return False

    def _show(self, rows: _Table, heading: str, current: int) -> None:
        before = self.table.model()
        self.table.setModel(rows)
        if before is not None:
            before.deleteLater()
        self.heading.setText(heading)
        self.table.setAccessibleName(heading)
        self.table.setCurrentIndex(rows.index(min(current, rows.rowCount() - 1), 0))

    def _enter(self) -> None:
        row, rows = self.table.currentIndex().row(), self.table.model()
        if row < 0:
            return
        if isinstance(rows, FrameTable):
            bar = rows.bar(row)
            if bar is not None:
                self._go((bar.start, bar.stop), bar.number)
            return
        happening = self._model.records.at(row)
        if happening is not None and happening.chunk is not None:
            self.show_frames(happening.chunk.number)
        elif happening is not None:
            self._go((happening.wire, happening.wire), None)

    def _go(self, wire: tuple[int, int], frame: int | None) -> None:
        self.went.emit(wire, frame)
        self.accept()


def open_table(ruler: Ruler) -> None:
    """Open the table of what ``ruler`` shows, over it; what is chosen there, the ruler goes to."""
    if ruler.model is not None:
        table = RulerTable(ruler.model, ruler.chosen[0], ruler)
        table.went.connect(lambda wire, frame: ruler.go_to(wire[0], wire[1], frame))
        table.open()
