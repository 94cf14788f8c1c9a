"""What was received and not delivered, below the poem that it is no part of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QPalette, QTextCursor
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from poetrygui.core.outcomes import Undelivered
from poetrygui.core.text.undelivered_text import undelivered_rows, undelivered_sentence
from poetrygui.core.text.wording import counted
from poetrygui.gui.widgets.dividing_line import DividingLine
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tab_order import lead_through_before
from poetrygui.gui.widgets.text_font import wear_text_font

_MOST_ROWS, _FEWEST_ROWS = 8, 2  # that are seen at once
_SLICE = 128  # rows that are laid out in one turn of the loop: all at once would hold the window for five frames
_MARGIN = 10


class UndeliveredStrip(QWidget):
    """Shows the bytes in hex and as text, to be selected and copied; hidden where there are none."""

    all_wanted = pyqtSignal()
    """These bytes are to be seen among all that came."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._shown: Undelivered | None = None
        self._rows: Iterator[str] = iter(())  # that are still to be laid out
        self._next_slice = QTimer(self)
        self._next_slice.setSingleShot(True)
        self._next_slice.timeout.connect(self._lay_out_slice)
        self._is_all_offered = False
        self.hide()

    @cached_property
    def _heading(self) -> PlainLabel:
        heading = PlainLabel(selectable=True)
        heading.setObjectName("undeliveredHeading")
        heading.setWordWrap(True)
        heading.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        return heading

    @cached_property
    def _bytes(self) -> QPlainTextEdit:
        found = QPlainTextEdit()
        found.setObjectName("undeliveredBytes")
        found.setReadOnly(True)
        wear_text_font(found)
        found.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        found.setTabChangesFocus(True)
        found.setFrameShape(QFrame.Shape.NoFrame)
        found.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # The ground of the window, not of the poem: it is no part of that.
        ground = found.viewport()
        assert ground is not None
        ground.setBackgroundRole(QPalette.ColorRole.Window)
        return found

    @cached_property
    def _all(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("showAllBytes")
        button.setText("Show all bytes")
        button.setToolTip("Show these bytes among all that came")
        button.clicked.connect(self.all_wanted)
        return button

    def _lay_out(self) -> None:
        """Make all that is seen, when there is something to see: mostly there never is, and each tab would wait."""
        behind = self.nextInFocusChain()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(2)
        top = QHBoxLayout()
        top.setContentsMargins(0, 4, _MARGIN, 0)
        top.addWidget(self._heading, 1)
        top.addWidget(self._all)
        layout.addWidget(DividingLine())
        layout.addLayout(top)
        layout.addWidget(self._bytes)
        self._all.setVisible(self._is_all_offered)
        if behind is not None and behind is not self:
            lead_through_before(self, behind)

    def offer_all(self, offered: bool) -> None:
        """Offer to show these bytes among all that came, which are there then."""
        self._is_all_offered = offered
        if self.layout() is not None:
            self._all.setVisible(offered)

    def show_bytes(self, undelivered: Undelivered | None) -> None:
        """Show these, or nothing."""
        if undelivered == self._shown:
            return
        if self.layout() is None:
            self._lay_out()
        self._shown = undelivered
        self.setVisible(undelivered is not None)
        if undelivered is None:
            return
        sentence = undelivered_sentence(undelivered)
        self._heading.setText(f"{sentence}  ·  {counted(len(undelivered.data), 'byte')}")
        self._bytes.setAccessibleName(sentence)
        self._rows = undelivered_rows(undelivered)
        self._bytes.clear()
        self._lay_out_slice()
        if undelivered.is_exact:
            self._bytes.moveCursor(QTextCursor.MoveOperation.Start)
        self._set_height(min(self._bytes.blockCount(), _MOST_ROWS))

    def _lay_out_slice(self) -> None:
        rows = list(islice(self._rows, _SLICE))
        cursor = QTextCursor(self._bytes.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("\n".join(rows if cursor.atStart() else ["", *rows]))
        if len(rows) == _SLICE:
            self._next_slice.start(0)
        elif self._shown is not None and not self._shown.is_exact:
            # Where it is not known what begins here, what went wrong stands at the end.
            self._bytes.moveCursor(QTextCursor.MoveOperation.End)
            self._bytes.moveCursor(QTextCursor.MoveOperation.StartOfLine)

    def _set_height(self, rows: int) -> None:
        document = self._bytes.document()
        assert document is not None
        document.setDocumentMargin(_MARGIN)
        bar = self._bytes.horizontalScrollBar()
        assert bar is not None
        line, beside = self._bytes.fontMetrics().lineSpacing(), _MARGIN + bar.sizeHint().height()
        self._bytes.setMaximumHeight(rows * line + beside)
        # Where there is little room it is the text that keeps its own.
        self._bytes.setMinimumHeight(min(rows, _FEWEST_ROWS) * line + beside)
