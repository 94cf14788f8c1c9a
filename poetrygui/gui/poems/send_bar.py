"""The line in which something is typed and sent to the server."""

from __future__ import annotations

import time
from functools import partial

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QHideEvent
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from poetrygui.core.fetching.sent_history import SentHistory
from poetrygui.core.fetching.typed_message import Put, Written, bytes_of
from poetrygui.core.library.kept_messages import KeptMessages, Message
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import Ended
from poetrygui.core.text.wording import counted
from poetrygui.errors import PoetryError
from poetrygui.gui.poems.file_sending import FileSending
from poetrygui.gui.poems.message_menu import MessageMenu
from poetrygui.gui.poems.repeat_field import RepeatField
from poetrygui.gui.widgets.key_steps import step_of
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import PlainLabel

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_HINTS = {
    Written.TEXT: "a message to send (↑ for those before)",
    Written.ESCAPES: r"a message with escapes, such as PING\r\n or \x00",
    Written.HEX: "a message in hex, such as 0d 0a",
}


class SendBar(QWidget):
    """Sends one message at a time on the poem's connection, or one again and again; what came of it is said below."""

    def __init__(self, poem: KeptPoem, kept: KeptMessages, library: Library) -> None:
        """Send on ``poem``'s connection; ``kept`` are messages that are sent often; ``library`` keeps the poem."""
        super().__init__()
        self.setObjectName("sendBar")
        self._poem = poem
        self._history = SentHistory()
        self._count = 0
        self._waiting = 0  # of those that were to be sent, of which a protocol in another process has yet to tell
        self._written, self._put = QComboBox(), QComboBox()
        self._line = QLineEdit()
        self._send = QPushButton("Se&nd")
        self._repeat = RepeatField(self._send_again)
        self._messages = MessageMenu(kept, lambda: self._message(self._line.text()))
        self._said = PlainLabel(selectable=True)
        self.file = FileSending(poem, library, self._put.currentData)
        self._lay_out()
        self._line.returnPressed.connect(self.send)
        self._line.textEdited.connect(self._said.hide)
        self._line.installEventFilter(self)
        self._send.clicked.connect(self.send)
        self._written.currentIndexChanged.connect(lambda _: self._show_hint())
        self._messages.wanted.connect(self._put_in)
        self._messages.problem.connect(self._say)
        self.file.said.connect(self._say)
        listen(self, poem.phase_changed, self._phase_changed)
        self._show_hint()
        self.setFocusProxy(self._line)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to something in it, while its window is in front."""
        window = self.window()
        return window is not None and (focus := window.focusWidget()) is not None and self.isAncestorOf(focus)

    def send(self) -> None:
        """Send what is in the line; an empty message is one, too."""
        if self._poem.fetch is None:
            return
        text = self._line.text()
        if self._send_text(text):
            self._history.add(text)
            self._line.clear()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go through what was sent before by the arrows up and down."""
        if (step := step_of(event, _STEPS)) is None:
            return False
        self._line.setText(self._history.go(step, self._line.text()))
        return True

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Send nothing again once the bar is put away; in a tab that is not seen it goes on."""
        super().hideEvent(event)
        if self.isHidden():
            self._repeat.stop()

    # Building

    def _lay_out(self) -> None:
        for combo, name, spoken, kinds in (
            (self._written, "sendWritten", "How the message is written", Written),
            (self._put, "sendPut", "What is put around the message", Put),
        ):
            for kind in kinds:
                combo.addItem(kind.value, kind)
            combo.setObjectName(name)
            combo.setAccessibleName(spoken)
            combo.setToolTip(spoken)
        self._line.setClearButtonEnabled(True)
        self._line.setObjectName("sendLine")
        self._line.setAccessibleName("Text to send")
        self._send.setObjectName("sendButton")
        self._said.setObjectName("sendProblem")
        self._said.setWordWrap(True)
        self._said.hide()
        row, below = QHBoxLayout(), QHBoxLayout()
        row.addWidget(self._line, 1)
        for widget in (self._send, self.file.button, self._messages):
            row.addWidget(widget)
        for choice in (self._written, self._put):
            below.addWidget(choice)
        below.addStretch()
        below.addWidget(self._repeat)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 6)
        layout.addLayout(row)
        layout.addLayout(below)
        layout.addWidget(self._said)  # over all of the width: a sentence in a column takes four lines
        layout.addWidget(self.file)

    def _show_hint(self) -> None:
        self._line.setPlaceholderText(_HINTS[self._written.currentData()])

    # Sending

    def _message(self, text: str) -> Message:
        return Message(text, self._written.currentData().name, self._put.currentData().name)

    def _put_in(self, message: Message) -> None:
        for combo, kinds, name in ((self._written, Written, message.written), (self._put, Put, message.put)):
            if name in kinds.__members__:
                combo.setCurrentIndex(combo.findData(kinds[name]))
        self._line.setText(message.text)
        self._line.setFocus()

    def _send_text(self, text: str) -> bool:
        """Send a text, or say why that cannot be; return whether it went."""
        fetch, put = self._poem.fetch, self._put.currentData()
        if fetch is None:
            return False
        if self.file.is_sending:
            self._say("A file is being sent: stop that first.")
            return False
        self._waiting += 1
        self._say("Sending …")
        try:
            message = bytes_of(text, self._written.currentData()) + put.ending
            told = partial(self._told, self._message(text), len(message))
            fetch.send(message, is_raw=put is not Put.FRAMED, told=told)
        except (PoetryError, ValueError) as error:
            self._waiting -= 1
            self._say(str(error) if isinstance(error, PoetryError) else f"This cannot be sent: {error}")
            return False
        return True

    def _told(self, message: Message, size: int, refusal: str) -> None:
        """Say what came of a message of ``size`` bytes: that it went, or its ``refusal``."""
        if sip.isdeleted(self):
            return
        self._waiting -= 1
        if refusal:
            self._repeat.stop()
            self._say(f"This cannot be sent: {refusal.rstrip('.')}.")
            # What was typed stays beside the reason, unless something else was typed since.
            self._line.setText(self._line.text() or message.text)
            return
        self._count += 1
        self._messages.note(message)
        now = time.strftime("%H:%M:%S", time.localtime())
        self._say(f"Sent {counted(size, 'byte')} at {now}, {counted(self._count, 'message')} so far.")

    def _send_again(self) -> bool:
        """Send what is in the line, or else what was sent last, and leave the line as it is."""
        return self._send_text(self._line.text() or self._history.last)

    def _phase_changed(self) -> None:
        if isinstance(self._poem.state, Ended):
            self._repeat.stop()
            if self._waiting:
                self._waiting = 0
                self._say("Whether the last message went is not known: the connection ended before that was told.")

    def _say(self, sentence: str) -> None:
        self._said.show_text(sentence)
        self._said.show()
