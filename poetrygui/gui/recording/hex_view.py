"""The hex view: bytes that are looked at, selected and copied in the ways in which people write bytes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PyQt6.QtCore import QEvent, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PyQt6.QtWidgets import QMenu, QWidget

from poetrygui.core.text.byte_literals import as_base64, as_c, as_hex, as_python
from poetrygui.core.text.hex_rows import ROW, ByteSource, shown_characters
from poetrygui.core.text.wording import counted
from poetrygui.gui.recording.hex_hands import HexHands
from poetrygui.gui.recording.hex_page import HexPage

COPY_LIMIT = 16 * 1024 * 1024
"""Bytes that may be copied; as text they are up to six times as many."""

_WAYS: tuple[tuple[str, Callable[[bytes], str]], ...] = (
    ("Copy as &hex", as_hex),
    ("Copy as an array of &C", as_c),
    ("Copy as a &Python literal", as_python),
    ("Copy as base&64", as_base64),
)


class HexView(HexPage):
    """Shows bytes with a caret that the keys move; with Shift, and by the mouse, bytes are selected."""

    selection_changed = pyqtSignal(object, object)
    """The offsets of the first byte that is selected and of the one after the last; the caret's where none is."""
    copy_refused = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hexView")
        self.setAccessibleName("Bytes")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        HexHands(self)
        self._end: int | None = None  # where the caret was put as the last byte was to be seen
        self._describe()

    def set_source(self, source: ByteSource | None) -> None:
        """Show other bytes, from the first on, with nothing selected or marked; None shows none."""
        super().set_source(source)
        self._describe()

    def select(self, anchor: int, caret: int) -> None:
        """Select the bytes between two offsets, and show the caret; nothing is selected where they are the same."""
        self.show_growth()  # what is selected may have come just now
        size = self.size_shown
        self.held = None
        first = 0 if self.source is None else self.source.start
        self.selected.set(max(first, min(anchor, size)), max(first, min(caret, size)))
        self.reveal(max(min(self.selected.caret, size - 1), 0))
        self._describe()
        self.canvas.update()
        self.selection_changed.emit(*self.selected.span)

    def select_all(self) -> None:
        """Select all bytes that there are by now."""
        self.selected.set(0 if self.source is None else self.source.start, self.size_shown)
        self._describe()
        self.canvas.update()
        self.selection_changed.emit(*self.selected.span)

    def show_end(self) -> None:
        """Show the last bytes, with the caret behind them: :meth:`grow` goes on with what comes."""
        self.show_growth()
        self._end = size = self.size_shown
        self.selected.set(size, size)
        self.held = max(size - 1, 0)
        self.show_in_middle(self.held)
        self._describe()

    def grow(self) -> None:
        """Have what came within reach; show the last of it if the last was shown, and nobody has gone elsewhere."""
        bar = self.rows_bar
        if bar.value() == bar.maximum() and self.selected.span == (self._end, self._end):
            self.show_end()
        else:
            self.show_growth()

    def show_fault(self, offset: int) -> None:
        """Mark the byte at fault and bring it into the middle, with what came before and after it in sight."""
        self.show_growth()
        self.mark((offset, offset + 1))
        self.show_in_middle(offset)
        self.select(offset, offset)
        self.held = offset

    def copy(self, write: Callable[[bytes], str] = as_hex) -> None:
        """Put the selected bytes on the clipboard in the way that ``write`` writes them."""
        start, stop = self.selected.span
        clipboard = QGuiApplication.clipboard()
        if self.source is None or start == stop or clipboard is None:
            return
        if stop - start > COPY_LIMIT:
            self.copy_refused.emit(
                f"The selection has {stop - start:,} bytes and {COPY_LIMIT:,} can be copied at most: select less."
            )
            return
        try:
            clipboard.setText(write(self.source.read(start, stop)))
        except OSError as error:
            self.read_failed.emit(f"The bytes cannot be read from disk: {error.strerror or error}.")

    def context_menu(self) -> QMenu:
        """Return a new menu of what can be done here."""
        menu = QMenu(self)
        for text, write in _WAYS:
            action = menu.addAction(text, lambda write=write: self.copy(write))
            if action is not None:
                action.setEnabled(not self.selected.is_empty)
                if write is as_hex:
                    action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addSeparator()
        menu.addAction("Select &all", QKeySequence(QKeySequence.StandardKey.SelectAll), self.select_all)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Open the menu beside the mouse, or in the corner for the menu key."""
        if event is not None:
            menu = self.context_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            menu.popup(self.mapToGlobal(QPoint(0, 0)) if by_key else event.globalPos())

    def event(self, event: QEvent | None) -> bool:
        """Follow a font that was made larger or smaller."""
        handled = super().event(event)
        if event is not None and event.type() == QEvent.Type.FontChange:
            self.show_growth()
        return handled

    def _describe(self) -> None:
        """Tell a screen reader what is selected, or else what is in the caret's row."""
        self.setAccessibleDescription(self._description())

    def _description(self) -> str:
        start, stop = self.selected.span
        if self.source is None or not self.source.size:
            return self.placeholder
        if start != stop:
            return f"{counted(stop - start, 'byte')} selected, from {start:,} to {stop - 1:,}."
        row = max(start - start % ROW, self.source.start)
        with suppress(OSError):  # said where it is painted
            data = self.source.read(row, start - start % ROW + ROW)
            at = data[max(start - row, 0) : start - row + 1]
            here = f"Byte {start:,} of {self.source.size:,}: {at.hex()}.{self._framing_at(start)}" if at else "The end."
            return f"{here} The row: {data.hex(' ')}. As characters: {shown_characters(data)}"
        return f"Byte {start:,}."

    def _framing_at(self, offset: int) -> str:
        """Return of which frame a byte is framing, or nothing. Raises OSError."""
        for frame in self.frames(offset, offset + 1):
            if any(start <= offset < stop for start, stop in frame.framing):
                return f" Framing of frame {frame.number + 1:,}."
        return ""
