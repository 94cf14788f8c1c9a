"""The pane at the window's foot: what a protocol prints, its faults and its processes, beside its poem."""

from __future__ import annotations

import time
from collections.abc import Callable
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
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui.protocols.host_table import HostTable
from poetrygui.gui.protocols.protocol_output import MOST_LINES, ProtocolOutput, source_label
from poetrygui.gui.protocols.running_hosts import RunningHosts
from poetrygui.gui.widgets.end_follower import EndFollower
from poetrygui.gui.widgets.foot_content import FootContent
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.text_font import wear_text_font
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

_FEWEST_LINES = 3
_INTERVAL = 100  # milliseconds between two looks at what was printed
_BETWEEN_HOSTS = 1000  # the same at what processes have taken
_WIDTHS = 1, 1  # of what was printed, and of the processes
_NOTHING = "What a protocol prints (print in its Python file) and its faults appear here, with the time."


class OutputDock(QDockWidget):
    """Shows the newest lines of one file, and lets another one be chosen. While it is hidden it does nothing.

    Where the file runs in processes of its own now, they stand beside.
    """

    left = pyqtSignal()
    """Esc was pressed: the keyboard goes back to where it was."""

    def __init__(self, output: ProtocolOutput, running: RunningHosts, parent: QWidget) -> None:
        """Show what ``output`` hears, and the processes that are ``running``."""
        super().__init__("What protocols print", parent)
        self.setObjectName("outputDock")
        self._output = output
        self._running = running
        self._wanted = ""  # the file that is to be shown as soon as it has printed something
        self._shown = 0  # lines of the chosen file that are shown or were
        self._files = QComboBox()
        self._files.setObjectName("outputFile")
        self._files.setAccessibleName("Printed by")
        self._files.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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
        EndFollower(self._text)
        self._text.setPlaceholderText(_NOTHING)
        # Small at first: the poem matters more.
        self._text.setMinimumHeight(_FEWEST_LINES * self._text.fontMetrics().lineSpacing())
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._copy = QPushButton("C&opy all")
        self._copy.setObjectName("copyOutput")
        self._copy.clicked.connect(self._copy_all)
        self._clear = QPushButton("C&lear")
        self._clear.setObjectName("clearOutput")
        self._clear.clicked.connect(self._clear_it)
        row = QHBoxLayout()
        row.addWidget(self._files)
        row.addWidget(self._count, 1)
        row.addWidget(self._copy)
        row.addWidget(self._clear)
        inside = FootContent()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addLayout(row)
        layout.addWidget(self._beside_hosts())
        self.setWidget(inside)
        self.setFocusProxy(self._text)
        self._next_look = self._timer(_INTERVAL, self._look)
        self._next_hosts = self._timer(_BETWEEN_HOSTS, self.look_at_hosts)
        output.grown.connect(self._printed)
        for file in output.files:
            self._printed(file)
        self._show_anew()

    def choose(self, source: Path | str) -> None:
        """Show what a protocol's file, or the command of an address, has printed, as soon as it has."""
        self._wanted = str(source)
        row = self._files.findData(self._wanted)
        if row >= 0:
            self._files.setCurrentIndex(row)

    def look_at_hosts(self) -> None:
        """Show the processes that there are now, and again as long as there are some, if this is seen."""
        if not self.isVisible():
            return
        running = self._running.now()
        for each in running:
            self._offer(each.source)
        its_own = [each for each in running if each.source == self._file]
        self._hosts.show_hosts(its_own, time.monotonic())
        if self._hosts.isVisibleTo(self) and not its_own and self._hosts.isAncestorOf(self.focusWidget()):
            self._text.setFocus()
        self._hosts.setVisible(bool(its_own))
        if running:
            self._next_hosts.start()

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
        self.look_at_hosts()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._next_look.stop()
        self._next_hosts.stop()

    def _timer(self, interval: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(call)
        return timer

    def _beside_hosts(self) -> QSplitter:
        self._hosts = HostTable()
        self._hosts.end_wanted.connect(self._running.end)
        self._hosts.hide()
        splitter = QSplitter()
        for widget, width in zip((self._text, self._hosts), _WIDTHS, strict=True):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, width)
            splitter.setCollapsible(splitter.count() - 1, False)
        return splitter

    @property
    def _file(self) -> str:
        return str(self._files.currentData() or "")

    def _printed(self, file: str) -> None:
        self._offer(file)
        if self.isVisible() and file == self._file and not self._next_look.isActive():
            self._next_look.start()

    def _offer(self, file: str) -> None:
        if self._files.findData(file) < 0:
            self._files.addItem(source_label(file), file)
            self._files.setItemData(self._files.count() - 1, label_text(file, 300), Qt.ItemDataRole.ToolTipRole)
            self._files.setEnabled(True)
            if file == self._wanted:
                self._files.setCurrentIndex(self._files.count() - 1)

    def _show_anew(self) -> None:
        self._text.clear()
        self._shown = 0
        self._look()
        self.look_at_hosts()

    def _look(self) -> None:
        """Append what was printed since the last look."""
        printed = self._output.files.get(self._file)
        count = 0 if printed is None else printed.count
        self._files.setEnabled(bool(self._files.count()))
        for button in (self._copy, self._clear):
            button.setEnabled(bool(count))
        if printed is not None and count > self._shown:
            lines = list(printed.lines)[-min(count - self._shown, MOST_LINES) :]
            self._shown = count
            self._text.appendPlainText("\n".join(lines))
        dropped = f", the newest {MOST_LINES:,} shown" if count > MOST_LINES else ""
        faults = f", {counted(printed.faults, 'fault')}" if printed is not None and printed.faults else ""
        self._count.setText(f"{counted(count, 'line')}{dropped}{faults}" if count else "")

    def _copy_all(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(self._text.toPlainText())

    def _clear_it(self) -> None:
        self._output.clear(self._file)
        self._show_anew()
