"""What is said to a server: a line for what is sent when connected, and a list of what follows."""

from __future__ import annotations

from collections.abc import Iterator

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from poetrygui.core import fetching
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_text import text_of, turns_from
from poetrygui.errors import OptionError, PoetryError

_LINES = 3
_HINT = "send TEXT\nwait-for SECONDS PATTERN\nanswer PATTERN => TEXT"
_HELP = (
    "A turn a line, in their order: send TEXT, send-hex HEX and send-file PATH, which the protocol frames; send-raw"
    r" TEXT, with escapes such as \r\n; send-password SERVICE USER, which the system's keyring has; wait-for SECONDS"
    " PATTERN, before the next is said. “answer PATTERN => TEXT” answers each frame in which the regular expression is"
    r" found; \1 is its first group."
)


class SpeechFields(QObject):
    """A line and a list of turns, as text; :attr:`changed` tells that either is another."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget, send: str, turns: tuple[Turn, ...]) -> None:
        """Begin with these; ``send`` is sent first."""
        super().__init__(parent)
        self._given = turns
        self.line = QLineEdit(send)
        self.line.setObjectName("serverSend")
        self.line.setPlaceholderText("nothing")
        self.list = QPlainTextEdit(text_of(turns))
        self.list.setObjectName("serverConversation")
        self.list.setPlaceholderText(_HINT)
        self.list.setToolTip(_HELP)
        self.list.setAccessibleDescription(_HELP)
        self.list.setTabChangesFocus(True)
        self.list.setFixedHeight(_LINES * self.list.fontMetrics().lineSpacing() + 12)
        self.line.textChanged.connect(self.changed)
        self.list.textChanged.connect(self.changed)

    @property
    def send(self) -> str:
        """What is sent when connected."""
        return self.line.text()

    def turns(self) -> tuple[Turn, ...]:
        """Return what follows: what it was at first, where it is wrong."""
        try:
            return self._read()
        except OptionError:
            return self._given

    def problem(self) -> str:
        """Return what is wrong with the list, in a sentence, or nothing. Whether it can be framed is not asked."""
        try:
            fetching.check_turns(self._read())
        except PoetryError as error:
            return str(error)
        return ""

    def fields(self) -> Iterator[QWidget]:
        """Give what is typed into, in its order."""
        yield self.line
        yield self.list

    def _read(self) -> tuple[Turn, ...]:
        text = self.list.toPlainText()
        # What could not be typed here stays as it is, if nothing is.
        return self._given if text == text_of(self._given) else turns_from(text)
