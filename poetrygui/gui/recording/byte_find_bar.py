"""The line in which bytes are looked for: by their digits, or as text in quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from poetrygui.core.options.hex_text import parse_hex
from poetrygui.gui.recording.hex_view import HexView
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL
from poetrygui.recordings.byte_search import find_backward, find_forward

_SLICE = 0.004  # seconds of searching at a time
_WIDEST_FIELD = 320  # pixels
_QUOTES = "\"'"
_QUOTED = 2  # quotes around a text


class ByteFindBar(QWidget):
    """Finds in a hex view: Enter the next, Shift+Enter the one before, Escape back to the bytes."""

    def __init__(self, view: HexView, when: Callable[[int], str]) -> None:
        """Find in ``view``; ``when`` says when the byte at an offset came, where that is known."""
        super().__init__()
        self._view = view
        self._when = when
        self._search: Iterator[int | None] = iter(())
        self._wanted = b""
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)
        self.field = QLineEdit()
        self.field.setObjectName("findBytes")
        self.field.setPlaceholderText('Find bytes: 0d 0a, or "text"')
        self.field.setAccessibleName("Find bytes")
        self.field.setToolTip("Two digits for each byte, as in 0d 0a, or a text in quotes. Enter finds the next.")
        self.field.setMaximumWidth(_WIDEST_FIELD)
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.told = PlainLabel()
        self.told.setObjectName("foundBytes")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.told, 1)
        self.setFocusProxy(self.field)

    def open(self) -> None:
        """Type into it."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def look_for(self, *, forward: bool = True) -> None:
        """Look for what is written, from the caret on, or back from it."""
        self._next.stop()
        try:
            self._wanted = wanted_bytes(self.field.text())
        except ValueError as error:
            self.told.setText(str(error))
            return
        source = self._view.source
        if source is None or not self._wanted:
            self.told.setText("")
            return
        start, stop = self._view.selected.span
        if forward:
            self._search = find_forward(
                source.read, source.size, self._wanted, max(start + (stop > start), source.start)
            )
        else:
            self._search = find_backward(source.read, source.size, self._wanted, start, first=source.start)
        self.told.setText("Looking …")
        self._go_on()

    def stop(self) -> None:
        """Look no further."""
        self._next.stop()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take Enter and Escape."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look_for(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.stop()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        try:
            for found in self._search:
                if found is not None:
                    self._view.select(found, found + len(self._wanted))
                    came = self._when(found)
                    self.told.setText(f"At byte {found:,} · {came}" if came else f"At byte {found:,}.")
                    return
                if perf_counter() >= end:
                    self._next.start(0)
                    return
        except OSError as error:
            self.told.setText(f"The bytes cannot be read from disk: {error.strerror or error}.")
            return
        self.told.setText("Not found from here on: press Shift+Enter to look the other way.")


def wanted_bytes(text: str) -> bytes:
    """Return the bytes that somebody looks for. Raises ValueError with a sentence."""
    written = text.strip()
    if len(written) >= _QUOTED and written[0] in _QUOTES and written[-1] == written[0]:
        return written[1:-1].encode("utf-8")
    return parse_hex(written)
