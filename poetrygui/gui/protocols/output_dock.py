"""The pane at the window's foot that shows what a protocol prints, beside the poem that it makes."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QDockWidget,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.protocols.protocol_output import MOST_LINES, ProtocolOutput, source_label
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.text_font import wear_text_font
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

_FEWEST_LINES = 6
_INTERVAL = 100  # milliseconds between two looks at what was printed
_NOTHING = "What a protocol prints (print in its Python file) appears here, with the time."


class OutputDock(QDockWidget):
    """Shows the newest lines of one file, and lets another one be chosen. While it is hidden it does nothing."""

    left = pyqtSignal()
    """Esc was pressed: the keyboard goes back to where it was."""

    def __init__(self, output: ProtocolOutput, parent: QWidget) -> None:
        """Show what ``output`` hears."""
        super().__init__("Printed", parent)
        self.setObjectName("outputDock")
        self._output = output
        self._wanted = ""  # the file that is to be shown as soon as it has printed something
        self._shown = 0  # lines of the chosen file that are shown or were
        self._files = QComboBox()
        self._files.setObjectName("outputFile")
        self._files.setAccessibleName("Printed by")
        self._files.currentIndexChanged.connect(self._show_anew)
        self._count = PlainLabel()
        self._count.setObjectName("outputCount")
        self._text = QPlainTextEdit()
        self._text.setObjectName("outputText")
        self._text.setAccessibleName("What the protocol printed")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setMaximumBlockCount(MOST_LINES)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        wear_text_font(self._text)
        self._text.setPlaceholderText(_NOTHING)
        # Small at first: the poem matters more.
        self._text.setMinimumHeight(_FEWEST_LINES * self._text.fontMetrics().lineSpacing())
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._copy = QPushButton("Copy all")
        self._copy.setObjectName("copyOutput")
        self._copy.clicked.connect(self._copy_all)
        self._clear = QPushButton("Clear")
        self._clear.setObjectName("clearOutput")
        self._clear.clicked.connect(self._clear_it)
        row = QHBoxLayout()
        row.addWidget(self._files)
        row.addWidget(self._count, 1)
        row.addWidget(self._copy)
        row.addWidget(self._clear)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addLayout(row)
        layout.addWidget(self._text)
        self.setWidget(inside)
        self.setFocusProxy(self._text)
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.setInterval(_INTERVAL)
        self._next_look.timeout.connect(self._look)
        output.printed.connect(self._printed)
        for file in output.files:
            self._printed(file)
        self._show_anew()

    def choose(self, source: Path | str) -> None:
        """Show what a protocol's file, or the command of an address, has printed, as soon as it has."""
        self._wanted = str(source)
        row = self._files.findData(self._wanted)
        if row >= 0:
            self._files.setCurrentIndex(row)

    def text(self) -> str:
        """Return what is shown."""
        return self._text.toPlainText()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Give the keyboard back at Esc."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
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

    @property
    def _file(self) -> str:
        return str(self._files.currentData() or "")

    def _printed(self, file: str) -> None:
        if self._files.findData(file) < 0:
            self._files.addItem(source_label(file), file)
            self._files.setItemData(self._files.count() - 1, label_text(file, 300), Qt.ItemDataRole.ToolTipRole)
            if file == self._wanted:
                self._files.setCurrentIndex(self._files.count() - 1)
        if self.isVisible() and file == self._file and not self._next_look.isActive():
            self._next_look.start()

    def _show_anew(self) -> None:
        self._text.clear()
        self._shown = 0
        self._look()

    def _look(self) -> None:
        """Append what was printed since the last look."""
        printed = self._output.files.get(self._file)
        count = 0 if printed is None else printed.count
        for widget in (self._files, self._copy, self._clear):
            widget.setEnabled(bool(count))
        if printed is not None and count > self._shown:
            lines = list(printed.lines)[-min(count - self._shown, MOST_LINES) :]
            self._shown = count
            bar = self._text.verticalScrollBar()
            at_end = bar is None or bar.value() >= bar.maximum()
            self._text.appendPlainText("\n".join(lines))
            if bar is not None and at_end:
                bar.setValue(bar.maximum())
        dropped = f", the newest {MOST_LINES:,} shown" if count > MOST_LINES else ""
        self._count.setText(f"{counted(count, 'line')}{dropped}" if count else "")

    def _copy_all(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self._text.toPlainText())

    def _clear_it(self) -> None:
        self._output.clear(self._file)
        self._show_anew()
