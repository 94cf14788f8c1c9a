"""What stands above a poem whose protocol nobody has named: that it is shown as it comes, and how to find out more."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from poetrygui.gui.widgets.plain_text import PlainLabel

SENTENCE = "Shown as it comes: no protocol was named."


class FramingHint(QWidget):
    """Offers to find out which framing it is; it goes when it was asked, or is not wanted."""

    def __init__(self, guess: Callable[[], object]) -> None:
        """Have ``guess`` find out."""
        super().__init__()
        self.setObjectName("framingHint")
        label = PlainLabel(SENTENCE)
        label.setWordWrap(True)
        self._guess = QPushButton("&Which framing is this? …")
        self._guess.setObjectName("guessQuickFraming")
        self._guess.setToolTip("Try all protocols on what has come")
        close = QToolButton()
        close.setObjectName("closeFramingHint")
        close.setText("✕")
        close.setAutoRaise(True)
        close.setToolTip("It is to stay as it comes")
        close.setAccessibleName("Close this line")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.addWidget(label, 1)
        layout.addWidget(self._guess)
        layout.addWidget(close)
        self._guess.clicked.connect(self.hide)
        self._guess.clicked.connect(lambda _=False: guess())
        close.clicked.connect(self.hide)
