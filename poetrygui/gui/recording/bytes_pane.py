"""What came on the wire, as bytes below a poem's text, with a line to find in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PyQt6.QtWidgets import QFrame, QVBoxLayout, QWidget

from poetrygui import recordings
from poetrygui.core.outcomes import Undelivered
from poetrygui.core.poems.recording import Recording
from poetrygui.core.text.undelivered_text import undelivered_sentence
from poetrygui.gui.recording.byte_find_bar import ByteFindBar
from poetrygui.gui.recording.hex_view import HexView
from poetrygui.gui.widgets.dividing_line import DividingLine

_GROWTH_INTERVAL = 100  # milliseconds between two looks at what has come
_ROWS = 2  # that are seen at least: on a small screen much else may be


class WireBytes:
    """The wire of a recording, as a hex view reads it."""

    def __init__(self, recording: Recording) -> None:
        """Read from ``recording``."""
        self._recording = recording

    @property
    def start(self) -> int:
        """The first byte that is kept."""
        return self._recording.dropped.wire

    @property
    def size(self) -> int:
        """Bytes that came by now."""
        return self._recording.wire_size

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any. Raises OSError."""
        return self._recording.wire(start, stop)


class BytesPane(QWidget):
    """Shows one recording's bytes; Ctrl+F and F3 find among them while they have the keyboard."""

    begun = pyqtSignal()
    """It is seen, after it was not to be: also in a tab that was not seen by then."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setAccessibleName("Bytes")
        self.view = HexView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.placeholder = "Nothing has come."
        self.view.installEventFilter(self)
        self._recording: Recording | None = None
        self._is_to_begin = False
        self.find_bar = ByteFindBar(self.view, lambda offset: recordings.moment_of_wire(self._recording, offset))
        self.find_bar.field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (DividingLine(), self.find_bar, self.view):
            layout.addWidget(widget)
        layout.setStretchFactor(self.view, 1)
        self.view.setMinimumHeight(self.view.fontMetrics().height() * _ROWS)
        self.setFocusProxy(self.view)
        self._unsubscribe: Callable[[], None] = lambda: None
        self._growth = QTimer(self)
        self._growth.setSingleShot(True)
        self._growth.timeout.connect(self.view.grow)

    def set_recording(self, recording: Recording | None, model: recordings.RulerModel | None = None) -> None:
        """Show what came of another one; None shows nothing. ``model`` knows where its frames are."""
        self._unsubscribe()
        self._unsubscribe = lambda: None
        self._recording = recording
        self._growth.stop()
        self.find_bar.stop()
        self.find_bar.told.setText("")
        self.view.set_source(None if recording is None else WireBytes(recording))
        if model is not None:
            self.view.frames = model.frames_over
            model.edges.subscribe(self.view.canvas.update)
        if recording is not None:
            self._unsubscribe = recording.subscribe(self._grow_soon)

    def show_fault(self, undelivered: Undelivered | None) -> None:
        """Mark the bytes of which no frame was made, and lead to the first of them, or to where they end.

        Where it is not known at which byte they begin, what is wrong stands at the end. None marks nothing any more.
        """
        if undelivered is None:
            self.view.mark(None)
            self.find_bar.told.setText("")
            return
        stop = undelivered.at + len(undelivered.data)
        offset = undelivered.at if undelivered.is_exact else max(stop - 1, undelivered.at)
        self.view.show_fault(offset)
        self.view.mark((undelivered.at, stop))
        self.find_bar.told.setText(undelivered_sentence(undelivered))

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """Know whether it was not to be seen before."""
        self._is_to_begin = visible and (self._is_to_begin or self.isHidden())
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Begin, where that was not done yet."""
        super().showEvent(event)
        if self._is_to_begin:
            self._is_to_begin = False
            self.begun.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the keys for finding from the window, whose find bar is about the text."""
        wanted = self._finding(event) if isinstance(event, QKeyEvent) else None
        if event is None or wanted is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            wanted()
        event.accept()
        return True

    def _finding(self, event: QKeyEvent) -> Callable[[], None] | None:
        """Return what a key for finding does here; None for another."""
        if event.matches(QKeySequence.StandardKey.Find):
            return self.find_bar.open
        if event.key() != Qt.Key.Key_F3:
            return None
        forward = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return partial(self.find_bar.look_for, forward=forward)

    def _grow_soon(self) -> None:
        if not self._growth.isActive():
            self._growth.start(_GROWTH_INTERVAL)
