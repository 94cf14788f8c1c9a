"""Sending a file: choosing it, how far it is, and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QPushButton, QWidget

from poetrygui.core import fetching
from poetrygui.core.fetching.typed_message import Put
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.sent_words import sending_words, sent_words
from poetrygui.core.text.wording import counted
from poetrygui.errors import SendError
from poetrygui.gui.widgets.plain_text import ElidedLabel

_OFTEN = 100  # milliseconds between two looks at how far it is
_THOUSANDTHS = 1000
_LONGEST_NAME = 60
_NARROWEST = 160  # pixels of the bar: in fewer it is not seen that it grows


class FileSending(QWidget):
    """Is seen while a file is sent on a poem's connection. ``button`` asks for one, and stands where others do."""

    said = pyqtSignal(str)
    """A sentence on what came of it."""
    broken_off = pyqtSignal(str)
    """The same, where it was not to end like that."""

    def __init__(self, poem: KeptPoem, library: Library, put: Callable[[], Put]) -> None:
        """Send on ``poem``'s connection, recorded as ``library`` does; ``put`` tells what is put around a message."""
        super().__init__()
        self._poem = poem
        self._library = library
        self._put = put
        self._sender: fetching.FileSender | None = None
        self._pieces: fetching.FilePieces | None = None
        self._name = ""
        self.button = QPushButton("F&ile …")
        self.button.setObjectName("sendFile")
        self.button.setAutoDefault(False)
        self.button.setToolTip("Send a file: each line as a message that the protocol frames, or its bytes as they are")
        self.button.clicked.connect(lambda _=False: self.ask())
        self._label = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, _THOUSANDTHS)
        self._bar.setObjectName("sentOfFile")
        self._bar.setAccessibleName("Sent of the file")
        self._bar.setMinimumWidth(_NARROWEST)
        stop = QPushButton("Stop sen&ding")
        stop.setObjectName("stopSendingFile")
        stop.setAutoDefault(False)
        stop.clicked.connect(lambda _=False: self.stop())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label, 2)
        layout.addWidget(self._bar, 1)
        layout.addWidget(stop)
        self._looks = QTimer(self)
        self._looks.setInterval(_OFTEN)
        self._looks.timeout.connect(self._show)
        self.hide()

    @property
    def is_sending(self) -> bool:
        """Whether a file is being sent."""
        return self._sender is not None and not self._sender.is_over

    def ask(self) -> None:
        """Ask for a file, and send it."""
        if self.is_sending:
            self.said.emit("A file is being sent: stop that first.")
            return
        dialog = QFileDialog(self, "Send a file")
        dialog.setObjectName("sendFileDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.send(Path(chosen)))
        dialog.open()

    def send(self, path: Path) -> None:
        """Send the file at ``path``, or say why that cannot be."""
        put, fetch = self._put(), self._poem.fetch
        is_framed = put is Put.FRAMED
        self._name = label_text(path.name, _LONGEST_NAME)
        try:
            self._pieces = fetching.FilePieces(path, by_lines=is_framed, ending=put.ending)
            self._sender = fetching.FileSender(
                self._library.reactor,
                None if fetch is None else fetch.connection,
                self._pieces,
                self._ended,
                disk=self._library.disk,
                protocol=self._poem.info.protocol if is_framed else "",
            )
        except SendError as error:
            self.said.emit(str(error))
            return
        self._looks.start()
        self._show()
        self.show()

    def stop(self) -> None:
        """Send no more of it."""
        if self._sender is not None:
            self._sender.stop()

    def _show(self) -> None:
        if self._sender is not None and self._pieces is not None:
            size = self._pieces.size
            self._label.show_text(sending_words(self._name, self._sender.sent, size))
            self._bar.setValue(min(self._sender.sent * _THOUSANDTHS // max(size, 1), _THOUSANDTHS))

    def _ended(self) -> None:
        if sip.isdeleted(self):
            return  # its tab was closed, and the connection with it
        self._looks.stop()
        self.hide()
        sender, pieces = self._sender, self._pieces
        if sender is not None and pieces is not None:
            messages = counted(sender.messages, "message") if sender.messages else ""
            sentence = sent_words(self._name, sender.sent, pieces.size, messages, sender.problem)
            self.said.emit(sentence)
            if sender.problem and not sender.was_stopped:
                self.broken_off.emit(sentence)
