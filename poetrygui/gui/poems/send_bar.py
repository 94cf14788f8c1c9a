"""The line in which something is typed and sent to the server."""

from __future__ import annotations

from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.errors import PoetryError
from poetrygui.gui.widgets.plain_text import PlainLabel


class SendBar(QWidget):
    """Sends one frame at a time on the poem's connection; what does not work is said below the line."""

    def __init__(self, poem: KeptPoem) -> None:
        """Send on ``poem``'s connection."""
        super().__init__()
        self.setObjectName("sendBar")
        self._poem = poem
        self._line = QLineEdit()
        self._line.setPlaceholderText("a frame to send, without its framing")
        self._line.setClearButtonEnabled(True)
        self._line.setObjectName("sendLine")
        self._line.setAccessibleName("Text to send")
        self._send = QPushButton("Sen&d")
        self._send.setObjectName("sendButton")
        self._problem = PlainLabel(selectable=True)
        self._problem.setObjectName("sendProblem")
        self._problem.setWordWrap(True)
        self._problem.hide()
        row = QHBoxLayout()
        row.addWidget(self._line)
        row.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 6)
        layout.addLayout(row)
        layout.addWidget(self._problem)
        self._line.returnPressed.connect(self.send)
        self._line.textEdited.connect(self._problem.hide)
        self._send.clicked.connect(self.send)
        self.setFocusProxy(self._line)

    def send(self) -> None:
        """Send what is in the line; an empty frame is one, too."""
        if self._poem.fetch is None:
            return
        try:
            self._poem.fetch.send(self._line.text().encode())
        except PoetryError as error:
            self._problem.show_text(str(error))
            self._problem.show()
        else:
            self._problem.hide()
            self._line.clear()
