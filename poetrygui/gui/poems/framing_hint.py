"""What stands above a poem whose protocol nobody has named: that it is shown as it comes, and how to find out more."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.gui.widgets.icon_button import IconButton
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP_SMALL, GAP_WIDE

SENTENCE = "Shown as it comes: no protocol was named."


class FramingHint(QWidget):
    """Offers to find out which framing it is; it goes when that was asked, is answered, or is not wanted."""

    def __init__(self, guess: Callable[[], object], poem: KeptPoem, named: Callable[[], str]) -> None:
        """Have ``guess`` find out about ``poem``; the hint goes as well once that is framed by another protocol.

        So it does where its server is to be: ``named`` returns by which, and :meth:`look` is called when that changes.
        """
        super().__init__()
        self.setObjectName("framingHint")
        label = PlainLabel(SENTENCE)
        label.setWordWrap(True)
        self._guess = QPushButton("&Which framing is this? …")
        self._guess.setObjectName("guessQuickFraming")
        self._guess.setToolTip("Try all protocols on what has come")
        close = IconButton("close", "It is to stay as it comes", name="closeFramingHint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        layout.addWidget(label, 1)
        layout.addWidget(self._guess)
        layout.addWidget(close)
        self._guess.clicked.connect(self.hide)
        self._guess.clicked.connect(lambda _=False: guess())
        close.clicked.connect(self.hide)
        self._poem = poem
        self._named = named
        self._protocol = poem.info.protocol
        listen(self, poem.loaded, self.look)

    def look(self) -> None:
        """Look whether a protocol is named by now."""
        if {self._poem.info.protocol, self._named()} != {self._protocol}:
            self.hide()
